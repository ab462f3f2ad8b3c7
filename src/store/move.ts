/** Carries everything from one database into another, empty one: from the embedded database to a server, or back. */
import type { Catalog } from '#define/catalog.ts'
import { refuse } from '#problem.ts'
import { migrate } from '#store/tables/migrate.ts'
import { platformTables, quoted, rowTable } from '#store/tables/schema.ts'
import { unbound } from '#store/tables/unbound.ts'
import type { Connection, Engine, SqlValue } from './engine.ts'

const ROWS_AT_ONCE = 5_000

interface Page {
  table: string
  columns: string[]
  rows: SqlValue[][]
}

/**
 * Copies all tables of `from` into `to`, which must hold nothing. Both must be this catalog's; ID numbers stay sealed, so the key
 * file has to come along. Returns rows per table, counted on both sides. All or nothing; `from` takes no writing meanwhile.
 */
export async function move(from: Engine, to: Engine, catalog: Catalog): Promise<Record<string, number>> {
  await migrate(from, catalog)
  await migrate(to, catalog)
  const tables = [
    ...Object.keys(platformTables).filter((table) => table !== 'schema_version' && table !== 'stage_lookup'),
    ...[...catalog.ledgers.keys()].map(rowTable),
  ]
  const pages = handover<Page>()
  const sides = [
    from.transaction((source) => unbound(source, () => unload(source, tables, pages))),
    to.transaction((target) => unbound(target, () => load(target, tables, pages))),
  ]
  for (const side of sides) side.catch(pages.fail)
  const [there, here] = (await Promise.all(sides)) as [Record<string, number>, Record<string, number>]
  // Without statistics the first questions would be planned for empty tables.
  await to.transaction((target) => target.query('ANALYZE'))
  return Object.fromEntries(
    tables.map((table) => {
      if (there[table] !== here[table]) throw new Error(`${table}: ${there[table]} rows there, ${here[table]} here`)
      return [table, here[table]!]
    }),
  )
}

async function unload(
  source: Connection,
  tables: readonly string[],
  pages: Handover<Page>,
): Promise<Record<string, number>> {
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
      if (rows.length > 0)
        await pages.give({ table, columns, rows: rows.map((row) => columns.map((name) => row[name]!)) })
      const last = rows.at(-1)
      if (!last || rows.length < ROWS_AT_ONCE) break
      after = keys.map((key) => last[key]!)
    }
    counts[table] = await count(source, table)
  }
  await pages.give(undefined)
  return counts
}

async function load(
  target: Connection,
  tables: readonly string[],
  pages: Handover<Page>,
): Promise<Record<string, number>> {
  for (const table of tables) {
    const there = await count(target, table)
    if (there === 0) continue
    refuse('move.target_not_empty', `目标数据库的 ${table} 里已经有 ${there} 行。`, {
      remedy: '请换一个空的数据库。原来的数据没有动过。',
    })
  }
  for (let page = await pages.take(); page; page = await pages.take()) {
    await target.copyIn(page.table, page.columns, page.rows)
  }
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

/** Gives things one at a time from one running task to another; a failure on either side reaches both. */
interface Handover<T> {
  give(item: T | undefined): Promise<void>
  take(): Promise<T | undefined>
  fail(reason: unknown): void
}

function handover<T>(): Handover<T> {
  let failure: { reason: unknown } | undefined
  const items: (T | undefined)[] = []
  let wake: (() => void)[] = []
  const wakeAll = () => {
    const sleeping = wake
    wake = []
    for (const one of sleeping) one()
  }
  const until = async (ready: () => boolean) => {
    while (!ready()) {
      if (failure) throw failure.reason
      await new Promise<void>((resolve) => wake.push(resolve))
    }
    if (failure) throw failure.reason
  }
  return {
    async give(item) {
      await until(() => items.length === 0)
      items.push(item)
      wakeAll()
    },
    async take() {
      await until(() => items.length > 0)
      const item = items.shift()
      wakeAll()
      return item
    },
    fail(reason) {
      failure ??= { reason }
      wakeAll()
    },
  }
}
