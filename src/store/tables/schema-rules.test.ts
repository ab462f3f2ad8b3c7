import { expect, test } from 'vitest'
import type { Catalog } from '#define/catalog.ts'
import { text } from '#define/field.ts'
import { Refusal } from '#problem.ts'
import { DatabaseError } from '#store/engine/database-error.ts'
import type { Engine } from '#store/engine.ts'
import { scoped } from '#store/store.ts'
import { office, set } from '../../../test/support/books.ts'
import { catalog, township, villages } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'
import { lintStatement } from './lint.ts'
import { migrate } from './migrate.ts'
import { APP_ROLE, declaredTables, rowTable, schemaSql } from './schema.ts'
import { unbound } from './unbound.ts'

const books = await ownBooks()
const { engine } = books.store

const ask = async <R extends Record<string, unknown>>(text: string) =>
  (await engine.transaction((db) => db.query<R>(text))).rows

const sharded = [...declaredTables(catalog)].filter(([, spread]) => spread === 'sharded').map(([table]) => table)

test('S2: the tables of the database are the declared ones and no other', async () => {
  const rows = await ask<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  )
  expect(rows.map((row) => row.name)).toEqual([...declaredTables(catalog).keys()].sort())
})

test('S1, S17: every table has a primary key, and a sharded one begins with township, which is never missing', async () => {
  const rows = await ask<{ name: string; first: string; required: boolean }>(
    `SELECT c.relname AS name, a.attname AS first, a.attnotnull AS required FROM pg_index i
     JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE i.indisprimary AND n.nspname = 'public' ORDER BY 1`,
  )
  expect(rows.map((row) => row.name)).toEqual([...declaredTables(catalog).keys()].sort())
  for (const table of sharded) {
    expect(rows.find((row) => row.name === table)).toEqual({ name: table, first: 'township', required: true })
  }
})

test('S3: every unique index of a sharded table holds township as a plain column', async () => {
  const rows = await ask<{ name: string; definition: string }>(
    `SELECT tablename AS name, indexdef AS definition FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE 'CREATE UNIQUE%'`,
  )
  const offenders = rows.filter((row) => sharded.includes(row.name) && !/\(township[,)]/.test(row.definition))
  expect(offenders).toEqual([])
  expect(rows.length).toBeGreaterThan(sharded.length)
})

test('S4, S6, S9, S16: no foreign keys, defaults, sequences, triggers or rules', async () => {
  const rows = await ask<{ what: string }>(
    `SELECT 'constraint ' || conname AS what FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'x', 't')
     UNION ALL SELECT 'default of ' || adrelid::regclass::text FROM pg_attrdef
     UNION ALL SELECT 'sequence ' || sequencename FROM pg_sequences WHERE schemaname = 'public'
     UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
     UNION ALL SELECT 'rule ' || rulename FROM pg_rules WHERE schemaname = 'public'`,
  )
  expect(rows).toEqual([])
})

test('S15: policies compare own columns with settings, without subqueries, and bind the owner too', async () => {
  const policies = await ask<{ name: string; condition: string }>(
    "SELECT tablename AS name, qual AS condition FROM pg_policies WHERE schemaname = 'public' ORDER BY 1",
  )
  for (const { condition } of policies) {
    expect(condition).not.toMatch(/select/i)
    expect(lintStatement(condition)).toEqual([])
  }
  const forced = await ask<{ name: string }>(
    'SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY 1',
  )
  expect(forced).toEqual(policies.map(({ name }) => ({ name })))
  for (const table of [
    'head',
    'act',
    'lookup',
    'issued',
    'issued_void',
    'audit',
    ...[...catalog.ledgers.keys()].map(rowTable),
  ]) {
    expect(policies.map((p) => p.name)).toContain(table)
  }
})

