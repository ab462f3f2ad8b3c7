import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createAccount, createLink, listAccounts, signIn } from '#access/accounts.ts'
import { permit, type Verb, verbNames } from '#access/permit.ts'
import { trail as readTrail } from '#access/trail.ts'
import { readTable } from '#capture/read.ts'
import { gather } from '#define/catalog.ts'
import { type Actor, type Role, system } from '#store/actor.ts'
import { openPglite } from '#store/engine/pglite.ts'
import type { Engine } from '#store/engine.ts'
import { passingCipher } from '#store/keys.ts'
import { dayOfMoment } from '#store/moment.ts'
import { openStore, type Store, scoped, uuidv7 } from '#store/store.ts'
import { record } from '#store/write/acts.ts'
import { unpack, type ZipEntry, zipEntries } from '#zip.ts'
import { idNumberOf } from '../../test/support/books.ts'
import { testEngine } from '../../test/support/engine.ts'
import { townshipContent } from '../../test/support/township.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'
import { build, serve } from './serve.ts'
import { cameFrom } from './session/asking.ts'

const township = '990101201'
const villages = [`${township}001`, `${township}002`] as const
const origin = 'http://localhost:80'
const password = '村口的老槐树开花了'
const keeper = system('测试', [township])

let engine: Engine
let store: Store
let app: FastifyInstance
let pages: string
/** Cookies by login. */
const cookies = new Map<string, string>()
/** Rows to ask for, in both villages. */
const rows = { mine: '', theirs: '', household: '', theirHousehold: '', person: '' }

const newId = () => uuidv7(Date.now() * 1000)

beforeAll(async () => {
  engine = await testEngine()
  store = await openStore(engine, gather(await townshipContent()), { keys: passingCipher() })
  await recordTownship()
  pages = await mkdtemp(join(tmpdir(), 'shouwang-pages-'))
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>页</title>')
  app = await build(store, { port: 0, web: pages, report: 'annual-summary' })
  const accounts: [login: string, role: Exclude<Role, 'system'>, areas: string[]][] = [
    ['office', 'office', [township]],
    ['leader', 'leader', [township]],
    ['boss', 'admin', [township]],
    ['auditor', 'auditor', [township]],
    ['village1', 'village', [villages[0]]],
    ['forgetful', 'village', [villages[0]]],
  ]
  for (const [login, role, areas] of accounts) {
    await createAccount(store, keeper, { login, name: `用户${login}`, role, areas, password, chosen: true })
    cookies.set(login, `shouwang=${(await signIn(store, login, password)).token}`)
  }
})

afterAll(async () => {
  await app?.close()
  await engine?.close()
  if (pages) await rm(pages, { recursive: true })
})

/** Two villages with a household each; both households are taken into monitoring in 2025. */
async function recordTownship() {
  const areas = [
    { code: township, name: '青禾乡', level: '乡镇' },
    { code: villages[0], name: '东坡村', level: '村' },
    { code: villages[1], name: '西坡村', level: '村' },
  ].map((values) => ({ ledger: 'area', id: newId(), set: { ...values, valid_from: '2020-01-01' } }))
  await record(store, keeper, { id: newId(), township, kind: 'record', changes: areas })
  for (const [n, village] of villages.entries()) {
    const [household, person, membership, monitoring] = [newId(), newId(), newId(), newId()] as [
      string,
      string,
      string,
      string,
    ]
    const name = ['曾小花', '<img src=x onerror=alert(1)>'][n]!
    await record(store, keeper, {
      id: newId(),
      township,
      kind: 'record',
      changes: [
        {
          ledger: 'household',
          id: household,
          set: {
            number: `H${n}`,
            head_name: name,
            area: village,
            phone: '13800001234',
            registered_on: '2020-01-01',
            residence: '农村',
          },
        },
        { ledger: 'person', id: person, set: { name, sex: '女', born_on: '1980-05-01' } },
        { ledger: 'membership', id: membership, set: { person, household, relation: '户主', since: '2020-01-01' } },
        {
          ledger: 'monitoring',
          id: monitoring,
          set: { household, category: '突发严重困难户', main_risk: '因病', identified_on: '2025-04-07' },
        },
      ],
    })
    if (n === 0) Object.assign(rows, { mine: monitoring, household, person })
    else Object.assign(rows, { theirs: monitoring, theirHousehold: household })
  }
}

const ask = (login: string | undefined, method: Route['method'], url: string, body?: object) => {
  const options: InjectOptions = {
    method,
    url,
    headers: {
      ...(login && { cookie: cookies.get(login)! }),
      ...(method !== 'GET' && { origin }),
    },
    ...(body && { payload: body }),
  }
  return app.inject(options)
}

/** A path that asks for something: ids of the first village's rows. */
const pathOf = (route: Route) =>
  route.path
    .replace(':ledger', 'household')
    .replace(':block', 'problems')
    .replace(
      ':id',
      route.path.startsWith('/api/rows')
        ? rows.mine
        : route.path.startsWith('/api/subjects')
          ? rows.household
          : route.path.startsWith('/api/figures')
            ? 'monitoring.households'
            : route.path.startsWith('/api/ledgers')
              ? 'household'
              : route.path.startsWith('/api/issued') || route.path.startsWith('/api/accounts')
                ? newId()
                : 'annual-summary',
    )

const addressOf = (route: Route) => {
  const query = route.path.startsWith('/api/search')
    ? '?q=zxh'
    : route.query && !route.path.startsWith('/api/ledgers')
      ? '?year=2025'
      : ''
  return pathOf(route) + query
}

/** Its path with the same text for every parameter. */
const path = (route: Route, text: string) => route.path.replace(/:\w+/g, text)

