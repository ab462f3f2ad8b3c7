/** Where the benches run: the demonstration township on the embedded database and on a PostgreSQL server of their own. */
import { rm } from 'node:fs/promises'
import pg from 'pg'
import { yearPeriod } from '#define/period.ts'
import { openEngine } from '#store/engine/open.ts'
import { openPostgres } from '#store/engine/postgres.ts'
import { openKeys } from '#store/keys.ts'
import { move } from '#store/move.ts'
import { openStore, type Store } from '#store/store.ts'
import { written } from '../test/journeys/year-2025.ts'
import { catalog, demoCopy } from '../test/support/demo.ts'
import { freshDatabase } from '../test/support/engine.ts'
import { type PostgresServer, postgresBinaries, startPostgres } from '../test/support/postgres-server.ts'

export interface Place {
  /** As a person reads it. */
  name: string
  store: Store
  /** Of the same database, for statements that set the stage. A superuser's. */
  url?: string
  close(): Promise<void>
}

/** The 94 figures of the written summary of the year. */
export const summaryIds: readonly string[] = written.map(([id]) => id)
export const period = yearPeriod(2025)

export async function embedded(): Promise<Place> {
  const folder = await demoCopy()
  const engine = await openEngine({ data: folder })
  const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
  return {
    name: '内嵌数据库（PGlite）',
    store,
    close: () => engine.close().then(() => rm(folder, { recursive: true, force: true })),
  }
}

/** The demonstration township on a server of its own. `settings` are its administrator's: shared_buffers and the like. */
export async function server(settings: Record<string, string> = {}): Promise<Place> {
  const started = await ownServer()
  for (const [name, value] of Object.entries(settings)) {
    await asOwner(started.adminUrl, `ALTER SYSTEM SET ${name} = '${value}'`)
  }
  if (Object.keys(settings).length > 0) await started.restartAfterKill()
  const folder = await demoCopy()
  const database = await freshDatabase(started.url)
  const [from, engine] = [await openEngine({ data: folder }), await openPostgres(database.url)]
  await move(from, engine, catalog)
  await from.close()
  const url = new URL(started.adminUrl)
  url.pathname = new URL(database.url).pathname
  await asOwner(url.href, 'VACUUM ANALYZE')
  const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
  return {
    name: `服务器（PostgreSQL ${started.version.split(' ')[0]}）`,
    store,
    url: url.href,
    async close() {
      await engine.close()
      await started.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Runs `work` with the maintenance URL of an empty server. */
export async function withServer(work: (url: string) => Promise<void>): Promise<void> {
  const started = await ownServer()
  try {
    await work(started.url)
  } finally {
    await started.stop()
  }
}

async function ownServer(): Promise<PostgresServer> {
  const binaries = await postgresBinaries()
  if (!binaries) throw new Error('这台机器上没有 PostgreSQL 15 或更新的版本，装上以后再测：apt-get install postgresql')
  return startPostgres(binaries)
}

/** Statements that no actor of the program may give: a superuser's, outside any transaction. */
export async function asOwner(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) ({ rows } = await client.query(statement))
    return rows
  } finally {
    await client.end()
  }
}
