/** Finds the tables of a ledger in a foreign workbook, and says which column is which field. */
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { tidy } from '#kinds/kind.ts'
import { stepsPerWord } from '#kinds/unit.ts'
import { refuse } from '#problem.ts'
import { type Called, calledSame, headsOf, type Meant, nearest, partIn } from './heads.ts'
import { type Cell, placeHead, reasonHead, type Sheet, type Table, textOf, unreadHead } from './table.ts'

export interface Column {
  /** Index in the row. */
  at: number
  /** Column that is read where this one is blank: the name of somebody whose ID number is not written. */
  or?: number
  /** Column that says besides what the row is called that a link leads to: 姓名 beside 身份证号码. The two must agree. */
  told?: number
  /** Column of the larger part that stands before it: the village of a group. */
  within?: number
  /** Unit that the header, or the line above the table, gives to bare numbers: 万元. */
  word?: string
}

/** A table under one header. A header that is printed again on each page does not end it. */
export interface TableBlock {
  sheet: Sheet
  /** Index of the header row; data begins below. */
  row: number
  /** Index of the first row behind the table. */
  end: number
  columns: ReadonlyMap<string, Column>
  /** Fields without a column that are given one value for all rows. */
  filled: ReadonlySet<string>
  /** Heads that belong to no field, as written. */
  unknown: { at: number; head: string }[]
  /** Rows inside that are headers and titles of later pages. */
  headers: ReadonlySet<number>
  /** The lines above the header that belong to it, from the top. */
  above: readonly number[]
}

interface Header extends Omit<TableBlock, 'end' | 'headers' | 'above'> {
  /** A field that two columns claim. */
  twice?: { label: string; columns: readonly [number, number] }
}

/** Titles, unit lines and headers of several rows stand above the data. */
const searchedRows = 10
/** What heads mean, and the fields that need no column. */
interface Known {
  called: Called
  filled: ReadonlySet<string>
}

const ignored = new Set(['序号', reasonHead, placeHead, unreadHead])

/**
 * All tables that have the required columns, sheet by sheet, and sentences about what was left unread. The first header of a sheet is the
 * row, among its first ten, that names most fields; of equal ones the lowest, which is the finest line of a merged header. Columns may
 * stand in any order. Refuses a template of another ledger, and a file without any table of this one.
 */
export function findTables(
  ledger: LedgerDefinition,
  table: Table,
  { filled = new Set(), memberships }: { filled?: ReadonlySet<string>; memberships?: readonly LedgerDefinition[] } = {},
): { blocks: TableBlock[]; unread: string[] } {
  if (table.stamp && table.stamp.ledger !== ledger.id) {
    refuse('import.other_ledger', `这份文件是别的台账的导入模板，不是“${ledger.title}”的。`, {
      remedy: `请选对台账，或下载“${ledger.title}”的模板重填。`,
    })
  }
  const called = calledSame(ledger, memberships)
  const all = table.sheets.flatMap((sheet) => tablesOn(ledger, { called, filled }, sheet))
  const blocks = all.filter((block) => !faultOf(ledger, block))
  if (blocks.length === 0) {
    const best = all.reduce<Header | undefined>((a, b) => (b.columns.size > (a?.columns.size ?? 0) ? b : a), undefined)
    if (best) refuseTable(ledger, best)
    refuseAll(ledger, table)
  }
  const found = new Set(all.map(({ sheet }) => sheet))
  const unread = [
    ...all.flatMap((block) => {
      const fault = faultOf(ledger, block)
      return fault ? [`${placeSaid(block.sheet.name, [block.row + 1])}起的表没有读：${fault}。`] : []
    }),
    // The other sheets of our own template explain it.
    ...(table.stamp ? [] : table.sheets)
      .filter((sheet) => !sheet.hidden && !found.has(sheet) && sheet.rows.length > 0)
      .map((sheet) => `工作表“${sheet.name}”没有读：里面没有“${ledger.title}”的表头。`),
  ]
  return { blocks, unread }
}

