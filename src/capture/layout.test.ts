import { expect, test } from 'vitest'
import { area, day, money, text } from '#define/field.ts'
import { event, type LedgerDefinition } from '#define/ledger.ts'
import { corrected, fieldsOffered, layoutOf, layoutsSeen } from './layout.ts'
import { type Cell, placeHead, reasonHead, type Table } from './table.ts'
import { readRows } from './validate.ts'

const aid = event('aid', {
  title: '救助',
  row: '人次',
  purpose: '',
  area: 'area',
  dated: 'paid_on',
  fields: {
    name: text('姓名'),
    area: area('所在地'),
    paid_on: day('发放日期'),
    amount: money('金额'),
    note: text('备注', { optional: true }),
  },
}).ledger as LedgerDefinition

const table = (...rows: Cell[][]): Table => ({ kind: 'xlsx', sheets: [{ name: '一月', rows }] })
const heads = ['姓名', '住址', '发放时间', '低保金（万元）', '临时救助']
const sent = table(
  ['云禾乡救助表'],
  ['姓名', '住址', '发放时间', '补助', null],
  heads,
  ['甲', '990101201201', '2025-1-5', '1.5', '2'],
  ...Array.from({ length: 8 }, () => [null]),
  heads,
  ['乙', '990101201201', '2025-1-6', '2', null],
)
const [seen] = layoutsSeen(aid, sent, {})

test('of each table is told where its heads stand, which column is which field, and what stands in it', () => {
  expect(seen).toMatchObject({ places: [{ sheet: '一月', header: 3, rows: 2 }], missing: ['所在地', '金额'] })
  expect(seen!.columns).toEqual([
    { at: 0, head: '姓名', field: '姓名', samples: ['甲', '乙'] },
    { at: 1, head: '住址', samples: ['990101201201'] },
    { at: 2, head: '发放时间', field: '发放日期', samples: ['2025-1-5', '2025-1-6'] },
    { at: 3, head: '低保金（万元）', group: '补助', samples: ['1.5', '2'] },
    { at: 4, head: '临时救助', group: '补助', samples: ['2'] },
  ])
  expect(fieldsOffered(aid).filter(({ required }) => required)).toHaveLength(4)
})

test('a column is what somebody says it is, on every page, in the unit of its head; the file stays as it was sent', () => {
  const said = { [seen!.layout]: { 1: '所在地', 3: '金额', 2: '发放日期' } }
  const read = corrected(aid, sent, said)
  expect(sent.sheets[0]!.rows[2]).toEqual(heads)
  const { good, bad, notes } = readRows(aid, read)
  expect(bad).toEqual([])
  expect(good.map(({ values, row }) => [row, values.amount])).toEqual([
    [4, 1_500_000],
    [14, 2_000_000],
  ])
  expect(notes.join()).toContain('没有读：临时救助')
  const [again] = layoutsSeen(aid, sent, said)
  expect(again).toMatchObject({ layout: seen!.layout, missing: [], places: [{ rows: 2 }] })
  expect(again!.columns.map(({ field }) => field)).toEqual(['姓名', '所在地', '发放日期', '金额', undefined])
  const [none] = layoutsSeen(aid, sent, { [seen!.layout]: { ...said[seen!.layout], 0: '' } })
  expect(none!.missing).toEqual(['姓名'])
})

test('what comes back has the layout of what was sent', () => {
  expect(layoutOf([...heads, reasonHead, placeHead])).toBe(layoutOf(heads))
  expect(layoutOf([...heads, '又一栏'])).not.toBe(layoutOf(heads))
})

test('where no row has heads of the ledger, the one with most words is shown', () => {
  const [foreign] = layoutsSeen(aid, table(['通知'], ['甲方', '乙方', '丙方'], ['1', '2', '3']), {})
  expect(foreign).toMatchObject({ places: [{ header: 2, rows: 1 }], missing: ['姓名', '所在地', '发放日期', '金额'] })
  expect(layoutsSeen(aid, table([]), {})).toEqual([])
})
