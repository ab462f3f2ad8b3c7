/** What a form, or a script that acts like one, sends to be recorded; and a list that is taken away. */
import { tmpdir } from 'node:os'
import type { FastifyInstance } from 'fastify'
import { readXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build, serve } from '#http/serve.ts'
import { system } from '#store/actor.ts'
import { scoped } from '#store/store.ts'
import { signedIn } from '../../../test/support/accounts.ts'
import { correct, idNumberOf, set } from '../../../test/support/books.ts'
import { township, villages } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'

const password = '村口的老槐树开花了'
const books = await ownBooks()
let cookies: ReadonlyMap<string, string>
let app: FastifyInstance

beforeAll(async () => {
  app = await build(books.store, { port: 0, web: tmpdir(), report: 'none' })
  cookies = await signedIn(books.store, password, [
    ['office', 'office', township],
    ['leader', 'leader', township],
    ['village', 'village', villages[0]],
  ])
})

afterAll(() => app.close())

const ask = async (login: string, method: 'GET' | 'POST', url: string, payload?: object) => {
  const headers = { cookie: cookies.get(login)!, origin: 'http://localhost:80' }
  const reply = await app.inject({ method, url, headers, ...(payload && { payload }) })
  return { status: reply.statusCode, ...reply.json() }
}
const send = (login: string, ledger: string, values: Record<string, string>, more: object = {}) =>
  ask(login, 'POST', '/api/acts', { act: books.newId(), rows: [{ ledger, id: books.newId(), values }], ...more })
const count = async (ledger: string) => {
  const { lines } = await ask('office', 'GET', '/api/books')
  return lines[0].ledgers.find((one: { id: string }) => one.id === ledger).rows as number
}
let made = 0
const household = (values: Record<string, string> = {}) => ({
  number: `N${++made}`,
  head_name: '曾小花',
  area: villages[0],
  ...values,
})

test('what another corrected since the row was opened is told before it is overwritten, and what only the other corrected stays', async () => {
  const { household: id } = await books.family(villages[0], '秦大有')
  const opened = await ask('office', 'GET', `/api/rows/${id}`)
  const seen = opened.history[0].seq as number
  const send = (login: string, values: object, more: object = {}) =>
    ask(login, 'POST', `/api/rows/${id}/correct`, {
      act: books.newId(),
      reason: '核对',
      values,
      seen,
      doubts: 'ask',
      ...more,
    })
  expect((await send('village', { land: '3亩', head_name: '秦大友' })).status).toBe(200)
  const clash = await send('office', { land: '5亩' })
  expect(clash).toMatchObject({ status: 409, code: 'act.changed_meanwhile' })
  expect(clash.problems).toMatchObject([{ doubt: true, at: { ledger: 'household', field: 'land' } }])
  expect(clash.problems[0].message).toMatch(/^您打开以后，.*village已把“.+”从空着改成“3亩”。$/)
  // Another field, or what the other made of it already: nobody is asked.
  expect((await send('office', { land: '3亩', number: 'N-另编' })).status).toBe(200)
  const act = books.newId()
  expect((await send('office', { land: '5亩' }, { act, doubts: 'keep' })).status).toBe(200)
  expect((await send('office', { land: '5亩' }, { act })).repeated).toBe(true)
  const { row } = await ask('office', 'GET', `/api/rows/${id}`)
  const text = (name: string) => row.fields.find((field: { name: string }) => field.name === name)?.text
  expect([text('head_name'), text('land')]).toEqual(['秦大友', '5亩'])
})

test('a row is recorded from typed text, and sent twice it is one', async () => {
  const before = await count('household')
  const body = {
    act: books.newId(),
    rows: [{ ledger: 'household', id: books.newId(), values: household({ land: '１２.５亩' }) }],
  }
  const [first, again] = [
    await ask('office', 'POST', '/api/acts', body),
    await ask('office', 'POST', '/api/acts', body),
  ]
  expect([first.repeated, again.repeated]).toEqual([false, true])
  expect(await count('household')).toBe(before + 1)
  const { row } = await ask('office', 'GET', `/api/rows/${body.rows[0]!.id}`)
  expect(row.fields.map((field: { text: string }) => field.text)).toContain('12.5亩')
  const other = { ...body, rows: [{ ...body.rows[0]!, values: household() }] }
  expect(await ask('office', 'POST', '/api/acts', other)).toMatchObject({ status: 409, code: 'act.id_reused' })
})

test('an id in capitals is the same id', async () => {
  const rows = [{ ledger: 'household', id: books.newId().toUpperCase(), values: household() }]
  expect((await ask('office', 'POST', '/api/acts', { act: books.newId().toUpperCase(), rows })).status).toBe(200)
})

