/** Sums of parts against a whole: the arithmetic, how sure a mismatch is, and the sentence that says so. */
import {
  absolute,
  addBounds,
  type Bounds,
  compare,
  type Exact,
  gap,
  halfWidth,
  minus,
  one,
  overlap,
  plus,
  point,
  ratio,
  times,
  toNumber,
  zero,
} from '#proofread/exact.ts'
import { bareShown, inUnit, type Judgement, type NamedNumber, type Severity, shown } from '#proofread/findings.ts'
import type { Pattern } from '#proofread/patterns.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { broken, type Claim, holding } from './claims.ts'
import { type SlipKind, slipNames, slipTo } from './slips.ts'

function sumOf(parts: ExactQuantity[]): Bounds {
  return parts.reduce<Bounds>((sum, p) => addBounds(sum, p.bounds), point(zero))
}

/** Whether two or more parts add up to the whole within what rounding allows. What is open upwards adds up to anything. */
export function addsUp(parts: ExactQuantity[], whole: ExactQuantity): boolean {
  return parts.length > 1 && roughly(parts, whole) && mayAddUp(parts, whole) && likelyRounding(parts, whole)
}

function mayAddUp(parts: ExactQuantity[], whole: ExactQuantity): boolean {
  return overlap(sumOf(parts), whole.bounds)
}

/** Standard errors beyond which rounding is no explanation: one sum in a hundred. */
const farOff = 2.6

/** Roundings go either way: many of them never add up to as much as each may have. */
function likelyRounding(parts: ExactQuantity[], whole: ExactQuantity): boolean {
  const terms = [...parts, whole]
  if (terms.some((q) => q.approx || !q.bounds.high)) return terms.every((q) => q.bounds.high)
  const halves = terms.map((q) => (q.rough.high - q.rough.low) / 2)
  const error = Math.sqrt(halves.reduce((sum, half) => sum + half ** 2 / 3, 0))
  const off = Math.abs(toNumber(minus(sumExact(parts), whole.exact)))
  return off <= Math.max(farOff * error, ...halves) + Math.abs(whole.rough.high) * 1e-9
}

/** False where floats already tell that parts do not make the whole: most runs are given up here. */
function roughly(parts: ExactQuantity[], whole: ExactQuantity): boolean {
  let [low, high] = [0, 0]
  for (const { rough } of parts) {
    low += rough.low
    high += rough.high
  }
  const slack = Math.abs(low) * 1e-9
  return low <= whole.rough.high + slack && whole.rough.low <= high + slack
}

export function exceeds(parts: ExactQuantity[], whole: ExactQuantity): boolean {
  return whole.bounds.high !== undefined && compare(sumOf(parts).low, whole.bounds.high) > 0
}

export function sumClaim(pattern: Pattern, parts: ExactQuantity[], whole: ExactQuantity): Claim {
  const sum = sumExact(parts)
  const list = parts.map((p) => bareShown(p.exact, whole, 4)).join('＋')
  const difference = minus(sum, whole.exact)
  const off = difference.n === 0n ? '，相符' : `，文中${whole.quote}，相差${shown(absolute(difference), whole, 4)}`
  const arithmetic = `${list}＝${shown(sum, whole, 4)}${off}`
  return { pattern, kind: 'part-whole', parts, whole, computed: sumOf(parts), arithmetic }
}

/** One part of a whole that says nothing of the rest. */
export function withinClaim(part: ExactQuantity, whole: ExactQuantity): Claim {
  const arithmetic = `其中${part.quote}，不超过${whole.quote}`
  return { pattern: 'list-within', kind: 'part-whole', parts: [part], whole, computed: whole.bounds, arithmetic }
}

export function partTooLarge(reading: Reading, part: Placed, whole: Placed): Judgement {
  const excess = shown(minus(part.exact, whole.exact), whole, 4)
  const scaled = part.shown !== whole.shown && /^[万亿]/.test(part.shown)
  const hint = scaled ? `请核对“${part.shown}”是否多写了“${part.shown[0]}”。` : '请核对这两个数。'
  const message = `其中一项${part.quote}大于总数${whole.quote}，多出${excess}。${hint}`
  return broken(reading, withinClaim(part, whole), 'error', message, numbersOf(part.exact, whole, '其中一项'))
}

/**
 * Parts that ought to add up. A doubt names its second reading: a part that is not listed, or parts that overlap.
 * Undefined where a term is so rough that they may.
 */
