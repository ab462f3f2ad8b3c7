/** How rows are read: the one place that says which table, which townships, and which version stands. Aliases are made by code. */
import { type RawBuilder, sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Moment, OPEN } from '#store/moment.ts'
import { columnsOf, rowTable, stageTable } from './schema.ts'

type Sql = RawBuilder<unknown>

/** The table of a ledger's rows. */
export const table = (ledger: string): Sql => sql.id(rowTable(ledger))

const column = (name: string, alias: string | undefined): Sql =>
  sql.raw(alias === undefined ? name : `${alias}.${name}`)

/** What each version says of itself, beside its area and fields. */
export const versionColumns: Sql = sql.raw('id, _from, _to, _opened, _closed')

/** The version stands now. */
export const standing = (alias?: string): Sql => sql`${column('_to', alias)} = ${sql.lit(OPEN)}`

/** The version stood at the moment; without one, it stands now. */
export function asOf(moment: Moment | undefined, alias?: string): Sql {
  if (moment === undefined) return standing(alias)
  return sql`${column('_from', alias)} <= ${moment}::bigint AND ${column('_to', alias)} > ${moment}::bigint`
}

/** The version began or ended after the moment, by the act that `seq` numbers. */
export const touchedSince = (moment: Moment, seq: Sql, alias?: string): Sql => {
  const [from, to, opened, closed] = ['_from', '_to', '_opened', '_closed'].map((name) => column(name, alias))
  return sql`((${from} > ${moment}::bigint AND ${seq} = ${opened}) OR (${to} > ${moment}::bigint AND NOT ${standing(alias)} AND ${seq} = ${closed}))`
}

/** The row is of one of the townships: said in every statement, so that it can be sent to where they are. */
export const inSight = ({ townships }: { townships: readonly string[] }, alias?: string): Sql =>
  sql`${column('township', alias)} = ANY(${[...townships]}::text[])`

/** A row's place and fields, for who will write its next version. */
export const writtenColumns = (ledger: LedgerDefinition): Sql => sql`id, _area, _from, ${fieldColumns(ledger)}`

export const fieldColumns = (ledger: LedgerDefinition): Sql => sql.join(columnsOf(ledger).map((c) => sql.id(c.name)))

/** Ends standing versions at a moment by the act `seq`. Nothing else of a version is ever changed. */
export const endVersions = (ledger: string, township: string, ids: readonly string[], at: Moment, seq: number): Sql =>
  sql`UPDATE ${table(ledger)} SET _to = ${at}, _closed = ${seq}
      WHERE township = ${township} AND id = ANY(${ids}::uuid[]) AND ${standing()}`

/** The columns in which a new version is written, before its fields. */
export const newVersionColumns = ['township', 'id', '_from', '_to', '_opened', '_area'] as const

/** New versions from a batch of staged rows, in the order in which they were staged. What breaks a unique index stays out. */
export const versionsFromStage = (
  ledger: LedgerDefinition,
  { township, batch, at, seq }: { township: string; batch: string; at: Moment; seq: number },
): Sql =>
  sql`INSERT INTO ${table(ledger.id)} (${sql.join(newVersionColumns.map((c) => sql.id(c)))}, ${fieldColumns(ledger)})
      SELECT township, id, ${at}::bigint, ${sql.lit(OPEN)}, ${seq}::bigint, _area, ${fieldColumns(ledger)}
      FROM ${sql.id(stageTable(ledger.id))} WHERE township = ${township} AND act = ${batch} ORDER BY n ON CONFLICT DO NOTHING`
