import { expect, test } from 'vitest'
import { system } from '#store/actor.ts'
import { openTownship, scoped } from '#store/store.ts'
import { office, villager } from '../../../test/support/books.ts'
import { township } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'
import { decide, decisionsOn } from './decisions.ts'

const digest = 'a'.repeat(64)
const neighbour = '990101202'

const books = await ownBooks()

const decided = (on: string, finding: string, what: Parameters<typeof decide>[4], actor = office) =>
  scoped(books.store, actor, (tx) => decide(tx, township, on, finding, what))
const found = (on: string, actor = office) => scoped(books.store, actor, (tx) => decisionsOn(tx, township, on))

test('a decision is kept for its text with who and why, is seen by the villages of the township, and can be changed and taken back', async () => {
  expect(await found(digest)).toEqual({})
  await decided(digest, 'part-whole:3-9', { decision: 'dismiss', reason: '含双重身份' })
  await decided(digest, 'unit:20-24', { decision: 'accept', reason: '' }, villager(0))
  expect(await found(digest, villager(1))).toMatchObject({
    'part-whole:3-9': { decision: 'dismiss', reason: '含双重身份', by: '乡里' },
    'unit:20-24': { decision: 'accept', reason: '', by: '村1' },
  })
  expect(await found('b'.repeat(64))).toEqual({})
  const changed = await decided(digest, 'part-whole:3-9', { decision: 'accept', reason: '补上漏项' })
  expect(changed['part-whole:3-9']).toMatchObject({ decision: 'accept', reason: '补上漏项' })
  expect(Object.keys(await decided(digest, 'unit:20-24', null))).toEqual(['part-whole:3-9'])
  expect(Object.keys(await found(digest))).toEqual(['part-whole:3-9'])
})

test('decisions of two people at once are both kept', async () => {
  const other = 'c'.repeat(64)
  await Promise.all(
    Array.from({ length: 8 }, (_, n) => decided(other, `share:${n}-9`, { decision: 'accept', reason: `${n}` })),
  )
  expect(Object.keys(await found(other)).sort()).toEqual(Array.from({ length: 8 }, (_, n) => `share:${n}-9`))
})

test('another township neither sees nor writes them', async () => {
  const them = system('测试', [neighbour])
  await openTownship(books.store, them, neighbour)
  expect(await found(digest, them)).toEqual({})
  await expect(decided(digest, 'unit:20-24', null, them)).rejects.toThrow()
  expect(Object.keys(await found(digest))).toEqual(['part-whole:3-9'])
})

test('there is an end to what is kept for one text', async () => {
  const long = 'd'.repeat(64)
  const write = async () => {
    for (let n = 0; n < 300; n++) await decided(long, `note:${n}`, { decision: 'dismiss', reason: '长'.repeat(1000) })
  }
  await expect(write()).rejects.toThrow(/太多处理意见.*重新核对/)
  expect(Object.keys(await found(long, villager(0))).length).toBeGreaterThan(150)
})
