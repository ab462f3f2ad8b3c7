/** The demonstration year recorded as acts, against plain INSERTs of the same rows into the same tables with no check at all. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from '#demo/generate.ts'
import { system } from '#store/actor.ts'
import { openEngine } from '#store/engine/open.ts'
import { openPostgres } from '#store/engine/postgres.ts'
import type { Engine, SqlValue } from '#store/engine.ts'
import { openKeys } from '#store/keys.ts'
import { openStore, openTownship, type Store, seeAll } from '#store/store.ts'
import { quoted, rowTable } from '#store/tables/schema.ts'
import { recordAll } from '#store/write/acts.ts'
import { catalog, demoTownship } from '../test/support/demo.ts'
import { freshDatabase } from '../test/support/engine.ts'
import { withServer } from './places.ts'
import { elapsed, said, times } from './timing.ts'

const ROUNDS = 2
/** Rows in one INSERT, as far as a statement's parameters allow. */
const ROWS_AT_ONCE = 500
const MOST_PARAMETERS = 60_000
const ROWS_PER_TRANSACTION = 5_000

export interface Table {
  name: string
  columns: string[]
  rows: SqlValue[][]
}

export interface Fresh {
  store: Store
  close(): Promise<void>
}

export async function loadBench(): Promise<string[]> {
  const acts = [...generate({}).acts]
  const actor = system('测速', [demoTownship])
  const lines = [
    '| 数据库 | 按“事项”记入 | 只插各账的行 | 各账的行、事项和检索一起插 | 记入 ÷ 只插行 | 记入 ÷ 一起插 |',
    '| --- | --- | --- | --- | --- | --- |',
  ]
  await withServer(async (url) => {
    const kinds: { name: string; fresh: () => Promise<Fresh> }[] = [
      { name: '内嵌数据库（PGlite）', fresh: freshFolder },
      { name: '服务器（PostgreSQL）', fresh: () => freshOn(url) },
    ]
    for (const { name, fresh } of kinds) {
      const best = { acts: Infinity, rows: Infinity, all: Infinity }
      let tables: Table[] | undefined
      for (let round = 0; round < ROUNDS; round++) {
        const place = await fresh()
        await openTownship(place.store, actor, demoTownship)
        best.acts = Math.min(best.acts, await elapsed(() => recordAll(place.store, actor, acts)))
        console.error(`${name}：第 ${round + 1} 轮记入 ${said(best.acts)}`)
        tables ??= await tablesOf(place.store.engine)
        await place.close()
        const ledgers = tables.filter(({ name }) => name.startsWith('row_'))
        best.rows = Math.min(best.rows, await inserted(fresh, ledgers))
        best.all = Math.min(best.all, await inserted(fresh, tables))
        console.error(`${name}：只插行 ${said(best.rows)}，一起插 ${said(best.all)}`)
      }
      const rows = (tables ?? []).filter(({ name }) => name.startsWith('row_')).reduce((n, t) => n + t.rows.length, 0)
      const perSecond = (ms: number) => `${Math.round((rows / ms) * 1000)} 行/秒（${said(ms)}）`
      lines.push(
        `| ${name}，${rows} 行 | ${perSecond(best.acts)} | ${perSecond(best.rows)} | ${perSecond(best.all)} | ${times(best.acts, best.rows)} | ${times(best.acts, best.all)} |`,
      )
    }
  })
  return lines
}

export async function freshFolder(): Promise<Fresh> {
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-load-'))
  const engine = await openEngine({ data: folder })
  const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
  return { store, close: () => engine.close().then(() => rm(folder, { recursive: true, force: true })) }
}

export async function freshOn(url: string): Promise<Fresh> {
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-load-'))
  const database = await freshDatabase(url)
  const engine = await openPostgres(database.url)
  const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
  return {
    store,
    async close() {
      await engine.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What recording left behind: every ledger's rows, the acts and the search index. */
export async function tablesOf(engine: Engine): Promise<Table[]> {
  return engine.transaction(async (connection) => {
    // The owner of the tables sees no row of theirs either unless it says whose.
    await seeAll(connection)
    const tables: Table[] = []
    for (const name of ['act', 'lookup', ...[...catalog.ledgers.keys()].map(rowTable)]) {
      const { rows } = await connection.query(`SELECT * FROM ${name}`)
      if (rows[0]) {
        const columns = Object.keys(rows[0])
        tables.push({ name, columns, rows: rows.map((row) => columns.map((column) => row[column] as SqlValue)) })
      }
    }
    return tables
  })
}

export async function inserted(fresh: () => Promise<Fresh>, tables: readonly Table[]): Promise<number> {
  const place = await fresh()
  const ms = await elapsed(async () => {
    for (const table of tables) {
      for (let at = 0; at < table.rows.length; at += ROWS_PER_TRANSACTION) {
        await insert(place.store.engine, { ...table, rows: table.rows.slice(at, at + ROWS_PER_TRANSACTION) })
      }
    }
  })
  await place.close()
  return ms
}

async function insert(engine: Engine, { name, columns, rows }: Table): Promise<void> {
  const atOnce = Math.min(ROWS_AT_ONCE, Math.floor(MOST_PARAMETERS / columns.length))
  await engine.transaction(async (connection) => {
    await connection.query(`SET LOCAL app.townships = '${demoTownship}'; SET LOCAL app.areas = '${demoTownship}'`)
    for (let at = 0; at < rows.length; at += atOnce) {
      const some = rows.slice(at, at + atOnce)
      let parameter = 0
      const tuples = some.map((row) => `(${row.map(() => `$${++parameter}`).join(', ')})`)
      await connection.query(
        `INSERT INTO ${name} (${columns.map(quoted).join(', ')}) VALUES ${tuples.join(', ')}`,
        some.flat(),
      )
    }
  })
}
