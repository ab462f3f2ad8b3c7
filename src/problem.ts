/**
 * What an expected failure is. Everything stands on this: a verb that can fail returns a `Problem`
 * (or throws one wrapped in `Refusal` where a value cannot travel), never an anonymous error.
 */

import type { Code } from './problem.codes.ts'

export type { Code } from './problem.codes.ts'

/** One expected failure, in words a village officer uses: what is wrong, where, and what to do next. */
export interface Problem {
  /** Stable key for programs: `id_number.checksum`. */
  code: Code
  /** Where: a field label, a cell, a row, a file. */
  where?: string
  message: string
  /** What to do next. */
  remedy?: string
}

export function problem(code: Code, message: string, more: Omit<Problem, 'code' | 'message'> = {}): Problem {
  return { code, message, ...more }
}

/** Carries problems up through code that cannot return them. Caught at the edges; not a bug. */
export class Refusal extends Error {
  readonly problems: Problem[]

  constructor(...problems: [Problem, ...Problem[]]) {
    super(problems.map(sentence).join('\n'))
    this.name = 'Refusal'
    this.problems = problems
  }
}

export function refuse(code: Code, message: string, more: Omit<Problem, 'code' | 'message'> = {}): never {
  throw new Refusal(problem(code, message, more))
}

/** A problem as one line for a person. */
export function sentence(p: Problem): string {
  return `${p.where ? `${p.where}：` : ''}${p.message}${p.remedy ? ` ${p.remedy}` : ''}`
}
