/** A foreign table to rows of a ledger, and to what is wrong with the others. Pure. */
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { isDay } from '#kinds/day.ts'
import { bornOf } from '#kinds/id-number.ts'
import { idNumberKind, type Value } from '#kinds/index.ts'
import { type Fault, tidy } from '#kinds/kind.ts'
import { saysNothing } from '#kinds/nothing.ts'
import { adds } from '#kinds/unit.ts'
import { type Problem, problem, refuse } from '#problem.ts'
import { type Column, fieldCalled, findTables, placeSaid, type TableBlock } from './header.ts'
import { calledSame, namesIdentity } from './heads.ts'
import { judge } from './judge.ts'
import { numbersColumns, remarkIn, totalIn } from './remark.ts'
import { type Cell, type Sheet, type Table, textOf } from './table.ts'

/** A table that was read. */
export interface Block {
  sheet: string
  /** Row number of the header, from 1, and of the lines above that belong to it. */
  header: number
  above: readonly number[]
  /** Field → index of its column. */
  columns: ReadonlyMap<string, number>
  /** Fields without a column that are given one value for all rows → their labels. */
  filled: ReadonlyMap<string, string>
}

/** Head → one value for all rows of a table that has no such column. */
export type Fill = ReadonlyMap<string, string>

export interface Placed {
  /** Which of the reading’s blocks it stands in. */
  block: number
  /** Row number in the sheet, from 1. */
  row: number
}

export interface GoodRow extends Placed {
  /** Every field that has been read; links and areas written in words are in `names` until they are resolved. */
  values: Record<string, Value>
  names: Record<string, string>
  /** Beside a number in `names`: what the one is called whom it is to belong to. */
  told?: Record<string, string>
  /** Fields that the file says nothing of: they were given one value for all rows. */
  filled?: readonly string[]
}

export interface BadRow extends Placed {
  /** Links and areas written in words in a row that is bad for something else: they are looked up all the same, to be told at once. */
  names?: Record<string, string>
  told?: Record<string, string>
  /** Each with its line, and its column where one cell is wrong. */
  problems: Problem[]
}

export interface Reading {
  blocks: readonly Block[]
  good: GoodRow[]
  bad: BadRow[]
  /** What a person should know though nothing is wrong: what was left out, what stood out of sight. */
  notes: string[]
}

/**
 * Reads the rows of all tables of the ledger by the kinds of its fields. A row is bad when a cell cannot be read, a required one is blank,
 * its last day is before its first, or an amount in it is merged with other rows. Blank rows, totals and remarks are skipped.
 * Refuses as `findTables` does, and where a column that belongs to no field tells who somebody is.
 */
export function readRows(ledger: LedgerDefinition, table: Table, how?: Omit<How, 'loose'>): Reading {
  const { blocks, lines, notes } = readLines(ledger, table, how)
  const good: GoodRow[] = []
  const bad: BadRow[] = []
  for (const { problems, ...row } of lines) {
    if (problems.length > 0)
      bad.push({ ...badRow(blocks, row, problems), names: row.names, ...(row.told && { told: row.told }) })
    else good.push(row)
  }
  return { blocks, good, bad, notes }
}

/** A row as it was read, with what is wrong with it. */
export interface Line extends GoodRow {
  problems: Problem[]
}

interface How {
  loose?: ReadonlySet<string>
  fill?: Fill
  /** By the number of whoever belongs to a household, that is found too. */
  memberships?: readonly LedgerDefinition[]
}

/**
 * The rows of all tables as they stand. `loose`: fields that need not be filled in each line, because they are of what several lines are about;
 * an amount in one of them may be merged over the lines of one group, and a value for all is not given to each line.
 */
