/** The demonstration year: its rows add up to the written figures, and every figure opens to its rows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yearPeriod } from '#define/period.ts'
import { askerOf } from '#measure/asker.ts'
import type { Figure } from '#measure/figure.ts'
import { figures } from '#measure/figures.ts'
import { leavesOf } from '#measure/statements.ts'
import { allRowsBehind, rowsBehind } from '#measure/trace.ts'
import { answerReport } from '#reports/answer.ts'
import type { Actor } from '#store/actor.ts'
import { verify } from '#store/verify.ts'
import { record } from '#store/write/acts.ts'
import { withMoves } from '#store/write/moves.ts'
import { catalog, clerk, type DemoOffice, demoOffice, demoTownship } from '../support/demo.ts'
import { written } from './year-2025.ts'

const period = yearPeriod(2025)
let office: DemoOffice
let all: Map<string, Figure>

beforeAll(async () => {
  office = await demoOffice()
  const answer = await figures(office.store, clerk, [...catalog.indicators.keys()], { period })
  all = new Map(answer.figures.map((f) => [f.id, f]))
}, 400_000)
afterAll(() => office?.close())

describe('the year 2025 of the demonstration township', { timeout: 300_000 }, () => {
  it.each(written)('%s is %d %s', (id, value, unit, rounded) => {
    const figure = all.get(id)
    expect(figure?.unit).toBe(unit)
    if (rounded === '') expect(figure?.value).toBe(value)
    else {
      // A rounded figure: the rows hold a little more (余, 多), or about as much (约).
      expect(figure!.value!).toBeGreaterThanOrEqual(rounded === '约' ? value * 0.98 : value)
      expect(figure!.value!).toBeLessThan(value * (value < 20 ? 1.1 : 1.03))
    }
  })

  it('each plain figure is the count or the sum of the rows it opens to', async () => {
    for (const figure of all.values()) {
      const leaves = leavesOf(catalog.indicators.get(figure.id)!.node, askerOf(period))
      if (leaves.length !== 1 || leaves[0]!.part !== '' || ['max', 'min'].includes(leaves[0]!.node.of)) continue
      let sum = 0
      let rows = 0
      for await (const row of allRowsBehind(office.store, clerk, figure.id, { period })) {
        rows++
        sum += row.contributes
      }
      expect(rows, figure.id).toBe(figure.rows)
      expect(sum, figure.id).toBeCloseTo(figure.value!, 6)
    }
  })

  it('shows the 97 subsidies without a place of work, and the cocoons that are ten times too heavy', () => {
    expect(all.get('employment.subsidy.people')?.flags).toEqual([
      { code: 'unclassified', message: expect.stringContaining('合计 1477人，与总数 1574人相差 97人') },
    ])
    expect(all.get('industry.cocoon.output')?.flags.map((f) => f.code)).toEqual(['implausible'])
  })

  it('villages add up to the township, wherever rows and not different things are counted', async () => {
    const ids = [...catalog.indicators.values()]
      .filter(({ node }) => node.node === 'aggregate' && (node.of === 'count' || node.of === 'sum'))
      .map((i) => i.id)
    const answer = await figures(office.store, clerk, ids, { period, by: 12 })
    for (const whole of answer.figures) {
      const parts = answer.areas!.map((a) => a.figures.find((f) => f.id === whole.id)!.value ?? 0)
      expect(
        parts.reduce((a, b) => a + b, 0),
        whole.id,
      ).toBeCloseTo(whole.value ?? 0, 6)
    }
  })

  it('a village cadre counts one village and sees rows of no other', async () => {
    const village = `${demoTownship}201`
    const known = (await figures(office.store, clerk, ['grid.workers'], { period, by: 12 })).areas!
    const code = known.find((a) => a.code === village)?.code ?? known.find((a) => a.code.length === 12)!.code
    const cadre: Actor = { id: 'cadre', name: '村干部', role: 'village', areas: [code] }
    const mine = await figures(office.store, cadre, ['grid.workers', 'credit.households.assessed'], { period })
    const theirs = await figures(office.store, clerk, ['grid.workers', 'credit.households.assessed'], {
      period,
      area: code,
    })
    expect(mine.figures.map((f) => f.value)).toEqual(theirs.figures.map((f) => f.value))
    expect(mine.figures[1]!.value).toBeLessThan(7141)
    for await (const row of allRowsBehind(office.store, cadre, 'credit.households.assessed', { period }))
      expect(row.area.startsWith(code)).toBe(true)
  })

  it('shows no ID number, phone or account in clear among the rows', async () => {
    const { rows } = await rowsBehind(office.store, clerk, 'monitoring.people', { period }, { limit: 100 })
    expect(rows).toHaveLength(19)
    expect(JSON.stringify(rows)).not.toMatch(/990101\d{11}[\dX]/)
  })

  it('the summary speaks every written figure in its own sentences', async () => {
    const { document } = await answerReport(office.store, clerk, 'annual-summary', { year: 2025 })
    const text = document.parts
      .map((p) => (p.kind === 'paragraph' ? p.runs.map((r) => ('lead' in r ? r.lead : r.text)).join('') : p.text))
      .join('\n')
    for (const said of [
      '7户',
      '19人',
      '319名',
      '6.56万元',
      '1322.63万元',
      '300多万株',
      '2600余万元',
      '4.97%',
      '7141户',
      '约1.1万人',
      '97人',
    ])
      expect(text).toContain(said)
    expect(text).not.toContain('暂无数据')
    expect(text).not.toContain('没有记录')
  })

  it('a village hands in a summary of its own: no sentence of the township, no zero, none of its words', async () => {
    const read = async (area: string) =>
      (await answerReport(office.store, clerk, 'annual-summary', { year: 2025, area })).document.parts.map((p) =>
        p.kind === 'paragraph' ? p.runs.map((r) => ('lead' in r ? r.lead : r.text)).join('') : p.text,
      )
    const villages = (await figures(office.store, clerk, ['grid.workers'], { period, by: 12 })).areas!
    for (const code of [villages[0]!.code, villages.at(-1)!.code, `${villages[1]!.code}01`]) {
      const text = (await read(code)).join('\n')
      expect(text).not.toMatch(/乡党委|全乡|乡里的|商会|专项工作组|村与村之间|向村里要表/)
      expect(text).not.toMatch(/(?<![\d.])0(?![\d.])/)
      expect(text).not.toMatch(/[，；、。][，；、。]|（[^）]*：没有记录）|其中。/)
      expect(text).toContain('全年走访脱贫户')
    }
  })

  it('a post that is set up in another village from a day on is counted where it was before', async () => {
    const posts = async (year: number) =>
      (
        await figures(office.store, clerk, ['employment.public_posts'], { period: yearPeriod(year), by: 12 })
      ).areas!.map(({ code, figures: [of] }) => [code, of!.value])
    const before = await posts(2025)
    const { rows } = await rowsBehind(office.store, clerk, 'employment.public_posts', { period }, { limit: 1 })
    const [from, to] = [rows[0]!.area, before.map(([code]) => String(code)).find((code) => code !== rows[0]!.area)!]
    const act = {
      id: office.store.newId(),
      township: demoTownship,
      kind: 'correct' as const,
      reason: '岗位调整',
      changes: [{ ledger: 'public_post', id: rows[0]!.id, correct: { area: to } }],
    }
    await expect(record(office.store, clerk, act)).rejects.toMatchObject({ problems: [{ code: 'act.moved_or_slip' }] })
    await record(office.store, clerk, await withMoves(office.store, clerk, act, { on: '2026-01-01' }))
    expect(await posts(2025)).toEqual(before)
    const change = new Map(await posts(2026).then((now) => now.map(([code, n]) => [code, Number(n)] as const)))
    const then = new Map(before.map(([code, n]) => [code, Number(n)] as const))
    expect([change.get(from)! - then.get(from)!, change.get(to)! - then.get(to)!]).toEqual([-1, 1])
  })

  it('the books hold together', async () => {
    expect((await verify(office.store, clerk)).problems).toEqual([])
  })
})
