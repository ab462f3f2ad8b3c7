/** Finds the header of a foreign table and says which column is which field. */
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { tidy } from '#kinds/kind.ts'
import { stepsPerWord } from '#kinds/unit.ts'
import { refuse } from '#problem.ts'
import { reasonHead, type Sheet, type Table, textOf } from './table.ts'

export interface Column {
  /** Index in the row. */
  at: number
  /** Unit that the header, or the line above the table, gives to bare numbers: 万元. */
  word?: string
}

export interface Header {
  sheet: Sheet
  /** Index of the header row; data begins below. */
  row: number
  columns: ReadonlyMap<string, Column>
  /** Heads that belong to no field, as written. */
  unknown: { at: number; head: string }[]
  /** Other sheets with a header of the same ledger. */
  alike: string[]
  /** A field that two columns claim. */
  twice?: { label: string; columns: readonly [number, number] }
}

/** Titles, unit lines and headers of several rows stand above the data. */
const searchedRows = 10
const ignored = new Set(['序号', reasonHead])

/**
 * The header is the row, among the first ten of each sheet, that names most fields; of equal ones in a sheet the lowest, which is the
 * finest line of a merged header. Columns may stand in any order. Refuses a template of another ledger, and a table without a header,
 * with a field twice or without a required one.
 */
export function findHeader(ledger: LedgerDefinition, table: Table): Header {
  if (table.stamp && table.stamp.ledger !== ledger.id) {
    refuse('import.other_ledger', `这份文件是别的台账的导入模板，不是“${ledger.title}”的。`, {
      remedy: `请选对台账，或下载“${ledger.title}”的模板重填。`,
    })
  }
  const headers = table.sheets.flatMap((sheet) => headerOf(ledger, sheet) ?? [])
  const best = headers.reduce<Header | undefined>(
    (a, b) => (b.columns.size > (a?.columns.size ?? 0) ? b : a),
    undefined,
  )
  const fields = Object.entries(ledger.fields)
  if (!best || best.columns.size < Math.min(2, fields.length)) {
    const seen = headsSeen(table)
    const told = seen.length > 0 ? `表里最像表头的一行是：${seen.join('、')}。` : ''
    refuse('import.no_header', `没有找到“${ledger.title}”的表头。${told}`, {
      remedy: `表头要有这些栏目：${fields.map(([, field]) => field.label).join('、')}。可以先下载导入模板。`,
    })
  }
  const at = best.sheet.name ? { at: { sheet: best.sheet.name } } : {}
  if (best.twice) {
    const { label, columns } = best.twice
    refuse('import.column_twice', `“${label}”有两栏：第 ${columns[0] + 1} 列和第 ${columns[1] + 1} 列。`, {
      ...at,
      remedy: '请只留一栏，另一栏改名或删去。',
    })
  }
  const missing = fields.filter(([name, field]) => !field.optional && !best.columns.has(name))
  if (missing.length > 0) {
    refuse('import.missing_columns', `表里缺少必填的栏目：${missing.map(([, field]) => field.label).join('、')}。`, {
      ...at,
      remedy: `请补上这些栏目再导入；现在的表头在第 ${best.row + 1} 行。`,
    })
  }
  const complete = headers.filter(({ columns }) => fields.every(([name, field]) => field.optional || columns.has(name)))
  return { ...best, alike: complete.flatMap(({ sheet }) => (sheet === best.sheet ? [] : [sheet.name])) }
}

/** Of the rows where a header may stand, the one with most words in it. */
function headsSeen({ sheets }: Table): string[] {
  const rows = sheets.flatMap(({ rows }) => rows.slice(0, searchedRows))
  const heads = rows.map((cells) => cells.map((cell) => textOf(cell).trim()).filter((text) => /\p{L}/u.test(text)))
  const most = heads.reduce((a, b) => (b.length > a.length ? b : a), [])
  return most.slice(0, 20).map((text) => text.slice(0, 20))
}

