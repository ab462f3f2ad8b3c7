import * as sheetjs from '@e965/xlsx'
import { type CellValue, readXlsx, writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { choice, day, money, text } from '#define/field.ts'
import { event, type LedgerDefinition } from '#define/ledger.ts'
import type { Namer } from '#problem.ts'
import { convert, hasLibreOffice, sayMissing } from '../../test/support/libreoffice.ts'
import { type WrittenCell, workbook } from '../../test/support/workbook.ts'
import { writeCsv } from './csv.ts'
import { marked } from './marked.ts'
import { readTable } from './read.ts'
import { placeHead, reasonHead } from './table.ts'
import { readRows, withoutRepeats } from './validate.ts'

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
        ]),
      },
    ],
  })

const called: Namer = (_, id) => aid.fields[id.split('.')[1]!]?.label

async function back(bytes: Uint8Array, name = '名册.xlsx') {
  const table = await readTable(bytes, name)
  const reading = withoutRepeats(aid, readRows(aid, table))
  const copy = await marked(aid, table, name, reading, called)
  const { sheets } = await readXlsx(copy.bytes, { readStyles: true })
  return { reading, copy, sheets, again: () => back(copy.bytes, copy.name) }
}
const red = (sheet: Awaited<ReturnType<typeof readXlsx>>['sheets'][number] | undefined) =>
  [...(sheet?.cells ?? [])].flatMap(([at, cell]) =>
    cell.style?.fill?.type === 'pattern' && cell.style.fill.pattern === 'solid' ? [at] : [],
  )
const reasons = (rows: readonly { row: number; problems: readonly { code: string; at?: { column?: number } }[] }[]) =>
  rows.map(({ problems }) => problems.map(({ code, at }) => [code, at?.column]))

test('what comes back holds the refused rows under their header, with red cells, reasons and old places', async () => {
  const { copy, sheets } = await back(await own())
  expect(copy.name).toBe('名册-教育资助-退回.xlsx')
  expect(sheets.map(({ name }) => name)).toEqual(['名册'])
  const [sheet] = sheets
  expect(sheet?.rows).toEqual([
    [expect.stringContaining('这里只有退回的行'), ...Array(6).fill(null)],
    ['2025年教育资助', ...Array(6).fill(null)],
    ['姓名', '类别', '金额', '发放日期', '经办人', reasonHead, placeHead],
    [
      '李四',
      '五保',
      '7。7',
      '2025-03-05',
      '乙',
      expect.stringMatching(/^类别：“五保”不在可选项里。.*；金额：“7。7”里有句号/),
      '4',
    ],
    ['张三', '特困', 1, '2025-03-05', null, expect.stringMatching(/^与第 3 行重复/), '6'],
  ])
  expect(red(sheet).sort()).toEqual(['3,1', '3,2'])
})

test('it reads again as it was, and comes back again the same', async () => {
  const first = await back(await own())
  const second = await first.again()
  expect(second.reading.bad.map(({ row }) => row)).toEqual([4])
  expect(reasons(second.reading.bad)).toEqual(reasons(first.reading.bad.slice(0, 1)))
  // What repeated a row of the file repeats nothing when it comes alone: the books know about that row.
  expect(second.reading.good.map(({ row }) => row)).toEqual([5])
  const third = await second.again()
  expect(third.sheets[0]?.rows[2]).toEqual(second.sheets[0]?.rows[2])
  expect(third.sheets[0]?.rows).toEqual(second.sheets[0]?.rows)
})

test('a .csv comes back as an .xlsx of text, so that no zero is lost when it is corrected', async () => {
  const { copy, sheets } = await back(
    writeCsv([
      ['姓名', '类别', '金额', '发放日期', '户编号'],
      ['张三', '低保', '500', '2025-03-05', '0012'],
      ['李四', '五保', '1', '2025-03-05', '0013'],
    ]),
    '名册.csv',
  )
  expect(copy.name).toBe('名册-教育资助-退回.xlsx')
  expect(sheets[0]?.rows[2]?.slice(0, 5)).toEqual(['李四', '五保', '1', '2025-03-05', '0013'])
  expect(sheets[0]?.cells?.get('2,4')?.style?.numFmt).toBe('@')
})

