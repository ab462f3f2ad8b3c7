/** What others did before: whoever follows it up has to know until when. */
import { sql } from 'kysely'
import type { Receipt } from '#store/act.ts'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'
import { inSight, standing, table } from '#store/tables/rows-sql.ts'

/** The number of a township's last act. */
export async function lastSeq(tx: Scoped, township: string): Promise<number> {
  const [head] = await tx.run<{ seq: number }>(sql`SELECT seq FROM head WHERE township = ${township}`)
  return head!.seq
}

/** The receipt of an act that is in the books already. */
export async function receiptOf(tx: Scoped, township: string, id: string): Promise<Receipt | undefined> {
  const [act] = await tx.run<Pick<Receipt, 'seq' | 'at' | 'digest'>>(
    sql`SELECT seq, at, digest FROM act WHERE township = ${township} AND id = ${id}`,
  )
  return act && { township, ...act, repeated: true }
}

/** Whether acts of a source came in between two others, by their numbers. */
export async function cameBetween(
  tx: Scoped,
  township: string,
  source: string,
  { after, before }: { after: number; before: number },
): Promise<boolean> {
  const [found] = await tx.run<{ seq: number }>(
    sql`SELECT seq FROM act WHERE township = ${township} AND seq > ${after} AND seq < ${before} AND source = ${source} LIMIT 1`,
  )
  return found !== undefined
}

/** When somebody last recorded something, acts of one source left out; undefined where nobody did. */
export async function lastRecorded(tx: Scoped, but: string): Promise<Moment | undefined> {
  let last: Moment | undefined
  for (const township of tx.townships) {
    const [act] = await tx.run<{ at: Moment }>(
      sql`SELECT at FROM act WHERE township = ${township} AND source IS DISTINCT FROM ${but} ORDER BY seq DESC LIMIT 1`,
    )
    if (act && (last === undefined || act.at > last)) last = act.at
  }
  return last
}

/** The last day that stands in any of some fields of a ledger. */
export async function lastDay(tx: Scoped, ledger: string, fields: readonly string[]): Promise<string | null> {
  const days = sql.join(fields.map((field) => sql.id(field)))
  const [found] = await tx.run<{ day: string | null }>(
    sql`SELECT max(greatest(${days})) AS day FROM ${table(ledger)} WHERE ${inSight(tx)} AND ${standing()}`,
  )
  return found!.day
}
