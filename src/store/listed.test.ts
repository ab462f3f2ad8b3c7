/** Lists: every row once, in any order, under any filter, and nothing that is hidden told by either. */
import { expect, test } from 'vitest'
import type { Actor } from '#store/actor.ts'
import { type Asked, listed, type Order, totals } from '#store/read/listed.ts'
import { scoped } from '#store/store.ts'
import { office, set, villager } from '../../test/support/books.ts'
import { catalog, villages } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'

const books = await ownBooks()
const household = catalog.ledgers.get('household')!
const aid = catalog.ledgers.get('aid')!

const people = await Promise.all(['王秀英', '李明', '王小明'].map((name, n) => books.family(villages[n % 2]!, name)))
const paid = Array.from({ length: 40 }, (_, n) => ({
  person: people[n % 3]!.person,
  paid_on: `2025-0${1 + (n % 5)}-01`,
  amount: (n % 7) * 100,
  ...(n % 4 > 0 && { urgent: n % 4 === 1 }),
}))
await books.write(paid.map((values) => set('aid', books.newId(), values)))
await books.write(
  Array.from({ length: 30 }, (_, n) =>
    set('household', books.newId(), {
      number: `L${n}`,
      head_name: `户${n % 6}`,
      area: villages[n % 2]!,
      ...(n % 3 > 0 && { land: n % 4 }),
    }),
  ),
)

const read = async (
  ledger: typeof aid,
  asked: Asked & { order?: Order; actor?: Actor },
  between?: () => Promise<unknown>,
) => {
  const { actor = office, ...rest } = asked
  const rows: Awaited<ReturnType<typeof listed>>['rows'] = []
  let after: Awaited<ReturnType<typeof listed>>['next']
  for (let page = 0; page < 100; page++) {
    const found = await scoped(books.store, actor, (tx) => listed(tx, ledger, { ...rest, after, limit: 7 }))
    rows.push(...found.rows)
    after = found.next
    if (!after) return rows
    await between?.()
  }
  throw new Error('no end')
}

const all = await read(household, {})

test.each([
  'number',
  'head_name',
  'area',
  'land',
  undefined,
])('read page by page by %s, each row is told once and in order', async (field) => {
  for (const descending of [false, true]) {
    const rows = await read(household, { order: { descending, ...(field && { field }) } })
    expect(rows.map((row) => row.id).sort()).toEqual(all.map((row) => row.id).sort())
    const values = rows.map((row) => (field ? row.values[field] : row.id) ?? null)
    const known = values.filter((value) => value !== null)
    expect(values.slice(0, known.length)).toEqual(known)
    const sorted = [...known].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    expect(known).toEqual(descending ? sorted.reverse() : sorted)
  }
})

test('while others write, no row that was there is skipped or told twice', async () => {
  let n = 0
  const rows = await read(household, { order: { field: 'head_name', descending: false } }, () =>
    books.write([set('household', books.newId(), { number: `W${++n}`, head_name: `户${n % 6}`, area: villages[0] })]),
  )
  const ids = rows.map((row) => row.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(all.every((row) => ids.includes(row.id))).toBe(true)
})

test.each<[string, Asked, (values: (typeof paid)[number]) => boolean]>([
  ['one of some values', { where: [{ field: 'urgent', any: ['是'] }] }, (row) => row.urgent === true],
  [
    'days between two, both included',
    { where: [{ field: 'paid_on', from: '2025年2月1日', until: '2025-03-01' }] },
    (row) => row.paid_on >= '2025-02-01' && row.paid_on <= '2025-03-01',
  ],
  [
    'an amount, as it is written',
    { where: [{ field: 'amount', from: '2', until: '4.00元' }] },
    (row) => row.amount >= 200 && row.amount <= 400,
  ],
  ['what is left empty', { where: [{ field: 'urgent', empty: true }] }, (row) => row.urgent === undefined],
  [
    'whom it is about',
    { where: [{ field: 'person', any: [people[0]!.person] }] },
    (row) => row.person === people[0]!.person,
  ],
  ['names of whom it is about', { words: '王' }, (row) => row.person !== people[1]!.person],
  [
    'two at once',
    { words: 'lm', where: [{ field: 'urgent', any: ['否', '是'] }] },
    (row) => row.person === people[1]!.person && row.urgent !== undefined,
  ],
])('a filter by %s keeps just those, and they are what is added up', async (_, asked, keeps) => {
  const kept = paid.filter(keeps)
  expect(kept.length).toBeGreaterThan(0)
  const rows = await read(aid, asked)
  expect(rows).toHaveLength(kept.length)
  const sum = kept.reduce((total, row) => total + row.amount, 0)
  expect(await scoped(books.store, office, (tx) => totals(tx, aid, asked))).toEqual({
    rows: kept.length,
    sums: [{ field: 'amount', sum }],
  })
})

test('words that thousands of names fit find the rows of all of them', async () => {
  const many = 2_300
  for (let n = 0; n < many; n += 1_150) {
    const changes = Array.from({ length: 1_150 }, () => {
      const id = books.newId()
      return [
        set('person', id, { name: '欧阳小多' }),
        set('aid', books.newId(), { person: id, paid_on: '2025-07-01', amount: 1 }),
      ]
    })
    await books.write(changes.flat())
  }
  for (const words of ['欧', '欧阳', 'oyxd']) {
    expect(await scoped(books.store, office, (tx) => totals(tx, aid, { words }))).toEqual({
      rows: many,
      sums: [{ field: 'amount', sum: many }],
    })
  }
})

test.each([
  [household, 'land', '3', '0'],
  [aid, 'paid_on', '2025-12-31', '2025年1月1日'],
])('a filter that ends before it begins is refused in words', async (ledger, field, from, until) => {
  await expect(read(ledger, { where: [{ field, from, until }] })).rejects.toThrow(/前后反了/)
  const asked = { where: [{ field, from: until, until: from }] }
  expect((await scoped(books.store, office, (tx) => totals(tx, ledger, asked))).rows).toBeGreaterThan(0)
})

test('the end of a page that no page of this order has is refused', async () => {
  const order = { field: 'paid_on', descending: false }
  const ask = (after: { value: string | number; id: string }) =>
    scoped(books.store, office, (tx) => listed(tx, aid, { order, after, limit: 7 }))
  await expect(ask({ value: 'x', id: people[0]!.person })).rejects.toThrow(/下一页/)
  await expect(ask({ value: 7, id: people[0]!.person })).rejects.toThrow(/下一页/)
})

test('a village lists and adds up its own rows only, and a place keeps what lies in it', async () => {
  for (const n of [0, 1] as const) {
    const own = await read(household, { actor: villager(n) })
    const kept = await read(household, { area: villages[n] })
    expect(own.map((row) => row.id)).toEqual(kept.map((row) => row.id))
    expect(new Set(own.map((row) => row.area))).toEqual(new Set([villages[n]]))
    const { rows } = await scoped(books.store, villager(n), (tx) => totals(tx, household, {}))
    expect(rows).toBe(own.length)
  }
})

test('what is masked neither sorts nor filters, nor does what is no field', async () => {
  const person = catalog.ledgers.get('person')!
  for (const field of ['id_number', 'constructor', 'township', '_area']) {
    const where = [{ field, from: '1' }]
    await expect(read(person, { where })).rejects.toThrow(/不能按这一栏筛选或排序/)
    await expect(read(person, { order: { field, descending: false } })).rejects.toThrow(/不能按这一栏筛选或排序/)
    await expect(scoped(books.store, office, (tx) => totals(tx, person, { where }))).rejects.toThrow(/不能按这一栏/)
  }
})