test.each([
  ['a field of the platform', 'office', 'household', { _area: villages[1] }, 422, 'act.field_unknown', '_area'],
  ['what every object has', 'office', 'household', { constructor: 'x' }, 422, 'act.field_unknown', 'constructor'],
  ['a required field left out', 'office', 'household', { head_name: ' ' }, 422, 'act.field_missing', 'head_name'],
  ['a text too long', 'office', 'household', { head_name: '长'.repeat(11) }, 422, 'text.too_long', 'head_name'],
  ['another village', 'village', 'household', { area: villages[1] }, 422, 'area.not_listed', 'area'],
  ['a place that is none', 'office', 'household', { area: `${township}777` }, 422, 'area.not_listed', 'area'],
  ['a ledger that is none', 'office', 'nothing', {}, 404, 'ledger.unknown', undefined],
  ['nobody’s right', 'leader', 'household', {}, 403, 'access.not_permitted', undefined],
] as const)('%s is refused in a sentence and leaves nothing', async (_, login, ledger, values, status, code, field) => {
  const before = await count('household')
  const refused = await send(login, ledger, household(values))
  expect(refused).toMatchObject({ status, code })
  expect(refused.detail).toMatch(/。/)
  expect(refused.problems[0].at?.field).toBe(field)
  expect(await count('household')).toBe(before)
})

test('a row that points to another village’s, and several of which one is wrong, leave nothing', async () => {
  const [mine, theirs] = [await books.family(villages[0], '甲'), await books.family(villages[1], '乙')]
  const aid = (person: string) => ({ person, paid_on: '2025-03-05', amount: '10' })
  expect(await send('village', 'aid', aid(theirs.person))).toMatchObject({ status: 422, code: 'act.link_missing' })
  const rows = [mine, theirs].map(({ person }) => ({ ledger: 'aid', id: books.newId(), values: aid(person) }))
  expect(await ask('village', 'POST', '/api/acts', { act: books.newId(), rows })).toMatchObject({ status: 422 })
  expect(await count('aid')).toBe(0)
})

test('text without end, and a district closed long ago, are refused in a sentence', async () => {
  const long = await send('office', 'household', household({ number: '长'.repeat(2_000_000) }))
  expect(long).toMatchObject({ status: 413, code: 'request.too_large' })
  const closed = `${township}099`
  await books.write([
    {
      ledger: 'area',
      id: books.newId(),
      set: { code: closed, name: '并村', valid_from: '2000-01-01', valid_to: '2020-01-01' },
    },
  ])
  expect(await send('office', 'household', household({ area: closed }))).toMatchObject({
    status: 422,
    code: 'area.closed',
  })
})

test('being told that a number is taken already is counted, and soon ends', async () => {
  const holder = await books.family(villages[1], '丙')
  await books.write([correct('person', holder.person, { id_number: idNumberOf(7) })], { kind: 'correct', reason: '补' })
  const guess = () => send('office', 'person', { name: '丁', id_number: idNumberOf(7) })
  for (let n = 0; n < 20; n++) expect((await guess()).code).toBe('act.not_unique')
  expect(await guess()).toMatchObject({ status: 429, code: 'match.too_often' })
})

test('what a link leads to is found by names, also of whom a row is about, with what tells two apart', async () => {
  const { person } = await books.family(villages[0], '王秀英')
  await books.write([correct('person', person, { born_on: '1980-05-01' })], { kind: 'correct', reason: '补' })
  const other = await books.family(villages[1], '王秀英')
  const find = async (q: string, ledgers?: string, login = 'office') => {
    const { hits } = await ask(login, 'GET', `/api/search?${new URLSearchParams({ q, ...(ledgers && { ledgers }) })}`)
    return hits as { id: string; name: string; telling: string; area: { name: string } }[]
  }
  for (const q of ['王', '秀英', 'wxy', 'ＷＸＹ', '王\u200b秀英', '王秀英 ']) {
    expect([q, (await find(q, 'person')).map((hit) => hit.id).sort()]).toEqual([q, [person, other.person].sort()])
  }
  const hits = await find('王秀英', 'person')
  expect(hits.map(({ telling, area }) => `${telling}${area.name}`).sort()).toEqual(['出生 1980年5月1日地001', '地002'])
  expect((await find('王秀英', 'person', 'village')).map((hit) => hit.id)).toEqual([person])
  const members = (await find('王秀英', 'membership')).map((hit) => hit.id)
  expect(members).toContain(other.membership)
  expect(members).toHaveLength(2)
  expect((await find('', 'aid')).length).toBe(await count('aid'))
  expect(await find('')).toEqual([])
})

