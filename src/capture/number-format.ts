/** What a number in a cell means by its number format: a day, a time, a share, digits with zeros before them. */
import { addDays } from '#kinds/day.ts'
import type { Cell } from './table.ts'

/** Formats that a file names by number only, as a Chinese Excel and WPS understand them. Others of that kind show plain numbers. */
const builtIn: Record<number, string> = {
  9: '0%',
  10: '0.00%',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

/** The format of an id that the file does not spell out. */
export const builtInFormat = (id: number): string => builtIn[id] ?? 'General'

/** Hours, minutes or seconds that go on beyond a day. */
const elapsed = /\[(h+|m+|s+)\]/i

type Meaning = 'number' | 'day' | 'month' | 'year' | 'time' | 'share'

const meanings = new Map<string, Meaning>()

function meaningOf(format: string): Meaning {
  const known = meanings.get(format)
  if (known) return known
  const meaning = readMeaning(format)
  meanings.set(format, meaning)
  return meaning
}

function readMeaning(format: string): Meaning {
  const spoken = format.replace(/"[^"]*"|[\\_*]./gs, '')
  if (elapsed.test(spoken)) return 'time'
  const [first = ''] = spoken.replace(/\[[^\]]*\]/g, '').split(';', 1)
  const half = /AM\/PM|A\/P|上午\/下午/gi
  const letters = first.replace(/general|G\/通用格式|E[+-]/gi, '').replace(half, 'h')
  if (/d|aaa/i.test(letters)) return 'day'
  if (/[ye]|bb/i.test(letters)) return /m/i.test(letters) ? 'month' : 'year'
  if (/[hs]/i.test(letters)) return 'time'
  if (/m/i.test(letters)) return 'month'
  return letters.includes('%') ? 'share' : 'number'
}

/** What stands for a number that is none, or no day; the cell is told as wrong, the file is not damaged by it. */
const noNumber = '#NUM!'

/** 9999-12-31, the last day Excel knows. */
const lastSerial = 2_958_465

/** Days of the first year. A smaller number in a date’s format was not meant as one: 3 shown as 1900-01-03. */
const firstYear = 366

/** The cell of a number. Excel keeps 15 digits; what comes behind them is dust of binary fractions. `from1904`: the file counts days from 1904. */
export function numberCell(value: number, format: string, from1904: boolean): Cell {
  if (!Number.isFinite(value)) return noNumber
  const number = Number(value.toPrecision(15))
  switch (meaningOf(format)) {
    case 'share':
      return `${Number((value * 100).toPrecision(15))}%`
    case 'day':
    case 'month':
    case 'year':
    case 'time':
      return dateCell(number, format, from1904)
    default: {
      const shown = format === 'General' ? undefined : shownDigits(number, format)
      // A bare number in a column of dates counts days from 1900.
      if (from1904 && /^\d{5}$/.test(String(number))) return { number, shown: shown ?? String(number), from1904 }
      return shown === undefined || shown === String(number) ? number : { number, shown }
    }
  }
}

function dateCell(serial: number, format: string, from1904: boolean): Cell {
  if (serial < 0 || serial > lastSerial) return noNumber
  if ((serial > 0 && serial < 1) || elapsed.test(format)) return { day: null, shown: clock(serial) }
  if (serial < firstYear) return { day: null, shown: String(serial) }
  // Counted from 1899-12-30, because Excel’s 1900 is a leap year by mistake.
  const day = addDays('1899-12-30', Math.floor(serial) + (from1904 ? 1462 : 0))
  if (day.length > 10) return noNumber
  const [year, month] = day.split('-').map(Number)
  const shown = { month: `${year}年${month}月`, year: `${year}年` }[meaningOf(format) as string]
  return { day, shown: shown ?? day }
}

function clock(serial: number): string {
  const minutes = Math.round(serial * 1440)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** The cell of a day written out in the file: 2025-03-05T00:00:00. */
export function writtenDay(text: string): Cell {
  const m = /^(\d{4}-\d{2}-\d{2})(T|$)/.exec(text)
  return m?.[1] ? { day: m[1], shown: m[1] } : { day: null, shown: text }
}

/**
 * A whole number as formats of digits and signs show it, 12 as 00012 or QH-0012; undefined for other formats and numbers. What stands
 * behind the digits is a unit and stays away.
 */
function shownDigits(number: number, format: string): string | undefined {
  if (number < 0 || !Number.isSafeInteger(number)) return undefined
  const [first = ''] = splitSections(format)
  const marks = [...first.matchAll(/"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]|(.)/gsu)].map(([, quoted, escaped, bare]) =>
    bare !== undefined && /[0#?]/.test(bare) ? { digit: bare } : { sign: quoted ?? escaped ?? bare ?? '', bare },
  )
  const bare = marks.flatMap((mark) => ('bare' in mark && mark.bare ? [mark.bare] : []))
  const leftmost = marks.findIndex((mark) => 'digit' in mark)
  if (leftmost < 0 || bare.some((sign) => !/[-\s():+\p{Script=Han}]/u.test(sign))) return undefined
  let left = number === 0 ? '' : String(number)
  let shown = ''
  for (let i = marks.findLastIndex((mark) => ('digit' in mark)); i >= 0; i--) {
    const mark = marks[i]!
    if ('sign' in mark) shown = mark.sign + shown
    else if (i === leftmost) shown = (left || (mark.digit === '0' ? '0' : '')) + shown
    else {
      shown = (left.slice(-1) || (mark.digit === '0' ? '0' : '')) + shown
      left = left.slice(0, -1)
    }
  }
  return shown.trim() || String(number)
}

/** The sections of a format: positive; negative; zero; text. A semicolon in quotes is a sign. */
function splitSections(format: string): string[] {
  return format.match(/(?:"[^"]*"|\\.|[^;])+/gs) ?? []
}