function headerOf(ledger: LedgerDefinition, sheet: Sheet): Header | undefined {
  return sheet.rows
    .slice(0, searchedRows)
    .map((_, row) => asHeader(ledger, sheet, row))
    .reduce<Header | undefined>(
      (a, b) => (b.columns.size > 0 && b.columns.size >= (a?.columns.size ?? 0) ? b : a),
      undefined,
    )
}

function asHeader(ledger: LedgerDefinition, sheet: Sheet, row: number): Header {
  const heads = (sheet.rows[row] ?? []).map(textOf)
  const columns = new Map<string, Column>()
  const header: Header = { sheet, row, columns, unknown: [], alike: [] }
  const others: number[] = []
  const units = unitsAbove(sheet, row)
  heads.forEach((head, at) => {
    const match = fieldOf(ledger, head)
    if (!match) {
      others.push(at)
      return
    }
    const { name, field } = match
    const before = columns.get(name)
    if (before) header.twice ??= { label: field.label, columns: [before.at, at] }
    const { unit } = field.kind
    const word =
      unit === undefined ? undefined : (match.word ?? units.find((each) => stepsPerWord(unit, each) !== undefined))
    columns.set(name, { at, ...(word !== undefined && { word }) })
  })
  for (const at of others) {
    const head = plain(heads[at] ?? '')
    const links = head ? linksNamedBy(ledger, head).filter((name) => !columns.has(name)) : []
    if (links.length === 1 && links[0]) columns.set(links[0], { at })
    else if (head && !ignored.has(head)) header.unknown.push({ at, head: heads[at]?.trim() ?? head })
  }
  return header
}

/** Words of a line such as “单位：户、万元” above the table. */
function unitsAbove(sheet: Sheet, row: number): string[] {
  const above = sheet.rows.slice(0, row).flatMap((cells) => cells.map(textOf))
  return above
    .flatMap((text) => [...text.matchAll(/单位[:：]\s*([^\s，。;；)）]+)/g)])
    .flatMap((m) => (m[1] ?? '').split(/[、,/]/))
}

/** The field that a head names: by its label, where either may carry a remark in brackets. A number’s remark must be a unit of it. */
function fieldOf(ledger: LedgerDefinition, written: string): { name: string; field: Field; word?: string } | undefined {
  const head = plain(written)
  if (!head) return undefined
  const fields = Object.entries(ledger.fields)
  const exact = fields.find(([, field]) => plain(field.label) === head)
  if (exact) return { name: exact[0], field: exact[1] }
  const [bare, remark] = withoutRemark(head)
  const close = fields.find(([, field]) => withoutRemark(plain(field.label))[0] === bare)
  if (!close) return undefined
  const [name, field] = close
  if (field.kind.unit === undefined || remark === undefined) return { name, field }
  return stepsPerWord(field.kind.unit, remark) === undefined ? undefined : { name, field, word: remark }
}

/** Link fields whose target people name by a field of this label: 户编号 for a household. */
function linksNamedBy(ledger: LedgerDefinition, head: string): string[] {
  return Object.entries(ledger.fields).flatMap(([name, field]) => {
    const labels = (field.to ?? []).flatMap(({ ledger: target }) =>
      target.namedBy.map((by) => target.fields[by]?.label ?? ''),
    )
    return labels.some((label) => plain(label) === head) ? [name] : []
  })
}

/** Half-width, without blanks, the mark of required fields, or “(必填)”. */
function plain(text: string): string {
  return tidy(text)
    .replace(/\s/g, '')
    .replace(/^\*+|\*+$/g, '')
    .replace(/\(必填\)$/, '')
}

function withoutRemark(head: string): [bare: string, remark?: string] {
  const m = /^([^(]+)\(([^()]*)\)$/.exec(head)
  return m ? [m[1] ?? head, m[2]] : [head]
}
