/** The shelf of issued reports: written once, never changed, voided at most once. */
import { sql } from 'kysely'
import type { Moment } from '#store/moment.ts'
import { markOf, shelve } from '#store/shelf-chain.ts'
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

/** That a report was voided. */
export interface VoidedRow {
  township: string
  issued: string
  act: string
  reason: string
  digest: string
  by: string
  at: Moment
}

/** An issued report, with its voiding where it was. */
export interface ShelvedRow {
  issued: IssuedRow
  voided: VoidedRow | undefined
  /** How far the township's chains had come with it; null: nothing in them speaks of it. */
  mark: string | null
}

/** What is on the shelf under this id stays. */
export async function insertIssued(tx: Scoped, row: IssuedRow): Promise<void> {
  const [head] = await tx.run<{ seq: number }>(sql`SELECT seq FROM head WHERE township = ${row.township}`)
  const values = { ...row, seq: head?.seq ?? 0 }
  const put = await tx.change(sql`
    INSERT INTO issued (${sql.join(columns.map((c) => sql.id(c)))})
    VALUES (${sql.join(columns.map((c) => sql`${values[c]}`))})
    ON CONFLICT (township, id) DO NOTHING`)
  if (put > 0) shelve(tx, 'issued', row.township, row.id, values)
}

/** Does nothing where it has been voided already. */
export async function insertVoided(tx: Scoped, row: VoidedRow): Promise<void> {
  const { township, issued, act, reason, digest, by, at } = row
  const put = await tx.change(sql`
    INSERT INTO issued_void (township, issued, act, reason, digest, by, at)
    VALUES (${township}, ${issued}, ${act}, ${reason}, ${digest}, ${by}, ${at}) ON CONFLICT (township, issued) DO NOTHING`)
  if (put > 0) shelve(tx, 'issued_void', township, issued, { ...row })
}

/** Newest first. */
export async function shelvedRows(tx: Scoped): Promise<ShelvedRow[]> {
  const rows = await tx.run<IssuedRow>(sql`SELECT * FROM issued WHERE ${inSight(tx)} ORDER BY moment DESC, id`)
  return withVoided(tx, rows)
}

export async function shelvedRow(tx: Scoped, id: string): Promise<ShelvedRow | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined
  const rows = await tx.run<IssuedRow>(sql`SELECT * FROM issued WHERE ${inSight(tx)} AND id = ${id}::uuid`)
  return (await withVoided(tx, rows))[0]
}

async function withVoided(tx: Scoped, rows: readonly IssuedRow[]): Promise<ShelvedRow[]> {
  const ids = rows.map((row) => row.id)
  const voided = await tx.run<VoidedRow>(
    sql`SELECT * FROM issued_void WHERE ${inSight(tx)} AND issued = ANY (${ids}::uuid[])`,
  )
  const entries = await tx.run<{ key: string; township: string; act_digest: string | null; digest: string }>(
    sql`SELECT DISTINCT ON (township, key) township, key, act_digest, digest FROM shelf
        WHERE ${inSight(tx)} AND what = 'issued' AND key = ANY (${ids}::text[]) ORDER BY township, key, seq`,
  )
  const markOfIssued = ({ township, id }: IssuedRow) => {
    const entry = entries.find((one) => one.township === township && one.key === id)
    return entry ? markOf(entry.act_digest, entry.digest) : null
  }
  return rows.map((issued) => ({
    issued,
    mark: markOfIssued(issued),
    voided: voided.find((one) => one.township === issued.township && one.issued === issued.id),
  }))
}