/** Rows of a sheet, by their numbers from 1, in words: 工作表“一月”第 3、4 行. More than ten are counted. */
export function placeSaid(sheet: string, rows: readonly number[]): string {
  const listed = rows.slice(0, 10)
  const more = rows.length > listed.length ? `行等 ${rows.length} 行` : '行'
  return `${sheet && `工作表“${sheet}”`}第 ${listed.join('、')} ${more}`
}

interface Fit {
  fields: string[]
  whole: boolean
  /** Labels of required fields for which there is no column. */
  missing: string[]
}

/** Which fields have a column in the ledger's best table, and whether that can be read. Refuses nothing. */
export function fitOf(
  ledger: LedgerDefinition,
  { sheets }: Table,
  {
    fill = new Map(),
    memberships,
  }: { fill?: ReadonlyMap<string, string>; memberships?: readonly LedgerDefinition[] } = {},
): Fit {
  const called = calledSame(ledger, memberships)
  const filled = new Set([...fill.keys()].flatMap((head) => fieldCalled(called, head) ?? []))
  const fits = sheets.flatMap((sheet) => {
    const header = firstHeader(ledger, headersOf(ledger, { called, filled }, sheet))
    if (!header) return []
    const missing = missingOf(ledger, header).map(({ label }) => label)
    return [{ fields: [...header.columns.keys()], whole: !faultOf(ledger, header), missing }]
  })
  const rank = ({ fields, whole }: Fit) => fields.length + (whole ? 1000 : 0)
  return fits.reduce((a, b) => (rank(b) > rank(a) ? b : a), { fields: [], whole: false, missing: [] })
}

/** The one field that a head means; undefined: none, or several alike. */
export function fieldCalled(called: Called, written: string): string | undefined {
  const [best, next] = (called.get(headsOf(written)[0]) ?? []).filter(({ told }) => !told)
  return best?.rank === next?.rank ? undefined : best?.name
}

function missingOf(ledger: LedgerDefinition, { columns, filled }: Header): Field[] {
  const { identity } = ledger
  const told = identity && columns.has(identity.number) ? [identity.born, identity.sex] : []
  return Object.entries(ledger.fields).flatMap(([name, field]) =>
    field.optional || columns.has(name) || filled.has(name) || told.includes(name) ? [] : field,
  )
}

/** Why a table cannot be read; undefined: it can. */
function faultOf(ledger: LedgerDefinition, header: Header): string | undefined {
  if (header.twice) {
    const [one, other] = header.twice.columns
    return `“${header.twice.label}”有两栏：第 ${one + 1} 列和第 ${other + 1} 列`
  }
  const missing = missingOf(ledger, header)
  return missing.length > 0 ? `表里缺少必填的栏目：${missing.map(({ label }) => label).join('、')}` : undefined
}

function refuseTable(ledger: LedgerDefinition, header: Header): never {
  const at = header.sheet.name ? { at: { sheet: header.sheet.name } } : {}
  const fault = `${faultOf(ledger, header)}。`
  if (header.twice) refuse('import.column_twice', fault, { ...at, remedy: '请只留一栏，另一栏改名或删去。' })
  const missing = missingOf(ledger, header)
  const alike = header.unknown.flatMap(({ at, head }) => {
    const field = nearest(missing, head)
    return field && mayHold(field, header, at) ? [`表里的“${head}”是不是“${field.label}”？是的话请照样改名。`] : []
  })
  refuse('import.missing_columns', fault, {
    ...at,
    remedy: `${alike.join('')}请补上这些栏目再导入（现在的表头在第 ${header.row + 1} 行）；每一行都一样的，也可以不补，在导入时统一填一个值。`,
  })
}

