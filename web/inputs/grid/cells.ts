/** Cells typed side by side, all of them text. Nothing here changes what it is given. Pure. */

/** Rows of cells; rows may be shorter than there are columns, and what is missing is empty. */
export type Cells = readonly (readonly string[])[]

export interface Place {
  row: number
  column: number
}

/** A block of cells, its ends included. */
export interface Block {
  top: number
  left: number
  bottom: number
  right: number
}

export const blockOf = (a: Place, b: Place): Block => ({
  top: Math.min(a.row, b.row),
  left: Math.min(a.column, b.column),
  bottom: Math.max(a.row, b.row),
  right: Math.max(a.column, b.column),
})

export const within = ({ top, left, bottom, right }: Block, { row, column }: Place): boolean =>
  row >= top && row <= bottom && column >= left && column <= right

export const textAt = (cells: Cells, { row, column }: Place): string => cells[row]?.[column] ?? ''

export const isEmpty = (row: readonly string[]): boolean => row.every((text) => text.trim() === '')

/** Each cell of a block anew; rows that stay as they are stay the same arrays. */
function changed(cells: Cells, { top, left, bottom, right }: Block, anew: (at: Place) => string): Cells {
  const rows = [...cells]
  while (rows.length <= bottom) rows.push([])
  for (let row = top; row <= bottom; row++) {
    const before = rows[row]!
    const after = [...before]
    while (after.length <= right) after.push('')
    for (let column = left; column <= right; column++) after[column] = anew({ row, column })
    if (after.some((text, c) => text !== (before[c] ?? ''))) rows[row] = after
  }
  return rows
}

/** With what is pasted at a place; what would stand to the right of `columns` is cut off. */
export function pasted(cells: Cells, at: Place, block: Cells, columns: number): Cells {
  const wide = Math.max(...block.map((row) => row.length))
  if (block.length === 0 || wide === 0) return cells
  const into = {
    top: at.row,
    left: at.column,
    bottom: at.row + block.length - 1,
    right: Math.min(columns, at.column + wide) - 1,
  }
  return changed(cells, into, ({ row, column }) => block[row - at.row]![column - at.column] ?? '')
}

export const filledWith = (cells: Cells, block: Block, text: string): Cells => changed(cells, block, () => text)

/** The first row of the block in all of its rows. */
export const filledDown = (cells: Cells, block: Block): Cells =>
  changed(cells, block, ({ column }) => textAt(cells, { row: block.top, column }))

/** As a spreadsheet copies it: tabs and lines; a cell with a tab, a line or a quote in it stands in quotes. */
export function copied(cells: Cells, { top, left, bottom, right }: Block): string {
  const lines = []
  for (let row = top; row <= bottom; row++) {
    const texts = []
    for (let column = left; column <= right; column++) texts.push(quoted(textAt(cells, { row, column })))
    lines.push(texts.join('\t'))
  }
  return lines.join('\n')
}

const quoted = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

/** What a spreadsheet copied. A quote that nothing closes, or that stands inside a cell, is only a quote. */
export function cellsIn(clipboard: string): string[][] {
  const text = clipboard.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const rows: string[][] = [[]]
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]*/y
  for (let at = 0; at <= text.length; ) {
    cell.lastIndex = at
    const [all, inside] = cell.exec(text)!
    rows[rows.length - 1]!.push(inside === undefined ? all : inside.replace(/""/g, '"'))
    at += all.length
    if (text[at] === '\n') rows.push([])
    at++
  }
  return rows
}

/** What was, what is, and what was taken back. */
export interface Kept {
  before: readonly Cells[]
  now: Cells
  after: readonly Cells[]
}

/** So many changes can be taken back. */
const MOST = 200

export const begun = (now: Cells): Kept => ({ before: [], now, after: [] })

export const stepped = ({ before, now }: Kept, next: Cells): Kept => ({
  before: [...before, now].slice(-MOST),
  now: next,
  after: [],
})

export const undone = ({ before, now, after }: Kept): Kept =>
  before.length === 0
    ? { before, now, after }
    : { before: before.slice(0, -1), now: before[before.length - 1]!, after: [now, ...after] }

export const redone = ({ before, now, after }: Kept): Kept =>
  after.length === 0 ? { before, now, after } : { before: [...before, now], now: after[0]!, after: after.slice(1) }

export interface GridColumn {
  name: string
  label: string
  must: boolean
  /** Numbers stand to the right. */
  number: boolean
  choices: readonly string[]
  /** In letters. */
  width: number
}

export interface CellFault {
  text: string
  /** It is only doubtful. */
  doubt: boolean
}

/** What a page asks of the cells. */
export interface GridHandle {
  /** Chooses a cell and puts the cursor there. */
  go(place: Place): Promise<void>
  fillDown(): void
  /** Takes over what is just being typed. */
  commit(): void
}
