import * as sheetjs from '@e965/xlsx'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { choice, day, money, quantity, text, yesNo } from '#define/field.ts'
import { event, type LedgerDefinition } from '#define/ledger.ts'
import { pack, unpack, writeZip, zipEntries } from '#zip.ts'
import { type Quirks, type WrittenCell, workbook } from '../../test/support/workbook.ts'
import { parseTable } from './parse.ts'
import type { Cell } from './table.ts'
import { readRows } from './validate.ts'

const cells = async (rows: (WrittenCell | null)[][], quirks?: Quirks) =>
  (await parseTable(workbook(rows, quirks), '来件.xlsx')).sheets[0]?.rows

const one = async (cell: WrittenCell, quirks?: Quirks) =>
  (await cells([[{ type: 's', value: '首' }, cell, { type: 's', value: '尾' }]], quirks))?.[0]?.[1]

const visit = event('visit', {
  title: '走访',
  row: '次',
  purpose: '',
  dated: 'on',
  fields: {
    number: text('户编号'),
    on: day('日期'),
    left: day('迁出日期', { optional: true }),
    amount: money('金额', { optional: true }),
    share: quantity('占比', '%', { optional: true }),
    poor: yesNo('是否困难', { optional: true }),
    kind: choice('类别', ['1-2', '3-4'], { optional: true }),
  },
}).ledger as LedgerDefinition

const heads = ['户编号', '日期', '迁出日期', '金额', '占比', '是否困难', '类别']
const column = { number: 0, on: 1, left: 2, amount: 3, share: 4, poor: 5, kind: 6 }

/** A row that is right but for one cell, as a ledger reads it: the value, or the code of what is wrong. */
async function taken(field: keyof typeof column, cell: WrittenCell, quirks?: Quirks) {
  const row: (WrittenCell | null)[] = [
    { type: 's', value: '001' },
    { value: '45721', format: 14 },
    null,
    null,
    null,
    null,
    null,
  ]
  row[column[field]] = cell
  const bytes = workbook([heads.map((value) => ({ type: 's', value })), row], quirks)
  const { good, bad } = readRows(visit, await parseTable(bytes, '来件.xlsx'))
  return good[0] ? good[0].values[field] : bad[0]?.problems.map((p) => p.code).join()
}

