import { expect, test } from 'vitest'
import { listAccounts, signInByLink, switchAccount } from '#access/accounts.ts'
import { system } from '#store/actor.ts'
import { passingCipher } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
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

test('an office without a township has nobody to sign in', async () => {
  const engine = await testEngine()
  const empty = await openStore(engine, catalog, { keys: passingCipher() })
  expect(await keeperLink(empty)).toBe('no township')
  await engine.close()
})
