import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Block, type Cell, type Line, type Sheet, wholeOf } from './proofread-blocks.ts'
import type { Mark, Span } from './proofread-marks.ts'

type Text = Parameters<typeof wholeOf>[0]
type Table = Text['tables'][number]

interface Written {
  lines: (string | Written[][])[]
  span?: number
  continued?: boolean
}
type Short = string | Written

/** A Word file of lines and tables: each line of a cell is a paragraph. */
function wordText(...parts: (string | Short[][])[]): Text {
  const found: Text = { text: '', paragraphs: [], tables: [] }
  const write = (line: string, cell: boolean): Span => {
    const start = found.paragraphs.length === 0 ? 0 : found.text.length + 1
    found.text += found.paragraphs.length === 0 ? line : `\n${line}`
    found.paragraphs.push({ start, end: start + line.length, cell })
    return found.paragraphs.at(-1)!
  }
  const writeTable = (rows: Short[][]): Span => {
    const table: Table = { start: -1, end: -1, cells: [] }
    found.tables.push(table)
    for (const [row, cells] of rows.entries()) {
      let column = 0
      for (const cell of cells) {
        const { lines, span = 1, continued = false } = typeof cell === 'string' ? { lines: [cell] } : (cell as Written)
        const own: Table['cells'][number] = { row, column, span, continued, start: -1, end: -1 }
        table.cells.push(own)
        const spans = lines.map((line) => (typeof line === 'string' ? write(line, true) : writeTable(line)))
        own.start = spans[0]!.start
        own.end = spans.at(-1)!.end
        column += span
      }
    }
    table.start = table.cells[0]!.start
    table.end = table.cells.at(-1)!.end
    return table
  }
  for (const part of parts) typeof part === 'string' ? write(part, false) : writeTable(part)
  return found
}

const wide = (text: string, span: number): Written => ({ lines: [text], span })
const below: Written = { lines: [''], continued: true }

const saidOf = (line: Line) => line.segments.map((one) => one.text).join('')
const isSheet = (block: Block): block is Sheet => 'rows' in block
const linesOf = (cell: Cell): Line[] =>
  cell.blocks.flatMap((block) => (isSheet(block) ? block.rows.flatMap((row) => row.cells.flatMap(linesOf)) : [block]))

/** Each cell as its tag, its place and width and height where they are more than one, its text; > for a number. */
const shown = ({ rows }: Sheet) =>
  rows.map((row) =>
    row.cells.map((cell) => {
      const size = `${cell.columns > 1 ? `→${cell.columns}` : ''}${cell.rows > 1 ? `↓${cell.rows}` : ''}`
      return `${cell.tag}${cell.column}${size}${cell.number ? '>' : ' '}${linesOf(cell).map(saidOf).join('/')}`
    }),
  )

const sheetsOf = (text: Text, marks: Mark[] = []) => wholeOf(text, marks).blocks.filter(isSheet)

describe('tables of a Word file', () => {
  test('have their rows, their columns and their merged cells, heads above and numbers to the right', () => {
    const text = wordText('前', [
      ['村名', wide('监测对象', 2), '资金（万元）', '备注'],
      [below, '户数', '人数', below, below],
      ['河口村', '3', '9', '12.5', { lines: ['含结转', '另见'] }],
      ['石桥村', '2户', '1,005', '—', ''],
      [wide('合计', 2), '1014', '12.5', ''],
    ])
    expect(wholeOf(text, []).blocks.map((block) => (isSheet(block) ? '表' : saidOf(block)))).toEqual(['前', '表'])
    expect(shown(sheetsOf(text)[0]!)).toEqual([
      ['th0↓2 村名', 'th1→2 监测对象', 'th3↓2>资金（万元）', 'th4↓2 备注'],
      ['th1>户数', 'th2>人数'],
      ['td0 河口村', 'td1>3', 'td2>9', 'td3>12.5', 'td4 含结转/另见'],
      ['td0 石桥村', 'td1>2户', 'td2>1,005', 'td3>—', 'td4 '],
      ['td0→2 合计', 'td2>1014', 'td3>12.5', 'td4 '],
    ])
  })

  test('have no head where it is not plain which rows are', () => {
    const tags = (...rows: Short[][]) =>
      sheetsOf(wordText(rows))[0]!.rows.map((row) => row.cells.map((cell) => cell.tag).join(' '))
    expect(tags(['姓名', '张三'], ['职务', '村主任'])).toEqual(['td td', 'td td'])
    expect(tags(['户数', '12'], ['人数', '30'])).toEqual(['td td', 'td td'])
    expect(tags(['类', '长'.repeat(50)], ['甲', '1'])).toEqual(['td td', 'td td'])
    // A group of rows has a name of its own; years name columns; a merged cell may begin too high.
    expect(tags(['村', '2024年', '2025年'], ['一、人口', '', ''], ['甲', '1', '2'])).toEqual([
      'th th th',
      'td td td',
      'td td td',
    ])
    expect(tags(['甲组', '户'], [below, '12'])).toEqual(['td td', 'td'])
  })

  test('hold tables inside a cell, and what a merged cell still holds is not lost', () => {
    const inner = [[{ lines: ['内'] }, { lines: ['1'] }]]
    const text = wordText([
      [{ lines: [inner, ''] }, '右'],
      [{ lines: ['藏着的字'], continued: true }, { lines: ['前', inner, '后'] }],
    ])
    const [outer] = sheetsOf(text)
    const [first, last] = [outer!.rows[0]!.cells[0]!, outer!.rows[1]!.cells[0]!]
    expect(shown(first.blocks[0] as Sheet)).toEqual([['td0 内', 'td1>1']])
    expect([first.rows, linesOf(first).map(saidOf)]).toEqual([2, ['内', '1', '', '藏着的字']])
    expect(last.blocks.map((block) => (isSheet(block) ? '表' : saidOf(block)))).toEqual(['前', '表', '后'])
  })

  test('fill up rows that begin later or end earlier than others', () => {
    const text = wordText([
      ['一', '二', '三'],
      ['四', '五'],
    ])
    for (const cell of text.tables[0]!.cells.slice(3)) cell.column++
    text.tables[0]!.cells.pop()
    expect(shown(sheetsOf(text)[0]!)[1]).toEqual(['td0 ', 'td1 四', 'td2 '])
  })

  test('lose no line and show none twice, whatever they are said to be', () => {
    const lines = ['甲', '', '12', '乙村', '', '3.5', '丙']
    const plain = wordText(lines.map((line) => [line]))
    const place = fc.nat(plain.text.length)
    const span = fc.tuple(place, place).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
    const numbers = fc.record({ row: fc.nat(3), column: fc.nat(3), span: fc.integer({ min: 1, max: 3 }) })
    const cell = fc.tuple(span, numbers).map(([a, b]) => ({ ...a, ...b, continued: false }))
    const table = fc.tuple(span, fc.array(cell, { maxLength: 5 })).map(([a, cells]) => ({ ...a, cells }))
    fc.assert(
      fc.property(fc.array(table, { maxLength: 4 }), (tables) => {
        const inOrder = tables.sort((a, b) => a.start - b.start)
        expect(linesOf(wholeOf({ ...plain, tables: inOrder }, [])).map(saidOf)).toEqual(lines)
      }),
    )
  })
})