export function readLines(
  ledger: LedgerDefinition,
  table: Table,
  { loose = new Set(), fill = new Map(), memberships }: How = {},
): Pick<Reading, 'blocks' | 'notes'> & { lines: Line[]; fills: Fills } {
  const fills = readFill(ledger, fill, memberships)
  const { blocks, unread } = findTables(ledger, table, { filled: new Set(fills.keys()), memberships })
  for (const name of fills.keys()) {
    if (blocks.some(({ filled }) => filled.has(name))) continue
    refuse('import.fill', `表里有“${ledger.fields[name]!.label}”这一栏，不能再统一填写。`, {
      remedy: '请去掉这一项；表里有几格空着的，请在表里补上。',
    })
  }
  for (const block of blocks) refuseIdentities(ledger, block)
  const lines: Line[] = []
  const passed: Placed[] = []
  const below: Placed[] = []
  const numbers: Placed[] = []
  const found = blocks.map(({ sheet, row, columns, above, filled }) => ({
    sheet: sheet.name,
    header: row + 1,
    above: above.map((line) => line + 1),
    columns: new Map([...columns].map(([field, { at }]) => [field, at])),
    filled: new Map([...filled].map((field) => [field, ledger.fields[field]!.label])),
  }))
  blocks.forEach((block, b) => {
    // Above the first table of a sheet stands its title; above a later one, what may have been meant as a row.
    const later = blocks[b - 1]?.sheet === block.sheet
    for (const row of later ? block.above : []) {
      if (!block.sheet.rows[row]!.every(isBlank)) passed.push({ block: b, row: row + 1 })
    }
    for (const { row, as, ...read } of rowsOf(ledger, block, loose, fills)) {
      const placed = { block: b, row: row + 1 }
      if (as !== undefined) ({ below, aside: passed, numbers })[as].push(placed)
      if (!('values' in read)) continue
      lines.push({ ...placed, ...read })
    }
  })
  const unknown = [...new Set(blocks.flatMap(({ unknown }) => unknown.map(({ head }) => head)))]
  const group = ledger.joins && ledger.fields[ledger.joins.to]?.label
  const notes = [
    ...[...fill].map(([head, value]) => `表里没有“${head}”这一栏，账上没有的行都填“${value}”；账上已有的行不受影响。`),
    ...(unknown.length > 0 ? [`这些栏目不在“${ledger.title}”里，没有读：${unknown.join('、')}。`] : []),
    ...(below.length > 0 ? [`${placesSaid(found, below)}没有写“${group}”，按上面一行的算。`] : []),
    ...hiddenSaid(blocks, found, lines),
    ...unread,
    ...(numbers.length > 0 ? [`${placesSaid(found, numbers)}是栏目的编号，没有读。`] : []),
    ...(passed.length > 0 ? [`${placesSaid(found, passed)}是合计、示例或说明，没有读。`] : []),
    ...(lines.length === 0 ? ['表头下面没有数据。'] : []),
  ]
  return { blocks: found, lines, notes, fills }
}

/** Rows by their sheets, which are named where several were read. */
function placesSaid(blocks: readonly Block[], rows: readonly Placed[]): string {
  const several = new Set(blocks.map(({ sheet }) => sheet)).size > 1
  const sheets = new Map<string, number[]>()
  for (const { block, row } of rows) {
    const { sheet } = blocks[block]!
    const some = sheets.get(sheet)
    if (some) some.push(row)
    else sheets.set(sheet, [row])
  }
  return [...sheets].map(([sheet, some]) => placeSaid(several ? sheet : '', some)).join('，')
}

/** Another line of the file, seen from one: its sheet is named where that is another. */
export function otherLine(blocks: readonly Block[], other: Placed, from: Placed): string {
  const { sheet } = blocks[other.block]!
  return placeSaid(sheet === blocks[from.block]!.sheet ? '' : sheet, [other.row])
}

/** Who somebody is must not be left out with a note. */
function refuseIdentities(ledger: LedgerDefinition, { sheet, row, end, unknown }: TableBlock): void {
  const below = sheet.rows.slice(row + 1, end)
  const identities = unknown.filter(({ at, head }) =>
    below.some((cells) => isIdentity(cells[at]) || (namesIdentity(head) && !isBlank(cells[at]))),
  )
  if (identities.length === 0) return
  refuse(
    'import.identity_unread',
    `“${identities.map(({ head }) => head).join('、')}”里是证件号码，“${ledger.title}”没有这一栏。`,
    {
      ...(sheet.name && { at: { sheet: sheet.name } }),
      remedy: '是哪一栏，请照模板写表头；这本台账确实不收的，请把这一栏删去再导入。',
    },
  )
}

