/** All rows of a database as a stream of pages, and back into an empty one. */
import type { Catalog } from '#define/catalog.ts'
import { refuse } from '#problem.ts'
import { platformTables, quoted, rowTable } from '#store/tables/schema.ts'
import { unbound } from '#store/tables/unbound.ts'
import type { Connection, Engine, SqlValue } from './engine.ts'
import { seeAll } from './store.ts'

const ROWS_AT_ONCE = 5_000

export interface Page {
  table: string
  columns: string[]
  rows: SqlValue[][]
}

/** Everything that is kept, in the order in which it is carried; `without` leaves platform tables out. */
export function keptTables(catalog: Catalog, without: readonly string[] = []): string[] {
  const passing = ['schema_version', ...without]
  return [
    ...Object.keys(platformTables).filter((table) => !passing.includes(table)),
    ...[...catalog.ledgers.keys()].map(rowTable),
  ]
}

/** All rows of all townships, table by table. Its last word is how many there are of each. */
export async function* unload(
  source: Connection,
  tables: readonly string[],
): AsyncGenerator<Page, Record<string, number>> {
  await seeAll(source)
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const columns = await columnsIn(source, table)
    const keys = await keyOf(source, table)
    const order = keys.map(quoted).join(', ')
    let after: SqlValue[] | undefined
    for (;;) {
      const past = after ? `WHERE (${order}) > (${keys.map((_, i) => `$${i + 1}`).join(', ')})` : ''
      const { rows } = await source.query<Record<string, SqlValue>>(
        `SELECT ${columns.map(quoted).join(', ')} FROM ${table} ${past} ORDER BY ${order} LIMIT ${ROWS_AT_ONCE}`,
        after ?? [],
      )
      if (rows.length > 0) yield { table, columns, rows: rows.map((row) => columns.map((name) => row[name]!)) }
      const last = rows.at(-1)
      if (!last || rows.length < ROWS_AT_ONCE) break
      after = keys.map((key) => last[key]!)
    }
    counts[table] = await count(source, table)
  }
  return counts
}

/** Takes pages into the tables of `to`, which must hold nothing: all or nothing. Returns how many rows each has. */
export async function load(
  to: Engine,
  tables: readonly string[],
  pages: AsyncIterable<Page>,
): Promise<Record<string, number>> {
  const counts = await to.transaction((target) => unbound(target, () => loadIn(target, tables, pages)))
  // Without statistics the first questions would be planned for empty tables.
  await to.transaction((target) => target.query('ANALYZE'))
  return counts
}

async function loadIn(
  target: Connection,
  tables: readonly string[],
  pages: AsyncIterable<Page>,
): Promise<Record<string, number>> {
  for (const table of tables) {
    const there = await count(target, table)
    if (there === 0) continue
    refuse('move.target_not_empty', `目标数据库的 ${table} 里已经有 ${there} 行。`, {
      remedy: '请换一个空的数据库。原来的数据没有动过。',
    })
  }
  for await (const { table, columns, rows } of pages) await target.copyIn(table, columns, rows)
  const counts: Record<string, number> = {}
  for (const table of tables) counts[table] = await count(target, table)
  return counts
}

async function count(db: Connection, table: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
  return rows[0]!.n
}

async function columnsIn(db: Connection, table: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  )
  return rows.map((row) => row.name)
}

async function keyOf(db: Connection, table: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT a.attname AS name FROM pg_index i
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
     WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)`,
    [table],
  )
  return rows.map((row) => row.name)
}
