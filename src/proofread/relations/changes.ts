/** The words of a change: what was said to grow or shrink, by how much, and against what. */
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'

export const change =
  /(增长率|增长|增加|增收|增支|增产|调增|减收|减支|减产|少收|短收|调减|提高|上升|提升|上涨|添|超(?:计划|任务)?(?![过额])|多出的?这?|增幅|涨幅|升幅|减幅|跌幅|增速|递增|扩大|多(?![达为是数半于])[\u4e00-\u9fff]?|增|涨|高出?|快|慢|下降|跌|省(?![级委市道内外直])|减少|降低|下滑|回落|降幅|核减率|下浮率|压减|缩减|核减|缩短|压缩|延长|节约|节省|省下|减|降|少(?!于)[投发收卖销绕用]?|低|相差|落差|还差|差)(?:了|约|近|超过|超|\s|(?<=[率幅速])(?:为|达到|达))*$/
const upward =
  /添|超|涨幅|升幅|延长|增长|增加|增收|增支|增产|调增|提高|上升|提升|上涨|添|超(?:计划|任务)?(?![过额])|多出的?这?|增幅|递增|扩大|多|增|涨|高|快/
/** A gap has no direction. */
export const gapWord = /差$/
export const lastYear =
  /去年|上年|上一年|上一[次届轮]|上届|前[三五十]年|上学年|同期|年初|上月|上季度?|上周|上一周|上轮|上次|上期|上学期|上半年|闭馆前|同月|首阶段|首批|此前|原有|原来|前年|成立时|预算[数为]|较预算|[比较][^,;。]{0,4}(?:\d{1,2}月份?|20\d\d年)/
export const comparison = /净|同比|环比|较|比|相比|由|从|核减|下浮|节约/
/** What stands right before a difference and is what it is measured from: 比30%的下限高出1.7个百分点. */
export const reference = /(?:(?<!占)[比较离距]|与)[^,;。]{0,16}$/
/** What a level is said to be now, where nothing says what the figure before it is. */
export const nowWord =
  /才|眼下|这学期|实[栽有际施到发]|我们|我[乡镇村县]|审定|核定|现在|如今|目前|今年|达到|升至|升到|增至|涨到|降至|降到|变为/

/** A surplus over a target is no figure of last year. */
export const notLevel =
  /(?:超收|超额|短收|净增|新增)$|(?:指标|计划|目标|任务|预算(?!收入|支出|总收入|总支出)|控制在|限额|红线)[^,;。]*$/

/** One stated change. */
export interface Change {
  claimed: Placed
  index: number
  /** Undefined for a gap, which goes either way. */
  up: boolean | undefined
  /** Its place and the size of its group: 分别下降12.1%和15%. */
  turn: number
  group: number
  /** Its word stands before the figure before it. */
  shared?: boolean
  /** What grew is named beside the change itself: 农村低保标准分别提高70%、35%. */
  named: boolean
}

export function changesOf(sentence: Sentence): Change[] {
  const changes: Change[] = []
  for (const [index, claimed] of sentence.quantities.entries()) {
    const word = change.exec(claimed.lead)?.[1]
    const last = changes.at(-1)
    if (word) {
      const up = gapWord.test(word) ? undefined : upward.test(word)
      if (!/^(?:超过?|逾|突破)$/.test(claimed.approx ?? ''))
        changes.push({ claimed, index, up, turn: 0, group: 1, named: namesOther(claimed) })
    } else if (last?.index === index - 1 && /分别/.test(last.claimed.lead) && /^[和与及、]?$/.test(claimed.lead)) {
      changes.push({ ...last, claimed, index, turn: last.turn + 1, group: 1 })
      for (const member of changes.slice(-(last.turn + 2))) member.group = last.turn + 2
    } else if (last?.index === index - 1 && last.turn > 0 && /^[和与及、]?$/.test(claimed.lead)) {
      changes.push({ ...last, claimed, index, turn: last.turn + 1 })
      for (const member of changes.slice(-(last.turn + 2))) member.group = last.turn + 2
    } else if (last?.index === index - 1 && claimed.lead === '' && last.claimed.dimension !== 'share') {
      // 减少2笔1.2万元: one word for two figures.
      changes.push({ ...last, claimed, index, turn: 0, group: 1, shared: true })
    }
  }
  return changes
}

/** Words of a comparison that name nothing of their own: what is left says what grew. */
const bareWords =
  /同比|环比|分别|相应|净|累计|共|则|减额|出|算下来|折算|总量|总数|数量|两个[村校乡镇]|[比较](?:去年|上年|上月|年初|20\d\d年|上季度)?(?:同期|末|底)?(?:相比)?|与去年(?:同期)?相比|(?:年|季度|月)?(?:约|近)|[一二三两五]年/g

/** 旅游收入增长20% behind two visitor counts speaks of something else; only a bare 增长 speaks of the figures before it. */
function namesOther(claimed: Placed): boolean {
  return claimed.lead.replace(change, '').replace(bareWords, '').trim() !== ''
}

/** Growth of production is told in constant prices, and the levels beside it in those of their year. */
export function constantPrices({ text }: Reading, sentence: Sentence, claimed: Placed): boolean {
  return /可比价|不变价|现价|名义|扣除价格|生产总值|GDP|增加值|总产值/.test(
    text.slice(Math.max(sentence.start, claimed.start - 60), claimed.end + 12),
  )
}

/** What a level has grown or shrunk by. */
export function isChange(quantity: Placed): boolean {
  return change.test(quantity.lead)
}

/** A level of last year, or a change. */
export function isPastLevel(quantity: Placed): boolean {
  return lastYear.test(quantity.lead) || change.test(quantity.lead)
}

/** Whether a level may be one that a change is of. */
export function comparable(quantity: Placed, claimed: Placed): boolean {
  if (claimed.dimension === 'share') return !['time', 'age', 'points', 'multiple'].includes(quantity.dimension)
  if (claimed.dimension === 'points') return quantity.dimension === 'share'
  return quantity.dimension === claimed.dimension
}