const closed = routes.filter((route) => !route.open)

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_, route) => {
  test('says what it answers, and takes in only what it declares', () => {
    expect(route.says).toMatch(/。$/)
    expect(route.answer === undefined).toBe(route.file !== undefined)
    if (route.method !== 'GET' && route.path !== '/api/sign-out') expect(route.body).toBeDefined()
    expect([...route.path.matchAll(/:(\w+)/g)].length > 0).toBe(route.params !== undefined)
    const named = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name)
    const taken = route.params instanceof z.ZodObject ? Object.keys(route.params.shape) : []
    expect(taken.sort()).toEqual(named.sort())
  })

  test('answers nobody who is not signed in', async () => {
    const reply = await ask(undefined, route.method, addressOf(route), {})
    expect(reply.statusCode).toBe(!route.open ? 401 : route.body ? 400 : 200)
    if (reply.statusCode === 200) return
    const problem = reply.json()
    expect(problem.status).toBe(reply.statusCode)
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    for (const text of [problem.title, problem.detail, problem.remedy]) expect(text).toMatch(/\p{Script=Han}/u)
  })

  test('carries the security headers whatever it answers', async () => {
    const login = route.path === '/api/sign-out' ? undefined : 'office'
    const { headers, statusCode } = await ask(login, route.method, addressOf(route), route.body && {})
    expect(statusCode).not.toBe(500)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['access-control-allow-origin']).toBeUndefined()
  }, 60_000)

  test('changes nothing for a page of another site', async () => {
    if (route.method === 'GET') return
    for (const foreign of ['http://evil.example', 'null', undefined]) {
      const reply = await app.inject({
        method: route.method,
        url: addressOf(route),
        headers: { cookie: cookies.get('boss')!, ...(foreign !== undefined && { origin: foreign }) },
        payload: {},
      })
      expect([reply.statusCode, reply.json().code]).toEqual([403, 'request.origin'])
    }
  })

  test('refuses a field and a parameter that it does not know', async () => {
    if (route.query) {
      const reply = await ask(
        'boss',
        route.method,
        `${addressOf(route)}${addressOf(route).includes('?') ? '&' : '?'}x=1`,
      )
      expect(reply.statusCode).toBe(400)
      const twice = await ask('boss', route.method, `${pathOf(route)}?year=2025&year=2024`)
      expect(twice.statusCode).toBe(400)
    }
    if (route.body) {
      const reply = await ask('boss', route.method, addressOf(route), { unknown_field: 1 })
      expect(reply.statusCode).toBe(400)
    }
  })

  test('refuses in words, wherever it stands, text that the books could not keep', async () => {
    for (const [said, sent] of [
      ['\\u0000', '\u0000'],
      ['half a character', '\ud842'],
    ] as const) {
      const replies = [
        ...(route.params && sent === '\u0000'
          ? [await ask('boss', route.method, addressOf(route).replace(/^[^?]*/, path(route, '%00')), route.body && {})]
          : []),
        ...(route.query && sent === '\u0000'
          ? [await ask('boss', route.method, `${pathOf(route)}?year=2025&area=%E4%B8%80%00&q=%00`, route.body && {})]
          : []),
        ...(route.body && route.upload === undefined
          ? [
              await ask('boss', route.method, addressOf(route), { reason: `核对${sent}`, text: sent }),
              await ask('boss', route.method, addressOf(route), { values: [{ [sent]: 1 }] }),
            ]
          : []),
      ]
      for (const reply of replies) {
        expect([said, reply.statusCode, reply.json().code]).toEqual([said, 400, 'request.characters'])
        expect(reply.json().detail).toMatch(/有一个不能保存的字符。/)
      }
    }
  })

  test('lets in the roles that have its verb and no other', async () => {
    if (route.open || route.verb === undefined) return
    for (const login of ['office', 'leader', 'auditor', 'village1']) {
      const role = (login === 'village1' ? 'village' : login) as Role
      const refused = permit({ id: '', name: '', role, areas: [] }, route.verb)
      // An empty body is refused after the role: 400 means that the role was let in.
      const reply = await ask(login, route.method, addressOf(route), route.body ? {} : undefined)
      if (refused) expect([login, reply.statusCode, reply.json().code]).toEqual([login, 403, refused.code])
      else expect([login, reply.statusCode]).not.toEqual([login, 403])
    }
  }, 60_000)
})

describe('what is in scope', () => {
  test('a village sees its own rows and nothing of another village, by whatever way it asks', async () => {
    expect((await ask('village1', 'GET', `/api/rows/${rows.mine}`)).statusCode).toBe(200)
    for (const address of [
      `/api/rows/${rows.theirs}`,
      `/api/subjects/household/${rows.theirHousehold}`,
      `/api/subjects/person/${rows.theirHousehold}`,
    ]) {
      const reply = await ask('village1', 'GET', address)
      expect([address, reply.statusCode]).toEqual([address, 404])
    }
    const body = { act: newId(), reason: '试试' }
    expect((await ask('office', 'POST', `/api/rows/${rows.theirs}/correct`, { ...body, values: {} })).statusCode).toBe(
      422,
    )
    expect(
      (await ask('village1', 'POST', `/api/rows/${rows.theirs}/correct`, { ...body, values: {} })).statusCode,
    ).toBe(404)
    const all = (login: string) => ask(login, 'GET', '/api/figures/monitoring.households?year=2025')
    expect((await all('office')).json().figure.value).toBe(2)
    expect((await all('village1')).json().figure.value).toBe(1)
    const other = await ask('village1', 'GET', `/api/figures/monitoring.households?year=2025&area=${villages[1]}`)
    expect(other.json()).toMatchObject({ code: 'area.unknown' })
    expect(other.json().figure).toBeUndefined()
    const household = (await ask('village1', 'GET', '/api/ledgers/household')).json()
    const { ledgers } = (await ask('village1', 'GET', '/api/ledgers')).json()
    expect(ledgers).toContainEqual(household)
    expect((await ask('village1', 'GET', '/api/ledgers/nothing')).json().code).toBe('ledger.unknown')
    const listed = await ask('village1', 'GET', '/api/ledgers/household/rows')
    expect(listed.json().rows.map((row: { id: string }) => row.id)).toEqual([rows.household])
    expect((await ask('village1', 'GET', '/api/search?q=H1')).json()).toEqual({ hits: [], more: false })
  })

  test('an id that is none, or a row of no ledger, is not found and says so', async () => {
    expect((await ask('office', 'GET', `/api/rows/${newId()}`)).json()).toMatchObject({
      status: 404,
      code: 'row.unknown',
    })
    expect((await ask('office', 'GET', '/api/rows/1')).statusCode).toBe(400)
    expect((await ask('office', 'GET', "/api/figures/x'%3B--?year=2025")).json().code).toBe('figure.unknown')
    expect((await ask('office', 'GET', '/api/subjects/account/' + newId())).json().code).toBe('ledger.unknown')
    expect((await ask('office', 'GET', '/api/nothing')).json()).toMatchObject({ status: 404 })
  })
})

describe('from a figure to a family', () => {
  test('the rows behind a figure add up to it and lead to the household and its person', async () => {
    const page = (await ask('office', 'GET', '/api/figures/monitoring.households/rows?year=2025')).json()
    const sum = page.rows.reduce((n: number, row: { contributes: number }) => n + row.contributes, 0)
    expect(sum).toBe(2)
    expect(page.rows[0].subject).toMatchObject({ ledger: 'household', name: '曾小花' })
    expect(page.rows[0].area.name).toBe('东坡村')
    const family = (await ask('office', 'GET', `/api/subjects/household/${rows.household}`)).json()
    expect(family.row.title).toBe('曾小花')
    expect(family.members).toMatchObject([{ relation: '户主', from: '2020-01-01', until: null }])
    expect(family.members[0].subject).toMatchObject({ ledger: 'person', id: rows.person })
    expect(family.groups).toMatchObject([
      { ledger: { id: 'monitoring' }, rows: [{ id: rows.mine, day: '2025-04-07' }] },
    ])
    const person = (await ask('office', 'GET', `/api/subjects/person/${rows.person}`)).json()
    expect(person.members[0].subject).toMatchObject({ ledger: 'household', id: rows.household })
  })

  test('a household’s file says what was paid to it and in which ledgers more can be recorded; who prints it is noted', async () => {
    const support = { household: rows.household, kind: '茶叶', content: '茶苗' }
    const id = newId()
    const changes = [
      { ledger: 'relocation_support', id, set: { ...support, done_on: '2024-05-06', amount: 120_000 } },
      { ledger: 'relocation_support', id: newId(), set: { ...support, done_on: '2025-05-06', amount: 30_050 } },
      { ledger: 'relocation_support', id: newId(), set: { ...support, done_on: '2025-06-07' } },
    ]
    await record(store, keeper, { id: newId(), township, kind: 'record', changes })
    const address = `/api/subjects/household/${rows.household}`
    const family = (await ask('office', 'GET', address)).json()
    expect(family.paid).toEqual({
      years: [
        { year: '2024', said: '1200元', share: 1 },
        { year: '2025', said: '300.5元', share: 300.5 / 1200 },
      ],
      from: ['搬迁后续扶持'],
    })
    // The money of one family is not a leader's to see.
    expect((await ask('leader', 'GET', address)).json().paid).toBeNull()
    const offered = family.offers.flatMap((line: { ledgers: { id: string; field: string }[] }) => line.ledgers)
    expect(offered).toContainEqual({ id: 'visit', title: '走访记录', field: 'household' })
    expect(offered.some((one: { id: string }) => ['person', 'membership', 'medical_expense'].includes(one.id))).toBe(
      false,
    )
    const file = await ask('village1', 'GET', `${address}/file`)
    expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain('曾小花户档案.docx')
    const text = Buffer.from(
      unpack(
        (zipEntries(file.rawPayload) as ZipEntry[]).find((one) => one.name === 'word/document.xml')!,
      ) as Uint8Array,
    ).toString()
    for (const said of ['曾小花', '138******34', '各年领到的钱', '300.5元']) expect(text).toContain(said)
    const noted = await scoped(store, keeper, (tx) =>
      tx.run<{ actor: string; subject: string }>(
        sql`SELECT actor, subject FROM audit WHERE event = 'print' ORDER BY id DESC LIMIT 1`,
      ),
    )
    expect(noted).toMatchObject([{ subject: `household/${rows.household}` }])
    expect(noted[0]!.actor).toContain('用户village1')
    expect((await ask('village1', 'GET', `/api/subjects/household/${rows.theirHousehold}/file`)).statusCode).toBe(404)
  })

  test('a telephone is masked until it is revealed with a reason, which the audit keeps', async () => {
    const { row } = (await ask('office', 'GET', `/api/rows/${rows.household}`)).json()
    const phone = row.fields.find((field: { name: string }) => field.name === 'phone')
    expect(phone).toMatchObject({ text: '138******34', masked: true })
    const reveal = (reason: string) =>
      ask('office', 'POST', '/api/reveal', { row: rows.household, field: 'phone', reason })
    expect((await reveal('  ')).statusCode).toBe(400)
    expect((await reveal('通知开会')).json()).toEqual({ text: '13800001234' })
    const other = await ask('office', 'POST', '/api/reveal', { row: rows.household, field: '__proto__', reason: '试' })
    expect(other.json().code).toBe('act.field_unknown')
  })
})

