/** What a crowd does to an office: who has left costs nothing, who saves does not wait behind who counts, and one question is asked once. */
import { setMaxListeners } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccount, signIn } from '#access/accounts.ts'
import { gather } from '#define/catalog.ts'
import { problemReply } from '#http/reply.ts'
import { type Served, serve } from '#http/serve.ts'
import { figures } from '#measure/figures.ts'
import { Refusal } from '#problem.ts'
import { system } from '#store/actor.ts'
import { forAsker } from '#store/engine/asker.ts'
import { openPostgres } from '#store/engine/postgres.ts'
import type { Connection, Engine } from '#store/engine.ts'
import { passingCipher } from '#store/keys.ts'
import { openStore, openTownship, type Store } from '#store/store.ts'
import { testEngine } from '../support/engine.ts'
import { townshipContent } from '../support/township.ts'

const password = '溪边的石头会唱歌'
const township = '990101201'
const keeper = system('测试', [township])
const clerk = { id: 'u1', name: '乡里', role: 'office', areas: [township] } as const
const catalog = gather(await townshipContent())
const period = { from: '2025-01-01', day: '2025-12-31' }

let engine: Engine
/** The same books, by an engine that notes which transactions began and which statements count. */
let store: Store
let served: Served
let folder: string
let cookie: string
const began: string[] = []
let counting = 0

const noting = (engine: Engine): Engine => ({
  ...engine,
  transaction: (work, options) =>
    engine.transaction((connection) => {
      const noted: Connection = {
        ...connection,
        query: (text, parameters) => {
          if (text.includes('FROM "row_')) counting++
          return connection.query(text, parameters)
        },
      }
      began.push(options?.snapshot ? 'reading' : 'other')
      return work(noted)
    }, options),
})

