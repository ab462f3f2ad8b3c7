/**
 * Finding out who is ill, as an adversary would: every person in a list that is named after an illness is looked for by accounts that
 * have no business with it, in every answer that could name them.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '#access/accounts.ts'
import { build } from '#http/serve.ts'
import { system } from '#store/actor.ts'
import { scoped } from '#store/store.ts'
import { signedIn } from '../support/accounts.ts'
import { type DemoOffice, demoOffice, demoTownship } from '../support/demo.ts'

const password = '溪边的石头会唱歌'
const keeper = system('测试', [demoTownship])
/** Ledgers that are themselves health data, and one about children. */
const ill = ['serious_illness', 'medical_expense', 'insurance_claim'] as const
const children = 'dropout_watch'

interface Listed {
  ledger: string
  row: string
  person: string
  name: string
  household: string
  area: string
}

let office: DemoOffice
let app: Awaited<ReturnType<typeof build>>
let folder: string
let listed: Listed[]
let village: string
let cookies: ReadonlyMap<string, string>

beforeAll(async () => {
  office = await demoOffice()
  folder = await mkdtemp(join(tmpdir(), 'shouwang-ill-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>页</title>')
  app = await build(office.store, { port: 0, web: folder, report: 'annual-summary' })
  const forever = Number.MAX_SAFE_INTEGER
  listed = await scoped(office.store, keeper, async (tx) => {
    const found: Listed[] = []
    for (const ledger of [...ill, children]) {
      found.push(
        ...(await tx.run<Listed>(sql`
          SELECT ${ledger}::text AS ledger, r.id AS row, p.id AS person, p.name, m.household, r._area AS area
          FROM ${sql.table(`row_${ledger}`)} r JOIN row_person p ON p.township = r.township AND p.id = r.person AND p._to = r._to
          JOIN row_membership m ON m.township = r.township AND m.person = p.id AND m._to = r._to AND m.until IS NULL
          WHERE r._to = ${forever} ORDER BY r.id LIMIT 3`)),
      )
    }
    return found
  })
  village = listed[0]!.area.slice(0, 12)
  cookies = await signedIn(office.store, password, [
    ['office', 'office', demoTownship],
    ['village', 'village', village],
    ['leader', 'leader', demoTownship],
    ['auditor', 'auditor', demoTownship],
  ])
}, 600_000)

afterAll(async () => {
  await app?.close()
  await office?.close()
  if (folder) await rm(folder, { recursive: true })
})

const ask = (login: string, url: string, payload?: object) =>
  app.inject({
    method: payload ? 'POST' : 'GET',
    url,
    headers: { cookie: cookies.get(login)!, origin: 'http://localhost:80', host: 'localhost:80' },
    ...(payload && { payload }),
  })

/** Everything a reader is told that could join a row of the list with somebody. */
async function told(login: string, ledgers: readonly string[]): Promise<{ rows: string; about: string }> {
  const rows: string[] = []
  const about: string[] = []
  const figures = [...office.store.catalog.indicators.values()].filter(({ node }) =>
    ledgers.some((id) => JSON.stringify(node).includes(`"ledger":"${id}"`)),
  )
  expect(figures.length).toBeGreaterThan(0)
  for (const { id } of figures) rows.push((await ask(login, `/api/figures/${id}/rows?year=2025`)).body)
  for (const id of ledgers) rows.push((await ask(login, `/api/ledgers/${id}/rows`)).body)
  for (const one of listed.filter(({ ledger }) => ledgers.includes(ledger))) {
    rows.push((await ask(login, `/api/rows/${one.row}`)).body)
    rows.push((await ask(login, `/api/ledgers/${one.ledger}/rows?area=${one.area}`)).body)
    about.push((await ask(login, `/api/subjects/person/${one.person}`)).body)
    about.push((await ask(login, `/api/subjects/household/${one.household}`)).body)
    for (const within of ['', `&ledgers=${one.ledger}`])
      about.push((await ask(login, `/api/search?q=${encodeURIComponent(one.name)}${within}`)).body)
  }
  return { rows: rows.join('\n'), about: about.join('\n') }
}

describe.each([
  ['village', ill],
  ['leader', [...ill, children]],
  ['auditor', [...ill, children]],
  ['office', ill],
] as const)('a %s that has not said what for', (login, ledgers) => {
  test('reads the rows of such a list without anybody’s name, number or village group', async () => {
    const { rows, about } = await told(login, ledgers)
    expect(rows.includes('（已隐去）')).toBe(true)
    for (const one of listed.filter(({ ledger }) => ledgers.some((id) => id === ledger))) {
      // Made-up people share names with those who look after them, so it is asked where the name of a patient would stand.
      const tells = [
        one.person,
        one.household,
        `"person":"${one.name}"`,
        `"name":"${one.name}"`,
        `"kind":"link","text":"${one.name}"`,
      ]
      if (one.area.length > 12) tells.push(one.area)
      expect(tells.filter((tell) => rows.includes(tell))).toEqual([])
      expect(about.includes(one.row), 'the page of a person or a family names no row of the list').toBe(false)
    }
  }, 600_000)

  test.skipIf(!['office', 'leader'].includes(login))(
    'takes such a list away as it reads it, and is not given more of it in full',
    async () => {
      for (const ledger of ledgers) {
        const take = (more: object) => ask(login, `/api/ledgers/${ledger}/sheet`, { reason: '试', ...more })
        const { rows } = (await readXlsx((await take({})).rawPayload)).sheets[0]!
        const heads = rows.findIndex((row) => row[0] === '序号')
        // Made-up people share names with those who look after them, so it is asked where the name of a patient would stand.
        const { of, fields } = office.store.catalog.ledgers.get(ledger)!
        const whose = rows[heads]!.indexOf(fields[of[0]!]!.label)
        const people = rows.slice(heads + 1).flatMap((row) => (typeof row[0] === 'number' ? [row[whose]] : []))
        expect(people.length).toBeGreaterThan(0)
        expect(new Set(people)).toEqual(new Set(['（已隐去）']))
        expect((await take({ full: true })).statusCode).toBe(403)
      }
    },
    600_000,
  )

  test('is told the same about who is in the list and who is not', async () => {
    const [one] = listed.filter(({ ledger, area }) => ledgers.some((id) => id === ledger) && area.startsWith(village))
    const page = (await ask(login, `/api/subjects/person/${one!.person}`)).json()
    // What the program keeps of its rules tells of health too, whomever it is about.
    const kept = [...office.store.catalog.ledgers.values()].filter(({ keptBy }) => keptBy).map(({ id }) => id)
    expect(page.kept.map(({ id }: { id: string }) => id).sort()).toEqual([...ledgers, ...kept].sort())
    expect(page.groups.map((group: { ledger: { id: string } }) => group.ledger.id)).not.toContain(one!.ledger)
  })
})

test('the sum still adds up for those who sign it, from rows without names', async () => {
  const figure = 'insurance.education.amount'
  const asked = (await ask('leader', `/api/figures/${figure}?year=2025`)).json().figure
  let sum = 0
  let after = ''
  do {
    const page = (await ask('leader', `/api/figures/${figure}/rows?year=2025${after && `&after=${after}`}`)).json()
    for (const row of page.rows) {
      sum += row.contributes
      expect(row.subject).toBeNull()
    }
    after = page.next ?? ''
  } while (after)
  expect(Math.abs(sum - asked.value)).toBeLessThan(0.001)
})

test('what one family got is not a leader’s to leaf through, and is an auditor’s to check', async () => {
  const { rows } = (await ask('auditor', '/api/ledgers/microloan/rows')).json() as {
    rows: { id: string; values: Record<string, string> }[]
  }
  const [one] = rows
  expect(one!.values.amount).toMatch(/\d/)
  const leader = await ask('leader', `/api/rows/${one!.id}`)
  expect(leader.json().row.fields.find(({ name }: { name: string }) => name === 'amount').text).toBe('（已隐去）')
  for (const url of ['/api/ledgers/microloan/rows', `/api/rows/${one!.id}`]) {
    expect((await ask('leader', url)).body).not.toMatch(new RegExp(`"(text|amount)":"${one!.values.amount}"`))
  }
})

test('a figure of such a list is answered down to a village, and not for a village group', async () => {
  const area = listed.find((one) => one.area.length > 12)!.area
  const figure = 'health.serious_illness.people'
  const answer = (await ask('auditor', `/api/figures/${figure}?year=2025&area=${area}`)).json().figure
  expect([answer.value, answer.flags[0].code]).toEqual([null, 'withheld'])
  const rows = await ask('auditor', `/api/figures/${figure}/rows?year=2025&area=${area}`)
  expect([rows.statusCode, rows.json().code]).toEqual([403, 'figure.rows_withheld'])
  const whole = (await ask('auditor', `/api/figures/${figure}?year=2025&area=${area.slice(0, 12)}`)).json()
  expect(whole.figure.value).not.toBeNull()
})

test('an office that says what for reads who is in one ledger until it signs out, and the trail holds who, which and why', async () => {
  const one = listed.find(({ ledger }) => ledger === 'serious_illness')!
  const open = (login: string) => ask(login, '/api/ledgers/serious_illness/open', { reason: '核对大病专项救治名单' })
  for (const login of ['village', 'leader', 'auditor']) expect((await open(login)).statusCode).toBe(403)
  expect((await open('office')).statusCode).toBe(200)
  expect((await ask('office', `/api/rows/${one.row}`)).body).toContain(one.name)
  const other = listed.find(({ ledger }) => ledger === 'medical_expense')!
  expect((await ask('office', `/api/rows/${other.row}`)).body).not.toContain(other.person)
  const noted = await scoped(office.store, keeper, (tx) =>
    tx.run<{ actor: string; subject: string; detail: string }>(
      sql`SELECT actor, subject, detail FROM audit WHERE event = 'open'`,
    ),
  )
  expect(noted).toEqual([
    { actor: expect.stringContaining('office'), subject: 'serious_illness', detail: '核对大病专项救治名单' },
  ])
  const again = await signIn(office.store, 'office', password)
  const reply = await app.inject({ url: `/api/rows/${one.row}`, headers: { cookie: `shouwang=${again.token}` } })
  expect(reply.body).not.toContain(one.name)
})
