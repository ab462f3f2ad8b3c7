/** When a row moves to another area, what lives there moves along: standing states, and people by their membership. */
import { sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import { during, type Home, hasLeft, sameHome } from '#store/home.ts'
import { standing, table } from '#store/tables/rows-sql.ts'
import { linksOf } from '#store/tables/schema.ts'
import { namingFields } from '#store/tables/tokens.ts'
import { PLACED } from '#store/tables/touch.ts'
import { homesOf, spansOf } from './homes.ts'
import type { Stored } from './prepare.ts'
import { membershipsOf, noteHome, type StandingRow, standingBy } from './sight.ts'
import { closeRows, type Head, insertRows, touch, type Writing } from './versions.ts'

/** What became of a row's home. */
export interface Shift {
  before: Home
  after: Home
  /** From a day on, as a move and a membership say: what happened or ended after it is now elsewhere as well. */
  dated: boolean
}

type Shifts = ReadonlyMap<string, Shift>

/**
 * Gives rows whose home follows from others a new version with the home they have now. Where an area was put right and nobody moved,
 * events stay where they happened, ended states too. Rows in `own` are left alone: the act itself says where they are.
 * `changed`: rows of `source` that moved; `asked`: ledger → rows whose memberships or moves were written.
 */
export async function restamp(
  writing: Writing,
  head: Head,
  source: string,
  changed: Shifts,
  asked: ReadonlyMap<string, readonly string[]>,
  own: ReadonlySet<string>,
): Promise<void> {
  const { sight } = writing
  const { catalog } = sight.tx.store
  const rounds: { source: string; shifts: Shifts }[] = [{ source, shifts: changed }]
  const follow = async (
    ledger: LedgerDefinition,
    rows: readonly StandingRow[],
    dated: (row: StandingRow) => boolean,
  ) => {
    const free = rows.filter((row) => !own.has(row.id))
    rounds.push({ source: ledger.id, shifts: await moveRows(writing, head, ledger, free, dated) })
  }
  for (const [id, ids] of asked) {
    const ledger = catalog.ledgers.get(id)!
    await follow(ledger, await standingBy(sight, ledger, 'id', ids), () => true)
  }
  for (let round = rounds.shift(); round; round = rounds.shift()) {
    const { source: from, shifts } = round
    if (shifts.size === 0) continue
    const anyDated = [...shifts.values()].some((shift) => shift.dated)
    for (const ledger of catalog.ledgers.values()) {
      if (ledger.mode === 'event' && !anyDated) continue
      for (const { field } of linksOf(ledger).filter((l) => ledger.area.includes(l.field) && l.to.includes(from))) {
        const shiftOf = (row: StandingRow) => shifts.get(String(row[field]))!
        const rows = await standingBy(sight, ledger, field, [...shifts.keys()])
        await follow(ledger, await concerned(writing, ledger, rows, shiftOf), (row) => shiftOf(row).dated)
      }
      for (const join of membershipsOf(catalog, ledger).filter((one) => one.toLedger === from)) {
        const members = await standingBy(sight, catalog.ledgers.get(join.ledger)!, join.to, [...shifts.keys()])
        const dated = new Map<unknown, boolean>()
        for (const row of members) {
          dated.set(row[join.from], (dated.get(row[join.from]) ?? false) || shifts.get(String(row[join.to]))!.dated)
        }
        const holders = await standingBy(sight, ledger, 'id', [...dated.keys()] as string[])
        await follow(ledger, holders, (row) => dated.get(row.id)!)
      }
    }
  }
}

/**
 * What still is goes along. What is over goes along only where a move on a day puts it elsewhere than it was thought to be, or than where
 * it was left when the new place was recorded without the move.
 */
async function concerned(
  { sight }: Writing,
  ledger: LedgerDefinition,
  rows: readonly StandingRow[],
  shiftOf: (row: StandingRow) => Shift,
): Promise<StandingRow[]> {
  const spans = await spansOf(
    sight,
    ledger,
    rows.map((values) => ({ values })),
  )
  return rows.filter((row, i) => {
    const [first, last] = spans[i]!
    if (ledger.mode !== 'event' && last === null) return true
    const { before, after, dated } = shiftOf(row)
    if (!dated) return false
    const then = during(after, first, last)
    return !sameHome(during(before, first, last), then) || (row._area !== then.area && hasLeft(after, row._area))
  })
}

/** Returns those that did move. */
async function moveRows(
  writing: Writing,
  head: Head,
  ledger: LedgerDefinition,
  rows: readonly StandingRow[],
  dated: (row: StandingRow) => boolean,
): Promise<Map<string, Shift>> {
  const shifts = new Map<string, Shift>()
  if (rows.length === 0) return shifts
  const { sight } = writing
  const found = rows.map(({ id, _area: area, _was: was, _from, ...values }) => ({
    id,
    from: _from,
    values: values as Stored,
    before: { area, was },
  }))
  const homes = await homesOf(sight, ledger, found, [])
  const moving = found.flatMap((row, i) => {
    const after = homes[i] ?? row.before
    if (sameHome(row.before, after)) return []
    shifts.set(row.id, { before: row.before, after, dated: dated(rows[i]!) })
    return [{ ...row, n: i + 1, ...after }]
  })
  if (moving.length === 0) return shifts
  // What this act has opened at this moment can only be closed at a later one.
  if (moving.some((row) => row.from === head.at)) head.at += 1
  const ids = [...shifts.keys()]
  touch(writing, head, ledger, [PLACED])
  await closeRows(writing, head, ledger, ids)
  await insertRows(writing, head, ledger, moving)
  await sight.flush(ledger)
  for (const [id, { after }] of shifts) noteHome(sight, ledger.id, id, after)
  for (const lookup of writing.lookups) lookup.area = shifts.get(lookup.id)?.after.area ?? lookup.area
  if (namingFields(ledger).length === 0) return shifts
  await sight.tx.change(
    sql`UPDATE lookup SET area = r._area FROM ${table(ledger.id)} r
        WHERE lookup.township = ${head.township} AND lookup.id = ANY(${ids}::uuid[])
          AND r.township = lookup.township AND r.id = lookup.id AND ${standing('r')}`,
  )
  return shifts
}
