/** A list as an office sheet, written while its rows are read: however many there are, no more than a few of them are held. */
import { type CellStyle, type CellValue, colToLetter, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { escapeXml } from '#xml.ts'
import { unpack, zipEntries, zipStream } from '#zip.ts'
import {
  clean,
  headCell,
  lineHeight,
  linesOf,
  noteCell,
  numberCell,
  printing,
  textCell,
  titleCell,
  totalCell,
  wideOf,
} from './sheet.ts'

export interface ListSheet {
  title: string
  /** Lines between the title and the heads: who, when, what of. */
  above: readonly string[]
  columns: readonly ListColumn[]
  /** Lines below the last row: what it was made for, who signs. */
  below: readonly string[]
}

export interface ListColumn {
  head: string
  /** In half-width characters, at most, unless something in it is longer. */
  width: number
  /** Holds numbers. */
  number?: boolean
  /** Has a total at its foot. */
  adds?: boolean
}

type Cell = string | number | null

/** As many rows are looked at before the widths are set. */
const LOOKED_AT = 1000
/** No text makes a column wider than this, or than it is declared. */
const WIDEST = 24
/** What stands above and below the lines of a row. */
const ROOM = 5.5

/**
 * Writes the .xlsx piece by piece: each row numbered, texts as text whatever they begin with, so that no cell is ever taken for a formula, and
 * a total below the columns that add up. A4 on its side, the heads repeated on every page.
 */
export async function* listSheet(given: ListSheet, rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Uint8Array> {
  const { first, all } = await lookedAt(rows)
  const columns = given.columns.map((column, c) =>
    fitted(
      column,
      first.map((row) => row[c] ?? null),
    ),
  )
  const list = { ...given, columns }
  const { files, sheet, styles } = await emptySheet(list)
  const encoder = new TextEncoder()
  yield* zipStream([
    ...files.map(({ name, content }) => ({ name, content: [content] })),
    {
      name: sheet.name,
      content: chunked(async function* () {
        yield sheet.before
        yield* rowsWritten(list, all, styles)
        yield sheet.after
      }),
    },
  ])

  async function* chunked(texts: () => AsyncGenerator<string>) {
    let waiting = ''
    for await (const text of texts()) {
      waiting += text
      if (waiting.length < 65_536) continue
      yield encoder.encode(waiting)
      waiting = ''
    }
    yield encoder.encode(waiting)
  }
}

/** The first rows, and all of them. */
async function lookedAt<T>(rows: AsyncIterable<T>): Promise<{ first: T[]; all: AsyncIterable<T> }> {
  const source = rows[Symbol.asyncIterator]()
  const first: T[] = []
  while (first.length < LOOKED_AT) {
    const { done, value } = await source.next()
    if (done) break
    first.push(value)
  }
  const all = async function* () {
    yield* first
    yield* { [Symbol.asyncIterator]: () => source }
  }
  return { first, all: all() }
}

/** As wide as what stands in the column, so that an empty one leaves its room to the others; a head longer than four characters stands in two lines. */
function fitted(column: ListColumn, cells: readonly Cell[]): ListColumn {
  const lines = cells.flatMap((cell) => (cell === null ? [] : String(cell).split('\n')))
  const longest = lines.reduce((most, line) => Math.max(most, wideOf(line)), 0)
  const head = wideOf(column.head)
  // A total is longer than what it adds up.
  const needed = Math.max(longest + (column.adds ? 5 : 2), Math.min(head, 8) + 2, Math.ceil(head / 4) * 2 + 2)
  return { ...column, width: Math.min(needed, Math.max(column.width, WIDEST)) }
}

interface Styles {
  body: readonly string[]
  total: readonly string[]
  note: string
}

const numbering: ListColumn = { head: '序号', width: 8, number: true }
const numberingCell: CellStyle = { ...numberCell, alignment: { ...numberCell.alignment, horizontal: 'center' } }

/** All but the rows, as the writer of all other sheets writes it: heads, styles, widths, paper. */
async function emptySheet({ title, above, columns: own }: ListSheet) {
  const columns = [numbering, ...own]
  const last = columns.length - 1
  const headRow = above.length + 1
  const cells: NonNullable<WriteSheet['cells']> = new Map([['0,0', { style: titleCell }]])
  above.forEach((_, i) => {
    cells.set(`${i + 1},0`, { style: noteCell })
  })
  columns.forEach(({ number }, c) => {
    cells.set(`${headRow},${c}`, { style: headCell })
    // These only carry the styles to where the rows will be.
    cells.set(`${headRow + 1},${c}`, { style: c === 0 ? numberingCell : number ? numberCell : textCell })
    cells.set(`${headRow + 2},${c}`, { style: totalCell })
  })
  cells.set(`${headRow + 3},0`, { style: { font: noteCell.font! } })
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '台账',
        columns: columns.map(({ width }) => ({ width })),
        rows: [
          [clean(title)],
          ...above.map((line) => [clean(line)]),
          columns.map(({ head }): CellValue => clean(head)),
        ],
        cells,
        merges: Array.from({ length: headRow }, (_, row) => ({
          startRow: row,
          startCol: 0,
          endRow: row,
          endCol: last,
        })),
        rowDefs: new Map([
          [0, { height: 30 }],
          ...above.map((line, i) => [i + 1, { height: lineHeight * linesOf(line, whole) }] as const),
          [headRow, { height: lineHeight * Math.max(...columns.map(({ head, width }) => linesOf(head, width))) + 6 }],
        ]),
        ...printing(headRow + 1),
      },
    ],
    properties: { title: clean(title) },
    defaultFont: { name: '宋体', size: 11 },
  })
  const entries = zipEntries(bytes)
  if (typeof entries === 'string') throw new Error(`hucre wrote a file that is ${entries}`)
  const files = entries.map((entry) => {
    const content = unpack(entry)
    if (typeof content === 'string') throw new Error(`hucre wrote a part that is ${content}`)
    return { name: entry.name, content }
  })
  const name = 'xl/worksheets/sheet1.xml'
  const xml = new TextDecoder().decode(files.find((file) => file.name === name)?.content)
  const from = xml.indexOf(`<row r="${headRow + 2}"`)
  const until = xml.indexOf('</sheetData>')
  if (from < 0 || until < from) throw new Error('hucre wrote no rows to put others in their place')
  const stylesIn = (row: number) =>
    [...xml.matchAll(new RegExp(`<c r="[A-Z]+${row}"[^>]* s="(\\d+)"`, 'g'))].map((found) => found[1]!)
  return {
    files: files.filter((file) => file.name !== name),
    sheet: {
      name,
      // How far the sheet reaches is not known yet.
      before: xml.slice(0, from).replace(/<dimension [^>]*\/>/, ''),
      after: xml.slice(until),
    },
    styles: {
      body: stylesIn(headRow + 2),
      total: stylesIn(headRow + 3),
      note: stylesIn(headRow + 4)[0]!,
    },
  }
}

