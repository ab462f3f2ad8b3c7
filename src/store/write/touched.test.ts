import { expect, test } from 'vitest'
import { scoped } from '#store/store.ts'
import { migrate } from '#store/tables/migrate.ts'
import { correct, idNumberOf, moving, office, set, voided } from '../../../test/support/books.ts'
import { catalog, villages } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'

const books = await ownBooks()

/** Ledger → the last act that touched anything of it. */
const touched = () =>
  scoped(books.store, office, async (tx) => {
    const { rows } = await tx.connection.query<{ ledger: string; seq: number; at: number }>(
      'SELECT ledger, max(seq) AS seq, max(at) AS at FROM touched GROUP BY 1 ORDER BY 1',
    )
    return Object.fromEntries(rows.map(({ ledger, seq, at }) => [ledger, { seq, at }]))
  })

/** What of which ledgers the last act touched. */
const touchedLast = () =>
  scoped(books.store, office, async (tx) => {
    const { rows } = await tx.connection.query<{ touch: string }>(
      'SELECT ledger || \'.\' || what AS touch FROM touched WHERE seq = (SELECT seq FROM head) ORDER BY ledger, what COLLATE "C"',
    )
    return rows.map(({ touch }) => touch)
  })

test('each ledger knows the last act that wrote into it, and a move of a household touches all that follows it', async () => {
  const { household } = await books.family(villages[0], '搬家的')
  const before = await touched()
  await books.write([set('household', books.newId(), { number: 'T1', head_name: '新户', area: villages[0] })])
  const after = await touched()
  expect(after).toEqual({ ...before, household: after.household })
  expect(after.household!.seq).toBeGreaterThan(before.household!.seq)
  await books.write([correct('household', household, { area: villages[1] })], { reason: '搬家' })
  const moved = await touched()
  for (const ledger of ['household', 'membership', 'person'])
    expect(moved[ledger]!.seq, ledger).toBe(after.household!.seq + 1)
  expect(moved.aid).toEqual(after.aid)
})

test('an act notes what it touched: rows as such, the columns whose values are others now, and where rows are', async () => {
  const { household, person } = await books.family(villages[0], '记明的')
  expect(await touchedLast()).toEqual(['household.+', 'membership.+', 'person.+'])
  const more = { reason: '试' }
  await books.write([correct('household', household, { head_name: '另一个', number: '记明的' })], more)
  const [head] = await touchedLast()
  expect(head).toBe('household.head_name')
  await books.write([correct('household', household, { head_name: '另一个' })], more)
  expect(await touchedLast()).toEqual([])
  await books.write([correct('person', person, { id_number: idNumberOf(77) })], more)
  expect(await touchedLast()).toEqual(['person.id_number', 'person.id_number__blind'])
  await books.write(moving(books, household, villages[0], villages[1], '2025-03-01'), more)
  expect(await touchedLast()).toEqual(['household.@', 'household.area', 'membership.@', 'move.+', 'person.@'])
  const id = books.newId()
  await books.write([set('aid', id, { person, paid_on: '2025-06-01', amount: 700 })])
  await books.write([voided('aid', id)], more)
  expect(await touchedLast()).toEqual(['aid.+'])
})

test('what an older program did not note is found again from the rows', async () => {
  const noted = await touched()
  const again = async () => {
    await books.store.engine.transaction((db) => db.query("UPDATE schema_version SET declared = 'older'"))
    await migrate(books.store.engine, catalog)
    expect(await touched()).toEqual(noted)
  }
  await scoped(books.store, office, (tx) => tx.connection.query('UPDATE touched SET seq = 0, at = 0'))
  await again()
  // As it was before it was noted what of a ledger was touched.
  await books.store.engine.transaction((db) =>
    db.query(`DROP TABLE touched; CREATE TABLE touched (
      township text NOT NULL, ledger text NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (township, ledger))`),
  )
  await again()
})
