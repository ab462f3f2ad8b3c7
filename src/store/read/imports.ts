/** Imports: which there were. */
import { sql } from 'kysely'
import { actorName } from '#store/act.ts'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'
import { inSight, standing, table } from '#store/tables/rows-sql.ts'

export interface ImportSummary {
  /** Number of its act. */
  seq: number
  at: Moment
  by: string
  /** The file's name. */
  file: string
  /** Rows of the ledger that stand as it left them. */
  rows: number
}

/** The last imports that rows of a ledger still come from, the latest first. */
export async function importsInto(
  tx: Scoped,
  township: string,
  ledger: string,
  most: number,
): Promise<ImportSummary[]> {
  const found = await tx.run<Omit<ImportSummary, 'by'> & { actor: string }>(sql`
    SELECT a.seq, a.at, a.actor, COALESCE(a.source, '') AS file, r.rows::int AS rows
    FROM act a
    JOIN (SELECT _opened AS seq, count(*) AS rows FROM ${table(ledger)}
          WHERE ${inSight(tx)} AND township = ${township} AND ${standing()} GROUP BY 1) r ON r.seq = a.seq
    WHERE a.township = ${township} AND a.kind = 'import'
    ORDER BY a.seq DESC LIMIT ${most}`)
  return found.map(({ actor, ...one }) => ({ ...one, by: actorName(actor) }))
}
