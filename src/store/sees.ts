/**
 * Who reads what in the clear: role × what a leak would hurt, as data. What is not read in the clear is hidden or masked wherever it
 * stands (lists, search, rows behind figures, history, annex); who may reveal opens one field of one row, with a reason that is noted.
 * ID numbers, telephones and whatever else has a mask of its own are masked for everybody.
 */
import { type Field, type Sensitivity, sensitivities } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Actor, Role } from './actor.ts'

/** Those who keep the books work with children's schooling; money stands in the figures that everybody signs or checks. */
const keeping: readonly Sensitivity[] = ['child', 'money']
const reading: readonly Sensitivity[] = ['money']

export const inTheClear: Record<Role, readonly Sensitivity[]> = {
  office: keeping,
  village: keeping,
  admin: keeping,
  system: keeping,
  leader: reading,
  auditor: reading,
}

/** Whether the field is masked or left out for the actor until it is revealed. */
export function hides(field: Field, { role }: Pick<Actor, 'role'>): boolean {
  if (field.kind.mask !== undefined) return true
  return field.sensitive !== undefined && !inTheClear[role].includes(field.sensitive)
}

/** What a role reads in a ledger: which of its fields are in the clear, which are not. */
export function readIn(
  ledger: LedgerDefinition,
  role: Role,
): { sensitivity: Sensitivity; fields: string[]; clear: boolean }[] {
  return sensitivities.flatMap((sensitivity) => {
    const fields = Object.values(ledger.fields).filter((field) => field.sensitive === sensitivity)
    if (fields.length === 0) return []
    const clear = !fields.some((field) => hides(field, { role }))
    return [{ sensitivity, fields: fields.map(({ label }) => label), clear }]
  })
}