async function* rowsWritten(
  { above, columns: own, below }: ListSheet,
  rows: AsyncIterable<readonly Cell[]>,
  styles: Styles,
): AsyncGenerator<string> {
  const columns = [numbering, ...own]
  const letters = columns.map((_, c) => colToLetter(c))
  const first = above.length + 3
  const totals = new Map<number, number>(columns.flatMap(({ adds }, c) => (adds ? [[c, 0]] : [])))
  let count = 0
  for await (const row of rows) {
    const at = first + count++
    const values = [count, ...row]
    let lines = 1
    const cells = values.map((value, c) => {
      const place = `<c r="${letters[c]}${at}" s="${styles.body[c]}"`
      if (value === null || value === '') return `${place}/>`
      if (typeof value === 'number') {
        if (totals.has(c)) totals.set(c, totals.get(c)! + value)
        return `${place}><v>${value}</v></c>`
      }
      lines = Math.max(lines, linesOf(value, columns[c]!.width))
      return `${place} t="inlineStr"><is><t xml:space="preserve">${escapeXml(clean(value))}</t></is></c>`
    })
    yield `<row r="${at}" ht="${Math.min(lines * lineHeight + ROOM, 400)}" customHeight="1">${cells.join('')}</row>`
  }
  let at = first + count
  if (count > 0 && totals.size > 0) {
    const cells = columns.map((_, c) => {
      const place = `<c r="${letters[c]}${at}" s="${styles.total[c]}"`
      if (c === 0) return `${place} t="inlineStr"><is><t>合计</t></is></c>`
      const total = totals.get(c)
      if (total === undefined) return `${place}/>`
      // Without the dust of adding decimals.
      return `${place}><f>SUM(${letters[c]}${first}:${letters[c]}${at - 1})</f><v>${Number(total.toFixed(6))}</v></c>`
    })
    yield `<row r="${at++}" ht="${lineHeight + ROOM}" customHeight="1">${cells.join('')}</row>`
  }
  for (const line of below) {
    yield `<row r="${at}" ht="22" customHeight="1"><c r="A${at}" s="${styles.note}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(clean(line))}</t></is></c></row>`
    at++
  }
}
