/** Who may be on the books already: a new row that is told by what its ledger is known by, and has no number to prove another. */
import { sql } from 'kysely'
import { doubt } from '#capture/judge.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Problem, problem } from '#problem.ts'
import type { Act } from '#store/act.ts'
import { areaNames, placeName } from '#store/read/office-words.ts'
import type { Scoped } from '#store/store.ts'
import { standing, table, writtenColumns } from '#store/tables/rows-sql.ts'
import { keyOf } from './plan.ts'
import { placeOf } from './prepare.ts'
import type { StandingRow } from './sight.ts'

/**
 * Of the rows that an act has just recorded, which others in sight go by the same name and birthday. Doubtful only: there are two 王秀英
 * born on one day.
 */
export async function alikeIn(tx: Scoped, act: Act): Promise<Problem[]> {
  if (act.kind !== 'record') return []
  const found: Problem[] = []
  for (const ledger of tx.store.catalog.ledgers.values()) {
    const made = act.changes.filter((change) => change.ledger === ledger.id)
    if (ledger.knownBy && made.some((change) => 'set' in change)) found.push(...(await alikeOf(tx, act, ledger, made)))
  }
  return found
}

async function alikeOf(
  tx: Scoped,
  { township }: Act,
  ledger: LedgerDefinition,
  made: readonly Act['changes'][number][],
): Promise<Problem[]> {
  const set = ledger.knownBy!
  const name = set[0]!
  const names = made.flatMap((change) => ('set' in change ? String(change.set[name] ?? '').toLowerCase() : []))
  const rows = await tx.run<StandingRow>(sql`
    SELECT ${writtenColumns(ledger)} FROM ${table(ledger.id)} WHERE township = ${township} AND ${standing()} AND id IN (
      SELECT id FROM lookup WHERE township = ${township} AND ledger = ${ledger.id} AND token = ANY (${names}::text[]))`)
  const own = new Map(made.map(({ id }, i) => [id, i + 1]))
  const others = rows.filter(({ id }) => !own.has(id))
  if (others.length === 0) return []
  const places = await areaNames(tx)
  return rows.flatMap((row) => {
    const n = own.get(row.id)
    const key = keyOf(ledger, set, row)
    const other =
      n === undefined || key === undefined ? undefined : others.find((one) => same(ledger, set, key, row, one))
    if (!other) return []
    const labels = set.map((field) => ledger.fields[field]!.label).join('、')
    const where = placeName(places, other._area)
    const says = `账上${where ? `（${where}）` : ''}已有一${ledger.row}，${labels}都相同，可能是同一${ledger.row}。`
    return [doubt(problem('act.alike', says, { at: placeOf(ledger, n!, name) }))]
  })
}

/** Alike, and not each with a number of their own. */
const same = (ledger: LedgerDefinition, set: readonly string[], key: string, row: StandingRow, other: StandingRow) =>
  keyOf(ledger, set, other) === key &&
  !ledger.unique.some((one) => keyOf(ledger, one, row) !== undefined && keyOf(ledger, one, other) !== undefined)
