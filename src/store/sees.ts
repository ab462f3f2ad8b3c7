/**
 * Who reads what in the clear: role × what a leak would hurt, as data. What is not read in the clear is hidden or masked wherever it
 * stands (lists, search, rows behind figures, history, annex); who may reveal opens one field of one row, or who is in one ledger, with
 * a reason that is noted. ID numbers, telephones and whatever else has a mask of its own are masked for everybody.
 */
import { type Field, type Sensitivity, sensitivities } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { covers, reaches } from '#kinds/area.ts'
import type { Actor, Role } from './actor.ts'

/**
 * Those who keep the books work with children's schooling and pay money out; auditors check each payment. Leaders sign sums: what a row
 * adds to a sum stands beside it for everybody, but what one family got is not theirs to leaf through.
 */
const keeping: readonly Sensitivity[] = ['child', 'money']

export const inTheClear: Record<Role, readonly Sensitivity[]> = {
  office: keeping,
  village: keeping,
  admin: keeping,
  system: keeping,
  leader: [],
  auditor: ['money'],
}

/** Whether the field is masked or left out for the actor until it is revealed. */
export function hides(field: Field, { role }: Pick<Actor, 'role'>): boolean {
  if (field.kind.mask !== undefined) return true
  return field.sensitive !== undefined && !inTheClear[role].includes(field.sensitive)
}

/** Whether it is kept from the actor who is in the ledger: its rows stand without names, in no smaller place than a village. */
export function hidesWho(ledger: LedgerDefinition, { role, opened }: Pick<Actor, 'role' | 'opened'>): boolean {
  if (ledger.sensitive === undefined || role === 'system' || inTheClear[role].includes(ledger.sensitive)) return false
  return !opened?.includes(ledger.id)
}

/**
 * Whether what is answered about an area (default: all that the actor sees) is about a village group, or about one and more: what is known
 * of the rest would tell of the group. So few live there that a count of a ledger in which it is kept who is in it names somebody.
 */
export function isSmall({ areas }: Pick<Actor, 'areas'>, area?: string): boolean {
  if (area !== undefined && reaches(area, 'group')) return true
  return areas.some((own) => reaches(own, 'group') && (area === undefined || covers(own, area)))
}

/**
 * Whether rows of a ledger may be sorted and filtered by a field: by what is hidden, the order alone would tell it, and so would who is
 * left. Where it is hidden who is in the ledger, that goes for all that names them and for where they live.
 */
export function offers(ledger: LedgerDefinition, name: string, actor: Pick<Actor, 'role' | 'opened'>): boolean {
  const field = Object.hasOwn(ledger.fields, name) ? ledger.fields[name] : undefined
  if (!field || hides(field, actor)) return false
  return !hidesWho(ledger, actor) || !(field.to || field.kind.place || name === ledger.shownAs)
}

/** What a role reads in a ledger: which of its fields are in the clear, which are not, and whether it reads who is in it. */
export function readIn(
  ledger: LedgerDefinition,
  role: Role,
): { sensitivity: Sensitivity; fields: string[]; clear: boolean }[] {
  return sensitivities.flatMap((sensitivity) => {
    const fields = Object.values(ledger.fields).filter((field) => field.sensitive === sensitivity)
    const who = ledger.sensitive === sensitivity
    if (fields.length === 0 && !who) return []
    const clear = !fields.some((field) => hides(field, { role })) && !(who && hidesWho(ledger, { role }))
    return [{ sensitivity, fields: [...(who ? ['谁在里面'] : []), ...fields.map(({ label }) => label)], clear }]
  })
}
