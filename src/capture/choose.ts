/** For which ledger a foreign table is: told, or seen by its columns. Pure. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { refuse } from '#problem.ts'
import { fitOf } from './header.ts'
import { type Roster, rosterOf } from './roster.ts'
import type { Table } from './table.ts'
import type { Fill } from './validate.ts'

/** The ledgers that say who belongs to which household: by whose number a household may be named. */
export const membershipsIn = (ledgers: Catalog['ledgers']): LedgerDefinition[] =>
  [...ledgers.values()].filter(({ joins }) => joins)

export type Chosen = { ledger: LedgerDefinition } | { roster: Roster }

/**
 * The ledger that was told, or the one whose columns the table has; a roster where it has those of a membership and of both ledgers that this
 * joins, which the membership told means too. Refuses a ledger that there is none of, and a table that may be of several or of none.
 */
export function chosenFor({ ledgers }: Catalog, table: Table, told?: string, fill: Fill = new Map()): Chosen {
  if (told !== undefined) {
    const ledger =
      ledgers.get(told) ?? refuse('ledger.unknown', `没有编号为“${told}”的台账。`, { remedy: '请核对台账的编号。' })
    const roster = table.stamp ? undefined : rosterOf(ledger)
    return roster && speaksOfAll(roster, table) ? { roster } : { ledger }
  }
  const stamped = table.stamp && ledgers.get(table.stamp.ledger)
  if (stamped) return { ledger: stamped }
  for (const ledger of ledgers.values()) {
    const roster = rosterOf(ledger)
    if (roster && speaksOfAll(roster, table)) return { roster }
  }
  const fits = [...ledgers.values()].flatMap((ledger) => {
    const { fields, whole } = fitOf(ledger, table, { fill, memberships: membershipsIn(ledgers) })
    return whole ? [{ ledger, count: fields.length }] : []
  })
  const most = Math.max(...fits.map(({ count }) => count))
  const [best, ...others] = fits.filter(({ count }) => count === most)
  if (best && others.length === 0) return { ledger: best.ledger }
  const which = best ? [best, ...others].map(({ ledger }) => `“${ledger.title}”（${ledger.id}）`).join('、') : ''
  return refuse(
    'import.ledger_which',
    best ? `从表头看，这份表可能是${which}。` : '从表头看不出这份表是哪一本台账的。',
    { remedy: '请写明导入哪一本台账，再来一次。' },
  )
}

/** Whether the table has columns of the membership itself, of whom it is about and of what they belong to, beside the name of that. */
function speaksOfAll({ sheet, home, holder, membership, key }: Roster, table: Table): boolean {
  const { fields } = fitOf(sheet, table)
  const of = (ledger: LedgerDefinition, but?: string) =>
    fields.some((name) => name.startsWith(`${ledger.id}.`) && name !== `${ledger.id}.${but}`)
  return (
    fields.includes(`${home.id}.${key}`) &&
    of(home, key) &&
    fields.includes(`${holder.id}.${holder.shownAs}`) &&
    of(holder, holder.shownAs) &&
    of(membership)
  )
}
