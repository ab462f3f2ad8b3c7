import * as sheetjs from '@e965/xlsx'
import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { choice, day, idNumber, money, text } from '#define/field.ts'
import { event, type LedgerDefinition } from '#define/ledger.ts'
import { convert, hasLibreOffice, sayMissing } from '../../test/support/libreoffice.ts'
import { writeCsv } from './csv.ts'
import { readTable } from './read.ts'
import { readRows } from './validate.ts'

const aid = event('aid', {
  title: '教育资助',
  row: '人次',
  purpose: '',
  dated: 'paid_on',
  fields: {
    number: text('户编号'),
    name: text('姓名'),
    id_number: idNumber('身份证号码'),
    kind: choice('类别', ['低保', '特困']),
    amount: money('金额'),
    paid_on: day('发放日期'),
  },
}).ledger as LedgerDefinition

const idNumbers = ['990101199001011230', '990101201503054561']
const head = ['序号', '户编号', '姓名', '身份证号码', '类别', '金额（万元）', '发放日期']

/** As offices make them: a merged title, a unit line, a header of two rows, a household merged over its members, a total, a remark. */
const ugly: CellValue[][] = [
  ['青禾乡2025年教育资助花名册', null, null, null, null, null, null],
  ['填报单位：青禾乡', null, null, null, null, null, '2025年12月'],
  ['序号', '户编号', '人员', null, null, '资助', null],
  head,
  [1, 12, '张  三', idNumbers[0]!, '低保', 0.1 + 0.2, new Date(Date.UTC(2025, 2, 5))],
  [2, null, '李四', '990101201503054567', '特困', '０．５', '2025.3.5'],
  [3, 13, '王五', 990101199001011200, '低保', '7。7', 45721],
  ['合计', null, null, null, null, 0.8, null],
  ['注：按学期发放。', null, null, null, null, null, null],
]

const merges = [
  { startRow: 0, startCol: 0, endRow: 0, endCol: 6 },
  { startRow: 2, startCol: 0, endRow: 3, endCol: 0 },
  { startRow: 2, startCol: 1, endRow: 3, endCol: 1 },
  { startRow: 2, startCol: 2, endRow: 2, endCol: 4 },
  { startRow: 4, startCol: 1, endRow: 5, endCol: 1 },
]

const byHucre = () =>
  writeXlsx({
    sheets: [
      { name: '说明', rows: [['请填写“花名册”']] },
      {
        name: '花名册',
        rows: ugly,
        merges,
        cells: new Map([4, 6].map((row) => [`${row},1`, { style: { numFmt: '00000' } }])),
      },
    ],
  })

/** SheetJS cannot write styles of its own making, but formats of cells it can. */
function bySheetJs(bookType: 'xlsx' | 'biff8'): Uint8Array {
  const sheet = sheetjs.utils.aoa_to_sheet(ugly, { cellDates: false, UTC: true })
  for (const cell of ['B5', 'B7']) sheet[cell].z = '00000'
  sheet['!merges'] = merges.map((m) => ({ s: { r: m.startRow, c: m.startCol }, e: { r: m.endRow, c: m.endCol } }))
  const book = sheetjs.utils.book_new()
  sheetjs.utils.book_append_sheet(book, sheet, '花名册')
  return new Uint8Array(sheetjs.write(book, { type: 'buffer', bookType }))
}

async function expectRead(bytes: Uint8Array, name: string): Promise<void> {
  const reading = readRows(aid, await readTable(bytes, name))
  expect(reading.blocks).toMatchObject([{ header: 4 }])
  expect(reading.good).toEqual([
    {
      block: 0,
      row: 5,
      values: {
        number: '00012',
        name: '张三',
        id_number: idNumbers[0],
        kind: '低保',
        amount: 300000,
        paid_on: '2025-03-05',
      },
      names: {},
    },
  ])
  expect(reading.bad.map((row) => [row.row, row.problems.map((p) => p.code)])).toEqual([
    [6, ['id_number.checksum']],
    [7, ['id_number.eaten_by_excel', 'number.full_stop']],
  ])
  expect(reading.notes.at(-1)).toBe('第 8、9 行是合计、示例或说明，没有读。')
}

