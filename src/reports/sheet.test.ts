import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import type { LedgerDefinition } from '#define/ledger.ts'
import { idNumberKind, numberKind, textKind } from '#kinds/index.ts'
import type { Figure, TracedRow } from '#measure/figure.ts'
import { convert, hasLibreOffice, sayMissing } from '../../test/support/libreoffice.ts'
import { type Annexed, annex } from './sheet.ts'

const ledger: LedgerDefinition = {
  id: 'aid',
  mode: 'event',
  row: '人次',
  title: '教育资助',
  purpose: '',
  of: [],
  area: [],
  unique: [],
  complete: false,
  namedBy: [],
  shownAs: 'name',
  fields: {
    id_number: { label: '身份证号码', kind: idNumberKind },
    name: { label: '姓名', kind: textKind() },
    amount: { label: '金额（元）', kind: numberKind('元') },
  },
}

const figure = (id: string, value: number | null, more: Partial<Figure> = {}): Figure => ({
  id,
  says: `${id}的金额`,
  definition: '本期发放的金额，按发放日期统计。',
  counted: '教育资助：金额之和',
  value,
  unit: '万元',
  said: `${value}万元`,
  rows: 2,
  missing: 0,
  flags: [],
  ...more,
})

const row = (contributes: number, more: Partial<TracedRow> = {}): TracedRow => ({
  part: '',
  id: '0198f0aa-0000-8000-8000-000000000001',
  township: '990101201',
  ledger: 'aid',
  area: '990101201201',
  subject: { ledger: 'person', id: 'x', name: '李四' },
  values: { amount: '656.00', id_number: '990101************', name: '李四' },
  contributes,
  ...more,
})

const given = (figures: Figure[]): Annexed => ({
  title: '青禾乡2025年总结',
  period: '2025年',
  figures,
  ledgers: new Map([['aid', ledger]]),
  areaName: (code) => (code === '990101201201' ? '溪口村' : code),
})

async function* each<T>(items: Iterable<T>) {
  yield* items
}

const write = (figures: Figure[], rows: Record<string, TracedRow[]>) =>
  annex(given(figures), (id) => each(rows[id] ?? []))

test('the list gives each figure with its definitions, and a link to its rows', async () => {
  const flags: Figure['flags'] = [{ code: 'implausible', message: '每盒产茧太重' }]
  const bytes = await write([figure('资助', 0.0656, { flags, missing: 3 }), figure('空', null)], {
    资助: [row(0.0656)],
  })
  const { sheets } = await readXlsx(bytes, { readStyles: true })
  expect(sheets.map((sheet) => sheet.name)).toEqual(['目录', '表1_资助的金额', '表2_空的金额'])
  const list = sheets[0]
  expect(list?.rows[3]).toEqual([
    1,
    '资助的金额',
    0.0656,
    '万元',
    '本期发放的金额，按发放日期统计。',
    '教育资助：金额之和',
    2,
    3,
    '每盒产茧太重',
    '查看明细',
  ])
  expect(list?.rows[4]?.[2]).toBe('（暂无数据）')
  expect(list?.cells?.get('3,9')?.hyperlink?.location).toBe("'表1_资助的金额'!A1")
  expect(list?.pageSetup).toMatchObject({
    paperSize: 'a4',
    orientation: 'landscape',
    fitToWidth: 1,
    printTitlesRow: '$3:$3',
  })
  expect(list?.freezePane).toMatchObject({ rows: 3 })
})