beforeAll(async () => {
  engine = await testEngine()
  store = { ...(await openStore(engine, catalog, { keys: passingCipher() })), engine: noting(engine) }
  await openTownship(store, keeper, township)
  folder = await mkdtemp(join(tmpdir(), 'shouwang-crowd-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>页</title>')
  await createAccount(store, keeper, {
    login: 'clerk',
    name: '钱会计',
    role: 'office',
    areas: [township],
    password,
    chosen: true,
  })
  cookie = `shouwang=${(await signIn(store, 'clerk', password)).token}`
  served = await serve(store, { port: 0, web: folder, report: 'annual-summary' })
}, 60_000)

afterAll(async () => {
  await served?.close()
  await engine?.close()
  if (folder) await rm(folder, { recursive: true })
})

const get = (path: string, signal?: AbortSignal) =>
  fetch(`${served.url}${path}`, { headers: { cookie }, ...(signal && { signal }) })

/** A promise, and the way to keep it. */
function gate(): { open: () => void; opened: Promise<void> } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

const left = new Refusal({ code: 'request.left', message: '走了。' })

describe('a crowd that asks for figures', { timeout: 300_000 }, () => {
  test('and leaves, costs nothing any more: of those who waited none is begun', async () => {
    // As many as are worked for at once are held, so that everybody else waits.
    const hold = gate()
    const held = Array.from({ length: 10 }, () =>
      forAsker({ signal: new AbortController().signal, long: true }, () =>
        engine.transaction(() => hold.opened, { readOnly: true }),
      ),
    )
    const gone = new AbortController()
    setMaxListeners(100, gone.signal)
    began.length = 0
    const asked = Array.from({ length: 40 }, (_, n) =>
      forAsker({ signal: gone.signal, long: true }, () =>
        figures(store, clerk, [...catalog.indicators.keys()], {
          period: { ...period, from: `2025-01-${10 + (n % 20)}` },
        }),
      ).catch((error: unknown) => error),
    )
    gone.abort(left)
    expect(new Set(await Promise.all(asked))).toEqual(new Set([left]))
    hold.open()
    await Promise.all(held)
    expect(began.filter((kind) => kind === 'reading')).toEqual([])
    expect((await get('/api/me')).status).toBe(200)
  })

  test('does not keep who opens a page waiting behind it', async () => {
    const order: string[] = []
    const hold = gate()
    const asker = (much: boolean) => ({ signal: new AbortController().signal, long: much })
    const work = (name: string) => async () => {
      order.push(name)
      if (name.startsWith('long')) await hold.opened
    }
    const long = Array.from({ length: 12 }, (_, n) =>
      forAsker(asker(true), () => store.engine.transaction(work(`long ${n}`), { readOnly: true })),
    )
    const short = forAsker(asker(false), () => store.engine.transaction(work('short')))
    // On a server a connection is free for it; on the one connection it is next after the one at work.
    if (engine.kind === 'postgres') await short
    hold.open()
    await Promise.all([...long, short])
    expect(order.indexOf('short')).toBeLessThanOrEqual(engine.kind === 'postgres' ? 7 : 1)
  })

  test('is bounded: who comes too late is told to wait a little, and how many are before him', async () => {
    const hold = gate()
    const asker = (much: boolean) => ({ signal: new AbortController().signal, long: much })
    const all = Array.from({ length: 80 }, () =>
      forAsker(asker(true), () => engine.transaction(() => hold.opened, { readOnly: true })).catch((error: Refusal) =>
        problemReply(error.problems),
      ),
    )
    const late = await Promise.race(all)
    hold.open()
    const told = (await Promise.all(all)).filter((one) => one !== undefined)
    expect(late).toMatchObject({ status: 503, code: 'store.busy' })
    expect(late!.detail).toContain('前面还排着 60 个')
    expect(late!.problems[0]!.retryAfter).toBe(10)
    expect(told.length).toBeGreaterThanOrEqual(80 - 60 - 10)
  })

  test('that asks one question fifty times has it counted once', async () => {
    const ask = () =>
      figures(
        store,
        clerk,
        ['monitoring.households', 'finance.microloan.amount'].filter((id) => catalog.indicators.has(id)),
        { period: { from: '2025-02-03', day: '2025-11-04' }, by: 12 },
      )
    counting = 0
    const many = await Promise.all(Array.from({ length: 50 }, ask))
    const crowd = counting
    const other = { period: { from: '2025-02-04', day: '2025-11-05' }, by: 12 as const }
    counting = 0
    await figures(store, clerk, ['monitoring.households'], other)
    const alone = counting
    expect(new Set(many.map((one) => JSON.stringify(one.figures))).size).toBe(1)
    expect(alone).toBeGreaterThan(0)
    // Each looks at what areas there are by itself; what is counted is counted once, not ten times by ten connections.
    expect(crowd).toBeLessThan(50 * 2 + alone * 4)
  })

  test('and leaves while it is counted, ends what is being counted for it', async () => {
    const gone = new AbortController()
    let statements = 0
    const asked = forAsker({ signal: gone.signal, long: true }, () =>
      engine.transaction(
        async (connection) => {
          setTimeout(() => gone.abort(left), 50)
          for (;;) {
            statements++
            await connection.query(engine.kind === 'pglite' ? 'SELECT pg_sleep(0.1)' : 'SELECT pg_sleep(120)')
          }
        },
        { readOnly: true },
      ),
    )
    await expect(asked).rejects.toBe(left)
    expect(statements).toBeLessThan(5)
    // The connection is sound for whoever comes next.
    await engine.transaction((connection) => connection.query('SELECT 1'))
  })
})

test('an office that is full turns nobody to wait for ever, says what it is busy with, and still counts as alive', async () => {
  const hold = gate()
  const gone = new AbortController()
  setMaxListeners(400, gone.signal)
  const all = Array.from({ length: 310 }, () =>
    forAsker({ signal: gone.signal, long: false }, () => engine.transaction(() => hold.opened)).catch(() => undefined),
  )
  const told = await Promise.all([
    get('/api/openapi.json'),
    fetch(`${served.url}/api/imports?name=%E6%88%B7.csv`, {
      method: 'POST',
      headers: { cookie, origin: served.url, 'content-type': 'application/octet-stream' },
      body: '户编号',
      signal: AbortSignal.timeout(10_000),
    }),
  ])
  const health = await get('/api/health')
  expect([health.status, await health.json()]).toEqual([200, { database: 'busy' }])
  for (const reply of told) {
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '10'])
    expect(((await reply.json()) as { detail: string }).detail).toContain('可能正在导入或备份，前面还排着 300 个')
  }
  gone.abort(left)
  hold.open()
  await Promise.all(all)
}, 60_000)

test('who has a session no longer looked for by a server that is gone is told when to come again', async () => {
  const error = await openPostgres('postgres://nobody@127.0.0.1:1/nothing').catch((refused: unknown) => refused)
  const reply = problemReply((error as Refusal).problems)
  expect([reply.status, reply.problems[0]!.retryAfter]).toEqual([503, 30])
})
