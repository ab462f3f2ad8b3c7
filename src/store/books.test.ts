import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Refusal } from '#problem.ts'
import { areaNames } from '#store/read/office-words.ts'
import { findRow, rowById, rowsAbout } from '#store/read/rows.ts'
import { search } from '#store/read/search.ts'
import { shown } from '#store/read/show.ts'
import { reveal } from '#store/shelf/audit.ts'
import { correct, idNumberOf, office, openBooks, set, villager, voided } from '../../test/support/books.ts'
import { testEngine } from '../../test/support/engine.ts'
import { catalog, township, villages } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import { openPglite } from './engine/pglite.ts'
import { openKeys, passingCipher } from './keys.ts'
import { move } from './move.ts'
import { openStore, scoped } from './store.ts'
import { initials } from './tables/tokens.ts'
import { verify } from './verify.ts'

const books = await ownBooks()

const named = async (words: string, actor = office) =>
  (await scoped(books.store, actor, (tx) => search(tx, words))).hits.map((found) => found.title)

test('people are found by name, by part of it, by initials and by the last four of the ID number', async () => {
  const person = books.newId()
  await books.family(villages[0], '欧阳春兰')
  const [household, membership] = [books.newId(), books.newId()]
  await books.write([
    set('person', person, { name: '曾庆虎', id_number: idNumberOf(7) }),
    set('household', household, { number: 'SEARCH1', head_name: '曾庆虎', area: villages[1] }),
    set('membership', membership, { person, household, since: '2024-01-01' }),
  ])
  for (const words of ['曾庆虎', '庆虎', '曾庆', 'zqh', 'ZQH', idNumberOf(7).slice(-4), idNumberOf(7)]) {
    expect(await named(words), words).toContain('曾庆虎')
  }
  for (const [words, title] of [
    ['zq', '曾庆虎'],
    ['Z', '曾庆虎'],
    ['oy', '欧阳春兰'],
  ] as const) {
    expect(await named(words), words).toContain(title)
  }
  expect(await named('search1')).toEqual(['曾庆虎'])
  expect(await named('春兰')).toEqual(['欧阳春兰', '欧阳春兰'])
  expect(await named('没有这人')).toEqual([])
  expect(await named('')).toEqual([])
})

test('a search that does not list everything says so', async () => {
  for (const name of ['单多多', '单多福', '单多寿']) await books.family(villages[0], name)
  const found = (limit?: number) => scoped(books.store, office, (tx) => search(tx, '单多', limit))
  const all = (await found()).hits.length
  expect(await found()).toMatchObject({ more: false })
  expect(await found(all)).toMatchObject({ more: false })
  const some = await found(all - 1)
  expect([some.hits.length, some.more]).toEqual([all - 1, true])
  // Nobody by how the blind words of an ID number begin.
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
    const others = (await named(letter)).filter((title) => !initials(title).startsWith(letter))
    expect(others, letter).toEqual([])
  }
  // Whatever begins so, each once, though it is listed under several words that do.
  for (const words of ['单', 's']) {
    const { hits } = await scoped(books.store, office, (tx) => search(tx, words))
    expect(new Set(hits.map(({ id }) => id)).size, words).toBe(hits.length)
    const one = await scoped(books.store, office, (tx) => search(tx, words, hits.length - 1))
    expect([one.hits.length, one.more], words).toEqual([hits.length - 1, true])
  }
})

test('who is renamed is found by the new name only, who is voided not at all', async () => {
  const { household, person, membership } = await books.family(villages[0], '赵旧名')
  await books.write([correct('person', person, { name: '赵新名' })], { reason: '改名' })
  expect(await named('赵新名')).toEqual(['赵新名'])
  expect(await named('赵旧名')).toEqual(['赵旧名'])
  await books.write([voided('membership', membership), voided('person', person), voided('household', household)], {
    reason: '重复',
  })
  expect([...(await named('赵新名')), ...(await named('赵旧名'))]).toEqual([])
})

test('a village finds its own people only, also after they have moved there', async () => {
  const { household } = await books.family(villages[0], '钱搬迁')
  expect(await named('钱搬迁', villager(1))).toEqual([])
  await books.write([correct('household', household, { area: villages[1] })], { reason: '搬迁' })
  expect(await named('钱搬迁', villager(1))).toEqual(['钱搬迁', '钱搬迁'])
  expect(await named('钱搬迁', villager(0))).toEqual([])
})

