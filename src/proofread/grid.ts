/** A table as its readers see it: heads of columns and rows, and figures with the unit that the table gives them. */
import {
  type Bounds,
  compare,
  type Exact,
  minus,
  one,
  over,
  plus,
  point,
  ratio,
  roughly,
  times,
  toNumber,
  whole,
  zero,
} from './exact.ts'
import { type Measure, measureNamed, measureOfCaption, measureOfHead } from './measures.ts'
import { isDigit, type Numeral, numeralAt } from './numerals.ts'
import type { Span } from './plain.ts'
import type { ExactQuantity } from './quantities.ts'
import type { Reading } from './reading.ts'
import type { Cell, Table } from './table.ts'
import { bare, type Unit, unitAt } from './units.ts'

export interface Figure extends ExactQuantity {
  /** Index in `Grid.rows`. */
  row: number
  column: number
  /** Size of its last printed place, in base units. */
  step: Exact
}

/** A blank is nothing to add; text is something that cannot be added. */
export type Content = Figure | 'blank' | 'text'

/** Ranks of totals: 小计, 合计, 总计. `soft`: 全乡 and the like, which may be a total. */
export type RowKind = { total: number; soft: boolean } | 'plain' | 'aside' | 'skip'

export interface Row {
  label: string
  kind: RowKind
  /** Depth of its number: 一、 is 1, (一) 2, 1. 3, (1) 4; 0 for none. */
  depth: number
  /** The unit that its name gives: 粮食产量(吨). */
  measure: Measure | undefined
  /** By column. */
  contents: Content[]
}

/** `serial` is what nobody adds or divides: numbers, dates, ages. `text` holds hardly any figures. */
export type ColumnKind = 'amount' | 'rate' | 'price' | 'serial' | 'text'

export interface Column {
  kind: ColumnKind
  /** The lowest head alone, without its unit, and all of them. */
  own: string
  head: string
  /** The heads above it, top down, as numbers of cells: the same number is the same head. */
  path: number[]
  /** The same heads as text. */
  heads: string[]
  /** The unit that the heads give to figures without one. */
  measure: Measure | undefined
}

export interface Grid {
  columns: Column[]
  /** Without the head. */
  rows: Row[]
}

/** Rows times columns of the largest table that is read. */
const mostSlots = 1_000_000
const mostHeads = 6

/** One place of the grid. Cells that span several columns fill several. */
interface Slot {
  /** Number of the cell whose content stands here. */
  cell: number
  text: string
  /** The content is that of a cell above, or of the same cell one column before. */
  again: boolean
  /** The cell spans several columns. */
  wide: boolean
  /** Cells below go on with it. */
  tall: boolean
}

/** Undefined for tables without figures, and for larger ones than anybody writes. */
export function readGrid(reading: Reading, table: Table): Grid | undefined {
  const width = table.cells.reduce((most, cell) => Math.max(most, cell.column + cell.span), 0)
  const height = table.cells.reduce((most, cell) => Math.max(most, cell.row + 1), 0)
  if (width * height > mostSlots) return undefined
  const slots = slotsOf(reading, table, height)
  const raw = slots.map((row) => row.map((slot) => rawOf(reading, table.cells, slot)))
  const first = headHeight(slots, raw)
  if (first === raw.length) return undefined
  const heads = slots.slice(0, first).filter((row) => distinct(row) > 1 || width === 1)
  const columns = columnsOf(heads.slice(-mostHeads), raw.slice(first), width)
  const before = reading.text.slice(Math.max(0, table.start - 120), table.start)
  const above = slots.slice(0, first).filter((row) => !heads.includes(row))
  const caption = measureOfCaption(above.map((row) => row[0]?.text ?? '').join(' ')) ?? measureOfCaption(before)
  const known = new Set(heads.map(lineOf))
  const [body, contents] = [slots.slice(first), raw.slice(first)]
  const rows = body.map((_, i) => rowOf(body, contents, known, i))
  fill(reading, rows, columns, body, contents, caption)
  return { columns, rows }
}

