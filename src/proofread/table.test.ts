import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pack, writeZip } from '#zip.ts'
import { convert, hasWriter, sayMissing } from '../../test/support/libreoffice.ts'
import { plainDocument, readDocument } from './document.ts'
import type { Table as Read } from './table.ts'

interface Merge {
  text: string | string[]
  across?: number
  down?: number
}

const cell = (one: string | Merge) => {
  const { text, across, down }: Merge = typeof one === 'string' ? { text: one } : one
  const children = [text].flat().map((line) => new Paragraph(line))
  return new TableCell({ children, ...(across && { columnSpan: across }), ...(down && { rowSpan: down }) })
}

const tableOf = (rows: (string | Merge)[][]) =>
  new Table({ rows: rows.map((row) => new TableRow({ children: row.map(cell) })) })

const wordFile = async (children: (Paragraph | Table)[]) =>
  new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })))

/** Row, column, width and text of each cell; + for one that goes on with the cell above. */
const placed = (text: string, { cells }: Read) =>
  cells.map(
    (c) =>
      `${c.row},${c.column}${c.span > 1 ? `×${c.span}` : ''}${c.continued ? '+' : ''} ${text.slice(c.start, c.end)}`,
  )

const merged = [
  [{ text: '村名', down: 2 }, { text: '资金（万元）', across: 2 }, '备注'],
  ['中央', '省级', ''],
  ['甲村', '12', { text: ['3.5', '（含结转）'] }, ''],
] satisfies (string | Merge)[][]

const places = [
  '0,0 村名',
  '0,1×2 资金（万元）',
  '0,3 备注',
  '1,0+ ',
  '1,1 中央',
  '1,2 省级',
  '1,3 ',
  '2,0 甲村',
  '2,1 12',
  '2,2 3.5\n（含结转）',
  '2,3 ',
]

describe('tables of a Word file', () => {
  it('say row, column and width of each cell, and which go on with the cell above', async () => {
    const { text, tables } = await readDocument(
      await wordFile([new Paragraph('资金表'), tableOf(merged), new Paragraph('完')]),
      'a.docx',
    )
    expect(tables).toHaveLength(1)
    expect(placed(text, tables[0]!)).toEqual(places)
    expect(text.slice(tables[0]!.start, tables[0]!.end).startsWith('村名')).toBe(true)
  })

  it('come out the same when LibreOffice has written the file', async ({ skip }) => {
    if (!hasWriter) {
      sayMissing('LibreOffice Writer')
      skip()
    }
    const bytes = await convert(await wordFile([tableOf(merged)]), 'a.docx', 'odt')
    const { text, tables } = await readDocument(await convert(bytes, 'b.odt', 'docx'), 'b.docx')
    expect(placed(text, tables[0]!)).toEqual(places)
  }, 240_000)

  it('are tables of their own inside a cell', async () => {
    const inner = tableOf([
      ['内一', '1'],
      ['内二', '2'],
    ])
    const outer = new Table({
      rows: [
        new TableRow({
          children: [new TableCell({ children: [new Paragraph('前'), inner, new Paragraph('后')] }), cell('右')],
        }),
      ],
    })
    const { text, tables } = await readDocument(await wordFile([outer]), 'a.docx')
    expect(tables.map((table) => placed(text, table))).toEqual([
      ['0,0 前\n内一\n1\n内二\n2\n后', '0,1 右'],
      ['0,0 内一', '0,1 1', '1,0 内二', '1,1 2'],
    ])
  })

  it('belong to the cell that holds nothing but them', async () => {
    const inner = tableOf([['内一', '1']])
    const outer = new Table({
      rows: [new TableRow({ children: [cell('左'), new TableCell({ children: [inner] }), cell('右')] })],
    })
    const { text, tables } = await readDocument(await wordFile([outer]), 'a.docx')
    expect(tables.map((table) => placed(text, table))).toEqual([
      ['0,0 左', '0,1 内一\n1', '0,2 右'],
      ['0,0 内一', '0,1 1'],
    ])
  })

  it('start a row further right where the row leaves columns out, and forget what a tracked change replaced', async () => {
    const c = (text: string, properties = '') =>
      `<w:tc><w:tcPr>${properties}</w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`
    const old = '<w:gridSpan w:val="2"/><w:tcPrChange w:id="1"><w:tcPr><w:gridSpan w:val="7"/></w:tcPr></w:tcPrChange>'
    const xml = `<w:document xmlns:w="urn:w"><w:body><w:tbl>
      <w:tr>${c('一', old)}${c('二')}</w:tr>
      <w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${c('三')}<w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>`
    const bytes = writeZip([pack('word/document.xml', new TextEncoder().encode(xml))])
    const { text, tables } = await readDocument(bytes, 'a.docx')
    expect(placed(text, tables[0]!)).toEqual(['0,0×2 一', '0,2 二', '1,1 三', '1,2 '])
  })
})

describe('tables of plain text', () => {
  it('are neighbouring lines with the same number of tabs, as a spreadsheet pastes them', () => {
    const { text, tables } = plainDocument('如下表：\r\n村\t户数\r\n甲\t12\r\n乙\t \r\n完。\n甲\t一行不成表\n')
    expect(tables.map((table) => placed(text, table))).toEqual([
      ['0,0 村', '0,1 户数', '1,0 甲', '1,1 12', '2,0 乙', '2,1 '],
    ])
  })

  it('are not made of indented lines', () => {
    expect(plainDocument('\t一、工作情况\n\t二、下一步打算\n').tables).toEqual([])
  })

  it('are Markdown tables too, with bars inside a cell left alone', () => {
    const { text, tables } = plainDocument('| 村 | 户数 |\n|:--|--:|\n| 甲\\|乙 | 12户 |\n| 合计 | |\n\n甲|乙\n')
    expect(tables.map((table) => placed(text, table))).toEqual([
      ['0,0 村', '0,1 户数', '1,0 甲\\|乙', '1,1 12户', '2,0 合计', '2,1 '],
    ])
  })

  it.each([
    ['bars alone', '村名|户数\n甲村|12\n合计|32'],
    ['wide bars at both ends', '｜村名｜户数｜\n｜甲村｜12｜\n｜合计｜32｜'],
    [
      'borders between all rows',
      '+---+---+\n| 村名 | 户数 |\n+===+===+\n| 甲村 | 12 |\n+---+---+\n| 合计 | 32 |\n+---+---+',
    ],
    ['drawn borders', '┌──┬──┐\n│村名│户数│\n├──┼──┤\n│甲村│12│\n│合计│32│\n└──┴──┘'],
  ])('are read with %s', (_, pasted) => {
    const { text, tables } = plainDocument(pasted)
    expect(tables.map((table) => placed(text, table))).toEqual([
      ['0,0 村名', '0,1 户数', '1,0 甲村', '1,1 12', '2,0 合计', '2,1 32'],
    ])
  })

  it('are not seen in one line with a bar, nor in lines with different numbers of bars', () => {
    expect(plainDocument('首页 | 新闻\n共7户。').tables).toEqual([])
    expect(plainDocument('首页 | 新闻\n一 | 二 | 三').tables).toEqual([])
  })

  it('lie inside the text, row by row, whatever the text', () => {
    const piece = fc.constantFrom('\t', '\n', '|', '-', '村', '12', ' ', '\r\n', '\\')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { text, tables } = plainDocument(pieces.join(''))
        let at = 0
        for (const { cells } of tables)
          for (const { start, end } of cells) {
            expect(start).toBeGreaterThanOrEqual(at)
            expect(end).toBeGreaterThanOrEqual(start)
            expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
            at = end
          }
        expect(at).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
