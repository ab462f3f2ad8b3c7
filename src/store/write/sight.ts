/** What one transaction knows of a township's standing rows: which are in the actor's sight, and where they are at home. */
import { sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import type { Home } from '#store/home.ts'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'
import { standing, table, writtenColumns } from '#store/tables/rows-sql.ts'
import { columnsOf, linksOf } from '#store/tables/schema.ts'

export interface Sight {
  tx: Scoped
  township: string
  /** Ledger → id → home; null: asked for and not there. */
  homes: Map<string, Map<string, Home | null>>
  /** Area codes in use, once asked for. */
  codes?: ReadonlyMap<string, string | null>
  /** Ledger → new versions that are not in the database yet: few rows of many acts go in together. */
  waiting: Map<string, WaitingRow[]>
  /** Brings a ledger's waiting rows into the database. */
  flush(ledger: LedgerDefinition): Promise<void>
}

export interface WaitingRow extends Home {
  /** Place in its act, to be named where a unique index refuses it. */
  n: number
  id: string
  values: Record<string, Value>
  from: Moment
  opened: number
}

export const openSight = (tx: Scoped, township: string, flush: Sight['flush']): Sight => ({
  tx,
  township,
  homes: new Map(),
  waiting: new Map(),
  flush,
})

/** Homes of rows of a ledger by id. Only ids not seen before are asked of the database. */
export async function homesById(
  sight: Sight,
  ledger: string,
  ids: Iterable<string>,
): Promise<Map<string, Home | null>> {
  const known = sight.homes.get(ledger) ?? new Map<string, Home | null>()
  sight.homes.set(ledger, known)
  const asked = [...new Set(ids)].filter((id) => !known.has(id))
  if (asked.length === 0) return known
  const rows = await sight.tx.run<{ id: string; _area: string; _was: string | null }>(
    sql`SELECT id, _area, _was FROM ${table(ledger)} WHERE township = ${sight.township} AND id = ANY(${asked}::uuid[]) AND ${standing()}`,
  )
  for (const id of asked) known.set(id, null)
  for (const { id, _area: area, _was: was } of rows) known.set(id, { area, was })
  return known
}

export function noteHome(sight: Sight, ledger: string, id: string, home: Home | null): void {
  const known = sight.homes.get(ledger)
  if (known) known.set(id, home)
  else sight.homes.set(ledger, new Map([[id, home]]))
}

/** A row as it stands: where it is at home, since which moment, and its fields. */
export type StandingRow = { id: string; _area: string; _was: string | null; _from: number } & Record<string, Value>

/** Standing rows of a ledger of which `column` is one of `values`, with all their fields. */
export async function standingBy(
  sight: Sight,
  ledger: LedgerDefinition,
  column: string,
  values: readonly Value[],
): Promise<StandingRow[]> {
  if (values.length === 0) return []
  const waiting = sight.waiting.get(ledger.id) ?? []
  if (waiting.some((row) => values.includes((column === 'id' ? row.id : row.values[column]) ?? null))) {
    await sight.flush(ledger)
  }
  const type = column === 'id' ? 'uuid' : columnsOf(ledger).find((c) => c.name === column)!.type
  return sight.tx.run<StandingRow>(
    sql`SELECT ${writtenColumns(ledger)} FROM ${table(ledger.id)}
        WHERE township = ${sight.township} AND ${sql.id(column)} = ANY(${values}::${sql.raw(type)}[]) AND ${standing()} ORDER BY id`,
  )
}

/**
 * Code → the last day of each area in use; null: it is open. `planned`: what an act that is not written yet says of the areas; it is kept
 * in mind from then on.
 */
export async function areaCodes(
  sight: Sight,
  planned?: { rows: readonly { id: string; values: Record<string, Value> }[]; voided: readonly { id: string }[] },
): Promise<ReadonlyMap<string, string | null>> {
  if (sight.codes && !planned) return sight.codes
  const { places } = sight.tx.store.catalog
  if (!places) return new Map()
  await sight.flush(sight.tx.store.catalog.ledgers.get(places.ledger)!)
  const last = places.held ? sql.id(places.held[1]) : sql`NULL::date`
  const standingRows = await sight.tx.run<{ id: string; code: string; closed: string | null }>(
    sql`SELECT id, ${sql.id(places.code)} AS code, ${last} AS closed FROM ${table(places.ledger)}
        WHERE township = ${sight.township} AND ${standing()} ORDER BY code, id`,
  )
  const gone = new Set([...(planned?.rows ?? []), ...(planned?.voided ?? [])].map(({ id }) => id))
  const coming = (planned?.rows ?? []).map(({ values }) => ({
    code: String(values[places.code]),
    closed: (places.held && (values[places.held[1]] as string | null | undefined)) ?? null,
  }))
  const codes = new Map<string, string | null>()
  for (const { code, closed } of [...standingRows.filter(({ id }) => !gone.has(id)), ...coming]) {
    const before = codes.get(code)
    codes.set(
      code,
      before === null || closed === null ? null : before !== undefined && before > closed ? before : closed,
    )
  }
  sight.codes = codes
  return codes
}

/** The memberships that give rows of a ledger without an area of its own their home. */
export function membershipsOf(catalog: Catalog, ledger: LedgerDefinition): Catalog['joins'] {
  return ledger.area.length > 0 ? [] : catalog.joins.filter((join) => join.fromLedger === ledger.id)
}

/** The ledgers that say which rows of a ledger moved. */
export function movesOf(catalog: Catalog, ledger: LedgerDefinition): Catalog['moves'] {
  return catalog.moves.filter((moves) => moves.ofLedgers.includes(ledger.id))
}

const orders = new WeakMap<Catalog, string[]>()

/** Ledgers in an order in which each finds the areas of those it takes its own from. Otherwise as declared. */
export function recordingOrder(catalog: Catalog): string[] {
  const known = orders.get(catalog)
  if (known) return known
  const order: string[] = []
  const visit = (id: string, path: readonly string[]) => {
    if (order.includes(id) || path.includes(id)) return
    const ledger = catalog.ledgers.get(id)!
    const linked = linksOf(ledger).filter(({ field }) => ledger.area.includes(field))
    const homes = membershipsOf(catalog, ledger).flatMap((join) => [join.toLedger, join.ledger])
    const moves = movesOf(catalog, ledger).map((one) => one.ledger)
    for (const source of [...linked.flatMap(({ to }) => to), ...homes, ...moves]) visit(source, [...path, id])
    order.push(id)
  }
  // Whatever has a place is checked against the places.
  if (catalog.places) visit(catalog.places.ledger, [])
  for (const id of catalog.ledgers.keys()) visit(id, [])
  orders.set(catalog, order)
  return order
}
