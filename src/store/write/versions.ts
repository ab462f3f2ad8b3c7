/** Versions of rows as they go in and end: few wait for one another. */
import { sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Problem, problem, Refusal } from '#problem.ts'
import { type Moment, OPEN } from '#store/moment.ts'
import { acrossVillages, type Scoped } from '#store/store.ts'
import { endVersions, newVersionColumns } from '#store/tables/rows-sql.ts'
import { type ColumnPlan, columnsOf, keyColumn, quoted, rowTable } from '#store/tables/schema.ts'
import { sealOfVersion } from '#store/version-seal.ts'
import { keyOf, twice } from './plan.ts'
import { placeOf } from './prepare.ts'
import { openSight, type Sight, standingBy, type WaitingRow } from './sight.ts'

export interface Head {
  township: string
  seq: number
  at: Moment
  digest: string
}

/** What one transaction still has to write once its acts are in. */
export interface Writing {
  sight: Sight
  lookups: LookupRow[]
  /** How many versions the act that is being written has begun. */
  versions: number
  /** Ledger → what of it was touched → by which act last. */
  touched: Map<string, Map<string, Pick<Head, 'seq' | 'at'>>>
}

interface LookupRow {
  token: string
  ledger: string
  id: string
  area: string
}

/** So many rows of a ledger wait for one another, at most. */
export const WAITING_ROWS = 200

/** As many rows go to the database in one statement. */
const ROWS_AT_ONCE = 5_000

export function startWriting(tx: Scoped, township: string): Writing {
  const writing: Writing = {
    sight: openSight(tx, township, (ledger) => flushRows(writing, ledger)),
    lookups: [],
    versions: 0,
    touched: new Map(),
  }
  return writing
}

/**
 * Rows into a table, a list of values for each column: a parameter for each value would be read and planned by itself, and COPY does not
 * enter a table with row security. One row goes in as it is: the body of an act may be long, and in a list it would be copied several
 * times more. Returns how many went in; with `skip`, rows that break a unique index do not.
 */
export async function putRows<T>(
  tx: Scoped,
  table: string,
  columns: readonly ColumnPlan[],
  rows: readonly T[],
  valuesOf: (row: T) => readonly Scalar[],
  skip = false,
): Promise<number> {
  const names = columns.map(({ name }) => quoted(name)).join(', ')
  const typed = (list: string) => columns.map(({ type }, i) => `$${i + 1}::${type}${list}`).join(', ')
  const into = (source: string) => `INSERT INTO ${table} (${names}) ${source}${skip ? ' ON CONFLICT DO NOTHING' : ''}`
  let inserted = 0
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE).map(valuesOf)
    const asked =
      some.length === 1
        ? tx.connection.query(into(`VALUES (${typed('')})`), some[0]!)
        : tx.connection.query(
            into(`SELECT * FROM unnest(${typed('[]')})`),
            columns.map((_, i) => some.map((row) => row[i]!)),
          )
    inserted += (await asked).changed
  }
  return inserted
}

type Scalar = string | number | boolean | null

/** Writes new versions at the head's number and moment, as soon as enough of their ledger wait. */
export async function insertRows(
  writing: Writing,
  head: Head,
  ledger: LedgerDefinition,
  rows: readonly Omit<WaitingRow, 'from' | 'opened'>[],
): Promise<void> {
  if (rows.length === 0) return
  const { waiting } = writing.sight
  writing.versions += rows.length
  const stamped = rows.map(({ n, id, area, was, values }) => ({
    n,
    id,
    area,
    was,
    values,
    from: head.at,
    opened: head.seq,
  }))
  const all = [...(waiting.get(ledger.id) ?? []), ...stamped]
  waiting.set(ledger.id, all)
  if (all.length >= WAITING_ROWS) await flushRows(writing, ledger)
}

