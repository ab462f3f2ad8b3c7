/** Finds the quantities of a text: value with bounds, unit, what is counted, and the words that say about what scope. */
import { dateAt, type WrittenDate } from './dates.ts'
import {
  type Bounds,
  type Exact,
  larger,
  minus,
  over,
  plus,
  point,
  type Rough,
  ratio,
  roughly,
  times,
  toNumber,
  whole,
  zero,
} from './exact.ts'
import { endOfDigits, isChineseNumeral, isDigit, type Numeral, numeralAt } from './numerals.ts'
import { nameSpans } from './plain.ts'
import { bare, type Dimension, type Unit, unitAt, unitNamed } from './units.ts'

/** A quantity as callers see it. Values are in `unit` without 万 or 亿: 2.1万亩 is 21000 亩. */
export interface Quantity {
  start: number
  end: number
  quote: string
  value: number
  low: number
  /** Null when open upwards (300以上). */
  high: number | null
  unit: string
  dimension: Dimension
  /** What is counted, as far as the words beside the number say. */
  noun: string
  /** Scope words before it, in order: 全乡, 其中, 今年, 累计 … */
  scope: string[]
  /** 余, 多, 约, 近, 超过, 以上, 不足, 范围 …; absent for a plain figure. */
  approx?: string
}

/** A quantity with its exact bounds in base units, for the rules. */
export interface ExactQuantity extends Quantity {
  exact: Exact
  bounds: Bounds
  rough: Rough
  /** Base units in one of `unit`. */
  factor: Exact
  /** Base units in one of `shown`. */
  scale: Exact
  /** Base units in one of its last printed place. */
  step: Exact
  /** Unit as a person would print it: 万元. */
  shown: string
  /** Text before the number in its item, without particles: what the writer calls it. */
  label: string
  /** Text before the number up to the previous quantity or clause mark, as written. */
  lead: string
  /** Text behind it up to the next mark. */
  trail: string
  /** The unit after 每, 均 or /: 元/人, 户均. */
  per?: Unit
  /** Two or more numerals stand in it: 35—50公斤. */
  range: boolean
  /** Written with a full stop for the decimal point: 7。7万元. */
  misprint: boolean
}

export interface Found {
  quantities: ExactQuantity[]
  dates: WrittenDate[]
  /** True when there were more quantities than are kept. */
  cut: boolean
}

/** Quantities kept of one text. A year of a whole county has a few thousand. */
const most = 100_000

const joins = '-—–~至到'
const scopeWords =
  /全乡|全镇|全村|全县|全区|全市|全省|全国|我乡|我镇|我村|我县|今年|本年|去年|上年|全年|上半年|下半年|本月|上月|年初|年末|年底|同期|累计|截至|目前|其中|新增|合计|共计|总计|总共|一共|分别|计划|户均|人均|平均|同比|环比/g
const before: [RegExp, Approx][] = [
  [/(?:不低于|不少于|不小于|至少|最少|超过|突破|超|逾)$/, 'above'],
  [/(?:不超过|不高于|不多于|至多|最多|不足|不到|少于|低于|小于)$/, 'below'],
  [/(?:大约|大概|约为|约)$/, 'about'],
  [/(?:将近|接近|近)$/, 'nearly'],
]
const notApprox = /(?:附近|最近|邻近|靠近|签约|节约|制约|公约|预约|契约|履约|违约|条约|赶超|反超)$/
const after: [RegExp, Approx][] = [
  [/^(?:及以上|以上|\(含\)以上|起)/, 'above'],
  [/^(?:及以下|以下|以内|之内|\(含\)以下)/, 'below'],
  [/^(?:左右|上下)/, 'about'],
  [/^(?:有余|余(?!\d)|多(?![个种名项处类样\d出了在是为数半]|[\u4e00-\u9fff]\d))/, 'more'],
]
type Approx = 'above' | 'below' | 'about' | 'nearly' | 'more'

