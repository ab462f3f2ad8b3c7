/** Whether a printed figure is one slip of the hand away from another value. */
import { compare, type Exact, over, ratio, times, toText, whole } from '#proofread/exact.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'

export type SlipKind = 'transposed' | 'digit' | 'scale'

/**
 * The slip that turns `meant` (in base units) into what is printed: two neighbouring digits swapped, one digit changed
 * (only told of numbers of three digits and more: short ones are one digit from anything), or a factor of ten.
 */
export function slipTo(printed: ExactQuantity, meant: Exact): SlipKind | undefined {
  if (meant.n <= 0n || printed.exact.n <= 0n) return undefined
  for (const factor of [10, 100, 1000, 10_000, 100_000_000])
    for (const scaled of [times(meant, whole(factor)), over(meant, whole(factor))])
      if (compare(scaled, printed.exact) === 0) return 'scale'
  const written = digitsOf(printed.exact, printed)
  const wanted = digitsOf(meant, printed)
  if (!written || !wanted || written.length !== wanted.length) return undefined
  const different = [...written].flatMap((c, i) => (c === wanted[i] ? [] : [i]))
  const [a, b] = different
  if (different.length === 2 && a !== undefined && b === a + 1 && written[a] === wanted[b] && written[b] === wanted[a])
    return 'transposed'
  return different.length === 1 && written.replace('.', '').length >= 3 ? 'digit' : undefined
}

/** The value in the printed unit with the printed number of places; undefined when it needs more of them. */
function digitsOf(value: Exact, like: ExactQuantity): string | undefined {
  const places = /\.(\d+)/.exec(like.quote.replace('。', '.'))?.[1]?.length ?? 0
  const inUnit = over(value, like.scale)
  const step = ratio(1, 10n ** BigInt(places))
  if (over(inUnit, step).d !== 1n) return undefined
  const text = toText(inUnit, places)
  return places ? text.split('.')[0] + '.' + (text.split('.')[1] ?? '').padEnd(places, '0') : text
}

export const slipNames: Record<SlipKind, string> = {
  transposed: '相邻两位数字写反',
  digit: '写错一位数字',
  scale: '小数点、“万”或单位写错',
}
