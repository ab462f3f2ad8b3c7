/** Numbers as written in Chinese offices, Arabic or Chinese, with the precision that the writing shows. */
import { decimal, type Exact, ratio, times, whole } from './exact.ts'
import { unitAt } from './units.ts'

export interface Numeral {
  start: number
  end: number
  value: Exact
  /** Size of the last printed place: 0.01万 for 1.23万, 1 for 120. */
  step: Exact
  /** Place of the last digit that is not zero: 100 for 2600. 余 and 多 reach up to one more of it. */
  place: Exact
  /** 余, 多, 来, 几 standing inside or right behind the number. */
  more: string
  written: 'arabic' | 'chinese'
  /** Exactly 一, which in Chinese is an article as often as a number. */
  single: boolean
  /** Ends in 万 or 亿. */
  scaled: boolean
  /** A full stop stands where the decimal point belongs. */
  misprint: boolean
}

/** Longer runs of digits are identity, phone or account numbers. */
const longestRun = 12

const scales: Record<string, bigint> = { 万: 10_000n, 亿: 100_000_000n }
const digitValue: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const placeValue: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }
const moreWords = '余多来几'

export function isDigit(c: string | undefined): boolean {
  return c !== undefined && c >= '0' && c <= '9'
}

export function isChineseNumeral(c: string | undefined): boolean {
  return c !== undefined && (c in digitValue || c in placeValue || c === '半')
}

/** Reads the number at `at` of text whose full-width digits are already plain; undefined when none starts there. */
export function numeralAt(text: string, at: number): Numeral | undefined {
  return isDigit(text[at]) ? arabicAt(text, at) : isChineseNumeral(text[at]) ? chineseAt(text, at) : undefined
}

/** Where a run of digits, separators and points that starts at `at` ends, whatever it means. */
export function endOfDigits(text: string, at: number): number {
  let end = at
  while (isDigit(text[end]) || ((text[end] === '.' || text[end] === ',') && isDigit(text[end + 1]))) end++
  return end
}

function arabicAt(text: string, at: number): Numeral | undefined {
  let end = at
  let digits = ''
  while (isDigit(text[end]) && end - at <= longestRun) digits += text[end++]
  if (isDigit(text[end])) return undefined
  if (digits.length <= 3)
    while (
      text[end] === ',' &&
      /^\d{3}$/.test(text.slice(end + 1, end + 4)) &&
      !isDigit(text[end + 4]) &&
      digits.length < longestRun
    ) {
      digits += text.slice(end + 1, end + 4)
      end += 4
    }
  // Yearbooks part thousands by a space: 412 350件.
  if (digits.length <= 3 && digits[0] !== '0') {
    const parted = /^(?: \d{3}){1,3}(?![\d,.])/.exec(text.slice(end, end + 13))?.[0]
    if (parted && unitAt(text, end + parted.length) && !/[\d.] ?$/.test(text.slice(Math.max(0, at - 2), at))) {
      digits += parted.replaceAll(' ', '')
      end += parted.length
    }
  }
  let places = 0
  const misprint = text[end] === '。' && isDecimalTail(text, end + 1)
  if (misprint || (text[end] === '.' && isDigit(text[end + 1]))) {
    digits += '.'
    end++
    while (isDigit(text[end]) && places < longestRun) {
      digits += text[end++]
      places++
    }
    if (isDigit(text[end]) || (text[end] === '.' && isDigit(text[end + 1]))) return undefined
  }
  const value = decimal(digits)
  const numeral: Numeral = {
    start: at,
    end,
    value,
    step: ratio(1, 10n ** BigInt(places)),
    place: lastPlace(digits),
    more: '',
    written: 'arabic',
    single: false,
    scaled: false,
    misprint,
  }
  return scale(text, numeral)
}

/** One to four digits with 万 or a measure behind them: what follows a decimal point. 见表2。3户 is two sentences. */
function isDecimalTail(text: string, at: number): boolean {
  let end = at
  while (isDigit(text[end]) && end - at < 5) end++
  return end > at && end - at < 5 && (scales[text[end] ?? ''] !== undefined || unitAt(text, end)?.continuous === true)
}

function lastPlace(digits: string): Exact {
  const point = digits.indexOf('.')
  if (point >= 0) return ratio(1, 10n ** BigInt(digits.length - point - 1))
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0
  return whole(10n ** BigInt(zeros === digits.length ? 0 : zeros))
}

