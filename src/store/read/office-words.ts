/** The office's own words in a report, and what a place is called: read from the ledgers that keep them. */
import { sql } from 'kysely'
import type { ReportDefinition } from '#define/report.ts'
import { townshipOf } from '#kinds/area.ts'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'
import { asOf, inSight, table } from '#store/tables/rows-sql.ts'

/** Block → text, as it stood at the moment. */
export async function recordedWords(
  tx: Scoped,
  report: ReportDefinition,
  area: string,
  year: number,
  moment?: Moment,
): Promise<Map<string, string>> {
  const rows = await tx.run<{ block: string; body: string }>(sql`
    SELECT block, body FROM ${table(report.words)}
    WHERE township = ${townshipOf(area)} AND area = ${townshipOf(area)} AND report = ${report.id} AND year = ${String(year)}
      AND ${asOf(moment)} ORDER BY block, id`)
  return new Map(rows.map(({ block, body }) => [block, body]))
}

/** Code → name of every area in sight, in order of code; the name it has now, or had at the moment. */
export async function areaNames(tx: Scoped, moment?: Moment): Promise<Map<string, string>> {
  const { places } = tx.store.catalog
  if (!places) return new Map()
  const rows = await tx.run<{ code: string; name: string }>(sql`
    SELECT ${sql.id(places.code)} AS code, ${sql.id(places.name)} AS name FROM ${table(places.ledger)}
    WHERE ${inSight(tx)} AND ${asOf(moment)}
    ORDER BY township, code, _from, id`)
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** Name of a place, or its code where nobody has named it. */
export async function townName(tx: Scoped, area: string, moment?: Moment): Promise<string> {
  const names = await areaNames(tx, moment)
  return names.get(area) ?? names.get(townshipOf(area)) ?? area
}
