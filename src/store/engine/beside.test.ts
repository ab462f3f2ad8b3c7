import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Refusal } from '#problem.ts'
import type { Engine } from '#store/engine.ts'
import { tenant } from '../../../test/support/tenant.ts'
import { openBeside } from './beside.ts'
import { type Owner, ownerOf } from './folder-lock.ts'
import { openEngine } from './open.ts'

// This is about the embedded database alone: a server takes guests by itself.
describe.skipIf(process.env.SHOUWANG_TEST_PG)('a folder that a program has open', () => {
  let folder: string
  let office: Engine
  const guests: Engine[] = []

  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'shouwang-beside-')), 'data')
    office = await openEngine({ data: folder })
    await office.transaction((c) => c.query('CREATE TABLE note (id int PRIMARY KEY, text text)'))
  })
  afterEach(async () => {
    vi.useRealTimers()
    for (const guest of guests.splice(0)) await guest.close()
    await office.transaction((c) => c.query('TRUNCATE note'))
  })
  afterAll(async () => {
    await office.close()
    await rm(join(folder, '..'), { recursive: true, force: true })
  })

  const visit = async () => {
    const guest = await openEngine({ data: folder, beside: true })
    guests.push(guest)
    return guest
  }
  const add = (engine: Engine, id: number) =>
    engine.transaction((c) => c.query('INSERT INTO note VALUES ($1, $2)', [id, '笔']))
  const ids = async (engine: Engine) =>
    (await engine.transaction((c) => c.query<{ id: number }>('SELECT id FROM note ORDER BY id'))).rows.map((r) => r.id)

  it('is worked on by a second one through the first: reading, writing, copying, and errors as they are', async () => {
    const guest = await visit()
    expect([guest.kind, guest.version]).toEqual([office.kind, office.version])
    await add(guest, 1)
    await guest.transaction((c) =>
      c.copyIn(
        'note',
        ['id', 'text'],
        [
          [2, '甲'],
          [3, null],
        ],
      ),
    )
    expect(await ids(office)).toEqual([1, 2, 3])
    await expect(add(guest, 1)).rejects.toMatchObject({ sqlstate: '23505', table: 'note' })
    expect(await ids(guest)).toEqual([1, 2, 3])
  })

  it('serves transactions of all in turn, each whole', async () => {
    const all = [office, await visit(), await visit()]
    const steps: string[] = []
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        all[n % 3]!.transaction(async (c) => {
          steps.push(`${n} begins`)
          await c.query('INSERT INTO note VALUES ($1)', [n])
          await c.query('SELECT pg_sleep(0.005)')
          steps.push(`${n} ends`)
        }),
      ),
    )
    for (let i = 0; i < steps.length; i += 2) expect(steps[i]!.replace('begins', 'ends')).toBe(steps[i + 1])
    expect(await ids(office)).toHaveLength(12)
  })

  it('undoes what a guest had begun that was killed, and serves the next', async () => {
    const child = await tenant(folder, 'beside')
    const waiting = add(office, 2)
    await child.kill()
    await waiting
    expect(await ids(office)).toEqual([2])
  })

  it('takes the session away from a guest that stopped in the middle, and tells it so', async () => {
    const guest = await visit()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let goOn = () => {}
    const begun = guest.transaction(async (c) => {
      await c.query('INSERT INTO note VALUES (1)')
      await new Promise<void>((done) => {
        goOn = done
      })
      await c.query('INSERT INTO note VALUES (2)')
    })
    begun.catch(() => undefined)
    const waiting = ids(office)
    while (vi.getTimerCount() === 0) await new Promise((done) => setImmediate(done))
    await vi.waitFor(() => expect(goOn).not.toBe(undefined))
    vi.advanceTimersByTime(61_000)
    expect(await waiting).toEqual([])
    goOn()
    await expect(begun).rejects.toThrow('与数据库的连接中断了')
    expect(await ids(office)).toEqual([])
  })

  it('is closed to whoever does not know what the lock says, and to every other user of the machine', async () => {
    const owner = (await ownerOf(folder))!
    expect(await openBeside({ ...owner, token: 'guessed' }, await version())).toBe(undefined)
    if (process.platform !== 'win32') expect((await stat(owner.address)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'lock'))).mode & 0o777).toBe(0o600)
    const noise = connect(owner.address)
    noise.on('error', () => {})
    noise.end(Buffer.from('GET / HTTP/1.1\r\n\r\n'))
    expect(await ids(office)).toEqual([])
  })

  it('is closed to another version of the program, which is told what to do', async () => {
    const error = await openBeside((await ownerOf(folder))!, '9.9.9').catch((refused) => refused)
    expect(error).toBeInstanceOf(Refusal)
    expect(error.message).toContain('正在运行的守望是')
  })

  it('is still refused where its holder cannot be reached', async () => {
    const lock = join(folder, 'lock')
    const owner = JSON.parse(await readFile(lock, 'utf8')) as Owner
    await writeFile(lock, JSON.stringify({ ...owner, address: join(folder, 'nobody') }))
    await expect(openEngine({ data: folder, beside: true })).rejects.toThrow('正在被另一个守望程序使用')
    await writeFile(lock, JSON.stringify(owner))
  })

  const version = async () => JSON.parse(await readFile('package.json', 'utf8')).version as string
})
