import { choice, day, identity, link, phone, text } from '#define/field.ts'
import { entity, state, through } from '#define/ledger.ts'
import { household } from './household.ledger.ts'

export const person = entity('person', {
  title: '人员',
  row: '人',
  purpose: '一人一行：姓名、证件号码、性别、出生日期和一般不随户变化的情况。',
  area: [],
  unique: [['id_number']],
  namedBy: ['id_number', 'name'],
  knownBy: ['name', 'born_on'],
  shownAs: 'name',
  ends: 'died_on',
  inOrder: [['born_on', 'died_on']],
  within: [['born_on', 'died_on', 120, 'doubt']],
  identity: { number: 'id_number', born: 'born_on', sex: 'sex' },
  fields: {
    name: text('姓名', {
      max: 40,
      also: ['人员姓名', '成员姓名', '家庭成员姓名', '居民姓名', '村民姓名', '客户名称', '客户姓名'],
    }),
    id_number: identity('身份证号码', {
      optional: true,
      help: '没有身份证的填居住证、永久居留身份证或护照号码；新生儿可以暂缺',
    }),
    sex: choice('性别', ['男', '女'], { said: { 男性: '男', 女性: '女' } }),
    born_on: day('出生日期', { past: true, also: ['生日', '出生年月日'] }),
    ethnicity: text('民族', { optional: true, max: 20 }),
    education: choice('文化程度', ['文盲或半文盲', '小学', '初中', '高中', '大专', '本科及以上'], {
      optional: true,
      also: ['学历', '文化水平', '受教育程度'],
      said: {
        文盲: '文盲或半文盲',
        半文盲: '文盲或半文盲',
        大学专科: '大专',
        专科: '大专',
        大学本科: '本科及以上',
        本科: '本科及以上',
        大学: '本科及以上',
        硕士: '本科及以上',
        博士: '本科及以上',
        研究生: '本科及以上',
      },
    }),
    schooling: choice(
      '在校生状况',
      ['学龄前儿童', '学前教育', '小学', '初中', '普通高中', '中职', '高职高专', '本科', '硕士研究生及以上'],
      {
        optional: true,
        sensitive: 'child',
        also: ['在校情况', '在校状况', '就读阶段', '在校生情况', '是否在校', '在读情况'],
        said: {
          幼儿园: '学前教育',
          普高: '普通高中',
          中专: '中职',
          职高: '中职',
          技校: '中职',
          大专: '高职高专',
          大学本科: '本科',
          硕士: '硕士研究生及以上',
          博士: '硕士研究生及以上',
          研究生: '硕士研究生及以上',
        },
      },
    ),
    health: choice('健康状况', ['健康', '长期慢性病', '患有大病', '残疾'], {
      optional: true,
      sensitive: 'health',
      also: ['健康情况', '身体状况'],
      said: {
        良好: '健康',
        健康良好: '健康',
        慢性病: '长期慢性病',
        大病: '患有大病',
        患大病: '患有大病',
        残疾人: '残疾',
      },
    }),
    labour: choice('劳动技能', ['普通劳动力', '技能劳动力', '弱劳动力或半劳动力', '丧失劳动力', '无劳动力'], {
      optional: true,
      also: ['劳动能力', '劳动力状况'],
      said: {
        弱劳动力: '弱劳动力或半劳动力',
        半劳动力: '弱劳动力或半劳动力',
        丧失劳动能力: '丧失劳动力',
        无劳动能力: '无劳动力',
      },
    }),
    politics: choice('政治面貌', ['中共党员', '中共预备党员', '共青团员', '群众'], {
      optional: true,
      said: { 党员: '中共党员', 预备党员: '中共预备党员', 团员: '共青团员' },
    }),
    phone: phone('联系电话', { optional: true }),
    died_on: day('死亡日期', { optional: true, past: true, also: ['去世日期', '死亡时间'] }),
  },
})

export const relations = [
  '户主',
  '配偶',
  '之子',
  '之女',
  '之儿媳',
  '之女婿',
  '之孙子',
  '之孙女',
  '之外孙子',
  '之外孙女',
  '之父',
  '之母',
  '之岳父',
  '之岳母',
  '之公公',
  '之婆婆',
  '之祖父',
  '之祖母',
  '之外祖父',
  '之外祖母',
  '之兄弟姐妹',
  '之曾孙子',
  '之曾孙女',
  '之侄儿',
  '之侄女',
  '之兄弟媳妇',
  '之叔伯',
  '其他',
] as const

type Relation = (typeof relations)[number]

/** Of two things that may be meant: a wife or a son’s, by blood or by marriage. */
const relationsUnclear: Readonly<Record<string, readonly Relation[]>> = {
  媳妇: ['配偶', '之儿媳'],
  媳: ['配偶', '之儿媳'],
  侄: ['之侄儿', '之侄女'],
  侄子女: ['之侄儿', '之侄女'],
  孙子女: ['之孙子', '之孙女'],
  外孙子女: ['之外孙子', '之外孙女'],
  曾孙子女: ['之曾孙子', '之曾孙女'],
  子女: ['之子', '之女'],
  父母: ['之父', '之母'],
  岳父母: ['之岳父', '之岳母'],
  公婆: ['之公公', '之婆婆'],
  祖父母: ['之祖父', '之祖母'],
  外祖父母: ['之外祖父', '之外祖母'],
}

