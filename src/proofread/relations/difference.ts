/** Growth whose old level is not printed: 4076人,比上年增加193人,增长4.97%. */
import {
  addBounds,
  divideBounds,
  type Exact,
  minus,
  over,
  overlap,
  plus,
  type Rough,
  subtractBounds,
  times,
  toNumber,
  toText,
  whole,
} from '#proofread/exact.ts'
import type { Judgement, NamedNumber } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { type Change, change, comparison, constantPrices, lastYear } from './changes.ts'
import { broken, type Claim, cutOff, holding } from './claims.ts'
import { nearby } from './levels.ts'
import { differenceRange, oneSlipAway, quotientRange } from './slips.ts'

/** 4076人,比上年增加193人,增长4.97%; 500件,上升25%,增加100件: the year before is not printed but follows. */
export function growthByDifference(
  reading: Reading,
  sentence: Sentence,
  { claimed, index, up, turn, group, named }: Change,
  changes: Change[],
  paired: boolean,
): Judgement | undefined {
  if (claimed.dimension !== 'share' || up === undefined) return undefined
  const at = changes.findIndex((c) => c.claimed === claimed) - turn
  const groupAt = (n: number) => changes.slice(n, n + group)
  const beside = [groupAt(at - group), groupAt(at + group)].filter((list) => group === 1 || list.length === group)
  const differences = beside.flatMap((list) => list[turn] ?? [])
  // 增加7.5万亩、8.5万亩,分别增长3.6%、0.7%: one of each for each.
  // 减少12起、9人,分别下降14.1%和13.4%: one word for differences of several kinds.
  const shared = beside.find((list) => list.length === group && list.every((c, i) => !c.shared === (i === 0)))
  const ofKinds = group > 1 && shared !== undefined && new Set(shared.map((c) => c.claimed.dimension)).size === group
  const stated = differences.find(
    (c) =>
      c.claimed.dimension !== 'share' &&
      c.claimed.dimension !== 'points' &&
      ((ofKinds && shared.includes(c)) || (c.turn === turn && c.group === group && !c.shared)) &&
      c.up === up &&
      Math.abs(c.index - index) === group &&
      c.claimed.depth === claimed.depth &&
      Math.abs(c.claimed.clause - claimed.clause) <= 1,
  )
  const difference = stated?.claimed
  if (!stated || !difference) return undefined
  const changed = new Set(changes.map((c) => c.claimed))
  const first = Math.min(stated.index, index) - turn
  const all = sentence.quantities
    .slice(Math.max(0, first - nearby), first)
    .filter((q) => q.dimension === difference.dimension && q.depth === claimed.depth && !changed.has(q))
    .filter((q) => !change.test(q.lead) && !lastYear.test(q.lead.replace(comparedWith, '')) && q.bounds.high)
  const row = all.slice(-group)
  const levels =
    group > 1 && !ofKinds ? (row.length === group ? [row[turn]].filter((q) => q !== undefined) : []) : all.reverse()
  const compared = comparison.test(difference.lead) || comparison.test(claimed.lead)
  const claims = levels.flatMap((now) => followed(now, difference, claimed, up) ?? [])
  const fitting = claims.find(({ claim }) => overlap(claim.computed, claimed.bounds))
  if (fitting) return holding(reading, fitting.claim)
  const [now, ...others] = levels
  if (paired || !now || named || constantPrices(reading, sentence, claimed)) return undefined
  const near = group > 1 || Math.min(difference.clause, claimed.clause) - now.clause <= 1
  const [only] = claims
  if (!only) return near && !others.length ? largerThanAll(reading, claimed, difference, now) : undefined
  const vague = claimed.approx || difference.approx || levels.some((q) => q.approx)
  if (vague || cutOff(only.value, claimed)) return undefined
  const sure = near && compared && difference.start < claimed.start && !others.length
  const slipped = claims.find((c) =>
    oneSlipAway([c.now, difference, claimed], (n, d) => quotientRange(d, up ? differenceRange(n, d) : sumRange(n, d))),
  )
  if (!sure && !slipped) return undefined
  const { claim, value } = sure ? only : (slipped ?? only)
  const shareOfNow = divideBounds(difference.bounds, now.bounds)
  const hint = shareOfNow && overlap(shareOfNow, claimed.bounds) ? '文中像是除以了今年的数，增幅应除以上年的数。' : ''
  const second = sure ? '' : '如果增减的不是这个数，可以不改；否则'
  const message = `${claim.arithmetic}，文中写${claimed.quote}。${hint}${second}请核对。`
  return broken(reading, claim, sure ? 'error' : 'doubt', message, numbersOf(times(value, whole(100)), claimed))
}

/** 比去年的 does not make a level one of last year. */
const comparedWith = /[比较](?:去年|上年)[^,;。]*$/

function sumRange(a: Rough, b: Rough): Rough {
  return { low: a.low + b.low, high: a.high + b.high }
}

/** The growth that follows from a level and its difference; undefined when more was added than there is. */
function followed(now: ExactQuantity, difference: ExactQuantity, claimed: ExactQuantity, up: boolean) {
  const base = up ? minus(now.exact, difference.exact) : plus(now.exact, difference.exact)
  const baseBounds = up ? subtractBounds(now.bounds, difference.bounds) : addBounds(now.bounds, difference.bounds)
  const computed = baseBounds && divideBounds(difference.bounds, baseBounds)
  if (base.n <= 0n || !computed) return undefined
  const value = over(difference.exact, base)
  const claim: Claim = {
    pattern: 'growth-by',
    kind: 'growth',
    parts: [difference, now],
    whole: claimed,
    computed,
    arithmetic: `${difference.quote}÷（${now.quote}${up ? '－' : '＋'}${difference.quote}）＝${percent(value)}`,
  }
  return { claim, value, now }
}

/** 现有245元,比上年增加31万元: more was added than there is. */
function largerThanAll(reading: Reading, claimed: Placed, difference: Placed, now: Placed): Judgement | undefined {
  if (difference.approx || now.approx) return undefined
  const arithmetic = `增加的${difference.quote}不小于现有的${now.quote}`
  const claim: Claim = {
    pattern: 'growth-by',
    kind: 'growth',
    parts: [difference, now],
    whole: claimed,
    computed: claimed.bounds,
    arithmetic,
  }
  return broken(reading, claim, 'error', `${arithmetic}，请核对这两个数和单位。`, [])
}

/** What the figures give and what the text says, `value` in the unit of the text. */
export function numbersOf(value: Exact, claimed: Placed): NamedNumber[] {
  return [
    { says: '按两个数算出', value: toNumber(value), unit: claimed.unit },
    { says: '文中', value: claimed.value, unit: claimed.unit },
  ]
}

export function percent(value: Exact): string {
  return `${toText(times(value, whole(100)), 2)}%`
}
