/** The annex of a report: an Excel book with every figure, its definition, and the rows that make it up. */
import { type CellStyle, type CellValue, type ColumnDef, cellRef, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Figure, TracedRow } from '#measure/figure.ts'

export interface Annexed {
  /** Of the report: “青禾乡2025年…工作总结”. */
  title: string
  /** What the figures are asked for, as people say it: “2025年”. */
  period: string
  /** In the order in which they are listed. */
  figures: readonly Figure[]
  /** Of an issued report: how far the books had come. */
  mark?: string | null
  ledgers: ReadonlyMap<string, LedgerDefinition>
  /** Name of an area code; default: the code itself. */
  areaName?: (code: string) => string
}

type Cells = NonNullable<WriteSheet['cells']>

const size = 10.5
const thin = { style: 'thin', color: { rgb: '999999' } } as const
const boxed = { top: thin, right: thin, bottom: thin, left: thin }
const wrapped = { vertical: 'center', wrapText: true } as const
export const textCell: CellStyle = { numFmt: '@', font: { size }, border: boxed, alignment: wrapped }
export const numberCell: CellStyle = { font: { size }, border: boxed, alignment: { vertical: 'center' } }
export const headCell: CellStyle = {
  font: { size, bold: true },
  border: boxed,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7EEF7' } },
  alignment: { horizontal: 'center', ...wrapped },
}
export const titleCell: CellStyle = {
  font: { size: 16, bold: true },
  alignment: { horizontal: 'center', vertical: 'center' },
}
export const noteCell: CellStyle = { font: { size }, alignment: wrapped }
const linkCell: CellStyle = {
  font: { size, underline: true, color: { rgb: '1F5FBF' } },
  alignment: { vertical: 'center' },
}
export const totalCell: CellStyle = { ...numberCell, font: { size, bold: true } }
const warningCell: CellStyle = { font: { size, color: { rgb: 'C00000' } }, alignment: wrapped }

/** A4 on its side, as wide as the paper, the rows down to the header repeated on every page. */
export const printing = (headRow: number): Pick<WriteSheet, 'pageSetup' | 'headerFooter' | 'freezePane'> => ({
  pageSetup: {
    paperSize: 'a4',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
    printTitlesRow: `$${headRow}:$${headRow}`,
  },
  headerFooter: { oddFooter: '&C第 &P 页 共 &N 页' },
  freezePane: { rows: headRow },
})

const contents = '目录'

/**
 * Writes an .xlsx: a list of the figures (目录), then one sheet for each with its rows as `rowsOf` yields them (values already masked),
 * and the total at its foot. Where the rows of a plain figure do not add up to it, both sheets say so in red. Everything that is not a
 * number is written as text, so that no cell is ever taken for a formula.
 */
export async function annex(given: Annexed, rowsOf: (figure: string) => AsyncIterable<TracedRow>): Promise<Uint8Array> {
  const sheets: WriteSheet[] = []
  const doubts: string[] = []
  const digits = String(given.figures.length).length
  const names = given.figures.map((figure, i) => sheetName(String(i + 1).padStart(digits, '0'), figure.says))
  for (const [i, figure] of given.figures.entries()) {
    const rows: TracedRow[] = []
    for await (const row of rowsOf(figure.id)) rows.push(row)
    const { sheet, doubt } = figureSheet(names[i]!, figure, rows, given)
    sheets.push(sheet)
    doubts.push(doubt)
  }
  return writeXlsx({
    sheets: [contentsSheet(given, names, doubts), ...sheets],
    properties: { title: `${clean(given.title)}附表` },
    defaultFont: { name: '宋体', size: 11 },
  })
}