test('S5, S16: the application may update what closes a row and its head, and delete nothing that was recorded', async () => {
  const rows = await ask<{ name: string; what: string }>(
    `SELECT table_name AS name, privilege_type || coalesce(' ' || column_name, '') AS what FROM (
       SELECT table_name, privilege_type, column_name FROM information_schema.column_privileges
         WHERE grantee = '${APP_ROLE}' AND privilege_type = 'UPDATE'
       UNION ALL SELECT table_name, privilege_type, NULL FROM information_schema.table_privileges
         WHERE grantee = '${APP_ROLE}' AND privilege_type IN ('DELETE', 'TRUNCATE')) granted ORDER BY 1, 2`,
  )
  const of = (table: string) => rows.filter((row) => row.name === table).map((row) => row.what)
  for (const ledger of catalog.ledgers.keys()) expect(of(rowTable(ledger))).toEqual(['UPDATE _closed', 'UPDATE _to'])
  expect(of('act')).toEqual([])
  expect(of('audit')).toEqual([])
  expect(of('issued')).toEqual([])
  expect(of('issued_void')).toEqual([])
  expect(of('shelf')).toEqual([])
  expect(of('shelf_head')).toEqual(['UPDATE digest', 'UPDATE seq'])
  expect(of('head')).toEqual(['UPDATE at', 'UPDATE digest', 'UPDATE seal', 'UPDATE seq'])
  expect(of('touched')).toEqual(['UPDATE at', 'UPDATE seq'])
})

test('the database itself refuses to change or delete what was recorded', async () => {
  await books.family(villages[0], '不可改')
  const attempts = [
    "UPDATE row_household SET head_name = '改'",
    'UPDATE row_household SET township = township',
    'UPDATE row_household SET _from = 0',
    'DELETE FROM row_household',
    'TRUNCATE row_household',
    "UPDATE act SET reason = '改'",
    'DELETE FROM act',
    'SELECT body FROM act',
    'DELETE FROM audit',
    "UPDATE issued SET figures = ''",
    'DELETE FROM issued_void',
    'DELETE FROM head',
    'DROP TABLE row_household',
    'ALTER TABLE row_household DISABLE ROW LEVEL SECURITY',
  ]
  for (const statement of attempts) {
    const work = scoped(books.store, office, (tx) => tx.connection.query(statement))
    await expect(work, statement).rejects.toSatisfy((e) => e instanceof DatabaseError && e.sqlstate === '42501')
  }
})

test('without the code in front, row security alone keeps villages apart, and hides everything where no scope is set', async () => {
  await books.family(villages[0], '一村的')
  await books.family(villages[1], '二村的')
  const seen = (settings: string) =>
    engine.transaction(async (db) => {
      await db.query(`SET LOCAL ROLE ${APP_ROLE}; ${settings}`)
      const { rows } = await db.query<{ area: string }>(
        'SELECT DISTINCT _area AS area FROM row_person UNION SELECT DISTINCT area FROM lookup ORDER BY 1',
      )
      return rows.map((row) => row.area)
    })
  const scope = (townships: string, areas: string) =>
    `SET LOCAL app.townships = '${townships}'; SET LOCAL app.areas = '${areas}'`
  expect(await seen('SELECT 1')).toEqual([])
  expect(await seen(scope(township, villages[0]))).toEqual([villages[0]])
  expect(await seen(scope('990101299', villages[0]))).toEqual([])
  expect(await seen(scope(township, township))).toEqual([township, villages[0], villages[1]])
  const giveAway = engine.transaction(async (db) => {
    await db.query(`SET LOCAL ROLE ${APP_ROLE}; ${scope(township, villages[0])}`)
    await db.query(
      `INSERT INTO row_household (township, id, _from, _to, _opened, _area, number, head_name, area)
       VALUES ('${township}', '${books.newId()}', 1, 2, 1, '${villages[1]}', 'x', 'x', 'x')`,
    )
  })
  await expect(giveAway).rejects.toMatchObject({ sqlstate: '42501' })
})

test('a scope that is not codes never reaches SQL text', async () => {
  const actor = { ...office, areas: [`${township}'; DROP TABLE act; --`] }
  await expect(scoped(books.store, actor, async () => undefined)).rejects.toThrow('not area codes')
})

const changed = (change: (fields: Record<string, unknown>) => Record<string, unknown>): Catalog => {
  const ledger = catalog.ledgers.get('household')!
  const fields = change({ ...ledger.fields }) as typeof ledger.fields
  return { ...catalog, ledgers: new Map([...catalog.ledgers, ['household', { ...ledger, fields }]]) }
}

