/** A moment of the books: microseconds since 1970, strictly increasing within a township. Safe as a JS number until 2255. */
export type Moment = number

/** `_to` of a version that still stands. */
export const OPEN: Moment = Number.MAX_SAFE_INTEGER

/** This machine's clock in microseconds. */
export const clockNow = (): Moment => Math.round((performance.timeOrigin + performance.now()) * 1000)
