/** Follows the tables of a WordprocessingML document while it is read. */
import type { Cell, Table } from './table.ts'

/** What is open at the moment, innermost last, and every table met so far, in order. */
export interface TableTrail {
  open: OpenTable[]
  all: OpenTable[]
}

interface OpenTable {
  row: number
  /** Where the next cell stands. */
  column: number
  cells: OpenCell[]
  /** The cell that is being read. */
  cell: OpenCell | undefined
}

export interface OpenCell extends Omit<Cell, 'start' | 'end'> {
  /** Undefined as long as it has no paragraph. */
  start: number | undefined
  end: number | undefined
  /** The cell that its table stands in. */
  outer: OpenCell | undefined
}

/** A wider cell than any page holds is damage or mischief. */
const widest = 1000

export const noTables = (): TableTrail => ({ open: [], all: [] })

/** The cell in which the next paragraph stands. */
export function cellOf(trail: TableTrail): OpenCell | undefined {
  return trail.open.at(-1)?.cell
}

/** An element without its prefix begins; nothing happens for elements that have to do with no table. */
export function enterTable(trail: TableTrail, name: string): void {
  const table = trail.open.at(-1)
  if (name === 'tbl') {
    const opened: OpenTable = { row: -1, column: 0, cells: [], cell: undefined }
    trail.open.push(opened)
    trail.all.push(opened)
  } else if (name === 'tr' && table) {
    table.row++
    table.column = 0
  } else if (name === 'tc' && table) {
    const { row, column } = table
    const outer = trail.open.at(-2)?.cell
    table.cell = { row: Math.max(row, 0), column, span: 1, continued: false, start: undefined, end: undefined, outer }
    table.cells.push(table.cell)
  }
}

export function leaveTable(trail: TableTrail, name: string): void {
  const table = trail.open.at(-1)
  if (name === 'tbl') trail.open.pop()
  else if (name === 'tc' && table?.cell) {
    table.column += table.cell.span
    table.cell = undefined
  }
}

/** Elements that say where a cell stands. */
export const placing = new Set(['gridBefore', 'gridSpan', 'vMerge'])

/** A property of the row or cell that is being read; `value` is its `val` as written. */
export function tableProperty(trail: TableTrail, name: string, value: string | undefined): void {
  const table = trail.open.at(-1)
  const width = Math.min(widest, Math.max(1, Math.trunc(Number(value)) || 1))
  if (name === 'gridBefore' && table && !table.cell && value !== '0') table.column += width
  else if (name === 'gridSpan' && table?.cell) table.cell.span = width
  else if (name === 'vMerge' && table?.cell) table.cell.continued = value !== 'restart'
}

/** A paragraph of the cell was put into the text. It also belongs to the cells around: a cell may hold nothing but a table. */
export function addToCell(cell: OpenCell, start: number, end: number): void {
  for (let around: OpenCell | undefined = cell; around; around = around.outer) {
    around.start = Math.min(around.start ?? start, start)
    around.end = Math.max(around.end ?? end, end)
  }
}

/** The tables with offsets. A cell without a paragraph stands at the end of the one before it; empty tables are left out. */
export function tablesOf(trail: TableTrail): Table[] {
  return trail.all.flatMap(({ cells }) => {
    const first = cells.find((cell) => cell.start !== undefined)?.start
    if (first === undefined) return []
    let end = first
    let last = first
    const placed = cells.map(({ outer: _, ...cell }) => {
      const found = { ...cell, start: cell.start ?? end, end: cell.end ?? end }
      end = found.end
      last = Math.max(last, end)
      return found
    })
    return [{ cells: placed, start: first, end: last }]
  })
}
