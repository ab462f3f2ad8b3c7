/**
 * Does a deed again that was interrupted, then the next one, and kills itself at a step of it: after a statement or while the database
 * works at it, before, in and after a commit, or once all is done and nobody has been told.
 */
import { writeSync } from 'node:fs'
import { openEngine } from '#store/engine/open.ts'
import type { Connection, Engine } from '#store/engine.ts'
import { openKeys } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
import { act, catalog, type Doing, standing } from './deeds.ts'

const { folder, url, past, next } = JSON.parse(process.argv[2]!) as {
  folder: string
  url?: string
  past?: Doing
  /** `at`: the step to be killed at; none: it tells how many there are. */
  next: Doing & { at?: number }
}
// Straight to the file: what a killed process still holds in its buffers was never said.
const say = (...words: (string | number)[]) => writeSync(1, `${words.join(' ')}\n`)

let step = 0
let armed = false
const isIt = () => armed && ++step === next.at
const die = () => process.kill(process.pid, 'SIGKILL')

/** Counts the steps of whatever is done on it. */
function counted(engine: Engine): Engine {
  const inStep = async <T>(work: () => Promise<T>): Promise<T> => {
    const asked = work()
    // It has been sent; whether it is done, nobody knows.
    if (isIt()) setImmediate(die)
    const answer = await asked
    if (isIt()) die()
    return answer
  }
  const watched = (c: Connection): Connection => ({
    query: (...asked) => inStep(() => c.query(...asked)) as never,
    copyIn: (...asked) => inStep(() => c.copyIn(...asked)),
  })
  return {
    ...engine,
    async transaction(work, options) {
      const done = await engine.transaction(async (c) => {
        const result = await work(watched(c))
        if (isIt()) die()
        // While it commits: sooner or later.
        if (isIt()) setTimeout(die, (next.n * 7) % 12)
        return result
      }, options)
      if (isIt()) die()
      return done
    },
  }
}

const engine = counted(await openEngine(url ? { url } : { data: folder }))
const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
if (past) {
  const before = await standing(store, folder, past)
  const known = await act(store, folder, past)
  if (known !== undefined && known !== (before !== undefined))
    throw new Error(`${past.deed} ${past.n}: ${known}, was ${before}`)
  say('again', past.n, before ?? '-', (await standing(store, folder, past)) ?? '-')
}
armed = true
await act(store, folder, next)
if (isIt()) die()
armed = false
say('answered', next.n, (await standing(store, folder, next)) ?? '-')
say('steps', step)
if (next.at !== undefined) die()
await engine.close()
