/** The office's own words in a report, and what a place is called: read from the ledgers that keep them. */
import { sql } from 'kysely'
import type { ReportDefinition } from '#define/report.ts'
import { levelOf, reaches, townshipOf, villageOf } from '#kinds/area.ts'
import { dayOfMoment, type Moment } from '#store/moment.ts'
import { acrossVillages, type Scoped } from '#store/store.ts'
import { asOf, inSight, table } from '#store/tables/rows-sql.ts'

/** Block → text of a place's own report, as it stood at the moment: a village does not hand in what the township wrote of itself. */
export async function recordedWords(
  tx: Scoped,
  report: ReportDefinition,
  area: string,
  year: number,
  moment?: Moment,
): Promise<Map<string, string>> {
  const rows = await tx.run<{ block: string; body: string }>(sql`
    SELECT block, body FROM ${table(report.words)}
    WHERE township = ${townshipOf(area)} AND area = ${area} AND report = ${report.id} AND year = ${String(year)}
      AND ${asOf(moment)} ORDER BY block, id`)
  return new Map(rows.map(({ block, body }) => [block, body]))
}

/**
 * Code → name of every area in sight, in order of code: the name that it has on the day (default: today), or had last before it, or got
 * first after it; as the books knew it at the moment.
 */
export async function areaNames(tx: Scoped, { moment, day = today(tx) }: When = {}): Promise<Map<string, string>> {
  const { places } = tx.store.catalog
  if (!places) return new Map()
  const began = places.held ? sql.id(places.held[0]) : sql`NULL::date`
  const rows = await tx.run<{ code: string; name: string; began: string | null }>(sql`
    SELECT ${sql.id(places.code)} AS code, ${sql.id(places.name)} AS name, ${began} AS began FROM ${table(places.ledger)}
    WHERE ${inSight(tx)} AND ${asOf(moment)}
    ORDER BY township, code, began DESC NULLS LAST, _from DESC, id DESC`)
  const names = new Map<string, { name: string; past: boolean }>()
  for (const { code, name, began: from } of rows) {
    // Latest first: the first that had begun by the day is its name; until then an earlier one comes nearer.
    if (!names.get(code)?.past) names.set(code, { name, past: from === null || from <= day })
  }
  return new Map([...names].map(([code, { name }]) => [code, name]))
}

/** Code → the last day of each area in sight that is not in use for good. */
export async function lastDays(tx: Scoped, { moment }: When = {}): Promise<Map<string, string>> {
  const { places } = tx.store.catalog
  if (!places?.held) return new Map()
  const last = sql.id(places.held[1])
  const rows = await tx.run<{ code: string; last: string }>(sql`
    SELECT ${sql.id(places.code)} AS code, max(${last}) AS last FROM ${table(places.ledger)}
    WHERE ${inSight(tx)} AND ${asOf(moment)} GROUP BY township, code HAVING count(*) = count(${last}) ORDER BY 1`)
  return new Map(rows.map(({ code, last: day }) => [code, day]))
}

/** What a place is called by itself: a villager group, of which every village has a first, after its village. undefined: nobody has named it. */
export function placeName(names: ReadonlyMap<string, string>, code: string): string | undefined {
  const own = names.get(code)
  const village = levelOf(code) === 'group' ? names.get(villageOf(code)) : undefined
  return own === undefined || village === undefined || own.startsWith(village) ? own : village + own
}

export interface When {
  moment?: Moment
  day?: string
}

export const today = (tx: Scoped): string => dayOfMoment(tx.store.clock())

/** Name of a place, or its code where nobody has named it. */
export async function townName(tx: Scoped, area: string, when?: When): Promise<string> {
  const names = await areaNames(tx, when)
  return placeName(names, area) ?? names.get(townshipOf(area)) ?? area
}

/**
 * Who signs the reports of a place: 云禾乡人民政府, also for those who see one village of it; of a village, 东村村民委员会, for its groups
 * too; of a neighbourhood, 东街社区居民委员会.
 */
export async function officeName(tx: Scoped, area: string, when?: When): Promise<string> {
  const township = townshipOf(area)
  if (!reaches(area, 'village'))
    return `${await acrossVillages(tx, township, () => townName(tx, township, when))}人民政府`
  const name = await townName(tx, villageOf(area), when)
  return name.endsWith('社区') ? `${name}居民委员会` : `${name.replace(/村$/, '')}村民委员会`
}