/** What was read though nobody sees it who opens the file. */
function hiddenSaid(tables: readonly TableBlock[], blocks: readonly Block[], read: readonly Placed[]): string[] {
  const rows = new Map<Sheet, Placed[]>()
  for (const placed of read) {
    const { sheet } = tables[placed.block]!
    const some = rows.get(sheet)
    if (some) some.push(placed)
    else rows.set(sheet, [placed])
  }
  return [...rows].flatMap(([sheet, rows]) => {
    if (sheet.hidden) return [`工作表“${sheet.name}”是隐藏的，里面的 ${rows.length} 行也读了。`]
    const out = new Set(sheet.hiddenRows)
    const hidden = rows.filter(({ row }) => out.has(row - 1)).sort((a, b) => a.row - b.row)
    return hidden.length > 0 ? [`${placesSaid(blocks, hidden)}是隐藏的或被筛掉的，也读了。`] : []
  })
}

type RowRead = { row: number } & (
  | { as: 'aside' | 'numbers' }
  | ({ as?: 'below'; problems: Problem[] } & Omit<GoodRow, keyof Placed>)
)

/** The rows of a table below its header, but for blank ones. `below`: its group was written in a row above it only. */
function* rowsOf(
  ledger: LedgerDefinition,
  { sheet, row: header, end, columns, headers, filled }: TableBlock,
  loose: ReadonlySet<string>,
  all: Fills,
): Generator<RowRead> {
  const merged = mergedIn(sheet, header)
  const places = [...columns.values()].flatMap(({ at, or, within }) => [at, or ?? [], within ?? []].flat())
  /** Whether a row says something of its own, beside what is merged with the row above. */
  const speaks = (r: number) =>
    places.some((at) => !isBlank(sheet.rows[r]?.[at]) && !((merged.get(`${r}/${at}`)?.first ?? r) < r))
  const fills = new Map([...all].filter(([name]) => filled.has(name) && !loose.has(name)))
  const group = ledger.joins && columns.get(ledger.joins.to)
  let above: Cell = null
  let below = header
  for (let row = header + 1; row < end; row++) {
    const cells = sheet.rows[row] ?? []
    if (headers.has(row)) {
      below = row
      continue
    }
    if (sheet.typed) {
      if (speaks(row)) yield { row, ...readRow(ledger, columns, cells, () => undefined, loose, fills) }
      continue
    }
    if (row <= below + 2 && numbersColumns(cells)) {
      yield { row, as: 'numbers' }
      continue
    }
    if (totalIn(cells)) {
      above = null
      yield { row, as: 'aside' }
      continue
    }
    const aside = remarkIn(cells, places.length)
    if (aside || !speaks(row)) {
      if (aside) yield { row, as: 'aside' }
      if (cells.every(isBlank)) above = null
      continue
    }
    const alone: boolean = group !== undefined && isBlank(cells[group.at]) && above !== null
    const given: readonly Cell[] = alone ? Object.assign([...cells], { [group!.at]: above }) : cells
    if (group) above = given[group.at] ?? null
    const shared = (at: number, name: string) => {
      const cell = merged.get(`${row}/${at}`)
      if (!cell) return undefined
      if (cell.shared === undefined) {
        const over = Array.from({ length: cell.last - cell.first + 1 }, (_, i) => cell.first + i).filter(speaks)
        const groups = group && loose.has(name) ? new Set(over.map((r) => textOf(sheet.rows[r]![group.at]))) : undefined
        cell.shared = (groups ? [...groups].filter((text) => text !== '') : over).length > 1
      }
      return cell.shared ? cell : undefined
    }
    yield { row, ...(alone && { as: 'below' as const }), ...readRow(ledger, columns, given, shared, loose, fills) }
  }
}

interface MergedCell {
  first: number
  last: number
  /** Whether more than one of its rows is a row; told when it is first asked, as a long cell is asked for in each of its rows. */
  shared?: boolean
}

function mergedIn({ merged = [] }: Sheet, header: number): Map<string, MergedCell> {
  const cells = new Map<string, MergedCell>()
  for (const { column, first, last } of merged) {
    // What hangs down from the header is a head.
    if (first <= header) continue
    const cell: MergedCell = { first, last }
    for (let row = first; row <= last; row++) cells.set(`${row}/${column}`, cell)
  }
  return cells
}

/** A row with its faults, told where they stand in the file. */
export function badRow(blocks: readonly Block[], { block, row }: Placed, problems: readonly Problem[]): BadRow {
  const { sheet, columns, filled } = blocks[block]!
  const several = sheet !== '' && blocks.some((other) => other.sheet !== sheet)
  return {
    block,
    row,
    problems: problems.map((one) => {
      const { n: _, ...at } = one.at ?? {}
      const column = at.field === undefined ? undefined : columns.get(at.field)
      const cell = { ...(several && { sheet }), line: row, ...(column !== undefined && { column: column + 1 }) }
      return { ...saidOfFilled(filled, one), at: { ...at, ...cell } }
    }),
  }
}