describe('the audit', () => {
  const trail = async (login: string, query = '') => (await ask(login, 'GET', `/api/audit${query}`)).json()

  test('tells who did what, one kind, one person or one day of it, and goes on page by page without a gap', async () => {
    const act = newId()
    await ask('village1', 'POST', `/api/rows/${rows.mine}/void`, { act, reason: '试试' })
    await ask('leader', 'GET', '/api/accounts')
    await ask('office', 'POST', '/api/printed', { page: '/ledgers/household' })
    await ask('office', 'POST', '/api/reveal', { row: rows.household, field: 'phone', reason: '通知领种子' })
    const all = await trail('auditor')
    expect(all.entries.slice(0, 4)).toMatchObject([
      { kind: 'reveal', by: '用户office', about: '农户：户联系电话', detail: '通知领种子', row: rows.household },
      { kind: 'print', by: '用户office', about: '/ledgers/household' },
      { kind: 'refused', by: '用户leader', about: 'GET /api/accounts', detail: '您的账号不能管理账号。' },
      { kind: 'refused', by: '用户village1', about: `POST /api/rows/${rows.mine}/void`, detail: '您的账号不能作废。' },
    ])
    const of = (kind: string) => all.kinds.find((one: { id: string }) => one.id === kind).says
    expect([of('reveal'), of('refused')]).toEqual(['看完整号码', '被拒绝的尝试'])
    const kind = await trail('boss', '?kind=refused')
    expect(new Set(kind.entries.map((one: { kind: string }) => one.kind))).toEqual(new Set(['refused']))
    const leader = all.people.find((one: { name: string }) => one.name === '用户leader').id
    const his = await trail('boss', `?who=${leader}`)
    expect(new Set(his.entries.map((one: { by: string }) => one.by))).toEqual(new Set(['用户leader']))
    const today = dayOfMoment(store.clock())
    expect((await trail('boss', `?from=${today}&until=${today}&kind=reveal`)).entries.length).toBeGreaterThan(0)
    expect((await trail('boss', '?until=2020-01-01')).entries).toEqual([])
    expect((await trail('boss', `?who=${newId()}`)).entries).toEqual([])
    const made = await trail('boss', '?kind=account')
    expect(made.entries.map((one: { detail: string }) => one.detail)).toContain(
      `新建 village1：用户village1，村，${villages[0]}`,
    )
    const ids: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: { entries: { id: string }[]; next: string | null } = await trail('boss', next ? `?after=${next}` : '')
      ids.push(...page.entries.map(({ id }) => id))
      next = page.next
    }
    const kept = await scoped(store, { ...keeper, areas: [township] }, (tx) =>
      tx.run<{ id: string }>(sql`SELECT id FROM audit ORDER BY at DESC, id DESC`),
    )
    expect(ids.length).toBeGreaterThan(50)
    expect(ids).toEqual(kept.map(({ id }) => id))
    expect((await ask('boss', 'GET', '/api/audit?after=x')).json().code).toBe('request.page')
  })

  test('a reader of another township sees nothing of these people, and one of a village nothing at all', async () => {
    const areas = ['990101290']
    await record(store, system('测试', areas), {
      id: newId(),
      township: areas[0]!,
      kind: 'record',
      changes: [
        {
          ledger: 'area',
          id: newId(),
          set: { code: areas[0]!, name: '别的乡', level: '乡镇', valid_from: '2020-01-01' },
        },
      ],
    })
    await createAccount(store, system('测试', areas), { login: 'other', name: '别乡', role: 'auditor', areas })
    const others: Actor = { id: 'x', name: '别乡', role: 'auditor', areas }
    const { entries, people } = await readTrail(store, others, { limit: 100 })
    expect(people.map(({ name }) => name)).toEqual(['别乡'])
    expect(entries.map(({ detail }) => detail)).toEqual([`新建 other：别乡，审计，${areas[0]}`])
    const village: Actor = { ...others, areas: [villages[0]] }
    await expect(readTrail(store, village, { limit: 1 })).rejects.toThrow('审计记录是整个乡镇的')
  })
})

describe('who may do what', () => {
  test('the page says of each role, cell by cell, what the routes and the masks then do', async () => {
    const { verbs, ledgers } = (await ask('village1', 'GET', '/api/access')).json()
    const logins = { office: 'office', village: 'village1', leader: 'leader', admin: 'boss', auditor: 'auditor' }
    for (const [role, login] of Object.entries(logins)) {
      const { may } = (await ask(login, 'GET', '/api/me')).json()
      const actor: Actor = { id: '', name: '', role: role as Role, areas: [] }
      const said = verbs.filter((verb: { may: string[] }) => verb.may.includes(role))
      expect(said.map(({ id }: { id: Verb }) => id)).toEqual(verbNames.filter((verb) => !permit(actor, verb)))
      const declared = new Map<string, { fields: { label: string; sensitive: string | null; masked: boolean }[] }>(
        (await ask(login, 'GET', '/api/ledgers')).json().ledgers.map((one: { id: string }) => [one.id, one]),
      )
      for (const { id, parts } of ledgers) {
        for (const { fields, reads } of parts) {
          const sensitive = declared.get(id)!.fields.filter((field) => fields.includes(field.label) && field.sensitive)
          const masked = sensitive.some((field) => field.masked)
          const who = fields.includes('谁在里面')
          const unnamed = who && (await ask(login, 'GET', `/api/ledgers/${id}/rows`)).json().ledger.unnamed
          expect([id, role, fields, reads[role] === 'clear']).toEqual([id, role, fields, !masked && !unnamed])
          const reveals = may.includes('reveal')
          if (masked || unnamed) expect([id, role, reads[role]]).toEqual([id, role, reveals ? 'reason' : 'never'])
        }
      }
    }
  })
})

