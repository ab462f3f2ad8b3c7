/** Whether a printed figure is one slip of the hand away from another value. */
import { type Bounds, compare, type Exact, minus, over, plus, times, whole } from '#proofread/exact.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'

/** Two neighbouring digits swapped, one digit changed, or a factor of ten. */
export type SlipKind = 'transposed' | 'digit' | 'scale'

export const slipNames: Record<SlipKind, string> = {
  transposed: '相邻两位数字写反',
  digit: '写错一位数字',
  scale: '小数点、“万”或单位写错',
}

const factors = [10, 100, 1000, 10_000, 100_000_000].map(whole)

/** A changed digit is only told of numbers of three digits and more: short ones are one digit from anything. */
const fewestDigits = 3

/** The slip that turns `meant` (in base units) into what is printed. */
export function slipTo(printed: ExactQuantity, meant: Exact): SlipKind | undefined {
  if (meant.n <= 0n || printed.exact.n <= 0n) return undefined
  for (const factor of factors)
    for (const scaled of [times(meant, factor), over(meant, factor)])
      if (compare(scaled, printed.exact) === 0) return 'scale'
  const written = digitsOf(printed.exact, printed)
  const wanted = digitsOf(meant, printed)
  if (!written || !wanted || written.length !== wanted.length) return undefined
  const different = [...written].flatMap((c, i) => (c === wanted[i] ? [] : [i]))
  const [a, b] = different
  if (different.length === 2 && a !== undefined && b === a + 1 && written[a] === wanted[b] && written[b] === wanted[a])
    return 'transposed'
  return different.length === 1 && written.length >= fewestDigits ? 'digit' : undefined
}

/** The digits of a value as printed to the last place of `like`; undefined when it needs more places. */
function digitsOf(value: Exact, like: ExactQuantity): string | undefined {
  const steps = over(value, like.step)
  return steps.d === 1n ? steps.n.toString() : undefined
}

/** Whether the terms fit once one of them is read without a slip; `digits` is the length from which a changed digit counts. */
export function oneSlipAway(
  terms: ExactQuantity[],
  fit: (terms: ExactQuantity[]) => boolean,
  digits = fewestDigits,
): boolean {
  return terms.some((term, i) => meantBy(term, digits).some((meant) => fit(terms.with(i, meant))))
}

/** What a figure may have been before one slip. */
function meantBy(printed: ExactQuantity, fewest: number): ExactQuantity[] {
  const digits = printed.approx ? undefined : digitsOf(printed.exact, printed)
  if (!digits || digits === '0') return []
  const shifted = [...transposed(digits), ...changed(digits, fewest)].map((other) => {
    const exact = times(whole(BigInt(other)), printed.step)
    return { ...printed, exact, bounds: moved(printed.bounds, minus(exact, printed.exact)) }
  })
  const scaled = factors.flatMap((factor) =>
    [times, over].map((by) => ({
      ...printed,
      exact: by(printed.exact, factor),
      bounds: { low: by(printed.bounds.low, factor), high: printed.bounds.high && by(printed.bounds.high, factor) },
    })),
  )
  return [...shifted, ...scaled]
}

function moved({ low, high }: Bounds, by: Exact): Bounds {
  return { low: plus(low, by), high: high && plus(high, by) }
}

function transposed(digits: string): string[] {
  return [...digits].flatMap((c, i) => {
    const next = digits[i + 1]
    if (next === undefined || next === c || (i === 0 && next === '0')) return []
    return [digits.slice(0, i) + next + c + digits.slice(i + 2)]
  })
}

function changed(digits: string, fewest: number): string[] {
  if (digits.length < fewest) return []
  return [...digits].flatMap((c, i) =>
    [...'0123456789'].flatMap((other) =>
      other === c || (i === 0 && other === '0') ? [] : [digits.slice(0, i) + other + digits.slice(i + 1)],
    ),
  )
}
