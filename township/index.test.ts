import { expect, test } from 'vitest'
import { gather } from '#define/catalog.ts'
import { indicatorsOf } from '#define/report.ts'
import { check } from '#measure/check.ts'
import { township } from './index.ts'
import { annualSummary } from './reports/annual-summary.ts'

const catalog = gather(township)

test('every declaration can be loaded: nothing is named twice, missing or counted in the wrong unit', () => {
  expect(check(catalog)).toEqual([])
})

test('every ledger, fact and figure says in Chinese what it is', () => {
  const nameless = [...catalog.ledgers.values()].filter(
    (l) => !/\p{Script=Han}/u.test(l.title) || !/。$/.test(l.purpose),
  )
  const vague = [...catalog.indicators.values()].filter(
    (i) => !/\p{Script=Han}/u.test(i.says) || !/。$/.test(i.definition),
  )
  expect(nameless.map((l) => l.id)).toEqual([])
  expect(vague.map((i) => i.id)).toEqual([])
})

test('the annual summary speaks of every line of work that has figures', () => {
  const spoken = new Set(indicatorsOf(annualSummary))
  const silent = catalog.lines.filter(
    (line) => line.indicators.length > 0 && !line.indicators.some((id) => spoken.has(id)),
  )
  expect(silent.map((line) => line.title)).toEqual([])
})