describe('a list that is taken away as a sheet', () => {
  const take = (login: string, ledger: string, body: object) =>
    app.inject({
      method: 'POST',
      url: `/api/ledgers/${ledger}/sheet`,
      headers: { cookie: cookies.get(login)!, origin: 'http://localhost:80' },
      payload: body,
    })
  const rowsOf = async (reply: Awaited<ReturnType<typeof take>>) =>
    (await readXlsx(reply.rawPayload)).sheets[0]!.rows.map((row) => row.filter((cell) => cell !== null))
  const noted = () =>
    scoped(books.store, system('测试', [township]), (tx) =>
      tx.run<{ subject: string; detail: string }>(
        sql`SELECT subject, detail FROM audit WHERE event = 'export' ORDER BY at, id`,
      ),
    )

  test('has its rows, columns and order, says its filter, and stands in the audit', async () => {
    for (const [number, land] of [
      ['T1', '2'],
      ['T2', '3.5'],
    ])
      await send('office', 'household', household({ number: number!, head_name: '沈大山', land: land! }))
    const where = JSON.stringify([{ field: 'head_name', has: '大山' }])
    const reply = await take('office', 'household', {
      where,
      sort: '-number',
      columns: ['number', 'land'],
      reason: '报县里核对',
    })
    expect(reply.statusCode).toBe(200)
    expect(decodeURIComponent(String(reply.headers['content-disposition']))).toMatch(
      /地农户台账（截至\d+年\d+月\d+日）\.xlsx/,
    )
    const [title, who, what, heads, ...rows] = await rowsOf(reply)
    expect(title).toEqual(['地农户台账'])
    expect(who![0]).toMatch(/^填报单位：地人民政府　　账目截至：.*　　单位：亩$/)
    expect(what).toEqual(['范围：地；筛选：户主姓名有“大山”；次序：按户编号从大到小；共 2 行'])
    expect(heads).toEqual(['序号', '户编号', '耕地（亩）', '地区'])
    expect(rows.slice(0, 3)).toEqual([
      [1, 'T2', 3.5, '地001'],
      [2, 'T1', 2, '地001'],
      ['合计', 5.5],
    ])
    expect((await noted()).at(-1)).toEqual({
      subject: 'household',
      detail:
        '导出台账“农户”2 行；范围：地；筛选：户主姓名有“大山”；次序：按户编号从大到小；栏目：户编号、耕地（亩）；用途：报县里核对',
    })
  })

  test('has numbers in full only for who may read them and says what for, and the audit tells', async () => {
    const number = idNumberOf(17)
    await books.write([set('person', books.newId(), { name: '沈号码', id_number: number })])
    const body = { where: JSON.stringify([{ field: 'name', has: '号码' }]), reason: '核对证件' }
    const text = async (login: string, more: object) =>
      JSON.stringify(await rowsOf(await take(login, 'person', { ...body, ...more })))
    expect(await text('office', {})).not.toContain(number.slice(-6))
    expect(await text('office', {})).toContain('身份证号码已遮盖')
    expect(await text('office', {})).toContain('次序：没有指定')
    expect(await text('leader', {})).not.toContain(number.slice(-6))
    expect(await text('office', { full: true })).toContain(number)
    expect((await noted()).at(-1)!.detail).toContain('没有遮盖：身份证号码；用途：核对证件')
    const before = (await noted()).length
    for (const [login, more] of [
      ['leader', { full: true }],
      ['village', {}],
      ['office', { reason: ' ' }],
      ['office', { where: JSON.stringify([{ field: 'id_number', has: '1' }]) }],
    ] as const)
      expect((await take(login, 'person', { ...body, ...more })).statusCode, login).toBeGreaterThanOrEqual(400)
    expect(await noted()).toHaveLength(before)
  })

  test('stands as at one moment: what is corrected while it is read is not half of it', async () => {
    const ids = Array.from({ length: 1001 }, () => books.newId())
    await books.write(ids.map((id, n) => set('person', id, { name: `郝${String(n).padStart(4, '0')}` })))
    const { url, close } = await serve(books.store, { port: 0, web: tmpdir(), report: 'none' })
    try {
      const reply = await fetch(`${url}/api/ledgers/person/sheet`, {
        method: 'POST',
        headers: { cookie: cookies.get('office')!, origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ where: JSON.stringify([{ field: 'name', has: '郝' }]), sort: 'name', reason: '核对' }),
      })
      // The first part has been read, or is being read; the last row stands in the second.
      await books.write([correct('person', ids[1000]!, { name: '郝后来' })], { kind: 'correct', reason: '试' })
      const { sheets } = await readXlsx(new Uint8Array(await reply.arrayBuffer()))
      const names = sheets[0]!.rows.map((row) => row[1]).filter((name) => String(name).startsWith('郝'))
      expect(names).toHaveLength(1001)
      expect(names.at(-1)).toBe('郝1000')
    } finally {
      await close()
    }
  })
})
