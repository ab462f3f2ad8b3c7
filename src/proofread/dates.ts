/** Dates, periods and clock times in figures: they are not quantities, and some do not exist. */
import { isDigit } from './numerals.ts'

export interface WrittenDate {
  start: number
  end: number
  year?: number
  month?: number
  day?: number
  /** 1 for Monday to 7 for Sunday, when the text says it behind the date. */
  weekday?: number
}

const joins = '-—–~至到'
const weekdays = '一二三四五六日'

/** Reads a date, a range of dates or a clock time at `at`, where a run of digits starts. */
export function dateAt(text: string, at: number): WrittenDate | undefined {
  const first = digitsAt(text, at)
  if (!first || first.end - at > 4) return undefined
  const next = text[first.end]
  if (next === '年' || (next === ' ' && text[first.end + 1] === '年')) return yearAt(text, at, first.value, first.end)
  if (next === '月') return monthAt(text, at, first.value, first.end, undefined)
  if ((next === '日' || next === '号') && first.value <= 99 && !'均产处'.includes(text[first.end + 1] ?? ' '))
    return { start: at, end: first.end + 1, day: first.value }
  if (next === '时' || next === ':') return clockAt(text, at, first.end)
  const year = isYear(first.value) && first.end - at === 4
  if (next && (next === '.' || next === '-' || next === '/') && year) return dottedAt(text, at, first)
  if (next && joins.includes(next)) {
    let end = first.end + 1
    while (joins.includes(text[end] ?? ' ')) end++
    const second = digitsAt(text, end)
    const unit = second && text[second.end]
    if (second && unit && '年月日号'.includes(unit) && second.end - end <= 4) {
      if (unit === '年' && !isYear(second.value)) return undefined
      const rest = unit === '月' ? monthAt(text, end, second.value, second.end, undefined) : undefined
      return {
        start: at,
        end: rest?.end ?? second.end + 1,
        ...(unit === '月' ? { month: Math.max(first.value, second.value) } : {}),
      }
    }
  }
  return undefined
}

function digitsAt(text: string, at: number): { value: number; end: number } | undefined {
  let end = at
  while (isDigit(text[end]) && end - at < 6) end++
  return end > at && !isDigit(text[end]) ? { value: Number(text.slice(at, end)), end } : undefined
}

function isYear(value: number): boolean {
  return value >= 1900 && value <= 2100
}

function yearAt(text: string, at: number, year: number, end: number): WrittenDate | undefined {
  if (!isYear(year)) return undefined
  const after = (text[end] === ' ' ? end + 1 : end) + 1
  const month = digitsAt(text, text[after] === ' ' ? after + 1 : after)
  if (month && text[month.end] === '月') return monthAt(text, at, month.value, month.end, year)
  return { start: at, end: after, year }
}

function monthAt(text: string, at: number, month: number, end: number, year: number | undefined): WrittenDate {
  const date: WrittenDate = { start: at, end: end + 1, month, ...(year ? { year } : {}) }
  const day = digitsAt(text, end + 1)
  if (day && (text[day.end] === '日' || text[day.end] === '号')) {
    date.day = day.value
    date.end = day.end + 1
    const weekday = /^[(]?(?:星期|周|礼拜)([一二三四五六日天])[)]?/.exec(text.slice(date.end, date.end + 6))
    if (weekday) {
      date.weekday = weekdays.indexOf(weekday[1] === '天' ? '日' : (weekday[1] ?? '')) + 1
      date.end += weekday[0].length
    }
  } else if (text[date.end] === '份') date.end++
  return date
}

function clockAt(text: string, at: number, end: number): WrittenDate | undefined {
  const minutes = digitsAt(text, end + 1)
  if (text[end] === ':') return minutes && minutes.end - end === 3 ? { start: at, end: minutes.end } : undefined
  return { start: at, end: minutes && text[minutes.end] === '分' ? minutes.end + 1 : end + 1 }
}

function dottedAt(text: string, at: number, year: { value: number; end: number }): WrittenDate | undefined {
  const mark = text[year.end]
  const month = digitsAt(text, year.end + 1)
  if (!month || month.end - year.end > 3 || month.value < 1) return undefined
  if (text[month.end] === mark) {
    const day = digitsAt(text, month.end + 1)
    if (day && day.end - month.end <= 3)
      return { start: at, end: day.end, year: year.value, month: month.value, day: day.value }
  }
  return month.value <= 12 && mark !== '.' && !/[\u4e00-\u9fff%]/.test(text[month.end] ?? ' ')
    ? { start: at, end: month.end, year: year.value, month: month.value }
    : undefined
}
