/** What shares and rates have in common: the quotients that a percentage may be of, and how sure a mismatch is. */
import { type Bounds, divideBounds, over, overlap, plus, times, toNumber, toText, whole } from '#proofread/exact.ts'
import type { Judgement, Severity } from '#proofread/findings.ts'
import type { Pattern } from '#proofread/patterns.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { broken, type Claim, holding, isAmount, nearlyRounded } from './claims.ts'
import type { Register } from './register.ts'
import { oneSlipAway, quotientRange } from './slips.ts'

/** Where the figures of a percentage may stand. */
export interface Scope {
  sentence: Sentence
  previous: Sentence | undefined
  next: Sentence | undefined
  register: Register
}

/** One stated percentage with the quotients it may be of, likeliest first. */
export interface Stated {
  claimed: Placed
  claims: Claim[]
  /** How surely the first one is meant when none fits; without it, only one slip of the hand makes a doubt. */
  severity: Severity | undefined
  /** So few quotients are possible that one slip is hardly chance even for a short percentage. */
  few: boolean
  /** Its whole has a name that no figure has: only a fit is told. */
  loose?: boolean
}

export function quotient(
  pattern: Pattern,
  part: ExactQuantity,
  total: ExactQuantity,
  claimed: Placed,
): Claim | undefined {
  const computed = divideBounds(part.bounds, total.bounds)
  if (!computed || total.exact.n === 0n) return undefined
  const value = times(over(part.exact, total.exact), whole(100))
  const arithmetic = `${part.quote}÷${total.quote}＝${toText(value, 2)}%`
  const kind = pattern.startsWith('share') ? 'share' : 'coverage'
  return { pattern, kind, parts: [part, total], whole: claimed, computed, arithmetic }
}

export function fits(claim: Claim, claimed: Placed): boolean {
  return overlap(claim.computed, claimed.bounds)
}

export function anyFits({ claims, claimed }: Stated): boolean {
  return claims.some((claim) => fits(claim, claimed))
}

/** Amounts that may be part or whole. */
export function usable(quantity: Placed): boolean {
  return isAmount(quantity) && quantity.bounds.high !== undefined
}

/** Any quotient that fits holds; else the likeliest one is what was meant, as surely as `severity` says. */
export function judged(reading: Reading, { claimed, claims, severity, few, loose }: Stated): Judgement | undefined {
  const fitting = claims.find((c) => fits(c, claimed))
  if (fitting) return holding(reading, fitting)
  if (loose) return undefined
  const [first] = claims
  const own = claims.filter((c) => c.parts[0] === first?.parts[0])
  const near = own.find((c) => explained(c, claimed, few, own.length === 1))
  if (severity === 'error' && first) return mismatch(reading, first, claimed, severity)
  const meant = near ?? (severity && first)
  return meant && mismatch(reading, meant, claimed, 'doubt')
}

/** One slip of the hand explains why the quotient does not fit. A short percentage is one slip from too many others. */
function explained(claim: Claim, claimed: Placed, few: boolean, only: boolean): boolean {
  const [part, total] = claim.parts
  if (!part || !total || claimed.approx || total.approx || (!few && claimed.quote.length < 5)) return false
  return oneSlipAway([part, total, claimed], quotientRange, only || /[.。．]/.test(claimed.quote) ? 2 : 3)
}

function mismatch(reading: Reading, claim: Claim, claimed: Placed, severity: Severity): Judgement {
  const numbers = [
    { says: '按两个数算出', value: toNumber(over(middle(claim.computed), claimed.factor)), unit: claimed.unit },
    { says: '文中', value: claimed.value, unit: claimed.unit },
  ]
  const message = (second: string) => `${claim.arithmetic}，文中写${claimed.quote}。${second}请核对。`
  if (claimed.approx || claim.parts.some((p) => p.approx))
    return broken(reading, claim, 'doubt', message('其中有约数，'), numbers)
  const [part, total] = claim.parts
  if (part && total && nearlyRounded(over(part.exact, total.exact), claimed))
    return broken(
      reading,
      claim,
      'note',
      `${claim.arithmetic}，文中${claimed.quote}像是没有按四舍五入取最后一位。`,
      numbers,
    )
  const second = severity === 'doubt' ? '如果分母另有口径，请写明；否则' : ''
  return broken(reading, claim, severity, message(second), numbers)
}

function middle(bounds: Bounds) {
  return bounds.high ? over(plus(bounds.low, bounds.high), whole(2)) : bounds.low
}