function contentsSheet(given: Annexed, names: readonly string[], doubts: readonly string[]): WriteSheet {
  const head = [
    '序号',
    '指标',
    '数值',
    '单位',
    '口径',
    '计算方法（由系统按实际算法写出）',
    '行数',
    '缺数值的行',
    '提示',
    '明细',
  ]
  const widths = [6, 26, 12, 8, 44, 44, 8, 8, 30, 10]
  const cells: Cells = new Map([
    ['0,0', { style: titleCell }],
    ['1,0', { style: noteCell }],
  ])
  const rows: CellValue[][] = [
    [clean(`${given.title}附表：指标及明细`)],
    [`统计期间：${given.period}　　共 ${names.length} 项指标${given.mark ? `　　账目校验值：${given.mark}` : ''}`],
    head,
  ]
  styleRow(cells, 2, head.length, headCell)
  given.figures.forEach((figure, i) => {
    const row = rows.length
    const warnings = [...figure.flags.map((flag) => flag.message), doubts[i]].filter(Boolean).join('\n')
    rows.push([
      i + 1,
      clean(figure.says),
      figure.value ?? '（暂无数据）',
      figure.unit,
      clean(figure.definition),
      clean(figure.counted),
      figure.rows,
      figure.missing || null,
      clean(warnings) || null,
      '查看明细',
    ])
    if (warnings) cells.set(`${row},8`, { style: { ...warningCell, border: boxed } })
    cells.set(`${row},9`, {
      style: { ...linkCell, border: boxed },
      hyperlink: { target: '', location: `'${names[i]}'!A1` },
    })
  })
  const numbers = new Set([0, 2, 6, 7])
  return {
    name: contents,
    columns: widths.map((width, column) => ({ width, style: numbers.has(column) ? numberCell : textCell })),
    rows,
    cells,
    merges: [0, 1].map((row) => ({ startRow: row, startCol: 0, endRow: row, endCol: head.length - 1 })),
    rowDefs: heights(rows, widths),
    ...printing(3),
  }
}

function styleRow(cells: Cells, row: number, columns: number, style: CellStyle): void {
  for (let column = 0; column < columns; column++) cells.set(`${row},${column}`, { style })
}

interface AnnexColumn {
  head: string
  width: number
  number?: boolean
  of(row: TracedRow, index: number): CellValue
}

function figureSheet(
  name: string,
  figure: Figure,
  rows: readonly TracedRow[],
  given: Annexed,
): { sheet: WriteSheet; doubt: string } {
  const columns = columnsOf(figure, rows, given)
  const last = columns.length - 1
  const amountAt = columns.findIndex((column) => column.head === contributes(figure))
  const cells: Cells = new Map([
    ['0,0', { style: linkCell, hyperlink: { target: '', location: `'${contents}'!A1` } }],
    ['0,1', { style: titleCell }],
    ['1,0', { style: noteCell }],
  ])
  styleRow(cells, 2, columns.length, headCell)
  const definition = clean(`口径：${figure.definition}`)
  const body: CellValue[][] = [
    ['返回目录', clean(`${figure.says}：${figure.value === null ? '（暂无数据）' : figure.said}`)],
    [definition],
    columns.map((column) => column.head),
    ...rows.map((row, i) => columns.map((column) => column.of(row, i))),
  ]
  const headRow = 2
  const merges = [
    { startRow: 0, startCol: 1, endRow: 0, endCol: last },
    { startRow: 1, startCol: 0, endRow: 1, endCol: last },
  ]
  const foot = (label: string, total: CellValue, formula?: string) => {
    const row = body.length
    body.push(columns.map((_, column) => (column === 0 ? label : column === amountAt ? total : null)))
    styleRow(cells, row, columns.length, totalCell)
    if (formula) cells.set(`${row},${amountAt}`, { style: totalCell, formula, formulaResult: total })
  }
  const remark = (text: string, style = noteCell) => {
    const row = body.length
    body.push([text])
    cells.set(`${row},0`, { style })
    merges.push({ startRow: row, startCol: 0, endRow: row, endCol: last })
  }

  let doubt = ''
  const parts = partsOf(rows)
  if (rows.length === 0) {
    remark(figure.value === 0 ? '没有符合口径的记录。' : '这个数没有逐行记录：来自政策参数，或者还没有数据。')
  } else if (parts.length === 1 && parts[0]?.name === '') {
    const column = cellRef(0, amountAt).replace('1', '')
    foot('合计', parts[0].total, `SUM(${column}${headRow + 2}:${column}${headRow + 1 + rows.length})`)
    if (figure.value !== null && !agrees(parts[0].total, figure.value)) {
      doubt = `明细合计是 ${parts[0].total}，与指标的 ${figure.value} 不一致，请不要使用这个数，并告诉系统管理员。`
      remark(doubt, warningCell)
    }
  } else {
    for (const part of parts) foot(`${part.name || '其余'}合计`, part.total)
    foot('指标', figure.value)
  }
  const widths = columns.map((column) => column.width)
  const whole = widths.reduce((sum, each) => sum + each, 0)
  const sheet: WriteSheet = {
    name,
    columns: columns.map(
      (column): ColumnDef => ({ width: column.width, style: column.number ? numberCell : textCell }),
    ),
    rows: body,
    cells,
    merges,
    rowDefs: heights(body, widths).set(1, { height: lineHeight * linesOf(definition, whole) }),
    ...printing(headRow + 1),
  }
  return { sheet, doubt }
}

