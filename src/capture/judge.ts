/** What may stand in a row, said once: for a form, a file, the books, the made-up township and the phone. Pure. */
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem } from '#problem.ts'

export type Values = Readonly<Record<string, Value>>

/**
 * Faults of values in their stored form: unknown fields, values that are not of their kind, required fields left empty, a last day before
 * the first. Of a `changed` row only the given fields are judged. Unique fields, links and areas are for the books to judge.
 */
export function judge(ledger: LedgerDefinition, values: Values, as: 'new' | 'changed'): Problem[] {
  const faults: Problem[] = []
  for (const [name, value] of Object.entries(values)) {
    const field = fieldOf(ledger, name)
    if (!field) faults.push(unknownField(ledger, name))
    else if (value != null && value !== '') {
      const fault = field.kind.fits(value)
      if (fault) faults.push({ ...fault, at: { ledger: ledger.id, field: name } })
    }
  }
  for (const name of Object.keys(as === 'new' ? ledger.fields : values)) {
    const field = fieldOf(ledger, name)
    if (!field || field.optional || (values[name] != null && values[name] !== '')) continue
    faults.push(
      problem('act.field_missing', '这一栏必须填写，现在是空的。', {
        at: { ledger: ledger.id, field: name },
        remedy: '请补上再提交。',
      }),
    )
  }
  return [...faults, ...judgePeriod(ledger, values)]
}

/** A state must not end before it began. */
export function judgePeriod(ledger: LedgerDefinition, values: Values): Problem[] {
  if (!Array.isArray(ledger.dated)) return []
  const [began, ended] = ledger.dated as [string, string]
  const [first, last] = [values[began], values[ended]]
  if (typeof first !== 'string' || typeof last !== 'string' || last >= first) return []
  const labels = [ledger.fields[began]?.label, ledger.fields[ended]?.label]
  return [
    problem('act.period_reversed', `${labels[1]}（${last}）早于${labels[0]}（${first}）。`, {
      at: { ledger: ledger.id, field: ended },
      remedy: '请对照原始材料改正其中一个日期。',
    }),
  ]
}

/** A declared field; what every object inherits (`constructor`) is none. */
export function fieldOf(ledger: LedgerDefinition, name: string): Field | undefined {
  return Object.hasOwn(ledger.fields, name) ? ledger.fields[name] : undefined
}

export function unknownField(ledger: LedgerDefinition, name: string): Problem {
  const known = Object.entries(ledger.fields).map(([key, { label }]) => `${key}（${label}）`)
  return problem('act.field_unknown', `${ledger.title}没有 ${name} 这一栏。`, {
    at: { ledger: ledger.id, field: name },
    remedy: `请去掉这一栏，或用现在的表重填。现有的栏目：${known.join('、')}。`,
  })
}
