import { expect, test } from 'vitest'
import type { Entry } from '../book.ts'
import { makeWorld } from '../population.ts'
import { governance } from './governance.ts'

const standing = (entries: readonly Entry[]) => {
  const voided = new Set(entries.flatMap((e) => (e.does === 'void' ? [e.id] : [])))
  return entries.flatMap((e) =>
    e.does === 'record' && !voided.has(e.id) ? [{ ledger: e.ledger.id, ...e.values }] : [],
  )
}

test('no household of the made-up township spends points that it does not have', () => {
  const { world, book } = makeWorld()
  governance(world)
  const moves = new Map<string, { on: string; points: number }[]>()
  for (const row of standing(book.entries) as Record<string, string | number>[]) {
    if (row.ledger !== 'points_entry' && row.ledger !== 'voucher') continue
    const gained = row.ledger === 'points_entry' && row.kind === '加分'
    const list = moves.get(String(row.household)) ?? []
    list.push({
      on: String(row.entered_on ?? row.issued_on),
      points: gained ? Number(row.points) : -Number(row.points),
    })
    moves.set(String(row.household), list)
  }
  const lowest = [...moves.values()].map((list) => {
    let balance = 0
    const byDay = list.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : b.points - a.points))
    return Math.min(...byDay.map((move) => (balance += move.points)))
  })
  expect(moves.size).toBeGreaterThan(1000)
  expect(Math.min(...lowest)).toBeGreaterThanOrEqual(0)
})
