import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openPglite } from '#store/engine/pglite.ts'
import { openPostgres } from '#store/engine/postgres.ts'
import type { Engine } from '#store/engine.ts'

/** The maintenance database of a PostgreSQL server to test on, as an ordinary user; without it tests run on PGlite in memory. */
export const serverUrl: string | undefined = process.env.SHOUWANG_TEST_PG

/** The same as a superuser, for what only an administrator may do. */
export const adminUrl: string | undefined = process.env.SHOUWANG_TEST_PG_ADMIN

/** A fresh, empty database of its own, gone when closed. */
export async function testEngine(): Promise<Engine> {
  if (!serverUrl) return openPglite('memory')
  const database = await freshDatabase(serverUrl)
  const engine = await openPostgres(database.url)
  return {
    ...engine,
    async close() {
      await engine.close()
      await database.drop()
    },
  }
}

/** A new database on the server at `url`, sorted by code point as PGlite sorts; a copy of `template` where one is named. */
export async function freshDatabase(
  url: string,
  template?: string,
): Promise<{ name: string; url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const empty = "template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
  await maintaining(url, (maintain) => maintain(`CREATE DATABASE ${name} TEMPLATE ${template ?? empty}`))
  const own = new URL(url)
  own.pathname = `/${name}`
  return {
    name,
    url: own.href,
    async drop() {
      await maintaining(url, async (maintain) => {
        // WITH (FORCE) is refused to an ordinary user while the server's own cleaning is at work there; without it the server gives way.
        await maintain(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND usename = current_user`,
        )
        await maintain(`DROP DATABASE IF EXISTS ${name}`)
      })
    },
  }
}

type Maintain = (statement: string, parameters?: string[]) => Promise<pg.QueryResult>

/** Runs `work` in the maintenance database while no other test process is inside here. */
export function alone<T>(url: string, work: (maintain: Maintain) => Promise<T>): Promise<T> {
  return maintaining(url, async (maintain) => {
    await maintain('SELECT pg_advisory_lock(731005)')
    return work(maintain)
  })
}

async function maintaining<T>(url: string, work: (maintain: Maintain) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work((statement, parameters) => client.query(statement, parameters))
  } finally {
    await client.end()
  }
}