describe('what a library guessed and a person would not', () => {
  test('a blank cell that calls itself text or truth is blank (hucre 1.0.0 gives the first string of the book, and false)', async () => {
    const [s, b, str, n] = [{ type: 's' }, { type: 'b' }, { type: 'str' }, {}] as const
    const rows = [[{ type: 's', value: '首' } as const, s, b, str, n, { type: 's', value: '尾' } as const]]
    expect(await cells(rows)).toEqual([['首', null, null, null, null, '尾']])
    const guessed = await readXlsx(workbook(rows))
    expect(guessed.sheets[0]?.rows[0]?.slice(1, 3)).toEqual(['首', false])
  })

  test('a share keeps its sign: 5.00% is 5%, not 0.05%', async () => {
    expect(await one({ value: '0.05', format: 10 })).toBe('5%')
    expect(await one({ value: '0.05', format: 9 })).toBe('5%')
    expect(await one({ value: '7.0000000000000007E-2', format: '0.0%;[Red]-0.0%' })).toBe('7%')
    expect(await taken('share', { value: '0.05', format: 10 })).toBe(500)
    expect(await taken('share', { value: '5' })).toBe(500)
    expect(await taken('amount', { value: '0.05', format: 10 })).toBe('number.other_unit')
  })

  test('a zero, a time or a small number in the format of a date is told, and never a day of 1899', async () => {
    expect(await taken('left', { value: '0', format: 14 })).toBe('import.not_a_day')
    expect(await taken('left', { value: '0.354166666', format: 'h:mm' })).toBe('import.not_a_day')
    expect(await taken('left', { value: '5', format: 14 })).toBe('import.not_a_day')
    expect(await taken('left', { value: '30.5', format: '[h]:mm' })).toBe('import.not_a_day')
    expect(await taken('left', { value: '0.354166666', format: '上午/下午' })).toBe('import.not_a_day')
    expect(await taken('left', { value: '45721.6', format: 22 })).toBe('2025-03-05')
    expect(await taken('left', { value: '367', format: 14 })).toBe('1901-01-01')
  })

  test('the dates that WPS and a Chinese Excel name by number only are dates', async () => {
    for (const format of [27, 28, 30, 31, 36, 50, 51, 57, 58]) {
      const shown = [27, 36, 50, 57].includes(format) ? '2025年3月' : '2025-03-05'
      expect(await one({ value: '45721', format })).toEqual({ day: '2025-03-05', shown })
    }
    for (const format of ['[DBNum1][$-804]yyyy"年"m"月"d"日";@', '[$-F800]dddd, mmmm dd, yyyy', 'mmm'])
      expect(await one({ value: '45721', format })).toMatchObject({ day: '2025-03-05' })
    for (const format of ['G/通用格式', 'General"元"', '0.00E+00', '#,##0.00_);[Red](#,##0.00)', '"日"0', '\\d0'])
      expect(await one({ value: '45721.5', format })).toBe(45721.5)
  })

  test('a month that Excel keeps as its first day is read as the month it shows', async () => {
    for (const format of [17, 57, 'yyyy"年"m"月"', '[$-804]mmm'])
      expect(await taken('on', { value: '41852', format })).toBe('day.month_only')
    expect(await taken('on', { value: '41852', format: 'yyyy' })).toBe('day.malformed')
    expect(await taken('on', { value: '41852', format: 28 })).toBe('2014-08-01')
  })

  test('an error of any age is told', async () => {
    for (const value of ['#N/A', '#DIV/0!', '#SPILL!', '#CALC!', '#BUSY!'])
      expect(await taken('number', { type: 'e', value, formula: 'A1' })).toBe('import.error_cell')
  })

  test('a workbook that counts from 1904 has the days it shows', async () => {
    expect(await taken('on', { value: '44259', format: 14 }, { from1904: true })).toBe('2025-03-05')
    expect(await taken('on', { value: '44259' }, { from1904: true })).toBe('import.not_a_day')
    expect(await taken('amount', { value: '44259' }, { from1904: true })).toBe(4425900)
    const sheet = sheetjs.utils.aoa_to_sheet([['日期']])
    sheet.A2 = { t: 'n', v: 44259, z: 'yyyy-mm-dd' }
    sheet['!ref'] = 'A1:A2'
    const book = { SheetNames: ['名册'], Sheets: { 名册: sheet }, Workbook: { WBProps: { date1904: true } } }
    const old = await parseTable(new Uint8Array(sheetjs.write(book, { type: 'array', bookType: 'biff8' })), '旧.xls')
    expect(old.sheets[0]?.rows[1]).toEqual([{ day: '2025-03-05', shown: '2025-03-05' }])
  })

  test('a formula whose result is not in the file is told, also where the field may be empty', async () => {
    expect(await taken('amount', { formula: 'B2*2' })).toBe('import.no_result')
    expect(await taken('amount', { formula: 'B2*2', value: '' })).toBe('import.no_result')
    expect(await taken('amount', { formula: 'B2*2', value: '0' }, { calculate: true })).toBe('import.no_result')
    expect(await taken('amount', { formula: 'B2*2', value: '30' })).toBe(3000)
    expect(await taken('amount', { formula: 'IF(B2,"")', type: 'str', value: '' })).toBe(null)
    expect(await taken('number', { formula: 'A1&"1"', type: 'str', value: '0012' })).toBe('0012')
  })

  test('what Excel made of 1-1, 8:30 or 1.10 in a column of text is told, and never taken as written', async () => {
    expect(await taken('number', { value: '45658', format: 'm"月"d"日"' })).toBe('import.became_date')
    expect(await taken('kind', { value: '45659', format: 16 })).toBe('import.became_date')
    expect(await taken('number', { value: '0.35', format: 20 })).toBe('import.became_date')
    expect(await taken('number', { value: '1.1' })).toBe('import.became_number')
    expect(await taken('amount', { value: '45658', format: 14 })).toBe('import.became_date')
    expect(await taken('number', { value: '12' })).toBe('12')
  })

  test('digits are shown as their format shows them', async () => {
    expect(await one({ value: '12', format: '00000' })).toEqual({ number: 12, shown: '00012' })
    expect(await one({ value: '12', format: '"QH-"0000' })).toEqual({ number: 12, shown: 'QH-0012' })
    expect(await one({ value: '10120012', format: '000-0000-0000' })).toEqual({
      number: 10120012,
      shown: '000-1012-0012',
    })
    expect(await one({ value: '12', format: '0"人"' })).toBe(12)
    expect(await one({ value: '0', format: '#' })).toBe(0)
    expect(await one({ value: '1234', format: '#,##0' })).toBe(1234)
  })
})

