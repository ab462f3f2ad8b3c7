import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { covers, townshipOf } from '#kinds/area.ts'
import type { Actor } from '#store/actor.ts'
import type { Connection } from '#store/engine.ts'
import { openTownship, scoped } from '#store/store.ts'
import { correct } from '../../../test/support/books.ts'
import { ownBooks } from '../../../test/support/own-books.ts'
import { APP_ROLE } from './schema.ts'

const books = await ownBooks()
const { engine } = books.store
const townships = ['990101201', '990101202', '990102201']
const places = townships.flatMap((code) => [
  code,
  ...['001', '002', '010'].flatMap((v) => [code + v, `${code + v}01`, `${code + v}10`]),
])

beforeAll(async () => {
  for (const code of townships.slice(1)) {
    await openTownship(books.store, { id: 'u', name: '建账', role: 'admin', areas: [code] }, code)
  }
  for (const code of townships) {
    const actor: Actor = { id: 'u', name: '乡里', role: 'office', areas: [code] }
    await scoped(books.store, actor, async (tx) => {
      for (const place of places.filter((p) => townshipOf(p) === code)) {
        await tx.connection.query(
          `INSERT INTO lookup (township, token, ledger, id, area) VALUES ('${code}', 'row-security', 'household', '${books.newId()}', '${place}')`,
        )
        await tx.connection.query(
          `INSERT INTO row_household (township, id, _from, _to, _opened, _area, number, head_name, area)
           VALUES ('${code}', '${books.newId()}', 1, 2, 1, '${place}', 'n', 'row-security', '${place}')`,
        )
      }
    })
  }
})

const visible = async (db: Connection): Promise<string[]> => {
  const { rows } = await db.query<{ place: string }>(
    `SELECT area AS place FROM lookup WHERE token = 'row-security' UNION ALL
     SELECT _area FROM row_household WHERE head_name = 'row-security' ORDER BY 1`,
  )
  return rows.map((row) => row.place)
}
const twice = (codes: string[]) => codes.flatMap((code) => [code, code]).sort()
const scopes = fc.uniqueArray(fc.constantFrom('990101', '990102', ...places), { minLength: 1, maxLength: 5 })

test('whatever areas an actor has, the database shows exactly the rows that lie in them', async () => {
  await fc.assert(
    fc.asyncProperty(scopes, async (areas) => {
      const actor: Actor = { id: 'u', name: '甲', role: 'office', areas }
      const seen = await scoped(books.store, actor, (tx) => visible(tx.connection))
      expect(seen).toEqual(twice(places.filter((place) => areas.some((area) => covers(place, area)))))
    }),
    { numRuns: 150 },
  )
})

test('a scope taken later in the same session is obeyed by the same statement, with parameters or without', async () => {
  const own = async (db: Connection, areas: string) => {
    await db.query(`SET LOCAL app.townships = '${townshipOf(areas)}'; SET LOCAL app.areas = '${areas}'`)
    const { rows } = await db.query<{ area: string }>('SELECT DISTINCT area FROM lookup WHERE token = $1 ORDER BY 1', [
      'row-security',
    ])
    return { without: (await visible(db)).length, with: rows.length }
  }
  for (let round = 0; round < 7; round++) {
    await engine.transaction(async (db) => {
      await db.query(`SET LOCAL ROLE ${APP_ROLE}`)
      expect(await own(db, '990101201')).toEqual({ without: 20, with: 10 })
      expect(await own(db, '990101201001')).toEqual({ without: 6, with: 3 })
      expect(await own(db, '99010220101010')).toEqual({ without: 2, with: 1 })
    })
  }
})

test('no statement is prepared under a name, whatever the program has asked: such a plan would outlive its scope', async () => {
  const prepared = async (db: Connection) =>
    (await db.query<{ name: string }>('SELECT name FROM pg_prepared_statements')).rows.map(({ name }) => name)
  const { household } = await books.family('990101201001', '不留名')
  await books.write([correct('household', household, { head_name: '不留' })], { reason: '试' })
  await engine.transaction(async (db) => {
    // Often enough for a driver that would begin to keep what it is asked again and again.
    for (let n = 0; n < 12; n++) {
      await db.query('SELECT $1::int AS n', [n])
      await visible(db)
    }
    await db.copyIn('books', ['township'], [])
    expect(await prepared(db)).toEqual([])
    await db.query('PREPARE kept AS SELECT 1')
    expect(await prepared(db)).toEqual(['kept'])
    await db.query('DEALLOCATE kept')
  })
})

test('a scope that is unset, empty or no code shows nothing', async () => {
  const settings = [
    '',
    "SET LOCAL app.townships = '990101201'",
    "SET LOCAL app.areas = '990101201'",
    "SET LOCAL app.townships = '990101201'; SET LOCAL app.areas = ''",
    "SET LOCAL app.townships = ''; SET LOCAL app.areas = '990101201'",
    "SET LOCAL app.townships = '990101201'; SET LOCAL app.areas = 'x'",
    "SET LOCAL app.townships = '990101201'; SET LOCAL app.areas = ','",
  ]
  for (const setting of settings) {
    const seen = await engine.transaction(async (db) => {
      await db.query(`SET LOCAL ROLE ${APP_ROLE}; ${setting || 'SELECT 1'}`)
      return visible(db)
    })
    expect(seen, setting).toEqual([])
  }
})

test('nobody writes a row outside the own scope', async () => {
  const insert = (areas: string, place: string) =>
    engine.transaction(async (db) => {
      await db.query(
        `SET LOCAL ROLE ${APP_ROLE}; SET LOCAL app.townships = '${townshipOf(areas)}'; SET LOCAL app.areas = '${areas}'`,
      )
      await db.query(
        `INSERT INTO lookup (township, token, ledger, id, area) VALUES ('${townshipOf(place)}', 'written', 'household', '${books.newId()}', '${place}')`,
      )
    })
  await insert('990101201', '990101201001')
  await insert('990101201001', '99010120100101')
  await expect(insert('990101201', '990101202001')).rejects.toMatchObject({ sqlstate: '42501' })
  await expect(insert('990101201001', '990101201002')).rejects.toMatchObject({ sqlstate: '42501' })
})
