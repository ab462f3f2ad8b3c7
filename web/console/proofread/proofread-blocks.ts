/** A proofread text as it is laid out on the page: its lines, and its tables with their rows and columns. Plain data. */
import type { Proofreading } from '#http/proofread/answers.ts'
import { type Mark, type Segment, type Span, segmentsOf } from './proofread-marks.ts'

export interface Line extends Span {
  segments: Segment[]
}

export interface Sheet {
  rows: Row[]
}

/** From where to where in the text its cells reach. */
export interface Row extends Span {
  cells: Cell[]
}

export type Block = Line | Sheet

export interface Cell {
  /** A `th` names columns; the `div` is the whole text. */
  tag: 'th' | 'td' | 'div'
  /** From 0. */
  column: number
  /** How many columns and rows it takes up. */
  columns: number
  rows: number
  /** Lines, and tables inside the cell. */
  blocks: Block[]
  /** Its text, cut off where it is too long to be a head or a number. */
  text: string
  /** A number, or what stands above or in place of one. */
  number: boolean
}

type Text = Pick<Proofreading, 'text' | 'paragraphs' | 'tables'>
type Table = Text['tables'][number]

/** All lines and tables in the order of the text. Nothing is left out but what parts the cells of a table in typed text. */
export function wholeOf({ text, paragraphs, tables }: Text, marks: readonly Mark[]): Cell {
  // In typed text a line of a table holds its cells, in a Word file a cell holds its lines.
  const typed = paragraphs.every(({ cell }) => !cell)
  const lines: Line[] = []
  let [paragraphAt, tableAt] = [0, 0]

  function lineOf(start: number, end: number): Line {
    const line: Line = { start, end, segments: [] }
    lines.push(line)
    return line
  }

  function between(start: number, end: number): Block[] {
    const blocks: Block[] = []
    for (;;) {
      const own = paragraphs[paragraphAt]
      if (!own || (typed ? own.start : own.end) > end) return blocks
      while (tables[tableAt] && tables[tableAt]!.start < own.start) tableAt++
      const table = tables[tableAt]
      if (table?.start === own.start) {
        tableAt++
        blocks.push(sheetOf(table))
        continue
      }
      if (!typed) blocks.push(lineOf(own.start, own.end))
      else if (own.end >= start) blocks.push(lineOf(Math.max(own.start, start), Math.min(own.end, end)))
      // The rest of the line is the next cell's.
      if (own.end > end) return blocks
      paragraphAt++
    }
  }

  function sheetOf(table: Table): Sheet {
    const rows: Row[] = []
    /** The last cell of each column, the row that it began in, and the number of the row behind it. */
    const above = new Map<number, { cell: Cell; row: Row; until: number }>()
    let [row, number, column]: [Row | undefined, number, number] = [undefined, -1, 0]
    for (const one of table.cells) {
      if (!row || one.row !== number) {
        row = { cells: [], start: one.start, end: one.end }
        rows.push(row)
        number = one.row
        column = 0
      }
      row.end = Math.max(row.end, one.end)
      const blocks = between(one.start, one.end)
      const over = one.continued ? above.get(one.column) : undefined
      if (over && over.until === rows.length - 1 && over.cell.columns === one.span) {
        over.until++
        over.cell.rows++
        over.row.end = row.end
        over.cell.blocks.push(...blocks.filter((block) => 'rows' in block || block.end > block.start))
      } else {
        if (one.column > column) row.cells.push(emptyCell(column, one.column - column))
        const cell = { ...emptyCell(one.column, one.span), blocks, text: text.slice(one.start, one.end).slice(0, long) }
        row.cells.push(cell)
        above.set(one.column, { cell, row, until: rows.length })
      }
      column = Math.max(column, one.column + one.span)
    }
    if (typed) while (paragraphs[paragraphAt] && paragraphs[paragraphAt]!.end <= table.end) paragraphAt++
    dress(rows, fillUp(rows))
    return { rows }
  }

  const blocks = between(0, Number.POSITIVE_INFINITY)
  for (const [i, segments] of segmentsOf(text, lines, marks).entries()) lines[i]!.segments = segments
  return { ...emptyCell(0, 1), tag: 'div', blocks }
}

/** The mark, where the line lies in the place that it speaks of, from its first figure to its last. */
export function nearTo({ start, end }: Span, mark: Mark | undefined): Mark | undefined {
  const spans = mark?.spans ?? []
  const [first, last] = [spans[0], spans[spans.length - 1]]
  return first && last && start < last.end && end > first.start ? mark : undefined
}

/** Longer texts are neither heads nor numbers. */
const long = 40
const mostHeads = 6

const emptyCell = (column: number, columns: number): Cell => ({
  tag: 'td',
  column,
  columns,
  rows: 1,
  blocks: [],
  text: '',
  number: false,
})

/** Rows that end before the others are filled up, so that every line is drawn to the edge. Returns the width in columns. */
function fillUp(rows: readonly Row[]): number {
  const widths = rows.map(() => 0)
  for (const [at, row] of rows.entries())
    for (const cell of row.cells)
      for (let i = at; i < at + cell.rows; i++) widths[i] = Math.max(widths[i]!, cell.column + cell.columns)
  const width = widths.reduce((most, one) => Math.max(most, one), 0)
  for (const [at, row] of rows.entries())
    if (widths[at]! < width) row.cells.push(emptyCell(widths[at]!, width - widths[at]!))
  return width
}

/** 1,574 and 12.5万元 and 90% and -3; not 12/30 and 2025年5月. */
const figure = /^[+＋\-−↑↓]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?\s*(?:[%％‰]|\p{Script=Han}{1,4})?$/u
const year = /^(?:19|20)\d\d(?:年度?)?$/
const dash = /^[-—–−/]+$/

const textOf = (cell: Cell) => cell.text.trim()
const isFigure = (cell: Cell) => figure.test(textOf(cell)) && !year.test(textOf(cell))

function dress(rows: readonly Row[], width: number): void {
  const height = headHeight(rows, width)
  /** By column: how many numbers more than words stand under its head. */
  const most = new Map<number, number>()
  for (const cell of rows.slice(height).flatMap((row) => row.cells)) {
    if (cell.columns > 1 || textOf(cell) === '' || dash.test(textOf(cell))) continue
    most.set(cell.column, (most.get(cell.column) ?? 0) + (isFigure(cell) ? 1 : -1))
  }
  for (const [at, row] of rows.entries())
    for (const cell of row.cells) {
      const ofNumbers = cell.columns === 1 && (most.get(cell.column) ?? 0) > 0
      if (at < height) cell.tag = 'th'
      cell.number = at < height || dash.test(textOf(cell)) ? ofNumbers : isFigure(cell)
    }
}

/** Rows of short words above the first row of figures; none where that is not plain. */
function headHeight(rows: readonly Row[], width: number): number {
  let height = rows.findIndex((row) => row.cells.some(isFigure))
  if (height > mostHeads || rows.slice(0, Math.max(height, 0)).some((row) => row.cells.some(isLong))) return 0
  // The name of a group of rows stands below the head, and a merged cell that reaches below it is none.
  while (height > 1 && isLonely(rows[height - 1]!, width)) height--
  while (height > 0 && rows.slice(0, height).some((row, at) => row.cells.some((cell) => at + cell.rows > height)))
    height--
  return Math.max(height, 0)
}

const isLong = (cell: Cell) => cell.text.length >= long
const isLonely = ({ cells }: Row, width: number) =>
  cells.filter((cell) => textOf(cell) !== '').length === 1 && (cells.length > 1 || cells[0]!.columns === width)