export function misfit(
  reading: Reading,
  pattern: Pattern,
  parts: Placed[],
  whole: Placed,
  sure: Severity,
): Judgement | undefined {
  const claim = sumClaim(pattern, parts, whole)
  if (addsUp(parts, whole)) return holding(reading, claim)
  const possible = mayAddUp(parts, whole)
  if (possible && [...parts, whole].some((q) => q.approx || !q.bounds.high)) return undefined
  const severity = possible && sure === 'error' ? 'doubt' : sure
  const tooMuch = exceeds(parts, whole)
  const off = shown(gap(claim.computed, whole.bounds), whole, 4)
  const rounded = parts.some((p) => compare(p.bounds.low, p.exact) !== 0)
  const way = tooMuch || compare(sumExact(parts), whole.exact) > 0 ? '多' : '少'
  const rounding = possible ? '，四舍五入很少差这么多' : rounded ? `，考虑四舍五入后仍${way}${off}` : `（${way}${off}）`
  const slips = slipsIn(parts, whole)
  const slip = slips.length === 1 ? slips[0] : undefined
  const hint = slip ? `${slip.quantity.quote}像是${slipNames[slip.kind]}，应为${slip.meant}。` : ''
  const second = way === '多' ? '如果各分项有重叠' : '如果还有未列出的分项'
  const advice = severity === 'error' ? '请核对各分项和总数。' : `${second}，请写明；否则请核对。`
  const message = `${claim.arithmetic}${rounding}。${hint}${advice}`
  return broken(reading, claim, severity, message, numbersOf(sumExact(parts), whole, '分项相加'))
}

/** Each part has its share beside it, and the shares make 100 %. */
export function sharesFill(sentence: Sentence, parts: Placed[]): boolean {
  const shares = parts.map((part) => shareBehind(sentence, part)?.bounds ?? point(zero))
  const sum = shares.reduce(addBounds)
  return shares.every((s) => s.low.n > 0n) && overlap(sum, point(one))
}

/** The share that is said of a quantity right behind it: 男性120人,占60%; 男性120人(60%). */
export function shareBehind(sentence: Sentence, quantity: Placed): Placed | undefined {
  const next = sentence.quantities[sentence.quantities.indexOf(quantity) + 1]
  return next?.dimension === 'share' && (shareWord.test(next.lead) || inBracket(quantity, next)) ? next : undefined
}

/** 129份(55.1%): a percentage alone in a bracket is the share of the figure before it. */
export function inBracket(quantity: Placed, share: Placed): boolean {
  return (
    share.lead === '' && share.trail === '' && share.depth === quantity.depth + 1 && share.start - quantity.end === 1
  )
}

export const shareWord = /占[^,;。、]{0,16}$|(?:占比|比重|比例)(?:为|达到|达|是|约|近|超过)*$/

export interface SlipFound {
  quantity: Placed
  kind: SlipKind
  /** The value that would add up, as it should be printed. */
  meant: string
}

/** Every single slip of the hand that would explain a mismatch: in the whole, or in one part. */
export function slipsIn(parts: Placed[], whole: Placed): SlipFound[] {
  const sum = sumExact(parts)
  const found: SlipFound[] = []
  const look = (quantity: Placed, meant: Exact) => {
    const kind = quantity.approx ? undefined : slipTo(quantity, meant)
    if (kind) found.push({ quantity, kind, meant: shown(meant, quantity, 4) })
  }
  look(whole, sum)
  for (const part of parts) look(part, plus(minus(whole.exact, sum), part.exact))
  return found
}

function numbersOf(sum: Exact, whole: Placed, says: string): NamedNumber[] {
  return [
    { says, value: inUnit(sum, whole), unit: whole.unit },
    { says: '总数', value: whole.value, unit: whole.unit },
    { says: '相差', value: inUnit(minus(sum, whole.exact), whole), unit: whole.unit },
  ]
}

export function sumExact(parts: ExactQuantity[]): Exact {
  return parts.reduce((sum, p) => plus(sum, p.exact), zero)
}

/** A figure of so many digits, that nothing fits it by chance. */
export function weighty(whole: ExactQuantity, digits = 3): boolean {
  return compare(whole.exact, times(whole.step, ratio(10 ** (digits - 1), 1))) >= 0
}

/** Parts that make the whole to the last digit, or are rounded by little of it. */
export function tight(parts: ExactQuantity[], whole: ExactQuantity): boolean {
  const slack = [...parts, whole].reduce((sum, q) => plus(sum, halfWidth(q.bounds)), zero)
  return compare(sumExact(parts), whole.exact) === 0 || compare(whole.exact, times(slack, ratio(100, 1))) > 0
}
