/** Tables as data: which stretch of the text stands in which row and column. */
import type { Span } from './plain.ts'

/** Offsets into the text of the document, from the first character of the cell to its last, all its paragraphs included. */
export interface Cell extends Span {
  /** From 0. */
  row: number
  /** From 0, by the grid of the table: cells that span several columns are counted with their width. */
  column: number
  /** Columns that it spans. */
  span: number
  /** It goes on with the cell above it (merged downwards), and has no content of its own. */
  continued: boolean
}

export interface Table extends Span {
  /** Row by row, from left to right. */
  cells: Cell[]
}

/** Tables in plain text: lines pasted from a spreadsheet, Markdown tables, and others whose columns are parted by bars. One pass over the text. */
export function plainTables(text: string): Table[] {
  const lines = linesOf(text)
  const tables: Table[] = []
  for (let i = 0; i < lines.length; ) {
    const piped = endOfPipes(lines, i)
    const until = Math.max(piped, endOfTabs(lines, i))
    const block = lines.slice(i, until)
    if (piped > i || (block.length > 1 && block.some(isParted))) tables.push(tableOf(block, piped > i))
    i = Math.max(until, i + 1)
  }
  return tables
}

interface Line extends Span {
  text: string
  tabs: number
}

function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map((line) => {
    const found = { text: line, start, end: start + line.length, tabs: line.split('\t').length - 1 }
    start = found.end + 1
    return found
  })
}

/** Where lines with as many tabs as this one end; its own place when it has none. */
function endOfTabs(lines: Line[], from: number): number {
  const tabs = lines[from]?.tabs ?? 0
  let until = from
  while (tabs > 0 && lines[until]?.tabs === tabs) until++
  return until
}

/** Tabs before the first word are indents. */
function isParted(line: Line): boolean {
  return line.text.trim().includes('\t')
}

const bars = '|｜│┃'
const hasBar = (line: string) => [...bars].some((bar) => line.includes(bar))
/** |---|:-:|, +---+---+, ├──┼──┤ */
const border = /^[\s|｜│┃+:=─━┌┐└┘├┤┬┴┼-]*[|｜│┃+┌└├┼][\s|｜│┃+:=─━┌┐└┘├┤┬┴┼-]*$/
const isBorder = (line: string) => border.test(line) && /[-=─━]/.test(line)

/** Where lines parted by bars end: with a border among them, or with as many bars in each; its own place when they are no table. */
function endOfPipes(lines: Line[], from: number): number {
  let until = from
  while (hasBar(lines[until]?.text ?? '') || isBorder(lines[until]?.text ?? '')) until++
  const block = lines.slice(from, until)
  const rows = block.filter((line) => !isBorder(line.text))
  const widths = new Set(rows.map((line) => betweenPipes(line).length))
  const even = widths.size === 1 && !widths.has(1) && rows.length > 1
  const ruled = rows.length < block.length && rows.length > 0
  return even || ruled ? until : from
}

function tableOf(lines: Line[], piped: boolean): Table {
  const rows = piped ? lines.filter((line) => !isBorder(line.text)) : lines
  const cells = rows.flatMap((line, row) =>
    (piped ? betweenPipes(line) : betweenTabs(line)).map((span, column) => ({
      ...trimmed(line, span),
      row,
      column,
      span: 1,
      continued: false,
    })),
  )
  return { cells, start: lines[0]?.start ?? 0, end: lines.at(-1)?.end ?? 0 }
}

function betweenTabs(line: Line): Span[] {
  return between(line, (at) => line.text[at] === '\t')
}

/** A bar with a backslash before it is text; the bars at both ends of a line part nothing. */
function betweenPipes(line: Line): Span[] {
  const spans = between(line, (at) => bars.includes(line.text[at] ?? ' ') && line.text[at - 1] !== '\\')
  const blank = (span: Span | undefined) => span !== undefined && line.text.slice(span.start, span.end).trim() === ''
  return spans.slice(blank(spans[0]) ? 1 : 0, spans.length > 1 && blank(spans.at(-1)) ? -1 : undefined)
}

function between(line: Line, parts: (at: number) => boolean): Span[] {
  const spans: Span[] = []
  let start = 0
  for (let at = 0; at <= line.text.length; at++)
    if (at === line.text.length || parts(at)) {
      spans.push({ start, end: at })
      start = at + 1
    }
  return spans
}

/** From offsets in the line to offsets in the text, without the spaces around. */
function trimmed(line: Line, span: Span): Span {
  const inside = line.text.slice(span.start, span.end)
  const start = line.start + span.start + (inside.length - inside.trimStart().length)
  return { start, end: start + inside.trim().length }
}