/** The file has no cell for what was given for all rows: where that is at fault, or a day of the file is before it, it has to be said. */
function saidOfFilled(filled: Block['filled'], one: Problem): Problem {
  const label = [...filled].find(
    ([field, label]) => one.at?.field === field || one.message.includes(`早于${label}（`),
  )?.[1]
  if (label === undefined) return one
  return {
    ...one,
    message: `${one.message}表里没有“${label}”这一栏，这是统一填的值。`,
    ...(!one.doubt && { remedy: `请在退回的文件里加上“${label}”一栏，写这一行自己的，再导入它。` }),
  }
}

/** By field: the value, or the name of what is meant. */
type Fills = ReadonlyMap<string, { value: Value } | { name: string }>

/** Refuses a head that means none of the fields, and a value that is none of its kind. */
function readFill(ledger: LedgerDefinition, fill: Fill, memberships?: readonly LedgerDefinition[]): Fills {
  const called = calledSame(ledger, memberships)
  return new Map(
    [...fill].map(([head, text]) => {
      const name = fieldCalled(called, head)
      if (name === undefined) {
        refuse('import.fill', `“${ledger.title}”没有“${head}”这一栏，不能统一填写。`, {
          remedy: `可以写的栏目：${Object.values(ledger.fields)
            .map(({ label }) => label)
            .join('、')}。`,
        })
      }
      const read = readCell(ledger.fields[name]!, text)
      if ('problem' in read) {
        const { code, message, remedy } = read.problem
        refuse(code, `统一填写的“${head}”不对：${message}`, { remedy })
      }
      return [name, read]
    }),
  )
}

function readRow(
  ledger: LedgerDefinition,
  columns: ReadonlyMap<string, Column>,
  cells: readonly Cell[],
  shared: (column: number, field: string) => { first: number; last: number } | undefined,
  loose: ReadonlySet<string>,
  fills: Fills,
): Omit<GoodRow, keyof Placed> & { problems: Problem[] } {
  const values: Record<string, Value> = {}
  const names: Record<string, string> = {}
  const told: Record<string, string> = {}
  const unread: Problem[] = []
  for (const [name, fill] of fills) {
    if ('name' in fill) names[name] = fill.name
    else values[name] = fill.value
  }
  for (const [name, field] of Object.entries(ledger.fields)) {
    if (fills.has(name)) continue
    const column = columns.get(name)
    const cell = column && cellOf(field, column, cells)
    if (cell === undefined || isBlank(cell) || (field.optional && saysNothing(textOf(cell), field.kind))) {
      values[name] = null
      continue
    }
    const over = field.kind.unit !== undefined && adds(field.kind.unit) ? shared(column!.at, name) : undefined
    if (over) {
      unread.push({ ...mergedAmount(cell, over), at: { ledger: ledger.id, field: name } })
      continue
    }
    const read = readCell(field, cell, column?.word)
    if ('problem' in read) unread.push({ ...read.problem, at: { ledger: ledger.id, field: name } })
    else if ('name' in read) {
      names[name] = read.name
      const beside = column?.told === undefined || isBlank(cells[column.at]) ? null : (cells[column.told] ?? null)
      if (!isBlank(beside) && !saysNothing(textOf(beside), field.kind)) told[name] = withoutBlanks(textOf(beside))
    } else values[name] = read.value
  }
  fillFromNumber(ledger, values, unread)
  const settled = new Set<string | undefined>([...loose, ...Object.keys(names), ...unread.map((one) => one.at?.field)])
  const judged = judge(ledger, values, 'new', settled)
  const order = Object.keys(ledger.fields)
  const place = ({ at }: Problem) => (at?.field === undefined ? order.length : order.indexOf(at.field))
  const problems = [...unread, ...judged].sort((a, b) => place(a) - place(b))
  return {
    values,
    names,
    ...(Object.keys(told).length > 0 && { told }),
    ...(fills.size > 0 && { filled: [...fills.keys()] }),
    problems,
  }
}

function cellOf({ kind }: Field, { at, or, within }: Column, cells: readonly Cell[]): Cell | undefined {
  if (within !== undefined) return kind.parts?.join(textOf(cells[within]), textOf(cells[at]))
  return isBlank(cells[at]) && or !== undefined ? cells[or] : cells[at]
}

