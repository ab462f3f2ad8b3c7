/** The files of an issued report: as it was issued, to who may take them away, whatever the books have become. */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccount, signIn } from '#access/accounts.ts'
import { readTable } from '#capture/read.ts'
import { yearPeriod } from '#define/period.ts'
import { build } from '#http/serve.ts'
import { figures } from '#measure/figures.ts'
import { rowsBehind } from '#measure/trace.ts'
import { type Issued, issueReport } from '#reports/issue.ts'
import { type Role, system } from '#store/actor.ts'
import { rowsOf } from '#store/read/list.ts'
import { scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { record } from '#store/write/acts.ts'
import { resolveEntities } from '#xml.ts'
import { unpack, zipEntries } from '#zip.ts'
import { packageRoot } from '../../src/worker-file.ts'
import { clerk, type DemoOffice, demoOffice, demoTownship } from '../support/demo.ts'

const password = '村口的老槐树开花了'
const keeper = system('测试', [demoTownship])
const villages = [`${demoTownship}201`, `${demoTownship}202`] as const
const changed = 'monitoring.households'
const paid = 'employment.subsidy.people'

let office: DemoOffice
let app: FastifyInstance
/** Of the whole township and of the first village, before their books changed. */
let whole: Issued
let part: Issued
const cookies = new Map<string, string>()

beforeAll(async () => {
  office = await demoOffice()
  const { store } = office
  app = await build(store, { port: 0, web: join(packageRoot(), 'dist', 'web', 'console'), report: 'annual-summary' })
  const accounts: [login: string, role: Exclude<Role, 'system'>, areas: string[]][] = [
    ['office', 'office', [demoTownship]],
    ['auditor', 'auditor', [demoTownship]],
    ['village', 'village', [villages[0]]],
    ['first', 'leader', [villages[0]]],
    ['second', 'leader', [villages[1]]],
  ]
  for (const [login, role, areas] of accounts) {
    await createAccount(store, keeper, { login, name: login, role, areas, password, chosen: true })
    cookies.set(login, `shouwang=${(await signIn(store, login, password)).token}`)
  }
  // As most are: in the first days of January. The day has one digit.
  const inJanuary = { ...store, clock: () => Date.UTC(2026, 0, 5, 2) * 1000 }
  whole = await issueReport(inJanuary, clerk, 'annual-summary', { year: 2025 })
  part = await issueReport(inJanuary, clerk, 'annual-summary', { year: 2025, area: villages[0] })
  const period = yearPeriod(2025)
  const ofWhole = await rowsBehind(store, clerk, changed, { period }, { limit: 1 })
  const ofPart = await rowsBehind(store, clerk, paid, { period, area: villages[0] }, { limit: 1 })
  await record(store, clerk, {
    id: store.newId(),
    township: demoTownship,
    kind: 'void',
    reason: '重复登记',
    changes: [...ofWhole.rows, ...ofPart.rows].map(({ id, ledger }) => ({ ledger, id, void: true })),
  })
}, 400_000)

afterAll(async () => {
  await app?.close()
  await office?.close()
})

const fetched = (login: string | undefined, id: string, file: 'word' | 'annex') =>
  app.inject({ url: `/api/issued/${id}/${file}`, headers: login === undefined ? {} : { cookie: cookies.get(login)! } })

/** What a Word file says, a line for each paragraph. */
function saidBy(docx: Uint8Array, part = 'word/document.xml'): string[] {
  const entries = zipEntries(docx)
  if (typeof entries === 'string') throw new Error(entries)
  const content = unpack(entries.find((entry) => entry.name === part)!)
  if (typeof content === 'string') throw new Error(content)
  const paragraphs = new TextDecoder().decode(content).split('</w:p>')
  const texts = paragraphs.map((xml) => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]))
  return texts.map((runs) => resolveEntities(runs.join(''))).filter(Boolean)
}

/** The paragraphs of a report, as the page shows them. */
const linesOf = ({ document }: Issued) =>
  document.parts.flatMap((part) =>
    part.kind === 'heading'
      ? [part.text]
      : part.kind === 'paragraph'
        ? [part.runs.map((run) => ('lead' in run ? run.lead : run.text)).join('')]
        : part.text
          ? part.text.split('\n').filter(Boolean)
          : [`（待填写：${part.hint}）`],
  )

