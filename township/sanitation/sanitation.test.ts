import { expect, test } from 'vitest'
import { gather } from '#define/catalog.ts'
import type { Indicator } from '#define/indicator.ts'
import type { AggregateNode } from '#define/node.ts'
import { yearPeriod } from '#define/period.ts'
import { askerOf } from '#measure/asker.ts'
import { evaluator, type Row } from '#measure/evaluate.ts'
import { township } from '../index.ts'
import { toiletsInspected, toiletsOutstanding, toiletsRectified } from './indicators.ts'

const catalog = gather(township)

const inspection = (id: string, household: string, inspected_on: string, problem?: string, fixed_on?: string): Row => ({
  id,
  household,
  inspected_on,
  problem: problem ?? null,
  fixed_on: fixed_on ?? null,
})

function ask(indicator: Indicator, inspections: readonly Row[]) {
  const households = [...new Set(inspections.map((row) => String(row.household)))].map((id): Row => ({ id }))
  const books = new Map([
    ['household', households],
    ['toilet_inspection', inspections],
  ])
  return evaluator(catalog, books).over(indicator.indicator.node as AggregateNode, askerOf(yearPeriod(2025)))
}

test('a household inspected twice is counted once', () => {
  expect(ask(toiletsInspected, [inspection('1', 'a', '2025-03-01'), inspection('2', 'a', '2025-12-01')])).toBe(1)
})

test('a fault mended only after the period is outstanding, not rectified', () => {
  const late = [inspection('1', 'a', '2025-12-20', '管道堵塞', '2026-01-05')]
  expect(ask(toiletsRectified, late)).toBe(0)
  expect(ask(toiletsOutstanding, late)).toBe(1)
})

test('a household with two faults is rectified when both are mended, and never both rectified and outstanding', () => {
  const half = [
    inspection('1', 'a', '2025-03-01', '管道堵塞', '2025-03-09'),
    inspection('2', 'a', '2025-10-01', '厕屋破损'),
    inspection('3', 'b', '2025-03-01', '排气管缺失', '2025-03-05'),
  ]
  expect(ask(toiletsRectified, half)).toBe(1)
  expect(ask(toiletsOutstanding, half)).toBe(1)
})

test('what was found in an earlier year belongs to that year', () => {
  expect(ask(toiletsRectified, [inspection('1', 'a', '2024-12-20', '管道堵塞', '2025-01-05')])).toBe(0)
})
