/** What goes back to the person who sent a file: the rows that could not be taken, each with its reason. */
import { parse } from 'node:path'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Code } from '#problem.ts'
import { type At, type Namer, sentence } from '#problem.ts'
import type { ReturnedCell, ReturnedSheet } from './mark.ts'
import { type Cell, placeHead, reasonHead, type Sheet, type Table, textOf } from './table.ts'
import { inFileThread } from './thread.ts'
import type { BadRow, Block, Reading } from './validate.ts'

const guide = '这里只有退回的行。照“错误原因”改好，直接再导入这一份；其余的行不用再导。'

/** Lines above a header that come along: with the guide no more than where a header is looked for. */
const mostAbove = 8

/**
 * An .xlsx of the refused rows alone, sheet by sheet under their own headers, with every wrong cell red, a column 错误原因 and one of the
 * rows’ old places. What formulas showed stands as values, and what was text is text. It can be corrected and imported again as it is:
 * what is left as it was is refused again.
 */
export async function marked(
  ledger: LedgerDefinition,
  table: Table,
  name: string,
  { blocks, bad }: Pick<Reading, 'blocks' | 'bad'>,
  called: Namer,
): Promise<{ bytes: Uint8Array; name: string }> {
  const sheets = table.sheets.flatMap((sheet) => {
    const there = blocks.flatMap((block, b) => {
      const rows = bad.filter((row) => row.block === b)
      return block.sheet === sheet.name && rows.length > 0 ? [{ block, rows }] : []
    })
    return there.length > 0 ? [returned(ledger, sheet, there, called)] : []
  })
  const { copy } = await inFileThread({ do: 'mark', sheets })
  return { bytes: copy, name: returnedName(name, ledger.title) }
}

/** After the file that was sent, which may have been returned and saved twice itself, and after the ledger where that does not say it: 名册-农户-退回.xlsx. */
function returnedName(name: string, title: string): string {
  const stem = parse(name).name.replace(/(（有错误）|-退回( ?[（(]\d+[)）])?)$/, '')
  return `${stem}${stem.includes(title) ? '' : `-${title}`}-退回.xlsx`
}

function returned(
  ledger: LedgerDefinition,
  sheet: Sheet,
  there: readonly { block: Block; rows: readonly BadRow[] }[],
  called: Namer,
): ReturnedSheet {
  const lines: ReturnedCell[][] = [[{ value: guide }]]
  const merges: ReturnedSheet['merges'] = []
  const ours = (block: Block) =>
    new Set(
      (sheet.rows[block.header - 1] ?? []).flatMap((head, at) =>
        [reasonHead, placeHead].includes(textOf(head).trim()) ? [at] : [],
      ),
    )
  const lengths = there.flatMap(({ block, rows }) => {
    const added = ours(block).size
    return [block.header, ...rows.map(({ row }) => row)].map((row) => (sheet.rows[row - 1]?.length ?? 0) - added)
  })
  const width = lengths.reduce((most, length) => Math.max(most, length))
  for (const { block, rows } of there) {
    const added = ours(block)
    const kept = (row: number) => {
      const cells = Array.from(sheet.rows[row - 1] ?? [], (cell, at) => ({ cell, at }))
      return cells.filter(({ at }) => !added.has(at))
    }
    for (const row of block.above.slice(-mostAbove)) {
      const cells = kept(row)
      if (textOf(cells[0]?.cell) !== guide) lines.push(cells.map(({ cell }) => ({ value: textOf(cell) || null })))
    }
    const heads = kept(block.header).map(({ cell }): ReturnedCell => ({ value: textOf(cell) || null, look: 'head' }))
    while (heads.length < width) heads.push({ value: null })
    lines.push([...heads, { value: reasonHead, look: 'head' }, { value: placeHead, look: 'head' }])
    const fields = new Map([...block.columns].map(([field, at]) => [at, ledger.fields[field]!.kind]))
    const group = ledger.joins && block.columns.get(ledger.joins.to)
    const from = lines.length
    for (const { row, problems } of rows) {
      const faults = new Map(problems.map(({ at, code }) => [(at?.column ?? 0) - 1, code]))
      const cells = kept(row).map(({ cell, at }): ReturnedCell => {
        const code = faults.get(at)
        // The row above it, by which it was understood, may not come back with it.
        if (at === group && textOf(cell).trim() === '' && !code) return { value: groupAbove(sheet, block, row, at) }
        const value = returnedValue(cell, fields.get(at)?.sheet.numbers === 'read', code)
        return { ...value, ...(code && { look: 'wrong' }) }
      })
      while (cells.length < width) cells.push({ value: null })
      const reason = problems.map(({ at, ...fault }) => sentence({ ...fault, at: beside(at) }, called)).join('；')
      lines.push([...cells, { value: reason, look: 'reason' }, { value: String(row) }])
    }
    // A merged amount stays merged: written into one row, it would be that row’s.
    /** Column → row → line. */
    const shared = new Map<number, Map<number, number>>()
    rows.forEach(({ row, problems }, i) => {
      for (const { at, code } of problems) {
        if (code !== 'import.merged_amount' || at?.column === undefined) continue
        const column = shared.get(at.column - 1) ?? new Map<number, number>()
        shared.set(at.column - 1, column.set(row - 1, from + i))
      }
    })
    for (const { column, first, last } of sheet.merged ?? []) {
      const sharing = shared.get(column)
      if (!sharing) continue
      const [one, ...others] = Array.from({ length: last - first + 1 }, (_, i) => sharing.get(first + i) ?? []).flat()
      if (one === undefined || others.length === 0) continue
      const at = column - [...added].filter((each) => each < column).length
      for (const line of others) lines[line]![at] = { value: null, look: 'wrong' }
      merges.push({ column: at, first: one, last: others.at(-1)! })
    }
  }
  return { name: sheet.name || '退回', lines, merges }
}

function groupAbove(sheet: Sheet, block: Block, row: number, at: number): string | null {
  for (let r = row - 2; r >= block.header; r--) {
    const text = textOf(sheet.rows[r]?.[at])
    if (text.trim() !== '') return text
  }
  return null
}

/** What cannot be told from a faulty cell must not become readable by being copied. */
const untold: ReadonlySet<Code | undefined> = new Set(['import.no_result', 'import.not_a_day'])

/** Digits that stand for words are text, as they were shown; what Excel has spoilt stays as it is, and is refused again. */
function returnedValue(cell: Cell, number: boolean, fault: Code | undefined): Pick<ReturnedCell, 'value' | 'day'> {
  if (cell === null || typeof cell === 'string' || typeof cell === 'boolean') return { value: cell }
  if (untold.has(fault)) return { value: '#N/A' }
  if (typeof cell === 'number') {
    return { value: number || !Number.isInteger(cell) || Math.abs(cell) >= 1e15 ? cell : String(cell) }
  }
  if ('number' in cell) {
    return { value: number || Math.abs(cell.number) >= 1e15 ? cell.number : cell.shown }
  }
  if ('day' in cell && fault === 'import.became_date') return { value: cell.day ?? '1900-01-01', day: true }
  return { value: 'uncalculated' in cell ? '#N/A' : cell.shown }
}

/** Beside its row, a reason need only say which cell it is about. */
function beside({ ledger, field }: At = {}): At {
  return field === undefined ? {} : { ledger, field }
}