describe('putting right', () => {
  test('a wrong value is told by the label of its field, and nothing is recorded', async () => {
    const body = { act: newId(), reason: '核对', values: { identified_on: '2025-02-30', category: '不存在的' } }
    const reply = await ask('office', 'POST', `/api/rows/${rows.mine}/correct`, body)
    expect(reply.statusCode).toBe(422)
    expect(reply.json().problems.map((p: { where: string }) => p.where)).toEqual(['识别监测日期', '监测对象类别'])
    expect(reply.json().problems.map((p: { at: object }) => p.at)).toEqual([
      { ledger: 'monitoring', field: 'identified_on' },
      { ledger: 'monitoring', field: 'category' },
    ])
    expect((await ask('office', 'GET', `/api/rows/${rows.mine}`)).json().history).toHaveLength(1)
  })

  test('what only the books can refuse reaches its field too', async () => {
    const body = { act: newId(), reason: '核对', values: { area: `${township}299` } }
    const reply = await ask('office', 'POST', `/api/rows/${rows.household}/correct`, body)
    const at = { ledger: 'household', n: 1, field: 'area' }
    expect(reply.json().problems).toMatchObject([{ code: 'area.not_listed', at, where: '农户第1行“所在村民组”' }])
  })

  test('another place is asked about, and taken with the day of the move', async () => {
    const address = `/api/rows/${rows.household}/correct`
    const body = { act: newId(), reason: '核对', values: { area: villages[1] } }
    const asked = await ask('office', 'POST', address, body)
    expect(asked.statusCode).toBe(422)
    expect(asked.json().problems).toMatchObject([{ code: 'act.moved_or_slip', where: '农户第1行“所在村民组”' }])
    const declared = (await ask('office', 'GET', '/api/ledgers/household')).json()
    expect(declared.fields.filter((f: { moves: boolean }) => f.moves)).toMatchObject([{ name: 'area' }])
    expect((await ask('office', 'POST', address, { ...body, moved: '2024-02-30' })).statusCode).toBe(400)
    // Before the household's first day nobody moves.
    const early = await ask('office', 'POST', address, { ...body, moved: '2019-12-31', doubts: 'ask' })
    const told = { code: 'act.days_out_of_order', doubt: true, where: '户迁居第1行“迁居日期”' }
    expect(early.json().problems).toMatchObject([told])
    expect((await ask('office', 'POST', address, { ...body, moved: '2025-03-01' })).statusCode).toBe(200)
    const about = (await ask('office', 'GET', `/api/subjects/household/${rows.household}`)).json()
    const move = about.groups.find((one: { ledger: { id: string } }) => one.ledger.id === 'household_move')
    expect(move.rows).toMatchObject([{ day: '2025-03-01' }])
    const gone = { act: newId(), reason: '试', doubts: 'ask' }
    expect((await ask('office', 'POST', `/api/rows/${move.rows[0].id}/void`, gone)).json().problems).toMatchObject([
      { code: 'act.move_undone', doubt: true },
    ])
    // And back to where it was, for the tests after this one.
    const undone = { act: newId(), reason: '试完', values: { area: villages[0] }, moved: 'no' }
    expect(
      (await ask('office', 'POST', `/api/rows/${move.rows[0].id}/void`, { act: newId(), reason: '试完' })).statusCode,
    ).toBe(200)
    expect((await ask('office', 'POST', address, undone)).statusCode).toBe(200)
  })

  test('villages are merged by the office and not by a village; what is closed is chosen no more, unless an earlier day is asked', async () => {
    const [into, closing] = [`${township}007`, `${township}008`]
    const changes = [into, closing].map((code) => ({
      ledger: 'area',
      id: newId(),
      set: { code, name: `村${code.slice(-1)}`, level: '村', valid_from: '2020-01-01' },
    }))
    await record(store, keeper, { id: newId(), township, kind: 'record', changes })
    const body = { act: newId(), reason: '批复', from: [closing], into, on: '2025-07-01' }
    expect((await ask('village1', 'POST', '/api/areas/redraw', body)).statusCode).toBe(403)
    const tried = await ask('office', 'POST', '/api/areas/redraw', { ...body, dryRun: true })
    expect(tried.json()).toMatchObject({ replaced: [{ from: closing, into }], receipt: null })
    expect((await ask('office', 'POST', '/api/areas/redraw', body)).json()).toMatchObject({
      receipt: { repeated: false },
    })
    const codes = async (query: string) =>
      (await ask('office', 'GET', `/api/areas${query}`)).json().areas.map(({ code }: { code: string }) => code)
    expect(await codes('')).not.toContain(closing)
    expect(await codes('?since=2025-06-30')).toContain(closing)
    const me = (await ask('office', 'GET', '/api/me')).json()
    expect(me.choices).toContainEqual({ code: closing, name: '村8', until: '2025-06-30' })
    // Not among the villages of the tests after this one.
    const rowsOfArea = (await ask('office', 'GET', '/api/ledgers/area/rows')).json().rows
    const made = rowsOfArea.filter((row: { values: { code: string } }) => [into, closing].includes(row.values.code))
    for (const { id } of made) {
      await ask('office', 'POST', `/api/rows/${id}/void`, { act: newId(), reason: '试完' })
    }
  })

  test('what is doubtful is told before it is kept by whoever asks, kept by whoever is sure, and told again with the receipt', async () => {
    const body = { act: newId(), reason: '核对', values: { registered_on: '2199-01-01' } }
    const address = `/api/rows/${rows.household}/correct`
    const asked = await ask('office', 'POST', address, { ...body, doubts: 'ask' })
    expect(asked.statusCode).toBe(409)
    const doubt = { code: 'act.day_ahead', doubt: true, where: '农户第1行“建档日期”' }
    expect(asked.json()).toMatchObject({ title: '还没有保存，有存疑的内容', problems: [doubt] })
    const { row } = (await ask('office', 'GET', `/api/rows/${rows.household}`)).json()
    expect(row.fields).not.toContainEqual(expect.objectContaining({ text: expect.stringContaining('2199') }))
    const kept = await ask('office', 'POST', address, body)
    expect(kept.json()).toMatchObject({ repeated: false, doubts: [doubt] })
    const back = { ...body, act: newId(), values: { registered_on: '2014-01-01' }, doubts: 'ask' }
    expect((await ask('office', 'POST', address, back)).json()).not.toHaveProperty('doubts')
  })

  test('a correction shows who, why and what changed, and sent twice it is one; a void takes the row out of the figure', async () => {
    const body = { act: newId(), reason: '入户核对', values: { main_risk: '因残' } }
    const first = await ask('office', 'POST', `/api/rows/${rows.theirs}/correct`, body)
    const again = await ask('office', 'POST', `/api/rows/${rows.theirs}/correct`, body)
    expect([first.json().repeated, again.json().repeated]).toEqual([false, true])
    const { history } = (await ask('office', 'GET', `/api/rows/${rows.theirs}`)).json()
    expect(history).toHaveLength(2)
    expect(history[0]).toMatchObject({
      did: 'correct',
      by: '用户office',
      reason: '入户核对',
      changes: [{ label: '主要致贫返贫风险', before: '因病', after: '因残' }],
    })
    // A button pressed twice, and once more much later, issues one report.
    const press = { act: newId(), report: 'annual-summary', year: 2025 }
    const presses = await Promise.all([1, 2].map(() => ask('boss', 'POST', '/api/issued', press)))
    const [issued, ...others] = [...presses, await ask('boss', 'POST', '/api/issued', press)].map((one) => one.json())
    expect(issued.id).toBe(press.act)
    expect(others).toEqual([issued, issued])
    expect((await ask('boss', 'GET', '/api/issued')).json().issued).toEqual([issued])
    await ask('office', 'POST', `/api/rows/${rows.theirs}/void`, { act: newId(), reason: '重复' })
    const after = (await ask('office', 'GET', `/api/rows/${rows.theirs}`)).json()
    expect([after.standing, after.history[0].did]).toEqual([false, 'void'])
    const now = await ask('office', 'GET', '/api/figures/monitoring.households?year=2025')
    expect(now.json().figure.value).toBe(1)
    const diff = (await ask('leader', 'GET', `/api/issued/${issued.id}/diff`)).json()
    const moved = diff.differences.find((d: { figure: { id: string } }) => d.figure.id === 'monitoring.households')
    expect([moved.figure.value, moved.now.value]).toEqual([2, 1])
    expect(moved.rows[0]).toMatchObject({ row: rows.theirs, changes: [{ by: '用户office', reason: '重复' }] })
    const why = { act: newId(), reason: '漏了一户' }
    expect((await ask('office', 'POST', `/api/issued/${issued.id}/void`, why)).statusCode).toBe(403)
    expect((await ask('boss', 'POST', `/api/issued/${issued.id}/void`, why)).statusCode).toBe(200)
    const [listed] = (await ask('leader', 'GET', '/api/issued')).json().issued
    expect(listed).toMatchObject({ id: issued.id, voided: { by: '用户boss', reason: '漏了一户' } })
    const twice = await ask('boss', 'POST', `/api/issued/${issued.id}/void`, { act: newId(), reason: '再来一次' })
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'issued.voided'])
    const asOf = new Date(issued.moment / 1000 + 1).toISOString()
    const then = await ask('office', 'GET', `/api/figures/monitoring.households?year=2025&asOf=${asOf}`)
    expect(then.json().figure.value).toBe(2)
  }, 60_000)

  test('the office writes its own words into the summary, changes them and takes them back', async () => {
    const put = (text: string) =>
      ask('office', 'PUT', '/api/reports/annual-summary/words/problems', { year: 2025, text })
    const read = async () =>
      (await ask('office', 'GET', '/api/reports/annual-summary?year=2025'))
        .json()
        .document.parts.find((part: { block?: string }) => part.block === 'problems').text
    for (const text of ['一是水渠年久失修。', '一是水渠年久失修，二是缺人手。', '']) {
      expect((await put(text)).statusCode).toBe(200)
      if (text !== '') expect((await put(text)).json().repeated).toBe(true)
      expect(await read()).toBe(text)
    }
    expect((await put('')).json().code).toBe('act.nothing')
    // A village writes for itself, and neither reads as the other.
    const own = await ask('village1', 'PUT', '/api/reports/annual-summary/words/problems', {
      year: 2025,
      text: '缺水。',
    })
    expect(own.statusCode).toBe(200)
    expect(await read()).toBe('')
    const mine = (await ask('village1', 'GET', '/api/reports/annual-summary?year=2025')).json().document
    expect(mine.parts.find((part: { block?: string }) => part.block === 'problems').text).toBe('缺水。')
    const notOurs = { year: 2025, area: township, text: '越界' }
    const refused = await ask('village1', 'PUT', '/api/reports/annual-summary/words/problems', notOurs)
    expect(refused.json().code).toBe('area.not_listed')
    const other = await ask('office', 'PUT', '/api/reports/annual-summary/words/nothing', { year: 2025, text: 'x' })
    expect(other.json().code).toBe('block.unknown')
  }, 60_000)
})