/** Lines as somebody typed them, with a table from one of them to another, parted by a character. */
function typedText(lines: string[], from: number, to: number, part: string): Text {
  const starts = lines.map((_, i) => lines.slice(0, i).reduce((sum, line) => sum + line.length + 1, 0))
  const paragraphs = lines.map((line, i) => ({ start: starts[i]!, end: starts[i]! + line.length, cell: false }))
  const cells: Table['cells'] = []
  for (let row = 0, i = from; i < to; i++) {
    if (/^[-|]+$/.test(lines[i]!)) continue
    let [at, column] = [starts[i]!, 0]
    for (const piece of lines[i]!.split(part)) {
      const start = at + piece.length - piece.trimStart().length
      if (piece !== '' || part === '\t')
        cells.push({ row, column: column++, span: 1, continued: false, start, end: start + piece.trim().length })
      at += piece.length + 1
    }
    row++
  }
  const table = { start: paragraphs[from]!.start, end: paragraphs[to - 1]!.end, cells }
  return { text: lines.join('\n'), paragraphs, tables: [table] }
}

describe('tables of typed text', () => {
  const tabs = typedText(['如下：', '村\t户数', '甲\t12 ', '\t3', '完。'], 1, 4, '\t')
  const pipes = typedText(['如下：', '| 村 | 户数 |', '|--|--|', '| 甲 | 12 |', '完。'], 1, 4, '|')

  test('are shown without the tabs, bars and dashes that part their cells; the text around stays', () => {
    for (const [text, rows] of [
      [
        tabs,
        [
          ['th0 村', 'th1>户数'],
          ['td0 甲', 'td1>12'],
          ['td0 ', 'td1>3'],
        ],
      ],
      [
        pipes,
        [
          ['th0 村', 'th1>户数'],
          ['td0 甲', 'td1>12'],
        ],
      ],
    ] as const) {
      const { blocks } = wholeOf(text, [])
      expect(blocks.map((block) => (isSheet(block) ? shown(block) : saidOf(block)))).toEqual(['如下：', rows, '完。'])
    }
  })

  test('show where a mark begins and ends, even if it does so at what is not shown', () => {
    const [from, to] = [pipes.text.indexOf('|--|'), pipes.text.indexOf(' |\n完')]
    const finding = {
      start: from,
      end: to + 1,
      id: 'x',
      kind: 'unit' as const,
      title: '',
      severity: 'error',
      message: '',
      quote: '',
    }
    const mark: Mark = {
      id: 'x',
      tone: 'error',
      title: '',
      spans: [{ start: from, end: to + 1 }],
      finding: { ...finding, severity: 'error', numbers: [], relation: null },
    }
    const segments = linesOf(wholeOf(pipes, [mark])).flatMap((line) => line.segments)
    expect(segments.filter((one) => one.begins.length > 0).map((one) => one.text)).toEqual(['甲'])
    expect(segments.filter((one) => one.ends.length > 0).map((one) => one.text)).toEqual(['12'])
  })
})