function slotsOf(reading: Reading, table: Table, height: number): Slot[][] {
  const rows: Slot[][] = Array.from({ length: height }, () => [])
  for (const [number, cell] of table.cells.entries()) {
    const above = cell.continued ? rows[cell.row - 1]?.[cell.column] : undefined
    if (above) above.tall = true
    const text = above?.text ?? tight(reading.text.slice(cell.start, cell.end))
    for (let i = 0; i < cell.span; i++) {
      const again = above !== undefined || i > 0
      const slot = { cell: above?.cell ?? number, text, again, wide: cell.span > 1, tall: above !== undefined }
      const row = rows[cell.row]
      if (row) row[cell.column + i] = slot
    }
  }
  const missing = (): Slot => ({ cell: -1, text: '', again: false, wide: false, tall: false })
  return rows.map((row) => Array.from(row, (slot) => slot ?? missing()))
}

/** Longer texts are no heads and no figures; only their beginning matters. */
const longest = 200

function tight(text: string): string {
  return text.slice(0, longest).replace(/\s+/g, '')
}

const distinct = (row: Slot[]) => new Set(row.flatMap((slot) => (slot.text ? [slot.cell] : []))).size
const lineOf = (row: Slot[]) => row.map((slot) => slot.text).join('|')

/** A figure as printed, before the table's own units are known. */
interface Raw extends Span {
  numeral: Numeral
  negative: boolean
  unit: Unit | undefined
  /** 万 or 亿, if it stands in the cell. */
  scale: string
  per: boolean
}

type RawContent = Raw | 'blank' | 'text'

function isRaw(content: RawContent | undefined): content is Raw {
  return typeof content === 'object'
}

export function isFigure(content: Content | undefined): content is Figure {
  return typeof content === 'object'
}

function rawOf(reading: Reading, cells: Cell[], slot: Slot): RawContent {
  const cell = cells[slot.cell]
  if (!cell || slot.again || /^(?:[-—–−/\\、.。…·]*|无|空)$/.test(slot.text))
    return slot.wide && slot.text ? 'text' : 'blank'
  if (slot.wide || slot.text.length > 40) return 'text'
  return rawAt(reading.text, cell) ?? 'text'
}

const signs = '+-−↑↓'

/** The figure that fills a cell; undefined when something else stands in it: 12/30, 第3批, 2025年, 007, 约20. */
function rawAt(text: string, cell: Cell): Raw | undefined {
  let start = cell.start
  while (start < cell.end && /\s/.test(text[start] ?? '')) start++
  const sign = text[start] ?? ''
  if (signs.includes(sign)) start++
  const numeral = isDigit(text[start]) ? numeralAt(text, start) : undefined
  if (!numeral || numeral.more || numeral.end > cell.end || /^0\d/.test(text.slice(start, start + 2))) return undefined
  let end = numeral.end
  while (/\s/.test(text[end] ?? '') && end < cell.end) end++
  const unit = end < cell.end ? unitAt(text, end) : undefined
  if (unit) end += unit.word.length
  const per = /^[/每][\u4e00-\u9fff]{1,3}/.exec(text.slice(end, Math.min(cell.end, end + 4)))?.[0] ?? ''
  if (text.slice(end + per.length, cell.end).trim() || (unit?.word === '年' && isYear(numeral))) return undefined
  return {
    start,
    end: unit ? end + per.length : numeral.end,
    numeral,
    negative: '-−↓'.includes(sign) && sign !== '',
    unit,
    scale: numeral.scaled ? (text.slice(start, numeral.end).includes('亿') ? '亿' : '万') : '',
    per: per !== '',
  }
}

const isYear = ({ value }: Numeral) => value.d === 1n && value.n >= 1900n && value.n <= 2100n

/** Rows before the first with figures. Years as heads and the numbers of the columns (甲 乙 1 2 3) are no figures. */
function headHeight(slots: Slot[][], raw: RawContent[][]): number {
  let titled = false
  for (const [i, row] of raw.entries()) {
    const figures = row.filter(isRaw)
    const texts = (slots[i] ?? []).filter((slot, at) => row[at] === 'text' && !slot.again).map((slot) => slot.text)
    if (figures.length && !(areNumbers(figures, texts) || (!titled && areYears(figures)))) return i
    titled ||= texts.length > 1
  }
  return raw.length
}

