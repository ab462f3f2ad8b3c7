import { describe, expect, test } from 'vitest'
import { educationAid } from '#township/education/education-aid.ledger.ts'
import { makeWorld } from '../population.ts'
import { education } from './education.ts'
import { monitoredHouseholds, monitoredWithin } from './monitored.ts'
import { stageIn } from './stage-in.ts'

describe.each([3, 8])('township of seed %i', (seed) => {
  const { world, book } = makeWorld({ seed })

  test('takes in one unstable household of four and six of sudden hardship with fifteen people in 2025', () => {
    const taken = monitoredHouseholds(world).filter((one) => one.identified >= '2025-01-01')
    const people = (category: string) =>
      taken.filter((one) => one.category === category).map((one) => one.household.people.length)
    expect(people('脱贫不稳定户')).toEqual([4])
    expect(people('突发严重困难户')).toHaveLength(6)
    expect(people('突发严重困难户').reduce((a, b) => a + b, 0)).toBe(15)
    expect(taken).toHaveLength(7)
  })

  test('monitors a household once, clears it after it was identified, and calls only 脱贫户 unstable', () => {
    const monitored = monitoredHouseholds(world)
    expect(new Set(monitored.map((one) => one.household.id)).size).toBe(monitored.length)
    for (const one of monitored) {
      if (one.category === '脱贫不稳定户') expect(one.household.alleviated).toBe(true)
      if (one.category === '边缘易致贫户') expect(one.household.alleviated).toBe(false)
      if (one.cleared) expect(one.cleared > one.identified).toBe(true)
      expect(monitoredWithin(one, one.identified, one.identified)).toBe(true)
    }
  })

  test('gives school aid to pupils of that stage only, by the year the term began in', () => {
    education(world)
    const people = new Map(world.people.map((p) => [p.id, p]))
    const voided = new Set(book.entries.filter((e) => e.does === 'void').map((e) => e.id))
    const aid = book.entries.filter((e) => e.ledger === educationAid.ledger && e.does === 'record' && !voided.has(e.id))
    expect(aid.length).toBeGreaterThan(2900)
    for (const entry of aid) {
      if (entry.does !== 'record') continue
      const { person, stage, school_year } = entry.values
      expect(stageIn(people.get(String(person))!, Number(String(school_year).slice(0, 4)))).toBe(stage)
    }
  })
})
