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

test('of two who decide about a new text at once, the later knows of the earlier', async () => {
  const text = 'f'.repeat(64)
  let slow = Promise.resolve()
  await new Promise<void>((done) => {
    slow = scoped(books.store, office, async (tx) => {
      await decide(tx, township, text, 'unit:1-2', { decision: 'accept', reason: '漏了一户' })
      done()
      await new Promise((later) => setTimeout(later, 300))
    })
  })
  const beside = decided(text, 'unit:1-2', { decision: 'dismiss', reason: '口径不同' }, villager(0))
  await expect(beside).rejects.toThrow('已经由乡里定过')
  await slow
  expect((await found(text))['unit:1-2']).toMatchObject({ decision: 'accept', by: '乡里', before: [] })
})

test('there is an end to what is kept for one text', async () => {
  const long = 'd'.repeat(64)
  const write = async () => {
    for (let n = 0; n < 300; n++) await decided(long, `note:${n}`, { decision: 'dismiss', reason: '长'.repeat(1000) })
  }
  await expect(write()).rejects.toThrow(/太多处理意见.*重新核对/)
  expect(Object.keys(await found(long, villager(0))).length).toBeGreaterThan(150)
})

test('a village changes its own decisions and no others; the office overrules anybody, and what was before stays in the history', async () => {
  const text = 'e'.repeat(64)
  const dismissed = { decision: 'dismiss', reason: '口径不同' } as const
  await decided(text, 'unit:1-2', { decision: 'accept', reason: '漏了一户' })
  for (const what of [null, dismissed]) {
    await expect(decided(text, 'unit:1-2', what, villager(0))).rejects.toThrow('已经由乡里定过')
  }
  await decided(text, 'unit:3-4', dismissed, villager(0))
  await expect(decided(text, 'unit:3-4', null, villager(1))).rejects.toThrow('已经由村1定过')
  await decided(text, 'unit:3-4', { decision: 'accept', reason: '' }, villager(0))
  const now = await decided(text, 'unit:3-4', { decision: 'dismiss', reason: '不用改' })
  expect(now['unit:3-4']!.before.map(({ decision, by }) => [decision, by])).toEqual([
    ['dismiss', '村1'],
    ['accept', '村1'],
  ])
  await expect(decided(text, 'unit:3-4', null, villager(0))).rejects.toThrow('已经由乡里定过')
  expect((await found(text))['unit:1-2']).toMatchObject({ decision: 'accept', by: '乡里', before: [] })
})
