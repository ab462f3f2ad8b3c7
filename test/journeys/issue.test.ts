/** From a row to an issued report and on: what is issued stands, what changes afterwards is explained. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yearPeriod } from '#define/period.ts'
import { figures } from '#measure/figures.ts'
import { rowsBehind } from '#measure/trace.ts'
import { diffIssued, issuedReport, issuedReports, issueReport, verifyIssued, voidIssued } from '#reports/issue.ts'
import { unbound } from '#store/tables/unbound.ts'
import { record, tick } from '#store/write/acts.ts'
import { clerk, type DemoOffice, demoOffice, demoTownship } from '../support/demo.ts'

const period = yearPeriod(2025)
let office: DemoOffice

beforeAll(async () => {
  office = await demoOffice()
}, 400_000)
afterAll(() => office?.close())

const value = async (id: string, moment?: number) =>
  (await figures(office.store, clerk, [id], { period, ...(moment !== undefined && { moment }) })).figures[0]!.value

describe('an issued report', { timeout: 300_000 }, () => {
  it('keeps its figures when rows behind them are corrected and voided, and says which acts changed what', async () => {
    const { store } = office
    const issued = await issueReport(store, clerk, 'annual-summary', { year: 2025 })
    expect((await issuedReports(store, clerk)).map((i) => i.id)).toEqual([issued.id])
    expect((await diffIssued(store, clerk, issued.id)).differences).toEqual([])

    const { rows } = await rowsBehind(store, clerk, 'donation.amount', { period }, { limit: 2 })
    const first = rows[0]!
    const field = Object.keys(first.values).find((name) => name.includes('amount') || name.includes('value'))!
    await record(store, clerk, {
      id: store.newId(),
      township: demoTownship,
      kind: 'correct',
      reason: '捐赠清单重新核对',
      changes: [{ ledger: first.ledger, id: first.id, correct: { [field]: 1_000_00 } }],
    })
    const loans = await rowsBehind(store, clerk, 'microloan.amount', { period }, { limit: 1 })
    await record(store, clerk, {
      id: store.newId(),
      township: demoTownship,
      kind: 'void',
      reason: '重复登记',
      changes: [{ ledger: 'microloan', id: loans.rows[0]!.id, void: true }],
    })

    const { differences } = await diffIssued(store, clerk, issued.id)
    expect(differences.map((d) => d.figure.id).sort()).toEqual([
      'donation.amount',
      'microloan.amount',
      'microloan.households',
    ])
    const money = differences.find((d) => d.figure.id === 'microloan.amount')!
    expect(money.rows.map((r) => r.row)).toEqual([loans.rows[0]!.id])
    expect(money.rows[0]!.changes.map((c) => [c.by, c.reason])).toEqual([['测试员', '重复登记']])
    expect(await value('microloan.amount', issued.moment)).toBe(595)
    expect(await value('microloan.amount')).toBeLessThan(595)
    expect(await verifyIssued(store, clerk)).toEqual([])
  })

  it('is noticed when its text is altered behind the program’s back', async () => {
    const { store } = office
    const { changed } = await store.engine.transaction((connection) =>
      unbound(connection, () => connection.query(`UPDATE issued SET figures = replace(figures, '1322.63', '1422.63')`)),
    )
    expect(changed).toBe(1)
    expect((await verifyIssued(store, clerk)).map((p) => p.code)).toContain('issued.tampered')
  })

  it('is issued once, however often and at the same time the same act asks for it', async () => {
    const { store } = office
    const before = await issuedReports(store, clerk)
    const asking = { as: store.newId(), year: 2024 }
    const [first, second] = await Promise.all([
      issueReport(store, clerk, 'annual-summary', asking),
      issueReport(store, clerk, 'annual-summary', asking),
    ])
    expect(second).toEqual(first)
    expect(await issueReport(store, clerk, 'annual-summary', asking)).toEqual(first)
    expect(await issuedReports(store, clerk)).toHaveLength(before.length + 1)
    await expect(issueReport(store, clerk, 'annual-summary', { ...asking, year: 2023 })).rejects.toThrow('已经用过')
  })

  it('can be voided once, with a reason; it stays as it is and says so', async () => {
    const { store } = office
    const issued = await issueReport(store, clerk, 'annual-summary', { year: 2024 })
    const act = store.newId()
    await expect(voidIssued(store, clerk, issued.id, { act, reason: ' ' })).rejects.toThrow('原因')
    await expect(voidIssued(store, clerk, issued.id, { act, reason: '漏\ud800' })).rejects.toThrow('原因')
    const village = { ...clerk, role: 'leader' as const, areas: [`${demoTownship}201`] }
    await expect(voidIssued(store, village, issued.id, { act, reason: '漏了' })).rejects.toThrow('不能由您作废')

    const voided = await voidIssued(store, clerk, issued.id, { act, reason: ' 漏了一个村 ' })
    expect(voided).toEqual({ ...issued, voided: expect.objectContaining({ by: '测试员', reason: '漏了一个村' }) })
    expect(await voidIssued(store, clerk, issued.id, { act, reason: '漏了一个村' })).toEqual(voided)
    const again = voidIssued(store, clerk, issued.id, { act: store.newId(), reason: '再来' })
    await expect(again).rejects.toThrow('已经由测试员作废：漏了一个村')
    expect(await issuedReport(store, clerk, issued.id)).toEqual(voided)
    expect((await issuedReports(store, clerk)).filter((one) => one.voided).map((one) => one.id)).toEqual([issued.id])
    expect((await diffIssued(store, clerk, issued.id)).differences).toEqual([])
    const faults = async () => (await verifyIssued(store, clerk)).filter((p) => p.at?.issued === issued.id)
    expect(await faults()).toEqual([])
    await store.engine.transaction((connection) =>
      unbound(connection, () => connection.query("UPDATE issued_void SET reason = '改了'")),
    )
    expect((await faults()).map((p) => p.code)).toEqual(['issued.tampered'])
  })
})

describe('a past moment', { timeout: 300_000 }, () => {
  it('always counts the same, and knows less the earlier it is', async () => {
    const summer = Date.UTC(2025, 6, 1) * 1000
    const then = await value('microloan.households', summer)
    expect(then).toBeGreaterThan(0)
    expect(then).toBeLessThan(138)
    await tick(office.store, clerk, [demoTownship])
    expect(await value('microloan.households', summer)).toBe(then)
  })

  it('that has not come yet is refused', async () => {
    await expect(value('microloan.households', (Date.now() + 86_400_000) * 1000)).rejects.toThrow('还没有到')
  })
})
