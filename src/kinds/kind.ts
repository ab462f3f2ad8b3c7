import type { Code, Problem } from '#problem.ts'
import type { KindName } from './index.ts'

/** What a value is once it has been read: text and days as strings, money in fen and quantities as scaled integers. */
export type Value = string | number | boolean | null

/** Ways to fill in a field. */
export const inputs = ['line', 'paragraph', 'words', 'day', 'place', 'row'] as const
export type Input = (typeof inputs)[number]

export type Column = 'text' | 'bigint' | 'date' | 'boolean' | 'uuid'

/** What is wrong with a value, wherever it stands. */
export type Fault = Omit<Problem, 'at'>

export type Reading = { value: Value } | { problem: Fault }

/** What a kind was made with, as data: `kindMade` makes the same again from it where only data arrives. */
export interface Made {
  max?: number
  choices?: readonly string[]
  said?: Readonly<Record<string, string | readonly string[]>>
  unit?: string
  atLeast?: number
  atMost?: number
}

/** One kind of value with all its facets. A new kind is its file, a line in `kinds/index.ts`, and a fixture. */
export interface Kind {
  /** For the wire. Whoever wants to know what a kind is like asks a facet, never its name. */
  name: KindName
  /** What people call the kind. */
  title: string
  /** What somebody may write. Absent: a word of the field's own. */
  example?: string
  column: Column
  /** Absent: there is one of the kind. */
  made?: Made
  /** What the measure language sees of it. */
  reads: 'number' | 'day' | 'bool' | 'link' | 'text'
  /** How a page lets it be filled in: one component each in `web/inputs`. Absent: not at all. */
  input?: Input
  /** Encrypted at rest and found by a keyed index. */
  sealed?: true
  /** A place, which has a name in the register of areas. */
  place?: true
  /** Reads what a person typed or a cell held. `null` and blank text are for the caller to judge. */
  parse(input: string | number | boolean): Reading
  /** What is wrong with a value in its stored form; undefined: it may stand. Whatever `parse` reads, fits. */
  fits(value: Exclude<Value, null>): Fault | undefined
  /** As a person reads it, unmasked. */
  show(value: Exclude<Value, null>): string
  /** Whether a written text names what is meant and is to be looked up: a village, a household. */
  named?(text: string): boolean
  /** Whether a name is meant as a value of this kind, be it mistyped: then it is told so before anybody is looked for. */
  resembles?(text: string): boolean
  /** What a stored value tells of whoever bears it: the birthday, and the sex (男, 女). */
  tells?(value: string): { born?: string; sex?: string }
  /** Endings of heads that mean the same over a column of this kind: 发放日期, 发放时间. */
  endings?: readonly string[]
  /** Beginnings that change nothing: 是否贴息, 贴息. */
  beginnings?: readonly string[]
  /** Endings of heads over two columns that make one value together: 村名 and 组名; and how the two are written as one. */
  parts?: { outer: readonly string[]; inner: readonly string[]; join(outer: string, inner: string): string }
  /** “无” is an answer of its own, not a way to leave the field empty. */
  answersNone?: true
  /** Whether what is shown is understood without its label: a chosen word, a sentence. */
  standsAlone?(shown: string): boolean
  /** Under which words a row that is named by the value is found; `pieces` are those of a name. Absent: not by it. */
  searched?(value: string, pieces: (name: string) => string[]): string[]
  /** As a person without the right to reveal it reads it. Absent: nothing to hide. */
  mask?(value: string): string
  /** JSON Schema of the value in the API. */
  schema: Record<string, unknown>
  /** A column of an Excel template. */
  sheet: {
    width: number
    format: 'text' | 'number' | 'date'
    hint: string
    choices?: readonly string[]
    /** A cell that holds a number is read as that number. Absent: as the text that Excel shows of it. */
    numbers?: 'read'
  }
  choices?: readonly string[]
  /** Unit of a number: its stored integer is the amount × the unit's scale. */
  unit?: string
}

export function unreadable(code: Code, message: string, remedy: string): Reading {
  return { problem: { code, message, remedy } }
}

export function unfit(message: string): Fault {
  return { code: 'act.value_malformed', message, remedy: '请核对后重填。' }
}

/** Whether the database gives a text back as it was given: half of a character cut in two it would replace, the zero byte refuse. */
export const keepable = (text: string): boolean => !(/[\ud800-\udfff\0]/.test(text) && /\p{Surrogate}|\0/u.test(text))

/** `fits` of what is stored as text: `more` judges a text that can be stored. */
export function fitsText(value: Exclude<Value, null>, more: (text: string) => Fault | undefined): Fault | undefined {
  if (typeof value !== 'string') return unfit(`“${value}”不是文字。`)
  return keepable(value) ? more(value) : unfit('里面有不能保存的字符。')
}

/** `fits` of a text that is stored exactly as `parse` gives it. */
export function fitsAsRead(value: Exclude<Value, null>, parse: Kind['parse']): Fault | undefined {
  return fitsText(value, (text) => {
    const reading = parse(text)
    if ('problem' in reading) return reading.problem
    return reading.value === text ? undefined : unfit(`“${text}”的写法不对，应为“${reading.value}”。`)
  })
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
