import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Books, catalog, office, openBooks, township, villages } from '../../test/support/books.ts'
import { testEngine } from '../../test/support/engine.ts'
import { importFile } from './import.ts'

let books: Books

beforeAll(async () => {
  books = await openBooks(await testEngine())
})
afterAll(() => books.store.engine.close())

test('a row that only the books can refuse comes back with its line and cell, and the others go in', async () => {
  const csv = `户编号,户主姓名,所在地\n1,甲,${villages[0]}\n2,乙,${township}999\n3,丙,${villages[1]}\n`
  const given = { ledger: 'household', township, bytes: new TextEncoder().encode(csv), name: '农户.csv' }
  const taken = await importFile(books.store, office, given)
  expect(taken).toMatchObject({ added: 2, known: 0 })
  expect(taken.bad).toMatchObject([
    {
      row: 3,
      problems: [{ code: 'area.not_listed', at: { ledger: 'household', field: 'area', line: 3, column: 3 } }],
    },
  ])
  const back = new TextDecoder().decode(taken.marked!.bytes)
  expect(back).toContain(`2,乙,${township}999,${catalog.ledgers.get('household')!.fields.area!.label}：行政区划代码`)
})