export const lineHeight = 14.5

/** Programs differ in whether they fit rows to wrapped text, so rows of more than one line say how high they are. */
function heights(rows: readonly (readonly CellValue[])[], widths: readonly number[]): Map<number, { height: number }> {
  const found = new Map([[0, { height: 30 }]])
  for (const [i, row] of rows.entries()) {
    if (i === 0 || row.length === 1) continue
    const lines = Math.max(
      ...row.map((value, column) => (typeof value === 'string' ? linesOf(value, widths[column] ?? 10) : 1)),
    )
    if (lines > 1) found.set(i, { height: Math.min(lines * lineHeight, 400) })
  }
  return found
}

/** Lines that a text takes in a column as wide as `width` half-width characters. */
export function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(wideOf(line) / (width - 1))), 0)
}

/** How wide a line is, in half-width characters. */
export const wideOf = (line: string): number => [...line].reduce((sum, c) => sum + (c <= '\u00ff' ? 1 : 2), 0)

const contributes = (figure: Figure) => `计入（${figure.unit}）`

function columnsOf(figure: Figure, rows: readonly TracedRow[], given: Annexed): AnnexColumn[] {
  const columns: AnnexColumn[] = [{ head: '序号', width: 9, number: true, of: (_, i) => i + 1 }]
  if (rows.some((row) => row.part)) columns.push({ head: '部分', width: 12, of: (row) => row.part })
  const ledgers = [...new Set(rows.map((row) => row.ledger))]
  if (ledgers.length > 1) {
    columns.push({ head: '台账', width: 16, of: (row) => given.ledgers.get(row.ledger)?.title ?? row.ledger })
  }
  columns.push({ head: '所在地', width: 18, of: (row) => clean(given.areaName?.(row.area) ?? row.area) })
  if (rows.some((row) => row.subject))
    columns.push({ head: '对象', width: 14, of: (row) => clean(row.subject?.name ?? '') || null })
  const shown = new Set(rows.flatMap((row) => Object.keys(row.values).map((field) => `${row.ledger} ${field}`)))
  const labels = new Map<string, { width: number; field: Map<string, string> }>()
  for (const id of ledgers) {
    const ledger = given.ledgers.get(id)
    const declared = Object.keys(ledger?.fields ?? {})
    const others = [...shown]
      .map((key) => key.split(' '))
      .flatMap(([of, field]) => (of === id && !declared.includes(field!) ? [field!] : []))
    for (const field of [...declared, ...others]) {
      if (!shown.has(`${id} ${field}`)) continue
      const declaredField = ledger?.fields[field]
      const label = declaredField?.label ?? field
      const column = labels.get(label) ?? {
        width: declaredField?.kind.sheet.width ?? 16,
        field: new Map<string, string>(),
      }
      column.field.set(id, field)
      labels.set(label, column)
    }
  }
  for (const [head, { width, field }] of labels) {
    columns.push({ head, width, of: (row) => clean(row.values[field.get(row.ledger) ?? ''] ?? '') || null })
  }
  columns.push({ head: contributes(figure), width: 12, number: true, of: (row) => row.contributes })
  columns.push({ head: '记录编号', width: 38, of: (row) => row.id })
  return columns
}

/** Sums of what the rows add, part by part, in order of appearance; without the dust of adding decimals. */
function partsOf(rows: readonly TracedRow[]): { name: string; total: number }[] {
  const totals = new Map<string, number>()
  for (const { part, contributes } of rows) totals.set(part, (totals.get(part) ?? 0) + contributes)
  return [...totals].map(([name, total]) => ({ name, total: Number(total.toFixed(6)) }))
}

/** A figure may be printed with fewer places than its rows have: they agree within half of its last place. */
function agrees(total: number, value: number): boolean {
  const places = (String(value).split('.')[1] ?? '').length
  return Math.abs(total - value) <= 0.5 * 10 ** -places + 1e-9
}

/** Control characters but tab and line breaks, halves of characters, and the two that are no characters. */
const unprintable = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu

/** Text that an XML file can carry. */
export function clean(text: string): string {
  return text.replace(unprintable, '')
}

/**
 * Excel allows 31 characters. Letters, digits and _ only, a letter first: then the name needs no quotation marks in the ranges to be
 * repeated on every page, which hucre 1.0 writes without them.
 */
function sheetName(number: string, says: string): string {
  return clean(`表${number}_${says.replace(/[^\p{L}\p{N}]/gu, '')}`.slice(0, 31))
}
