import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { correct, idNumberOf, office, set } from '../../test/support/books.ts'
import { testEngine } from '../../test/support/engine.ts'
import { catalog, township, villages } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import { backup, readLabel, restore } from './backup.ts'
import { keptTables, unload } from './carry.ts'
import { openPglite } from './engine/pglite.ts'
import type { Engine } from './engine.ts'
import { openStore } from './store.ts'
import { verify } from './verify.ts'

const books = await ownBooks()
let folder: string
let whole: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouwang-backup-'))
  whole = join(folder, '账.backup')
  const { household } = await books.family(villages[0], '备一份')
  await books.write([correct('household', household, { head_name: '引"反\\斜\u2028𠮷\u2029' })], { reason: '改名' })
  await books.write([set('person', books.newId(), { name: '有号', id_number: idNumberOf(11) })])
  // More than one page of one table.
  await books.write(
    Array.from({ length: 5_100 }, (_, i) =>
      set('household', books.newId(), { number: `B${i}`, head_name: '户', area: villages[1] }),
    ),
  )
  await books.store.engine.transaction((db) =>
    db.query(
      `INSERT INTO session (digest, account, kind, created_at, seen_at, expires_at)
       VALUES ('d', '00000000-0000-7000-8000-000000000001', 'session', 1, 1, 9)`,
    ),
  )
  await backup(books.store, whole)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Every row of every table that is carried, as text. */
const everything = (engine: Engine) =>
  engine.transaction(async (db) => {
    const pages: string[] = []
    for await (const page of unload(db, keptTables(catalog, ['session', 'attempt', 'matching'])))
      pages.push(JSON.stringify(page))
    return pages
  })

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error) => error.message as string,
  )

it('goes back into an empty database of either engine, row for row, and the books verify there', async () => {
  const there = await everything(books.store.engine)
  for (const open of [testEngine, () => openPglite('memory')]) {
    const engine = await open()
    const rows = await restore(whole, engine, catalog)
    expect(rows).toMatchObject({ row_household: 5_102, session: 0 })
    expect(await everything(engine)).toEqual(there)
    const store = await openStore(engine, catalog, { keys: books.store.keys })
    expect((await verify(store, office)).problems).toEqual([])
    expect(await refusal(restore(whole, engine, catalog))).toContain('已经有')
    await engine.close()
  }
})

it('holds one moment, whatever is recorded while it is taken', async () => {
  const path = join(folder, 'meanwhile.backup')
  const before = (await verify(books.store, office)).acts
  const taken = backup(books.store, path)
  const meanwhile = Promise.all([1, 2, 3].map((n) => books.family(villages[0], `同时${n}`)))
  const { label } = await taken
  await meanwhile
  const engine = await openPglite('memory')
  await restore(path, engine, catalog)
  const store = await openStore(engine, catalog, { keys: books.store.keys })
  const { acts, problems } = await verify(store, office)
  expect(problems).toEqual([])
  expect(acts).toBe(label.heads[township]!.seq)
  expect(acts).toBeGreaterThanOrEqual(before)
  expect((await verify(books.store, office)).acts).toBe(before + 3)
  await engine.close()
})

it('says of itself whose keys open it and how far the chain reaches, and holds neither keys nor who is signed in', async () => {
  const label = await readLabel(whole)
  expect(label).toMatchObject({ key: books.store.keys.key, heads: { [township]: { seq: 5 } } })
  const text = gunzipSync(await readFile(whole)).toString()
  expect(text).not.toContain(idNumberOf(11))
  expect(text).not.toContain('"session","columns"')
})

it('is never written over another file, nor half written under its name', async () => {
  const bytes = await readFile(whole)
  expect(await refusal(backup(books.store, whole))).toContain('没有覆盖')
  expect(await readFile(whole)).toEqual(bytes)
  expect(await refusal(backup(books.store, join(folder, 'no-such', 'x')))).toContain('备份没有写成')
  const begun = join(folder, 'begun.backup')
  await expect(
    backup(books.store, begun, () => {
      throw new Error('stopped in the middle')
    }),
  ).rejects.toThrow('stopped in the middle')
  expect((await readdir(folder)).filter((name) => name.startsWith('begun'))).toEqual([])
  // The leftover of one that was killed is in nobody's way.
  await writeFile(`${begun}.unfinished`, 'half')
  await backup(books.store, begun)
  expect((await readLabel(begun)).heads).toBeDefined()
})

it('that was cut off, altered or never was one is refused in words, and leaves the new database empty', async () => {
  const engine = await testEngine()
  const bytes = await readFile(whole)
  const lines = gunzipSync(bytes).toString().trimEnd().split('\n')
  const packed = (kept: string[]) => gzipSync(`${kept.join('\n')}\n`)
  const middle = Math.floor(lines.length / 2)
  const label = JSON.parse(lines[0]!)
  const cases: [string, Uint8Array, RegExp][] = [
    ['cut off', bytes.subarray(0, bytes.length - 400), /不完整/],
    ['cut off between lines', packed(lines.slice(0, -1)), /不完整/],
    ['without one page', packed(lines.filter((_, i) => i !== middle)), /不完整/],
    ...[3, 5, 7, 11, 13].map((part): [string, Uint8Array, RegExp] => [
      `one bit turned after 1/${part}`,
      Uint8Array.from(bytes, (byte, i) => (i === Math.floor(bytes.length / part) ? byte ^ 8 : byte)),
      /不完整|损坏/,
    ]),
    ['a text', new TextEncoder().encode('户编号,户主姓名'), /不是守望的备份/],
    ['nothing', new Uint8Array(), /不是守望的备份|不完整/],
    ['another gzip', gzipSync('{"a":1}\n'), /不是守望的备份/],
    ['newer', packed([JSON.stringify({ ...label, schema: 999 }), ...lines.slice(1)]), /第 999 版格式/],
    [
      'another township’s ledgers',
      packed([lines[0]!, lines[1]!.replace('"table":"', '"table":"row_x_')]),
      /没有这本台账/,
    ],
  ]
  for (const [what, content, says] of cases) {
    const path = join(folder, 'bad.backup')
    await writeFile(path, content)
    expect(await refusal(restore(path, engine, catalog)), what).toMatch(says)
  }
  expect(await refusal(restore(join(folder, 'none'), engine, catalog))).toContain('打不开文件')
  expect(await restore(whole, engine, catalog)).toMatchObject({ row_household: 5_102 })
  await engine.close()
})
