/** When a field belongs in a row and when it must be filled in, as values and as words. */
import type { LedgerDefinition, When } from './ledger.ts'

type Declared = Pick<LedgerDefinition, 'fields' | 'when'>

/** Whether the field that a condition asks says so. */
export const holds = ({ says }: When, value: unknown): boolean => typeof value === 'string' && says.includes(value)

/** Whether a field belongs in the row as far as it is filled in: a form leaves out what does not. `saidIn`: what a field says. */
export const belongs = (ledger: Declared, name: string, saidIn: (field: string) => unknown): boolean =>
  (ledger.when ?? []).every((when) => !when.shown?.includes(name) || holds(when, saidIn(when.field)))

/** Whether it must be filled in, as far as the row is. */
export const needed = (ledger: Declared, name: string, saidIn: (field: string) => unknown): boolean =>
  !ledger.fields[name]?.optional ||
  (ledger.when ?? []).some((when) => when.required?.includes(name) && holds(when, saidIn(when.field)))

/** What is said beside an input: when it is filled in, and what belongs there. */
export function helpOf(ledger: Declared, name: string): string | undefined {
  const said = (ledger.when ?? []).flatMap(({ field, says, shown = [], required = [] }) => {
    const must = required.includes(name)
    if (!must && !shown.includes(name)) return []
    const where = `“${ledger.fields[field]?.label ?? field}”是${says.map((word) => `“${word}”`).join('、')}的`
    return shown.includes(name) ? `${where}才填${must ? '，必须填' : ''}` : `${where}必须填`
  })
  const help = ledger.fields[name]?.help
  return [...said, ...(help === undefined ? [] : [help])].join('；') || undefined
}
