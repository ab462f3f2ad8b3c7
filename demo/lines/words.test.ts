import { expect, test } from 'vitest'
import { annualSummary } from '#township/reports/annual-summary.ts'
import { makeWorld } from '../population.ts'
import { words } from './words.ts'

test('the made-up office has written every block of its summary', () => {
  const { world, book } = makeWorld()
  words(world)
  const written = book.entries.flatMap((e) => (e.does === 'record' ? [`${e.values.report} ${e.values.block}`] : []))
  const blocks = annualSummary.sections
    .flatMap((section) => section.paragraphs)
    .flatMap((paragraph) => ('block' in paragraph ? [`${annualSummary.id} ${paragraph.block}`] : []))
  expect(written.sort()).toEqual(blocks.sort())
})
