import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, statfs, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { test as base, describe, expect } from 'vitest'
import { Refusal } from '#problem.ts'
import { type Tenant, tenant } from '../../../test/support/tenant.ts'
import { openEngine } from './open.ts'
import { openPglite, type PgliteEngine } from './pglite.ts'

interface Place {
  parent: string
  /** The data folder, not made yet. */
  folder: string
  /** Opens it in this process, until the test is over. */
  open(): Promise<PgliteEngine>
  /** Opens it in another, until the test is over. */
  otherProcess(mode?: 'hold' | 'write'): Promise<Tenant>
}

/** Each test has a place of its own, so that those that mostly wait can wait together. */
const test = base.extend<Place>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names in it
  async parent({}, use) {
    const parent = await mkdtemp(join(tmpdir(), 'shouwang-folder-'))
    await use(parent)
    await rm(parent, { recursive: true, force: true })
  },
  async folder({ parent }, use) {
    await use(join(parent, 'data'))
  },
  async open({ folder }, use) {
    const opened: PgliteEngine[] = []
    await use(async () => {
      const engine = await openPglite(folder)
      opened.push(engine)
      return engine
    })
    for (const engine of opened) await engine.close()
  },
  async otherProcess({ folder }, use) {
    const tenants: Tenant[] = []
    await use(async (mode = 'hold') => {
      const child = await tenant(folder, mode)
      tenants.push(child)
      return child
    })
    for (const child of tenants) await child.kill()
  },
})

