/** When a row moves to another area, what lives there moves along: standing states, and people by their membership. */
import { sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { standing, table } from '#store/tables/rows-sql.ts'
import { linksOf } from '#store/tables/schema.ts'
import { namingFields } from '#store/tables/tokens.ts'
import { homesOf } from './plan.ts'
import type { Stored } from './prepare.ts'
import { areaByFields, membershipsOf, noteArea, standingBy } from './sight.ts'
import { closeRows, type Head, insertRows, type Writing } from './versions.ts'

type Row = { id: string; _area: string; _from: number } & Record<string, Value>

/**
 * Gives rows whose area follows from others a new version with the area they have now. Events stay where they happened, ended
 * states too. Rows in `own` are left alone: the act itself says where they are.
 * `changed`: rows of `source` that moved; `asked`: ledger → rows whose memberships were written.
 */
export async function restamp(
  writing: Writing,
  head: Head,
  source: string,
  changed: readonly string[],
  asked: ReadonlyMap<string, readonly string[]>,
  own: ReadonlySet<string>,
): Promise<void> {
  const { sight } = writing
  const { catalog } = sight.tx.store
  const rounds: { source: string; ids: readonly string[] }[] = [{ source, ids: changed }]
  const move = async (ledger: LedgerDefinition, rows: readonly Row[]) => {
    const ids = await moveRows(
      writing,
      head,
      ledger,
      rows.filter((row) => !own.has(row.id)),
    )
    rounds.push({ source: ledger.id, ids })
  }
  for (const [id, ids] of asked) {
    const ledger = catalog.ledgers.get(id)!
    await move(
      ledger,
      await standingBy(
        sight,
        ledger,
        'id',
        ids.filter((one) => !own.has(one)),
      ),
    )
  }
  for (let round = rounds.shift(); round; round = rounds.shift()) {
    const { source: from, ids } = round
    if (ids.length === 0) continue
    for (const ledger of catalog.ledgers.values()) {
      if (ledger.mode === 'event') continue
      for (const { field } of linksOf(ledger).filter((l) => ledger.area.includes(l.field) && l.to.includes(from))) {
        const ended = ledger.mode === 'state' ? ledger.dated![1]! : undefined
        const rows = await standingBy(sight, ledger, field, ids)
        await move(
          ledger,
          rows.filter((row) => ended === undefined || row[ended] === null),
        )
      }
      for (const join of membershipsOf(catalog, ledger).filter((one) => one.toLedger === from)) {
        const members = await standingBy(sight, catalog.ledgers.get(join.ledger)!, join.to, ids)
        const holders = [...new Set(members.flatMap((row) => row[join.from] ?? []))]
        await move(ledger, await standingBy(sight, ledger, 'id', holders))
      }
    }
  }
}

/** Returns the ids of those that did move. */
async function moveRows(
  writing: Writing,
  head: Head,
  ledger: LedgerDefinition,
  rows: readonly Row[],
): Promise<string[]> {
  if (rows.length === 0) return []
  const { sight } = writing
  const found = rows.map(({ id, _area, _from, ...values }) => ({
    id,
    _area,
    _from,
    values: values as Stored,
    before: true,
  }))
  const own = await areaByFields(sight, ledger, found)
  const homes = await homesOf(sight, ledger, found, [])
  const moving = found.flatMap((row, i) => {
    const area = own[i] ?? homes.get(row.id) ?? row._area
    return area === row._area ? [] : [{ ...row, n: i + 1, area }]
  })
  if (moving.length === 0) return []
  // What this act has opened at this moment can only be closed at a later one.
  if (moving.some((row) => row._from === head.at)) head.at += 1
  const ids = moving.map((row) => row.id)
  await closeRows(writing, head, ledger, ids)
  await insertRows(writing, head, ledger, moving)
  await sight.flush(ledger)
  const areas = new Map(moving.map((row) => [row.id, row.area]))
  for (const [id, area] of areas) noteArea(sight, ledger.id, id, area)
  for (const lookup of writing.lookups) lookup.area = areas.get(lookup.id) ?? lookup.area
  if (namingFields(ledger).length === 0) return ids
  await sight.tx.change(
    sql`UPDATE lookup SET area = r._area FROM ${table(ledger.id)} r
        WHERE lookup.township = ${head.township} AND lookup.id = ANY(${ids}::uuid[])
          AND r.township = lookup.township AND r.id = lookup.id AND ${standing('r')}`,
  )
  return ids
}
