import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, ageOn, isDay } from './day.ts'
import { checkCharacter } from './id-number.ts'
import { paperOf } from './identity.ts'
import {
  areaKind,
  choiceKind,
  dayKind,
  identityKind,
  idNumberKind,
  type Kind,
  numberKind,
  phoneKind,
  textKind,
  yesNoKind,
} from './index.ts'
import { fromSteps, toSteps } from './number.ts'

const read = (kind: Kind, input: string | number | boolean) => {
  const reading = kind.parse(input)
  return 'value' in reading ? reading.value : reading.problem.code
}

describe('what people type is read as they meant it, or refused in words', () => {
  it.each([
    ['2025-03-05', '2025-03-05'],
    ['2025.3.5', '2025-03-05'],
    ['2025年3月5日', '2025-03-05'],
    ['20250305', '2025-03-05'],
    ['２０２５/3/5', '2025-03-05'],
    [45721, '2025-03-05'],
    ['2025-02-29', 'day.impossible'],
    ['2024-02-29', '2024-02-29'],
    ['三月五日', 'day.malformed'],
    ['二〇二五年三月五日', '2025-03-05'],
    ['二零一四年十二月三十一日', '2014-12-31'],
    ['一九九九年十月二十日', '1999-10-20'],
    ['2025年3月5号', '2025-03-05'],
    ['二〇一四年八月', 'day.month_only'],
    ['2014年8月', 'day.month_only'],
    ['2014.8', 'day.month_only'],
    ['二〇二五年二月三十日', 'day.impossible'],
    ['二〇二五年二十月一日', 'day.malformed'],
  ])('the day %s', (input, value) => expect(read(dayKind, input)).toBe(value))

  it.each([
    ['7.7', 770],
    ['1,322.63万元', 1322_630_000],
    ['６.５６万元', 6_560_000],
    ['7。7', 'number.full_stop'],
    ['4万', 4_000_000],
    ['4.5万元', 4_500_000],
    ['5千', 500_000],
    ['¥1,234.50', 123_450],
    ['12亩', 'number.other_unit'],
    ['1.234', 'number.too_fine'],
    ['-3', 'number.too_small'],
    ['一千', 'number.malformed'],
    ['..', 'number.too_fine'],
  ])('the amount %s 元', (input, value) => expect(read(numberKind('元'), input)).toBe(value))

  it('an ID number that Excel rounded is told apart from a mistyped one', () => {
    expect(read(idNumberKind, '990101198001011000')).toBe('id_number.eaten_by_excel')
    expect(read(idNumberKind, 9.90101198001011e17)).toBe('id_number.eaten_by_excel')
    expect(read(idNumberKind, '99010119800101123')).toBe('id_number.malformed')
    expect(read(idNumberKind, '990101198001311235')).toBe('id_number.checksum')
    expect(read(idNumberKind, '990101198002301235')).toBe('id_number.birthday')
    expect(read(idNumberKind, '11010519491231002x')).toBe('11010519491231002X')
  })

  it('an ID number that ends in 000 is its holder’s where it checks, and only a text can be', () => {
    const first17 = Array.from(
      { length: 100 },
      (_, day) => `990101${addDays('1980-01-01', day).replaceAll('-', '')}100`,
    )
    const whole = `${first17.find((one) => checkCharacter(one) === '0')}0`
    expect(whole).toMatch(/000$/)
    for (const kind of [idNumberKind, identityKind]) {
      expect(read(kind, whole)).toBe(whole)
      expect(read(kind, Number(whole))).toBe('id_number.eaten_by_excel')
    }
  })

  it.each([
    ['810000199408230021', '港澳台居民居住证'],
    ['830000200103070015', '港澳台居民居住证'],
    ['942840198101010017', '外国人永久居留身份证'],
    ['USA110085061512', '外国人永久居留身份证'],
    ['E12345678', '护照'],
    ['EA1234567', '护照'],
    ['护照 123456789', '护照'],
    ['990101198001011231', '身份证'],
  ])('%s is a number of 证件 by itself', (typed, paper) => {
    const number = /^\d{18}$/.test(typed) ? typed.slice(0, 17) + checkCharacter(typed.slice(0, 17)) : typed
    const value = read(identityKind, number)
    expect(paperOf(String(value))).toBe(paper)
    expect(identityKind.fits(value as string)).toBeUndefined()
    expect(read(identityKind, identityKind.show(value as string))).toBe(value)
    expect(identityKind.mask?.(identityKind.show(value as string))).toMatch(/^[^*]*\*{4,}\S{4}$/)
  })

  it('any single wrong digit of an ID number is noticed', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999 }),
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (born, order, at, by) => {
          const first17 = `990101${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`
          const whole = first17 + checkCharacter(first17)
          const wrong = whole.slice(0, at) + ((Number(whole[at]) + by) % 10) + whole.slice(at + 1)
          expect(read(idNumberKind, wrong)).not.toBe(wrong)
        },
      ),
    )
  })

  it('Chinese punctuation in a text stays, stray marks and blanks go', () => {
    expect(read(textKind(), ' 因病（住院），\u200B花费较大；１２月  ')).toBe('因病（住院），花费较大；12月')
    expect(read(textKind(5), '一二三四五六')).toBe('text.too_long')
  })

  it('words, yes and no, phones and areas', () => {
    expect(read(choiceKind(['普通高中', '中职']), '普通 高中')).toBe('普通高中')
    expect(read(choiceKind(['普通高中', '中职']), '高中')).toBe('choice.unknown')
    expect([read(yesNoKind, '有'), read(yesNoKind, '否'), read(yesNoKind, '也许')]).toEqual([
      true,
      false,
      'yes_no.unknown',
    ])
    expect([read(phoneKind, '138-0000 1234'), read(phoneKind, '1234')]).toEqual(['13800001234', 'phone.malformed'])
    expect([read(areaKind, '990101201001'), read(areaKind, '9901')]).toEqual(['990101201001', 'area.malformed'])
    expect(phoneKind.mask?.('13800001234')).toBe('138******34')
    expect(idNumberKind.mask?.('11010519491231002X')).toBe('110105************')
  })
})