// These are about PGlite alone; the run on a server has nothing to add.
describe.skipIf(process.env.SHOUWANG_TEST_PG)('a database in a folder', () => {
  async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
    const error = await work.catch((caught) => caught)
    if (!(error instanceof Refusal)) throw new Error(`not refused: ${error}`)
    return { code: error.problems[0]!.code, message: error.message }
  }

  const makeTable = (engine: PgliteEngine) =>
    engine.transaction((c) => c.query('CREATE TABLE note (id int PRIMARY KEY)'))
  const add = (engine: PgliteEngine, id: number) =>
    engine.transaction((c) => c.query('INSERT INTO note VALUES ($1)', [id]))
  const count = async (engine: PgliteEngine) =>
    (await engine.transaction((c) => c.query('SELECT count(*) AS n FROM note'))).rows[0]!.n

  test('keeps what was committed when closed and opened again', async ({ open }) => {
    const first = await open()
    await makeTable(first)
    await add(first, 1)
    await first.close()
    expect(await count(await open())).toBe(1)
  })

  test('forces every commit of a change to the disk, one by one', async ({ open }) => {
    const engine = await open()
    await makeTable(engine)
    for (let id = 0; id < 20; id++) {
      const before = await engine.fsyncs()
      await add(engine, id)
      expect(await engine.fsyncs()).toBeGreaterThan(before)
    }
    const { rows } = await engine.transaction((c) =>
      c.query(
        "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'wal_sync_method', 'synchronous_commit') ORDER BY name",
      ),
    )
    expect(rows.map((row) => row.setting)).toEqual(['on', 'on', 'fsync'])
  })

  test('is refused to a second process, naming the first and what to do', async ({ folder, otherProcess }) => {
    const child = await otherProcess()
    const { code, message } = await refusal(openPglite(folder))
    expect(code).toBe('store.folder_in_use')
    expect(message).toContain(`进程号 ${child.pid}`)
    expect(message).toContain('请先停止那个程序')
    expect(await child.ask('count')).toBe('0')
  })

  test('is refused to a second opening in the same process', async ({ folder, open }) => {
    await open()
    expect((await refusal(openPglite(folder))).code).toBe('store.folder_in_use')
  })

  test('of six processes that start at once, exactly one gets it', async ({ otherProcess }) => {
    const starts = await Promise.allSettled(Array.from({ length: 6 }, () => otherProcess()))
    expect(starts.filter((start) => start.status === 'fulfilled')).toHaveLength(1)
  })

  test('is taken over at once from a process that was killed', async ({ folder, open, otherProcess }) => {
    const child = await otherProcess()
    await child.kill()
    expect(existsSync(join(folder, 'lock'))).toBe(true)
    const opening = open()
    // An owner that might live elsewhere is waited for, ten seconds. Opening itself may take as long on a busy machine.
    await expect
      .poll(() => readFile(join(folder, 'lock'), 'utf8').then(JSON.parse, () => undefined), { timeout: 8_000 })
      .toMatchObject({ pid: process.pid })
    expect(await count(await opening)).toBe(0)
  })

  test('of four processes that find a dead lock at once, exactly one gets it', async ({ otherProcess }) => {
    const dead = await otherProcess()
    await dead.kill()
    const starts = await Promise.allSettled(Array.from({ length: 4 }, () => otherProcess()))
    expect(starts.filter((start) => start.status === 'fulfilled')).toHaveLength(1)
  })

  test('is not taken for held because another process got the dead one’s number', async ({ folder, open }) => {
    await mkdir(folder)
    const place = await lockOfThisMachine()
    await writeFile(join(folder, 'lock'), JSON.stringify({ ...place, token: 'x', pid: process.pid, started: '1' }))
    await open()
  })

  test.concurrent('held elsewhere is refused while its owner touches the lock, and taken over after a silence', async ({
    folder,
    open,
  }) => {
    await mkdir(folder)
    const lock = join(folder, 'lock')
    await writeFile(lock, JSON.stringify({ token: 'x', pid: 1, started: '', place: 'another-machine boot namespace' }))
    const touching = setInterval(() => void utimes(lock, new Date(), new Date()), 1_000)
    const { code, message } = await refusal(openPglite(folder))
    clearInterval(touching)
    expect(code).toBe('store.folder_in_use')
    expect(message).toContain('another-machine')
    await open()
  })

  test.concurrent('an owner whose folder was taken over stops at once rather than write beside the new one', async ({
    folder,
    open,
    // The shared one forgets which test asks, once another that runs beside it is over.
    expect,
  }) => {
    const engine = await open()
    await makeTable(engine)
    await writeFile(join(folder, 'lock'), JSON.stringify({ token: 'someone else', pid: 1, started: '', place: '' }))
    await expect
      .poll(() => refusal(add(engine, 1)).catch(() => undefined), { timeout: 8_000 })
      .toMatchObject({
        code: 'store.connection_lost',
      })
    await engine.close()
    expect(await readFile(join(folder, 'lock'), 'utf8')).toContain('someone else')
  })

  test.concurrent('opens although a power cut left an empty pid file', async ({ folder, open }) => {
    const first = await open()
    await makeTable(first)
    await first.close()
    await writeFile(join(folder, 'pgdata', 'postmaster.pid'), '')
    expect(await count(await open())).toBe(0)
  })

  test.concurrent('opens although the first start was cut off halfway', async ({ folder, open }) => {
    await mkdir(join(folder, 'pgdata.unfinished', 'base'), { recursive: true })
    await writeFile(join(folder, 'pgdata.unfinished', 'PG_VERSION'), '18\n')
    await makeTable(await open())
  })

  test.concurrent('a damaged cluster is refused with PostgreSQL’s words and the lock is given back', async ({
    folder,
    open,
  }) => {
    const first = await open()
    await first.close()
    await writeFile(join(folder, 'pgdata', 'global', 'pg_control'), 'not a control file')
    const { code, message } = await refusal(openPglite(folder))
    expect(code).toBe('store.unopened')
    expect(message).toMatch(/pg_control|control file/)
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  test.concurrent('a folder that cannot be made is refused with its name', async ({ parent }) => {
    await writeFile(join(parent, 'file'), '')
    const { code, message } = await refusal(openPglite(join(parent, 'file', 'data')))
    expect(code).toBe('store.folder_unusable')
    expect(message).toContain(join(parent, 'file', 'data'))
  })

  const grow = (engine: PgliteEngine) =>
    engine.transaction((c) =>
      c.query('INSERT INTO log SELECT repeat(md5(n::text), 20) FROM generate_series(1, 3000) AS n'),
    )

  test('when PostgreSQL gives up inside its thread, that call and all later ones are refused as a lost connection', async ({
    folder,
    open,
  }) => {
    const engine = await open()
    await engine.transaction((c) => c.query('CREATE TABLE log (text text)'))
    await rm(join(folder, 'pgdata', 'pg_wal'), { recursive: true })
    await writeFile(join(folder, 'pgdata', 'pg_wal'), '')
    const untilRefused = async () => {
      for (let round = 0; round < 50; round++) await grow(engine)
    }
    expect((await refusal(untilRefused())).code).toBe('store.connection_lost')
    expect((await refusal(grow(engine))).code).toBe('store.connection_lost')
  })

  test('a full disk is refused as such, keeps what was saved, and saves again once there is room', async ({
    parent,
    skip,
  }) => {
    const disk = join(parent, 'disk')
    await mkdir(disk)
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=90m', 'tmpfs', disk]).status !== 0) skip('needs a small disk')
    try {
      const engine = await openPglite(join(disk, 'data'))
      await engine.transaction((c) => c.query('CREATE TABLE log (text text)'))
      await grow(engine)
      const { bavail, bsize } = await statfs(disk)
      await writeFile(join(disk, 'filler'), Buffer.alloc(bavail * bsize - 1_000_000))
      expect((await refusal(grow(engine))).code).toBe('store.disk_full')
      await rm(join(disk, 'filler'))
      await grow(engine)
      await engine.close()
      const again = await openPglite(join(disk, 'data'))
      const { rows } = await again.transaction((c) => c.query('SELECT count(*) AS n FROM log'))
      await again.close()
      expect(rows).toEqual([{ n: 6_000 }])
    } finally {
      spawnSync('umount', ['-l', disk])
    }
  })

  test('a long statement leaves the event loop free', async ({ open }) => {
    const engine = await open()
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    const started = performance.now()
    await engine.transaction((c) => c.query('SELECT count(*) FROM generate_series(1, 5000000)'))
    const took = performance.now() - started
    delay.disable()
    // On the calling thread the loop would have stood still for all of it, however slow the machine.
    expect(delay.max / 1e6).toBeLessThan(took / 2)
  })

  test('close waits for the transactions already asked for', async ({ open }) => {
    const engine = await open()
    await makeTable(engine)
    const writes = Promise.all([1, 2, 3].map((id) => add(engine, id)))
    await engine.close()
    await writes
    expect(await count(await open())).toBe(3)
  })

  test('the folder is chosen where no server is named, and neither is a refusal', async ({ folder }) => {
    const engine = await openEngine({ data: folder })
    expect(engine.kind).toBe('pglite')
    await engine.close()
    expect((await refusal(openEngine({}))).code).toBe('store.no_database')
  })
})

/** What this process would write into a lock of its own. */
async function lockOfThisMachine(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-lock-'))
  const engine = await openPglite(folder)
  const lock = JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))
  await engine.close()
  await rm(folder, { recursive: true, force: true })
  return lock
}
