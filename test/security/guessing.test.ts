/** Guessing passwords: what an attacker gets from it, and what it may cost everybody else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOf, changePassword, createAccount, signIn } from '#access/accounts.ts'
import { Refusal } from '#problem.ts'
import { system } from '#store/actor.ts'
import type { Engine } from '#store/engine.ts'
import { countAttempt } from '#store/shelf/attempt.ts'
import { type Store, scoped } from '#store/store.ts'
import { openBooks } from '../support/books.ts'
import { testEngine } from '../support/engine.ts'
import { township } from '../support/made-up-township.ts'

const password = '溪边的石头会唱歌'
const setup = system('第一次启动', [township])
let engine: Engine
let store: Store
let now = 1_800_000_000_000_000
const minutes = (n: number) => n * 60_000_000

beforeAll(async () => {
  engine = await testEngine()
  store = (await openBooks(engine, () => now)).store
})
afterAll(() => engine?.close())

let count = 0
async function account(): Promise<string> {
  const login = `owner${++count}`
  await createAccount(store, setup, { login, name: '王芳', role: 'office', areas: [township], password })
  return login
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error.problems[0]!.code
    throw error
  }
  return 'none'
}

test('60 wrong guesses at once are all counted: five are tried, and the right one no longer', async () => {
  const login = await account()
  const guesses = Array.from({ length: 60 }, (_, n) => codeOf(signIn(store, login, `猜猜看是第几句${n}`)))
  const said = await Promise.all(guesses)
  expect(said.filter((code) => code === 'sign_in.wrong')).toHaveLength(5)
  expect(await codeOf(signIn(store, login, password))).toBe('sign_in.locked')
  now += minutes(16)
  expect(await codeOf(signIn(store, login, password))).toBe('none')
})

test('of 60 guesses at once the counter has 60', async () => {
  const tried = await Promise.all(
    Array.from({ length: 60 }, () =>
      scoped(
        store,
        setup,
        (tx) => countAttempt(tx, { login: 'counted', address: '192.0.2.9' }, now, now - minutes(15)),
        { door: true },
      ),
    ),
  )
  expect(tried.map((one) => one.tried).sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1))
})

test('guessing from elsewhere neither ends what the owner does nor keeps them from their own place', async () => {
  const login = await account()
  const own = await signIn(store, login, password, '192.0.2.1')
  // From five places, so that all in all too much has been tried.
  for (let place = 1; place <= 5; place++) {
    for (let n = 0; n < 6; n++) await codeOf(signIn(store, login, `猜猜看是第几句${n}`, `198.51.100.${place}`))
  }
  expect(await actorOf(store, own.token)).toBeDefined()
  expect(await codeOf(signIn(store, login, password, '198.51.100.1'))).toBe('sign_in.locked')
  expect(await codeOf(signIn(store, login, password, '192.0.2.1'))).toBe('none')
  // From where they never were they wait, at most until the first guess is 15 minutes old, or come by a link.
  expect(await codeOf(signIn(store, login, password, '203.0.113.1'))).toBe('sign_in.locked')
  now += minutes(15)
  expect(await codeOf(signIn(store, login, password, '203.0.113.1'))).toBe('none')
})

test('guessing from one place alone keeps nobody out elsewhere, however long it goes on', async () => {
  const login = await account()
  for (let n = 0; n < 100; n++) await codeOf(signIn(store, login, `猜猜看是第几句${n}`, '198.51.100.77'))
  expect(await codeOf(signIn(store, login, password, '203.0.113.7'))).toBe('none')
})

test('one place does not go through all logins; who works there signs in as before', async () => {
  const login = await account()
  await signIn(store, login, password, '198.51.100.88')
  const said = []
  for (let n = 0; n < 70; n++) said.push(await codeOf(signIn(store, `somebody${n}`, '一句常用的话', '198.51.100.88')))
  expect(said.slice(0, 60)).toEqual(Array(60).fill('sign_in.wrong'))
  expect(said.slice(60)).toEqual(Array(10).fill('sign_in.locked'))
  expect(await codeOf(signIn(store, login, password, '198.51.100.88'))).toBe('none')
})

test('a login that nobody has is answered as one that somebody has: the same words in the same order, in about the same time', async () => {
  const tried = [
    { login: await account(), address: '192.0.2.31', said: [] as string[], least: Number.POSITIVE_INFINITY },
    { login: 'nobody-at-all', address: '192.0.2.32', said: [] as string[], least: Number.POSITIVE_INFINITY },
  ]
  // Measured in work done, which does not grow when the machine is busy; looking at no password would be a tenth of it.
  for (let n = 0; n < 8; n++) {
    for (const one of tried) {
      const began = process.cpuUsage()
      const refused = await signIn(store, one.login, '猜猜看是哪一句', one.address).catch((error: Refusal) => error)
      const { user, system: kernel } = process.cpuUsage(began)
      if (n < 5) one.least = Math.min(one.least, user + kernel)
      one.said.push(JSON.stringify((refused as Refusal).problems))
    }
  }
  const [known, unknown] = tried
  expect(unknown!.said).toEqual(known!.said)
  expect(Math.max(known!.least, unknown!.least) / Math.min(known!.least, unknown!.least)).toBeLessThan(4)
})

test('a flood is sent away in words, and others sign in beside it', async () => {
  const login = await account()
  const flood = Array.from({ length: 200 }, (_, n) =>
    codeOf(signIn(store, `flood${n}`, '一句常用的话', '198.51.100.99')),
  )
  const owner = codeOf(signIn(store, login, password, '192.0.2.41'))
  expect(await owner).toBe('none')
  const said = await Promise.all(flood)
  expect(said.filter((code) => code === 'sign_in.busy')).toHaveLength(180)
  const refused = await Promise.all(
    Array.from({ length: 30 }, () =>
      signIn(store, login, '一句常用的话', '198.51.100.99').catch((error: Refusal) => error),
    ),
  )
  const busy = refused.map((one) => (one as Refusal).problems[0]).find(({ code }) => code === 'sign_in.busy')!
  expect(busy).toMatchObject({ message: '现在登录的人太多，没有排上。', retryAfter: 5 })
})

test('whoever finds a page left open does not find out its password by trying', async () => {
  const login = await account()
  const { actor } = await signIn(store, login, password, '192.0.2.51')
  const change = (old: string) =>
    codeOf(changePassword(store, actor, actor.id, { old, new: '门前大桥下一群鸭' }, '192.0.2.51'))
  for (let n = 0; n < 5; n++) expect(await change(`猜猜看是第几句${n}`)).toBe('account.old_password_wrong')
  expect(await change(password)).toBe('sign_in.locked')
})