describe('text that no book can keep', () => {
  const kept = { act: newId(), reason: '核对' }
  test.each([
    ['GET', '/api/search?q=%E6%9B%BE%00', undefined, '“曾”后面有一个不能保存的字符。'],
    ['GET', '/api/figures/monitoring.households/rows?year=2025&after=%00', undefined, '开头有一个不能保存的字符。'],
    ['POST', '/api/sign-in', { login: 'office\0', password }, '“office”后面有一个不能保存的字符。'],
    ['POST', '/api/sign-in', { login: 'office', password: '\0' }, '开头有一个不能保存的字符。'],
    ['POST', '/api/sign-in', { token: 'x\0' }, '“x”后面有一个不能保存的字符。'],
    [
      'POST',
      '/api/rows/:id/void',
      { ...kept, reason: '已经入户核对过\0了' },
      '“经入户核对过”后面有一个不能保存的字符。',
    ],
    ['POST', '/api/rows/:id/void', { ...kept, reason: '𠮷\ud842' }, '“𠮷”后面有一个不能保存的字符。'],
    ['POST', '/api/rows/:id/correct', { ...kept, values: { main_risk: '因\udfb7' } }, '“因”后面有一个不能保存的字符。'],
    ['POST', '/api/rows/:id/correct', { ...kept, values: { 'main\0': '因残' } }, '“main”后面有一个不能保存的字符。'],
    [
      'PUT',
      '/api/reports/annual-summary/words/problems',
      { year: 2025, text: '一是\0' },
      '“一是”后面有一个不能保存的字符。',
    ],
    ['POST', '/api/reveal', { row: '', field: 'phone', reason: '\ud842通知' }, '开头有一个不能保存的字符。'],
  ] as const)('%s %s is refused in words', async (method, url, body, said) => {
    const history = async () => (await ask('office', 'GET', `/api/rows/${rows.mine}`)).json().history
    const before = await history()
    const reply = await ask('office', method, url.replace(':id', rows.mine), body)
    expect(reply.json()).toMatchObject({ status: 400, code: 'request.characters' })
    expect(reply.json().detail.split('：').at(-1)).toBe(said)
    expect(await history()).toEqual(before)
  })

  test('in something nested as deep as a request can be, it is refused like any other', async () => {
    const payload = `{"token":${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}}`
    const headers = { origin, 'content-type': 'application/json' }
    const reply = await app.inject({ method: 'POST', url: '/api/sign-in', headers, payload })
    expect(reply.statusCode).toBe(400)
  })

  test('whole characters of any language and line ends are taken as they are', async () => {
    const text = '一是𠮷村，\n二是 ཨ བོད 😀。'
    const put = (said: string) =>
      ask('office', 'PUT', '/api/reports/annual-summary/words/problems', { year: 2025, text: said })
    expect((await put(text)).statusCode).toBe(200)
    const { document } = (await ask('office', 'GET', '/api/reports/annual-summary?year=2025')).json()
    expect(document.parts.find((part: { block?: string }) => part.block === 'problems').text).toBe(text)
    expect((await put('')).statusCode).toBe(200)
  }, 60_000)
})

