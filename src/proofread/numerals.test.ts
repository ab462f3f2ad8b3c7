import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toNumber } from './exact.ts'
import { numeralAt } from './numerals.ts'

const value = (text: string) => {
  const numeral = numeralAt(text, 0)
  return numeral && [toNumber(numeral.value), text.slice(0, numeral.end)]
}

describe('numbers as written', () => {
  it.each([
    ['1574人', 1574, '1574'],
    ['1,574人', 1574, '1,574'],
    ['80.02万元', 800200, '80.02万'],
    ['300多万株', 3_000_000, '300多万'],
    ['10万多元', 100_000, '10万多'],
    ['1.2亿元', 120_000_000, '1.2亿'],
    ['3千元', 3000, '3千'],
    ['3千米', 3, '3'],
    ['7。7万元', 77_000, '7。7万'],
    ['二十三户', 23, '二十三'],
    ['一百二十余户', 120, '一百二十余'],
    ['三百二', 320, '三百二'],
    ['三百零二户', 302, '三百零二'],
    ['两千亩', 2000, '两千'],
    ['三万两千余册', 32_000, '三万两千余'],
    ['十五个', 15, '十五'],
    ['三点五公里', 3.5, '三点五'],
    ['半亩', 0.5, '半'],
  ])('reads %s as %d', (text, expected, quote) => {
    expect(value(text)).toEqual([expected, quote])
  })

  it.each([
    '二〇二五年',
    '三五',
    '百姓',
    '千方百计',
    '十四五',
    '1.2.3',
    '34012319900101123X',
  ])('does not take %s for a number', (text) => {
    expect(numeralAt(text, 0)).toBeUndefined()
  })

  it('reads any whole number back from its Chinese form', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 99_999_999 }), (n) => value(`${chinese(n)}户`)?.[0] === n))
  })

  it('reads any decimal back exactly, with or without separators', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const tail = `.${String(cents).padStart(2, '0')}`
        const grouped = whole.toLocaleString('en-US') + tail
        const plain = numeralAt(whole + tail, 0)
        const separated = numeralAt(grouped, 0)
        return (
          plain?.value.n === separated?.value.n &&
          plain?.value.n !== undefined &&
          toNumber(plain.value) === Number(whole + tail)
        )
      }),
    )
  })
})

/** The usual Chinese form of a number below 10^8. */
function chinese(n: number): string {
  const digits = '零一二三四五六七八九'
  const below = (m: number): string => {
    let out = ''
    let zero = false
    for (const [size, word] of [
      [1000, '千'],
      [100, '百'],
      [10, '十'],
      [1, ''],
    ] as const) {
      const d = Math.floor(m / size) % 10
      if (d) {
        out += (zero ? '零' : '') + digits[d] + word
        zero = false
      } else if (out) zero = true
    }
    return out
  }
  const high = Math.floor(n / 10_000)
  const low = n % 10_000
  if (!high) return below(low)
  return `${below(high)}万${low ? (low < 1000 ? '零' : '') + below(low) : ''}`
}