describe('a workbook is found', () => {
  const rows = [[{ type: 's', value: '姓名' } as const], [{ type: 'inlineStr', value: '张三', rich: true } as const]]
  test.each<[string, Quirks]>([
    ['at another path', { folder: 'data/book' }],
    ['by targets from the root', { absolute: true }],
    ['with prefixed tags', { prefix: 'x' }],
    ['without places of its cells', { unplaced: true }],
    ['behind a chart and a macro sheet', { sheets: ['chartsheet', 'xlMacrosheet', 'worksheet'] }],
  ])('%s', async (_, quirks) => expect(await cells(rows, quirks)).toEqual([['姓名'], ['张三']]))

  test('and one of charts only says so', async () => {
    await expect(cells([], { sheets: ['chartsheet'] })).rejects.toMatchObject({
      problems: [{ code: 'import.not_a_sheet', message: '文件里只有图表或宏，没有表格。' }],
    })
  })
})

describe('parts as other programs write them', () => {
  const rows = [[{ type: 's', value: '姓名' } as const, { type: 'inlineStr', value: '张三' } as const]]
  /** The workbook with its parts renamed, or with other bytes. */
  function altered(
    change: (name: string, xml: string) => { name?: string; bytes?: Uint8Array } | undefined,
  ): Uint8Array {
    const entries = zipEntries(workbook(rows))
    if (typeof entries === 'string') throw new Error(entries)
    return writeZip(
      entries.map((entry) => {
        const content = unpack(entry) as Uint8Array
        const { name = entry.name, bytes = content } = change(entry.name, new TextDecoder().decode(content)) ?? {}
        return pack(name, bytes)
      }),
    )
  }
  const written = (xml: string) => ({ bytes: new TextEncoder().encode(xml) })
  const sheet = (change: (xml: string) => string) =>
    altered((name, xml) => (name.includes('sheet1') ? written(change(xml)) : undefined))
  const read = async (bytes: Uint8Array) => (await parseTable(bytes, '来件.xlsx')).sheets[0]?.rows
  const code = (bytes: Uint8Array) => parseTable(bytes, '来件.xlsx').catch((error) => error.problems[0].code)

  test('text between CDATA marks is text as it stands', async () => {
    const bytes = sheet((xml) => xml.replace('张三', '<![CDATA[张 & <三>]]>'))
    expect(await read(bytes)).toEqual([['姓名', '张 & <三>']])
  })

  test.each(['utf16le', 'utf16be'])('XML in %s without a byte order mark', async (encoding) => {
    const wide = (xml: string) => {
      const bytes = Buffer.from(xml, 'utf16le')
      return { bytes: new Uint8Array(encoding === 'utf16le' ? bytes : bytes.swap16()) }
    }
    expect(await read(altered((_, xml) => wide(xml)))).toEqual([['姓名', '张三']])
  })

  test('names of parts in small letters and with backslashes', async () => {
    const bytes = altered((name) => ({ name: name.toLowerCase().replaceAll('/', '\\') }))
    expect(await read(bytes)).toEqual([['姓名', '张三']])
  })

  test('an empty part of no bytes at all', async () => {
    const entries = zipEntries(workbook(rows))
    if (typeof entries === 'string') throw new Error(entries)
    const empty = { ...pack('docProps/thumbnail.wmf', new Uint8Array()), packed: new Uint8Array() }
    expect(await read(writeZip([...entries, empty]))).toEqual([['姓名', '张三']])
  })

  test('a cell whose text is not in the file, or whose row is on no sheet, is damage and never a blank', async () => {
    expect(await code(sheet((xml) => xml.replace('<v>0</v>', '<v>7</v>')))).toBe('file.damaged')
    expect(await code(sheet((xml) => xml.replace('<v>0</v>', '<v> </v>')))).toBe('file.damaged')
    expect(await code(sheet((xml) => xml.replace('r="A1"', 'r="A0"')))).toBe('file.damaged')
    expect(await code(sheet((xml) => xml.replace(/r="(A?1)"/g, 'r="eins"').replace('r="B1"', '')))).toBe('file.damaged')
  })

  test.each([
    'worksheets/sheet1.xml',
    'sharedStrings.xml',
    'styles.xml',
    'workbook.xml',
  ])('a part that was cut short is damage, never fewer rows: %s', async (part) => {
    const cut = altered((name, xml) => (name === `xl/${part}` ? written(xml.replace(/<[^<]*$/, '')) : undefined))
    expect(await code(cut)).toBe('file.damaged')
  })

  test('a long text shared by many cells is more than may come back', async () => {
    const long = { type: 's', value: '字'.repeat(30_000) } as const
    const cells = Array.from({ length: 100 }, () => Array.from({ length: 20 }, () => long))
    expect(await code(workbook(cells))).toBe('import.too_large')
  })
})