describe('signing in', () => {
  test('a link works once and gives a cookie that scripts cannot read', async () => {
    const { id } = (await listAccounts(store, keeper)).find((account) => account.login === 'office')!
    const token = await createLink(store, keeper, id)
    const first = await ask(undefined, 'POST', '/api/sign-in', { token })
    expect(first.statusCode).toBe(200)
    expect(first.headers['set-cookie']).toMatch(/^shouwang=[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/)
    const second = await ask(undefined, 'POST', '/api/sign-in', { token })
    expect(second.json()).toMatchObject({ status: 401, code: 'sign_in.link_used' })
  })

  test('a wrong password is refused without saying which was wrong, and signing out ends the session', async () => {
    const wrong = await ask(undefined, 'POST', '/api/sign-in', { login: 'leader', password: 'wrong-password' })
    const nobody = await ask(undefined, 'POST', '/api/sign-in', { login: 'nobody', password: 'wrong-password' })
    expect(wrong.json()).toEqual(nobody.json())
    expect(wrong.json().title).toBe('没有登录成功')
    const right = await ask(undefined, 'POST', '/api/sign-in', { login: 'leader', password })
    cookies.set('passing', String(right.headers['set-cookie']).split(';')[0]!)
    expect((await ask('passing', 'GET', '/api/me')).json()).toMatchObject({ name: '用户leader', home: null })
    const out = await ask('passing', 'POST', '/api/sign-out', {})
    expect(out.headers['clear-site-data']).toContain('storage')
    expect((await ask('passing', 'GET', '/api/me')).statusCode).toBe(401)
  })

  test('an account that is locked says when to try again', async () => {
    const guess = () => ask(undefined, 'POST', '/api/sign-in', { login: 'forgetful', password: 'wrong-password' })
    for (let n = 0; n < 5; n++) expect((await guess()).statusCode).toBe(401)
    const locked = await guess()
    expect([locked.statusCode, locked.json().code]).toEqual([429, 'sign_in.locked'])
    expect(Number(locked.headers['retry-after'])).toBe(locked.json().problems[0].retryAfter)
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(14 * 60)
  })

  test('a password that somebody else gave is changed before anything else is done', async () => {
    await createAccount(store, keeper, { login: 'fresh', name: '新来的', role: 'office', areas: [township], password })
    const signIn = await ask(undefined, 'POST', '/api/sign-in', { login: 'fresh', password })
    cookies.set('fresh', String(signIn.headers['set-cookie']).split(';')[0]!)
    expect((await ask('fresh', 'GET', '/api/me')).json()).toMatchObject({ passwordGiven: true })
    const refused = await ask('fresh', 'GET', '/api/search?q=曾小花')
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'account.password_given'])
    expect((await ask('fresh', 'GET', '/api/sessions')).json().code).toBe('account.password_given')
    const change = (body: object) => ask('fresh', 'POST', '/api/password', body)
    expect((await change({ old: password, new: password })).json().code).toBe('account.password_same')
    expect((await change({ old: '不是这一句呀', new: '河对岸有三棵柳树' })).json().code).toBe(
      'account.old_password_wrong',
    )
    expect((await change({ old: password, new: '青禾乡办公室' })).json().code).toBe('account.password_short')
    expect((await change({ old: password, new: '青禾乡人民政府办公室' })).json().code).toBe('account.password_weak')
    const changed = await change({ old: password, new: '河对岸有三棵柳树' })
    expect(changed.statusCode).toBe(200)
    expect((await ask('fresh', 'GET', '/api/me')).statusCode).toBe(401)
    cookies.set('fresh', String(changed.headers['set-cookie']).split(';')[0]!)
    expect((await ask('fresh', 'GET', '/api/me')).json()).toMatchObject({ passwordGiven: false })
    expect((await ask('fresh', 'GET', '/api/search?q=曾小花')).statusCode).toBe(200)
  })

  test('one sees where one is signed in, and ends it there; nobody ends what is another’s', async () => {
    const own = async (name: string) => {
      const reply = await ask(undefined, 'POST', '/api/sign-in', { login: 'leader', password })
      cookies.set(name, String(reply.headers['set-cookie']).split(';')[0]!)
    }
    for (const name of ['desk', 'hall', 'home']) await own(name)
    type Listed = { id: string; here: boolean; address: string }[]
    const listed = async (name: string) => (await ask(name, 'GET', '/api/sessions')).json().sessions as Listed
    const all = await listed('desk')
    expect(all.filter((one) => one.here)).toEqual([expect.objectContaining({ address: '127.0.0.1' })])
    const hall = (await listed('hall')).find((one) => one.here)!.id
    expect((await ask('auditor', 'POST', '/api/sessions/end', { session: hall })).json()).toEqual({ ended: 0 })
    expect((await ask('desk', 'POST', '/api/sessions/end', { session: hall })).json()).toEqual({ ended: 1 })
    expect((await ask('hall', 'GET', '/api/me')).statusCode).toBe(401)
    expect((await ask('home', 'GET', '/api/me')).statusCode).toBe(200)
    expect((await ask('desk', 'POST', '/api/sessions/end', {})).json().ended).toBe(all.length - 2)
    expect(await listed('desk')).toHaveLength(1)
    expect((await ask('home', 'GET', '/api/me')).statusCode).toBe(401)
    const again = await ask(undefined, 'POST', '/api/sign-in', { login: 'leader', password })
    cookies.set('leader', String(again.headers['set-cookie']).split(';')[0]!)
  })

  test('behind a proxy guesses are told apart by where the proxy had them from, not by what a guesser says', async () => {
    const behind = await build(store, {
      port: 0,
      web: pages,
      report: 'annual-summary',
      origin: 'https://shouwang.example',
    })
    const guess = async (said: string) =>
      (
        await behind.inject({
          method: 'POST',
          url: '/api/sign-in',
          headers: { host: 'shouwang.example', origin: 'https://shouwang.example', 'x-forwarded-for': said },
          payload: { login: 'village1', password: '不是这一句呀' },
        })
      ).statusCode
    for (let n = 0; n < 5; n++) expect(await guess(`192.0.2.${n}, 198.51.100.5`)).toBe(401)
    expect(await guess('192.0.2.200, 198.51.100.5')).toBe(429)
    expect(await guess('192.0.2.200, 198.51.100.6')).toBe(401)
    await behind.close()
  })

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1::6', '2001:db8:1:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '127.0.0.1'],
  ])('of the address %s guesses are counted under %s', (ip, counted) => {
    expect(cameFrom({ ip })).toBe(counted)
  })

  test('over https the cookie is tied to the site, and only that site is answered', async () => {
    const secure = await build(store, {
      port: 0,
      web: pages,
      report: 'annual-summary',
      origin: 'https://shouwang.example',
    })
    const headers = { host: 'shouwang.example', origin: 'https://shouwang.example' }
    const payload = { login: 'leader', password }
    const reply = await secure.inject({ method: 'POST', url: '/api/sign-in', headers, payload })
    expect(reply.headers['set-cookie']).toMatch(/^__Host-shouwang=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(reply.headers['strict-transport-security']).toContain('max-age=')
    const other = await secure.inject({ method: 'GET', url: '/', headers: { host: 'evil.example' } })
    expect(other.statusCode).toBe(400)
    await secure.close()
  })
})

const form = (headers: object) => ({ ...headers, 'content-type': 'application/x-www-form-urlencoded' })
const plain = (headers: object) => ({ ...headers, 'content-type': 'text/plain' })
/** The end of a page that somebody made up. */
const pageOf = (township: string) =>
  Buffer.from(JSON.stringify({ leaf: 0, township, id: newId() })).toString('base64url')

