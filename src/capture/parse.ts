/** Foreign bytes to a table. Only the worker calls this: a hostile file may cost it its memory or its time. */
import * as xls from '@e965/xlsx'
import type { MergeRange } from 'hucre/xlsx'
import { Refusal, refuse } from '#problem.ts'
import { decodeCsv, parseCsv, unknownLetters } from './csv.ts'
import { exhausted, gate, readingXml, unreadable } from './gate.ts'
import { numberCell, writtenDay } from './number-format.ts'
import { type Cell, limits, type Merged, type Sheet, stampSheet, type Table } from './table.ts'
import { onlyCharts, type RawSheet, readWorkbook } from './workbook.ts'

/** Reads a file that passes the gate. Throws refusals. */
export async function parseTable(bytes: Uint8Array, name: string): Promise<Table> {
  const kind = gate(bytes, name)
  if (kind === 'csv') {
    const rows = parseCsv(decodeCsv(bytes, name), name).map((row) => row.map((field) => (field === '' ? null : field)))
    return { kind, sheets: [{ name: '', rows }] }
  }
  const sheets = kind === 'xlsx' ? fromXlsx(bytes, name) : fromXls(bytes, name)
  let length = 0
  for (const sheet of sheets) {
    for (const row of sheet.rows) for (const cell of row) length += typeof cell === 'string' ? cell.length : 0
    if (length > limits.text) throw new Refusal(exhausted(name))
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
    sheets: sheets.filter((sheet) => sheet.name !== stampSheet),
    ...(mark === stampSheet && { stamp: { ledger: String(ledger), version: String(version) } }),
  }
}

function fromXlsx(bytes: Uint8Array, name: string): Sheet[] {
  return readingXml(name, () => readWorkbook(bytes, name)).map(asSheet)
}

/** `merged` and what is hidden are only said where there are such. */
function asSheet({ name, rows: raw, merges, hidden, hiddenRows }: RawSheet): Sheet {
  const merged = fillDown(raw, merges)
  const rows = trimmed(raw)
  const inside = hiddenRows.filter((row) => row < rows.length)
  return {
    name,
    rows,
    ...(hidden && { hidden: true }),
    ...(inside.length > 0 && { hiddenRows: inside }),
    ...(merged.length > 0 && { merged }),
  }
}

function fromXls(bytes: Uint8Array, name: string): Sheet[] {
  const workbook = readOldWorkbook(bytes, name)
  const from1904 = workbook.Workbook?.WBProps?.date1904 === true
  const sheets = workbook.SheetNames.flatMap((sheetName, i) => {
    const sheet = workbook.Sheets[sheetName] ?? {}
    if (sheet['!type']) return []
    const source = (sheet['!data'] ?? []) as (xls.CellObject | undefined)[][]
    const rows = Array.from(source, (row) =>
      Array.from(row ?? [], (cell): Cell => {
        if (cell?.v === undefined || cell.v === '') return null
        if (cell.t === 'e') return cell.w ?? '#N/A'
        if (cell.v instanceof Date) return writtenDay(cell.v.toISOString())
        if (typeof cell.v !== 'number') return cell.v
        return numberCell(cell.v, typeof cell.z === 'string' ? cell.z : 'General', from1904)
      }),
    )
    const merges = (sheet['!merges'] ?? []) as xls.Range[]
    return asSheet({
      name: sheetName,
      rows,
      merges: merges.map(({ s, e }) => ({ startRow: s.r, startCol: s.c, endRow: e.r, endCol: e.c })),
      hidden: Boolean(workbook.Workbook?.Sheets?.[i]?.Hidden),
      hiddenRows: ((sheet['!rows'] ?? []) as (xls.RowInfo | undefined)[]).flatMap((row, r) => (row?.hidden ? [r] : [])),
    })
  })
  return sheets.length === 0 ? onlyCharts(name) : sheets
}

/** Until Excel 95 a workbook has its text in the characters of its maker’s country, here GBK: its stream is called Book. */
function isOlderThan97(bytes: Uint8Array): boolean {
  const holds = (name: string) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(`${name}\0`, 'utf16le'))
  return holds('Book') && !holds('Workbook')
}

/** Encodings by the number of their code page; those of the Windows of one country are windows-125x. */
const encodings: Record<number, string> = {
  874: 'windows-874',
  866: 'ibm866',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  54936: 'gb18030',
  65001: 'utf-8',
}

/** What windows-1252 has where Latin-1 has control characters. The decoder of Node.js 20 to 23 knows no difference between the two. */
const western1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function fromWestern(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes).toString('latin1')
  return latin.replace(/[\x80-\x9f]/g, (sign) => western1252[sign.charCodeAt(0) - 0x80] ?? sign)
}

/** SheetJS 0.20.3 takes such text for Latin letters unless it is given the characters; the decoder of the platform knows them. */
const codePages = (name: string) => ({
  utils: {
    decode: (page: number, given: ArrayLike<number>) => {
      const bytes = Uint8Array.from(given)
      if (bytes.every((byte) => byte < 0x80) && page !== 1200) return String.fromCharCode(...bytes)
      // Western pages are also what programs write that do not know better: then it is Chinese where it can be.
      const western = page === 1252 || page === 28591
      const own = page >= 1250 && page <= 1258 ? `windows-${page}` : encodings[page]
      // In formulas it asks sign by sign, also for halves of signs; nobody reads those.
      const fatal = !(bytes.length === 2 && bytes[1] === 0)
      try {
        return new TextDecoder(western ? 'gb18030' : own, { fatal }).decode(bytes)
      } catch {
        return western ? fromWestern(bytes) : unknownLetters(name)
      }
    },
    encode: (_: number, text: string) => [...Buffer.from(text, 'latin1')],
  },
})

function readOldWorkbook(bytes: Uint8Array, name: string): xls.WorkBook {
  const old = isOlderThan97(bytes)
  if (old) xls.set_cptable(codePages(name))
  try {
    return xls.read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      ...(old && { codepage: 936 }),
      sheetRows: limits.rows + 1,
    })
  } catch (error) {
    return unreadable(name)(error)
  }
}

/**
 * A cell merged over several rows belongs to each of them: the household of its members. Which were, is returned. No program writes merged
 * cells of one column that overlap: of such the upper one counts, or a small file could ask for any amount of work.
 */
function fillDown(rows: Cell[][], merges: readonly MergeRange[]): Merged[] {
  const merged: Merged[] = []
  const filled = new Map<number, number>()
  for (const { startRow, startCol, endRow } of [...merges].sort((a, b) => a.startRow - b.startRow)) {
    const value = rows[startRow]?.[startCol] ?? null
    const last = Math.min(endRow, rows.length - 1)
    if (value === null || last <= startRow || startRow <= (filled.get(startCol) ?? -1)) continue
    filled.set(startCol, last)
    for (let r = startRow + 1; r <= last; r++) {
      const row = rows[r]
      if (row) row[startCol] = value
    }
    merged.push({ column: startCol, first: startRow, last })
  }
  return merged
}

/** Without the empty rows and columns that only carry formats. */
function trimmed(rows: Cell[][]): Cell[][] {
  const filled = rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1))
  return filled.slice(0, filled.findLastIndex((row) => row.length > 0) + 1)
}
