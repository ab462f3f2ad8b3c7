import { describe, expect, it } from 'vitest'
import { type Indicator, indicator } from '#define/indicator.ts'
import { from, growth, type Measure } from '#define/measure.ts'
import { yearPeriod } from '#define/period.ts'
import { office, set } from '../../test/support/books.ts'
import { aid, township, villages } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import type { TracedRow } from './figure.ts'
import { figures } from './figures.ts'
import type { Cursor } from './statements.ts'
import { rowsBehind } from './trace.ts'

const ask = (id: string, of: Measure): Indicator => indicator(id, { says: id, definition: id, of })
const paid = from(aid).during()
const asked = [
  ask('count', paid.count()),
  ask('sum', paid.sum(aid.amount)),
  ask('sum_or_missing', paid.sum(aid.amount).orMissing),
  ask('largest', paid.max(aid.amount)),
  ask('people', paid.distinct(aid.person)),
  ask('growth', growth(paid.sum(aid.amount))),
]
const period = yearPeriod(2025)

const books = await ownBooks()
const indicators = new Map(asked.map(({ indicator: one }) => [one.id, one]))
const store = { ...books.store, catalog: { ...books.store.catalog, indicators } }

const values = async (area?: string): Promise<Record<string, number | null>> => {
  const ids = asked.map(({ indicator: one }) => one.id)
  const answer = await figures(store, office, ids, { period, ...(area && { area }) })
  return Object.fromEntries(answer.figures.map((figure) => [figure.id, figure.value]))
}

describe('figures', () => {
  it('of a ledger without a single row are zero, or missing where zero would be a claim', async () => {
    const none = { count: 0, sum: 0, sum_or_missing: null, largest: null, people: 0, growth: null }
    expect(await values()).toEqual(none)
    const { person } = await books.family(villages[0], '张三')
    for (const [paid_on, amount] of [
      ['2024-05-01', 10000],
      ['2024-06-01', 30000],
      ['2025-05-01', 20000],
      ['2025-06-01', 30000],
    ] as const)
      await books.write([set('aid', books.newId(), { person, paid_on, amount })])
    expect(await values()).toEqual({ count: 2, sum: 500, sum_or_missing: 500, largest: 300, people: 1, growth: 25 })
    expect(await values(villages[1])).toEqual(none)
  })

  it('tell a zero over a ledger with rows from one over a ledger without: nothing recorded is not nothing there', async () => {
    const flags = async (area: string, year: number) => {
      const {
        figures: [count],
      } = await figures(store, office, ['count'], { period: yearPeriod(year), area })
      return [count!.value, count!.flags]
    }
    const nothing = {
      code: 'nothing_recorded',
      message: '到期末为止，“救助”台账在本地区还没有任何记录，0 不等于没有。',
    }
    expect(await flags(villages[0], 2025)).toEqual([2, []])
    expect(await flags(villages[0], 2026)).toEqual([0, []])
    expect(await flags(villages[0], 2023)).toEqual([0, [nothing]])
    expect(await flags(villages[1], 2025)).toEqual([0, [nothing]])
    const { areas } = await figures(store, office, ['count'], { period: yearPeriod(2026), by: 12 })
    expect(areas!.map((a) => a.figures[0]!.flags)).toEqual([[]])
  })

  it('are refused for a place that nobody registered, and so are their rows', async () => {
    const nowhere = { period, area: `${township}999` }
    await expect(figures(store, office, ['count'], nowhere)).rejects.toThrow('没有登记')
    await expect(rowsBehind(store, office, 'count', nowhere)).rejects.toThrow('没有登记')
  })

  it('open to the same rows however long a page is, also where a page ends with a part', async () => {
    const whole = await rowsBehind(store, office, 'growth', { period })
    expect(whole.rows.map((row) => row.part)).toEqual(['本期', '本期', '上年同期', '上年同期'])
    for (const limit of [1, 2, 3, 4]) {
      const rows: TracedRow[] = []
      let after: Cursor | null = null
      do {
        const page = await rowsBehind(store, office, 'growth', { period }, { after, limit })
        expect(page.rows.length).toBeLessThanOrEqual(limit)
        rows.push(...page.rows)
        after = page.next
      } while (after)
      expect(rows).toEqual(whole.rows)
    }
  })

  it('of a largest value, the row that holds it adds it and the others add nothing, page by page too', async () => {
    const [largest] = (await figures(store, office, ['largest'], { period })).figures
    const whole = await rowsBehind(store, office, 'largest', { period })
    expect(whole.rows.length).toBeGreaterThan(1)
    expect(whole.rows.map((row) => row.contributes).filter((n) => n !== 0)).toEqual([largest!.value])
    const first = await rowsBehind(store, office, 'largest', { period }, { limit: 1 })
    const rest = await rowsBehind(store, office, 'largest', { period }, { after: first.next })
    expect([...first.rows, ...rest.rows]).toEqual(whole.rows)
  })
})
