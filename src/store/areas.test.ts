import { expect, test } from 'vitest'
import { Refusal } from '#problem.ts'
import { correct, moving, office, set, voided } from '../../test/support/books.ts'
import { township, villages } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import { rowsOf } from './read/list.ts'
import { lookupIn } from './read/lookup.ts'
import { areaNames, placeName, type When } from './read/office-words.ts'
import { rowById } from './read/rows.ts'
import { namesOf, shown } from './read/show.ts'
import { scoped } from './store.ts'

const books = await ownBooks()

const [closing, lasting, renamed] = ['003', '004', '005'].map((n) => township + n) as [string, string, string]
const nameOf = (code: string, when?: When) =>
  scoped(books.store, office, async (tx) => (await areaNames(tx, when)).get(code))
const area = (code: string, name: string, valid_from: string, valid_to?: string) =>
  set('area', books.newId(), { code, name, valid_from, ...(valid_to && { valid_to }) })
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? error.problems.map((p) => `${p.code} ${p.message}`) : error),
  )

test('a place is called by the name that it has on the day asked, in whatever order the names were recorded', async () => {
  const { at } = await books.write([area(renamed, '新桥村', '2025-07-01')])
  await books.write([area(renamed, '大桥村', '1990-01-01', '2025-06-30')])
  await books.write([area(renamed, '大桥生产大队', '1970-01-01', '1989-12-31')])
  const days = ['1960-01-01', '1975-01-01', '2024-12-31', '2025-06-30', '2025-07-01', '2025-12-31']
  expect(await Promise.all(days.map((day) => nameOf(renamed, { day })))).toEqual([
    '大桥生产大队',
    '大桥生产大队',
    '大桥村',
    '大桥村',
    '新桥村',
    '新桥村',
  ])
  expect(await nameOf(renamed)).toBe('新桥村')
  // As of a moment before the older names were written down, nobody knew another.
  expect(await nameOf(renamed, { day: '1975-01-01', moment: at })).toBe('新桥村')
})

test('a closed village keeps its name and takes what belongs to its time, and nothing else', async () => {
  const open = books.newId()
  await books.write([
    set('area', open, { code: closing, name: '西沟村', valid_from: '1990-01-01' }),
    area(lasting, '合并村', '2025-01-01'),
  ])
  const { household, person } = await books.family(closing, '西沟户')
  await books.write([correct('area', open, { valid_to: '2024-12-31' })], { reason: '并村' })
  expect(await nameOf(closing, { day: '2025-12-31' })).toBe('西沟村')
  const closed = `area.closed 这一行所在的地区已经撤并，2024-12-31 是它的最后一天，不能再记到它名下。`
  expect(
    await problemOf(books.write([set('household', books.newId(), { number: 'X', head_name: '新', area: closing })])),
  ).toEqual([closed])
  expect(
    await problemOf(books.write([set('label', books.newId(), { household, word: '新', since: '2025-01-01' })])),
  ).toEqual([closed])
  await books.write([set('label', books.newId(), { household, word: '旧', since: '2024-12-31' })])
  await books.write([set('aid', books.newId(), { person, paid_on: '2024-12-31', amount: 100 })])
  // Who stays there can still be corrected, and moves to where the village went.
  await books.write([correct('household', household, { head_name: '改名' })], { reason: '改名' })
  await books.write(moving(books, household, closing, lasting, '2025-01-01'), { reason: '并村' })
  await books.write([set('label', books.newId(), { household, word: '新', since: '2025-01-01' })])
  const labels = await scoped(books.store, office, (tx) => rowsOf(tx, 'label', { area: lasting }))
  expect(labels.items.map((row) => row.values.word).sort()).toEqual(['旧', '新'].sort())
  // Closed by mistake: it is open again.
  await books.write([correct('area', open, { valid_to: null })], { reason: '没有撤' })
  const again = books.newId()
  await books.write([set('household', again, { number: 'Y', head_name: '又', area: closing })])
  await books.write([voided('household', again)], { reason: '试' })
})

test('a villager group is found by the name with its village, and shown by it; two villages may each have a first group', async () => {
  const groups = villages.map((village) => `${village}01`) as [string, string]
  await books.write(groups.map((code) => area(code, '一组', '2020-01-01')))
  const found = await scoped(books.store, office, async (tx) => ({
    codes: await lookupIn(tx).areas(['一组', '地001一组', '地002一组', '地003一组']),
    names: await areaNames(tx),
  }))
  expect([...found.codes]).toEqual([
    ['一组', 'many'],
    ['地001一组', groups[0]],
    ['地002一组', groups[1]],
  ])
  expect(groups.map((code) => placeName(found.names, code))).toEqual(['地001一组', '地002一组'])
  const home = books.newId()
  await books.write([set('household', home, { number: 'Z', head_name: '组里的', area: groups[1] })])
  const said = await scoped(books.store, office, async (tx) => {
    const row = (await rowById(tx, 'household', home))!
    const ledger = books.store.catalog.ledgers.get('household')!
    return shown(tx, ledger, row.values, await namesOf(tx, ledger, [row.values])).area
  })
  expect(said).toBe('地002一组')
})
