/** What was receipted is in the books, once and whole, however often the program is killed while it writes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEngine } from '#store/engine/open.ts'
import { openKeys } from '#store/keys.ts'
import { openStore, scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { packageRoot } from '../../src/worker-file.ts'
import { office, openBooks } from '../support/books.ts'
import { freshDatabase, serverUrl } from '../support/engine.ts'
import { catalog } from '../support/made-up-township.ts'
import { SHORT_LIVED } from '../support/tenant.ts'

const KILLS = 20
/** The embedded database takes seconds to recover and open each time, on a busy machine ten times as long. */
const LIMIT_MS = 600_000

/** Bundled by test/support/build.mjs. */
const writer = join(packageRoot(), 'dist', 'test', 'crash', 'acts-writer.js')

let folder: string
let database: Awaited<ReturnType<typeof freshDatabase>> | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouwang-kill-'))
  database = serverUrl ? await freshDatabase(serverUrl) : undefined
  const engine = await openEngine(database ? { url: database.url } : { data: folder })
  await openBooks(engine, undefined, await openKeys(folder))
  await engine.close()
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

/** Runs the writer until it is killed at a random moment after its first receipt. Returns what it said. */
async function writeAndKill(said: Map<string, number>): Promise<void> {
  const child: ChildProcess = spawn(
    process.execPath,
    [...SHORT_LIVED, writer, folder, ...(database ? [database.url] : [])],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let errors = ''
  child.stderr!.on('data', (text) => {
    errors += text
  })
  const over = new Promise((resolve) => child.once('close', resolve))
  let receipts = 0
  for await (const line of createInterface({ input: child.stdout! })) {
    const [id, changes] = line.split(' ')
    if (line === 'open') continue
    said.set(id!, Number(changes))
    if (++receipts === 1) void wait(Math.random() * 250).then(() => child.kill('SIGKILL'))
  }
  await over
  if (receipts === 0) throw new Error(`the writer never wrote: ${errors}`)
}

test(
  'no receipted act is lost or doubled however often the writer is killed, and the chain is whole',
  async () => {
    const said = new Map<string, number>()
    for (let kills = 0; kills < KILLS; kills++) await writeAndKill(said)
    console.log(`killed ${KILLS} times, ${said.size} receipted acts`)
    const engine = await openEngine(database ? { url: database.url } : { data: folder })
    try {
      const store = await openStore(engine, catalog, { keys: await openKeys(folder) })
      const acts = await scoped(store, office, (tx) =>
        tx.run<{ id: string; seq: number }>(sql`SELECT id, seq FROM act`),
      )
      const bySaid = acts.filter((act) => said.has(act.id))
      expect(bySaid).toHaveLength(said.size)
      const rows = await scoped(store, office, (tx) =>
        tx.run<{ seq: number; n: number }>(
          sql`SELECT seq, count(*) AS n FROM (SELECT _opened AS seq FROM row_household UNION ALL SELECT _opened FROM row_person
            UNION ALL SELECT _opened FROM row_membership) opened GROUP BY seq`,
        ),
      )
      const counts = new Map(rows.map((row) => [row.seq, row.n]))
      for (const { id, seq } of bySaid) expect(counts.get(seq)).toBe(said.get(id))
      expect((await verify(store, office)).problems).toEqual([])
    } finally {
      await engine.close()
    }
  },
  LIMIT_MS,
)