/** Takes in 余 and 多, then 千, 万 and 亿: 300多万, 10万多, 3千. */
function scale(text: string, numeral: Numeral): Numeral {
  let { end, value, step, place, more, scaled } = numeral
  const takeMore = () => {
    if (!more && moreWords.includes(text[end] ?? ' ')) more = text[end++] ?? ''
  }
  const grow = (factor: bigint) => {
    value = times(value, whole(factor))
    step = times(step, whole(factor))
    place = times(place, whole(factor))
  }
  takeMore()
  if (text[end] === ' ' && scales[text[end + 1] ?? '']) end++
  if (numeral.written === 'arabic' && text[end] === '千' && !'米瓦克伏'.includes(text[end + 1] ?? ' ')) {
    grow(1000n)
    end++
    takeMore()
  } else if (numeral.written === 'arabic' && text[end] === '百' && text[end + 1] !== '分') {
    grow(100n)
    end++
    takeMore()
  }
  for (let next = scales[text[end] ?? '']; next; next = scales[text[end] ?? '']) {
    grow(next)
    scaled = true
    end++
    takeMore()
  }
  return { ...numeral, end, value, step, place, more, scaled }
}

interface Section {
  end: number
  total: number
  /** Place of the last digit. */
  place: number
  /** Digits written without a place word: one in 三, none in 十. */
  bare: boolean
}

/** Chinese digits up to 千: 一百二十, 三百二, 十五. Undefined for runs that are no number (二〇二五, 三五). */
function sectionAt(text: string, at: number, leadingZero: boolean): Section | undefined {
  let end = at
  let total = 0
  let digit: number | undefined
  let lastPlace = 1
  let place = 1
  let zero = false
  for (; end - at < 12; end++) {
    const c = text[end] ?? ''
    if (c in digitValue) {
      if (digit !== undefined) return undefined
      if (digitValue[c] === 0) {
        if (end === at && !leadingZero) return undefined
        zero = true
      } else digit = digitValue[c]
    } else if (c in placeValue) {
      const size = placeValue[c] ?? 1
      if (lastPlace !== 1 && size >= lastPlace) return undefined
      if (digit === undefined && size !== 10 && !'余多'.includes(text[end + 1] ?? ' ')) return undefined
      total += (digit ?? 1) * size
      digit = undefined
      lastPlace = size
      place = size
      zero = false
    } else break
  }
  const bare = total === 0
  if (digit !== undefined) {
    // 三百二 is 320: a last digit without its place stands for the next place down.
    const size = lastPlace > 10 && !zero ? lastPlace / 10 : 1
    total += digit * size
    place = size
  }
  return total === 0 ? undefined : { end, total, place, bare }
}

function chineseAt(text: string, at: number): Numeral | undefined {
  if (text[at] === '半') return halfAt(text, at)
  let section = sectionAt(text, at, false)
  if (!section) return undefined
  let total = 0
  // 三万两千: a section before 万 and one behind it.
  if (text[section.end] === '万' && isChineseNumeral(text[section.end + 1])) {
    const rest = sectionAt(text, section.end + 1, true)
    if (rest && rest.total < 10_000) {
      total = section.total * 10_000
      section = rest
    }
  }
  let { end } = section
  let value = whole(total + section.total)
  let step = whole(1)
  if (text[end] === '点' && (text[end + 1] ?? '') in digitValue) {
    let decimals = ''
    let next = end + 1
    while ((text[next] ?? '') in digitValue && decimals.length < 6) decimals += digitValue[text[next++] ?? '']
    value = decimal(`${total + section.total}.${decimals}`)
    step = ratio(1, 10n ** BigInt(decimals.length))
    end = next
  }
  const numeral: Numeral = {
    start: at,
    end,
    value,
    step,
    place: step.d > 1n ? step : whole(section.place),
    more: '',
    written: 'chinese',
    single: total === 0 && section.total === 1 && section.bare && end === at + 1,
    scaled: false,
    misprint: false,
  }
  return scale(text, numeral)
}

function halfAt(text: string, at: number): Numeral | undefined {
  const half = ratio(1, 2)
  return text[at + 1] === '数' || text[at + 1] === '山'
    ? undefined
    : {
        start: at,
        end: at + 1,
        value: half,
        step: half,
        place: half,
        more: '',
        written: 'chinese',
        single: false,
        scaled: false,
        misprint: false,
      }
}
