/** Foreign bytes to a table. Only the worker calls this: a hostile file may cost it its memory or its time. */
import * as xls from '@e965/xlsx'
import { formatValue } from 'hucre'
import { type MergeRange, readXlsx } from 'hucre/xlsx'
import { fromExcelSerial } from '#kinds/day.ts'
import { refuse } from '#problem.ts'
import { decodeCsv, parseCsv } from './csv.ts'
import { gate, unreadable } from './gate.ts'
import { type Cell, limits, type Sheet, stampSheet, type Table } from './table.ts'

/** Reads a file that passes the gate. Throws refusals. */
export async function parseTable(bytes: Uint8Array, name: string): Promise<Table> {
  const kind = gate(bytes, name)
  if (kind === 'csv') {
    const rows = parseCsv(decodeCsv(bytes, name), name).map((row) => row.map((field) => (field === '' ? null : field)))
    return { kind, sheets: [{ name: '', rows }] }
  }
  const sheets = kind === 'xlsx' ? await fromXlsx(bytes, name) : fromXls(bytes, name)
  for (const sheet of sheets) {
    const columns = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0)
    if (sheet.rows.length > limits.rows || columns > limits.columns) {
      refuse(
        'import.too_large',
        `工作表“${sheet.name}”有 ${sheet.rows.length} 行 ${columns} 列，超过 20 万行或 ${limits.columns} 列。`,
        {
          at: { file: name },
          remedy: '请分成几个文件导入；如果实际没有这么多，请把有内容的行复制到新表。',
        },
      )
    }
  }
  const [mark, ledger, version] = sheets.find((sheet) => sheet.name === stampSheet)?.rows[0] ?? []
  return {
    kind,
    sheets: sheets.filter((sheet) => !sheet.hidden).map(({ name, rows }) => ({ name, rows })),
    ...(mark === stampSheet && { stamp: { ledger: String(ledger), version: String(version) } }),
  }
}

async function fromXlsx(bytes: Uint8Array, name: string): Promise<(Sheet & { hidden: boolean })[]> {
  const workbook = await readXlsx(bytes, { readStyles: true }).catch(unreadable(name))
  return workbook.sheets.map((sheet) => {
    const rows = sheet.rows.map((row, r) =>
      row.map((value, c): Cell => {
        if (value === null || typeof value === 'string' || typeof value === 'boolean')
          return value === '' ? null : value
        if (value instanceof Date) return dayText(value)
        return numberCell(value, () => shownAs(value, sheet.cells?.get(`${r},${c}`)?.style?.numFmt ?? 'General'))
      }),
    )
    fillDown(rows, sheet.merges ?? [])
    return { name: sheet.name, rows: trimmed(rows), hidden: Boolean(sheet.hidden || sheet.veryHidden) }
  })
}

function fromXls(bytes: Uint8Array, name: string): (Sheet & { hidden: boolean })[] {
  const workbook = readOldWorkbook(bytes, name)
  return workbook.SheetNames.map((sheetName, i) => {
    const sheet = workbook.Sheets[sheetName] ?? {}
    const source = (sheet['!data'] ?? []) as (xls.CellObject | undefined)[][]
    const rows = Array.from(source, (row) =>
      Array.from(row ?? [], (cell): Cell => {
        if (cell?.v === undefined || cell.v === '') return null
        if (cell.t === 'e') return cell.w ?? '#N/A'
        if (cell.v instanceof Date) return dayText(cell.v)
        if (typeof cell.v !== 'number') return cell.v
        if (typeof cell.z === 'string' && xls.SSF.is_date(cell.z))
          return cell.v < 0 || cell.v > lastSerial ? noDay : fromExcelSerial(cell.v)
        return numberCell(cell.v, () => cell.w ?? String(cell.v))
      }),
    )
    const merges = (sheet['!merges'] ?? []) as xls.Range[]
    fillDown(
      rows,
      merges.map(({ s, e }) => ({ startRow: s.r, startCol: s.c, endRow: e.r, endCol: e.c })),
    )
    return { name: sheetName, rows: trimmed(rows), hidden: Boolean(workbook.Workbook?.Sheets?.[i]?.Hidden) }
  })
}

function readOldWorkbook(bytes: Uint8Array, name: string): xls.WorkBook {
  try {
    return xls.read(bytes, { type: 'array', dense: true, cellNF: true, cellText: true, sheetRows: limits.rows + 1 })
  } catch (error) {
    return unreadable(name)(error)
  }
}

/** What stands for a serial number that is no day; the cell is told as wrong, the file is not damaged by it. */
const noDay = '#NUM!'

/** 9999-12-31, the last day Excel knows. */
const lastSerial = 2_958_465

function dayText(date: Date): string {
  return Number.isNaN(date.getTime()) ? noDay : date.toISOString().slice(0, 10)
}

/** The bare number where nobody understands its format. */
function shownAs(value: number, format: string): string {
  try {
    return formatValue(value, format)
  } catch {
    return String(value)
  }
}

/** Excel keeps 15 digits; what comes behind them is dust of binary fractions. `shown` counts where it pads with zeros: 00012. */
function numberCell(value: number, shownAs: () => string): Cell {
  const number = Number(value.toPrecision(15))
  const shown = shownAs().trim()
  return /^0\d+$/.test(shown) ? { number, shown } : number
}

/** A cell merged over several rows belongs to each of them: the household of its members. */
function fillDown(rows: Cell[][], merges: readonly MergeRange[]): void {
  for (const { startRow, startCol, endRow } of merges) {
    const value = rows[startRow]?.[startCol] ?? null
    if (value === null) continue
    for (let r = startRow + 1; r <= Math.min(endRow, rows.length - 1); r++) {
      const row = rows[r]
      if (row) row[startCol] = value
    }
  }
}

/** Without the empty rows and columns that only carry formats. */
function trimmed(rows: Cell[][]): Cell[][] {
  const filled = rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1))
  return filled.slice(0, filled.findLastIndex((row) => row.length > 0) + 1)
}