function areYears(figures: Raw[]): boolean {
  return figures.every(({ numeral, unit }) => !unit && isYear(numeral))
}

function areNumbers(figures: Raw[], texts: string[]): boolean {
  const numbers = figures.map(({ numeral, unit }) => (unit ? 0 : toNumber(numeral.value)))
  const [first = 0] = numbers
  const counted = numbers.every((n, i) => n === first + i)
  return (
    numbers.length > 2 &&
    first > 0 &&
    first < 4 &&
    counted &&
    texts.every((text) => /^(?:[甲乙丙丁]|[栏行]次)$/.test(text))
  )
}

const serialHead =
  /序号|编号|代码|编码|行次|栏次|电话|手机|联系方式|身份证|账号|卡号|邮编|年龄|日期|时间|排名|名次|位次|得分|分数|评分|页码|海拔|经度|纬度|规格|型号|年限|期限|学历|^(?:年[份度]?|月份?)$/
const rateHead = /率|占比|比例|比重|进度|百分比|增幅|增速|涨幅|降幅|升幅|同比|环比|[%‰]/
const priceHead = /单价|价格|(?<!高)标准(?!化)|均(?!衡)|亩产|单产|^每[户人亩]/

function columnsOf(heads: Slot[][], data: RawContent[][], width: number): Column[] {
  const borrows = !heads.some((row) => row.some((slot) => slot.wide))
  const lines = heads.map((row, i) => (borrows && i < heads.length - 1 ? borrowed(row, heads[i + 1] ?? []) : row))
  return Array.from({ length: width }, (_, at) => {
    const stack = lines.flatMap((row) => (row[at]?.text ? [row[at]] : []))
    const met = stack.filter((slot, i) => slot.cell !== stack[i - 1]?.cell && !columnNumber.test(slot.text))
    const figures = data.flatMap((row) => (isRaw(row[at]) ? [row[at]] : []))
    const texts = data.reduce((sum, row) => sum + Number(row[at] === 'text'), 0)
    const column = columnOf(met, figures)
    return figures.length > texts ? column : { ...column, kind: 'text' }
  })
}

/** What stands under the heads of a statistical table: 甲 乙 1 2 3. */
const columnNumber = /^(?:[甲乙丙丁]|\d{1,3})$/

function columnOf(stack: Slot[], figures: Raw[]): Column {
  const texts = stack.map((slot) => slot.text)
  const head = texts.join('').slice(-60)
  const last = texts.at(-1) ?? ''
  const own = withoutUnit(last)
  const kind = kindOf(own, last, head, figures)
  const above = kind === 'amount' ? texts.map(measureOfHead).findLast((measure) => measure !== undefined) : undefined
  // A rate without a sign is in percent, unless every value is a fraction.
  const percent = kind === 'rate' && figures.some(({ numeral: { value } }) => value.n * 2n > value.d * 3n)
  const measure = measureOfHead(last) ?? above ?? (percent ? measureNamed('%') : undefined)
  return { own, head, path: stack.map((slot) => slot.cell), heads: texts.map(withoutUnit), kind, measure }
}

/** Merged heads that were pasted leave blanks to their right. */
function borrowed(row: Slot[], below: Slot[]): Slot[] {
  const out: Slot[] = []
  for (const [i, slot] of row.entries()) {
    const left = out[i - 1]
    out.push(!slot.text && left?.text && below[i]?.text && below[i - 1]?.text ? left : slot)
  }
  return out
}

const withoutUnit = (head: string) =>
  head.replace(/\((?:单位:?)?[^()]{1,8}\)$/, (found) => (measureOfHead(found) ? '' : found))

function kindOf(own: string, last: string, head: string, figures: Raw[]): ColumnKind {
  if (serialHead.test(own)) return 'serial'
  const shares = figures.filter(({ unit }) => unit?.dimension === 'share').length
  if (shares > 0 && shares * 2 >= figures.length) return 'rate'
  const measure = measureOfHead(last)
  if (measure?.per || figures.some(({ per }) => per) || priceHead.test(own)) return 'price'
  if (measure && measure.unit.dimension !== 'share') return 'amount'
  if (rateHead.test(last) || (rateHead.test(head) && !/[数额量户人]$/.test(own))) return 'rate'
  const years = figures.length > 1 && figures.every(({ numeral }) => isYear(numeral))
  return years && /年/.test(head) ? 'serial' : 'amount'
}

