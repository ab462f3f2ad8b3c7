/** Who owns the database: an ordinary user of a managed server sees and proves no less than a superuser. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { Refusal } from '#problem.ts'
import { office, openBooks } from '../../test/support/books.ts'
import { adminUrl, freshDatabase, serverUrl, testEngine } from '../../test/support/engine.ts'
import { catalog, township, villages } from '../../test/support/made-up-township.ts'
import { system } from './actor.ts'
import { openPostgres } from './engine/postgres.ts'
import type { Engine } from './engine.ts'
import { passingCipher } from './keys.ts'
import { openStore, openTownship, scoped, townshipsOf } from './store.ts'
import { unbound } from './tables/unbound.ts'
import { verify } from './verify.ts'
import { record } from './write/acts.ts'

const open: Engine[] = []
const fresh = async () => {
  const engine = await testEngine()
  open.push(engine)
  return engine
}
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close()
})

const opened = (engine: Engine) => openStore(engine, catalog, { keys: passingCipher() })
const owner = (engine: Engine, statement: string) =>
  engine.transaction((db) => unbound(db, async () => (await db.query(statement)).changed))
const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.catch((caught: unknown) => caught)
  if (error instanceof Refusal) return error
  throw new Error(`not refused: ${error}`)
}
const codeOf = async (work: Promise<unknown>) => (await refusal(work)).problems[0]?.code

test('the program finds the townships that have books before it has a scope, whoever owns the database', async () => {
  const engine = await fresh()
  expect(await townshipsOf(await opened(engine))).toEqual([])
  const { store, family } = await openBooks(engine)
  await family(villages[0], '在账')
  expect(await townshipsOf(store)).toEqual([township])
  const [county] = await scoped(store, { ...office, areas: ['990101'] }, async (tx) => tx.townships)
  expect(county).toBe(township)
})

test('a township whose books are open has books for ever, even before its first act', async () => {
  const store = await opened(await fresh())
  const keeper = system('测试', [township])
  await openTownship(store, keeper, township)
  await openTownship(store, keeper, township)
  expect(await townshipsOf(store)).toEqual([township])
})

test('nothing proves nothing: verify refuses where there is no act to read', async () => {
  const store = await opened(await fresh())
  const nobody = { ...office, areas: await townshipsOf(store) }
  const { problems } = await refusal(verify(store, nobody))
  expect(problems[0]).toMatchObject({ code: 'verify.nothing', message: expect.stringContaining('没有账可核对') })
  await openTownship(store, system('测试', [township]), township)
  expect(await codeOf(verify(store, office))).toBe('verify.nothing')
})

test('verify says whose books it has read', async () => {
  const { store } = await openBooks(await fresh())
  expect(await verify(store, office)).toEqual({
    townships: [township],
    acts: 1,
    versions: 3,
    marks: [township, ''].map((of) => ({
      township: of,
      mark: expect.stringMatching(/^[0-9a-f]{1,16}-[0-9a-f]{1,16}$/),
    })),
    problems: [],
  })
})

test('books that are there and do not show are neither counted as nothing nor opened anew', async () => {
  const engine = await fresh()
  const { store, newId } = await openBooks(engine)
  const act = { id: newId(), township, kind: 'record' as const, changes: [] }
  expect(await owner(engine, 'DELETE FROM head')).toBe(1)
  const asked = [
    () => verify(store, office),
    () => scoped(store, { ...office, areas: ['990101'] }, async () => undefined),
    () =>
      record(store, office, {
        ...act,
        changes: [{ ledger: 'area', id: newId(), set: { code: township, name: '新', valid_from: '2024-01-01' } }],
      }),
  ]
  for (const work of asked) expect(await codeOf(work())).toBe('store.books_hidden')
  await openTownship(store, office, township)
  expect(await owner(engine, 'UPDATE head SET seq = seq')).toBe(0)
  expect(await codeOf(verify(store, office))).toBe('store.books_hidden')
})

test('books that an older program opened are listed when this one starts, and tables that it alone needs are gone', async () => {
  const engine = await fresh()
  await openBooks(engine)
  await owner(
    engine,
    "DELETE FROM books; UPDATE schema_version SET declared = 'older'; CREATE TABLE stage_person (id uuid)",
  )
  expect(await townshipsOf(await opened(engine))).toEqual([township])
  const left = await engine.transaction((db) => db.query("SELECT to_regclass('stage_person')::text AS name"))
  expect(left.rows).toEqual([{ name: null }])
})

describe.skipIf(!serverUrl)('a server whose database belongs to an ordinary user', () => {
  const asAdmin = async (statement: string) => {
    const client = new pg.Client({ connectionString: adminUrl! })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  /** Opens books in a database that belongs to a new user with these rights. */
  const asUser = async (rights: string, work: (engine: Engine, name: string) => Promise<void>) => {
    const name = `user_${randomUUID().slice(0, 8)}`
    await asAdmin(`CREATE ROLE ${name} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS ${rights}`)
    const database = await freshDatabase(Object.assign(new URL(serverUrl!), { username: name }).href)
    const engine = await openPostgres(database.url)
    try {
      await work(engine, name)
    } finally {
      await engine.close()
      await database.drop()
      await asAdmin(`DROP ROLE ${name}`)
    }
  }

  test('is what these tests run on', async () => {
    const { rows } = await (await fresh()).transaction((db) =>
      db.query('SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user'),
    )
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }])
  })

  test('and may make roles needs no administrator', async () => {
    await asUser('CREATEROLE', async (engine) => {
      await openBooks(engine)
      expect((await verify(await opened(engine), office)).acts).toBe(1)
    })
  })

  test('and may not make roles is told in full what an administrator has to run once', async () => {
    await asUser('NOCREATEROLE', async (engine, name) => {
      const { problems } = await refusal(opened(engine))
      expect(problems[0]!.code).toBe('store.role_missing')
      const [sql] = /CREATE ROLE .*;/.exec(problems[0]!.remedy!)!
      expect(sql).toContain(`TO ${name};`)
      await asAdmin(sql.replace(/CREATE ROLE [^;]*;/g, ''))
      await openBooks(engine)
    })
  })
})
