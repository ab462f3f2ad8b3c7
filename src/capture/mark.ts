/** Writes reasons into a copy of somebody's own file. Only the worker calls this. */
import { type CellStyle, openXlsx, saveXlsx, writeXlsx } from 'hucre/xlsx'
import { decodeCsv, parseCsv, writeCsv } from './csv.ts'
import { gate, unreadable } from './gate.ts'
import { parseTable } from './parse.ts'
import { reasonHead, textOf } from './table.ts'

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

async function markXlsx(bytes: Uint8Array, name: string, marks: Marks): Promise<Uint8Array> {
  const workbook = await openXlsx(bytes, { readStyles: true }).catch(unreadable(name))
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
  return saveXlsx(workbook)
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
        row.map((cell) => (cell !== null && typeof cell === 'object' ? textOf(cell) : cell)),
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
