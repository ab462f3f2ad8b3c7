import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '#problem.ts'
import { type Actor, system } from '#store/actor.ts'
import type { Engine } from '#store/engine.ts'
import { type Store, scoped } from '#store/store.ts'
import { openBooks } from '../../test/support/books.ts'
import { testEngine } from '../../test/support/engine.ts'
import { township, villages } from '../../test/support/made-up-township.ts'
import {
  actorOf,
  changeAccount,
  changePassword,
  createAccount,
  createLink,
  hasAccounts,
  listAccounts,
  signIn,
  signInByLink,
  signOut,
  switchAccount,
} from './accounts.ts'
import { permit, type Verb } from './permit.ts'

let engine: Engine
let store: Store
let now = 1_800_000_000_000_000
const minutes = (n: number) => n * 60_000_000
const setup = system('第一次启动', [township])

beforeAll(async () => {
  engine = await testEngine()
  store = (await openBooks(engine, () => now)).store
})
afterAll(() => engine?.close())

const codeOf = async (work: Promise<unknown>) => {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error.problems[0]!.code
    throw error
  }
  return 'none'
}
let count = 0
const account = async (more: Partial<Parameters<typeof createAccount>[2]> = {}) => {
  const login = `user${++count}`
  const id = await createAccount(store, setup, {
    login,
    name: '王芳',
    role: 'office',
    areas: [township],
    password: '一句好记的话在此',
    ...more,
  })
  return { id, login }
}

test('there is no account until somebody makes one', async () => {
  expect(await hasAccounts(store)).toBe(false)
  await account()
  expect(await hasAccounts(store)).toBe(true)
})

test('signing in gives a token that names its actor; the database keeps neither it nor the password', async () => {
  const { id, login } = await account({ role: 'village', areas: [villages[0]] })
  const { token } = await signIn(store, login, '一句好记的话在此')
  expect(await actorOf(store, token)).toEqual({ id, name: '王芳', role: 'village', areas: [villages[0]] })
  expect(await actorOf(store, `${token}x`)).toBeUndefined()
  const kept = await scoped(
    store,
    setup,
    async (tx) =>
      JSON.stringify([
        await tx.run<object>(sql`SELECT * FROM session`),
        await tx.run<object>(sql`SELECT * FROM account`),
        await tx.run<object>(sql`SELECT * FROM audit`),
      ]),
    { door: true },
  )
  expect(kept).not.toContain(token)
  expect(kept).not.toContain('一句好记的话在此')
  expect(kept).toContain('$argon2id$')
})

test('a wrong password, an unknown login and a closed account are refused alike', async () => {
  const { id, login } = await account()
  await switchAccount(store, setup, id, false)
  expect(await codeOf(signIn(store, login, '一句好记的话在此'))).toBe('sign_in.wrong')
  expect(await codeOf(signIn(store, 'nobody', '一句好记的话在此'))).toBe('sign_in.wrong')
  await switchAccount(store, setup, id, true)
  expect(await codeOf(signIn(store, login, '不是这句话呀'))).toBe('sign_in.wrong')
  expect(await codeOf(signIn(store, login, '一句好记的话在此'))).toBe('none')
})

test('five wrong passwords lock an account for 15 minutes, the right one too', async () => {
  const { login } = await account()
  for (let i = 0; i < 5; i++) expect(await codeOf(signIn(store, login, '猜猜看是哪句'))).toBe('sign_in.wrong')
  expect(await codeOf(signIn(store, login, '一句好记的话在此'))).toBe('sign_in.locked')
  now += minutes(16)
  expect(await codeOf(signIn(store, login, '一句好记的话在此'))).toBe('none')
})

test('a session ends after 30 minutes without use, and after 12 hours with it', async () => {
  const { login } = await account()
  const idle = await signIn(store, login, '一句好记的话在此')
  now += minutes(29)
  expect(await actorOf(store, idle.token)).toBeDefined()
  now += minutes(29)
  expect(await actorOf(store, idle.token)).toBeDefined()
  now += minutes(31)
  expect(await actorOf(store, idle.token)).toBeUndefined()
  const busy = await signIn(store, login, '一句好记的话在此')
  for (let spent = 0; spent < 12 * 60 - 20; spent += 20) {
    now += minutes(20)
    expect(await actorOf(store, busy.token)).toBeDefined()
  }
  now += minutes(20)
  expect(await actorOf(store, busy.token)).toBeUndefined()
})

test('signing out, switching off and a new password end sessions', async () => {
  const { id, login } = await account()
  const first = await signIn(store, login, '一句好记的话在此')
  await signOut(store, first.token)
  expect(await actorOf(store, first.token)).toBeUndefined()
  const second = await signIn(store, login, '一句好记的话在此')
  expect(await codeOf(changePassword(store, second.actor, id, { old: '不对的旧密码', new: '另一句好记的话啊' }))).toBe(
    'account.old_password_wrong',
  )
  await changePassword(store, second.actor, id, { old: '一句好记的话在此', new: '另一句好记的话啊' })
  expect(await actorOf(store, second.token)).toBeUndefined()
  const third = await signIn(store, login, '另一句好记的话啊')
  await switchAccount(store, setup, id, false)
  expect(await actorOf(store, third.token)).toBeUndefined()
})

