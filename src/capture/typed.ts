/** What was typed into a form, field by field, to values. Pure. */
import type { Value } from '#kinds/index.ts'
import { saysNothing } from '#kinds/nothing.ts'
import { type Problem, Refusal } from '#problem.ts'
import { fieldOf, type Judging, judge, unknownField } from './judge.ts'

/** Typed text by field name; blank means empty, and so does “/” where a field may be. Every fault is told: what cannot be read, and what `judge` has against the rest. */
export function readTyped(
  ledger: Judging,
  typed: Readonly<Record<string, string>>,
  as: 'new' | 'changed',
): { values: Record<string, Value> } | { problems: Problem[] } {
  const values: Record<string, Value> = {}
  const problems: Problem[] = []
  for (const [name, text] of Object.entries(typed)) {
    const field = fieldOf(ledger, name)
    const nothing = text.trim() === '' || (field?.optional && saysNothing(text, field.kind))
    const reading = nothing ? { value: null } : field?.kind.parse(text)
    if (!field || !reading) problems.push(unknownField(ledger, name))
    else if ('problem' in reading) problems.push({ ...reading.problem, at: { ledger: ledger.id, field: name } })
    else values[name] = reading.value
  }
  const unread = new Set(problems.map((one) => one.at?.field))
  problems.push(...judge(ledger, values, as, unread))
  return problems.length > 0 ? { problems } : { values }
}

/** The values, or a Refusal with every problem. */
export function valuesOr(read: ReturnType<typeof readTyped>): Record<string, Value> {
  if ('values' in read) return read.values
  const [first, ...others] = read.problems
  throw new Refusal(first!, ...others)
}
