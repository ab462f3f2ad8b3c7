/** By which of its fields a ledger's rows are dated. */
import type { LedgerDefinition } from './ledger.ts'
import type { Step } from './node.ts'

/** The day field of an event as a walk: `training.held_on` → along `training`, read `held_on`. */
export function datedBy(ledger: LedgerDefinition): { steps: Step[]; field: string } | undefined {
  if (typeof ledger.dated !== 'string') return undefined
  const [first, second] = ledger.dated.split('.') as [string, string?]
  if (second === undefined) return { steps: [], field: first }
  const to = ledger.fields[first]?.to?.[0]?.ledger.id
  return to === undefined ? undefined : { steps: [{ link: first, to }], field: second }
}

/** Years from today beyond which a day of the field is doubtful: what happened has happened, what holds begins soon, and the rest ends some day. */
export function yearsAhead(ledger: Pick<LedgerDefinition, 'dated'>, field: string): number {
  if (ledger.dated === field) return 0
  return heldBetween(ledger)?.[0] === field ? 1 : 30
}

/** First and last day fields of a state. */
export function heldBetween(ledger: Pick<LedgerDefinition, 'dated'>): readonly [string, string] | undefined {
  return Array.isArray(ledger.dated) ? (ledger.dated as unknown as readonly [string, string]) : undefined
}
