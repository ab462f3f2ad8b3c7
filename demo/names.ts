/** Invented names of people and places. */
import type { Random } from './random.ts'

const surnames = [
  ...'王李张刘陈杨吴黄徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
]
const olderMen = [...'国建德春长永福贵金根生有财水木正礼义和兴发荣华祥顺富明光良友宝善才保来田松柏']
const olderWomen = [...'秀英兰芳桂珍玉梅凤香莲菊巧云翠花月娥琴素贞美霞珠银桃荷春秋爱枝']
const middleMen = [...'伟强军勇斌峰涛磊刚平志海东波飞鹏杰亮辉超林宏斌宁凯旭健']
const middleWomen = [...'丽娟敏静艳红燕霞玲娜婷慧萍琴莉雪芬洁晶倩颖蕾琳岚']
const youngMen = [...'浩宇轩泽子辰睿博俊逸铭晨皓然一诺航霖翔煜哲瑞嘉']
const youngWomen = [...'欣怡梓涵雨桐诗语思琪可馨佳依萱悦艺瑶若曦语晴']

export function inventSurname(random: Random): string {
  return random.pick(surnames)
}

/** A given name in the taste of the years somebody was born in. */
export function inventGiven(random: Random, sex: '男' | '女', bornYear: number): string {
  const [men, women] =
    bornYear < 1968 ? [olderMen, olderWomen] : bornYear < 1998 ? [middleMen, middleWomen] : [youngMen, youngWomen]
  const taste = sex === '男' ? men : women
  const first = random.pick(taste)
  if (random.chance(bornYear < 1968 ? 0.1 : 0.22)) return first
  const second = random.pick(taste)
  return first === second ? first : first + second
}

/** A name that is heard like another but written with one character changed, as a clerk mishears it. */
export function mishear(name: string): string | undefined {
  const alike: Record<string, string> = {
    兰: '蓝',
    芳: '方',
    珍: '真',
    玉: '钰',
    梅: '媚',
    香: '湘',
    云: '芸',
    春: '椿',
    国: '帼',
    建: '健',
    德: '得',
    长: '常',
    福: '富',
    伟: '玮',
    强: '墙',
    军: '钧',
    峰: '锋',
    涛: '滔',
    磊: '雷',
    志: '智',
    辉: '晖',
    丽: '莉',
    娟: '绢',
    静: '净',
    燕: '艳',
    玲: '铃',
    浩: '皓',
    宇: '雨',
    轩: '宣',
    泽: '则',
    辰: '晨',
    欣: '新',
    怡: '宜',
    涵: '函',
    悦: '月',
  }
  for (let i = name.length - 1; i > 0; i--) {
    const other = alike[name[i] ?? '']
    if (other) return name.slice(0, i) + other + name.slice(i + 1)
  }
  return undefined
}

const townshipNames = [
  '云禾乡',
  '栖谷乡',
  '霁川乡',
  '松霭乡',
  '芷溪湾乡',
  '岚圩乡',
  '翠栈乡',
  '鹿鸣畈乡',
  '澄坞乡',
  '荻浦乡',
  '雾桥乡',
  '蓝塍乡',
  '枫渚乡',
  '杏陂乡',
  '鹤汀乡',
  '麦陇乡',
  '竹隈乡',
  '莲埭乡',
  '梧岫乡',
  '榆塬乡',
  '苇岸乡',
  '桐皋乡',
  '茶坳乡',
  '葛岗乡',
  '菱荡乡',
  '桂墩乡',
  '藕坪乡',
  '蕨岭乡',
  '樟隩乡',
  '樱陂乡',
]

/** The nth made-up township. */
export function townshipName(n: number): string {
  const name = townshipNames[n % townshipNames.length]!
  return n < townshipNames.length ? name : name.replace(/乡$/, `${Math.floor(n / townshipNames.length) + 1}乡`)
}

const villageFirst = [...'青白云栗枣椒橘椴楸槐榛枫荷菖芷葵蓼苔霞露']
const villageLast = [
  '禾坞',
  '谷塍',
  '溪埠',
  '石隈',
  '竹畈',
  '云岭',
  '星桥',
  '月塘',
  '荡口',
  '坪田',
  '栈前',
  '渡尾',
  '埭下',
  '坳背',
  '圩心',
]
const groupFirst = [...'上下前后东西南北中里外老新大小高']
const groupLast = ['屋', '湾', '塘', '冲', '畈', '坡', '堰', '井', '桥', '垄', '坳', '咀', '嘴', '田', '坝', '竹园']

export function villageNames(random: Random, count: number): string[] {
  const firsts = random.sample(villageFirst, count)
  const lasts = random.sample(villageLast, count)
  return firsts.map((first, i) => `${first}${lasts[i]}村`)
}

export function groupNames(random: Random, count: number): string[] {
  const all = groupFirst.flatMap((first) => groupLast.map((last) => `${first}${last}组`))
  return random.sample(all, count)
}

/** Eleven digits under a prefix that no person's telephone has (141 is for machines). */
export function inventPhone(random: Random): string {
  return `141${String(random.int(0, 99_999_999)).padStart(8, '0')}`
}
