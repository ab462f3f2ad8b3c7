import { expect, test } from 'vitest'
import { gather } from '#define/catalog.ts'
import { askerOf } from '#measure/asker.ts'
import { evaluator, type Row } from '#measure/evaluate.ts'
import { township } from '../index.ts'
import { pointsBalance } from './indicators.ts'

const home: Row = { id: 'home' }
const entry = (id: string, entered_on: string, kind: '加分' | '扣分', points: number): Row => ({
  id,
  household: 'home',
  entered_on,
  kind,
  points,
})
const books = new Map<string, Row[]>([
  ['household', [home]],
  ['points_entry', [entry('1', '2025-02-01', '加分', 50), entry('2', '2025-04-01', '扣分', 5)]],
  ['voucher', [{ id: '3', household: 'home', issued_on: '2025-06-01', points: 30, amount: 3000 }]],
])

function balanceOn(day: string) {
  const { node } = pointsBalance.fact
  return evaluator(gather(township), books).onRow(
    node,
    'household',
    home,
    askerOf({ from: `${day.slice(0, 4)}-01-01`, day }),
  )
}

test('the balance of points is what was earned, less what was taken and what was spent, up to the asked day', () => {
  expect(balanceOn('2025-01-31')).toBe(0)
  expect(balanceOn('2025-02-01')).toBe(50)
  expect(balanceOn('2025-05-31')).toBe(45)
  expect(balanceOn('2025-06-01')).toBe(15)
})

test('points of last year carry over', () => {
  expect(balanceOn('2026-03-01')).toBe(15)
})
