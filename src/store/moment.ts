/** A moment of the books: microseconds since 1970, strictly increasing within a township. Safe as a JS number until 2255. */
export type Moment = number

/** `_to` of a version that still stands. */
export const OPEN: Moment = Number.MAX_SAFE_INTEGER

/** This machine's clock in microseconds. */
export const clockNow = (): Moment => Math.round((performance.timeOrigin + performance.now()) * 1000)

/** The day of a moment in China. */
export const dayOfMoment = (at: Moment): string => new Date(at / 1000 + 8 * 3_600_000).toISOString().slice(0, 10)

/** The moment at which a day begins in China. */
export const startOfDay = (day: string): Moment => Date.parse(`${day}T00:00:00+08:00`) * 1000

/** The time of day of a moment in China, to the minute. */
export const timeOfMoment = (at: Moment): string => new Date(at / 1000 + 8 * 3_600_000).toISOString().slice(11, 16)
