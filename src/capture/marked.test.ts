import * as sheetjs from '@e965/xlsx'
import { type CellValue, readXlsx, writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { choice, day, money, text } from '#define/field.ts'
import { event, type LedgerDefinition } from '#define/ledger.ts'
import type { Namer } from '#problem.ts'
import { convert, hasLibreOffice, sayMissing } from '../../test/support/libreoffice.ts'
import { type WrittenCell, workbook } from '../../test/support/workbook.ts'
import { decodeCsv, parseCsv, writeCsv } from './csv.ts'
import { marked } from './marked.ts'
import { readTable } from './read.ts'
import { reasonHead } from './table.ts'
import { type Reading, readRows } from './validate.ts'

const aid = event('aid', {
  title: '教育资助',
  row: '人次',
  purpose: '',
  dated: 'paid_on',
  unique: [['name', 'paid_on']],
  fields: {
    name: text('姓名'),
    kind: choice('类别', ['低保', '特困']),
    amount: money('金额'),
    paid_on: day('发放日期'),
  },
}).ledger as LedgerDefinition

const rows: CellValue[][] = [
  ['2025年教育资助', null, null, null, null],
  ['姓名', '类别', '金额', '发放日期', '经办人'],
  ['张三', '低保', 500, '2025-03-05', '甲'],
  ['李四', '五保', '7。7', '2025-03-05', '乙'],
  ['王五', '特困', 300, new Date(Date.UTC(2025, 2, 6)), null],
  ['张三', '特困', 1, '2025-03-05', null],
]

const own = () =>
  writeXlsx({
    sheets: [
      { name: '封面', rows: [['请勿改动', 42]] },
      {
        name: '名册',
        rows,
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 4 }],
        columns: [{ width: 33 }],
        cells: new Map([
          ['2,2', { style: { numFmt: '#,##0.00', font: { bold: true } } }],
          ['3,1', { style: { font: { italic: true } } }],
          ['4,4', { formula: 'SUM(C3:C5)', formulaResult: 800 }],
        ]),
      },
    ],
  })

const called: Namer = (_, id) => aid.fields[id.split('.')[1]!]?.label
const reading = async (bytes: Uint8Array): Promise<Reading> => readRows(aid, await readTable(bytes, '名册.xlsx'))
const red = (sheet: Awaited<ReturnType<typeof readXlsx>>['sheets'][number] | undefined) =>
  [...(sheet?.cells ?? [])].flatMap(([at, cell]) =>
    cell.style?.fill?.type === 'pattern' && cell.style.fill.pattern === 'solid' ? [at] : [],
  )

test('the copy of an .xlsx is the sender’s own file, with red cells and reasons', async () => {
  const bytes = await own()
  const copy = await marked(bytes, '名册.xlsx', await reading(bytes), called)
  expect(copy.name).toBe('名册（有错误）.xlsx')
  const { sheets } = await readXlsx(copy.bytes, { readStyles: true })
  expect(sheets[0]?.rows).toEqual([['请勿改动', 42]])
  const sheet = sheets[1]
  expect(sheet?.rows[1]).toEqual(['姓名', '类别', '金额', '发放日期', '经办人', reasonHead])
  expect(sheet?.rows.map((row) => row[5] ?? null)).toEqual([
    null,
    reasonHead,
    null,
    expect.stringMatching(/^类别：“五保”不在可选项里。.*；金额：“7。7”里有句号/),
    null,
    expect.stringMatching(/^与第 3 行重复/),
  ])
  expect(red(sheet).sort()).toEqual(['3,1', '3,2'])
  expect(sheet?.cells?.get('3,1')?.style?.font?.italic).toBe(true)
  expect(sheet?.cells?.get('2,2')?.style).toMatchObject({ numFmt: '#,##0.00', font: { bold: true } })
  expect(sheet?.cells?.get('4,4')?.formula).toBe('SUM(C3:C5)')
  expect(sheet?.merges).toEqual([{ startRow: 0, startCol: 0, endRow: 0, endCol: 4 }])
  expect(sheet?.rows.slice(2, 5).map((row) => row.slice(0, 3))).toEqual(rows.slice(2, 5).map((row) => row.slice(0, 3)))
})