describe('the server', () => {
  test('gives the page for every address of a page, and problems for the API', async () => {
    for (const url of ['/', '/summary', '/figures/monitoring.households/rows?year=2025']) {
      const reply = await ask(undefined, 'GET', url)
      expect([url, reply.statusCode]).toEqual([url, 200])
      expect(reply.headers['content-type']).toMatch(/^text\/html; charset=utf-8/)
      expect(reply.headers['content-security-policy']).toContain("script-src 'self'")
    }
    expect((await ask(undefined, 'GET', '/../package.json')).body).not.toContain('devDependencies')
  })

  test('tells what keeps it running, under any name and without signing in, that its database answers, is busy or is gone', async () => {
    const health = (server = app) =>
      server.inject({ method: 'GET', url: '/api/health', headers: { host: '10.0.0.7:8080' } })
    const ready = await health()
    expect([ready.statusCode, ready.json()]).toEqual([200, { database: 'ready' }])
    const engine = await openPglite('memory')
    const own = await build({ ...store, engine }, { port: 0, web: pages, report: '' })
    const long = engine.transaction((db) => db.query('SELECT pg_sleep(4)'))
    expect((await health(own)).json()).toEqual({ database: 'busy' })
    await long
    await engine.close()
    const gone = await health(own)
    expect([gone.statusCode, gone.json().code]).toEqual([503, 'store.connection_lost'])
    await own.close()
  })

  test('answers only to the names of this machine when it is reached from it alone', async () => {
    const reply = await app.inject({ method: 'GET', url: '/', headers: { host: 'evil.example' } })
    expect(reply.json().code).toBe('request.host')
  })

  test('refuses what is too large, not JSON, or would change prototypes', async () => {
    const post = (payload: string, type = 'application/json') =>
      app.inject({ method: 'POST', url: '/api/sign-in', headers: { origin, 'content-type': type }, payload })
    expect((await post(`{"token":"${'x'.repeat(300_000)}"}`)).json().code).toBe('request.too_large')
    expect((await post('{')).json().code).toBe('request.not_json')
    expect((await post('<a/>', 'text/xml')).json().code).toBe('request.media_type')
    expect((await post('{"__proto__":{"token":"x"}}')).statusCode).toBe(400)
  })

  test('refuses in words a way of asking that it does not know', async () => {
    const cookie = cookies.get('office')!
    const put = { method: 'PUT', url: '/api/me', payload: {}, headers: { origin, cookie } } as const
    const asked: [InjectOptions, status: number][] = [
      [put, 404],
      [{ ...put, method: 'DELETE', url: `/api/rows/${rows.mine}` }, 404],
      [{ ...put, method: 'PATCH', url: `/api/rows/${rows.mine}/correct` }, 404],
      [{ ...put, method: 'OPTIONS', url: '/api/me' }, 404],
      [{ ...put, method: 'POST', url: '/api/reveal', payload: 'row=1', headers: form(put.headers) }, 415],
      [{ ...put, method: 'POST', url: '/api/reveal', payload: '{}', headers: plain(put.headers) }, 415],
      [
        {
          ...put,
          method: 'POST',
          url: '/api/reveal',
          payload: '{}',
          headers: { ...put.headers, 'content-type': 'x\t' },
        },
        415,
      ],
      [{ method: 'GET', url: '/api/rows/%E4%B8', headers: { cookie } }, 400],
      [{ method: 'GET', url: `/api/figures/${'长'.repeat(200)}?year=2025`, headers: { cookie } }, 404],
      [{ method: 'GET', url: '/api/%00', headers: { cookie } }, 400],
      [
        {
          method: 'GET',
          url: `/api/figures/monitoring.households/rows?year=2025&after=${pageOf('\u0000')}`,
          headers: { cookie },
        },
        400,
      ],
    ]
    for (const [options, status] of asked) {
      const reply = await app.inject(options)
      const { method, url } = options
      expect([method, url, reply.statusCode, reply.headers['content-type']]).toEqual([
        method,
        url,
        status,
        'application/problem+json; charset=utf-8',
      ])
      expect(reply.json().status).toBe(status)
      expect(reply.json().detail).toMatch(/^[\p{Script=Han}\P{L}“”JSON]+$/u)
    }
    for (const url of [
      '/%00',
      '/assets/%00',
      '/assets/%E4%B8',
      '/..%2fpackage.json',
      '//evil.example/%00',
      '/%2e%2e/x',
    ]) {
      expect([url, (await ask('office', 'GET', url)).statusCode]).not.toEqual([url, 500])
    }
  })

  test('tells an unexpected failure by a reference number and nothing else', async () => {
    const broken = await build({ ...store, clock: () => Number.NaN }, { port: 0, web: pages, report: 'annual-summary' })
    const reply = await broken.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { origin },
      payload: { login: 'leader', password },
    })
    expect(reply.statusCode).toBe(500)
    expect(reply.json().reference).toMatch(/^[0-9A-F]{8}$/)
    expect(reply.body).not.toMatch(/NaN|SELECT|INSERT|node_modules|\.ts/)
    await broken.close()
  })

  test('says that its port is taken, and what to do', async () => {
    const first = await serve(store, { port: 0, web: pages, report: 'annual-summary' })
    const { port } = new URL(first.url)
    await expect(serve(store, { port: Number(port), web: pages, report: 'annual-summary' })).rejects.toThrow(
      /已被别的程序占用.*--port/s,
    )
    await first.close()
  })

  test('every route that is not open has a role that may and, where it has a verb, a role that may not or a reason', () => {
    expect(closed.length).toBeGreaterThan(20)
    expect(routes.filter((route) => route.open).map((route) => route.path)).toEqual(['/api/health', '/api/sign-in'])
    // A state is never changed by reading.
    for (const route of routes)
      if (route.method === 'GET')
        expect(['figures', 'rows', 'export', 'accounts', 'audit', undefined]).toContain(
          route.open ? undefined : route.verb,
        )
  })
})

