/** Whoever is switched off, moved or signed out is so at the very next request, by route and by whatever page they have open. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccount, signIn } from '#access/accounts.ts'
import { build } from '#http/serve.ts'
import { system } from '#store/actor.ts'
import { township, villages } from '../support/made-up-township.ts'
import { ownBooks } from '../support/own-books.ts'

const { store } = await ownBooks()
const password = '溪边的石头会唱歌'
const keeper = system('测试', [township])
let folder: string
let app: Awaited<ReturnType<typeof build>>
let boss: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouwang-ends-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>页</title>')
  app = await build(store, { port: 0, web: folder, report: 'none' })
  boss = (await holder('boss', 'admin', [township])).cookie
})
afterAll(async () => {
  await app?.close()
  if (folder) await rm(folder, { recursive: true })
})

async function holder(login: string, role: 'admin' | 'office' | 'village', areas: string[]) {
  const id = await createAccount(store, keeper, { login, name: login, role, areas, password, chosen: true })
  return { id, cookie: `shouwang=${(await signIn(store, login, password)).token}` }
}

const ask = (cookie: string, url: string, payload?: object) =>
  app.inject({
    method: payload ? 'POST' : 'GET',
    url,
    headers: { cookie, origin: 'http://localhost:80', host: 'localhost:80' },
    ...(payload && { payload }),
  })
const again = async (login: string, word = password) => `shouwang=${(await signIn(store, login, word)).token}`

describe('the next request of an account', () => {
  test.each([
    ['switch', { on: false }],
    ['sign-out', {}],
    ['change', { role: 'village', areas: [villages[0]] }],
    ['password', { new: '门前大桥下游过一群鸭' }],
  ] as const)('is refused after %s', async (does, body) => {
    const one = await holder(`by-${does}`, 'office', [township])
    expect((await ask(one.cookie, '/api/me')).statusCode).toBe(200)
    expect((await ask(boss, `/api/accounts/${one.id}/${does}`, body)).statusCode).toBe(200)
    const reply = await ask(one.cookie, '/api/me')
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'access.not_signed_in'])
  })

  test('sees no more than its new role and area, once it has signed in again', async () => {
    const one = await holder('moved', 'office', [township])
    await ask(boss, `/api/accounts/${one.id}/change`, { role: 'village', areas: [villages[1]] })
    const me = (await ask(await again('moved'), '/api/me')).json()
    expect([me.role, me.areas.map(({ code }: { code: string }) => code)]).toEqual(['village', [villages[1]]])
  })

  test('does not sign in while it is switched off, and does when it is on again', async () => {
    const one = await holder('off', 'office', [township])
    await ask(boss, `/api/accounts/${one.id}/switch`, { on: false })
    await expect(again('off')).rejects.toThrow('登录名或密码不对')
    await ask(boss, `/api/accounts/${one.id}/switch`, { on: true })
    expect((await ask(await again('off'), '/api/me')).statusCode).toBe(200)
  })
})

test('only who manages accounts does any of it, and only to accounts of their own areas', async () => {
  const clerk = await holder('clerk', 'office', [township])
  const lower = await holder('lower', 'admin', [villages[0]])
  const other = await holder('other', 'village', [villages[1]])
  for (const does of ['switch', 'sign-out', 'change', 'password']) {
    const body = { switch: { on: false }, 'sign-out': {}, change: { name: '别名' }, password: { new: password } }[does]!
    expect((await ask(clerk.cookie, `/api/accounts/${other.id}/${does}`, body)).json().code).toBe(
      'access.not_permitted',
    )
    expect((await ask(lower.cookie, `/api/accounts/${other.id}/${does}`, body)).json().code).toBe('access.out_of_scope')
  }
  expect((await ask(clerk.cookie, '/api/accounts')).statusCode).toBe(403)
  const seen = (await ask(lower.cookie, '/api/accounts')).json().accounts.map(({ login }: { login: string }) => login)
  expect(seen).toEqual(['by-change', 'lower'])
  expect((await ask(other.cookie, '/api/me')).statusCode).toBe(200)
})
