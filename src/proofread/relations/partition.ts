/** Whether the parts of a list, by their names, divide a whole without overlap, and whether any could be missing. */
import type { Placed, Sentence } from '#proofread/reading.ts'

export interface Partition {
  /**
   * complete: nothing else exists beside these; rest: the last one is all others; halves: as a rule nothing else does; short: members of a known division
   * are not there; apart: they cannot overlap; alike: named alike, so they hardly overlap; unlike: no telling.
   */
  kind: 'complete' | 'rest' | 'halves' | 'short' | 'apart' | 'alike' | 'unlike'
  /** The parts that the division is made of. */
  members: Placed[]
}

/** Pairs that leave no third. */
const opposites: [RegExp, RegExp][] = [
  [/县内/, /县外/],
  [/省内/, /省外/],
  [/市内/, /市外/],
  [/区内/, /区外/],
  [/[乡镇]内/, /[乡镇]外/],
  [/境内/, /境外/],
  [/(?:^|[^\u4e00-\u9fff]|为|中)男/, /女/],
  [/城镇|城市/, /农村|乡村/],
  [/集中供养/, /分散供养/],
  [/集中安置/, /分散安置/],
  [/春季/, /秋季/],
  [/上半年/, /下半年/],
  [/线上/, /线下/],
  [/(?<!不|未)合格/, /不合格/],
  [/(?<!未|不)达标/, /未达标|不达标/],
]

/** Two ways of doing one thing: a third is possible, but would be said. */
const halves: [RegExp, RegExp][] = [
  [/(?<!非)税收/, /非税/],
  [/孤儿/, /事实无人抚养/],
  [/当场|现场/, /转办|交办/],
  [/立行立改|立即整改|即查即改|边查边改/, /限期|持续整改|长期整改/],
  [/完工|竣工/, /在建/],
  [/投亲靠友/, /安置/],
  [/急难/, /支出型/],
  [/外来|外地/, /本村|本地|本乡|本镇/],
  [/按期|按时|及时/, /超期|逾期|超时/],
  [/现场|当场|立即/, /限期/],
  [/水冲/, /旱厕/],
  [/重度|护理补贴/, /困难|生活补贴/],
  [/正式党员/, /预备党员/],
  [/公益林/, /商品林/],
  [/首贷|新增|新发放/, /续贷|续保|展期/],
  [/换发|补办|续办/, /首次|新办|初次/],
  [/公办/, /民办/],
  [/自有/, /租赁/],
  [/成活/, /死亡/],
  [/废|无效/, /(?<!无)有效/],
  [/水田/, /旱地|旱田/],
  [/走读/, /寄宿|住校/],
  [/初次|首次/, /重复|再次/],
  [/专职/, /兼职/],
  [/集中供水/, /分散供水/],
  [/重建|新建/, /修缮|加固|维修|改造/],
  [/居民/, /职工/],
  [/机关/, /农村/],
  [/常住|在家/, /外出/],
  [/国有|国营/, /集体|私营|个体/],
  [/单位/, /个人/],
  [/干部|党员/, /群众|村民/],
  [/本地|本乡|本镇|本村/, /外地|外来|外乡|外镇|外村/],
]

/** Known divisions; with all members present a list is complete. */
const schemes: RegExp[][] = [
  [/脱贫不稳定/, /边缘易致贫/, /突发严重困难/],
  [/一级/, /二级/, /三级/, /四级/],
  [/A级/, /B级/, /C级/, /D级/],
  [/一等/, /二等/, /三等/],
  [/一产|第一产业/, /二产|第二产业/, /三产|第三产业/],
]

/** Divisions that may lack members, but whose members never overlap. */
const families: RegExp[] = [
  /中央|省级|省财政|市级|市财政|县级|县财政|区级|自筹|社会资本|配套/,
  /幼儿|学前|小学|初中|高中|中职|高职|大学/,
  /种植|养殖|加工/,
  /新建|改建|扩建|续建|改造|维修/,
  /工资性|经营性|财产性|转移性/,
  /[A-D]级/,
]

/** Last syllables of names that are either one or the other. */
const places = '村组镇乡县区校院所队社类道'

/** 50万元以上的6家、20万元至50万元的19家、20万元以下的23家: limits from top to bottom leave nothing out. */
export function byLimits({ quantities }: Sentence, parts: Placed[]): boolean {
  const limits = parts.map((part) => quantities[quantities.indexOf(part) - 1])
  const limit = (q: Placed | undefined) =>
    q?.trail.startsWith('的') || q?.trail.startsWith('有') ? (q.approx ?? '') : ''
  const words = limits.map(limit)
  const open = (word: string) => /以上|以下|以内|超过|不足|范围|低于|不到/.test(word)
  const ends = words.some((w) => /以上|超过/.test(w)) && words.some((w) => /以下|以内|不足|低于|不到/.test(w))
  return parts.length > 1 && ends && words.every(open)
}

export function partition(parts: Placed[]): Partition {
  const names = parts.map((p) => p.title || p.trail)
  for (const [a, b] of opposites) {
    const first = names.findIndex((n) => a.test(n))
    const second = names.findIndex((n) => b.test(n))
    const members = parts.filter((_, i) => i === first || i === second)
    if (first >= 0 && second >= 0 && first !== second) return { kind: 'complete', members }
  }
  const denied = names.findIndex((n) => names.some((other) => denies(n, other)))
  const affirmed = denied < 0 ? -1 : names.findIndex((n) => denies(names[denied] ?? '', n))
  if (affirmed >= 0 && names.length === 2) return { kind: 'complete', members: parts }
  for (const scheme of schemes) {
    const found = scheme.filter((member) => names.some((n) => member.test(n))).length
    if (found === scheme.length) return { kind: 'complete', members: parts }
    if (found >= 2 && found === parts.length) return { kind: 'short', members: parts }
  }
  if (/^(?:其他|其它|其余)|[等及和]其他$/.test(names.at(-1) ?? '')) return { kind: 'rest', members: parts }
  if (
    names.length === 2 &&
    halves.some(([a, b]) => names.some((n) => a.test(n)) && names.some((n) => b.test(n) && !a.test(n)))
  )
    return { kind: 'halves', members: parts }
  const distinct = new Set(names).size === names.length && names.every(Boolean)
  if (!distinct) return { kind: 'unlike', members: parts }
  if (families.some((family) => names.every((n) => family.test(n)))) return { kind: 'apart', members: parts }
  const last = names[0]?.at(-1) ?? ''
  if (places.includes(last) && names.every((n) => n.endsWith(last) && n.length > 1))
    return { kind: 'apart', members: parts }
  return { kind: commonTail(names) >= 2 ? 'alike' : 'unlike', members: parts }
}

/** 不予纳入 denies 纳入监测. */
function denies(a: string, b: string): boolean {
  const stem = /(?:不予|未|不|非)([\u4e00-\u9fff]{2})|没([\u4e00-\u9fff])/.exec(a)
  const verb = stem?.[1] ?? stem?.[2]
  return verb !== undefined && a !== b && b.includes(verb) && !/不|未|没|非/.test(b)
}

/** Length of the ending that all names share, when every name has something before it. */
function commonTail(names: string[]): number {
  const shortest = Math.min(...names.map((n) => n.length))
  let length = 0
  while (length < shortest && names.every((n) => n.at(-1 - length) === names[0]?.at(-1 - length))) length++
  return names.length > 1 && shortest > length ? length : 0
}
