import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Books, correct, idNumberOf, office, openBooks, set } from '../../test/support/books.ts'
import { testEngine } from '../../test/support/engine.ts'
import { catalog, township, villages } from '../../test/support/made-up-township.ts'
import { backup, restore } from './backup.ts'
import { openPglite } from './engine/pglite.ts'
import type { Engine } from './engine.ts'
import { importFile } from './import.ts'
import { bringKeys, openKeys } from './keys.ts'
import { lookupIn } from './read/lookup.ts'
import { search } from './read/search.ts'
import { rotateKeys } from './reseal.ts'
import { reveal } from './shelf/audit.ts'
import { openStore, type Store, scoped, seeAll } from './store.ts'
import { verify } from './verify.ts'
import { type Act, record } from './write/acts.ts'

let folder: string
let data: string
let engine: Engine
let books: Books
let first: Act
/** The same books as another program has them open, which nobody tells of a new key. */
let other: Store

const people = (n: number) => Array.from({ length: n }, (_, i) => i)
const roster = (n: number) =>
  new TextEncoder().encode(
    `姓名,身份证号码\n${people(n)
      .map((i) => `人${i},${idNumberOf(i)}`)
      .join('\n')}\n`,
  )
const imported = (store: Store, n = 60) =>
  importFile(store, office, { ledger: 'person', township, bytes: roster(n), name: 'people.csv' })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouwang-reseal-'))
  data = join(folder, 'data')
  engine = await testEngine()
  books = await openBooks(engine, undefined, await openKeys(data))
  first = {
    id: books.newId(),
    township,
    kind: 'record',
    changes: [set('person', books.newId(), { name: '先来', id_number: idNumberOf(900) })],
  }
  await record(books.store, office, first)
  await imported(books.store)
  await books.write([correct('person', first.changes[0]!.id, { name: '改了' })], { reason: '试' })
  other = await openStore(engine, catalog, { keys: await openKeys(data) })
})
afterAll(async () => {
  await engine?.close()
  await rm(folder, { recursive: true, force: true })
})

const keysIn = async (path = data) => {
  const { former = [], ...newest } = JSON.parse(await readFile(join(path, 'keys.json'), 'utf8'))
  return [newest, ...former].map(({ id }: { id: string }) => id)
}

/** What all books say that a key sealed. */
const sealedBy = (key: string, on: Engine = engine) =>
  on.transaction(async (db) => {
    await seeAll(db)
    const { rows } = await db.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM act WHERE body LIKE $1) + (SELECT count(*) FROM row_person WHERE id_number LIKE $2) AS n`,
      [`%"${key}.%`, `${key}.%`],
    )
    return rows[0]!.n
  })

/** What everybody does all day with numbers, in one of the programs. */
async function atWork(store: Store): Promise<void> {
  const id = first.changes[0]!.id
  const hits = (await scoped(store, office, (tx) => search(tx, idNumberOf(900)))).hits
  expect(hits.map((hit) => hit.id)).toEqual([id])
  const tails = await scoped(store, office, (tx) => search(tx, idNumberOf(900).slice(-4)))
  expect(tails.hits.map((hit) => hit.id)).toEqual([id])
  const named = await scoped(store, office, (tx) => lookupIn(tx).rows('person', [idNumberOf(7), idNumberOf(901)]))
  expect([...named.keys()]).toEqual([idNumberOf(7)])
  expect(await reveal(store, office, { ledger: 'person', id, field: 'id_number', reason: '核对' })).toBe(
    idNumberOf(900),
  )
  // The same act, the same file and the same number again.
  expect(await record(store, office, first)).toMatchObject({ repeated: true })
  expect(await imported(store)).toMatchObject({ added: 0, known: 60, bad: [] })
  const twice = {
    ...first,
    id: books.newId(),
    changes: [set('person', books.newId(), { name: '又来', id_number: idNumberOf(7) })],
  }
  await expect(record(store, office, twice)).rejects.toThrow('身份证号码')
  expect((await verify(store, office)).problems).toEqual([])
}

