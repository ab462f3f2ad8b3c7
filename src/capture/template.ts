/** The import template of a ledger: an Excel file that guides the hand that fills it. */
import { createHash } from 'node:crypto'
import {
  type CellStyle,
  type CellValue,
  colToLetter,
  type DataValidation,
  type WriteSheet,
  writeXlsx,
} from 'hucre/xlsx'
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { helpOf } from '#define/when.ts'
import { pack, unpack, writeZip, zipEntries } from '#zip.ts'
import { stampSheet } from './table.ts'

type Cells = NonNullable<WriteSheet['cells']>

const thin = { style: 'thin', color: { rgb: '999999' } } as const
const boxed = { top: thin, right: thin, bottom: thin, left: thin }
const fill = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const
const titleCell: CellStyle = { font: { size: 16, bold: true }, alignment: { horizontal: 'center', vertical: 'center' } }
const noteCell: CellStyle = { font: { size: 10.5 }, alignment: { vertical: 'center', wrapText: true } }
const hintCell: CellStyle = {
  font: { size: 9, color: { rgb: '666666' } },
  border: boxed,
  alignment: { vertical: 'top', wrapText: true },
}
const centred = { horizontal: 'center', vertical: 'center', wrapText: true } as const
const headCell: CellStyle = { font: { size: 11, bold: true }, fill: fill('E7EEF7'), border: boxed, alignment: centred }
const requiredCell: CellStyle = { ...headCell, font: { size: 11, bold: true, color: { rgb: 'C00000' } } }

/** Title, notes, hints, header: data begins in row 5. */
const headRow = 3
const lastRow = 50_000
const choiceSheet = '选项'
/** Excel takes lists up to 255 characters inside the cell’s rule; longer ones stand on a hidden sheet. */
const inlineList = 255

/** Short digest of what the columns are: another one means the ledger’s fields have changed since. */
export function templateVersion(ledger: LedgerDefinition): string {
  const columns = Object.entries(ledger.fields).map(([name, { label, kind, optional }]) => [
    name,
    label,
    kind.name,
    kind.unit,
    kind.choices,
    optional,
  ])
  return createHash('sha256').update(JSON.stringify(columns)).digest('hex').slice(0, 8)
}

/**
 * Writes the .xlsx: one column per field under its label (* is required), with drop-down lists, text format wherever Excel would eat
 * digits, a sheet that explains each column with an example, and a hidden stamp of ledger and version.
 */
export async function template(ledger: LedgerDefinition): Promise<Uint8Array> {
  const fields = Object.values(ledger.fields)
  const bytes = await writeXlsx({
    sheets: [dataSheet(ledger, fields), explanation(ledger, fields), ...choices(fields), stamp(ledger)],
    properties: { title: `${ledger.title}导入模板` },
    defaultFont: { name: '宋体', size: 11 },
  })
  return withColumnStyles(bytes)
}

function dataSheet(ledger: LedgerDefinition, fields: readonly Field[]): WriteSheet {
  const last = fields.length - 1
  const note =
    '带 * 的红色栏目必须填写；每行一条，从表头下一行填起，不要改表头的名称。每一栏怎么填、示例，见“填写说明”工作表。'
  const heads = fields.map((field) => `${field.label}${field.optional ? '' : '*'}`)
  const cells: Cells = new Map([
    ['0,0', { style: titleCell }],
    ['1,0', { style: noteCell }],
  ])
  fields.forEach((field, c) => {
    cells.set(`${headRow - 1},${c}`, { style: hintCell })
    cells.set(`${headRow},${c}`, { style: field.optional ? headCell : requiredCell })
    // Only carries the format, which `withColumnStyles` spreads over its column.
    cells.set(`${headRow + 1},${c}`, {
      style: { numFmt: formatOf(field), alignment: { vertical: 'center' } },
    })
  })
  return {
    name: sheetName(ledger.title),
    columns: fields.map((field) => ({ width: Math.max(field.kind.sheet.width, field.label.length * 2 + 3) })),
    rows: [
      [`${ledger.title}导入模板`],
      [note],
      fields.map((field) => hintOf(ledger, field)),
      heads,
      fields.map(() => null),
    ],
    cells,
    merges: last > 0 ? [0, 1].map((row) => ({ startRow: row, startCol: 0, endRow: row, endCol: last })) : [],
    rowDefs: new Map([
      [0, { height: 30 }],
      [1, { height: 30 }],
      [2, { height: 44 }],
      [3, { height: 24 }],
    ]),
    dataValidations: fields.flatMap((field, c) => validationOf(fields, field, c)),
    freezePane: { rows: headRow + 1 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$4:$4',
    },
  }
}

/** Days are written as text too: Excel then leaves 2025.3.5 alone, and every spelling is read. */
function formatOf(field: Field): string {
  return field.kind.sheet.format === 'number' ? 'General' : '@'
}

function hintOf(ledger: LedgerDefinition, field: Field): string {
  // Where areas are declared their code has no name yet by which it could be given, and is of every level.
  const declares = ledger.places && ledger.fields[ledger.places.code] === field
  const parts = field.to ? [`填${namesOf(field).join('或')}`] : declares && field.help ? [] : [field.kind.sheet.hint]
  const name = Object.keys(ledger.fields).find((one) => ledger.fields[one] === field)!
  return [...parts, helpOf(ledger, name) ?? []].flat().join('；')
}

