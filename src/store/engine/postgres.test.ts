import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#problem.ts'
import type { Engine } from '#store/engine.ts'
import { adminUrl, freshDatabase, serverUrl } from '../../../test/support/engine.ts'
import { type PostgresServer, postgresBinaries, startPostgres } from '../../../test/support/postgres-server.ts'
import { openEngine } from './open.ts'
import { openPostgres } from './postgres.ts'

async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await work.catch((caught) => caught)
  if (!(error instanceof Refusal)) throw new Error(`not refused: ${error}`)
  return { code: error.problems[0]!.code, message: error.message }
}

function changed(
  url: string,
  parts: { username?: string; password?: string; pathname?: string; port?: string },
): string {
  return Object.assign(new URL(url), parts).href
}

test('a server that does not answer is refused with its address and what to check', async () => {
  const { code, message } = await refusal(openPostgres('postgresql://someone:secret@127.0.0.1:1/shouwang'))
  expect(code).toBe('store.server_unreachable')
  expect(message).toContain('127.0.0.1:1')
  expect(message).toContain('DATABASE_URL')
  expect(message).not.toContain('secret')
})

describe.skipIf(!serverUrl)('a server', () => {
  const url = serverUrl!
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let engine: Engine
  beforeAll(async () => {
    database = await freshDatabase(url)
    engine = await openEngine({ data: 'memory', url: database.url })
    await engine.transaction((c) => c.query('CREATE TABLE note (id int PRIMARY KEY)'))
  })
  afterAll(async () => {
    await engine.close()
    await database.drop()
  })
  const add = (id: number) => engine.transaction((c) => c.query('INSERT INTO note VALUES ($1)', [id]))

  test('wins over a folder when both are named', () => {
    expect(engine.kind).toBe('postgres')
  })

  test('that does not know the database is refused with its name', async () => {
    const { code, message } = await refusal(openPostgres(changed(url, { pathname: '/no_such_township' })))
    expect(code).toBe('store.database_missing')
    expect(message).toContain('no_such_township')
  })

  test('that does not accept the password is refused without printing it', async () => {
    await aside(adminUrl!, "CREATE ROLE needs_password LOGIN PASSWORD 'right'")
    try {
      const wrong = changed(database.url, { username: 'needs_password', password: 'wrong-secret' })
      const { code, message } = await refusal(openPostgres(wrong))
      expect(code).toBe('store.login_refused')
      expect(message).toContain('needs_password')
      expect(message).not.toContain('wrong-secret')
    } finally {
      await aside(adminUrl!, 'DROP ROLE needs_password')
    }
  })

  test('whose database is not UTF8 is refused', async () => {
    const name = 'test_not_utf8'
    await aside(url, `DROP DATABASE IF EXISTS ${name}`)
    try {
      await aside(url, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`)
      const { code, message } = await refusal(openPostgres(changed(url, { pathname: `/${name}` })))
      expect(code).toBe('store.server_encoding')
      expect(message).toContain('LATIN1')
    } finally {
      await aside(url, `DROP DATABASE IF EXISTS ${name}`)
    }
  })

  test('that ends a connection in the middle fails that transaction only', async () => {
    const cut = engine.transaction(async (connection) => {
      await connection.query('INSERT INTO note VALUES (1)')
      const { rows } = await connection.query('SELECT pg_backend_pid() AS pid')
      await aside(database.url, 'SELECT pg_terminate_backend($1)', [rows[0]!.pid])
      await connection.query('INSERT INTO note VALUES (2)')
    })
    expect((await refusal(cut)).code).toBe('store.connection_lost')
    await add(3)
    const { rows } = await engine.transaction((c) => c.query('SELECT id FROM note'))
    expect(rows).toEqual([{ id: 3 }])
  })

  test('that ends every idle connection is simply connected to again', async () => {
    await Promise.all([10, 11, 12, 13].map(add))
    await aside(
      database.url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()',
    )
    await expect
      .poll(() =>
        add(14).then(
          () => 'added',
          () => 'not yet',
        ),
      )
      .toBe('added')
  })

  test('shows a snapshot no commit of another meanwhile', async () => {
    const seen = await engine.transaction(
      async (connection) => {
        const count = async () => (await connection.query('SELECT count(*) AS n FROM note')).rows[0]!.n
        const before = await count()
        await aside(database.url, 'INSERT INTO note VALUES (100)')
        return [before, await count()]
      },
      { snapshot: true },
    )
    expect(seen[1]).toBe(seen[0])
  })

  test('serves ten transactions at the same time', async () => {
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 30 }, () =>
        engine.transaction(async (connection) => {
          most = Math.max(most, ++inside)
          await connection.query('SELECT pg_sleep(0.05)')
          inside--
        }),
      ),
    )
    expect(most).toBe(10)
  })

  test('that is killed outright and started again loses nothing confirmed', async () => {
    const binaries = (await postgresBinaries())!
    const own: PostgresServer = await startPostgres(binaries)
    const database = await freshDatabase(own.url)
    const killed = await openPostgres(database.url)
    try {
      await killed.transaction((c) => c.query('CREATE TABLE note (id int PRIMARY KEY)'))
      const waiting = killed.transaction((c) => c.query('SELECT pg_sleep(20)'))
      const outcome = refusal(waiting)
      await killed.transaction((c) => c.query('INSERT INTO note VALUES (1)'))
      await own.restartAfterKill()
      expect((await outcome).code).toBe('store.connection_lost')
      const { rows } = await killed.transaction((c) => c.query('SELECT id FROM note'))
      expect(rows).toEqual([{ id: 1 }])
    } finally {
      await killed.close()
      await own.stop()
    }
  })
})

/** Another program's statement, on a connection of its own. */
async function aside(url: string, text: string, parameters: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text, parameters)
  } finally {
    await client.end()
  }
}