describe('keys beside sealed books', () => {
  const opened = async (path: string) => openStore(engine, catalog, { keys: await openKeys(path) })

  it('that are missing are asked for where they should be, and none are made', async () => {
    const empty = join(folder, 'empty')
    const [key] = await keysIn()
    await expect(opened(empty)).rejects.toThrow(
      `${join(empty, 'keys.json')}：账是用密钥 ${key} 加密的，密钥文件不在这里`,
    )
    await expect(readFile(join(empty, 'keys.json'))).rejects.toThrow('ENOENT')
  })

  it('that are another folder’s, or not what they were, are refused and stay as they are', async () => {
    const wrong = join(folder, 'wrong')
    await (await openKeys(wrong)).begin([])
    const before = await readFile(join(wrong, 'keys.json'), 'utf8')
    await expect(opened(wrong)).rejects.toThrow('这个密钥文件里没有它')
    expect(await readFile(join(wrong, 'keys.json'), 'utf8')).toBe(before)
    const keys = JSON.parse(await readFile(join(data, 'keys.json'), 'utf8'))
    for (const altered of ['cipher', 'hmac']) {
      const bytes = Buffer.from(keys[altered], 'base64')
      bytes[0]! ^= 1
      await writeFile(join(wrong, 'keys.json'), JSON.stringify({ ...keys, [altered]: bytes.toString('base64') }))
      await expect(opened(wrong)).rejects.toThrow('这个密钥文件里没有它')
    }
  })

  it('that go away, or are exchanged, while the books are open are missed by nobody', async () => {
    const [keys, away] = [join(data, 'keys.json'), join(folder, 'away.json')]
    const store = await opened(data)
    await rename(keys, away)
    const asked = () => store.keys.open('kffffffff.AAAA', 'person.id_number')
    expect(asked).toThrow('另一把密钥')
    await (await openKeys(join(folder, 'foreign'))).begin([])
    await copyFile(join(folder, 'foreign', 'keys.json'), keys)
    expect(asked).toThrow('另一把密钥')
    await atWork(store)
    await rename(away, keys)
  })

  it('are known by what they sealed where an older program did not note which they are', async () => {
    await engine.transaction(async (db) => {
      await seeAll(db)
      await db.query('UPDATE head SET key = NULL')
    })
    const others = join(folder, 'others')
    await expect(opened(others)).rejects.toThrow('密钥文件不在这里')
    await (await openKeys(others)).begin([])
    await expect(opened(others)).rejects.toThrow('这个密钥文件里没有它')
    await atWork(await opened(data))
    await expect(opened(others)).rejects.toThrow('这个密钥文件里没有它')
  })
})

/** Fails before its nth transaction, as if the program had been killed there. */
function stopping(on: Engine, n: number): Engine {
  let left = n
  return {
    ...on,
    transaction(work, options) {
      if (left-- === 0) return Promise.reject(new Error('killed'))
      return on.transaction(work, options)
    },
  }
}

it('a new key seals everything anew, wherever the work was stopped, while another program goes on', async () => {
  const [before] = await keysIn()
  const old = join(folder, 'old.json')
  await copyFile(join(data, 'keys.json'), old)
  const path = join(folder, 'before.backup')
  await backup(books.store, path)
  let done: Awaited<ReturnType<typeof rotateKeys>> | undefined
  let stops = 0
  for (; done === undefined; stops++) {
    const store = await openStore(engine, catalog, { keys: await openKeys(data) })
    done = await rotateKeys({ ...store, engine: stopping(engine, stops % 8) }).catch(() => undefined)
    await atWork(other)
    await atWork(store)
  }
  expect(stops).toBeGreaterThan(4)
  const [after, ...former] = await keysIn()
  // Stopped after its last step, nothing told the next run that the work was whole.
  expect(former.length).toBeLessThanOrEqual(2)
  expect(former.at(-1)).toBe(before)
  expect(done).toMatchObject({ key: after, unopened: 0 })
  expect([await sealedBy(before!), await sealedBy(after!)]).toEqual([0, expect.any(Number)])
  expect(await sealedBy(after!)).toBeGreaterThan(62)
  // What was made before comes back with the key that it was made with, and with the file that has both.
  for (const keys of [old, join(data, 'keys.json')]) {
    const to = join(folder, `restored-${keys === old ? 'old' : 'new'}`)
    const back = await openPglite('memory')
    await restore(path, back, catalog)
    const ring = await openKeys(to)
    await expect(openStore(back, catalog, { keys: ring })).rejects.toThrow('密钥文件不在这里')
    await bringKeys(keys, to)
    const store = await openStore(back, catalog, { keys: await openKeys(to) })
    await atWork(store)
    await back.close()
  }
  // And once more: three keys, all acts under whichever they came.
  await books.family(villages[0], '换过以后')
  await rotateKeys(books.store)
  await atWork(other)
  expect(await keysIn()).toHaveLength(former.length + 2)
  expect(await sealedBy(after!)).toBe(0)
})