/** How people write a relation to the head. */
const relationsSaid: Readonly<Record<string, Relation>> = Object.fromEntries(
  (
    [
      ['户主', '本人 户主本人'],
      ['配偶', '妻子 妻 丈夫 夫 爱人 老婆 老公'],
      ['之子', '子 儿子 长子 次子 三子 四子 五子 幼子 独生子 独子 大儿子 二儿子 三儿子 小儿子 养子 继子'],
      ['之女', '女 女儿 长女 次女 二女 三女 四女 五女 幼女 独生女 独女 大女儿 二女儿 三女儿 小女儿 养女 继女'],
      ['之儿媳', '儿媳 儿媳妇 大儿媳 二儿媳 三儿媳 小儿媳 长媳 次媳 三媳'],
      ['之女婿', '女婿 大女婿 二女婿 三女婿 小女婿 长女婿 次女婿'],
      ['之孙子', '孙子 孙 长孙 次孙 三孙 大孙子 二孙子 小孙子'],
      ['之孙女', '孙女 长孙女 次孙女 三孙女 大孙女 二孙女 小孙女'],
      ['之外孙子', '外孙 外孙子'],
      ['之外孙女', '外孙女'],
      ['之父', '父亲 父 爸爸 养父 继父'],
      ['之母', '母亲 母 妈妈 养母 继母'],
      ['之岳父', '岳父'],
      ['之岳母', '岳母'],
      ['之公公', '公公'],
      ['之婆婆', '婆婆'],
      ['之祖父', '祖父 爷爷'],
      ['之祖母', '祖母 奶奶'],
      ['之外祖父', '外祖父 外公 姥爷'],
      ['之外祖母', '外祖母 外婆 姥姥'],
      ['之兄弟姐妹', '兄弟姐妹 兄弟 姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹'],
      ['之曾孙子', '曾孙 曾孙子'],
      ['之曾孙女', '曾孙女'],
      ['之侄儿', '侄儿 侄子'],
      ['之侄女', '侄女'],
      ['之兄弟媳妇', '兄弟媳妇 嫂子 弟媳 弟媳妇'],
      ['之叔伯', '叔伯 叔叔 叔父 伯父 伯伯'],
      [
        '其他',
        '孙媳 孙媳妇 孙女婿 外孙媳 外孙媳妇 外孙女婿 侄媳 侄媳妇 侄女婿 外甥 外甥女 姑姑 姑父 姨 姨妈 舅舅 舅妈 非亲属',
      ],
    ] as const
  ).flatMap(([relation, words]) => words.split(' ').map((word) => [word, relation])),
)

/** Who belongs to which household, from which day until which: the one place that knows. */
export const membership = state('membership', {
  title: '家庭成员',
  row: '人',
  purpose: '谁在哪一户，从哪天到哪天，因何进出；出生、婚嫁、迁移、死亡、分户、并户都在这里。',
  of: 'household',
  dated: ['since', 'until'],
  oneAtATime: 'person',
  joins: { from: 'person', to: 'household', head: ['relation', '户主'] },
  inOrder: [['person.born_on', 'since']],
  onlyOne: [{ of: 'household', where: ['relation', '户主'], severity: 'doubt' }],
  elders: {
    of: 'household',
    day: 'person.born_on',
    says: 'relation',
    pairs: [
      [['户主'], ['之子', '之女'], 12],
      [['之父', '之母'], ['户主'], 12],
      [['户主'], ['之孙子', '之孙女', '之外孙子', '之外孙女'], 24],
      [['之祖父', '之祖母', '之外祖父', '之外祖母'], ['户主'], 24],
      // Who is married to a widow with children may be younger than they are.
      [['配偶'], ['之子', '之女'], 12, 'doubt'],
    ],
  },
  unique: [['person', 'since']],
  fields: {
    person: link(person, '人员', { also: ['成员', '家庭成员', '家属'] }),
    household: link(household, '所在户', { also: ['农户', '所属户'] }),
    relation: choice('与户主关系', relations, {
      also: ['与户主的关系', '户主关系', '家庭关系', '关系'],
      said: { ...relationsSaid, ...relationsUnclear },
    }),
    since: day('加入日期', { also: ['入户日期', '进户日期', '增加日期'] }),
    joined_by: choice(
      '增加原因',
      ['建档', '新生儿', '婚嫁', '户籍迁入', '共同生活', '收养', '刑满释放', '分户', '并户', '其他'],
      { optional: true },
    ),
    until: day('离开日期', { optional: true, help: '在户的最后一天', also: ['减少日期', '退出日期'] }),
    left_by: choice(
      '减少原因',
      ['死亡', '婚嫁', '户籍迁出', '分户', '并户', '不再共同生活', '服兵役', '失踪', '其他'],
      { optional: true },
    ),
  },
})

/** The household that somebody belongs to on the row's own day. */
export const householdOf = through(membership, household)