/** What people write to name the row that a link points to. */
function namesOf(field: Field): string[] {
  const labels = (field.to ?? []).flatMap(({ ledger }) => ledger.namedBy.map((by) => ledger.fields[by]?.label ?? by))
  return labels.length > 0 ? [...new Set(labels)] : ['名称']
}

function validationOf(fields: readonly Field[], field: Field, column: number): DataValidation[] {
  const { choices } = field.kind.sheet
  if (!choices) return []
  const letter = colToLetter(column)
  const list = longLists(fields).indexOf(field)
  const onSheet = (at: string) => ({ formula1: `${choiceSheet}!$${at}$1:$${at}$${choices.length}` })
  return [
    {
      type: 'list',
      ...(list < 0 ? { values: [...choices] } : onSheet(colToLetter(list))),
      range: `${letter}${headRow + 2}:${letter}${lastRow}`,
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'stop',
      errorTitle: field.label,
      errorMessage: '请从下拉列表里选一个。',
    },
  ]
}

function longLists(fields: readonly Field[]): Field[] {
  return fields.filter(({ kind }) => {
    const text = kind.sheet.choices?.join(',') ?? ''
    return text.length > inlineList || kind.sheet.choices?.some((choice) => choice.includes(','))
  })
}

function choices(fields: readonly Field[]): WriteSheet[] {
  const lists = longLists(fields).map((field) => field.kind.sheet.choices ?? [])
  if (lists.length === 0) return []
  const most = Math.max(...lists.map((list) => list.length))
  const rows = Array.from({ length: most }, (_, r) => lists.map((list): CellValue => list[r] ?? null))
  return [{ name: choiceSheet, hidden: true, rows }]
}

function explanation(ledger: LedgerDefinition, fields: readonly Field[]): WriteSheet {
  const head = ['栏目', '必填', '怎么填', '示例', '可选项']
  const rows: CellValue[][] = [
    [`${ledger.title}：${ledger.purpose}`],
    head,
    ...fields.map((field) => [
      field.label,
      field.optional ? '' : '必填',
      hintOf(ledger, field),
      exampleOf(field),
      field.kind.sheet.choices?.join('、') ?? '',
    ]),
  ]
  const widths = [18, 7, 42, 22, 60]
  const style: CellStyle = {
    numFmt: '@',
    font: { size: 10.5 },
    border: boxed,
    alignment: { vertical: 'center', wrapText: true },
  }
  const cells: Cells = new Map(head.map((_, c) => [`1,${c}`, { style: headCell }]))
  cells.set('0,0', { style: noteCell })
  const heights = rows.map((row, r) => {
    const lines = Math.max(...row.map((value, c) => Math.ceil((String(value).length * 2) / (widths[c] ?? 10))))
    return [r, { height: r === 0 ? 30 : 15 * Math.max(1, lines) }] as const
  })
  return {
    name: '填写说明',
    columns: widths.map((width) => ({ width, style })),
    rows,
    cells,
    rowDefs: new Map(heights),
    merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: head.length - 1 }],
    freezePane: { rows: 2 },
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  }
}

/** What a cell of the field may look like. Reads by the field’s kind, links by their name. */
export function exampleOf(field: Field): string {
  if (!field.to) return field.kind.example ?? field.label.slice(0, 6)
  const [target] = field.to
  const by = target?.ledger.fields[target.ledger.namedBy[0] ?? '']
  return by ? exampleOf(by) : '名称'
}

function stamp(ledger: LedgerDefinition): WriteSheet {
  return { name: stampSheet, veryHidden: true, rows: [[stampSheet, ledger.id, templateVersion(ledger)]] }
}

/** Letters and digits only: then ranges that name the sheet need no quotation marks. */
function sheetName(title: string): string {
  return title.replace(/[^\p{L}\p{N}]/gu, '').slice(0, 31)
}

/**
 * Gives each column of the first sheet the style of its first data cell, so that the 5,000th row is text as well. hucre 1.0 writes styles of cells
 * only.
 */
function withColumnStyles(bytes: Uint8Array): Uint8Array {
  const entries = zipEntries(bytes)
  if (typeof entries === 'string') throw new Error(`hucre wrote a file that is ${entries}`)
  const sheet = entries.find((entry) => entry.name === 'xl/worksheets/sheet1.xml')
  const content = sheet && unpack(sheet)
  if (!sheet || typeof content === 'string') throw new Error('hucre wrote no first sheet')
  const xml = new TextDecoder().decode(content)
  const styles = [...xml.matchAll(new RegExp(`<c r="[A-Z]+${headRow + 2}" s="(\\d+)"/>`, 'g'))].map((m) => m[1])
  let column = 0
  const styled = xml.replace(
    /<col ([^>]*?)\/>/g,
    (_, attributes: string) => `<col ${attributes} style="${styles[column++]}"/>`,
  )
  return writeZip(
    entries.map((entry) => (entry === sheet ? pack(sheet.name, new TextEncoder().encode(styled)) : entry)),
  )
}
