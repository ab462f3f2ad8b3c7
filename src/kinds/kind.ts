import type { Code, Problem } from '#problem.ts'

/** What a value is once it has been read: text and days as strings, money in fen and quantities as scaled integers. */
export type Value = string | number | boolean | null

export type Column = 'text' | 'bigint' | 'date' | 'boolean' | 'uuid'

export type Reading = { value: Value } | { problem: Omit<Problem, 'where'> }

/** One kind of value with all its facets. A new kind is one file and one line in `kinds/index.ts`. */
export interface Kind {
  name: 'text' | 'choice' | 'yes_no' | 'day' | 'number' | 'id_number' | 'phone' | 'area' | 'link'
  column: Column
  /** Reads what a person typed or a cell held. `null` and blank text are for the caller to judge. */
  parse(input: string | number | boolean): Reading
  /** As a person reads it, unmasked. */
  show(value: Exclude<Value, null>): string
  /** As a person without the right to reveal it reads it. Absent: nothing to hide. */
  mask?(value: string): string
  /** JSON Schema of the value in the API. */
  schema: Record<string, unknown>
  /** How a column of an Excel template looks. */
  sheet: { width: number; format: 'text' | 'number' | 'date'; hint: string; choices?: readonly string[] }
  choices?: readonly string[]
  /** Unit of a number: its stored integer is the amount × the unit's scale. */
  unit?: string
}

export function unreadable(code: Code, message: string, remedy: string): Reading {
  return { problem: { code, message, remedy } }
}

const fullWidth = /[\uFF01-\uFF5E]/g

/** Half-width, trimmed, without the spaces and invisible marks that copying from Excel or WPS leaves behind. */
export function tidy(input: string | number | boolean): string {
  return String(input)
    .replace(fullWidth, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u200B-\u200F\u202A-\u202E\uFEFF]/g, '')
    .replace(/\u3000/g, ' ')
    .trim()
}