/** Whether what stands in a column can be what a field wants, by its first few cells. */
function mayHold({ kind }: Field, { sheet, row }: Header, at: number): boolean {
  const texts = sheet.rows.slice(row + 1).map((cells) => textOf(cells[at]).trim())
  const some = texts.filter((text) => text !== '').slice(0, 5)
  return some.every((text) => kind.named?.(tidy(text)) || 'value' in kind.parse(text))
}

function refuseAll(ledger: LedgerDefinition, table: Table): never {
  const fields = Object.values(ledger.fields)
  const seen = headsSeen(table)
  const alike = seen.flatMap((head) => {
    const field = nearest(fields, head)
    return field ? [`“${head}”是不是“${field.label}”？`] : []
  })
  const told = seen.length > 0 ? `表里最像表头的一行是：${seen.join('、')}。` : ''
  refuse('import.no_header', `没有找到“${ledger.title}”的表头。${told}${alike.join('')}`, {
    remedy: `表头要有这些栏目：${fields.map(({ label }) => label).join('、')}。可以先下载导入模板。`,
  })
}

/** Of the rows where a header may stand, the one with most words in it. */
function headsSeen({ sheets }: Table): string[] {
  const rows = sheets.flatMap(({ rows }) => rows.slice(0, searchedRows))
  const heads = rows.map((cells) => cells.map((cell) => textOf(cell).trim()).filter((text) => /\p{L}/u.test(text)))
  const most = heads.reduce((a, b) => (b.length > a.length ? b : a), [])
  return most.slice(0, 20).map((text) => text.slice(0, 20))
}

/** A table that was found, or a row that looks most like the heads of one; and what keeps it from being read. */
export interface TableSeen extends Pick<TableBlock, 'row' | 'end' | 'columns' | 'headers'> {
  /** Labels of required fields for which there is no column. */
  missing: string[]
  /** What else keeps it from being read. */
  fault?: string
}

/** The tables of a sheet, whether they can be read or not. Refuses nothing. */
export function tablesSeen(ledger: LedgerDefinition, sheet: Sheet): TableSeen[] {
  const known: Known = { called: calledSame(ledger), filled: new Set() }
  const found = tablesOn(ledger, known, sheet)
  const told = (header: Header, end: number, headers: ReadonlySet<number> = new Set()): TableSeen => {
    const missing = missingOf(ledger, header).map(({ label }) => label)
    return {
      row: header.row,
      end,
      columns: header.columns,
      headers,
      missing,
      ...(header.twice && { fault: `${faultOf(ledger, header)}` }),
    }
  }
  if (found.length > 0) return found.map((block) => told(block, block.end, block.headers))
  const words = sheet.rows.slice(0, searchedRows).map((row) => row.filter((cell) => /\p{L}/u.test(textOf(cell))).length)
  const most = Math.max(0, ...words)
  if (most === 0) return []
  return [told(asHeader(ledger, known, sheet, words.indexOf(most), []), sheet.rows.length)]
}

const leastOf = (ledger: LedgerDefinition) => Math.min(2, Object.keys(ledger.fields).length)

/** The rows at the top of a sheet that may be its header. */
function headersOf(ledger: LedgerDefinition, known: Known, sheet: Sheet): Header[] {
  return sheet.rows
    .slice(0, searchedRows)
    .map((_, row) => asHeader(ledger, known, sheet, row, unitsIn(sheet, 0, row)))
    .filter(({ columns }) => columns.size >= leastOf(ledger))
}

