/** A foreign table as it was read: every sheet, cell by cell, before anything is known about its columns. */
import type { DayText } from '#kinds/day.ts'

/** A number that is not shown as its plain digits: 12 shown as 00012. */
export interface ShownNumber {
  number: number
  shown: string
  /** The file counts days from 1904: as a date this number is another one than elsewhere. */
  from1904?: true
}

/**
 * What Excel keeps as a date or a time. `day` is null where it is no day: a time, a zero. `shown` is as much of it as the cell shows,
 * written in one way: 2025-03-05, 2025年3月.
 */
export interface DateCell {
  day: DayText | null
  shown: string
}

/** A formula whose result the file does not hold; `shown` is the formula. */
export interface Uncalculated {
  uncalculated: true
  shown: string
}

/** Shares have become text with their sign: '5%'. */
export type Cell = string | number | boolean | null | ShownNumber | DateCell | Uncalculated

export interface Sheet {
  name: string
  /** `rows[0]` is row 1 of the file. Cells merged downwards are repeated in each row. */
  rows: Cell[][]
  hidden?: true
  /** Typed here, row by row: none of them is a total, a remark or the numbers of the columns. */
  typed?: true
  /** Indices of the rows that are hidden or filtered out of sight. */
  hiddenRows?: readonly number[]
  /** Cells with content that are merged over several rows, the first and the last by index. */
  merged?: readonly Merged[]
}

export interface Merged {
  column: number
  first: number
  last: number
}

export type FileKind = 'xlsx' | 'xls' | 'csv'

export interface Table {
  kind: FileKind
  sheets: Sheet[]
  /** What our own templates carry hidden: for which ledger, and under which version of its fields. */
  stamp?: { ledger: string; version: string }
}

/** Limits of a foreign file. */
export const limits = {
  bytes: 20 * 1024 * 1024,
  rows: 200_000,
  columns: 512,
  /** Characters of all cells together. */
  text: 50_000_000,
  /** Characters of one line of a CSV. */
  line: 1024 * 1024,
}

/** Name of the hidden sheet with the stamp. */
export const stampSheet = '模板信息'

/** The column that a marked copy adds, and that is ignored when the copy is read again. */
export const reasonHead = '错误原因'

/** Stands over a column of which somebody said that it is not read. */
export const unreadHead = '不读'

/** The column beside it: where the row stood in the file that was sent. */
export const placeHead = '原来的行'

/** A cell as a person sees it. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'object' ? cell.shown : String(cell)
}
