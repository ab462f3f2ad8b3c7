/** Reading rows: one as it stands or stood, its history, and what is about somebody. */
import { type RawBuilder, sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { type ActKind, actorName } from '#store/act.ts'
import type { Moment } from '#store/moment.ts'
import { hidesWho } from '#store/sees.ts'
import type { Scoped } from '#store/store.ts'
import { asOf, inSight, standing, table } from '#store/tables/rows-sql.ts'
import { linksOf } from '#store/tables/schema.ts'
import { namingFields } from '#store/tables/tokens.ts'

/** One version of a row. Values in stored form; an ID number is sealed (see `shown` and `reveal`). */
export interface Row {
  ledger: string
  township: string
  id: string
  area: string
  from: Moment
  to: Moment
  /** Numbers of the acts that opened and closed the version. */
  opened: number
  closed: number | null
  values: Record<string, Value>
}

type RawRow = {
  township: string
  id: string
  _from: number
  _to: number
  _opened: number
  _closed: number | null
  _area: string
  _was: string | null
} & Record<string, Value>

function rowOf(ledger: string, raw: RawRow): Row {
  const { township, id, _from, _to, _opened, _closed, _area, _was, ...rest } = raw
  const values = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.includes('__')))
  return { ledger, township, id, area: _area, from: _from, to: _to, opened: _opened, closed: _closed, values }
}

/** The row as it stands, or as it stood at a moment; undefined when it is not in sight or was not there. */
export async function rowById(tx: Scoped, ledger: string, id: string, moment?: Moment): Promise<Row | undefined> {
  const rows = await tx.run<RawRow>(
    sql`SELECT * FROM ${table(ledger)} WHERE ${inSight(tx)} AND id = ${id} AND ${asOf(moment)}`,
  )
  return rows[0] && rowOf(ledger, rows[0])
}

/** Rows of a ledger by id as they stand, or stood at a moment, in no order that means anything. */
export async function rowsById(tx: Scoped, ledger: string, ids: readonly string[], moment?: Moment): Promise<Row[]> {
  if (ids.length === 0) return []
  const rows = await tx.run<RawRow>(
    sql`SELECT * FROM ${table(ledger)} WHERE ${inSight(tx)} AND id = ANY (${ids}::uuid[]) AND ${asOf(moment)}
        ORDER BY township, id`,
  )
  return rows.map((row) => rowOf(ledger, row))
}

/** Standing rows of a ledger in which a field has one of some values, null for an empty one. */
export async function rowsWhere(
  tx: Scoped,
  ledger: string,
  field: string,
  values: readonly (string | null)[],
): Promise<Row[]> {
  const column = sql.id(field)
  const { column: type } = tx.store.catalog.ledgers.get(ledger)!.fields[field]!.kind
  const some = values.filter((value) => value !== null)
  const empty = some.length < values.length ? sql` OR ${column} IS NULL` : sql``
  const rows = await tx.run<RawRow>(
    sql`SELECT * FROM ${table(ledger)} WHERE ${inSight(tx)} AND ${standing()}
        AND (${column} = ANY (${some}::${sql.raw(type)}[])${empty}) ORDER BY id`,
  )
  return rows.map((row) => rowOf(ledger, row))
}

/** Which ledger a row id belongs to, voided rows included. */
export async function findRow(tx: Scoped, id: string): Promise<string | undefined> {
  const [named] = await tx.run<{ ledger: string }>(
    sql`SELECT ledger FROM lookup WHERE ${inSight(tx)} AND id = ${id} LIMIT 1`,
  )
  if (named) return named.ledger
  // To plan a question to a hundred ledgers takes tens of milliseconds. A row that has names and is not found by them was voided.
  const ledgers = [...tx.store.catalog.ledgers.values()]
  const isNamed = (ledger: LedgerDefinition) => namingFields(ledger).length > 0
  for (const some of [ledgers.filter((one) => !isNamed(one)), ledgers.filter(isNamed)]) {
    if (some.length === 0) continue
    const parts = some.map(
      (one) => sql`SELECT ${one.id}::text AS ledger FROM ${table(one.id)} WHERE ${inSight(tx)} AND id = ${id}`,
    )
    const [found] = await tx.run<{ ledger: string }>(sql`${sql.join(parts, sql` UNION ALL `)} LIMIT 1`)
    if (found) return found.ledger
  }
  return undefined
}

export interface ActSummary {
  seq: number
  at: Moment
  /** Name of who acted. */
  by: string
  kind: ActKind
  reason: string | null
  source: string | null
}

export interface Version extends Row {
  act: ActSummary
  /** The act that voided the row, on the version that it ended. */
  voidedBy?: ActSummary
}