describe('numbers and days are exact', () => {
  it('steps and text are each other’s inverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom(1, 10, 100, 1000), (steps, scale) => {
        expect(toSteps(fromSteps(steps, scale), scale)).toBe(steps)
      }),
    )
  })

  it('a day plus n days, taken back, is that day; a month is never longer than itself', () => {
    const day = fc.tuple(
      fc.integer({ min: 1900, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), ([y, m, d], n) => {
        const text = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
        expect(addDays(addDays(text, n), -n)).toBe(text)
        expect(isDay(addMonths(text, n % 120))).toBe(true)
      }),
    )
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28')
  })

  it('somebody born on 29 February is a year older on 1 March', () => {
    expect([
      ageOn('2004-02-29', '2025-02-28'),
      ageOn('2004-02-29', '2025-03-01'),
      ageOn('2004-02-29', '2024-02-29'),
    ]).toEqual([20, 21, 20])
  })
})

describe('what people write in other words is the same value', () => {
  const words = (n: number) => {
    const digits = '〇一二三四五六七八九'
    const [tens, ones] = [Math.floor(n / 10), n % 10]
    return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones] : ''}`
  }

  it('a day in Chinese numerals is the day in figures, for every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (offset) => {
        const day = addDays('1900-01-01', offset)
        const [year, month, date] = day.split('-') as [string, string, string]
        const written = `${Array.from(year, (digit) => '〇一二三四五六七八九'[Number(digit)]).join('')}年${words(Number(month))}月${words(Number(date))}日`
        expect(read(dayKind, written)).toBe(day)
      }),
    )
  })

  it('an amount in 万 is ten thousand times the amount, to the last step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (n) => {
        const written = fromSteps(n, 10_000)
        for (const word of ['万', '万元']) expect(read(numberKind('元'), `${written}${word}`)).toBe(n * 100)
        expect(read(numberKind('元'), String(n))).toBe(n * 100)
      }),
    )
  })

  it('another word for a choice is that choice, and only where it is declared', () => {
    const kind = choiceKind(['配偶', '之子'], { 妻子: '配偶', 长子: '之子' })
    expect(['妻子', '妻 子', '长子', '配偶'].map((word) => read(kind, word))).toEqual(['配偶', '配偶', '之子', '配偶'])
    expect(read(kind, '丈夫')).toBe('choice.unknown')
    expect(kind.fits('妻子')).toBeDefined()
  })
})