describe('the same ugly table is read alike', () => {
  test('from .xlsx by one library', async () => expectRead(await byHucre(), 'a.xlsx'))
  test('from .xlsx by another', async () => expectRead(bySheetJs('xlsx'), 'a.xlsx'))
  test('from .xls', async () => expectRead(bySheetJs('biff8'), 'a.xls'))
  test('whatever the name of the file says', async () => expectRead(bySheetJs('biff8'), 'a.xlsx'))

  test('from .xls of Excel 95 in GBK', async () => {
    const sheet = sheetjs.utils.aoa_to_sheet([['NAME'], ['ZHSAN1'], ['abc']])
    const written = sheetjs.write(
      { SheetNames: ['BIAO'], Sheets: { BIAO: sheet } },
      { type: 'buffer', bookType: 'biff5' },
    )
    const gbk = { NAME: await gb18030('姓名'), ZHSAN1: await gb18030('张镕基'), BIAO: await gb18030('名册') }
    const bytes = Buffer.from(written)
    for (const [word, text] of Object.entries(gbk)) bytes.set(text, bytes.indexOf(word, 0, 'latin1'))
    expect((await readTable(bytes, '老表.xls')).sheets).toEqual([
      { name: '名册', rows: [['姓名'], ['张镕基'], ['abc']] },
    ])
  })

  test.each([
    [1251, [0xd1, 0xef, 0xe8, 0xf1], 'Спис'],
    [950, [0xa6, 0x57, 0xa5, 0x55], '名冊'],
    [1252, [0x6d, 0xb2, 0x20, 0x85], 'm² …'],
    [936, [0xc3, 0xfb, 0xb2, 0xe1], '名册'],
    [10029, [0x80, 0x41, 0x41, 0x41], 'file.encoding'],
  ])('from .xls of Excel 95 in the letters of page %i', async (page, letters, read) => {
    const sheet = sheetjs.utils.aoa_to_sheet([['NAME']])
    const bytes = Buffer.from(
      sheetjs.write({ SheetNames: ['A'], Sheets: { A: sheet } }, { type: 'buffer', bookType: 'biff5' }),
    )
    bytes.set(letters, bytes.indexOf('NAME', 0, 'latin1'))
    bytes.writeUInt16LE(page, bytes.indexOf(Buffer.from([0x42, 0, 2, 0, 0xe4, 0x04])) + 4)
    const seen = await readTable(bytes, '老表.xls').then(
      ({ sheets }) => sheets[0]?.rows[0]?.[0],
      (error) => error.problems[0].code,
    )
    expect(seen).toBe(read)
  })

  test('from .xls without its chart and macro sheets, which hold no rows', async () => {
    const sheet = (text: string) => sheetjs.utils.aoa_to_sheet([[text]])
    const book = { SheetNames: ['图', '名册'], Sheets: { 图: sheet('图'), 名册: sheet('张三') } }
    const bytes = Buffer.from(sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }))
    const kindOf = (at: number) => bytes.indexOf(Buffer.from([0x09, 0x08, 0x10, 0, 0, 6, 0x10, 0]), at) + 6
    const first = kindOf(0)
    bytes[first] = 0x20
    expect((await readTable(bytes, '图.xls')).sheets).toEqual([{ name: '名册', rows: [['张三']] }])
    bytes[kindOf(first)] = 0x40
    await expect(readTable(bytes, '图.xls')).rejects.toMatchObject({ problems: [{ code: 'import.not_a_sheet' }] })
  })

  if (!hasLibreOffice) sayMissing('LibreOffice')
  const office = test.skipIf(!hasLibreOffice)
  office('from .xlsx saved by LibreOffice', { timeout: 120_000 }, async () =>
    expectRead(await convert(await byHucre(), 'a.xlsx', 'xlsx'), 'a.xlsx'),
  )
  office('from .xls saved by LibreOffice', { timeout: 120_000 }, async () =>
    expectRead(await convert(await byHucre(), 'a.xlsx', 'xls'), 'a.xls'),
  )
})