describe('the files of an issued report', { timeout: 300_000 }, () => {
  test('the Word file says what was issued, paragraph by paragraph, signed by the township on the day of issue', async () => {
    const reply = await fetched('office', whole.id, 'word')
    expect(reply.statusCode).toBe(200)
    expect(decodeURIComponent(String(reply.headers['content-disposition']))).toContain(`${whole.title}.docx`)
    expect(saidBy(reply.rawPayload)).toEqual([whole.title, ...linesOf(whole), '云禾乡人民政府', '2026年1月5日'])
    expect(whole.mark).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/)
    expect(saidBy(reply.rawPayload, 'word/footer1.xml')).toContain(`账目校验值 ${whole.mark}`)
    expect((await verify(office.store, clerk, [whole.mark!])).problems).toEqual([])
    const now = await figures(office.store, clerk, [changed], { period: yearPeriod(2025) })
    expect(now.figures[0]?.said).toBe('6户')
    expect(saidBy(reply.rawPayload).join('')).toContain('7户')
  })

  // Of the village: the annex of the whole township is as large as what the reader takes at all.
  test('the annex opens, and holds every figure as it was issued with the rows of that moment behind it', async () => {
    const reply = await fetched('office', part.id, 'annex')
    expect(reply.statusCode).toBe(200)
    expect(decodeURIComponent(String(reply.headers['content-disposition']))).toContain(`${part.title}附表.xlsx`)
    const { sheets } = await readTable(reply.rawPayload, '附表.xlsx')
    expect(String(sheets[0]!.rows[1]![0])).toContain(`账目校验值：${part.mark}`)
    const listed = sheets[0]!.rows.slice(3).map(([, says, value, unit, , , rows]) => ({ says, value, unit, rows }))
    expect(listed).toEqual(
      part.figures.map(({ says, value, unit, rows }) => ({ says, value: value ?? '（暂无数据）', unit, rows })),
    )
    const at = part.figures.findIndex(({ id }) => id === paid)
    const listedRows = sheets[at + 1]!.rows.slice(3).filter(([number]) => typeof number === 'number')
    expect(listedRows).toHaveLength(part.figures[at]!.rows)
    const now = await figures(office.store, clerk, [paid], { period: yearPeriod(2025), area: villages[0] })
    expect(now.figures[0]!.rows).toBe(listedRows.length - 1)
  })

  test('the annex calls places as they were called when it was issued', async () => {
    const { store } = office
    const { items } = await scoped(store, clerk, (tx) => rowsOf(tx, 'area', { limit: 200 }))
    const village = items.find(({ values }) => values.code === villages[0])!
    await record(store, clerk, {
      id: store.newId(),
      township: demoTownship,
      kind: 'correct',
      reason: '改名',
      changes: [{ ledger: 'area', id: village.id, correct: { name: '后来改名村' } }],
    })
    const { sheets } = await readTable((await fetched('office', part.id, 'annex')).rawPayload, '附表.xlsx')
    const at = part.figures.findIndex(({ id }) => id === paid)
    const cells = sheets[at + 1]!.rows.flat().join()
    expect(cells).toContain(String(village.values.name))
    expect(cells).not.toContain('后来改名村')
  })

  test('who works for the one village takes its report, and neither that of another nor the township’s', async () => {
    const own = await fetched('first', part.id, 'word')
    expect(saidBy(own.rawPayload).slice(-2)).toEqual(['榛石隈村民委员会', '2026年1月5日'])
    const annex = await fetched('first', part.id, 'annex')
    const { sheets } = await readTable(annex.rawPayload, '附表.xlsx')
    expect(sheets[0]!.rows.slice(3).map((row) => row[2] ?? null)).toEqual(
      part.figures.map(({ value }) => value ?? '（暂无数据）'),
    )
    for (const file of ['word', 'annex'] as const) {
      for (const [login, { id }] of [
        ['first', whole],
        ['second', part],
      ] as const) {
        const reply = await fetched(login, id, file)
        expect([login, file, reply.statusCode, reply.json().code]).toEqual([login, file, 403, 'access.out_of_scope'])
        expect(reply.json().detail).toBe('这份报告不只是您负责的地区的，不能由您导出。')
      }
    }
  })

  test('of what was issued, each reads what was issued for places that they work for all of, by whatever way they ask', async () => {
    const get = (login: string, url: string) => app.inject({ url, headers: { cookie: cookies.get(login)! } })
    const listed = async (login: string) =>
      (await get(login, '/api/issued')).json().issued.map((one: { id: string }) => one.id)
    expect(new Set(await listed('auditor'))).toEqual(new Set([whole.id, part.id]))
    for (const login of ['village', 'first']) expect(await listed(login)).toEqual([part.id])
    expect(await listed('second')).toEqual([])
    expect((await get('village', `/api/issued/${part.id}`)).statusCode).toBe(200)
    for (const [login, { id }] of [
      ['village', whole],
      ['second', whole],
      ['second', part],
    ] as const) {
      for (const url of [`/api/issued/${id}`, `/api/issued/${id}/diff`]) {
        const reply = await get(login, url)
        expect([login, url, reply.statusCode, reply.json().code]).toEqual([login, url, 403, 'access.out_of_scope'])
      }
    }
  })

  test('are for the roles that may export, and of reports that there are', async () => {
    for (const file of ['word', 'annex'] as const) {
      for (const login of ['village', 'auditor']) {
        const reply = await fetched(login, part.id, file)
        expect([login, reply.statusCode, reply.json().code]).toEqual([login, 403, 'access.not_permitted'])
      }
      expect((await fetched(undefined, part.id, file)).statusCode).toBe(401)
      expect((await fetched('office', office.store.newId(), file)).json()).toMatchObject({
        status: 404,
        code: 'issued.unknown',
      })
      expect((await fetched('office', '1', file)).statusCode).toBe(400)
    }
  })
})