/** A cell as written, and what a person sees in it. */
interface Pair {
  written: WrittenCell | null
  truth: Cell
}

const dayOfSerial = (serial: number) => new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10)
const words = fc
  .stringMatching(/^[张三李四王五ab01&<>"' _x\n-]{1,8}$/)
  .filter((value) => !/_x[0-9A-Fa-f]{4}_/.test(value))
const texts = fc
  .tuple(words, fc.constantFrom('s', 'inlineStr', 'str'), fc.boolean(), fc.constantFrom(0, 49, '@', 14, '0.00%'))
  .map(
    ([value, type, rich, format]): Pair => ({
      written: { type, value, rich: rich && type !== 'str', format },
      truth: value,
    }),
  )
const numbers = (from1904: boolean) =>
  fc
    .tuple(
      fc.oneof(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 100),
      ),
      fc.constantFrom(
        0,
        1,
        2,
        3,
        4,
        37,
        38,
        39,
        40,
        41,
        42,
        43,
        44,
        48,
        49,
        '0.00_ ',
        '¥#,##0.00;[Red]¥-#,##0.00',
        '0.0,"千"',
        'G/通用格式',
        '0"户"',
      ),
      fc.boolean(),
    )
    .map(
      ([n, format, formula]): Pair => ({
        written: { value: String(n), format, ...(formula && { formula: 'A1' }) },
        truth: from1904 && /^\d{5}$/.test(String(n)) ? { number: n, shown: String(n), from1904 } : n,
      }),
    )
const dusty = fc
  .integer({ min: 1, max: 99_999 })
  .map((n): Pair => ({ written: { value: (n / 10 + 0.1 + 0.2 - 0.3).toPrecision(17) }, truth: n / 10 }))
const shares = fc
  .tuple(fc.integer({ min: -10000, max: 30000 }), fc.constantFrom(9, 10, '0.0%', '0.00%;[Red]-0.00%', '"约"0%'))
  .map(([n, format]): Pair => ({ written: { value: String(n / 10000), format }, truth: `${n / 100}%` }))
const monthOf = (day: string) => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月`
const monthFormats: readonly (number | string)[] = [17, 27, 36, 50, 52, 57, '[$-804]yyyy"年"m"月"', 'e"年"m"月"']
const dateFormats = [
  14,
  15,
  16,
  17,
  22,
  27,
  28,
  30,
  31,
  36,
  50,
  51,
  52,
  53,
  54,
  57,
  58,
  'yyyy/m/d;@',
  'yyyy\\-mm\\-dd',
  '[$-804]yyyy"年"m"月"',
  '[Red]m/d',
  'e"年"m"月"',
] as const
const days = (from1904: boolean) =>
  fc
    .tuple(fc.integer({ min: 1500, max: 80_000 }), fc.integer({ min: 0, max: 23 }), fc.constantFrom(...dateFormats))
    .map(([serial, hour, format]): Pair => {
      const day = dayOfSerial(serial)
      const value = String(serial - (from1904 ? 1462 : 0) + hour / 24)
      return serial - (from1904 ? 1462 : 0) < 366
        ? { written: null, truth: null }
        : { written: { value, format }, truth: { day, shown: monthFormats.includes(format) ? monthOf(day) : day } }
    })
const isoDays = fc.integer({ min: 1500, max: 80_000 }).map((serial): Pair => {
  const day = dayOfSerial(serial)
  return { written: { type: 'd', value: `${day}T00:00:00`, format: 14 }, truth: { day, shown: day } }
})
const others = fc.constantFrom<Pair>(
  { written: null, truth: null },
  { written: {}, truth: null },
  { written: { format: 14 }, truth: null },
  { written: { type: 's' }, truth: null },
  { written: { type: 'b' }, truth: null },
  { written: { type: 'str', value: '' }, truth: null },
  { written: { type: 'inlineStr', value: '' }, truth: null },
  { written: { type: 's', value: '' }, truth: null },
  { written: { type: 'b', value: '1' }, truth: true },
  { written: { type: 'b', value: '0' }, truth: false },
  { written: { type: 'e', value: '#N/A', formula: 'A1' }, truth: '#N/A' },
  { written: { formula: 'A1' }, truth: { uncalculated: true, shown: '=A1' } },
  { written: { formula: 'A1', type: 'str', value: '' }, truth: null },
  { written: { value: '0.5', format: 20 }, truth: { day: null, shown: '12:00' } },
  { written: { value: '0', format: 14 }, truth: { day: null, shown: '0' } },
  { written: { value: '7', format: '00000' }, truth: { number: 7, shown: '00007' } },
)

/** A cell of an .xls has no type that can lie, but the same numbers and formats. */
function oldCell({ type, value, format }: WrittenCell): sheetjs.CellObject {
  const z = typeof format === 'number' ? sheetjs.SSF.get_table()[format] : format
  if (type === 'b') return { t: 'b', v: value === '1' }
  return type ? { t: 's', v: value ?? '' } : { t: 'n', v: Number(value), ...(z !== undefined && { z }) }
}

/** How many cells are tried; SHOUWANG_CELLS=100000 tries a hundred thousand. */
const tried = Number(process.env.SHOUWANG_CELLS ?? 4000)
const shape = { rows: 8, columns: 10 }

test('no cell of a generated workbook is read as something else than was written', { timeout: 600_000 }, async () => {
  const quirks = fc.record({
    from1904: fc.boolean(),
    prefix: fc.constantFrom('', 'x'),
    unplaced: fc.boolean(),
    absolute: fc.boolean(),
    folder: fc.constantFrom('xl', 'a/b'),
  })
  const books = quirks.chain((quirk) => {
    const pair = fc.oneof(texts, numbers(quirk.from1904), dusty, shares, days(quirk.from1904), isoDays, others)
    const row = fc.array(pair, { minLength: shape.columns, maxLength: shape.columns })
    return fc.tuple(fc.constant(quirk), fc.array(row, { minLength: shape.rows, maxLength: shape.rows }))
  })
  let seen = 0
  await fc.assert(
    fc.asyncProperty(books, async ([quirk, rows]) => {
      // A last cell and row that are never blank, or the blank ones before them would be trimmed.
      const end: WrittenCell = { type: 's', value: '尾' }
      const written = rows.map((row) => [...row.map((pair) => pair.written), end])
      expect(await cells(written, quirk)).toEqual(rows.map((row) => [...row.map((pair) => pair.truth), '尾']))
      seen += rows.flat().length
    }),
    { numRuns: Math.ceil(tried / (shape.rows * shape.columns)) },
  )
  expect(seen).toBeGreaterThanOrEqual(tried)
})

test('nor is one of an .xls', { timeout: 600_000 }, async () => {
  const books = fc.boolean().chain((from1904) => {
    const pair = fc
      .oneof(texts, numbers(from1904), shares, days(from1904), others)
      .filter(({ written }) => written?.value !== undefined && !['e', 'd'].includes(written.type ?? ''))
      // SheetJS 0.20.3 does not know the Chinese formats by number when it writes.
      .filter(({ written }) => !(typeof written?.format === 'number' && written.format > 22 && written.format < 60))
    return fc.tuple(fc.constant(from1904), fc.array(pair, { minLength: 80, maxLength: 80 }))
  })
  await fc.assert(
    fc.asyncProperty(books, async ([date1904, pairs]) => {
      const column: Record<string, unknown> = { '!ref': `A1:B${pairs.length}` }
      pairs.forEach(({ written }, r) => {
        column[`A${r + 1}`] = oldCell(written!)
        column[`B${r + 1}`] = { t: 's', v: '尾' }
      })
      const book = { SheetNames: ['名册'], Sheets: { 名册: column }, Workbook: { WBProps: { date1904 } } }
      const bytes = new Uint8Array(sheetjs.write(book, { type: 'array', bookType: 'biff8' }))
      const { sheets } = await parseTable(bytes, '旧.xls')
      expect(sheets[0]?.rows).toEqual(pairs.map(({ truth }) => [truth, '尾']))
    }),
    { numRuns: Math.ceil(tried / 80) },
  )
})

test('of merged cells that overlap the upper one counts, so that many of them cost no more than one', async () => {
  const rows = ['一', null, '三', null, null].map((value) => [value === null ? null : ({ type: 's', value } as const)])
  const merges = ['A1:A3', 'A2:A5', ...Array.from({ length: 1000 }, () => 'A1:A5')]
  const [sheet] = (await parseTable(workbook([...rows, [{ type: 's', value: '尾' }]], { merges }), '来件.xlsx')).sheets
  expect(sheet?.merged).toEqual([{ column: 0, first: 0, last: 2 }])
  expect(sheet?.rows.map(([cell = null]) => cell)).toEqual(['一', '一', '一', null, null, '尾'])
})
