/** How rows are read: the one place that says which table, which townships, and which version stands. Aliases are made by code. */
import { type RawBuilder, sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Moment, OPEN } from '#store/moment.ts'
import { type ColumnPlan, columnsOf, rowTable } from './schema.ts'
import { ANYTHING } from './touch.ts'

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

/** The last act that wrote into a ledger, per township, as `touched` keeps it: it may have touched anything. */
export const lastTouched = (ledger: string): Sql =>
  sql`SELECT township, ${ledger}::text AS ledger, ${ANYTHING}::text AS what, max(greatest(_opened, coalesce(_closed, 0))) AS seq,
        max(greatest(_from, CASE WHEN ${standing()} THEN 0 ELSE _to END)) AS at FROM ${table(ledger)} GROUP BY township`

/** The row is of one of the townships: said in every statement, so that it can be sent to where they are. */
export const inSight = ({ townships }: { townships: readonly string[] }, alias?: string): Sql =>
  sql`${column('township', alias)} = ANY(${[...townships]}::text[])`

/** A row's place and fields, for who will write its next version. */
export const writtenColumns = (ledger: LedgerDefinition): Sql => sql`id, _area, _was, _from, ${fieldColumns(ledger)}`

export const fieldColumns = (ledger: LedgerDefinition): Sql => sql.join(columnsOf(ledger).map((c) => sql.id(c.name)))

/** The twin of `areaOn` in home.ts: where a row was on a day (SQL of a date); where it is, on an unknown one. */
export function areaOn(alias: string, day: Sql): Sql {
  const [area, was] = [column('_area', alias), column('_was', alias)]
  const stays = sql`string_to_array(${was}, ',')`
  // So many stays ended before the day; the text of a day sorts before that of a stay which ends on it.
  const ended = sql`width_bucket(to_char(${day}, 'YYYY-MM-DD') COLLATE "C", ${stays} COLLATE "C")`
  return sql`(CASE WHEN ${was} IS NULL THEN ${area} ELSE COALESCE(substr((${stays})[${ended} + 1], 12), ${area}) END)`
}

/** The row has moved. */
export const moved = (alias?: string): Sql => sql`${column('_was', alias)} IS NOT NULL`

/**
 * One line for each place, cut to so many digits, where a row that moved is or was: township, id, g. Joined to its ledger's rows, each
 * can be counted in the place where it was on the day of each question.
 */
export const placesOfMoved = (
  ledger: string,
  scope: { townships: readonly string[]; moment?: Moment },
  level: number,
): Sql =>
  sql`SELECT DISTINCT w.township, w.id, left(substr(unnest(string_to_array(w._was || ',9999-12-31 ' || w._area, ',')), 12), ${sql.lit(level)}) AS g
      FROM ${table(ledger)} w WHERE ${inSight(scope, 'w')} AND ${asOf(scope.moment, 'w')} AND ${moved('w')}`

/** Ends standing versions at a moment by the act `seq`. Nothing else of a version is ever changed. */
export const endVersions = (ledger: string, township: string, ids: readonly string[], at: Moment, seq: number): Sql =>
  sql`UPDATE ${table(ledger)} SET _to = ${at}, _closed = ${seq}
      WHERE township = ${township} AND id = ANY(${ids}::uuid[]) AND ${standing()}`

/** The columns in which a new version is written, before its fields. */
export const newVersionColumns: readonly ColumnPlan[] = [
  { name: 'township', type: 'text' },
  { name: 'id', type: 'uuid' },
  { name: '_from', type: 'bigint' },
  { name: '_to', type: 'bigint' },
  { name: '_opened', type: 'bigint' },
  { name: '_area', type: 'text' },
  { name: '_was', type: 'text' },
  { name: '_seal', type: 'text' },
]