describe('a whole import', () => {
  const call = (login: string, method: 'GET' | 'POST', url: string, payload?: object) =>
    app.inject({ method, url, headers: { cookie: cookies.get(login)!, origin }, ...(payload && { payload }) })

  test('is listed by its ledger, and is taken back once by who may import', async () => {
    const csv = `户编号,户主,村组,建档日期,户籍性质\nTK1,甲,${villages[0]},2025-01-01,农村\nTK2,乙,${villages[0]},2025-01-01,农村\n`
    const sent = await app.inject({
      method: 'POST',
      url: `/api/imports?ledger=household&name=${encodeURIComponent('导错的.csv')}`,
      headers: { cookie: cookies.get('office')!, origin, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(csv),
    })
    const { seq } = sent.json().receipt
    const listed = async () =>
      (await call('office', 'GET', '/api/imports?ledger=household'))
        .json()
        .imports.filter((one: { seq: number }) => one.seq === seq)
    expect(await listed()).toMatchObject([{ file: '导错的.csv', rows: 2 }])
    const body = { act: '0198f0aa-0000-7000-8000-0000000000b1', reason: '导错了表' }
    const url = `/api/imports/${seq}/take-back`
    expect((await call('village1', 'POST', url, body)).statusCode).toBe(403)
    for (const repeated of [false, true]) {
      const done = await call('office', 'POST', url, body)
      expect(done.json()).toMatchObject({ receipt: { repeated }, gone: 0 })
      if (!repeated)
        expect(done.json().ledgers).toEqual([{ ledger: 'household', title: '农户', voided: 2, corrected: 0 }])
    }
    expect(await listed()).toEqual([])
  })
})

describe('a file that is sent to be imported', () => {
  const send = (login: string, query: string, text: string) =>
    app.inject({
      method: 'POST',
      url: `/api/imports?${query}`,
      headers: { cookie: cookies.get(login)!, origin, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(text),
    })
  const csv = [
    '户编号,户主,村组,建档日期,户籍性质',
    `I1,甲,${villages[0]},2025-01-01,农村`,
    `I2,乙,${villages[0]},2025-02-30,农村`,
  ].join('\n')

  test('is tried without a trace, taken, and known the second time; refused rows come back as a workbook', async () => {
    const query = `ledger=household&name=${encodeURIComponent('农户.csv')}`
    const dry = await send('office', `${query}&dryRun=true`, csv)
    expect(dry.statusCode).toBe(200)
    expect(dry.json()).toMatchObject({ added: 1, known: 0, receipt: null, bad: [{ row: 3 }] })
    const first = (await send('office', query, csv)).json()
    expect(first).toMatchObject({
      added: 1,
      known: 0,
      receipt: { repeated: false },
      bad: [
        {
          sheet: '',
          row: 3,
          problems: [{ code: 'day.impossible', at: { line: 3, column: 4 }, where: '第3行“建档日期”' }],
        },
      ],
      returned: { name: '农户-退回.xlsx' },
    })
    const { sheets } = await readTable(Buffer.from(first.returned.content, 'base64'), '退回.xlsx')
    expect(sheets[0]?.rows[2]?.slice(0, 4)).toEqual(['I2', '乙', villages[0], '2025-02-30'])
    expect((await send('office', query, csv)).json()).toMatchObject({ added: 0, known: 1, receipt: null })
    const changed = csv.replace('甲', '丁')
    expect((await send('office', query, changed)).json().changed).toMatchObject([
      { row: 2, cells: [{ label: '户主姓名', before: '甲', after: '丁' }] },
    ])
    expect((await send('office', `${query}&changes=take`, changed)).json()).toMatchObject({
      receipt: { repeated: false },
    })
  })

  test('and rows typed side by side are taken the same way; a village tries no numbers by them', async () => {
    const typed = (login: string, given: object) => {
      const grid = { ledger: 'household', columns: ['number', 'head_name', 'area', 'registered_on', 'residence'] }
      return app.inject({
        method: 'POST',
        url: '/api/grids',
        headers: { cookie: cookies.get(login)!, origin },
        payload: { ...grid, ...given },
      })
    }
    const rows = [
      ['T1', '合计', `${villages[0]}`, '2025-01-01', '农村'],
      ['T2', '乙', '没有的村', '2025-02-30', '农村'],
      ['', '', ' ', '', ''],
      ['T3', '丙', `${villages[0]}`, '2025.3.4', '农村'],
    ]
    const tried = (await typed('office', { rows, dryRun: true })).json()
    expect(tried).toMatchObject({ added: 2, receipt: null, returned: null, bad: [{ row: 3 }] })
    expect(tried.bad[0].problems.map((one: { at: object }) => one.at)).toMatchObject([{ column: 4 }, { column: 3 }])
    expect((await typed('office', { rows, wholly: true })).json().receipt).toBeNull()
    // A household called 合计 is one: what is typed is no total.
    const done = (await typed('office', { rows })).json()
    expect(done).toMatchObject({ added: 2, receipt: { repeated: false } })
    expect((await typed('office', { rows })).json()).toMatchObject({ added: 0, known: 2, receipt: null })
    expect((await typed('office', { rows, columns: ['number', 'number'] })).json().code).toBe('grid.columns')
    expect((await typed('auditor', { rows })).statusCode).toBe(403)
    const people = { ledger: 'person', columns: ['name', 'id_number'], rows: [['甲', idNumberOf(61)]] }
    expect((await typed('village1', people)).json().code).toBe('grid.number')
    const links = { ledger: 'monitoring', columns: ['household', 'category', 'main_risk', 'identified_on'] }
    const by = (household: string) => ({ ...links, rows: [[household, '突发严重困难户', '因病', '2025-05-06']] })
    expect((await typed('village1', by(idNumberOf(61)))).json().code).toBe('grid.number')
    expect((await typed('village1', by('T3'))).json()).toMatchObject({ added: 1 })
  })

  test('is looked at before: which column is which field; what somebody says otherwise is kept for the same heads', async () => {
    const upload = (path: string, query: Record<string, string>, text: string) =>
      app.inject({
        method: 'POST',
        url: `/api/imports${path}?${new URLSearchParams({ ledger: 'household', name: '登记表.csv', ...query })}`,
        headers: { cookie: cookies.get('office')!, origin, 'content-type': 'application/octet-stream' },
        payload: Buffer.from(text),
      })
    const foreign = `户号,户主,住在哪里,建档日期,户籍性质\nL1,戊,${villages[0]},2025-01-01,农村\nL2,己,没有的村,2025-01-01,农村\n`
    const seen = (await upload('/read', {}, foreign)).json()
    expect(seen).toMatchObject({ likely: null, kept: false, heads: {}, ledger: { title: '农户' } })
    expect(seen.tables).toMatchObject([{ places: [{ sheet: '', header: 1, rows: 2 }], missing: ['所在村民组'] }])
    const heads = JSON.stringify({ [seen.tables[0].layout]: { 2: '所在村民组' } })
    expect((await upload('/read', { heads }, foreign)).json().tables).toMatchObject([{ missing: [] }])
    expect((await upload('', { heads: '{"x":1}' }, foreign)).statusCode).toBe(400)
    // With a row that comes back, nothing goes in where all have to.
    const none = (await upload('', { heads, rows: 'all' }, foreign)).json()
    expect(none).toMatchObject({
      added: 1,
      receipt: null,
      counts: { bad: 1 },
      bad: [{ row: 3, written: ['没有的村'] }],
    })
    expect((await upload('/read', {}, foreign)).json().kept).toBe(false)
    const taken = (await upload('', { heads, most: '1' }, foreign)).json()
    expect(taken).toMatchObject({ added: 1, receipt: { repeated: false } })
    const again = (await upload('/read', {}, foreign)).json()
    expect(again).toMatchObject({ kept: true, heads: JSON.parse(heads), tables: [{ missing: [] }] })
    const returned = Buffer.from(taken.returned.content, 'base64').toString('latin1')
    const back = (
      await app.inject({
        method: 'POST',
        url: `/api/imports/read?ledger=household&name=b.xlsx`,
        headers: { cookie: cookies.get('office')!, origin, 'content-type': 'application/octet-stream' },
        payload: Buffer.from(returned, 'latin1'),
      })
    ).json()
    expect(back).toMatchObject({ kept: true, tables: [{ missing: [], places: [{ rows: 1 }] }] })
    const other = '乡镇,村,姓名\n甲,乙,丙\n'
    expect((await upload('/read', { ledger: 'household' }, other)).json().tables[0].missing.length).toBeGreaterThan(0)
    const members = '户编号,姓名,身份证号,与户主关系\nI1,甲,,户主\n'
    expect((await upload('/read', { ledger: 'person' }, members)).json()).toMatchObject({
      likely: { id: 'membership', title: '人员、家庭成员' },
      fault: null,
    })
    const numbered = members.replace('户编号', '序号')
    for (const ledger of ['person', 'membership']) {
      expect((await upload('/read', { ledger }, numbered)).json()).toMatchObject({
        likely: null,
        fault: { code: 'import.roster', remedy: expect.stringContaining('请加上“户编号”一栏') },
      })
    }
    // Where somebody says that the relation is not read, it is a list of people.
    const { tables } = (await upload('/read', { ledger: 'person' }, numbered)).json()
    const people = JSON.stringify({ [tables[0].layout]: { 3: '' } })
    expect((await upload('/read', { ledger: 'person', heads: people }, numbered)).json()).toMatchObject({ fault: null })
    const progress = await app.inject({
      method: 'GET',
      url: '/api/imports/0198f0aa-0000-4000-8000-000000000001',
      headers: { cookie: cookies.get('office')! },
    })
    expect(progress.json()).toEqual({ step: null, rows: 0 })
  })

  test('is filled with one value where a column is missing, and is asked about where a number and a name disagree', async () => {
    const bare = `户编号,户主,村组,户籍性质\nI3,丙,${villages[0]},农村\n`
    const query = `ledger=household&name=${encodeURIComponent('农户.csv')}`
    expect((await send('office', query, bare)).json().code).toBe('import.missing_columns')
    expect((await send('office', `${query}&fill=x`, bare)).statusCode).toBe(400)
    const fill = encodeURIComponent(JSON.stringify({ 建档日期: '2025-01-01' }))
    const taken = (await send('office', `${query}&fill=${fill}`, bare)).json()
    expect(taken).toMatchObject({ added: 1, bad: [] })
    expect(taken.notes[0]).toContain('“建档日期”')
    const labels = '户编号,户主,户类型,起始日期\nI3,丁,脱贫户,2025-01-01\n'
    expect((await send('office', 'ledger=household_label&name=a.csv', labels)).json()).toMatchObject({
      added: 0,
      bad: [
        {
          row: 2,
          problems: [
            {
              code: 'import.named_otherwise',
              at: { line: 2, column: 1 },
              message: '这个户编号在账上是“丙”，表里写的却是“丁”。',
            },
          ],
        },
      ],
    })
  })

  test('is not taken from who may not import, nor into a ledger or a township that is not theirs', async () => {
    expect((await send('leader', 'ledger=household&name=a.csv', csv)).statusCode).toBe(403)
    expect((await send('office', 'ledger=nothing&name=a.csv', csv)).json().code).toBe('ledger.unknown')
    expect((await send('office', 'ledger=household&name=a.csv&area=990101299', csv)).json().code).toBe(
      'access.out_of_scope',
    )
  })
})
