/** Whoever can put SQL into what the program asks gets no further than its role: tried as that role. */
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount, signIn } from '#access/accounts.ts'
import { openPostgres } from '#store/engine/postgres.ts'
import type { Engine } from '#store/engine.ts'
import { search } from '#store/read/search.ts'
import { scoped } from '#store/store.ts'
import { APP_ROLE, AUDIT_ROLE, DOOR_ROLE } from '#store/tables/schema.ts'
import { type Books, office, openBooks } from '../support/books.ts'
import { adminUrl, freshDatabase, serverUrl, testEngine } from '../support/engine.ts'
import { township, villages } from '../support/made-up-township.ts'

const scope = `SET LOCAL app.townships = '${township}'; SET LOCAL app.areas = '${villages[0]}'`
const keeper = { id: 'k', name: '管理员', role: 'admin', areas: [township] } as const

async function inhabited(engine: Engine): Promise<Books> {
  const books = await openBooks(engine)
  await books.family(villages[0], '甲村人')
  await books.family(villages[1], '乙村人')
  const password = '溪边的石头会唱歌'
  await createAccount(books.store, keeper, { login: 'zhao', name: '赵', role: 'office', areas: [township], password })
  await signIn(books.store, 'zhao', password)
  return books
}

describe('in the midst of a question', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await testEngine()
    await inhabited(engine)
  })
  afterAll(() => engine?.close())

  const asRole = (role: string, statement: string) =>
    engine.transaction(async (db) => {
      await db.query(`SET LOCAL ROLE ${role}; ${scope}`)
      return db.query(statement)
    })

  it.each([
    ...['SELECT password FROM account', 'SELECT login FROM account', 'SELECT digest FROM session'],
    ...["UPDATE account SET role = 'admin'", 'DELETE FROM session', 'DELETE FROM attempt'],
    ...['SELECT body FROM act', "UPDATE act SET body = ''", "UPDATE head SET key = 'k'", 'DELETE FROM audit'],
    ...['ALTER TABLE row_household DISABLE ROW LEVEL SECURITY', 'DROP POLICY scope ON row_household'],
    ...["CREATE OR REPLACE FUNCTION scope_areas() RETURNS text[] LANGUAGE sql IMMUTABLE RETURN ARRAY['9']"],
    ...['TRUNCATE lookup', 'UPDATE schema_version SET version = 1'],
  ])('whoever reads rows is refused: %s', async (statement) => {
    await expect(asRole(APP_ROLE, statement)).rejects.toMatchObject({ sqlstate: '42501' })
  })

  it.each([
    ...['SELECT * FROM row_household', 'SELECT * FROM lookup', 'SELECT id FROM act', 'SELECT * FROM issued'],
    ...['DELETE FROM account', 'DELETE FROM shelf', "UPDATE audit SET detail = ''"],
  ])('whoever works at the door is refused: %s', async (statement) => {
    await expect(asRole(DOOR_ROLE, statement)).rejects.toMatchObject({ sqlstate: '42501' })
  })

  it.each([
    'SELECT digest FROM session',
    'SELECT * FROM attempt',
    "UPDATE account SET role = 'admin'",
  ])('whoever checks the books is refused: %s', async (statement) => {
    await expect(asRole(AUDIT_ROLE, statement)).rejects.toMatchObject({ sqlstate: '42501' })
  })

  it('whoever reads rows does sees those of the own village alone', async () => {
    const { rows } = await asRole(APP_ROLE, 'SELECT head_name FROM row_household')
    expect(rows).toEqual([{ head_name: '甲村人' }])
  })
})

/** On a server whose administrator has prepared it with deploy/database.sh. */
describe.skipIf(!adminUrl)('on a server prepared as the manual says', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let engine: Engine
  let books: Books
  let outsider: pg.Client
  const login = `only_app_${process.pid}`

  const asAdmin = async (statements: string) => {
    const url = new URL(database.url)
    const admin = new URL(adminUrl!)
    url.username = admin.username
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    await client.query(statements)
    await client.end()
  }

  beforeAll(async () => {
    database = await freshDatabase(serverUrl!)
    const prepared = await readFile(new URL('../../deploy/database.sh', import.meta.url), 'utf8')
    const owner = new URL(serverUrl!).username
    const name = database.name
    const taken = [...prepared.matchAll(/^(?:REVOKE|GRANT EXECUTE) .*;$/gm)].map(([line]) => line)
    expect(taken).toHaveLength(3)
    await asAdmin(
      taken.join('\n').replace('DATABASE shouwang', `DATABASE ${name}`).replace('TO shouwang;', `TO ${owner};`),
    )
    await asAdmin(`CREATE ROLE ${login} LOGIN; GRANT ${APP_ROLE} TO ${login}`)
    engine = await openPostgres(database.url)
    books = await inhabited(engine)
    const url = new URL(database.url)
    url.username = login
    outsider = new pg.Client({ connectionString: url.href })
    await outsider.connect()
  })
  afterAll(async () => {
    await outsider?.end()
    await engine?.close()
    await asAdmin(`DROP ROLE ${login}`)
    await database?.drop()
  })

  it('the program does all that it does', async () => {
    const { hits } = await scoped(books.store, office, (tx) => search(tx, '乙村人'))
    expect(hits.map(({ title }) => title)).toContain('乙村人')
    await books.family(villages[1], '再来一户')
  })

  it.each([
    `SELECT set_config('app.areas', '${township}', true)`,
    `SELECT set_config('role', '${DOOR_ROLE}', true)`,
    `SELECT pg_catalog.set_config('role', 'none', true)`,
    `UPDATE pg_settings SET setting = '${township}' WHERE name = 'work_mem'`,
    'CREATE TEMPORARY TABLE mine (n int)',
    `SELECT query_to_xml('SELECT password FROM account', true, true, '')`,
  ])('a question of the program cannot set itself a wider scope or another role: %s', async (statement) => {
    const asked = engine.transaction(async (db) => {
      await db.query(`SET LOCAL ROLE ${APP_ROLE}; ${scope}`)
      return db.query(statement)
    })
    await expect(asked).rejects.toMatchObject({ sqlstate: '42501' })
  })

  it.each([
    `SET ROLE ${DOOR_ROLE}`,
    `SET ROLE ${AUDIT_ROLE}`,
    'SET SESSION AUTHORIZATION postgres',
    'SELECT password FROM account',
  ])('a login that has only the role which reads rows does not get out of it: %s', async (statement) => {
    await outsider.query('BEGIN')
    await expect(outsider.query(statement)).rejects.toMatchObject({ code: '42501' })
    await outsider.query('ROLLBACK')
  })
})