/** What nobody wrote, though the number of the papers tells it. */
function fillFromNumber(ledger: LedgerDefinition, values: Record<string, Value>, unread: readonly Problem[]): void {
  if (!ledger.identity) return
  const { number, born, sex } = ledger.identity
  const id = values[number]
  const told = typeof id === 'string' ? ledger.fields[number]?.kind.tells?.(id) : undefined
  for (const [field, value] of [
    [born, told?.born],
    [sex, told?.sex],
  ] as const) {
    if (value !== undefined && values[field] === null && !unread.some(({ at }) => at?.field === field)) {
      values[field] = value
    }
  }
}

function readCell(field: Field, cell: Cell, word?: string): { value: Value } | { name: string } | { problem: Fault } {
  const { kind } = field
  const spoilt = spoiltByExcel(field, cell)
  if (spoilt) return { problem: spoilt }
  if (typeof cell === 'object' && cell && 'day' in cell) return kind.parse(cell.shown)
  const text = textOf(cell).replace(/^'/, '')
  if (
    /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|BUSY!|BLOCKED!|FIELD!|UNKNOWN!|CONNECT!)/.test(
      text,
    )
  ) {
    return {
      problem: { code: 'import.error_cell', message: `公式出错（${text}）。`, remedy: '请改正公式，或直接填写结果。' },
    }
  }
  if (/^(同上|同前|〃|″)$/.test(text.trim())) {
    return {
      problem: {
        code: 'import.ditto',
        message: `写的是“${text.trim()}”。`,
        remedy: '每一行都要写出内容，不能写“同上”。',
      },
    }
  }
  const number =
    typeof cell === 'number' ? cell : typeof cell === 'object' && cell && 'number' in cell ? cell.number : undefined
  const whole = number !== undefined && kind.sheet.numbers === 'read'
  // Excel keeps 15 digits: whatever is longer has been spoilt.
  if (number !== undefined && !whole && Math.abs(number) >= 1e15) return idNumberKind.parse(number)
  if (kind.named?.(tidy(text))) return namedRow(field, withoutBlanks(text))
  if (kind.unit !== undefined) {
    const amount = number ?? text
    return kind.parse(word !== undefined && /^[-+\d.,，\s]+$/.test(tidy(amount)) ? `${tidy(amount)}${word}` : amount)
  }
  if (whole) return kind.parse(number)
  return kind.parse(typeof cell === 'boolean' ? cell : unpadded(text))
}

/** What cannot be taken as it was written, because Excel did not keep that: 1-1 has become a day, 1.10 the number 1.1. */
function spoiltByExcel({ kind, label }: Field, cell: Cell): Fault | undefined {
  if (typeof cell === 'number' && kind.sheet.numbers !== 'read' && !Number.isInteger(cell)) {
    return {
      code: 'import.became_number',
      message: `“${label}”是文字，这一格却被 Excel 存成了数 ${cell}，原来写的可能不是这样（如 1.10 会变成 1.1）。`,
      remedy: '请把这一格设成“文本”格式，再照原样重新填写。',
    }
  }
  if (cell === null || typeof cell !== 'object') return undefined
  if ('number' in cell) {
    if (kind.sheet.format !== 'date' || !cell.from1904) return undefined
    return {
      code: 'import.not_a_day',
      message: `这一格是数 ${cell.number}，这份文件的日期又从 1904 年算起，看不出是哪一天。`,
      remedy: '请把这一格设成“日期”格式，或写成 2025-03-05。',
    }
  }
  if ('uncalculated' in cell) {
    return {
      code: 'import.no_result',
      message: '这一格是公式，文件里没有存它算出的结果。',
      remedy: '请用 WPS 或 Excel 打开文件，保存后再导入；或直接填写结果。',
    }
  }
  if (kind.sheet.format !== 'date') {
    return {
      code: 'import.became_date',
      message: `这一格被 Excel 存成了日期或时间（${cell.shown}），原来写的可能不是这样（如 3-5 会变成 3 月 5 日）。`,
      remedy: '请把这一格设成“文本”格式，再照原样重新填写。',
    }
  }
  if (cell.day !== null) return undefined
  return {
    code: 'import.not_a_day',
    message: `这一格的格式是日期，里面却是 ${cell.shown}，不是哪一天。`,
    remedy: '请对照原始材料写成年、月、日，如 2025-03-05；没有的请留空。',
  }
}

