import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { cursorOf, cursorText, momentOf } from '#http/asking.ts'
import { against, daySaid, momentIso, momentSaid } from './words.ts'

test('a moment goes into an address and comes back to the microsecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_000_000_000_000_000 }), (moment) => {
      expect(momentOf(momentIso(moment))).toBe(moment)
    }),
  )
})

test('moments are said in the time of China, days without leading zeros', () => {
  expect(momentSaid(Date.parse('2025-12-31T16:05:00Z') * 1000)).toBe('2026年1月1日 00:05')
  expect(daySaid('2025-03-05')).toBe('2025年3月5日')
})

test('a difference is said in words, without floating dust, and not at all where one side cannot be said', () => {
  expect(against(0.3, 0.1, '万元')).toBe('比上年增加 0.2万元')
  expect(against(5, 8, '户')).toBe('比上年减少 3户')
  expect(against(5, 5, '户')).toBe('与上年持平')
  expect(against(null, 5, '户')).toBeUndefined()
})

test('the end of a page that somebody made up is refused in words', () => {
  const shape = z.object({ leaf: z.number() })
  expect(cursorOf(shape, cursorText({ leaf: 3 })!)).toEqual({ leaf: 3 })
  for (const text of ['x', '!!!', cursorText({ leaf: 'x' })!]) {
    expect(() => cursorOf(shape, text)).toThrow(/请从第一页重新打开/)
  }
})