function tablesOn(ledger: LedgerDefinition, known: Known, sheet: Sheet): (TableBlock & Header)[] {
  const least = leastOf(ledger)
  const first = firstHeader(ledger, headersOf(ledger, known, sheet))
  if (!first) return []
  const top = new Set(sheet.rows.slice(0, first.row).map(signature))
  const blocks: (Header & { end: number; headers: Set<number>; above: number[] })[] = []
  let units = unitsIn(sheet, 0, first.row)
  blocks.push({
    ...first,
    end: sheet.rows.length,
    headers: new Set(),
    above: Array.from({ length: first.row }, (_, r) => r),
  })
  for (let r = first.row + 1; r < sheet.rows.length; r++) {
    if (!mayBeHeader(known.called, sheet.rows[r]!)) continue
    const last = blocks.at(-1)!
    const titles = titlesAbove(sheet, r, last.row, top)
    const own = unitsIn(sheet, titles[0] ?? r, r)
    if (own.length > 0) units = own
    const header = asHeader(ledger, known, sheet, r, units)
    const filled = sheet.rows[r]!.filter((cell) => textOf(cell).trim() !== '').length
    if (header.columns.size < least || header.columns.size * 2 < filled) continue
    if (sameColumns(header, last)) for (const row of [...titles, r]) last.headers.add(row)
    else {
      last.end = titles[0] ?? r
      blocks.push({ ...header, end: sheet.rows.length, headers: new Set(), above: titles })
    }
  }
  return blocks
}

/** The first that can be read, else the one of most columns; of a header of several lines the lowest, which is its finest. */
function firstHeader(ledger: LedgerDefinition, headers: readonly Header[]): Header | undefined {
  const whole = headers.find((header) => !faultOf(ledger, header))
  const most = headers.reduce<Header | undefined>(
    (a, b) => (b.columns.size >= (a?.columns.size ?? 0) ? b : a),
    undefined,
  )
  const first = whole ?? most
  return headers.reduce(
    (best, next) => (best && next.row === best.row + 1 && next.columns.size >= best.columns.size ? next : best),
    first,
  )
}

/** Before every row of a long table is held against all fields: whether one of its first words is a head at all. */
function mayBeHeader(called: Called, cells: Sheet['rows'][number]): boolean {
  let words = 0
  let found = false
  for (const cell of cells) {
    if (cell === null) continue
    // No head is a number or a day.
    if (typeof cell !== 'string' || /^(\d{1,3}(\.\d+)?$|\d{5}|\d{4}-\d)/.test(cell)) return false
    if (!found && words++ < 3) found = cell.length <= 30 && called.has(headsOf(cell)[0])
    if (!found && words >= 3) return false
  }
  return found
}

/** Upwards from a header: lines that stand above the first header too, and titles of one cell. */
function titlesAbove(sheet: Sheet, header: number, after: number, top: ReadonlySet<string>): number[] {
  const titles: number[] = []
  for (let r = header - 1; r > after && header - r <= searchedRows; r--) {
    const line = signature(sheet.rows[r]!)
    const words = new Set(sheet.rows[r]!.map((cell) => textOf(cell).trim()).filter(Boolean))
    if (words.size > 1 && !top.has(line)) break
    titles.unshift(r)
  }
  return titles
}

/** What a row says, to tell rows that say the same. */
export const signature = (cells: readonly Cell[]) => JSON.stringify(cells.map((cell) => textOf(cell).trim()))

function sameColumns(a: Header, b: Header): boolean {
  if (a.columns.size !== b.columns.size) return false
  return [...a.columns].every(([name, { at, word }]) => {
    const other = b.columns.get(name)
    return other?.at === at && other.word === word
  })
}

