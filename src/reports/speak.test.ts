import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Slot } from '#define/report.ts'
import type { Figure } from '#measure/figure.ts'
import { speak } from './speak.ts'

const figure = (value: number | null, unit: string, said = `${value}${unit}`): Figure => ({
  id: 'x',
  says: '',
  definition: '',
  counted: '',
  value,
  unit,
  said,
  rows: 0,
  missing: 0,
  flags: [],
})

const slot = (manner: Slot['manner'], to?: number): Slot => ({ indicator: 'x', manner, ...(to && { to }) })

test.each<[number | null, string, Slot, string]>([
  [7, '户', slot('exact'), '7户'],
  [0, '户', slot('exact'), '0户'],
  [6.56, '万元', slot('exact'), '6.56万元'],
  [1322.63, '万元', { ...slot('exact'), bare: true }, '1322.63'],
  [-3.2, '%', slot('exact'), '-3.2%'],
  [367, '人', slot('余', 10), '360余人'],
  [360, '人', slot('余', 10), '360人'],
  [301.24, '万株', slot('多', 100), '300多万株'],
  [12.4, '万元', slot('多', 10), '10多万元'],
  [2634.5, '万元', slot('余', 100), '2600余万元'],
  [2634.5, '万元', { ...slot('余', 100), bare: true }, '2600余'],
  [7, '户', slot('余', 10), '7户'],
  [0, '人次', slot('余', 10), '0人次'],
  [2737, '户', slot('约'), '约2737户'],
  [2617.8, '万元', slot('约', 10), '约2620万元'],
  [1.0962, '万人', slot('约', 0.1), '约1.1万人'],
  [1.1, '万人', slot('余', 0.1), '1.1万人'],
  [1.04, '万人', slot('约', 0.1), '约1万人'],
  [4076123, '株', slot('余', 1000), '4076000余株'],
  [null, '户', slot('exact'), '（暂无数据）'],
  [null, '户', slot('余', 10), '（暂无数据）'],
])('%s %s in the manner %o is said “%s”', (value, unit, how, said) => {
  expect(speak(figure(value, unit), how)).toBe(said)
})

test('an exact figure is said as every page says it, with its own places', () => {
  expect(speak(figure(4.970383, '%', '4.97%'), slot('exact'))).toBe('4.97%')
})

test('余 never says more than there is, and never less by a whole step', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.constantFrom(1, 5, 10, 100, 1000), (value, to) => {
      const said = speak(figure(value, '人'), slot('余', to))
      const number = Number.parseInt(said, 10)
      expect(number).toBeLessThanOrEqual(value)
      expect(value - number).toBeLessThan(to)
      expect(said.includes('余')).toBe(number < value)
    }),
  )
})
