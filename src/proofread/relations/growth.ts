/** Growth and difference: 4076人,去年3883人,同比增长4.97%; 由12户增加到20户,增加8户. */
import {
  absolute,
  type Bounds,
  compare,
  divideBounds,
  type Exact,
  minus,
  one,
  over,
  overlap,
  point,
  ratio,
  subtractBounds,
  times,
  zero,
} from '#proofread/exact.ts'
import { bareShown, type Judgement, shown } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { type Change, change, changesOf, comparable, constantPrices, notLevel } from './changes.ts'
import { broken, type Claim, cutOff, holding, nextOf, previousOf } from './claims.ts'
import { growthByDifference, numbersOf, percent } from './difference.ts'
import { guessedPair, levelsBefore, type Pair, pairsFor } from './levels.ts'
import { differenceRange, oneSlipAway, quotientRange } from './slips.ts'

/** Checks every stated growth and difference whose two figures stand in the same sentence. */
export function growths(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) => {
    const changes = changesOf(sentence)
    const around = { previous: previousOf(reading, n), next: nextOf(reading, n) }
    return changes.flatMap((stated) => judge(reading, sentence, around, stated, changes) ?? [])
  })
}

function judge(
  reading: Reading,
  sentence: Sentence,
  { previous, next }: { previous: Sentence | undefined; next: Sentence | undefined },
  stated: Change,
  changes: Change[],
): Judgement | undefined {
  const { claimed, up } = stated
  if (/年均|月均|平均/.test(claimed.lead)) return undefined
  const changed = new Set(changes.map((c) => c.claimed))
  // 占32.3%,同比降低10.2%: of what the share is of, never of another share.
  const mayGrow = (pair: Pair) =>
    claimed.dimension !== 'share' || pair.now.dimension !== 'share' || pair.pattern === 'growth-from'
  const pairs = pairsFor(reading, sentence, previous, next, stated, changed).filter(mayGrow)
  const claims = pairs.flatMap((pair) => claimOf(pair, claimed, up) ?? [])
  const fitting = claims.find((c) => overlap(c.claim.computed, claimed.bounds) && c.rightWay)
  if (fitting) return pointsNotPercent(reading, fitting, claimed) ?? holding(reading, fitting.claim)
  const followed =
    pairs[0]?.pattern !== 'growth-from' &&
    growthByDifference(
      reading,
      sentence,
      stated,
      changes,
      pairs.some((p) => p.pattern !== 'growth-behind'),
    )
  if (followed) return followed
  const guessed = guessedPair(
    levelsBefore(sentence, previous, stated.index).filter((q) => !changed.has(q)),
    stated,
  )
  const guess = guessed && mayGrow(guessed) ? claimOf(guessed, claimed, up) : undefined
  if (guess?.rightWay && overlap(guess.claim.computed, claimed.bounds)) return holding(reading, guess.claim)
  // 网店由64家增加到83家,…销售额4830万元,同比增长21.5%: the growth is of the level that stands nearest.
  const nearest = sentence.quantities
    .slice(0, stated.index)
    .findLast((q) => comparable(q, claimed) && !change.test(q.lead) && !notLevel.test(q.lead))
  const passed = (c: Computed) =>
    nearest !== undefined && nearest.start > Math.max(c.pair.now.start, c.pair.before.start)
  if (claimed.dimension === 'share' && constantPrices(reading, sentence, claimed)) return undefined
  // 支出899万元,其中接待286万元、用车613万元;比上年下降8.1%(上年979万元): of the first of its sentence.
  const [told] = claims
  const instead =
    told?.pair.now.start !== undefined
      ? sentence.quantities
          .filter(
            (q) => q.end < told.pair.now.start && q.dimension === told.pair.now.dimension && comparable(q, claimed),
          )
          .flatMap((now) => claimOf({ ...told.pair, now }, claimed, up) ?? [])
          .find((c) => c.rightWay && overlap(c.claim.computed, claimed.bounds))
      : undefined
  if (instead) return holding(reading, instead.claim)
  const [only, ...others] = claims.filter((c) => !c.pair.remote && !passed(c))
  if (only && !others.length && !stated.shared && !stated.named) return certain(reading, only, stated)
  if (claimed.dimension === 'share' && stated.named) return undefined
  const near = [...claims, ...(guess ? [guess] : [])].find(
    (c) => (c.pair.pattern !== 'growth-behind' || c.pair.now.shown === c.pair.before.shown) && oneSlip(c.pair, stated),
  )
  return near && unsure(reading, near, claimed)
}

/** The figures would fit if one of the three had no slip in it. */
function oneSlip({ now, before }: Pair, { claimed, up }: Change): boolean {
  return oneSlipAway([now, before, claimed], (n, b) => {
    const quotient = claimed.dimension === 'share' ? quotientRange(n, b) : differenceRange(n, b)
    const by = claimed.dimension === 'share' ? 1 : 0
    if (!quotient) return undefined
    const [low, high] = [quotient.low - by, quotient.high - by]
    return up === false || (up === undefined && high < 0) ? { low: -high, high: -low } : { low, high }
  })
}

