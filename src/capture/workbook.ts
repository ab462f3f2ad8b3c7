/**
 * Reads the sheets of an .xlsx, cell by cell. Our own reading, because libraries guess where we must tell: a blank cell of the type text,
 * a formula without a result. Only the worker calls this, and only after the gate.
 */
import type { MergeRange } from 'hucre/xlsx'
import { refuse } from '#problem.ts'
import { attribute, resolveEntities, tokens } from '#xml.ts'
import { zipEntries } from '#zip.ts'
import { damaged } from './gate.ts'
import { builtInFormat, numberCell, writtenDay } from './number-format.ts'
import { elements, localName, partsOf, relations, textOfPart, workbookPart } from './package.ts'
import { type Cell, limits } from './table.ts'

export interface RawSheet {
  name: string
  hidden: boolean
  rows: Cell[][]
  merges: MergeRange[]
  /** Indices of rows that are hidden, by hand or by a filter. */
  hiddenRows: number[]
}

/** What the sheets share. */
interface Book {
  strings: readonly string[]
  /** Number format by the index of a cell’s style. */
  formats: readonly string[]
  from1904: boolean
  /** The file asks to be calculated when it is opened: what it holds as results of formulas is none. */
  uncalculated: boolean
}

/** Every worksheet of the workbook in its order. Charts, dialogs and macro sheets are left out. */
export function readWorkbook(bytes: Uint8Array, name: string): RawSheet[] {
  const entries = zipEntries(bytes)
  if (typeof entries === 'string') return damaged(name)
  const parts = partsOf(entries)
  const main = workbookPart(parts)
  const xml = main && textOfPart(parts, main)
  if (!main || xml === undefined) return damaged(name)
  const related = relations(parts, main)
  const ofType = (type: string) => [...related.values()].find((one) => one.type === type)?.part
  const book: Book = {
    strings: sharedStrings(textOfPart(parts, ofType('sharedStrings'))),
    formats: cellFormats(textOfPart(parts, ofType('styles'))),
    ...settings(xml),
  }
  const listed = elements(xml, 'sheet')
  const sheets = listed.flatMap((tag) => {
    const target = related.get(attribute(tag, idOf(tag)) ?? '')
    if (target?.type !== 'worksheet') return []
    const content = textOfPart(parts, target.part)
    if (content === undefined) return damaged(name)
    const state = attribute(tag, 'state')
    const sheet = attribute(tag, 'name') ?? ''
    return [
      { name: sheet, hidden: state !== undefined && state !== 'visible', ...readSheet(content, book, sheet, name) },
    ]
  })
  return sheets.length === 0 && listed.length > 0 ? onlyCharts(name) : sheets
}

export function onlyCharts(name: string): never {
  refuse('import.not_a_sheet', '文件里只有图表或宏，没有表格。', {
    at: { file: name },
    remedy: '请打开文件，把数据放进普通的工作表，保存后再导入。',
  })
}

/** `r:id`, whatever the prefix of the relations is. */
function idOf(tag: string): string {
  return /\s([\w.-]+:id)\s*=/.exec(tag)?.[1] ?? 'r:id'
}

function settings(workbook: string): Pick<Book, 'from1904' | 'uncalculated'> {
  const holds = (element: string, name: string) =>
    elements(workbook, element).some((tag) => /^(1|true|on)$/.test(attribute(tag, name) ?? ''))
  return { from1904: holds('workbookPr', 'date1904'), uncalculated: holds('calcPr', 'fullCalcOnLoad') }
}

/** Number formats by the index that cells give. */
function cellFormats(styles: string | undefined): string[] {
  const formats = new Map<string, string>()
  const used: string[] = []
  let inCells = false
  for (const token of tokens(styles ?? '')) {
    if (token.kind === 'text') continue
    const name = localName(token.name)
    if (name === 'cellXfs') inCells = token.kind === 'open'
    if (token.kind === 'close') continue
    const tag = () => styles?.slice(token.start, token.end) ?? ''
    if (name === 'numFmt') formats.set(attribute(tag(), 'numFmtId') ?? '', attribute(tag(), 'formatCode') ?? '')
    if (name === 'xf' && inCells) {
      const id = attribute(tag(), 'numFmtId') ?? '0'
      used.push(formats.get(id) ?? builtInFormat(Number(id)))
    }
  }
  return used
}

function sharedStrings(xml: string | undefined): string[] {
  const strings: string[] = []
  if (xml === undefined) return strings
  const text = textCollector(xml)
  for (const token of tokens(xml)) {
    if (token.kind !== 'text' && localName(token.name) === 'si') {
      if (token.kind === 'open') text.begin()
      else strings.push(token.kind === 'empty' ? '' : text.end())
    } else text.see(token)
  }
  return strings
}

type Token = ReturnType<typeof tokens> extends Generator<infer T> ? T : never

/** The runs of a rich text, without the readings that stand above it in small print. */
function textCollector(xml: string) {
  let runs = ''
  let inText = false
  let inReading = false
  return {
    begin() {
      runs = ''
      inText = inReading = false
    },
    see(token: Token) {
      if (token.kind === 'text') {
        if (inText && !inReading) runs += resolveEntities(xml.slice(token.start, token.end))
        return
      }
      const name = localName(token.name)
      if (name === 't') inText = token.kind === 'open'
      else if (name === 'rPh') inReading = token.kind === 'open'
    },
    end: () => unescaped(runs),
  }
}

