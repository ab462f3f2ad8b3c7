/** What an answered indicator looks like, to every page, paper and program. */
import type { Period } from '#define/period.ts'
import type { Moment } from '#store/moment.ts'

export type { Moment }

export interface Figure {
  id: string
  says: string
  /** 口径 as its authors wrote it. */
  definition: string
  /** 口径 as printed from the measure itself: never stale. */
  counted: string
  /** Amount in `unit`; null when it cannot be said. */
  value: number | null
  /** The word it is printed in: 户, 万元, 名. */
  unit: string
  /** As it stands in a sentence: 6.56万元. */
  said: string
  /** Rows that make it up. */
  rows: number
  /** Rows whose own value is missing, so that a sum is too low by what they hold. */
  missing: number
  flags: Flag[]
}

/** `withheld`: in a place so small that it would tell whose. `nothing_recorded`: a zero over a ledger without a row. `no_record`: a report has left out what it would say of a zero. */
export const flagCodes = [
  'implausible',
  'unclassified',
  'values_missing',
  'cannot_say',
  'nothing_recorded',
  'no_record',
  'withheld',
] as const

export interface Flag {
  code: (typeof flagCodes)[number]
  message: string
}

export interface Asking {
  period: Period
  /** Area code; default: everything the actor may see. */
  area?: string
  /** As the books stood then; default: now. */
  moment?: Moment
}

export interface Answer {
  period: Period
  area?: string
  /** The moment the figures are true for, per township. */
  moments: Record<string, Moment>
  figures: Figure[]
}

/** One row behind a figure. The `contributes` of all rows of a part add up to that part. */
export interface TracedRow {
  /** Which part of an arithmetic figure: empty for a plain one, or 本期, 上年同期, 分子, 分母 … */
  part: string
  id: string
  township: string
  ledger: string
  /** Where it was on the day on which it is counted. */
  area: string
  /** Where it has moved to, out of the asker's sight: counted where it was, it shows nothing of itself but that. */
  movedTo?: string
  subject: { ledger: string; id: string; name: string } | null
  /** Field → as shown, masked where sensitive. */
  values: Record<string, string>
  /** What the row adds, in the figure's unit: 1 for the first row of each different thing counted, 0 for its further rows. */
  contributes: number
}