test('what is about a household comes page by page, its people and their rows included, and nothing twice', async () => {
  const { household, person, membership } = await books.family(villages[0], '翻页')
  const own = [books.newId(), books.newId(), books.newId()]
  await books.write([
    set('label', own[0]!, { household, word: '脱贫户', since: '2024-01-01' }),
    set('aid', own[1]!, { person, paid_on: '2024-02-01', amount: 100 }),
    set('aid', own[2]!, { person, paid_on: '2024-03-01', amount: 200 }),
  ])
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await scoped(books.store, office, (tx) => rowsAbout(tx, 'household', household, { after, limit: 2 }))
    expect(page.items.length).toBeLessThanOrEqual(2)
    seen.push(...page.items.map((row) => row.id))
    after = page.next
  } while (after)
  expect([...seen].sort()).toEqual([...own, person, membership].sort())
})

test('a row is found by its id alone, and areas have names', async () => {
  const { household, person, membership } = await books.family(villages[0], '编号')
  expect(await scoped(books.store, office, (tx) => findRow(tx, membership))).toBe('membership')
  expect(await scoped(books.store, office, (tx) => findRow(tx, household))).toBe('household')
  await books.write([voided('membership', membership), voided('person', person)], { reason: '试' })
  for (const [id, ledger] of [[membership, 'membership'] as const, [person, 'person'] as const]) {
    expect(await scoped(books.store, office, (tx) => findRow(tx, id))).toBe(ledger)
    expect(await scoped(books.store, villager(1), (tx) => findRow(tx, id))).toBeUndefined()
  }
  expect(await scoped(books.store, office, (tx) => findRow(tx, books.newId()))).toBeUndefined()
  expect([...(await scoped(books.store, villager(0), (tx) => areaNames(tx)))]).toEqual([[villages[0], '地001']])
})

test('an ID number is shown masked; the whole of it needs a reason and leaves a trace', async () => {
  const number = idNumberOf(9)
  const id = books.newId()
  await books.write([set('person', id, { name: '遮住', id_number: number })])
  const row = await scoped(books.store, office, (tx) => rowById(tx, 'person', id))
  expect(JSON.stringify(row)).not.toContain(number)
  expect(
    shown({ store: books.store, actor: office }, catalog.ledgers.get('person')!, row!.values, new Map()).id_number,
  ).toBe(`${number.slice(0, 6)}************`)
  const what = { ledger: 'person', id, field: 'id_number', reason: ' ' }
  await expect(reveal(books.store, office, what)).rejects.toThrow('用途')
  expect(await reveal(books.store, office, { ...what, reason: '核对材料' })).toBe(number)
  const audit = await scoped(books.store, office, (tx) =>
    tx.run<{ subject: string; detail: string }>(sql`SELECT subject, detail FROM audit`),
  )
  expect(audit).toContainEqual({ subject: `person/${id}/id_number`, detail: '核对材料' })
  await expect(reveal(books.store, villager(0), { ...what, reason: '好奇' })).rejects.toThrow(Refusal)
})

