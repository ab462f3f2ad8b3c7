/** When a row moves to another area, what lives there moves along: standing states, and people by their membership. */
import type { Catalog } from '#define/catalog.ts'
import { OPEN } from './moment.ts'
import { columnsOf, linksOf, quoted, rowTable } from './schema.ts'
import { areaOf, membershipsOf } from './statements.ts'
import type { Scoped } from './store.ts'
import type { Head } from './write.ts'

/** What one ledger's changes set in motion. */
export interface Moves {
  /** Rows that have another area than before. */
  changed: Set<string>
  /** Ledger → rows whose home was written about: the people of memberships. */
  asked: Map<string, Set<string>>
}

/**
 * Gives rows whose area follows from others a new version with the area they have now. Events stay where they happened, ended
 * states too. Rows in `own` are left alone: the act writes them itself. Takes a moment more where it must close what this act opened.
 */
export async function restamp(
  tx: Scoped,
  head: Head,
  start: { ledger: string } & Moves,
  own: ReadonlySet<string>,
): Promise<void> {
  const { catalog } = tx.store
  const rounds: { ledger: string; ids: string[] }[] = [{ ledger: start.ledger, ids: [...start.changed] }]
  for (const [ledger, ids] of start.asked) {
    const moved = await restampWhere(tx, head, ledger, 's.id = ANY ($2::uuid[])', [...ids], own)
    rounds.push({ ledger, ids: moved })
  }
  for (let round = rounds.shift(); round; round = rounds.shift()) {
    if (round.ids.length === 0) continue
    for (const { ledger, condition } of dependants(catalog, round.ledger)) {
      rounds.push({ ledger, ids: await restampWhere(tx, head, ledger, condition, round.ids, own) })
    }
  }
}

/** The ledgers whose rows take their area from rows of `source`, and which rows those are ($2: ids of the source). */
function dependants(catalog: Catalog, source: string): { ledger: string; condition: string }[] {
  return [...catalog.ledgers.values()].flatMap((ledger) => {
    if (ledger.mode === 'event') return []
    const standing = ledger.mode === 'state' ? ` AND s.${quoted(ledger.dated![1]!)} IS NULL` : ''
    const linked = linksOf(ledger)
      .filter(({ field, to }) => ledger.area.includes(field) && to.includes(source))
      .map(({ field }) => ({ ledger: ledger.id, condition: `s.${quoted(field)} = ANY ($2::uuid[])${standing}` }))
    const members = membershipsOf(catalog, ledger)
      .filter((join) => join.toLedger === source)
      .map((join) => ({
        ledger: ledger.id,
        condition: `EXISTS (SELECT 1 FROM ${rowTable(join.ledger)} m WHERE m.township = s.township
          AND m.${quoted(join.from)} = s.id AND m.${quoted(join.to)} = ANY ($2::uuid[]) AND m._to = ${OPEN})`,
      }))
    return [...linked, ...members]
  })
}

async function restampWhere(
  tx: Scoped,
  head: Head,
  id: string,
  condition: string,
  ids: readonly string[],
  own: ReadonlySet<string>,
): Promise<string[]> {
  const ledger = tx.store.catalog.ledgers.get(id)!
  const row = rowTable(id)
  const area = areaOf(tx.store.catalog, ledger)
  const found = await tx.connection.query<{ id: string; _from: number }>(
    `SELECT x.id, x._from FROM (SELECT s.id, s._from, s._area, ${area} AS area FROM ${row} s
       WHERE s.township = $1 AND s._to = ${OPEN} AND ${condition}) x WHERE x.area <> x._area ORDER BY x.id`,
    [head.township, ids],
  )
  const rows = found.rows.filter((one) => !own.has(one.id))
  if (rows.length === 0) return []
  if (rows.some((one) => one._from === head.at)) head.at += 1
  const moved = rows.map((one) => one.id)
  const columns = columnsOf(ledger).map((c) => quoted(c.name))
  await tx.connection.query(
    `UPDATE ${row} SET _to = $3, _closed = $4 WHERE township = $1 AND id = ANY ($2::uuid[]) AND _to = ${OPEN}`,
    [head.township, moved, head.at, head.seq],
  )
  await tx.connection.query(
    `INSERT INTO ${row} (township, id, _from, _to, _opened, _area, ${columns.join(', ')})
     SELECT s.township, s.id, $3::bigint, ${OPEN}, $4::bigint, ${area}, ${columns.map((c) => `s.${c}`).join(', ')}
     FROM ${row} s WHERE s.township = $1 AND s.id = ANY ($2::uuid[]) AND s._to = $3 AND s._closed = $4`,
    [head.township, moved, head.at, head.seq],
  )
  await tx.connection.query(
    `UPDATE lookup SET area = r._area FROM ${row} r
     WHERE lookup.township = $1 AND lookup.id = ANY ($2::uuid[]) AND r.township = lookup.township AND r.id = lookup.id AND r._to = ${OPEN}`,
    [head.township, moved],
  )
  return moved
}
