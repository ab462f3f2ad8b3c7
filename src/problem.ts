/**
 * What an expected failure is. Everything stands on this: a verb that can fail returns a `Problem`
 * (or throws one wrapped in `Refusal` where a value cannot travel), never an anonymous error.
 */
import type { Code } from './problem.codes.ts'

export type { Code } from './problem.codes.ts'

/** One expected failure, in words a village officer uses: what is wrong and what to do next. Where is data. */
export interface Problem {
  /** What programs go by: `id_number.checksum`. */
  code: Code
  at?: At
  message: string
  /** What to do next. */
  remedy?: string
  /** It is only doubtful: told, and kept all the same. */
  doubt?: true
  /** Seconds after which the same may be tried again as it is; absent where trying again alone does not help. */
  retryAfter?: number
}

/** Where a fault lies, by ids and numbers that programs can follow. People are told by `whereSaid`. */
export interface At {
  /** Id of a ledger; with `n` the row of it that an act brings, from 1, with `row` the row of the books by its id. */
  ledger?: string
  n?: number
  row?: string
  /** A field of the ledger. */
  field?: string
  /** A file or folder; of a foreign table also the sheet, and the row and column of the sheet, from 1. */
  file?: string
  sheet?: string
  line?: number
  column?: number
  /** A part of what was asked: a flag (`--year`), an entry of a form (`login`), a path into a request (`values.amount`). */
  input?: string
  /** Ids of other declarations. */
  fact?: string
  indicator?: string
  parameter?: string
  rule?: string
  report?: string
  /** Id of an issued report. */
  issued?: string
  /** Code of a township. */
  township?: string
  /** Host and port of a database server. */
  server?: string
}

/** What a person calls the thing with this id; undefined where it is not known. A field's id is `ledger.field`. */
export type Namer = (
  what: 'ledger' | 'field' | 'fact' | 'indicator' | 'parameter' | 'rule' | 'report' | 'input',
  id: string,
) => string | undefined

export function problem(code: Code, message: string, more: Omit<Problem, 'code' | 'message'> = {}): Problem {
  return { code, message, ...more }
}

/** Carries problems up through code that cannot return them. Caught at the edges; not a bug. */
export class Refusal extends Error {
  readonly problems: [Problem, ...Problem[]]

  constructor(...problems: [Problem, ...Problem[]]) {
    super(problems.map((p) => sentence(p)).join('\n'))
    this.name = 'Refusal'
    this.problems = problems
  }
}

export function refuse(code: Code, message: string, more: Omit<Problem, 'code' | 'message'> = {}): never {
  throw new Refusal(problem(code, message, more))
}

/** A problem as one line for a person. */
export function sentence(p: Problem, called?: Namer): string {
  const where = whereSaid(p.at, called)
  return `${where ? `${where}：` : ''}${p.message}${p.remedy ?? ''}`
}

/** A problem that leaves the program: its place both as data and in words. */
export interface Told extends Problem {
  where?: string
}

export function told(p: Problem, called?: Namer): Told {
  return { ...p, where: whereSaid(p.at, called) || undefined }
}

const unnamed: Namer = () => undefined

/** A place in words; empty where there is none. 农户第1行“户主姓名”, 指标“监测户”（monitoring.households）. */
export function whereSaid(at: At = {}, called: Namer = unnamed): string {
  const said = [at.file, at.server, at.township, at.input && (called('input', at.input) ?? at.input)]
  if (at.sheet) said.push(`工作表“${at.sheet}”`)
  for (const [what, word] of declared) {
    const id = at[what]
    if (id !== undefined) said.push(`${word}“${called(what, id) ?? id}”（${id}）`)
  }
  if (at.issued) said.push(`已签发的报告 ${at.issued}`)
  said.push(rowSaid(at, called))
  return said.filter(Boolean).join(' ')
}

const declared = [
  ['fact', '事实'],
  ['indicator', '指标'],
  ['parameter', '参数'],
  ['rule', '规则'],
  ['report', '报告'],
] as const

function rowSaid({ ledger, n, row, field, line }: At, called: Namer): string {
  const title = ledger && (called('ledger', ledger) ?? ledger)
  const label = field && (called('field', `${ledger}.${field}`) ?? field)
  if (n !== undefined || line !== undefined) {
    const place = n === undefined ? `第${line}行` : `${title}第${n}行`
    return `${place}${label ? `“${label}”` : ''}`
  }
  if (label) return label
  if (row) return `${title} ${row}`
  return ledger ? `台账“${title}”（${ledger}）` : ''
}
