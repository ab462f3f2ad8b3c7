/** What was receipted is in the books, once and whole, wherever the program is killed: 20 times, or SHOUWANG_KILLS times (bench/README.md). */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#store/actor.ts'
import { restore } from '#store/backup.ts'
import { openEngine } from '#store/engine/open.ts'
import { openPglite } from '#store/engine/pglite.ts'
import { openKeys } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { record } from '#store/write/acts.ts'
import { packageRoot } from '../../src/worker-file.ts'
import { office, set } from '../support/books.ts'
import { freshDatabase, serverUrl } from '../support/engine.ts'
import { township, villages } from '../support/made-up-township.ts'
import { SHORT_LIVED } from '../support/tenant.ts'
import { catalog, type Deed, type Doing, deeds } from './deeds.ts'

const KILLS = Number(process.env.SHOUWANG_KILLS ?? 20)
/** The embedded database takes seconds to recover and open each time, on a busy machine ten times as long. */
const LIMIT_MS = 120_000 + KILLS * 30_000

/** Bundled by test/support/build.mjs. */
const writer = join(packageRoot(), 'dist', 'test', 'crash', 'acts-writer.js')

let folder: string
let database: Awaited<ReturnType<typeof freshDatabase>> | undefined
const open = () => openEngine(database ? { url: database.url } : { data: folder })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouwang-kill-'))
  database = serverUrl ? await freshDatabase(serverUrl) : undefined
  const engine = await open()
  const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
  await record(store, system('测试', [township]), {
    id: store.newId(),
    township,
    kind: 'record',
    changes: [township, ...villages].map((code) =>
      set('area', store.newId(), { code, name: `地${code.slice(9)}`, valid_from: '2020-01-01' }),
    ),
  })
  await engine.close()
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

interface Said {
  again?: { before: string; after: string }
  answered?: string
  steps?: number
  killed: boolean
}

async function write(past: Doing | undefined, next: Doing & { at?: number }): Promise<Said> {
  const given = JSON.stringify({ folder, ...(database && { url: database.url }), past, next })
  const child = spawn(process.execPath, [...SHORT_LIVED, writer, given], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let errors = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    errors += text
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (code, signal) => resolve([code, signal])),
  )
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the writer stopped by itself: ${out}${errors}`)
  const said: Said = { killed: signal === 'SIGKILL' }
  for (const line of out.split('\n')) {
    const [word, one, two, three] = line.split(' ')
    if (word === 'again') said.again = { before: two!, after: three! }
    if (word === 'answered') said.answered = two!
    if (word === 'steps') said.steps = Number(one)
  }
  return said
}

test(
  'nothing that was answered is lost, halved or doubled at whichever step the writer is killed, and what is sent again is known',
  async () => {
    const acknowledged = new Map<number, string>()
    const steps = new Map<Deed, number>()
    let past: Doing | undefined
    let n = 0
    const next = async (at?: number) => {
      n++
      const doing: Doing = { deed: deeds[n % deeds.length]!, n }
      const said = await write(past, { ...doing, ...(at !== undefined && { at }) })
      if (past) {
        const { before, after } = said.again!
        expect(after).not.toBe('-')
        const known = acknowledged.get(past.n)
        if (known !== undefined) expect(before, `${past.deed} ${past.n} was answered`).toBe(known)
        if (before !== '-') expect(after).toBe(before)
        acknowledged.set(past.n, after)
      }
      if (said.answered !== undefined) acknowledged.set(n, said.answered)
      past = doing
      return { ...said, doing }
    }
    for (const _ of deeds) {
      const { doing, steps: all } = await next()
      steps.set(doing.deed, all!)
    }
    // Spread over all the steps of each deed, the last included: done, and nobody told.
    const rounds = Math.ceil(KILLS / deeds.length)
    let untold = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const all = steps.get(deeds[(n + 1) % deeds.length]!)!
      const round = Math.floor(kill / deeds.length)
      const at = round === rounds - 1 ? all : 1 + Math.floor((round * all) / rounds)
      const { killed, answered } = await next(at)
      expect(killed).toBe(true)
      if (answered === undefined) untold++
    }
    await next()
    console.log(`killed ${KILLS} times, ${untold} before an answer, steps ${[...steps].join(' ')}`)
    expect(untold).toBeGreaterThan(KILLS * 0.8)
    const engine = await open()
    try {
      const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
      expect((await verify(store, office)).problems).toEqual([])
    } finally {
      await engine.close()
    }
    const copy = await openPglite('memory')
    await restore(join(folder, `${deeds.indexOf('backup') + deeds.length}.backup`), copy, catalog)
    const store = await openStore(copy, catalog, { keys: await openKeys(folder) })
    expect((await verify(store, office)).problems).toEqual([])
    await copy.close()
  },
  LIMIT_MS,
)
