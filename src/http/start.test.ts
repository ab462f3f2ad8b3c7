import { expect, test } from 'vitest'
import { actorOf, listAccounts, placeKeepers, signInByLink, switchAccount } from '#access/accounts.ts'
import { system } from '#store/actor.ts'
import { passingCipher } from '#store/keys.ts'
import { openStore, openTownship } from '#store/store.ts'
import { testEngine } from '../../test/support/engine.ts'
import { catalog, township } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import { keeperLink } from './start.ts'

const { store } = await ownBooks()
const keeper = system('测试', [township])

test('two servers that start at once on one database each get a link of the one keeper', async () => {
  const links = await Promise.all([keeperLink(store), keeperLink(store), keeperLink(store)])
  for (const link of links) {
    if (typeof link === 'string') throw new Error(link)
    expect((await signInByLink(store, link.token)).actor).toMatchObject({ role: 'admin', areas: [township] })
  }
  expect(await listAccounts(store, keeper)).toHaveLength(1)
})

test('a keeper that was switched off stays so: the next start gives no link and is not refused', async () => {
  const [account] = await listAccounts(store, keeper)
  await switchAccount(store, keeper, account!.id, false)
  expect(await keeperLink(store)).toBe('switched off')
  expect(await listAccounts(store, keeper)).toHaveLength(1)
})

test('in an office without a township the keeper signs in all the same, and has it from when it is there', async () => {
  const engine = await testEngine()
  const empty = await openStore(engine, catalog, { keys: passingCipher() })
  const link = await keeperLink(empty)
  if (typeof link === 'string') throw new Error(link)
  const { token, actor } = await signInByLink(empty, link.token)
  expect(actor).toMatchObject({ role: 'admin', areas: [] })
  await openTownship(empty, keeper, township)
  await placeKeepers(empty)
  expect((await actorOf(empty, token))?.areas).toEqual([township])
  await engine.close()
})