/** All versions of a row that the actor may see, oldest first, each with the act that opened it. */
export async function history(tx: Scoped, ledger: string, id: string): Promise<Version[]> {
  const rows = await tx.run<RawRow>(
    sql`SELECT * FROM ${table(ledger)} WHERE ${inSight(tx)} AND id = ${id} ORDER BY township, _from`,
  )
  const township = rows[0]?.township
  if (township === undefined) return []
  const seqs = rows.flatMap((row) => [row._opened, row._closed ?? row._opened])
  const acts = await tx.run<{ actor: string } & Omit<ActSummary, 'by'>>(
    sql`SELECT seq, at, actor, kind, reason, source FROM act
        WHERE township = ${township} AND seq = ANY (${[...new Set(seqs)]}::bigint[]) ORDER BY seq`,
  )
  const bySeq = new Map(acts.map(({ actor, ...act }) => [act.seq, { ...act, by: actorName(actor) }]))
  return rows.map((raw, i) => {
    const row = rowOf(ledger, raw)
    const closing = row.closed === null ? undefined : bySeq.get(row.closed)
    // A row that was voided may have come back; one that went out of sight and came back was not voided.
    const ended = i === rows.length - 1 || closing?.kind === 'void'
    return { ...row, act: bySeq.get(row.opened)!, ...(closing && ended && { voidedBy: closing }) }
  })
}

export interface Page<T> {
  items: T[]
  /** Give this to get the next items; undefined at the end. */
  next?: string
}

/**
 * Standing rows of all ledgers that link to a row, and for a household the rows about its people too, ledger by ledger in the
 * order of the declarations. `after`: the `next` of the page before.
 */
export async function rowsAbout(
  tx: Scoped,
  subjectLedger: string,
  subjectId: string,
  page: { after?: string; limit?: number } = {},
): Promise<Page<Row>> {
  const limit = page.limit ?? 100
  const { catalog } = tx.store
  const order = [...catalog.ledgers.keys()]
  const [afterLedger = '', afterId = ''] = (page.after ?? '').split('/')
  const start = order.indexOf(afterLedger)
  const people = await membersOf(tx, subjectLedger, subjectId)
  const parts = order.flatMap((id, i) => {
    // That there is a row about somebody is what such a ledger must not tell.
    if (i < start || hidesWho(catalog.ledgers.get(id)!, tx.actor)) return []
    const condition = pointsTo(catalog.ledgers.get(id)!, [{ ledger: subjectLedger, ids: [subjectId] }, ...people])
    if (!condition) return []
    const past = i === start ? sql` AND id > ${afterId}` : sql``
    return sql`(SELECT ${sql.lit(i)}::int AS n, id FROM ${table(id)} WHERE ${inSight(tx)} AND ${standing()} AND (${condition})${past}
                ORDER BY id LIMIT ${limit + 1})`
  })
  if (parts.length === 0) return { items: [] }
  const rows = await tx.run<{ n: number; id: string }>(
    sql`${sql.join(parts, sql` UNION ALL `)} ORDER BY n, id LIMIT ${limit + 1}`,
  )
  const found = rows.map(({ n, id }) => ({ ledger: order[n]!, id }))
  const shownNow = found.slice(0, limit)
  const items: Row[] = []
  for (const ledger of new Set(shownNow.map((one) => one.ledger))) {
    const ids = shownNow.filter((one) => one.ledger === ledger).map((one) => one.id)
    items.push(...(await rowsById(tx, ledger, ids)))
  }
  const last = shownNow.at(-1)
  return { items, ...(found.length > limit && last && { next: `${last.ledger}/${last.id}` }) }
}

/** Rows of other ledgers that belong to the subject by membership: the people of a household. */
async function membersOf(tx: Scoped, ledger: string, id: string): Promise<{ ledger: string; ids: string[] }[]> {
  const members: { ledger: string; ids: string[] }[] = []
  for (const join of tx.store.catalog.joins.filter((one) => one.toLedger === ledger)) {
    const rows = await tx.run<{ id: string }>(
      sql`SELECT DISTINCT ${sql.id(join.from)} AS id FROM ${table(join.ledger)}
          WHERE ${inSight(tx)} AND ${sql.id(join.to)} = ${id} AND ${standing()} ORDER BY 1`,
    )
    members.push({ ledger: join.fromLedger, ids: rows.map((row) => row.id) })
  }
  return members
}

function pointsTo(
  ledger: LedgerDefinition,
  subjects: readonly { ledger: string; ids: readonly string[] }[],
): RawBuilder<unknown> | undefined {
  const parts = linksOf(ledger).flatMap(({ field, to }) =>
    subjects
      .filter((subject) => to.includes(subject.ledger) && subject.ids.length > 0)
      .map((subject) => sql`${sql.id(field)} = ANY (${subject.ids}::uuid[])`),
  )
  for (const subject of subjects) {
    if (subject.ledger === ledger.id && subject !== subjects[0] && subject.ids.length > 0) {
      parts.push(sql`id = ANY (${subject.ids}::uuid[])`)
    }
  }
  return parts.length > 0 ? sql.join(parts, sql` OR `) : undefined
}
