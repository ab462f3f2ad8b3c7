/** Whether a printed figure is one slip of the hand away from another value. */
import { compare, type Exact, over, type Rough, times, toNumber, whole } from '#proofread/exact.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'

/** Two neighbouring digits swapped, one digit changed, one left out or struck twice, or a factor of ten. */
export type SlipKind = 'transposed' | 'digit' | 'length' | 'scale'

export const slipNames: Record<SlipKind, string> = {
  transposed: '相邻两位数字写反',
  digit: '写错一位数字',
  length: '漏写或多写一位数字',
  scale: '小数点、“万”或单位写错',
}

const factors = [10, 100, 1000, 10_000, 100_000_000].map(whole)

/** A changed digit is only told of numbers of three digits and more: short ones are one digit from anything. */
const fewestDigits = 3

/** The slip that turns `meant` (in base units) into what is printed. */
export function slipTo(printed: ExactQuantity, meant: Exact): SlipKind | undefined {
  if (meant.n <= 0n || printed.exact.n <= 0n) return undefined
  const times10 = Math.log10(toNumber(meant) / toNumber(printed.exact))
  const power = Math.abs(times10 - Math.round(times10)) < 1e-9
  const short = over(printed.exact, printed.step).n < 10n
  for (const factor of power ? (short ? factors.slice(3) : factors) : [])
    for (const scaled of [times(meant, factor), over(meant, factor)])
      if (compare(scaled, printed.exact) === 0) return 'scale'
  const written = digitsOf(printed.exact, printed)
  const wanted = digitsOf(meant, printed)
  if (!written || !wanted) return undefined
  if (without(wanted, written) || (without(written, wanted) && /(\d)\1/.test(written))) return 'length'
  if (written.length !== wanted.length) return undefined
  const different = [...written].flatMap((c, i) => (c === wanted[i] ? [] : [i]))
  const [a, b] = different
  if (different.length === 2 && a !== undefined && b === a + 1 && written[a] === wanted[b] && written[b] === wanted[a])
    return 'transposed'
  return different.length === 1 && written.length >= fewestDigits ? 'digit' : undefined
}

/** Leaving out one digit of the longer number makes the shorter one; short and round ones are that near to anything. */
function without(longer: string, shorter: string): boolean {
  if (longer.length !== shorter.length + 1 || shorter.length < fewestDigits || longer.endsWith('00')) return false
  let i = 0
  while (i < shorter.length && longer[i] === shorter[i]) i++
  return longer.slice(i + 1) === shorter.slice(i)
}

/** The digits of a value as printed to the last place of `like`; undefined when it needs more places. */
function digitsOf(value: Exact, like: ExactQuantity): string | undefined {
  const steps = over(value, like.step)
  return steps.d === 1n ? steps.n.toString() : undefined
}

/**
 * Whether the last of the terms is what is computed from the others, once one of them is read without a slip; `digits`
 * is the length from which a changed digit counts as one.
 */
export function oneSlipAway(
  terms: ExactQuantity[],
  compute: (...others: Rough[]) => Rough | undefined,
  digits = fewestDigits,
): boolean {
  const ranges = terms.map((term) => term.rough)
  const fit = (read: Rough[]) => {
    const stated = read.at(-1)
    const computed = compute(...read.slice(0, -1))
    if (!stated || !computed) return false
    const slack = Math.abs(stated.high) * 1e-9
    return computed.low <= stated.high + slack && stated.low - slack <= computed.high
  }
  return terms.some((term, i) => meantBy(term, ranges[i], digits).some((meant) => fit(ranges.with(i, meant))))
}

/** a ÷ b of amounts that are not negative; undefined when b may be zero. */
export function quotientRange(a: Rough, b: Rough): Rough | undefined {
  return b.low > 0 ? { low: a.low / b.high, high: a.high / b.low } : undefined
}

export function differenceRange(a: Rough, b: Rough): Rough {
  return { low: a.low - b.high, high: a.high - b.low }
}

/** What a figure may have been before one slip. */
function meantBy(printed: ExactQuantity, range: Rough | undefined, fewest: number): Rough[] {
  const digits = printed.approx ? undefined : digitsOf(printed.exact, printed)
  if (!digits || digits === '0' || digits.length > mostDigits || !range) return []
  const step = toNumber(printed.step)
  const [below, above] = [range.low - toNumber(printed.exact), range.high - toNumber(printed.exact)]
  const other = [...transposed(digits), ...changed(digits, fewest), ...once(digits)].map((n) => ({
    low: n * step + below,
    high: n * step + above,
  }))
  return [...other, ...scales.map((by) => ({ low: range.low * by, high: range.high * by }))]
}

const mostDigits = 12
const scales = [10, 100, 1000, 10_000, 100_000_000].flatMap((by) => [by, 1 / by])

/** Read with a doubled digit once: 13866 for 1386. */
function once(digits: string): number[] {
  return digits.length < fewestDigits + 1
    ? []
    : [...digits].flatMap((c, i) => (c === digits[i + 1] ? [Number(digits.slice(0, i) + digits.slice(i + 1))] : []))
}

function transposed(digits: string): number[] {
  return [...digits].flatMap((c, i) => {
    const next = digits[i + 1]
    if (next === undefined || next === c || (i === 0 && next === '0')) return []
    return [Number(digits.slice(0, i) + next + c + digits.slice(i + 2))]
  })
}

function changed(digits: string, fewest: number): number[] {
  if (digits.length < fewest) return []
  const value = Number(digits)
  return [...digits].flatMap((c, i) => {
    const place = 10 ** (digits.length - 1 - i)
    const others = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((n) => n !== Number(c) && (i > 0 || n > 0))
    return others.map((n) => value + (n - Number(c)) * place)
  })
}
