/** Writes reasons into a copy of somebody's own file. Only the worker calls this. */
import { type CellStyle, openXlsx, saveXlsx, type Workbook, writeXlsx } from 'hucre/xlsx'
import { pack, unpack, writeZip, zipEntries } from '#zip.ts'
import { decodeCsv, parseCsv, writeCsv } from './csv.ts'
import { gate, readingXml, unreadable } from './gate.ts'
import { parseTable } from './parse.ts'
import { type Cell, reasonHead, textOf } from './table.ts'
import { readWorkbook } from './workbook.ts'

/** What is to be marked, by row number from 1 and column index. */
export interface Marks {
  sheet: string
  header: number
  rows: readonly { row: number; columns: readonly number[]; reason: string }[]
}

/** Close to Excel’s own “bad” colour but not the same, so that a sender’s colours are left alone. */
const red = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC5C2' } } as const
const reasonStyle: CellStyle = { font: { color: { rgb: 'C00000' } } }

/** The copy: an .xlsx keeps its looks, a .csv gets a column, an .xls becomes an .xlsx of its values. Reasons of an earlier copy go. */
export async function markCopy(bytes: Uint8Array, name: string, marks: Marks): Promise<Uint8Array> {
  const kind = gate(bytes, name)
  if (kind === 'csv') return markCsv(bytes, name, marks)
  return markXlsx(kind === 'xls' ? await asXlsx(bytes, name) : bytes, name, marks)
}

function markCsv(bytes: Uint8Array, name: string, marks: Marks): Uint8Array {
  const rows = parseCsv(decodeCsv(bytes, name), name)
  const at = reasonColumn(rows, marks.header, String)
  const reasons = new Map(marks.rows.map(({ row, reason }) => [row, reason]))
  return writeCsv(
    rows.map((row, r) => {
      const padded = [...row, ...Array.from({ length: Math.max(0, at + 1 - row.length) }, () => '')]
      if (r + 1 >= marks.header) padded[at] = r + 1 === marks.header ? reasonHead : (reasons.get(r + 1) ?? '')
      return padded
    }),
  )
}

async function markXlsx(given: Uint8Array, name: string, marks: Marks): Promise<Uint8Array> {
  // hucre 1.0.0 opens no workbook with a chart or macro sheet: then the copy holds the values only, as that of an .xls does.
  let bytes = given
  const workbook = await openXlsx(bytes, { readStyles: true }).catch(async () => {
    bytes = await asXlsx(given, name)
    return openXlsx(bytes, { readStyles: true }).catch(unreadable(name))
  })
  const truth = new Map(readingXml(name, () => readWorkbook(bytes, name)).map((one) => [one.name, one.rows]))
  for (const each of workbook.sheets) mend(each, truth.get(each.name) ?? [], workbook.dateSystem === '1904')
  const sheet = workbook.sheets.find((each) => each.name === marks.sheet)
  if (!sheet) throw new Error(`no sheet ${marks.sheet}`)
  sheet.cells ??= new Map()
  const { cells, rows } = sheet
  const at = reasonColumn(rows, marks.header, (value) => (value === null ? '' : String(value)))
  const write = (row: number, text: string | null, style?: CellStyle) => {
    const target = rows[row - 1]
    if (!target) return
    while (target.length <= at) target.push(null)
    target[at] = text
    const key = `${row - 1},${at}`
    const before = cells.get(key)
    cells.set(key, { value: text, type: text === null ? 'empty' : 'string', style: style ?? before?.style })
  }
  for (let row = marks.header + 1; row <= rows.length; row++) {
    if (rows[row - 1]?.[at] !== undefined) write(row, null)
    for (let column = 0; column < at; column++) {
      const cell = cells.get(`${row - 1},${column}`)
      if (isOurs(cell?.style))
        cells.set(`${row - 1},${column}`, {
          ...cell!,
          style: { ...cell!.style, fill: { type: 'pattern', pattern: 'none' } },
        })
    }
  }
  write(marks.header, reasonHead, { ...cells.get(`${marks.header - 1},${Math.max(0, at - 1)}`)?.style, ...reasonStyle })
  for (const { row, columns, reason } of marks.rows) {
    write(row, reason, reasonStyle)
    for (const column of columns) {
      const key = `${row - 1},${column}`
      const value = rows[row - 1]?.[column] ?? null
      const before = cells.get(key) ?? { value, type: value === null ? ('empty' as const) : typeOf(value) }
      cells.set(key, { ...before, style: { ...before.style, fill: red } })
    }
  }
  sheet.columns ??= []
  while (sheet.columns.length <= at) sheet.columns.push({})
  sheet.columns[at] = { ...sheet.columns[at], width: 50 }
  return withResults(await saveXlsx(workbook))
}

