/** The shelf of issued reports: written once, never changed. */
import { sql } from 'kysely'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'
import { inSight } from '#store/tables/rows-sql.ts'

export interface IssuedRow {
  township: string
  id: string
  report: string
  year: number
  period_from: string
  period_day: string
  moment: Moment
  /** Number of the last act that the report could see. */
  seq: number
  title: string
  template: string
  figures: string
  digest: string
  by: string
  at: Moment
}

const columns = [
  'township',
  'id',
  'report',
  'year',
  'period_from',
  'period_day',
  'moment',
  'seq',
  'title',
  'template',
  'figures',
  'digest',
  'by',
  'at',
] as const

/** What is on the shelf under this id stays. */
export async function insertIssued(tx: Scoped, row: IssuedRow): Promise<void> {
  const [head] = await tx.run<{ seq: number }>(sql`SELECT seq FROM head WHERE township = ${row.township}`)
  const values = { ...row, seq: head?.seq ?? 0 }
  await tx.run(sql<object>`
    INSERT INTO issued (${sql.join(columns.map((c) => sql.id(c)))})
    VALUES (${sql.join(columns.map((c) => sql`${values[c]}`))})
    ON CONFLICT (township, id) DO NOTHING`)
}

/** Newest first. */
export async function issuedRows(tx: Scoped): Promise<IssuedRow[]> {
  return tx.run<IssuedRow>(sql`SELECT * FROM issued WHERE ${inSight(tx)} ORDER BY moment DESC, id`)
}

export async function issuedRow(tx: Scoped, id: string): Promise<IssuedRow | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined
  const [row] = await tx.run<IssuedRow>(sql`SELECT * FROM issued WHERE ${inSight(tx)} AND id = ${id}::uuid`)
  return row
}
