import { expect, test } from 'vitest'
import { scoped } from '#store/store.ts'
import { migrate } from '#store/tables/migrate.ts'
import { correct, office, set } from '../../../test/support/books.ts'
import { catalog, villages } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'

const books = await ownBooks()

const touched = () =>
  scoped(books.store, office, async (tx) => {
    const { rows } = await tx.connection.query<{ ledger: string; seq: number; at: number }>(
      'SELECT ledger, seq, at FROM touched ORDER BY 1',
    )
    return Object.fromEntries(rows.map(({ ledger, seq, at }) => [ledger, { seq, at }]))
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

test('what an older program did not note is found again from the rows', async () => {
  const noted = await touched()
  await scoped(books.store, office, (tx) => tx.connection.query('UPDATE touched SET seq = 0, at = 0'))
  await books.store.engine.transaction((db) => db.query("UPDATE schema_version SET declared = 'older'"))
  await migrate(books.store.engine, catalog)
  expect(await touched()).toEqual(noted)
})