describe('CSV', () => {
  const lines = [
    ['户编号', '姓名', '身份证号码', '类别', '金额', '发放日期'],
    ['00012', '张三', idNumbers[0]!, '低保', '1,234.50', '2025/3/5'],
  ]
  const values = {
    number: '00012',
    name: '张三',
    id_number: idNumbers[0],
    kind: '低保',
    amount: 123450,
    paid_on: '2025-03-05',
  }
  const good = async (bytes: Uint8Array) => readRows(aid, await readTable(bytes, 'a.csv')).good.map((row) => row.values)
  const encoded = (text: string, encoding: 'utf8' | 'utf16le') => new Uint8Array(Buffer.from(text, encoding))

  test('with a byte order mark', async () => expect(await good(writeCsv(lines))).toEqual([values]))

  test('in GB18030, as Excel saves it in Chinese', async () => {
    const text = lines
      .map((line) => line.map((field) => (field.includes(',') ? `"${field}"` : field)).join(','))
      .join('\r\n')
    const bytes = await gb18030(text)
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
    expect(await good(bytes)).toEqual([values])
  })

  test('as “Unicode text” with tabs', async () => {
    expect(await good(encoded(`\uFEFF${lines.map((line) => line.join('\t')).join('\r\n')}\r\n`, 'utf16le'))).toEqual([
      values,
    ])
  })

  test('with ID numbers kept from Excel by ="…" and quoted fields over two lines', async () => {
    const text = `户编号;姓名;身份证号码;类别;金额;发放日期\n="00012";"张\n三";="${idNumbers[0]}";低保;1234.5;2025年3月5日`
    expect(await good(encoded(text, 'utf8'))).toEqual([values])
  })

  test('as UTF-16 with the high byte first', async () => {
    const bytes = encoded(`\uFEFF${lines.map((line) => line.join('\t')).join('\r\n')}`, 'utf16le')
    expect(await good(Buffer.from(bytes).swap16())).toEqual([values])
  })

  test('as UTF-16 without a byte order mark', async () => {
    const bytes = encoded(lines.map((line) => line.join('\t')).join('\r\n'), 'utf16le')
    expect(await good(bytes)).toEqual([values])
    expect(await good(Buffer.from(bytes).swap16())).toEqual([values])
  })

  test('with a tab behind each field, which keeps Excel from eating digits', async () => {
    const tabbed = lines.map((line) => line.map((field) => `${field.replace(',', '')}\t`).join(','))
    expect(await good(encoded(tabbed.join('\n'), 'utf8'))).toEqual([values])
    const tabbedAndQuoted = lines.map((line) => line.map((field) => `"${field}"\t`).join(','))
    expect(await good(encoded(tabbedAndQuoted.join('\n'), 'utf8'))).toEqual([values])
    const kept = lines.map((line) => line.map((field) => `="${field}"\t`).join(';'))
    expect(await good(encoded(kept.join('\n'), 'utf8'))).toEqual([values])
  })

  test.each([';', '\t', '，'])('with a title and a unit line above a table parted by “%s”', async (separator) => {
    const table = lines.map((line) => line.join(separator)).join('\n')
    expect(await good(encoded(`青禾乡,2025年教育资助,花名册\n单位：元\n${table}\n`, 'utf8'))).toEqual([values])
  })

  test('full-width commas in remarks part nothing', async () => {
    const text = '户编号,姓名,身份证号码,类别,金额,发放日期,备注\n'
    const row = `00012,张三,${idNumbers[0]},低保,1234.5,2025-03-05,一，二，三，四，五，六，七，八，九\n`
    expect(await good(encoded(text + row, 'utf8'))).toEqual([values])
  })

  const refused = (text: string) =>
    readTable(encoded(text, 'utf8'), 'a.csv').then(
      () => 'read',
      (error) => error.problems[0].code,
    )
  const row = (name: string) => `1,${name},男,低保\n`
  const top = `户编号,姓名,性别,类别\n${row('李四')}${row('王五')}`

  test.each([
    ['at the start of two fields', `${top}${row('"张三')}${row('赵六')}${row('"孙七')}`],
    ['at the start and at the end', `${top}${row('"张三')}${row('赵六')}${row('孙七"')}`],
    ['with no row between', `${top}${row('"张三')}${row('孙七"')}`],
    ['in one row', `${top}1,"张三,男,"低保\n`],
  ])('two stray quotes that swallow what lies between are refused: %s', async (_, text) =>
    expect(await refused(text)).toBe('import.csv_quote'))

  test('quotes in pairs with lines, commas and quotes inside stay a field', async () => {
    const table = await readTable(encoded(`${top}1,"张\n三",男,"低保,或""特困"""\n`, 'utf8'), 'a.csv')
    expect(table.sheets[0]?.rows[3]).toEqual(['1', '张\n三', '男', '低保,或"特困"'])
  })

  test('an amount with a comma and no quotes, which pushes fields out of their columns, is refused', async () => {
    expect(await refused(`${top}1,张三,1,234.50,男,低保\n`)).toBe('import.csv_wide')
    expect(await refused(`某乡花名册,,,\n${top}1,张三,男,低保,,\n`)).toBe('read')
  })

  test.skipIf(!hasLibreOffice)('as LibreOffice saves it', { timeout: 120_000 }, async () => {
    const bytes = await writeXlsx({ sheets: [{ name: '表', rows: lines }] })
    expect(await good(await convert(bytes, 'a.xlsx', 'csv:Text - txt - csv (StarCalc):44,34,76'))).toEqual([values])
  })
})

/** No encoder is at hand, but every two-byte character can be looked up with the decoder. */
async function gb18030(text: string): Promise<Uint8Array> {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, [number, number]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) codes.set(decoder.decode(new Uint8Array([high, low])), [high, low])
  }
  return new Uint8Array([...text].flatMap((c) => (c < '\u0080' ? [c.charCodeAt(0)] : codes.get(c)!)))
}