function unsure(reading: Reading, { claim, value }: Computed, claimed: Placed): Judgement {
  const message = `${claim.arithmetic}，文中写${claimed.quote}。如果说的是别的数，可以不改；否则请核对。`
  return broken(reading, claim, 'doubt', message, numbersOf(value, claimed))
}

/** The one pair that a change can be of, and it is not: said as surely as the words allow. */
function certain(reading: Reading, only: Computed, stated: Change): Judgement | undefined {
  const { claimed, up } = stated
  const { claim, rightWay, value, pair } = only
  if (!rightWay && overlap(claim.computed, claimed.bounds)) {
    const message = `${claim.arithmetic}，实际是${up ? '减少' : '增加'}，文中写的是${up ? '增加' : '减少'}。请核对。`
    return broken(reading, claim, 'error', message, [])
  }
  const numbers = numbersOf(value, claimed)
  if (claimed.approx || pair.now.approx || pair.before.approx)
    return broken(
      reading,
      claim,
      'doubt',
      `${claim.arithmetic}，与文中${claimed.quote}不符；其中有约数，请核对。`,
      numbers,
    )
  if (rightWay && claimed.dimension === 'share' && cutOff(times(value, claimed.factor), claimed))
    return broken(
      reading,
      claim,
      'note',
      `${claim.arithmetic}，文中${claimed.quote}像是舍去了尾数，四舍五入应进一位。`,
      numbers,
    )
  if (pair.now.unit !== pair.before.unit) return oneSlip(pair, stated) ? unsure(reading, only, claimed) : undefined
  const hint = hintFor(pair, claimed, up)
  return broken(reading, claim, 'error', `${claim.arithmetic}，文中写${claimed.quote}。${hint}请核对。`, numbers)
}

/** 由92%提高到95.5%,提高3.5%: the difference is meant, and its unit is another. */
function pointsNotPercent(reading: Reading, { claim, pair, value }: Computed, claimed: Placed): Judgement | undefined {
  if (pair.now.dimension !== 'share' || claimed.dimension !== 'share') return undefined
  const points = absolute(minus(pair.now.exact, pair.before.exact))
  if (compare(points, claimed.exact) !== 0 || compare(value, over(claimed.exact, claimed.factor)) === 0)
    return undefined
  const message = `两个百分数相减是${bareShown(points, claimed)}个百分点，文中写${claimed.quote}。如果说的不是增幅，单位应是“个百分点”。`
  return broken(reading, claim, 'doubt', message, [])
}

interface Computed {
  claim: Claim
  pair: Pair
  /** The change goes the way that the words say. */
  rightWay: boolean
  /** In the unit in which the claim is printed. */
  value: Exact
}

function claimOf(pair: Pair, claimed: ExactQuantity, up: boolean | undefined): Computed | undefined {
  const { now, before } = pair
  const difference = minus(now.exact, before.exact)
  const rightWay = up === undefined || (up ? difference.n >= 0n : difference.n <= 0n)
  if (claimed.dimension === 'share') {
    const quotient = divideBounds(now.bounds, before.bounds)
    if (!quotient?.high || before.exact.n === 0n) return undefined
    const value = absolute(over(difference, before.exact))
    const signed = { low: minus(quotient.low, one), high: minus(quotient.high, one) }
    return {
      claim: {
        pattern: pair.pattern,
        kind: 'growth',
        parts: [now, before],
        whole: claimed,
        computed: fold(signed),
        arithmetic: `（${now.quote}－${before.quote}）÷${before.quote}＝${difference.n < 0n ? '-' : ''}${percent(value)}`,
      },
      pair,
      rightWay,
      value: over(value, ratio(1, 100)),
    }
  }
  const computed = subtractBounds(now.bounds, before.bounds)
  if (!computed) return undefined
  return {
    claim: {
      pattern: pair.pattern,
      kind: 'difference',
      parts: [now, before],
      whole: claimed,
      computed: fold(computed),
      arithmetic: `${now.quote}－${before.quote}＝${shown(difference, claimed, 4)}`,
    },
    pair,
    rightWay,
    value: over(absolute(difference), claimed.factor),
  }
}

/** Size of a change whose sign is known from the words. */
function fold(bounds: Bounds): Bounds {
  if (!bounds.high || bounds.low.n >= 0n) return bounds
  if (bounds.high.n <= 0n) return { low: absolute(bounds.high), high: absolute(bounds.low) }
  return { low: zero, high: compare(absolute(bounds.low), bounds.high) > 0 ? absolute(bounds.low) : bounds.high }
}

function hintFor(pair: Pair, claimed: Placed, up: boolean | undefined): string {
  if (claimed.dimension !== 'share' || pair.now.exact.n === 0n) return ''
  const wrongBase = absolute(over(minus(pair.now.exact, pair.before.exact), pair.now.exact))
  if (overlap(point(wrongBase), claimed.bounds)) return '文中像是除以了今年的数，增幅应除以上年的数。'
  const quotient = over(pair.now.exact, pair.before.exact)
  if (up && overlap(point(quotient), claimed.bounds)) return '文中像是写成了今年占上年的比例。'
  if (pair.now.dimension === 'share') {
    const points = absolute(minus(pair.now.exact, pair.before.exact))
    if (overlap(point(points), claimed.bounds)) return '两个百分数相减，单位应是“个百分点”。'
  }
  return ''
}
