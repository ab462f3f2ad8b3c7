/** Units of Chinese office prose: what they measure, and how many base units one of them is. */
import { type Exact, one, ratio, whole } from './exact.ts'

/**
 * What a unit measures. Quantities add only within one dimension. Counted things are kept apart by their measure word
 * (`处`, `座`), because 3 处 and 2 座 may be anything.
 */
export type Dimension = (typeof dimensions)[number] | `count:${string}`

/** Those that have one name each. */
export const dimensions = [
  'household',
  'household-time',
  'person',
  'person-time',
  'money',
  'area',
  'length',
  'weight',
  'volume',
  'power',
  'energy',
  'time',
  'age',
  'share',
  'points',
  'multiple',
  'number',
] as const

export interface Unit {
  /** As written. */
  word: string
  dimension: Dimension
  /** Base units in one: 元, 平方米, 米, 公斤, 升, 天 … */
  factor: Exact
  /** Measured rather than counted, so that a printed integer may itself be rounded. */
  continuous: boolean
}

const mu = ratio(2000, 3)

const measured: [Dimension, [string, Exact][]][] = [
  [
    'money',
    [
      ['元', one],
      ['块钱', one],
      ['角', ratio(1, 10)],
    ],
  ],
  [
    'area',
    [
      ['亩', mu],
      ['公顷', whole(10_000)],
      ['平方米', one],
      ['平方公里', whole(1_000_000)],
      ['平方千米', whole(1_000_000)],
      ['平米', one],
      ['㎡', one],
      ['m²', one],
      ['m2', one],
    ],
  ],
  [
    'length',
    [
      ['米', one],
      ['公里', whole(1000)],
      ['千米', whole(1000)],
      ['km', whole(1000)],
      ['厘米', ratio(1, 100)],
      ['毫米', ratio(1, 1000)],
    ],
  ],
  [
    'weight',
    [
      ['吨', whole(1000)],
      ['公斤', one],
      ['千克', one],
      ['斤', ratio(1, 2)],
      ['kg', one],
      ['克', ratio(1, 1000)],
      ['毫克', ratio(1, 1_000_000)],
      ['微克', ratio(1, 1_000_000_000)],
    ],
  ],
  [
    'volume',
    [
      ['立方米', whole(1000)],
      ['立方', whole(1000)],
      ['方', whole(1000)],
      ['m³', whole(1000)],
      ['升', one],
      ['毫升', ratio(1, 1000)],
    ],
  ],
  [
    'power',
    [
      ['千瓦', one],
      ['兆瓦', whole(1000)],
      ['kW', one],
      ['kw', one],
      ['MW', whole(1000)],
    ],
  ],
  [
    'energy',
    [
      ['千瓦时', one],
      ['度', one],
      ['kWh', one],
    ],
  ],
  [
    'time',
    [
      ['年', whole(365)],
      ['个月', whole(30)],
      ['周', whole(7)],
      ['天', one],
      ['小时', ratio(1, 24)],
      ['分钟', ratio(1, 1440)],
      ['秒', ratio(1, 86_400)],
    ],
  ],
  [
    'age',
    [
      ['周岁', one],
      ['岁', one],
    ],
  ],
  [
    'share',
    [
      ['%', ratio(1, 100)],
      ['‰', ratio(1, 1000)],
      ['成', ratio(1, 10)],
    ],
  ],
  [
    'points',
    [
      ['个百分点', ratio(1, 100)],
      ['百分点', ratio(1, 100)],
      ['个千分点', ratio(1, 1000)],
    ],
  ],
  ['multiple', [['倍', one]]],
]

const counted: [Dimension, string[]][] = [
  ['household', ['户']],
  ['household-time', ['户次']],
  ['person', ['人', '名', '位', '口人']],
  ['person-time', ['人次', '人(次)']],
]

const measureWords =
  '个 处 座 所 家 台 辆 条 项 笔 件 起 份 次 场 期 批 株 头 只 羽 尾 盒 张 册 本 套 间 栋 幢 口 眼 盏 块 片 根 棵 例 宗 艘 架 部 支 单 队 班 轮 种 篇 面 副 箱 袋 瓶 吨次 场次 批次 台次 车次 件次 亩次 班次 剂次 剂 例次 棚 孔 把 床 桶 步 分 顶 段 股 趟 对 节 幅 封 具 页 碗 桌 家次 册次 课时 担'.split(
    ' ',
  )

const units = new Map<string, Unit>()
for (const [dimension, list] of measured)
  for (const [word, factor] of list) units.set(word, { word, dimension, factor, continuous: true })
for (const [dimension, words] of counted)
  for (const word of words) units.set(word, { word, dimension, factor: one, continuous: false })
for (const word of measureWords) units.set(word, { word, dimension: `count:${word}`, factor: one, continuous: false })

/** A bare number with 万 or 亿 and nothing after it. */
export const bare: Unit = { word: '', dimension: 'number', factor: one, continuous: true }

/** Next characters that make the unit the head of another word: 20名单, 5人民币, 10家庭. */
const otherWord: Record<string, string> = {
  人: '民大工口士们情居事选',
  户: '籍主口外型',
  名: '单称录义',
  家: '庭长属园乡',
  元: '旦宵月',
  个: '别性体税',
  条: '件例款',
  场: '所地馆',
  所: '有属在以需',
  处: '理置于罚',
  次: '日年月要级',
  期: '间末初满',
  只: '有要能是',
  本: '级地市县村乡镇着次年',
  部: '分门署委',
  支: '持部出撑付书',
  位: '置于',
  台: '账',
  座: '谈',
  份: '额',
  面: '积对向',
  班: '子',
  步: '入骤',
  年: '级代产均度轻龄制毛',
  方: '面案向式便法',
  成: '效立果本员为功',
  度: '假过',
  周: '边期围年',
  口: '粮碑号',
  起: '到来草步',
  件: '次',
  队: '伍员长',
  头: '号',
  间: '接',
  种: '植养子',
  张: '贴',
  床: '位',
  把: '握',
  升: '级学降',
  片: '区',
  分: '别为钟布成类工管之析组批散级公行局院校区担解享期红配数离支站流发明开',
  段: '时',
  对: '象于接口标照应比方外话待策症',
  幅: '度员射',
  封: '闭控建锁顶',
  具: '有体备',
  页: '面码岩',
  桌: '面子',
  节: '约日假能水目省点制气',
  担: '任保当负心',
  股: '份东票权室长道',
  根: '据本',
  套: '路',
  批: '准复评',
  单: '位独项个纯一元人',
}

const longest = 4

/** The unit that starts at `at`, longest match first; undefined when the word there is no unit. */
export function unitAt(text: string, at: number): Unit | undefined {
  for (let length = longest; length > 0; length--) {
    const unit = units.get(text.slice(at, at + length))
    if (!unit || unit.word.length !== length) continue
    const next = text[at + length]
    if (next && otherWord[unit.word]?.includes(next)) continue
    if (/^[a-z]/i.test(unit.word) && next && /[a-z0-9]/i.test(next)) continue
    return unit
  }
  return undefined
}

/** The unit of that name, such as the 亩 of 亩均. */
export function unitNamed(word: string): Unit | undefined {
  return units.get(word)
}

/** Whether quantities of both dimensions may be added: the same thing, or 个 for any counted thing. */
export function addable(a: Dimension, b: Dimension): boolean {
  return a === b || (a.startsWith('count:') && b.startsWith('count:') && (a === 'count:个' || b === 'count:个'))
}
