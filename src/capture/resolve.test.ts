import { expect, test } from 'vitest'
import { area, day, link, text } from '#define/field.ts'
import { entity, event, type LedgerDefinition } from '#define/ledger.ts'
import { joinKey, type Lookup, resolveNames } from './resolve.ts'
import { type GoodRow, type Reading, withoutRepeats } from './validate.ts'

const person = entity('person', {
  title: '人员',
  row: '人',
  purpose: '',
  namedBy: ['number'],
  fields: { number: text('身份证号码') },
})
const village = entity('collective', {
  title: '村集体',
  row: '个',
  purpose: '',
  namedBy: ['name'],
  fields: { name: text('名称') },
})
const loan = event('loan', {
  title: '信用贷款',
  row: '笔',
  purpose: '',
  dated: 'on',
  unique: [['borrower', 'on']],
  fields: { borrower: link([person, village], '借款人'), area: area('所在村', { optional: true }), on: day('日期') },
}).ledger as LedgerDefinition

const known: Record<string, Record<string, string>> = {
  person: { 张三: 'p1', 老张: 'p1', 李四: 'many', 溪口: 'p2' },
  collective: { 溪口: 'c1', 东山: 'c2' },
  areas: { 溪口村: '990101201201', 新村: 'many' },
}
const asked: string[] = []
const lookup: Lookup = {
  rows: async (ledger, names) => {
    asked.push(...names)
    return new Map(names.flatMap((name) => (known[ledger]?.[name] ? [[name, known[ledger][name]] as const] : [])))
  },
  areas: async (names) => new Map(names.map((name) => [name, known.areas?.[name] ?? 'none'])),
}

const reading = (...rows: [borrower: string, village?: string, on?: string][]): Reading => ({
  blocks: [{ sheet: '', header: 1, above: [], columns: new Map(), filled: new Map() }],
  good: rows.map(([borrower, where, on = '2025-03-05'], i) => ({
    block: 0,
    row: i + 2,
    values: { on, ...(where === undefined && { area: null }) },
    names: { borrower, ...(where !== undefined && { area: where }) },
  })),
  bad: [],
  notes: [],
})

const codes = (read: Reading) => read.bad.map((row) => row.problems.map((p) => [row.row, p.at?.field, p.code]))

test('names become ids, of whichever ledger knows them, and village names become codes', async () => {
  const { good, bad } = await resolveNames(loan, reading(['张三', '溪口村'], ['东山']), lookup)
  expect(bad).toEqual([])
  expect(good.map((row) => row.values)).toEqual([
    { borrower: 'p1', area: '990101201201', on: '2025-03-05' },
    { borrower: 'c2', area: null, on: '2025-03-05' },
  ])
})

test('names that lead nowhere or to several make the row bad, and each is said', async () => {
  const read = await resolveNames(loan, reading(['赵六', '某村'], ['李四', '新村'], ['溪口']), lookup)
  expect(read.good).toEqual([])
  expect(codes(read)).toEqual([
    [
      [2, 'borrower', 'act.link_missing'],
      [2, 'area', 'area.not_listed'],
    ],
    [
      [3, 'borrower', 'import.link_ambiguous'],
      [3, 'area', 'import.area_ambiguous'],
    ],
    [[4, 'borrower', 'import.link_ambiguous']],
  ])
  expect(read.bad[0]?.problems[0]).toMatchObject({ at: { field: 'borrower' }, message: '“人员、村集体”里没有“赵六”。' })
})

test('two names of one person are found to repeat each other', async () => {
  const resolved = await resolveNames(loan, reading(['张三'], ['老张'], ['老张', undefined, '2025-03-06']), lookup)
  const read = withoutRepeats(loan, resolved)
  expect(read.good.map((row) => row.row)).toEqual([2, 4])
  expect(read.bad[0]).toMatchObject({ row: 3, problems: [{ code: 'act.not_unique' }] })
})

test('each name is asked once for each ledger', async () => {
  asked.length = 0
  await resolveNames(loan, reading(['张三'], ['张三', undefined, '2025-03-06']), lookup)
  expect(asked).toEqual(['张三', '张三'])
})

test('who is called otherwise beside a number than in the books is asked about, also in a row that is bad already', async () => {
  const otherwise = async (ledger: string, some: readonly { name: string; to: string }[]) =>
    new Map(
      some.flatMap((one) => (ledger === 'person' && one.name !== '张三' ? [[joinKey(one), '张三'] as const] : [])),
    )
  const told = (row: GoodRow, name: string) => ({ ...row, told: { borrower: name } })
  const { good, ...read } = reading(['张三'], ['老张'], ['东山'])
  const back = await resolveNames(
    loan,
    {
      ...read,
      good: [told(good[0]!, '张山'), told(good[1]!, '张三'), told(good[2]!, '西山')],
      bad: [{ block: 0, row: 9, names: { borrower: '张三' }, told: { borrower: '章三' }, problems: [] }],
    },
    { ...lookup, otherwise },
  )
  expect(back.good.map(({ row, told }) => [row, told])).toEqual([
    [3, undefined],
    [4, undefined],
  ])
  expect(codes(back)).toEqual([
    [[2, 'borrower', 'import.named_otherwise']],
    [[9, 'borrower', 'import.named_otherwise']],
  ])
  expect(back.bad[0]!.problems[0]!.message).toBe('这个身份证号码在账上是“张三”，表里写的却是“张山”。')
})
