/** What happened to rows after a moment, and by which acts. */
import { sql } from 'kysely'
import { type ActKind, actorName } from '#store/act.ts'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'
import { inSight, table, touchedSince } from '#store/tables/rows-sql.ts'

export interface ChangeOfRow {
  township: string
  seq: number
  at: Moment
  by: string
  kind: ActKind
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
      FROM ${table(ledger)} r
      JOIN act a ON a.township = r.township AND ${touchedSince(moment, sql`a.seq`, 'r')}
      WHERE ${inSight(tx, 'r')} AND r.id = ANY (${[...ids]}::uuid[])
      ORDER BY a.township, a.seq, r.id`)
    for (const { id, by, ...change } of found) {
      changes.set(id, [...(changes.get(id) ?? []), { ...change, by: actorName(by) }])
    }
  }
  return changes
}
