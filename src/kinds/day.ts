import { type Kind, tidy, unfit, unreadable } from './kind.ts'

/** Days are text, 'YYYY-MM-DD', in the Gregorian calendar; never a Date, so no time zone can move them. */
export type DayText = string

export function isDay(text: string): boolean {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!m) return false
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])]
  return year >= 1850 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function dayOf(year: number, month: number, day: number): DayText {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function partsOf(day: DayText): [year: number, month: number, day: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

export function addDays(day: DayText, days: number): DayText {
  const [y, m, d] = partsOf(day)
  const at = new Date(Date.UTC(y, m - 1, d + days))
  return dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate())
}

/** As PostgreSQL adds months: the day of the month, or the last day where the month is shorter. */
export function addMonths(day: DayText, months: number): DayText {
  const [y, m, d] = partsOf(day)
  const all = y * 12 + (m - 1) + months
  const year = Math.floor(all / 12)
  const month = (all % 12) + 1
  return dayOf(year, month, Math.min(d, daysInMonth(year, month)))
}

/** The same day some months away for an asker's period: the last day of a month stays a last day. */
export function shiftMonths(day: DayText, months: number): DayText {
  const [y, m, d] = partsOf(day)
  const moved = addMonths(day, months)
  if (d !== daysInMonth(y, m)) return moved
  const [year, month] = partsOf(moved)
  return dayOf(year, month, daysInMonth(year, month))
}

/** Whole years lived on a day. Somebody born on 29 February has a birthday on 1 March of a common year. */
export function ageOn(born: DayText, on: DayText): number {
  const [by, bm, bd] = partsOf(born)
  const [y, m, d] = partsOf(on)
  return y - by - (m < bm || (m === bm && d < bd) ? 1 : 0)
}

/** Excel counts days from 1899-12-30 (its 1900 is a leap year by mistake). */
export function fromExcelSerial(serial: number): DayText {
  return addDays('1899-12-30', Math.floor(serial))
}

/** 二〇一四年五月六日 in figures; anything else as it is. Years are read digit by digit, months and days as numbers. */
export function inFigures(text: string): string {
  const m =
    /^([〇○零OO0一二三四五六七八九]{4})年(十[一二]?|[一二三四五六七八九])月(?:([一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])[日号])?$/.exec(
      text,
    )
  if (!m) return text
  const digit = (letter: string) => '一二三四五六七八九'.indexOf(letter) + 1
  const year = Array.from(m[1]!, digit).join('')
  const number = (words: string) => {
    const [tens = '', ones] = words.replace('廿', '二十').replace('卅', '三十').split('十')
    return ones === undefined ? digit(tens) : (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones))
  }
  return `${year}年${number(m[2]!)}月${m[3] ? `${number(m[3])}日` : ''}`
}

/**
 * A calendar day. Reads 2025-03-05, 2025.3.5, 2025/3/5, 2025年3月5日, 二〇二五年三月五日, 20250305 and Excel's serial numbers. A month alone
 * is no day: which of its days it was, nobody guesses.
 */
export const dayKind: Kind = {
  name: 'day',
  title: '日期',
  example: '2025-01-01',
  column: 'date',
  reads: 'day',
  input: 'day',
  parse(input) {
    const text = inFigures(tidy(input).replace(/[T ]00:00(:00(\.0+)?)?Z?$/, ''))
    const serial = /^\d{5}(\.0+)?$/.test(text) ? Number(text) : undefined
    if (serial !== undefined) return { value: fromExcelSerial(serial) }
    const m =
      /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})(?:\.0)?$/.exec(text)
    if (/^\d{4}([-./]\d{1,2}|年\d{1,2}月)$/.test(text)) {
      return unreadable(
        'day.month_only',
        `“${text}”只写到月，这一栏要写到日。`,
        '请对照原始材料写明是哪一天，如 2025年3月5日。',
      )
    }
    if (!m) {
      return unreadable('day.malformed', `“${text}”不是日期。`, '请写成 2025-03-05 或 2025年3月5日。')
    }
    const day = dayOf(Number(m[1]), Number(m[2]), Number(m[3]))
    return isDay(day)
      ? { value: day }
      : unreadable('day.impossible', `“${text}”这一天不存在。`, '请对照原始材料改正年、月、日。')
  },
  fits: (value) => (typeof value === 'string' && isDay(value) ? undefined : unfit(`“${value}”不是日期。`)),
  show: (value) => {
    const [y, m, d] = partsOf(String(value))
    return `${y}年${m}月${d}日`
  },
  endings: ['日期', '时间', '年月日'],
  schema: { type: 'string', format: 'date' },
  sheet: { width: 13, format: 'date', hint: '如 2025-03-05', numbers: 'read' },
}