test('the same declarations again change nothing; a new field is added and old rows lack it', async () => {
  await migrate(engine, catalog)
  const more = changed((fields) => ({ ...fields, phone: text('电话', { optional: true }) }))
  await migrate(engine, more)
  const { rows } = await engine.transaction((db) =>
    unbound(db, () => db.query<{ n: number }>('SELECT count(*) AS n FROM row_household WHERE phone IS NULL')),
  )
  expect(rows[0]!.n).toBeGreaterThan(0)
  await expect(migrate(engine, catalog)).rejects.toSatisfy(
    (e) => e instanceof Refusal && e.problems[0]?.code === 'store.column_removed',
  )
  await migrate(engine, more)
})

test('a field of another kind, and a ledger taken away, are refused in words', async () => {
  const retyped = changed((fields) => ({
    ...fields,
    phone: text('电话', { optional: true }),
    head_name: { ...(fields.number as object), kind: { ...(fields.number as { kind: object }).kind, column: 'date' } },
  }))
  await expect(migrate(engine, retyped)).rejects.toThrow('声明改成了 date')
  const fewer = { ...changed((fields) => ({ ...fields, phone: text('电话', { optional: true }) })) }
  const without = { ...fewer, ledgers: new Map([...fewer.ledgers].filter(([id]) => id !== 'aid')) }
  await expect(migrate(engine, without)).rejects.toThrow('aid')
})

test('a database of a newer program is refused with both versions named', async () => {
  await engine.transaction((db) => db.query('UPDATE schema_version SET version = 99'))
  await expect(migrate(engine, catalog)).rejects.toThrow(/第 99 版.*第 4 版/)
  await engine.transaction((db) => db.query('UPDATE schema_version SET version = 1'))
})

test('S19: the schema is single statements', () => {
  for (const statement of schemaSql(catalog)) expect(statement).not.toContain(';')
})

test('lint names each forbidden thing, and lets a tied join pass', () => {
  const bad = [
    'SELECT now()',
    'SELECT current_date',
    "SELECT set_config('app.areas', 'x', true)",
    'WITH RECURSIVE t AS (SELECT 1) SELECT 1',
    'PREPARE mine AS SELECT 1',
    'SELECT count(*) FROM row_a GROUP BY GROUPING SETS ((x), ())',
    'SELECT 1 FROM row_a ORDER BY id LIMIT 5 OFFSET 10',
    'SELECT 1 FROM row_a a JOIN row_b b ON b.id = a.b',
    'SELECT 1 FROM row_a a, row_b b WHERE a.id = b.id',
    'SELECT 1 FROM row_a a JOIN row_b b ON b.id = a.b WHERE a.township = ANY ($1) AND b.township = ANY ($1)',
    'SELECT 1 FROM "row_a" AS "a" WHERE EXISTS (SELECT 1 FROM "row_b" AS "b" WHERE "b"."a" = "a"."id")',
    'SELECT 1 FROM row_a a JOIN row_b b ON b.township = a.township JOIN row_c c ON c.id = b.c',
  ]
  for (const sql of bad) expect(lintStatement(sql), sql).not.toEqual([])
  const good = [
    'SELECT count(*) FROM row_a WHERE township = ANY ($1)',
    'SELECT 1 FROM row_a a JOIN row_b b ON b.township = a.township AND b.id = a.b',
    'SELECT 1 FROM "row_a" AS "a" LEFT JOIN "row_b" AS "b" ON "b"."township" = "a"."township" AND "b"."id" = "a"."b"',
    "SELECT 'now() OFFSET' FROM row_a",
  ]
  for (const sql of good) expect(lintStatement(sql), sql).toEqual([])
})

test('recording writes only statements that lint passes', async () => {
  const seen: string[] = []
  const watched: Engine = {
    ...engine,
    transaction: (work, options) =>
      engine.transaction(
        (db) =>
          work({
            ...db,
            query: (text, parameters) => {
              seen.push(text)
              return db.query(text, parameters)
            },
          }),
        options,
      ),
  }
  const own = { ...books, store: { ...books.store, engine: watched } }
  const { record } = await import('../write/acts.ts')
  await record(own.store, office, {
    id: books.newId(),
    township,
    kind: 'record',
    changes: [set('household', books.newId(), { number: 'LINT', head_name: '查', area: villages[0] })],
  })
  expect(seen.length).toBeGreaterThan(4)
  expect(seen.flatMap((sql) => lintStatement(sql))).toEqual([])
})