/** What names the row or place that is meant. Where rows are named by ID number, one is checked before anybody is looked for. */
function namedRow(field: Field, name: string): { name: string } | { problem: Fault } {
  const naming = (field.to ?? []).flatMap(({ ledger }) => ledger.namedBy.map((by) => ledger.fields[by]?.kind))
  const read = naming.find((kind) => kind?.resembles?.(name))?.parse(name)
  if (!read) return { name }
  return 'problem' in read ? read : { name: String(read.value) }
}

/** Names are padded with blanks to equal width: 张  三. */
function withoutBlanks(text: string): string {
  const tidied = tidy(text)
  return /\p{Script=Han}/u.test(tidied) ? tidied.replace(/\s/g, '') : tidied.replace(/\s+/g, ' ')
}

/** Single characters with blanks between them are a name padded to the width of longer ones. */
function unpadded(text: string): string {
  return /^\s*\p{Script=Han}(\s+\p{Script=Han})+\s*$/u.test(text) ? text.replace(/\s/g, '') : text
}

/** An amount that stands once for several rows: copied into each of them it would count several times. */
function mergedAmount(cell: Cell, { first, last }: { first: number; last: number }): Fault {
  return {
    code: 'import.merged_amount',
    message: `${textOf(cell)} 这一格合并在第 ${first + 1}—${last + 1} 行上，看不出各行是多少。`,
    remedy: '请取消合并，每行填自己的数；只属于其中一行的，填在那一行，别的行留空或填 0。',
  }
}

function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || tidy(textOf(cell)) === ''
}

/** A citizen’s number that checks, or what Excel left of one. */
function isIdentity(cell: Cell | undefined): boolean {
  if (typeof cell === 'string') return 'value' in idNumberKind.parse(cell)
  const number = typeof cell === 'object' && cell && 'number' in cell ? cell.number : cell
  return typeof number === 'number' && number >= 1e17 && isDay(bornOf(String(number)))
}

/**
 * Rows that repeat the unique fields of an earlier row become bad ones. Links count as they are written, until resolved. Of something that
 * exists, such as a household on the lines of its members, a row that says the same again is the same, and told in a note.
 */
export function withoutRepeats(ledger: LedgerDefinition, reading: Reading): Reading {
  const seen = new Map<string, GoodRow>()
  const good: GoodRow[] = []
  const bad = [...reading.bad]
  const again: GoodRow[] = []
  for (const row of reading.good) {
    const keys = ledger.unique.flatMap((fields, set) => {
      const parts = fields.map((field) => row.names[field] ?? row.values[field] ?? null)
      return parts.includes(null) ? [] : [{ fields, key: JSON.stringify([set, ...parts]) }]
    })
    const repeated = keys.find(({ key }) => seen.has(key))
    if (!repeated) {
      for (const { key } of keys) seen.set(key, row)
      good.push(row)
      continue
    }
    const before = seen.get(repeated.key)!
    if (ledger.mode === 'entity' && saysNoMore(row, before)) {
      again.push(row)
      continue
    }
    const labels = repeated.fields.map((field) => ledger.fields[field]?.label ?? field).join('、')
    bad.push(
      badRow(reading.blocks, row, [
        problem('act.not_unique', `与${otherLine(reading.blocks, before, row)}重复（${labels}都相同）。`, {
          at: { ledger: ledger.id },
          remedy: '请删去其中一行，或改正写错的那一行。',
        }),
      ]),
    )
  }
  const said = `${placesSaid(reading.blocks, again)}和前面的行说的是同一${ledger.row}，内容一样，只算一次。`
  return { ...reading, good, bad: inOrder(bad), notes: [...reading.notes, ...(again.length > 0 ? [said] : [])] }
}

export const inOrder = <R extends Placed>(rows: readonly R[]): R[] =>
  [...rows].sort((a, b) => a.block - b.block || a.row - b.row)

/** Whether whatever a row says, an earlier one has said. */
function saysNoMore(row: GoodRow, before: GoodRow): boolean {
  const same = (a: Record<string, Value>, b: Record<string, Value>) =>
    Object.entries(a).every(([field, value]) => value === null || b[field] === value)
  return same(row.values, before.values) && same(row.names, before.names)
}
