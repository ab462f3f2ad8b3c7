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
import { type Change, change, comparison, lastYear, namesOther } from './changes.ts'
import { broken, type Claim, cutOff, holding } from './claims.ts'
import { nearby } from './levels.ts'
import { differenceRange, oneSlipAway, quotientRange } from './slips.ts'

/** 4076人,比上年增加193人,增长4.97%: the year before is not printed but follows. */
export function growthByDifference(
  reading: Reading,
  sentence: Sentence,
  { claimed, index, up }: Change,
  paired: boolean,
): Judgement | undefined {
  const difference = sentence.quantities[index - 1]
  if (claimed.dimension !== 'share' || up === undefined || !difference || difference.dimension === 'share')
    return undefined
  if (!change.test(difference.lead) || !comparison.test(difference.lead)) return undefined
  if (claimed.clause - difference.clause > 1) return undefined
  const levels = sentence.quantities
    .slice(Math.max(0, index - 1 - nearby), index - 1)
    .filter((q) => q.dimension === difference.dimension && q.depth === claimed.depth && !change.test(q.lead))
    .filter((q) => !lastYear.test(q.lead) && q.bounds.high)
    .reverse()
  const claims = levels.flatMap((now) => followed(now, difference, claimed, up) ?? [])
  const fitting = claims.find(({ claim }) => overlap(claim.computed, claimed.bounds))
  if (fitting) return holding(reading, fitting.claim)
  const [now, ...others] = levels
  if (paired || !now || namesOther(claimed)) return undefined
  const near = difference.clause - now.clause <= 1
  const [only] = claims
  if (!only) return near && !others.length ? largerThanAll(reading, claimed, difference, now) : undefined
  const vague = claimed.approx || difference.approx || levels.some((q) => q.approx)
  if (vague || cutOff(only.value, claimed)) return undefined
  const sure = near && !others.length
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
