import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Filter, filterOf, filterSaid } from './list-state.ts'

test('a filter goes into an address and comes back the same', () => {
  const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  const bound = fc.option(fc.constantFrom('2025-01-01', '100', '-3.5'), { nil: undefined })
  const filters: fc.Arbitrary<Filter> = fc.oneof(
    fc.array(word, { minLength: 1, maxLength: 4 }).map((any) => ({ field: 'x', any })),
    word.map((has) => ({ field: 'x', has })),
    fc.boolean().map((empty) => ({ field: 'x', empty })),
    fc
      .tuple(bound, bound)
      .filter(([from, until]) => (from ?? until) !== undefined)
      .map(([from, until]) => ({ field: 'x', ...(from && { from }), ...(until && { until }) })),
  )
  fc.assert(
    fc.property(filters, (filter) => {
      expect(filterOf('x', filterSaid(filter))).toEqual(filter)
    }),
  )
})

test('what somebody wrote into an address by hand is no filter, and no fault', () => {
  for (const said of ['~', '', ',', '%E4%B8']) expect(filterOf('x', said)).toBeUndefined()
})