test('a figure’s sheet has its rows under the labels of the ledger, and the total that equals it', async () => {
  const bytes = await write([figure('资助', 0.1)], { 资助: [row(0.0656), row(0.0344)] })
  const sheet = (await readXlsx(bytes)).sheets[1]
  expect(sheet?.rows[2]).toEqual([
    '序号',
    '所在地',
    '对象',
    '身份证号码',
    '姓名',
    '金额（元）',
    '计入（万元）',
    '记录编号',
  ])
  expect(sheet?.rows[3]).toEqual([
    1,
    '溪口村',
    '李四',
    '990101************',
    '李四',
    '656.00',
    0.0656,
    '0198f0aa-0000-8000-8000-000000000001',
  ])
  expect(sheet?.rows[5]?.slice(0, 7)).toEqual(['合计', null, null, null, null, null, 0.1])
  expect(sheet?.cells?.get('5,6')?.formula).toBe('SUM(G4:G5)')
  expect(sheet?.rows).toHaveLength(6)
})

test('rows that do not add up to their figure are said aloud on both sheets', async () => {
  const { sheets } = await readXlsx(await write([figure('资助', 0.2)], { 资助: [row(0.0656)] }))
  expect(sheets[1]?.rows.at(-1)?.[0]).toMatch(/合计是 0.0656，与指标的 0.2 不一致/)
  expect(sheets[0]?.rows[3]?.[8]).toMatch(/不一致/)
})

test('a figure printed with fewer places than its rows have agrees with them', async () => {
  const said = async (value: number) =>
    (await readXlsx(await write([figure('资助', value)], { 资助: [row(1.6), row(0.0234)] }))).sheets[0]?.rows[3]?.[8]
  expect(await said(1.6)).toBeFalsy()
  expect(await said(1.62)).toBeFalsy()
  expect(await said(1.7)).toMatch(/不一致/)
  expect(await said(1.63)).toMatch(/不一致/)
})

test('the parts of a figure made by arithmetic are added up one by one', async () => {
  const rows = [row(3, { part: '本期' }), row(2, { part: '上年同期' }), row(1, { part: '本期' })]
  const sheet = (await readXlsx(await write([figure('增长', 100)], { 增长: rows }))).sheets[1]
  expect(sheet?.rows.slice(-3).map((r) => r.filter((v) => v !== null))).toEqual([
    ['本期合计', 4],
    ['上年同期合计', 2],
    ['指标', 100],
  ])
})

test('text that looks like a formula, and characters that a file cannot carry, stay harmless text', async () => {
  const values = { name: '=HYPERLINK("http://x","点我")', amount: '-1+1\u0000\uD800' }
  const says = "a/b\\c?d*e[f]:g'一二三四五六七八九十一二三四五六七八九十一二三四五"
  const bytes = await write([figure('资助', 1, { says })], { 资助: [row(1, { values })] })
  const { sheets } = await readXlsx(bytes)
  expect(sheets[1]?.name).toBe('表1_abcdefg一二三四五六七八九十一二三四五六七八九十一')
  expect(sheets[1]?.rows[3]?.slice(3, 5)).toEqual([values.name, '-1+1'])
  expect([...(sheets[1]?.cells?.values() ?? [])].filter((cell) => cell.formula).map((cell) => cell.formula)).toEqual([
    'SUM(F4:F4)',
  ])
})

if (!hasLibreOffice) sayMissing('LibreOffice')

test.skipIf(!hasLibreOffice)(
  'a year’s annex of 60,000 rows is written, and another program reads the same totals',
  { timeout: 240_000 },
  async () => {
    const figures = Array.from({ length: 94 }, (_, i) => figure(`f${i}`, i === 0 ? 7141 : 570))
    const bytes = await annex(given(figures), (id) => {
      const count = id === 'f0' ? 7141 : 570
      return each(
        Array.from({ length: count }, (_, i) =>
          row(1, { id: `0198f0aa-0000-8000-8000-${String(i).padStart(12, '0')}` }),
        ),
      )
    })
    const csv = new TextDecoder().decode(
      await convert(
        bytes,
        'annex.xlsx',
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2',
      ),
    )
    const lines = csv.trim().split('\n')
    expect(lines).toHaveLength(3 + 7141 + 1)
    expect(lines[2]).toMatch(/^序号,所在地/)
    expect(lines.at(-1)).toMatch(/^合计,+7141,?$/)
  },
)
