/** What happened to rows after a moment, and by which acts. */
import { sql } from 'kysely'
import { actorName } from '#store/act.ts'
import { type Moment, OPEN } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'
import { rowTable } from '#store/tables/schema.ts'

export interface ChangeOfRow {
  township: string
  seq: number
  at: Moment
  by: string
  kind: string
  reason: string | null
}

/** For each of the rows, the acts that opened or closed a version of it after the moment, in order. */
export async function changesSince(
  tx: Scoped,
  rows: readonly { ledger: string; id: string }[],
  moment: Moment,
): Promise<Map<string, ChangeOfRow[]>> {
  const ledgers = new Map<string, Set<string>>()
  for (const { ledger, id } of rows) ledgers.set(ledger, (ledgers.get(ledger) ?? new Set()).add(id))
  const changes = new Map<string, ChangeOfRow[]>()
  for (const [ledger, ids] of ledgers) {
    const found = await tx.run<ChangeOfRow & { id: string }>(sql`
      SELECT DISTINCT r.id, a.township, a.seq, a.at, a.actor AS by, a.kind, a.reason
      FROM ${sql.id(rowTable(ledger))} r
      JOIN act a ON a.township = r.township
        AND ((r._from > ${moment}::bigint AND a.seq = r._opened) OR (r._to > ${moment}::bigint AND r._to <> ${sql.lit(OPEN)} AND a.seq = r._closed))
      WHERE r.township = ANY (${[...tx.townships]}::text[]) AND r.id = ANY (${[...ids]}::uuid[])
      ORDER BY a.township, a.seq, r.id`)
    for (const { id, by, ...change } of found) {
      changes.set(id, [...(changes.get(id) ?? []), { ...change, by: actorName(by) }])
    }
  }
  return changes
}