const skipped =
  /^(?:平均|[人户村亩]均|均值|占比|占总|占全|比例$|比重|增幅|增长率|增减|同比|环比|上年|去年|同期|比上年|较上年|完成率|排名|位次|备注|注$|说明|填[表报]|制表|审核|负责人|联系人)/
const otherTime = /去年|上年|同期|占|率$|平均|目标|计划|任务/
const totals: [RegExp, RowKind & object][] = [
  [/(?:小计|分计)$/, { total: 1, soft: false }],
  [/(?:总计|总合计)$|^全.{0,4}(?:合计|共计)$/, { total: 3, soft: false }],
  [/(?:合计|共计)$|^(?:总数|总和|总额)$/, { total: 2, soft: false }],
  [/^[全本][乡镇村县市区]$/, { total: 3, soft: true }],
  [/^(?:累计|全年)$/, { total: 2, soft: true }],
]
const longestName = 16

function kindOfRow(texts: string[]): RowKind {
  for (const text of texts) {
    const name = text.replace(/[:(].*$/, '').replace(/^[一二三四五六七八九十\d]+[、.]/, '')
    if (/^[#＃]?其中/.test(text)) return 'aside'
    if (skipped.test(name)) return 'skip'
    const total = name.length < longestName ? totalNamed(name) : undefined
    if (total) return otherTime.test(name) ? 'skip' : total
  }
  return 'plain'
}

export function totalNamed(name: string): (RowKind & object) | undefined {
  return totals.find(([pattern]) => pattern.test(name))?.[1]
}

interface Word {
  text: string
  cell: number
  /** The same words stand in the row above or below: they name a group of rows. */
  shared: boolean
}

/** Words at the head of the row: those before its first figure, a number of the row left aside. */
function wordsOf(slots: Slot[][], raw: RawContent[][], index: number): Word[] {
  const contents = raw[index] ?? []
  const from = contents.findIndex((content) => !isRaw(content))
  const words: Word[] = []
  for (let at = Math.max(from, 0); at < contents.length && !isRaw(contents[at]); at++) {
    const slot = slots[index]?.[at]
    if (!slot?.text || slot.cell === words.at(-1)?.cell || (contents[at] === 'blank' && !slot.tall)) continue
    const shared = [index - 1, index + 1].some((row) => slots[row]?.[at]?.text === slot.text)
    words.push({ text: slot.text, cell: slot.cell, shared: shared || slot.tall })
  }
  return words
}

function rowOf(slots: Slot[][], raw: RawContent[][], heads: Set<string>, index: number): Row {
  const own = slots[index] ?? []
  const words = wordsOf(slots, raw, index)
  const texts = words.map((word) => word.text)
  // A line over the whole width names what follows; a head may stand there again on a new page.
  const idle = distinct(own) < 2 || (!raw[index]?.some(isRaw) && heads.has(lineOf(own)))
  const kind = idle ? 'skip' : kindOfRow(texts)
  const total = typeof kind === 'object' ? texts.find((text) => typeof kindOfRow([text]) === 'object') : undefined
  const name = total ?? (words.find((word) => !word.shared) ?? words.at(-1))?.text ?? ''
  return {
    label: withoutUnit(name).slice(0, 20) || `第${index + 1}行`,
    kind,
    depth: depthOf(own[0]?.text ?? '', texts[0] ?? ''),
    measure: measureOfHead(name),
    contents: [],
  }
}

function depthOf(first: string, words: string): number {
  for (const text of [first, words]) {
    if (/^[一二三四五六七八九十]+(?:[、.]|$)/.test(text)) return 1
    if (/^\([一二三四五六七八九十]+\)/.test(text)) return 2
    if (/^\d{1,3}(?:[、.](?!\d)|$)/.test(text)) return 3
    if (/^\(\d{1,3}\)/.test(text)) return 4
  }
  return 0
}

/** Gives every figure its unit: its own, that of the column, of the row, or of the whole table. */
function fill(
  reading: Reading,
  rows: Row[],
  columns: Column[],
  slots: Slot[][],
  raw: RawContent[][],
  caption: Measure | undefined,
): void {
  const unitColumn = columns.findIndex((column) => /^(?:计量)?单位$/.test(column.own))
  const ofRows = rows.map((row, i) => measureNamed(slots[i]?.[unitColumn]?.text ?? '') ?? row.measure)
  for (const [at, column] of columns.entries()) {
    const finest = raw.reduce((most, row) => Math.max(most, placesOf(row[at])), 0)
    for (const [i, row] of rows.entries()) {
      const content = raw[i]?.[at] ?? 'blank'
      const measure = column.measure ?? ofRows[i] ?? ofTable(column, caption)
      row.contents[at] = isRaw(content) ? figureOf(reading, content, measure, finest, { row, i, column, at }) : content
    }
  }
}

/** Row and column of a figure, and their numbers. */
interface Place {
  row: Row
  i: number
  column: Column
  at: number
}

/** Decimals printed behind the point, for figures that take their unit from the head. */
function placesOf(content: RawContent | undefined): number {
  if (!isRaw(content) || content.unit || content.numeral.scaled) return 0
  return content.numeral.step.d.toString().length - 1
}

const ofMoney =
  /资金|金额|投[资入]|经费|收[入益]|支出|产值|额|款|费|预算|中央|[省市县乡]级|自筹|贷|债|补|合计|总计|小计/

/** 单位:万元 above a table is not meant for its columns of households. */
function ofTable(column: Column, caption: Measure | undefined): Measure | undefined {
  if (column.kind !== 'amount' || (caption?.unit.dimension === 'money' && !ofMoney.test(column.head))) return undefined
  return caption
}

const unknown: Measure = { unit: bare, size: whole(1), shown: '', per: false }

/** `finest`: decimals of the figure in the column that is printed with most of them. */
function figureOf(reading: Reading, raw: Raw, given: Measure | undefined, finest: number, place: Place): Figure {
  const { numeral, start, end } = raw
  const { unit, size, shown, per, own } = measureOf(raw, given)
  const base = times(size, unit.factor)
  const exact = times(numeral.value, raw.negative ? minus(zero, base) : base)
  const step = times(numeral.step, base)
  const decimals = own ? numeral.scaled || numeral.step.d > 1n : finest > 0
  const bounds = within(exact, own ? step : times(ratio(1, 10n ** BigInt(finest)), base), decimals, unit)
  const name = `${place.row.label} ${place.column.own}`.trim()
  const large = own && numeral.scaled ? whole(shown.startsWith('亿') ? 100_000_000 : 10_000) : size
  return {
    start,
    end,
    quote: reading.original.slice(start, end),
    value: toNumber(over(exact, unit.factor)),
    low: toNumber(over(bounds.low, unit.factor)),
    high: bounds.high ? toNumber(over(bounds.high, unit.factor)) : null,
    unit: unit.word,
    dimension: unit.dimension,
    noun: name,
    scope: [],
    exact,
    bounds,
    rough: roughly(bounds),
    step,
    factor: unit.factor,
    scale: times(unit.factor, large),
    shown,
    label: name,
    lead: '',
    trail: '',
    ...(per ? { per: bare } : {}),
    range: false,
    misprint: false,
    row: place.i,
    column: place.at,
  }
}

/** The unit of a figure; `own` when it stands in the cell, or 万 does, and the head has no say in its size. */
function measureOf({ unit, numeral, per, scale }: Raw, given: Measure = unknown): Measure & { own: boolean } {
  if (!unit && !numeral.scaled) return { ...given, own: false }
  const named = unit ?? given.unit
  return { unit: named, size: whole(1), shown: scale + named.word, per: per || given.per, own: true }
}

/** Printed decimals and whole numbers of measured units may be rounded; counts and whole 元 are what they are. */
function within(exact: Exact, step: Exact, decimals: boolean, unit: Unit): Bounds {
  const counted = unit === bare || !unit.continuous || (unit.dimension === 'money' && compare(step, one) === 0)
  if (!decimals && counted) return point(exact)
  const half = over(step, whole(2))
  return { low: minus(exact, half), high: plus(exact, half) }
}