/** Brings a ledger's waiting rows into the books. Throws a Refusal where a unique index does not take one. */
async function flushRows(writing: Writing, ledger: LedgerDefinition): Promise<void> {
  const { sight } = writing
  const rows = sight.waiting.get(ledger.id) ?? []
  sight.waiting.delete(ledger.id)
  const fields = columnsOf(ledger)
  const valuesOf = (row: WaitingRow) => [
    sight.township,
    row.id,
    row.from,
    OPEN,
    row.opened,
    row.area,
    row.was,
    sealOfVersion(sight.tx.store.keys, ledger, sight.township, row),
    ...fields.map(({ name }) => row.values[name] ?? null),
  ]
  const columns = [...newVersionColumns, ...fields]
  const inserted = await putRows(sight.tx, rowTable(ledger.id), columns, rows, valuesOf, true)
  if (inserted !== rows.length) throw await alreadyThere(sight, ledger, rows)
}

/** Closes the standing versions of rows. Throws where one is not there: the head's lock makes that a fault of the program. */
export async function closeRows(
  writing: Writing,
  head: Head,
  ledger: LedgerDefinition,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  // What waits was to be unique while these rows still stood.
  await flushRows(writing, ledger)
  const changed = await writing.sight.tx.change(endVersions(ledger.id, head.township, ids, head.at, head.seq))
  if (changed !== ids.length) throw new Error(`closed ${changed} of ${ids.length} rows of ${ledger.id}`)
}

/** Notes that the head's act touches a ledger. Whoever writes or ends versions says what of it that touches. */
export function touch(writing: Writing, { seq, at }: Head, ledger: LedgerDefinition, touches: Iterable<string>): void {
  const known = writing.touched.get(ledger.id) ?? new Map<string, Pick<Head, 'seq' | 'at'>>()
  writing.touched.set(ledger.id, known)
  for (const what of touches) known.set(what, { seq, at })
}

/** Writes down what was touched, under the head's lock. */
export async function noteTouched(writing: Writing): Promise<void> {
  const { tx, township } = writing.sight
  const rows = [...writing.touched].flatMap(([ledger, touches]) =>
    [...touches].map(([what, { seq, at }]) => sql`(${township}, ${ledger}, ${what}, ${seq}::bigint, ${at}::bigint)`),
  )
  writing.touched.clear()
  if (rows.length === 0) return
  await tx.change(
    sql`INSERT INTO touched (township, ledger, what, seq, at) VALUES ${sql.join(rows)}
        ON CONFLICT (township, ledger, what) DO UPDATE SET seq = excluded.seq, at = excluded.at`,
  )
}

export async function flushAll(writing: Writing): Promise<void> {
  const { sight } = writing
  for (const id of [...sight.waiting.keys()]) await flushRows(writing, sight.tx.store.catalog.ledgers.get(id)!)
}

/** Which rows a unique index refused, in sentences. The others of them stand already. */
async function alreadyThere(sight: Sight, ledger: LedgerDefinition, rows: readonly WaitingRow[]): Promise<Refusal> {
  const faults: Problem[] = []
  await acrossVillages(sight.tx, sight.township, async () => {
    const standing = await standingBy(
      sight,
      ledger,
      'id',
      rows.map((row) => row.id),
    )
    const from = new Map(standing.map((row) => [row.id, row._from]))
    for (const row of rows) {
      if (!from.has(row.id) || from.get(row.id) === row.from) continue
      faults.push(
        problem('act.row_exists', '这个编号的行已经在账上。', {
          at: placeOf(ledger, row.n),
          remedy: '要改它请用“更正”，要另录一行请换新编号。',
        }),
      )
    }
    for (const set of ledger.unique) {
      const lead = keyColumn(ledger, set[0]!)
      const values = [...new Set(rows.flatMap((row) => row.values[lead] ?? []))]
      const holders = new Map(
        (await standingBy(sight, ledger, lead, values)).map((row) => [keyOf(ledger, set, row), row.id]),
      )
      for (const row of rows) {
        const key = keyOf(ledger, set, row.values)
        const holder = key === undefined ? undefined : holders.get(key)
        if (holder !== undefined && holder !== row.id) faults.push(twice(ledger, row.n, set, '在账上已有，重复了'))
      }
    }
  })
  const [first, ...others] = faults
  if (!first) throw new Error(`a unique index of ${ledger.id} refused rows for no known reason`)
  return new Refusal(first, ...others)
}
