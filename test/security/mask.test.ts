/**
 * Rebuilding ID numbers from what is shown, as an adversary would: every address that answers is asked as a village and as an auditor,
 * and what it says is set against the true numbers of fifty people.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from '#http/routes.ts'
import { build } from '#http/serve.ts'
import { checkCharacter } from '#kinds/id-number.ts'
import { system } from '#store/actor.ts'
import { scoped } from '#store/store.ts'
import { unpack, zipEntries } from '#zip.ts'
import { signedIn } from '../support/accounts.ts'
import { type DemoOffice, demoOffice, demoTownship } from '../support/demo.ts'

/** As many numbers must remain possible for everybody, whoever asks. */
const ENOUGH = 400
const PEOPLE = 50
const password = '溪边的石头会唱歌'
const keeper = system('测试', [demoTownship])

interface Known {
  id: string
  number: string
  sex: '男' | '女'
  household: string
}

let office: DemoOffice
let app: Awaited<ReturnType<typeof build>>
let folder: string
let village: string
let people: Known[]
/** Of everybody in the village, to know what came from whom. */
let cookies: ReadonlyMap<string, string>

beforeAll(async () => {
  office = await demoOffice()
  folder = await mkdtemp(join(tmpdir(), 'shouwang-mask-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>页</title>')
  app = await build(office.store, { port: 0, web: folder, report: 'annual-summary' })
  const { keys } = office.store
  const found = await scoped(office.store, keeper, (tx) =>
    tx.run<{ id: string; id_number: string; sex: '男' | '女'; household: string; area: string }>(sql`
      SELECT p.id, p.id_number, p.sex, m.household, h.area FROM row_person p
      JOIN row_membership m ON m.township = p.township AND m.person = p.id AND m._to = ${Number.MAX_SAFE_INTEGER} AND m.until IS NULL
      JOIN row_household h ON h.township = p.township AND h.id = m.household AND h._to = m._to
      WHERE p._to = m._to AND p.id_number IS NOT NULL ORDER BY h.area, p.id LIMIT 400`),
  )
  village = found[0]!.area.slice(0, 12)
  people = found
    .filter((one) => one.area.startsWith(village))
    .slice(0, PEOPLE)
    .map(({ id, id_number, sex, household }) => ({
      id,
      number: keys.open(id_number, 'person.id_number'),
      sex,
      household,
    }))
  cookies = await signedIn(office.store, password, [
    ['village', 'village', village],
    ['auditor', 'auditor', demoTownship],
  ])
}, 600_000)

afterAll(async () => {
  await app?.close()
  await office?.close()
  if (folder) await rm(folder, { recursive: true })
})

const ask = (login: string, url: string) => app.inject({ method: 'GET', url, headers: { cookie: cookies.get(login)! } })

/** Every text of a reply, also of a file that is packed. */
function textOf(reply: { rawPayload: Buffer; body: string }): string {
  if (reply.rawPayload.subarray(0, 2).toString() !== 'PK') return reply.body
  const entries = zipEntries(reply.rawPayload)
  if (typeof entries === 'string') throw new Error(entries)
  return entries.map((entry) => Buffer.from(unpack(entry) as Uint8Array).toString('utf8')).join('\n')
}

/** Every address that answers a GET, with what it can be asked for. Returns all that was said. */
async function walk(login: string): Promise<string> {
  const said: string[] = []
  const get = async (url: string) => {
    const reply = await ask(login, url)
    expect([200, 400, 403, 404, 422], `${url} ${reply.statusCode} ${reply.body.slice(0, 200)}`).toContain(
      reply.statusCode,
    )
    said.push(textOf(reply))
    return reply
  }
  const ledgers = [...office.store.catalog.ledgers.keys()]
  const figures = [...office.store.catalog.indicators.keys()]
  const rules = [...office.store.catalog.rules.keys()]
  const issued = ((await get('/api/issued')).json().issued ?? []) as { id: string }[]
  const rowsSeen: string[] = []
  const asked: Record<string, () => Promise<void>> = {
    'GET /api/figures': async () => void (await get('/api/figures?year=2025')),
    'GET /api/figures/:id': async () => {
      for (const id of figures) await get(`/api/figures/${id}?year=2025`)
    },
    'GET /api/figures/:id/rows': async () => {
      for (const id of figures) await get(`/api/figures/${id}/rows?year=2025`)
    },
    'GET /api/rows/:id': async () => {
      for (const id of [...people.map((one) => one.id), ...rowsSeen]) await get(`/api/rows/${id}`)
    },
    'GET /api/subjects/:ledger/:id': async () => {
      for (const one of people) {
        await get(`/api/subjects/person/${one.id}`)
        await get(`/api/subjects/household/${one.household}`)
      }
    },
    'GET /api/subjects/:ledger/:id/file': async () => {
      for (const one of people.slice(0, 10)) {
        await get(`/api/subjects/person/${one.id}/file`)
        await get(`/api/subjects/household/${one.household}/file`)
      }
    },
    'GET /api/search': async () => {
      for (const words of ['王', '李明', 'zxh', 'wh']) await get(`/api/search?q=${encodeURIComponent(words)}`)
    },
    'GET /api/rules': async () => void (await get('/api/rules')),
    'GET /api/rules/:id': async () => {
      for (const id of rules) await get(`/api/rules/${id}`)
    },
    'GET /api/rules/:id/why/:row': async () => {
      for (const id of rules) for (const one of people.slice(0, 2)) await get(`/api/rules/${id}/why/${one.id}`)
      for (const one of people.slice(0, 2)) await get(`/api/rules/risk.self_pay/why/${one.household}`)
    },
    'GET /api/leads': async () => void (await get('/api/leads')),
    'GET /api/leads/:id': async () => {
      const { leads } = (await get('/api/leads')).json() as { leads: { id: string }[] }
      for (const { id } of leads.slice(0, 3)) await get(`/api/leads/${id}`)
    },
    'GET /api/findings': async () => void (await get('/api/findings')),
    'GET /api/books': async () => void (await get('/api/books')),
    'GET /api/ledgers/:id/totals': async () => {
      for (const id of ledgers) await get(`/api/ledgers/${id}/totals?area=${village}`)
    },
    'GET /api/areas': async () => void (await get('/api/areas')),
    'GET /api/ledgers': async () => void (await get('/api/ledgers')),
    'GET /api/ledgers/:id': async () => {
      for (const id of ledgers) await get(`/api/ledgers/${id}`)
    },
    'GET /api/ledgers/:id/rows': async () => {
      for (const id of ledgers) {
        const { rows } = (await get(`/api/ledgers/${id}/rows?area=${village}`)).json() as { rows: { id: string }[] }
        rowsSeen.push(...rows.slice(0, 2).map((row) => row.id))
        await get(`/api/ledgers/${id}/rows?area=${village}&sort=id_number`)
      }
    },
    'GET /api/ledgers/:id/template': async () => {
      for (const id of ledgers.slice(0, 3)) await get(`/api/ledgers/${id}/template`)
    },
    'GET /api/imports': async () => {
      for (const id of ledgers.slice(0, 3)) await get(`/api/imports?ledger=${id}`)
    },
    'GET /api/imports/:watch': async () => void (await get('/api/imports/0198f0aa-0000-4000-8000-000000000001')),
    'GET /api/audit': async () => void (await get('/api/audit')),
    'GET /api/access': async () => void (await get('/api/access')),
    'GET /api/accounts': async () => void (await get('/api/accounts')),
    'GET /api/health': async () => void (await get('/api/health')),
    'GET /api/me': async () => void (await get('/api/me')),
    'GET /api/sessions': async () => void (await get('/api/sessions')),
    'GET /api/reports/:id': async () => void (await get('/api/reports/annual-summary?year=2025')),
    'GET /api/reports/:id/word': async () => void (await get('/api/reports/annual-summary/word?year=2025')),
    'GET /api/reports/:id/annex': async () => void (await get('/api/reports/annual-summary/annex?year=2025')),
    'GET /api/issued': async () => void (await get('/api/issued')),
    'GET /api/issued/:id': async () => {
      for (const { id } of issued) await get(`/api/issued/${id}`)
    },
    'GET /api/issued/:id/word': async () => {
      for (const { id } of issued) await get(`/api/issued/${id}/word`)
    },
    'GET /api/issued/:id/annex': async () => {
      for (const { id } of issued) await get(`/api/issued/${id}/annex`)
    },
    'GET /api/issued/:id/diff': async () => {
      for (const { id } of issued) await get(`/api/issued/${id}/diff`)
    },
  }
  const there = routes.filter(({ method }) => method === 'GET').map(({ at }) => at as string)
  expect(Object.keys(asked).sort(), 'an address is added here too').toEqual(there.sort())
  await asked['GET /api/ledgers/:id/rows']!()
  for (const [at, work] of Object.entries(asked)) if (at !== 'GET /api/ledgers/:id/rows') await work()
  return said.join('\n')
}

/** All numbers that somebody of this county, birthday and sex may have. */
function possible({ number, sex }: Known): string[] {
  const start = number.slice(0, 14)
  return Array.from({ length: 1000 }, (_, n) => `${start}${String(n).padStart(3, '0')}`)
    .filter((first17) => Number(first17[16]) % 2 === (sex === '男' ? 1 : 0))
    .map((first17) => first17 + checkCharacter(first17))
}

/** A number with parts left out: 530102****1234. Whoever reads it tries it on everybody. */
const partial = /(?<![\dA-Za-z*])[\dX*]*\*[\dX*]*(?![\dA-Za-z*])/g

function fitting(mask: string, numbers: readonly string[]): string[] {
  const whole = mask.length === 18
  const pattern = new RegExp(`^${mask.replace(/\*+/g, (stars) => (whole ? `.{${stars.length}}` : '.*'))}$`)
  return numbers.filter((number) => pattern.test(number))
}

describe.each(['village', 'auditor'])('a %s', (login) => {
  test('finds no ID number of fifty people in all that is said, and at least 400 remain possible for each', async () => {
    const said = await walk(login)
    expect(people).toHaveLength(PEOPLE)
    const masks = [...new Set(said.match(partial))].filter((mask) => /\d/.test(mask))
    expect(masks.length).toBeGreaterThan(0)
    const left = people.map((one) => {
      // Whole, or the part behind the birthday with anything before it.
      expect(said).not.toContain(one.number)
      expect(said).not.toContain(one.number.slice(10))
      let numbers = possible(one)
      for (const mask of masks) if (fitting(mask, [one.number]).length > 0) numbers = fitting(mask, numbers)
      return numbers.length
    })
    expect(Math.min(...left)).toBeGreaterThanOrEqual(ENOUGH)
  }, 1_800_000)
})

test('whoever tries last fours, or whole numbers, is stopped long before a number is found, and each try is noted', async () => {
  const [one] = people
  const candidates = possible(one!)
  const wrong = candidates.filter((number) => number !== one!.number)
  const said: string[] = []
  // Of full numbers and last fours, with a name beside them and without, also at the same time.
  const tries = wrong.slice(0, 60).map((number, n) => [number, number.slice(-4), `王 ${number.slice(-4)}`][n % 3]!)
  const search = (words: string) => ask('village', `/api/search?q=${encodeURIComponent(words)}`)
  for (const reply of await Promise.all(tries.map(search))) said.push(reply.json().code ?? 'found')
  expect(said.filter((code) => code === 'found')).toHaveLength(20)
  expect(said.filter((code) => code === 'match.too_often')).toHaveLength(40)
  const refused = await search(one!.number)
  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3000)
  expect(refused.json().problems[0].message).toContain('每小时 20 次、每天 60 次')
  expect((await search('王')).statusCode).toBe(200)
  const noted = await scoped(office.store, keeper, (tx) =>
    tx.run<{ n: number }>(sql`SELECT count(*) AS n FROM audit WHERE event = 'match'`),
  )
  expect(Number(noted[0]!.n)).toBe(20)
  // Nor by a correction that would be told that the number is taken.
  const reply = await app.inject({
    method: 'POST',
    url: `/api/rows/${people[1]!.id}/correct`,
    headers: { cookie: cookies.get('village')!, origin: 'http://localhost:80', host: 'localhost:80' },
    payload: { act: office.store.newId(), reason: '试', values: { id_number: one!.number } },
  })
  expect(reply.json().code).toBe('match.too_often')
})

test('the database itself holds no part of an ID number in the clear', async () => {
  const tokens = await scoped(office.store, keeper, (tx) =>
    tx.run<{ token: string; id: string }>(sql`SELECT token, id FROM lookup WHERE ledger = 'person'`),
  )
  for (const { id, number } of people) {
    const own = tokens.filter((row) => row.id === id).map((row) => row.token)
    expect(own.length).toBeGreaterThan(2)
    expect(own).not.toContain(number.slice(-4))
    expect(own).not.toContain(number)
  }
})