test('whatever rows and scopes there are, an actor sees exactly the rows of its areas', async () => {
  const places: string[] = []
  const codes = [township, ...villages, ...villages.flatMap((v) => [`${v}01`, `${v}02`])]
  await books.write(
    codes.slice(3).map((code) => set('area', books.newId(), { code, name: '组', valid_from: '2020-01-01' })),
  )
  for (const area of codes) {
    await books.write([set('household', books.newId(), { number: `F${area}`, head_name: '范围', area })])
    places.push(area)
  }
  await fc.assert(
    fc.asyncProperty(fc.subarray([...codes, '990101'], { minLength: 1 }), async (scope) => {
      const actor = { ...office, areas: scope }
      const rows = await scoped(books.store, actor, (tx) =>
        tx.run<{ area: string }>(sql`SELECT _area AS area FROM row_household WHERE head_name = '范围' ORDER BY 1`),
      )
      const expected = places.filter((area) => scope.some((code) => area.startsWith(code))).sort()
      expect(rows.map((row) => row.area)).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

test('verify is content with these books, and names each thing that somebody changed behind their back', async () => {
  const own = await testEngine()
  const { store, family, write } = await openBooks(own)
  const { household, person } = await family(villages[0], '核验')
  await write([correct('household', household, { head_name: '核验二' })], { reason: '试' })
  const clean = await verify(store, office)
  expect(clean.problems).toEqual([])
  expect(clean).toMatchObject({ acts: 3, versions: 7 })
  // As the owner of the tables: what row security and grants do not stop, the chain has to show.
  const tamper = (statement: string) =>
    own.transaction(async (db) => {
      await db.query(`SET LOCAL app.townships = '${township}'; SET LOCAL app.areas = '${township}'`)
      return (await db.query(statement)).changed
    })
  const cases: [change: string, back: string, says: RegExp][] = [
    [
      `UPDATE row_household SET head_name = '改了' WHERE _closed IS NULL`,
      `UPDATE row_household SET head_name = '核验二' WHERE _closed IS NULL`,
      /户主姓名与第 3 号/,
    ],
    [
      `UPDATE act SET body = replace(body, '核验二', '改了') WHERE seq = 3`,
      `UPDATE act SET body = replace(body, '改了', '核验二') WHERE seq = 3`,
      /第 3 号记录或它之前的内容被改动过/,
    ],
    [`UPDATE act SET reason = '别的' WHERE seq = 3`, `UPDATE act SET reason = '试' WHERE seq = 3`, /第 3 号/],
    [`UPDATE head SET seq = 4`, `UPDATE head SET seq = 3`, /共有 4 号记录/],
    [
      `UPDATE row_person SET _to = 5, _closed = 2 WHERE id = '${person}'`,
      `UPDATE row_person SET _to = 9007199254740991, _closed = NULL WHERE id = '${person}'`,
      /起止时刻颠倒|没有记录说它作废/,
    ],
    [
      `UPDATE row_household SET _to = _to + 1 WHERE _closed IS NOT NULL`,
      `UPDATE row_household SET _to = _to - 1 WHERE _closed IS NOT NULL`,
      /时间重叠/,
    ],
  ]
  for (const [change, back, says] of cases) {
    expect(await tamper(change), change).toBe(1)
    const { problems } = await verify(store, office)
    expect(problems.map((p) => p.message).join('\n'), change).toMatch(says)
    await tamper(back)
    expect((await verify(store, office)).problems, back).toEqual([])
  }
  expect(await tamper('DELETE FROM act WHERE seq = 2')).toBe(1)
  const { problems } = await verify(store, office)
  expect(problems.map((p) => p.message).join('\n')).toMatch(/第 2 号记录不见了/)
  await expect(verify(store, villager(0))).rejects.toThrow('整个乡镇')
  await own.close()
})

test('a move carries every table over, the books verify there, and a database with rows is refused', async () => {
  const from = await openPglite('memory')
  const source = await openBooks(from)
  await source.family(villages[0], '搬库')
  await source.write([set('person', source.newId(), { name: '有号', id_number: idNumberOf(3) })])
  await source.write(
    Array.from({ length: 300 }, (_, i) =>
      set('household', source.newId(), { number: `Q${i}`, head_name: '多\t\\', area: villages[1] }),
    ),
  )
  const to = await testEngine()
  const counts = await move(from, to, catalog)
  expect(counts).toMatchObject({ head: 1, act: 4, row_household: 301, row_person: 2, row_area: 3 })
  expect(counts.lookup).toBeGreaterThan(900)
  const there = await openStore(to, catalog, { keys: source.store.keys })
  expect((await verify(there, office)).problems).toEqual([])
  expect(await scoped(there, office, (tx) => tx.run<object>(sql`SELECT * FROM head`))).toEqual(
    await scoped(source.store, office, (tx) => tx.run<object>(sql`SELECT * FROM head`)),
  )
  await expect(move(from, to, catalog)).rejects.toThrow('已经有')
  await expect(source.family(villages[0], '照常写')).resolves.toBeDefined()
  await from.close()
  await to.close()
})

test('keys are made once, for their owner only, and a damaged file is not replaced', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-keys-'))
  const made = async () => {
    const keys = await openKeys(folder)
    await keys.begin([])
    return keys
  }
  const [a, b] = await Promise.all([made(), made()])
  const sealed = a!.seal('990101198001010078', 'person.id_number')
  expect(b!.open(sealed, 'person.id_number')).toBe('990101198001010078')
  expect(a!.blind('x')).toBe(b!.blind('x'))
  expect(() => a!.open(sealed, 'person.name')).toThrow('改动')
  expect(() => passingCipher().open(sealed, 'person.id_number')).toThrow('另一把密钥')
  expect((await stat(join(folder, 'keys.json'))).mode & 0o777).toBe(0o600)
  await writeFile(join(folder, 'keys.json'), '{')
  await expect(openKeys(folder)).rejects.toThrow('损坏')
  expect(await readFile(join(folder, 'keys.json'), 'utf8')).toBe('{')
  await rm(folder, { recursive: true })
})