function asHeader(
  ledger: LedgerDefinition,
  { called, filled }: Known,
  sheet: Sheet,
  row: number,
  units: readonly string[],
): Header {
  const heads = (sheet.rows[row] ?? []).map(textOf)
  const columns = new Map<string, Column>()
  const header: Omit<Header, 'filled'> = { sheet, row, columns, unknown: [] }
  const claims = new Map<string, (Claim & { at: number })[]>()
  heads.forEach((head, at) => {
    const [best, next] = claimsOf(ledger, called, head)
    // A head that two fields claim alike says nothing.
    if (!best || best.rank === next?.rank) return
    claims.set(best.name, [...(claims.get(best.name) ?? []), { ...best, at }])
  })
  const taken = new Set<number>()
  for (const [name, claimed] of claims) {
    const field = ledger.fields[name]!
    const sorted = claimed.sort((a, b) => a.rank - b.rank)
    const ranked = sorted.filter(({ told }) => !told)
    // What somebody is called says nothing where no column says who it is.
    if (ranked.length === 0) continue
    const outer = ranked.find(({ at }) => partIn(field, heads[at]!) === 'outer')
    const inner = ranked.find(({ at }) => partIn(field, heads[at]!) === 'inner')
    const within = outer && inner ? outer.at : undefined
    const [best, next] =
      within === undefined ? ranked : [inner, ...ranked.filter((one) => one !== inner && one !== outer)]
    if (next && next.rank === best!.rank) header.twice ??= { label: field.label, columns: [best!.at, next.at] }
    const { at, word: own } = best!
    const { unit } = field.kind
    const word = unit === undefined ? undefined : (own ?? units.find((each) => stepsPerWord(unit, each) !== undefined))
    // Whom a link means is read from what is surest, and from its name where that is blank.
    const or = field.to && next ? next.at : undefined
    const named = ranked.find((claim) => claim.at === or && !claim.through)
    const told = field.to && (sorted.find((claim) => claim.told) ?? named)?.at
    columns.set(name, {
      at,
      ...(word !== undefined && { word }),
      ...(or !== undefined && { or }),
      ...(told !== undefined && { told }),
      ...(within !== undefined && { within }),
    })
    for (const column of [at, or, told, within]) if (column !== undefined) taken.add(column)
  }
  heads.forEach((head, at) => {
    const plain = headsOf(head)[0]
    if (plain && !taken.has(at) && !ignored.has(plain)) header.unknown.push({ at, head: head.trim() })
  })
  return { ...header, filled: new Set([...filled].filter((name) => !columns.has(name))) }
}

/** Of each head of a row the field whose column it is, alone or with another; undefined: none, it is left unread. */
export function fieldsMeant(
  ledger: LedgerDefinition,
  heads: readonly string[],
  memberships?: readonly LedgerDefinition[],
): (string | undefined)[] {
  const known = { called: calledSame(ledger, memberships), filled: new Set<string>() }
  const { columns } = asHeader(ledger, known, { name: '', rows: [[...heads]] }, 0, [])
  const fields = new Map(
    [...columns].flatMap(([name, { at, or, told, within }]) => [at, or, told, within].map((column) => [column, name])),
  )
  return heads.map((_, at) => fields.get(at))
}

type Claim = Meant & { word?: string }

/** Fields that a head may mean, the surest first. A remark in brackets behind the name of a number must be a unit of it. */
function claimsOf(ledger: LedgerDefinition, called: Called, written: string): readonly Claim[] {
  const [head, bare, remark] = headsOf(written)
  const exact = called.get(head)
  if (exact) return exact
  if (remark === undefined) return []
  return (called.get(bare) ?? []).flatMap((meant) => {
    const { unit } = ledger.fields[meant.name]!.kind
    if (unit === undefined) return meant
    // 元/月 over 月补助标准.
    const [word = '', per] = remark.split('/')
    if (per !== undefined && !ledger.fields[meant.name]!.label.includes(per)) return []
    return stepsPerWord(unit, word) === undefined ? [] : { ...meant, word }
  })
}

/** Words of lines such as “单位：户、万元” above a table. */
function unitsIn(sheet: Sheet, from: number, before: number): string[] {
  const above = sheet.rows.slice(from, before).flatMap((cells) => cells.map(textOf))
  return above
    .flatMap((text) => [...tidy(text).matchAll(/单位:\s*([^\s,。;)]+(?:[、/][^\s,。;)]+)*)/g)])
    .flatMap((m) => (m[1] ?? '').split(/[、,/]/))
}