/** Reads `text` (already made plain); `original` is what quotes are cut from. One pass, bounded work for each character. */
export function findQuantities(text: string, original: string): Found {
  const quantities: ExactQuantity[] = []
  const dates: WrittenDate[] = []
  const names = nameSpans(text)
  let name = 0
  let i = 0
  while (i < text.length && quantities.length < most) {
    while (name < names.length && (names[name]?.end ?? 0) <= i) name++
    const span = names[name]
    if (span && i >= span.start) {
      i = span.end
      continue
    }
    const c = text[i]
    if (isDigit(c)) {
      const date = dateAt(text, i)
      if (date && !joinsWord(text, i)) {
        dates.push(date)
        i = date.end
        continue
      }
      const quantity = arabicQuantity(text, original, i, quantities.at(-1))
      if (quantity) quantities.push(quantity)
      i = quantity ? quantity.end : skipToken(text, i)
    } else if (isChineseNumeral(c)) {
      const quantity = chineseQuantity(text, original, i, quantities.at(-1))
      if (quantity) quantities.push(quantity)
      i = quantity ? quantity.end : skipChinese(text, i)
    } else i++
  }
  return { quantities, dates, cut: i < text.length }
}

/** A letter, sign or 第 right before makes the digits part of a name: G345, 第7批, 1+1, No.3. */
function joinsWord(text: string, at: number): boolean {
  const c = text[at - 1]
  if (c === undefined) return false
  if (/[A-Za-z0-9_+*/#@&=.]/.test(c)) return true
  return c === '第' || (c === ' ' && text[at - 2] === '第')
}

function skipToken(text: string, at: number): number {
  let end = endOfDigits(text, at)
  while (end < text.length && /[A-Za-z0-9_+*/#@&=]/.test(text[end] ?? '')) end++
  return end
}

function skipChinese(text: string, at: number): number {
  let end = at
  while (isChineseNumeral(text[end])) end++
  return end
}

function arabicQuantity(text: string, original: string, at: number, previous: ExactQuantity | undefined) {
  if (joinsWord(text, at)) return undefined
  const numeral = numeralAt(text, at)
  return numeral && finish(text, original, numeral, previous)
}

const ordinalOrIdiom = /[第每同统任某这那另逐唯专单星周初]$/
const policyAfter =
  /^(?:不|维护|意识|自信|确立|全面|代表|一批|确保|结合|必须|坚持|聚焦|统筹|转变|到位|凡是|更加|离不开|务必|一律|办法|责任|为主|革命|清零|突出|强化)/
/** Measure words that are too often part of another word behind a Chinese numeral: 三方, 两面, 四度. */
const onlyArabic = new Set([
  '方',
  '度',
  '步',
  '面',
  '口',
  '本',
  '部',
  '队',
  '班',
  '轮',
  '周',
  '角',
  '起',
  '头',
  '期',
  '位',
  '把',
  '孔',
  '副',
  '分',
  '对',
  '封',
  '具',
  '页',
  '幅',
  '节',
  '担',
])

function chineseQuantity(text: string, original: string, at: number, previous: ExactQuantity | undefined) {
  const lead = text.slice(Math.max(0, at - 1), at)
  if (lead === '第' || lead === '星' || /[A-Za-z+]/.test(lead)) return undefined
  const fraction = fractionAt(text, at)
  if (fraction) return build(text, original, fraction, shareUnit, fraction.end, previous)
  const numeral = numeralAt(text, at)
  if (!numeral) return undefined
  if (text[at] === '半' && (/[上下过一大多前后]/.test(lead) || text[at + 1] === '年')) return undefined
  if (isDigit(text[at - 1])) return undefined
  const quantity = finish(text, original, numeral, previous)
  if (!quantity) return undefined
  if (onlyArabic.has(quantity.unit) && !numeral.scaled) return undefined
  const next = text[quantity.end]
  if (numeral.single) {
    const alone =
      next === undefined || /[、,;。:)\s]/.test(next) || isDigit(next) || (isChineseNumeral(next) && next !== '一')
    if (!alone || ordinalOrIdiom.test(lead) || !/[\u4e00-\u9fff]/.test(lead)) return undefined
  }
  if (quantity.unit === '项' && text.startsWith('补贴', quantity.end)) return undefined
  if (/^(?:打鱼|晒网|河东|两头)/.test(text.slice(quantity.end, quantity.end + 2))) return undefined
  if (
    quantity.unit === '个' &&
    toNumber(numeral.value) < 10 &&
    policyAfter.test(text.slice(quantity.end, quantity.end + 3))
  )
    return undefined
  return quantity
}

/** Water is supplied by the ton and drunk by the litre. */
const tonOfWater: Unit = { word: '吨', dimension: 'volume', factor: whole(1000), continuous: true }
const shareUnit: Unit = { word: '%', dimension: 'share', factor: ratio(1, 100), continuous: true }

/** 百分之五点三, 百分之12, 三分之二: as a share, in percent. */
function fractionAt(text: string, at: number): Numeral | undefined {
  if (text.startsWith('百分之', at) || text.startsWith('千分之', at)) {
    const top = numeralAt(text, at + 3)
    if (!top) return undefined
    const unit = text[at] === '百' ? whole(1) : ratio(1, 10)
    return {
      ...top,
      start: at,
      value: times(top.value, unit),
      step: times(top.step, unit),
      place: times(top.place, unit),
    }
  }
  const bottom = isChineseNumeral(text[at]) ? numeralAt(text, at) : undefined
  if (!bottom || !text.startsWith('分之', bottom.end)) return undefined
  const top = numeralAt(text, bottom.end + 2)
  if (!top || bottom.value.n <= 0n) return undefined
  const value = times(over(top.value, bottom.value), whole(100))
  // 三分之二 is a way of speaking: it stands for what rounds to it among thirds.
  const step = over(whole(20), bottom.value)
  return { ...top, start: at, value, step, place: step }
}

/** Reads what follows a numeral: the other end of a range, the unit, the denominator. */
function finish(text: string, original: string, first: Numeral, previous: ExactQuantity | undefined) {
  let numeral = first
  let other: Numeral | undefined
  let at = first.end
  let unit = unitBehind(text, first.end)
  if (!unit || joins.includes(text[unit.end] ?? ' ')) {
    let end = unit ? unit.end : first.end
    let joined = 0
    while (joins.includes(text[end] ?? ' ') && joined < 2) {
      end++
      joined++
    }
    const second = joined && isDigit(text[end]) === isDigit(text[first.start]) ? numeralAt(text, end) : undefined
    const secondUnit = second && unitBehind(text, second.end)
    if (second && secondUnit && (!unit || unit.unit === secondUnit.unit) && !spoken(text, first, unit, second)) {
      other = second
      unit = secondUnit
      // 2—3万元: the 万 at the end is meant for both.
      if (second.scaled && !first.scaled) {
        const factor = over(second.step, second.step.d > 1n ? ratio(1, second.step.d) : whole(1))
        numeral = {
          ...first,
          value: times(first.value, factor),
          step: times(first.step, factor),
          place: times(first.place, factor),
        }
      }
    }
  }
  if (!unit) {
    if (!numeral.scaled) return undefined
    const next = text[at]
    if (next && /[A-Za-z0-9+*/]/.test(next)) return undefined
    return build(text, original, numeral, bare, at, previous)
  }
  at = unit.end
  if (unit.unit.word === '年' && /^(?:行动|计划|规划|攻坚|方案|工程)/.test(text.slice(at, at + 2))) return undefined
  return build(text, original, numeral, unit.unit, at, previous, other)
}

/** 由12户到20户 tells of a change; 12户至20户 alone is a range. */
function spoken(text: string, first: Numeral, unit: { end: number } | undefined, second: Numeral): boolean {
  if (!unit) return false
  return /[由从自]/.test(text.slice(Math.max(0, first.start - 12), first.start)) || second.start - unit.end > 1
}

function unitBehind(text: string, at: number): { unit: Unit; end: number } | undefined {
  const start = text[at] === ' ' ? (text[at + 1] === ' ' ? at + 2 : at + 1) : at
  const unit = unitAt(text, start)
  return unit && { unit, end: start + unit.word.length }
}

function build(
  text: string,
  original: string,
  numeral: Numeral,
  unit: Unit,
  unitEnd: number,
  previous: ExactQuantity | undefined,
  other?: Numeral,
): ExactQuantity {
  let end = unitEnd
  const start = numeral.start
  const leadStart = Math.max(previous?.end ?? 0, start - 40)
  const lead = lastPiece(withoutAside(text.slice(leadStart, start)))
  if (unit.word === '吨' && /[供用取蓄]水/.test(lead)) unit = tonOfWater
  let approx: { word: string; kind: Approx } | undefined
  if (numeral.more) approx = { word: numeral.more, kind: 'more' }
  const prefix = notApprox.test(lead.trimEnd()) ? undefined : matchFirst(before, lead.trimEnd())
  approx ??= prefix
  if (!prefix && !lead && previous?.approx === '约' && previous.end === start) approx ??= { word: '约', kind: 'about' }
  const suffix = matchFirst(after, text.slice(end, end + 4))
  if (suffix) {
    approx ??= suffix
    end += suffix.word.length
  }
  const slash = perBehind(text, end, unit)
  if (slash) end = slash.end
  const per = slash?.unit ?? perBefore(lead, previous, start)
  const word = scaleWord(text, numeral)
  const scale = times(unit.factor, whole(word === '亿' ? 100_000_000 : word ? 10_000 : 1))
  const bounds = boundsOf(numeral, unit, approx?.kind, other)
  const exact = times(numeral.value, unit.factor)
  const inUnit = (x: Exact) => toNumber(over(x, unit.factor))
  const trail = firstPiece(text.slice(end, end + 16))
  const label = tidy(lead)
  return {
    start,
    end,
    quote: original.slice(start, end),
    value: inUnit(exact),
    low: inUnit(bounds.low),
    high: bounds.high ? inUnit(bounds.high) : null,
    unit: unit.word,
    dimension: unit.dimension,
    noun: nounBehind(unit, trail) || label,
    scope: [...new Set(lead.match(scopeWords) ?? [])],
    ...(other ? { approx: '范围' } : approx ? { approx: approx.word } : {}),
    exact,
    bounds,
    rough: roughly(bounds),
    factor: unit.factor,
    scale,
    step: times(numeral.step, unit.factor),
    shown: word + unit.word,
    label,
    lead,
    trail,
    ...(per ? { per } : {}),
    range: other !== undefined,
    misprint: numeral.misprint,
  }
}

/** 元/人, 元每亩. */
function perBehind(text: string, at: number, of: Unit): { unit: Unit; end: number } | undefined {
  const slash = /^(\/|每)(平方米|立方米|公斤|学期|人次|小时|[\u4e00-\u9fff])/.exec(text.slice(at, at + 5))
  if (!slash) return undefined
  // 5户每户奖800元 tells of 5户 and then of a price.
  if (slash[1] === '每' && of.dimension !== 'money') return undefined
  const word = slash[2] ?? ''
  const unit = unitNamed(word) ?? (slash[1] === '/' ? { ...bare, word } : undefined)
  const end = at + slash[0].length
  // 412人次每人625元: what 每 begins there is the next figure.
  return unit && !(slash[1] === '每' && isDigit(text[end])) ? { unit, end } : undefined
}

const each = /每一?([\u4e00-\u9fff]{1,3})(?:每(?:年|学年|学期|月|天|季度))?(?:平均)?[^每均,]{0,10}$/
const eachWords = ['生', '村', '组', '班', '校', '单', '站', '厂', '股']
const average =
  /([户人亩村组场件头株台笔班校套栋棚箱股日案车店期单站]|生(?!均公用))均[^均,]{0,12}$|平均(班)额$|(?<![人户])(次)均[^均,]{0,6}$|(?:亩产|单产)(?:量|水平)?[^均,]{0,6}$/
const eachTime = /(?:每|月均|年均|日均)[^,]{0,10}$/

/** The 户 of 每户补助: the longest unit that 每 is followed by. */
function eachWord(lead: string): string | undefined {
  const found = each.exec(lead)?.[1] ?? ''
  for (let length = found.length; length > 0; length--) {
    const word = found.slice(0, length)
    if ((unitNamed(word) && unitNamed(word)?.dimension !== 'time') || eachWords.includes(word)) return word
  }
  return undefined
}

/** 每人500元, 户均3000元, 每月60元. */
function perBefore(lead: string, previous: ExactQuantity | undefined, start: number): Unit | undefined {
  const counted = average.exec(lead)
  // 10个村均超过15万元 is 10个村 and 均, not 村均.
  const split =
    counted?.index === 0 && previous !== undefined && start - lead.length <= previous.end && counted[1] === '村'
  // 单产 is of 亩 where nothing else is said.
  const word = eachWord(lead) ?? (counted && !split ? (counted[1] ?? counted[2] ?? counted[3] ?? '亩') : undefined)
  if (word) return unitNamed(word === '日' ? '天' : word) ?? { ...bare, word }
  return eachTime.test(lead) ? { ...bare, word: '时间' } : undefined
}

function matchFirst(list: [RegExp, Approx][], text: string): { word: string; kind: Approx } | undefined {
  for (const [pattern, kind] of list) {
    const word = pattern.exec(text)?.[0]
    if (word) return { word, kind }
  }
  return undefined
}

/** 万 or 亿 as written, and what it stands for. */
function scaleWord(text: string, numeral: Numeral): string {
  if (!numeral.scaled) return ''
  return text.slice(numeral.start, numeral.end).includes('亿') ? '亿' : '万'
}

/** What the printed figure may stand for, in base units. */
function boundsOf(numeral: Numeral, unit: Unit, approx: Approx | undefined, other: Numeral | undefined): Bounds {
  const { value, step, place } = numeral
  const rounded = unit.continuous || numeral.scaled || step.d > 1n
  const half = rounded ? over(step, whole(2)) : zero
  let bounds: Bounds = half.n ? { low: larger(zero, minus(value, half)), high: plus(value, half) } : point(value)
  // 约 and 近 are taken to mean within a tenth.
  const slack = larger(half, over(value, whole(10)))
  if (other) bounds = { low: value, high: larger(value, other.value) }
  else if (approx === 'more') bounds = { low: value, high: plus(value, place) }
  else if (approx === 'about') bounds = { low: minus(value, slack), high: plus(value, slack) }
  else if (approx === 'nearly') bounds = { low: minus(value, slack), high: bounds.high }
  else if (approx === 'above') bounds = { low: bounds.low, high: undefined }
  else if (approx === 'below') bounds = { low: zero, high: bounds.high }
  return { low: times(larger(zero, bounds.low), unit.factor), high: bounds.high && times(bounds.high, unit.factor) }
}

/** 专项资金(衔接资金) before a number is called 专项资金. */
function withoutAside(lead: string): string {
  if (!lead.endsWith(')')) return lead
  const open = lead.lastIndexOf('(')
  return open < 0 ? lead : lead.slice(0, open)
}

/** The last stretch of a lead without clause marks. */
function lastPiece(lead: string): string {
  let at = lead.length
  while (at > 0 && !',;。:!?、()|\n\t'.includes(lead[at - 1] ?? '')) at--
  return lead.slice(at)
}

function firstPiece(trail: string): string {
  let at = 0
  while (at < trail.length && !/[,;。:!?、()|\n\t0-9]/.test(trail[at] ?? '')) at++
  return trail.slice(0, at)
}

const particlesBefore =
  /^(?:其中|包括|包含|含|以及|和|及|与|并|即|分别|则|其(?![他它余])|已|又|还|再|另|另有|的|是|等)+/
const particlesAfter =
  /(?:大约|大概|将近|接近|不低于|不少于|至少|超过|突破|不超过|不足|不到|少于|合计|共计|总计|总共|一共|累计|达到|分别|约为|约|近|超|逾|达|为|是|有|共|计|了|的|各|仅|只)+$/

/** A label without connecting words: 其中县内就业奖补 becomes 县内就业奖补. */
export function tidy(lead: string): string {
  return lead.trim().replace(particlesBefore, '').replace(particlesAfter, '').trim()
}

/** What follows a measure word and is what it counts: 319名|网格员. Nothing for 户 and 人 that stand for themselves. */
function nounBehind(unit: Unit, trail: string): string {
  if (!(unit.dimension.startsWith('count:') || unit.dimension === 'person' || unit.dimension === 'household')) return ''
  const noun = /^[\u4e00-\u9fffA-Za-z]{2,10}/.exec(trail)?.[0] ?? ''
  return /^(?:以上|以下|左右|的|了|已|均|在|到|被|为|参加|享受|进行|得到|获得|完成|实现|纳入|外出|申请|和|及|与)/.test(
    noun,
  )
    ? ''
    : noun
}
