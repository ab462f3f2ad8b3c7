/**
 * Exact rational numbers and intervals of them. A sum of rounded figures may only be judged without rounding of our own,
 * so nothing here passes through a float until it is shown.
 */

/** n / d, in lowest terms, d > 0. */
export interface Exact {
  readonly n: bigint
  readonly d: bigint
}

/** What a printed figure may stand for: low ≤ true value ≤ high; no `high` means open upwards. */
export interface Bounds {
  readonly low: Exact
  readonly high: Exact | undefined
}

export const zero: Exact = { n: 0n, d: 1n }
export const one: Exact = { n: 1n, d: 1n }

export function whole(n: number | bigint): Exact {
  return { n: BigInt(n), d: 1n }
}

/** n / d in lowest terms; `d` must not be zero. */
export function ratio(n: number | bigint, d: number | bigint): Exact {
  let top = BigInt(n)
  let bottom = BigInt(d)
  if (bottom < 0n) {
    top = -top
    bottom = -bottom
  }
  const shared = greatestCommonDivisor(top < 0n ? -top : top, bottom)
  return shared === 1n ? { n: top, d: bottom } : { n: top / shared, d: bottom / shared }
}

/** Reads plain decimal digits such as `1322.63`; the caller has made sure of the form. */
export function decimal(digits: string): Exact {
  const point = digits.indexOf('.')
  if (point < 0) return whole(BigInt(digits))
  const places = digits.length - point - 1
  return ratio(BigInt(digits.slice(0, point) + digits.slice(point + 1)), 10n ** BigInt(places))
}

export function plus(a: Exact, b: Exact): Exact {
  return a.d === b.d ? ratio(a.n + b.n, a.d) : ratio(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { n: -b.n, d: b.d })
}

export function times(a: Exact, b: Exact): Exact {
  return ratio(a.n * b.n, a.d * b.d)
}

/** a / b; `b` must not be zero. */
export function over(a: Exact, b: Exact): Exact {
  return ratio(a.n * b.d, a.d * b.n)
}

/** Below zero, zero or above zero as a is less than, equal to or more than b. */
export function compare(a: Exact, b: Exact): number {
  const left = a.n * b.d
  const right = b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}

export function absolute(a: Exact): Exact {
  return a.n < 0n ? { n: -a.n, d: a.d } : a
}

export function larger(a: Exact, b: Exact): Exact {
  return compare(a, b) < 0 ? b : a
}

/** The nearest float, for output only. */
export function toNumber(a: Exact): number {
  return Number(a.n) / Number(a.d)
}

/** As a decimal with at most `places` places, rounded half away from zero, without trailing zeros. */
export function toText(a: Exact, places = 2): string {
  const scale = 10n ** BigInt(places)
  const size = a.n < 0n ? -a.n : a.n
  const scaled = (size * scale * 2n + a.d) / (a.d * 2n)
  const digits = scaled.toString().padStart(places + 1, '0')
  const head = digits.slice(0, digits.length - places)
  const tail = places ? digits.slice(-places).replace(/0+$/, '') : ''
  return `${a.n < 0n && scaled > 0n ? '-' : ''}${head}${tail ? `.${tail}` : ''}`
}

export function point(value: Exact): Bounds {
  return { low: value, high: value }
}

export function addBounds(a: Bounds, b: Bounds): Bounds {
  return { low: plus(a.low, b.low), high: a.high && b.high ? plus(a.high, b.high) : undefined }
}

/** a − b for bounds. An open end of `b` opens the result downwards, so then there is no telling. */
export function subtractBounds(a: Bounds, b: Bounds): Bounds | undefined {
  if (!b.high) return undefined
  return { low: minus(a.low, b.high), high: a.high ? minus(a.high, b.low) : undefined }
}

/** a × b for bounds of amounts that are not negative. */
export function multiplyBounds(a: Bounds, b: Bounds): Bounds {
  return { low: times(a.low, b.low), high: a.high && b.high ? times(a.high, b.high) : undefined }
}

/** a ÷ b for bounds of amounts that are not negative; undefined when b may be zero. */
export function divideBounds(a: Bounds, b: Bounds): Bounds | undefined {
  if (b.low.n <= 0n) return undefined
  return { low: b.high ? over(a.low, b.high) : zero, high: a.high ? over(a.high, b.low) : undefined }
}

export function overlap(a: Bounds, b: Bounds): boolean {
  return (!a.high || compare(b.low, a.high) <= 0) && (!b.high || compare(a.low, b.high) <= 0)
}

/** The same as floats: enough to see that intervals do not meet. */
export interface Rough {
  readonly low: number
  readonly high: number
}

export function roughly({ low, high }: Bounds): Rough {
  return { low: toNumber(low), high: high ? toNumber(high) : Number.POSITIVE_INFINITY }
}

/** How far apart two intervals are; zero when they touch. */
export function gap(a: Bounds, b: Bounds): Exact {
  if (a.high && compare(a.high, b.low) < 0) return minus(b.low, a.high)
  if (b.high && compare(b.high, a.low) < 0) return minus(a.low, b.high)
  return zero
}

/** Half the width of an interval: the rounding allowance of a figure. Open intervals have none. */
export function halfWidth(a: Bounds): Exact {
  return a.high ? over(minus(a.high, a.low), whole(2)) : zero
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b) [a, b] = [b, a % b]
  return a || 1n
}