test('the copy reads like the original, and marking it again says the same once', async () => {
  const bytes = await own()
  const first = await reading(bytes)
  const copy = await marked(bytes, '名册.xlsx', first, called)
  const second = await reading(copy.bytes)
  expect({ ...second, columns: 0 }).toEqual({ ...first, columns: 0 })
  const again = await readXlsx((await marked(copy.bytes, copy.name, second, called)).bytes, { readStyles: true })
  expect(again.sheets[1]?.rows[1]).toHaveLength(6)
  const fixed = await readXlsx((await marked(copy.bytes, copy.name, { ...second, bad: [] }, called)).bytes, {
    readStyles: true,
  })
  expect(fixed.sheets[1]?.rows.map((row) => row[5] ?? null)).toEqual([null, reasonHead, null, null, null, null])
  expect(red(fixed.sheets[1])).toEqual([])
})

test('a .csv gets a column, and comes back as it was otherwise', async () => {
  const lines = [
    ['姓名', '类别', '金额', '发放日期', '备注'],
    ['张三', '低保', '500', '2025-03-05', '一，"二"'],
    ['李四', '五保', '1', '2025-03-05', ''],
  ]
  const bytes = writeCsv(lines)
  const copy = await marked(bytes, '名册.csv', await reading(bytes), called)
  expect(copy.name).toBe('名册（有错误）.csv')
  const back = parseCsv(decodeCsv(copy.bytes, ''), '')
  expect(back.map((row) => row.slice(0, 5))).toEqual(lines)
  expect(back.map((row) => row[5])).toEqual([reasonHead, '', expect.stringMatching(/^类别：“五保”/)])
  expect((await reading(copy.bytes)).bad).toEqual((await reading(bytes)).bad)
})

test('an .xls comes back as an .xlsx of its values', async () => {
  const book = sheetjs.utils.book_new()
  sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(rows, { UTC: true }), '名册')
  const bytes = new Uint8Array(sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }))
  const copy = await marked(bytes, '名册.xls', await reading(bytes), called)
  expect(copy.name).toBe('名册（有错误）.xlsx')
  expect((await reading(copy.bytes)).bad.map((row) => row.row)).toEqual([4, 6])
})

if (!hasLibreOffice) sayMissing('LibreOffice')

test.skipIf(!hasLibreOffice)('another office program opens the copy', { timeout: 120_000 }, async () => {
  const bytes = await convert(await own(), 'a.xlsx', 'xlsx')
  const copy = await marked(bytes, '名册.xlsx', await reading(bytes), called)
  expect((await reading(await convert(copy.bytes, 'a.xlsx', 'xlsx'))).bad.map((row) => row.row)).toEqual([4, 6])
})

test.each([
  false,
  true,
])('what a copy holds is what the file held: blanks, results of formulas, months; days from 1904: %s', async (from1904) => {
  const words = (...values: string[]): WrittenCell[] => values.map((value) => ({ type: 's', value }))
  const file = workbook(
    [
      words('姓名', '类别', '金额', '发放日期', '甲', '乙', '丙', '丁'),
      [
        { type: 's' },
        { type: 'b' },
        { value: '5', formula: 'C9+1' },
        { value: '45721', format: 57 },
        { type: 'str', value: '甲', formula: 'A9' },
        { type: 'str', value: '', formula: 'A9' },
        { formula: 'B9' },
        { value: '45721', formula: 'D9', format: 14 },
      ],
    ],
    { from1904 },
  )
  const { sheets } = await readTable(file, '名册.xlsx')
  expect(sheets[0]?.rows[1]?.slice(0, 3)).toEqual([null, null, 5])
  const copy = await marked(file, '名册.xlsx', await reading(file), called)
  const again = (await readTable(copy.bytes, copy.name)).sheets[0]
  expect(again?.rows.map((row) => row.slice(0, 8))).toEqual(sheets[0]?.rows)
})

test('a workbook with a chart sheet comes back as a copy of its values', async () => {
  const file = workbook(
    [
      ['姓名', '类别', '金额', '发放日期'].map((value) => ({ type: 's', value })),
      [{ type: 's', value: '张三' }, { type: 's', value: '五保' }, { formula: 'C9' }, { value: '45721', format: 14 }],
    ],
    { sheets: ['chartsheet', 'worksheet'] },
  )
  const copy = await marked(file, '名册.xlsx', await reading(file), called)
  const [head, row] = (await readTable(copy.bytes, copy.name)).sheets[0]!.rows
  expect(head?.at(-1)).toBe(reasonHead)
  expect(row?.slice(0, 4)).toEqual(['张三', '五保', { uncalculated: true, shown: '=C9' }, '2025-03-05'])
  expect(row?.[4]).toContain('五保')
})