test('an .xls comes back as an .xlsx of its values', async () => {
  const book = sheetjs.utils.book_new()
  sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(rows, { UTC: true }), '名册')
  const bytes = new Uint8Array(sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }))
  const { copy, reading, again } = await back(bytes, '名册.xls')
  expect(copy.name).toBe('名册-教育资助-退回.xlsx')
  expect(reading.bad.map((row) => row.row)).toEqual([4, 6])
  expect(reasons((await again()).reading.bad)).toEqual(reasons(reading.bad.slice(0, 1)))
})

if (!hasLibreOffice) sayMissing('LibreOffice')

test.skipIf(!hasLibreOffice)('another office program opens the copy', { timeout: 120_000 }, async () => {
  const { copy } = await back(await own())
  const { reading } = await back(await convert(copy.bytes, 'a.xlsx', 'xlsx'))
  expect(reading.bad.map((row) => row.row)).toEqual([4])
})

const words = (...values: string[]): WrittenCell[] => values.map((value) => ({ type: 's', value }))

test.each([
  false,
  true,
])('what Excel has spoilt is refused again where it was not put right; days from 1904: %s', async (from1904) => {
  const file = workbook(
    [
      words('姓名', '类别', '金额', '发放日期', '说明'),
      // A day in a column of words, a number there that had a zero, a formula without a result, a time where a day belongs.
      [{ value: '45721', format: 14 }, ...words('低保'), { value: '5' }, ...words('2025-03-01')],
      [{ value: '1.1' }, ...words('低保'), { value: '5' }, ...words('2025-03-01')],
      [...words('王五', '低保'), { formula: 'C9' }, ...words('2025-03-01')],
      [...words('赵六', '低保'), { value: '5' }, { value: '0.5', format: 20 }],
      [...words('钱七', '低保'), { value: '5' }, { value: '45721' }],
    ],
    { from1904 },
  )
  const first = await back(file)
  const given = from1904 ? [2, 3, 4, 5, 6] : [2, 3, 4, 5]
  expect(first.reading.bad.map(({ row }) => row)).toEqual(given)
  const second = await first.again()
  expect(second.reading.bad).toHaveLength(given.length)
  expect(second.reading.good).toEqual([])
})

test('a merged amount stays merged in what comes back, and is asked about again', async () => {
  const file = workbook(
    [
      words('姓名', '类别', '金额', '发放日期'),
      [...words('张三', '低保'), { value: '500' }, ...words('2025-03-01')],
      [...words('李四', '低保'), null, ...words('2025-03-01')],
    ],
    { merges: ['C2:C3'] },
  )
  const first = await back(file)
  expect(first.reading.bad.map(({ row }) => row)).toEqual([2, 3])
  expect(first.sheets[0]?.rows.slice(2).map((row) => row[2])).toEqual([500, null])
  const second = await first.again()
  expect(reasons(second.reading.bad)).toEqual(reasons(first.reading.bad))
})

test('formulas come back as the values that they showed, also from a workbook with a chart sheet', async () => {
  const file = workbook(
    [
      words('姓名', '类别', '金额', '发放日期'),
      [...words('张三', '五保'), { value: '1', formula: 'C9' }, ...words('2025-03-01')],
    ],
    { sheets: ['chartsheet', 'worksheet'] },
  )
  const { sheets } = await back(file)
  expect(sheets[0]?.rows[1]?.at(-2)).toBe(reasonHead)
  expect(sheets[0]?.rows[2]?.slice(0, 4)).toEqual(['张三', '五保', 1, '2025-03-01'])
  expect(sheets[0]?.cells?.get('2,2')?.formula).toBeUndefined()
})