/** Excel writes what XML cannot hold as _x000D_. */
function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
}

function readSheet(
  xml: string,
  book: Book,
  sheet: string,
  file: string,
): Pick<RawSheet, 'rows' | 'merges' | 'hiddenRows'> {
  const rows: Cell[][] = []
  const merges: MergeRange[] = []
  const hiddenRows: number[] = []
  const inline = textCollector(xml)
  let row = -1
  let column = -1
  let tag = ''
  let value: string | undefined
  let formula: string | undefined
  let of: 'v' | 'f' | 'is' | undefined

  const place = (cell: Cell | undefined) => {
    if (cell === null || cell === '') return
    // A text that is not in the file, or a place that is on no sheet.
    if (cell === undefined || !(row >= 0 && column >= 0)) return damaged(file)
    if (row >= limits.rows || column >= limits.columns) tooLarge(sheet, row + 1, column + 1, file)
    while (rows.length <= row) rows.push([])
    const cells = rows[row]!
    while (cells.length < column) cells.push(null)
    cells[column] = cell
  }

  for (const token of tokens(xml)) {
    if (token.kind === 'text') {
      if (of === 'v') value = `${value ?? ''}${xml.slice(token.start, token.end)}`
      else if (of === 'f') formula = `${formula ?? ''}${xml.slice(token.start, token.end)}`
      else if (of === 'is') inline.see(token)
      continue
    }
    const { kind } = token
    const name = localName(token.name)
    switch (name) {
      case 'row':
        if (kind === 'close') break
        tag = xml.slice(token.start, token.end)
        row = Number(attribute(tag, 'r') ?? row + 2) - 1
        column = -1
        if (/^(1|true|on)$/.test(attribute(tag, 'hidden') ?? '')) hiddenRows.push(row)
        break
      case 'c':
        if (kind === 'close') {
          place(cellOf(tag, value, formula, book))
          break
        }
        tag = xml.slice(token.start, token.end)
        value = formula = of = undefined
        ;[row, column] = placeOf(attribute(tag, 'r'), row, column + 1)
        break
      case 'v':
      case 'f':
        of = kind === 'open' ? name : undefined
        if (kind !== 'close' && name === 'v') value = ''
        if (kind !== 'close' && name === 'f') formula = ''
        break
      case 'is':
        if (kind === 'open') {
          of = 'is'
          inline.begin()
        } else {
          value = kind === 'close' ? inline.end() : ''
          of = undefined
        }
        break
      case 'mergeCell': {
        const [from = '', to = from] = (attribute(xml.slice(token.start, token.end), 'ref') ?? '').split(':')
        const [startRow, startCol] = placeOf(from, 0, 0)
        const [endRow, endCol] = placeOf(to, 0, 0)
        merges.push({ startRow, startCol, endRow, endCol })
        break
      }
      default:
        if (of === 'is') inline.see(token)
    }
  }
  return { rows, merges, hiddenRows }
}

/** B5 as row and column from 0; where a writer leaves the place out, the next one. */
function placeOf(ref: string | undefined, row: number, column: number): [row: number, column: number] {
  const m = /^\$?([A-Za-z]{1,4})\$?(\d{1,9})$/.exec(ref ?? '')
  if (!m?.[1]) return [row, column]
  let at = 0
  for (const letter of m[1].toUpperCase()) at = at * 26 + letter.charCodeAt(0) - 64
  return [Number(m[2]) - 1, at - 1]
}

/** `undefined` where the cell names a text that is not among those of the book. */
function cellOf(tag: string, value: string | undefined, formula: string | undefined, book: Book): Cell | undefined {
  const type = attribute(tag, 't') ?? 'n'
  if (formula !== undefined && (book.uncalculated || value === undefined || (value === '' && type !== 'str'))) {
    return { uncalculated: true, shown: `=${resolveEntities(formula)}` }
  }
  if (value === undefined || value === '') return null
  switch (type) {
    case 's':
      return /^\s*\d+\s*$/.test(value) ? book.strings[Number(value)] : undefined
    case 'inlineStr':
      return value
    case 'b':
      return value.trim() === '1' || value.trim() === 'true'
    case 'd':
      return writtenDay(resolveEntities(value))
    case 'n': {
      const number = Number(value)
      if (value.trim() === '') return null
      if (!Number.isNaN(number))
        return numberCell(number, book.formats[Number(attribute(tag, 's') ?? 0)] ?? 'General', book.from1904)
    }
  }
  return unescaped(resolveEntities(value)) || null
}

function tooLarge(sheet: string, rows: number, columns: number, file: string): never {
  refuse('import.too_large', `工作表“${sheet}”有 ${rows} 行 ${columns} 列，超过 20 万行或 ${limits.columns} 列。`, {
    at: { file },
    remedy: '请分成几个文件导入；如果实际没有这么多，请把有内容的行复制到新表。',
  })
}