test('a sign-in link works once, within 15 minutes, also when two open it at once', async () => {
  const { id } = await account({ password: undefined })
  const token = await createLink(store, setup, id)
  const results = await Promise.all([codeOf(signInByLink(store, token)), codeOf(signInByLink(store, token))])
  expect(results.sort()).toEqual(['none', 'sign_in.link_used'])
  const late = await createLink(store, setup, id)
  now += minutes(16)
  expect(await codeOf(signInByLink(store, late))).toBe('sign_in.link_used')
  expect(await actorOf(store, await createLink(store, setup, id))).toBeUndefined()
})

test.each([
  [{ password: '短密码' }, 'account.password_short'],
  [{ password: '11111111' }, 'account.password_weak'],
  [{ password: '123456789' }, 'account.password_weak'],
  [{ login: 'wangfang', password: 'WangFang1' }, 'account.password_weak'],
  [{ areas: [] }, 'account.areas_malformed'],
  [{ areas: ['12'] }, 'account.areas_malformed'],
  [{ areas: ['990101202'] }, 'access.out_of_scope'],
  [{ areas: [`${township}999`] }, 'area.not_listed'],
  [{ areas: [villages[0], `${villages[0]}77`] }, 'area.not_listed'],
  [{ role: 'village' as const }, 'account.village_without_village'],
  [{ login: 'user1' }, 'account.login_taken'],
  [{ login: 'a b' }, 'account.login_malformed'],
])('an account with %o is refused: %s', async (more, code) => {
  expect(await codeOf(account(more))).toBe(code)
})

test('who manages a township neither sees nor touches accounts of another', async () => {
  const { id } = await account()
  const other: Actor = { id: 'x', name: '邻乡', role: 'admin', areas: ['990101202'] }
  expect(await listAccounts(store, other)).toEqual([])
  expect(await codeOf(createLink(store, other, id))).toBe('access.out_of_scope')
  expect(await codeOf(changePassword(store, other, id, { new: '另一句好记的话啊' }))).toBe('access.out_of_scope')
  expect(await codeOf(listAccounts(store, { ...other, role: 'office' }))).toBe('access.not_permitted')
})

test('each role may do what its work needs and no more', () => {
  const may = (role: Actor['role']) =>
    (
      [
        'figures',
        'rows',
        'record',
        'correct',
        'void',
        'import',
        'issue',
        'verify',
        'reveal',
        'export',
        'accounts',
      ] satisfies Verb[]
    ).filter((verb) => !permit({ id: '', name: '', role, areas: [] }, verb))
  expect(may('village')).toEqual(['figures', 'rows', 'record', 'correct'])
  expect(may('auditor')).toEqual(['figures', 'rows', 'verify'])
  expect(may('leader')).toEqual(['figures', 'rows', 'issue', 'verify', 'export'])
  expect(may('office')).toEqual([
    'figures',
    'rows',
    'record',
    'correct',
    'void',
    'import',
    'verify',
    'reveal',
    'export',
  ])
  expect(may('admin')).toHaveLength(11)
})

test('name, role and areas can be changed; whoever is signed in has to sign in again, as what the account is now', async () => {
  const { id, login } = await account({ role: 'village', areas: [villages[0]] })
  const { token } = await signIn(store, login, '一句好记的话在此')
  await changeAccount(store, setup, id, { role: 'office', areas: [township] })
  expect(await actorOf(store, token)).toBeUndefined()
  const again = await signIn(store, login, '一句好记的话在此')
  expect(again.actor).toEqual({ id, name: '王芳', role: 'office', areas: [township] })
  await changeAccount(store, setup, id, { name: '王芳芳' })
  expect((await listAccounts(store, setup)).find((one) => one.id === id)).toMatchObject({
    name: '王芳芳',
    role: 'office',
    areas: [township],
  })
})

test.each([
  [{ areas: [`${township}999`] }, 'area.not_listed'],
  [{ areas: [] }, 'account.areas_malformed'],
  [{ areas: ['990101202001'] }, 'access.out_of_scope'],
  [{ areas: [township] }, 'account.village_without_village'],
] as const)('an account of a village is not changed to %j', async (change, code) => {
  const { id } = await account({ role: 'village', areas: [villages[0]] })
  expect(await codeOf(changeAccount(store, setup, id, change))).toBe(code)
  const kept = (await listAccounts(store, setup)).find((one) => one.id === id)
  expect(kept).toMatchObject({ role: 'village', areas: [villages[0]] })
})

test('nobody but who manages accounts changes one', async () => {
  const { id } = await account()
  const clerk: Actor = { id, name: '王芳', role: 'office', areas: [township] }
  expect(await codeOf(changeAccount(store, clerk, id, { role: 'admin' }))).toBe('access.not_permitted')
  const other: Actor = { id: 'x', name: '村里', role: 'admin', areas: [villages[0]] }
  expect(await codeOf(changeAccount(store, other, id, { name: '改名' }))).toBe('access.out_of_scope')
})

test('whoever manages accounts cannot shut themselves out', async () => {
  const { id, login } = await account({ role: 'admin', areas: [township] })
  const own: Actor = { id, name: '王芳', role: 'admin', areas: [township] }
  expect(await codeOf(switchAccount(store, own, id, false))).toBe('account.own')
  expect(await codeOf(changeAccount(store, own, id, { role: 'office' }))).toBe('account.own')
  expect(await codeOf(changeAccount(store, own, id, { areas: [villages[0]] }))).toBe('account.own')
  expect((await signIn(store, login, '一句好记的话在此')).actor.role).toBe('admin')
})