/**
 * What hucre 1.0.0 reads otherwise than the file says would go into the copy: a blank cell that calls itself text or truth, the result
 * of a formula in words, and a month that becomes its first day.
 */
function mend(sheet: Workbook['sheets'][number], truth: readonly (readonly Cell[])[], from1904: boolean): void {
  const day1970 = from1904 ? 24_107 : 25_569

  sheet.cells ??= new Map()
  const { cells, rows } = sheet
  rows.forEach((row, r) => {
    row.forEach((value, c) => {
      const key = `${r},${c}`
      const is = truth[r]?.[c] ?? null
      const cell = cells.get(key)
      if (cell?.formula !== undefined) {
        const known = !(is !== null && typeof is === 'object' && 'uncalculated' in is)
        const result = value instanceof Date ? value.getTime() / 86_400_000 + day1970 : value
        cells.set(key, { ...cell, formulaResult: known ? result : undefined })
      } else if (is === null && value !== null) {
        row[c] = null
        cells.set(key, { ...cell, value: null, type: 'empty' })
      }
      if (is !== null && typeof is === 'object' && 'day' in is && is.day !== null && is.shown !== is.day) {
        const before = cells.get(key) ?? { value, type: 'date' as const }
        const numFmt = is.shown.endsWith('月') ? 'yyyy"年"m"月"' : 'yyyy"年"'
        cells.set(key, { ...before, style: { ...before.style, numFmt } })
      }
    })
  })
}

/** hucre 1.0.0 asks for every formula to be calculated again when the file is opened; then its results count for nothing. */
function withResults(bytes: Uint8Array): Uint8Array {
  const entries = zipEntries(bytes)
  if (typeof entries === 'string') throw new Error(`hucre wrote a file that is ${entries}`)
  return writeZip(
    entries.map((entry) => {
      const content = entry.name === 'xl/workbook.xml' ? unpack(entry) : undefined
      if (!(content instanceof Uint8Array)) return entry
      const xml = new TextDecoder().decode(content).replace(' fullCalcOnLoad="1"', '')
      return pack(entry.name, new TextEncoder().encode(xml))
    }),
  )
}

function typeOf(value: string | number | boolean | Date): 'string' | 'number' | 'boolean' | 'date' {
  return value instanceof Date ? 'date' : (typeof value as 'string' | 'number' | 'boolean')
}

function isOurs(style: CellStyle | undefined): boolean {
  return style?.fill?.type === 'pattern' && style.fill.fgColor?.rgb?.endsWith(red.fgColor.rgb) === true
}

async function asXlsx(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const { sheets } = await parseTable(bytes, name)
  return writeXlsx({
    sheets: sheets.map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows.map((row) =>
        row.map((cell) =>
          cell === null || typeof cell !== 'object' ? cell : 'uncalculated' in cell ? null : textOf(cell),
        ),
      ),
      cells: new Map(
        sheet.rows.flatMap((row, r) =>
          row.flatMap((cell, c) =>
            cell !== null && typeof cell === 'object' && 'uncalculated' in cell
              ? [[`${r},${c}`, { formula: cell.shown.slice(1) }] as const]
              : [],
          ),
        ),
      ),
    })),
  })
}

/** The column of an earlier copy, or the first free one. */
function reasonColumn<T>(rows: readonly (readonly T[])[], header: number, text: (value: T) => string): number {
  const before = (rows[header - 1] ?? []).findIndex((value) => text(value).trim() === reasonHead)
  if (before >= 0) return before
  return rows
    .slice(header - 1)
    .reduce((most, row) => Math.max(most, row.findLastIndex((value) => text(value) !== '') + 1), 0)
}
