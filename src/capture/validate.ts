/** A foreign table to rows of a ledger, and to what is wrong with the others. Pure. */
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { idNumberKind, type Value } from '#kinds/index.ts'
import { type Fault, tidy } from '#kinds/kind.ts'
import { type Problem, problem, refuse } from '#problem.ts'
import { type Column, findHeader } from './header.ts'
import { judge } from './judge.ts'
import { type Cell, type Table, textOf } from './table.ts'

export interface GoodRow {
  /** Row number in the file, from 1. */
  row: number
  /** Every field that has been read; links and areas written in words are in `names` until they are resolved. */
  values: Record<string, Value>
  names: Record<string, string>
}

export interface BadRow {
  row: number
  /** Each with its line, and its column where one cell is wrong. */
  problems: Problem[]
}

export interface Reading {
  sheet: string
  /** Row number of the header, from 1. */
  header: number
  /** Field → index of its column. */
  columns: ReadonlyMap<string, number>
  good: GoodRow[]
  bad: BadRow[]
  /** What a person should know though nothing is wrong: columns left out, rows skipped. */
  notes: string[]
}

/**
 * Reads the rows below the header by the kinds of the ledger's fields. A row is bad when a cell cannot be read, a required one is blank,
 * its last day is before its first, or it repeats the unique fields of an earlier row. Blank rows, totals and remarks are skipped.
 * Refuses as `findHeader` does, and where a column that belongs to no field holds ID numbers.
 */
export function readRows(ledger: LedgerDefinition, table: Table): Reading {
  const { sheet, row: headerRow, columns, unknown, alike } = findHeader(ledger, table)
  const identities = unknown.filter(({ at }) => sheet.rows.slice(headerRow + 1).some((cells) => isIdentity(cells[at])))
  if (identities.length > 0) {
    refuse(
      'import.identity_unread',
      `“${identities.map(({ head }) => head).join('、')}”里是证件号码，“${ledger.title}”没有这一栏。`,
      {
        ...(sheet.name && { at: { sheet: sheet.name } }),
        remedy: '是哪一栏，请照模板写表头；这本台账确实不收的，请把这一栏删去再导入。',
      },
    )
  }
  const found = { sheet: sheet.name, columns: new Map([...columns].map(([field, column]) => [field, column.at])) }
  const good: GoodRow[] = []
  const bad: BadRow[] = []
  const skipped: number[] = []
  for (let r = headerRow + 1; r < sheet.rows.length; r++) {
    const cells = sheet.rows[r] ?? []
    if ([...columns.values()].every(({ at }) => isBlank(cells[at]))) {
      if (cells.some((cell) => remark.test(textOf(cell).trim()))) skipped.push(r + 1)
      continue
    }
    if (remark.test(textOf(cells.find((cell) => !isBlank(cell))).replace(/\s/g, ''))) {
      skipped.push(r + 1)
      continue
    }
    const { problems, ...row } = readRow(ledger, columns, cells)
    if (problems.length > 0) bad.push(badRow(found, r + 1, problems))
    else good.push({ row: r + 1, ...row })
  }
  const notes = [
    ...(unknown.length > 0
      ? [`这些栏目不在“${ledger.title}”里，没有读：${unknown.map(({ head }) => head).join('、')}。`]
      : []),
    ...(skipped.length > 0 ? [`第 ${skipped.join('、')} 行是合计、示例或说明，没有读。`] : []),
    ...(alike.length > 0
      ? [`工作表“${alike.join('”“')}”也是“${ledger.title}”的表，这次没有读；请把它单独存成一份文件再导入。`]
      : []),
    ...(good.length + bad.length === 0 ? ['表头下面没有数据。'] : []),
  ]
  return withoutRepeats(ledger, { ...found, header: headerRow + 1, good, bad, notes })
}

/** A row with its faults, told where they stand in the file. */
export function badRow(
  { sheet, columns }: Pick<Reading, 'sheet' | 'columns'>,
  row: number,
  problems: readonly Problem[],
): BadRow {
  return {
    row,
    problems: problems.map((one) => {
      const { n: _, ...at } = one.at ?? {}
      const column = at.field === undefined ? undefined : columns.get(at.field)
      const cell = { ...(sheet && { sheet }), line: row, ...(column !== undefined && { column: column + 1 }) }
      return { ...one, at: { ...at, ...cell } }
    }),
  }
}

const remark =
  /^(合计|总计|小计|共计|例[:：]|示例|样例|注[:：]|说明[:：]|备注[:：]|填表人|填报人|填报单位|制表人|审核人|负责人|单位负责人)/

function readRow(
  ledger: LedgerDefinition,
  columns: ReadonlyMap<string, Column>,
  cells: readonly Cell[],
): { values: Record<string, Value>; names: Record<string, string>; problems: Problem[] } {
  const values: Record<string, Value> = {}
  const names: Record<string, string> = {}
  const unread: Problem[] = []
  for (const [name, field] of Object.entries(ledger.fields)) {
    const column = columns.get(name)
    const cell = column && cells[column.at]
    if (cell === undefined || isBlank(cell) || (field.optional && isDash(cell, field))) {
      values[name] = null
      continue
    }
    const read = readCell(field, cell, column?.word)
    if ('problem' in read) unread.push({ ...read.problem, at: { ledger: ledger.id, field: name } })
    else if ('name' in read) names[name] = read.name
    else values[name] = read.value
  }
  const settled = new Set([...Object.keys(names), ...unread.map((one) => one.at?.field)])
  const judged = judge(ledger, values, 'new').filter((one) => !settled.has(one.at?.field))
  const order = Object.keys(ledger.fields)
  const place = ({ at }: Problem) => (at?.field === undefined ? order.length : order.indexOf(at.field))
  return { values, names, problems: [...unread, ...judged].sort((a, b) => place(a) - place(b)) }
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

function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || tidy(textOf(cell)) === ''
}

/** A citizen's number that checks: who somebody is must not be left out with a note. */
function isIdentity(cell: Cell | undefined): boolean {
  return typeof cell === 'string' && 'value' in idNumberKind.parse(cell)
}

/** How people write that there is nothing. “无” may be an answer of its own in words. */
function isDash(cell: Cell, field: Field): boolean {
  const text = tidy(textOf(cell))
  if (/^([/\\—–-]+|——)$/.test(text)) return true
  return text === '无' && !field.kind.answersNone
}

/** Rows that repeat the unique fields of an earlier row of the file become bad ones. Links count as they are written, until resolved. */
export function withoutRepeats(ledger: LedgerDefinition, reading: Reading): Reading {
  const seen = new Map<string, number>()
  const good: GoodRow[] = []
  const bad = [...reading.bad]
  for (const row of reading.good) {
    const keys = ledger.unique.flatMap((fields, set) => {
      const parts = fields.map((field) => row.names[field] ?? row.values[field] ?? null)
      return parts.includes(null) ? [] : [{ fields, key: JSON.stringify([set, ...parts]) }]
    })
    const repeated = keys.find(({ key }) => seen.has(key))
    if (repeated) {
      const labels = repeated.fields.map((field) => ledger.fields[field]?.label ?? field).join('、')
      const message = `与第 ${seen.get(repeated.key)} 行重复（${labels}都相同）。`
      bad.push(
        badRow(reading, row.row, [
          problem('act.not_unique', message, {
            at: { ledger: ledger.id },
            remedy: '请删去其中一行，或改正写错的那一行。',
          }),
        ]),
      )
    } else {
      for (const { key } of keys) seen.set(key, row.row)
      good.push(row)
    }
  }
  return { ...reading, good, bad: bad.sort((a, b) => a.row - b.row) }
}
