/** Rates of done to due: 应参保1200人,实际参保1176人,参保率98%; 完成任务的86%; 规范管理率分别为78.4%和76.9%. */
import { compare } from '#proofread/exact.ts'
import type { Placed } from '#proofread/reading.ts'
import { isChange, isPastLevel } from './changes.ts'
import { quotient, type Scope, type Stated, usable } from './quotients.ts'

const rateWord =
  /(?:率|进度|密度)(?:按[^,;。]{1,8}[计算])?(?:刚好|恰好|正好|只有|仅有|仅为|仅|才|高达|达到|达|为|是|约|近|超过|均为|均达|提高到|\s)*$|完成[\u4e00-\u9fff]{0,10}(?:计划|任务|目标)[\u4e00-\u9fff]{0,6}的?$|[为是][^,;。]{0,4}(?:任务|计划|目标)的$|(?:完成|落实)了?$/
export const growthWord = /增长|提高|上升|下降|降低|减少|增幅|降幅|同比|环比|较上/
/** Rates that are measured elsewhere, whatever figures stand beside them. */
const ownBase =
  /好评|不良|逾期|优良|报销|不捕|不诉|不起诉|不批捕|个贷|失业|满意|知晓|[利税]率|(?<![缴收])费率|死亡|出生|城镇化|森林|机械化/

const due = /应|计划|任务|目标|需|共有|总/
const done = /实|已|完成|参保|签约|办结|整改|入住|通过|到位|建成|竣工|完工|支付|兑[付现]|发放|接种|缴/

/** Figures before a rate, of its sentence and of the one before. */
const mostHere = 8
const mostThere = 6

export function rateStated({ sentence, previous }: Scope, claimed: Placed, index: number): Stated | undefined {
  if (!rateWord.test(claimed.lead) || ownBase.test(claimed.lead)) return undefined
  const here = sentence.quantities
    .slice(Math.max(0, index - mostHere), index)
    .filter((q) => usable(q) && q.depth <= claimed.depth && !isChange(q))
  const last = here.at(-1)
  if (!last || last.segment !== claimed.segment || claimed.clause - last.clause > 4) return undefined
  const there = previous?.quantities.filter(usable).slice(-mostThere) ?? []
  const stem = /([\u4e00-\u9fff]{2})率/.exec(claimed.lead)?.[1]
  const together = here.filter(
    (q) => q.segment === claimed.segment && q.dimension === last.dimension && (q === last || !isPastLevel(q)),
  )
  const named = stem ? together.findLast((q) => q.label.endsWith(stem) || q.title.endsWith(stem)) : undefined
  const [first, second, third] = together
  if (first && second && !third && due.test(first.opening) && done.test(second.opening)) {
    const only = quotient('rate-due', second, first, claimed)
    const severity = rateOf(second, stem) ? 'error' : undefined
    if (only) return { claimed, claims: [only], severity, few: true }
  }
  // 已打完6350亩,尚欠1150亩,全镇应防7500亩,进度84.7%: what was due is not what was done.
  const doneOnly = together.filter((q) => !/应|任务|计划|总库容|总任务/.test(q.opening) || done.test(q.opening))
  const likely = doneOnly.length ? doneOnly : together
  const parts = named ? [named, ...likely.filter((q) => q !== named).reverse()] : [...likely].reverse()
  const wholes = [...there, ...here].reverse()
  // What was measured another time is taken last.
  const order = [...wholes.filter((q) => !isPastLevel(q)), ...wholes.filter(isPastLevel)]
  // 完成全年任务的96%: of the task, where that is printed.
  const tasked = /(?:计划|任务|目标)[^,;。]*$/.test(claimed.lead)
  const claims = parts.flatMap((part) => {
    const totals = order.filter(
      (total) => mayBeOf(part, total) && (!tasked || (due.test(total.opening) && total.segment === claimed.segment)),
    )
    const natural = totals.filter((total) => compare(part.exact, total.exact) <= 0)
    // 好评率99%以上 is no rate of more than all.
    const of = claimed.bounds.high ? [...natural, ...totals.filter((total) => !natural.includes(total))] : natural
    return of.flatMap((total) => quotient('rate-beside', part, total, claimed) ?? [])
  })
  const own = claims.filter((c) => c.parts[0] === claims[0]?.parts[0])
  return {
    claimed,
    claims,
    severity: named && together.length === 2 && claimed.label.length <= 4 ? 'doubt' : undefined,
    few: own.length <= 3,
  }
}

/** Two figures of one kind that are no neighbours in a list; or people in places. */
function mayBeOf(part: Placed, total: Placed): boolean {
  const inList = total.clause === part.clause && total.depth === part.depth && total.item !== part.item
  if (part === total || (inList && total.dimension === part.dimension)) return false
  // Equal figures are the same either way; the first of them is what was due.
  if (total.dimension === part.dimension) return part.exact.n !== total.exact.n || total.start < part.start
  return part.dimension === 'person' && total.dimension.startsWith('count:') && places.test(total.unit + total.lead)
}

/** 床位120张,入住87人,入住率72.5%: places are taken by people. */
const places = /床|套|座位|学位|岗位/

/** The rate is named after what was done (参保率 of 实际参保), or is one of 完成率 and its like. */
function rateOf(part: Placed, stem: string | undefined): boolean {
  return stem !== undefined && (part.opening.includes(stem) || /完成|到位|达标|覆盖|整改|竣工/.test(stem))
}

/** Each rate of a row is of the figure at its place in the row before it, and of the one at its place in the row before that. */
export function rowOfRates({ sentence, previous }: Scope, row: Placed[], index: number): Stated[] {
  const [first] = row
  if (!first || !/率|进度|密度/.test(first.lead) || ownBase.test(first.lead)) return []
  const before = [...(previous?.quantities ?? []), ...sentence.quantities.slice(0, index)].filter(usable)
  const parts = before.slice(-row.length)
  const wholes = before.slice(-2 * row.length, -row.length)
  const stated = row.map((claimed, i): Stated => {
    const [part, total] = [parts[i], wholes[i]]
    const claim = part && total?.dimension === part.dimension ? quotient('rate-row', part, total, claimed) : undefined
    return { claimed, claims: claim ? [claim] : [], severity: undefined, few: true }
  })
  return stated
}
