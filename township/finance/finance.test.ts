import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gather } from '#define/catalog.ts'
import type { AggregateNode } from '#define/node.ts'
import { addDays } from '#kinds/day.ts'
import { evaluator, type Row } from '#measure/evaluate.ts'
import { registry } from '../registry/line.ts'
import { loansOverdue } from './indicators.ts'
import { financeLine } from './line.ts'

const catalog = gather({ lines: [registry, financeLine], reports: [] })
const amount = 5_000_000

interface Payment {
  paid_on: string
  principal: number
}

function overdueOn(
  day: string,
  loan: { due_on: string; extended_to: string | null },
  payments: readonly Payment[],
): number {
  const loans: Row[] = [{ id: 'l', household: 'h', lent_on: '2024-01-01', amount, ...loan }]
  const paid: Row[] = payments.map((payment, i) => ({ id: `p${i}`, loan: 'l', ...payment }))
  const books = new Map([
    ['microloan', loans],
    ['microloan_repayment', paid],
  ])
  const node = loansOverdue.indicator.node as AggregateNode
  return Number(evaluator(catalog, books).over(node, { from: `${day.slice(0, 4)}-01-01`, day }))
}

const someDay = fc.integer({ min: 0, max: 730 }).map((days) => addDays('2024-01-02', days))

describe('an overdue microloan', () => {
  it('is late from the day after it falls due until the day it is paid in full', () => {
    const paid = [{ paid_on: '2025-07-05', principal: amount }]
    const late = (day: string) => overdueOn(day, { due_on: '2025-06-17', extended_to: null }, paid)
    expect(['2025-06-17', '2025-06-18', '2025-07-04', '2025-07-05'].map(late)).toEqual([0, 1, 1, 0])
  })

  it('is not late before the day it was extended to', () => {
    const loan = { due_on: '2025-06-17', extended_to: '2025-12-17' }
    expect(overdueOn('2025-12-17', loan, [])).toBe(0)
    expect(overdueOn('2025-12-18', loan, [])).toBe(1)
  })

  it('is late exactly when it is past due and what was paid by that day is less than what was lent', () => {
    const payment = fc.record({ paid_on: someDay, principal: fc.constantFrom(amount / 2, amount / 4, amount) })
    const extended = fc.option(someDay, { nil: null })
    fc.assert(
      fc.property(
        someDay,
        someDay,
        extended,
        fc.array(payment, { maxLength: 3 }),
        (day, due_on, extended_to, payments) => {
          const paid = payments.filter((p) => p.paid_on <= day).reduce((sum, p) => sum + p.principal, 0)
          const expected = (extended_to ?? due_on) < day && paid < amount ? 1 : 0
          expect(overdueOn(day, { due_on, extended_to }, payments)).toBe(expected)
        },
      ),
    )
  })
})
