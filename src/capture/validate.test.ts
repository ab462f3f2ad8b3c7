import { describe, expect, test } from 'vitest'
import { area, choice, day, link, money, phone, quantity, text, yesNo } from '#define/field.ts'
import { event, type LedgerDefinition, state } from '#define/ledger.ts'
import { Refusal } from '#problem.ts'
import { person } from '../../test/support/made-up-township.ts'
import type { Cell, Table } from './table.ts'
import { readRows, withoutRepeats } from './validate.ts'

const aid = event('aid', {
  title: '教育资助',
  row: '人次',
  purpose: '',
  dated: 'paid_on',
  unique: [['person', 'term']],
  fields: {
    person: link(person, '学生'),
    area: area('所在村', { optional: true }),
    term: choice('学期', ['春季', '秋季']),
    amount: money('金额'),
    land: quantity('面积', '亩', { optional: true }),
    paid_on: day('发放日期'),
    boarding: yesNo('是否寄宿', { optional: true }),
    phone: phone('联系电话', { optional: true }),
    remark: text('情况', { optional: true, max: 20 }),
  },
}).ledger as LedgerDefinition

const stay = state('stay', {
  title: '在户',
  row: '人',
  purpose: '',
  dated: ['since', 'until'],
  fields: { name: text('姓名'), since: day('起始日期'), until: day('终止日期', { optional: true }) },
}).ledger as LedgerDefinition

const head = ['学生', '学期', '金额', '发放日期']
const goodId = '990101199001011230'
const table = (...rows: Cell[][]): Table => ({ kind: 'xlsx', sheets: [{ name: '表', rows }] })
const aids = (...rows: Cell[][]) => withoutRepeats(aid, readRows(aid, table(head, ...rows)))
const aidsOf = (rows: Cell[][]) => withoutRepeats(aid, readRows(aid, table(...rows)))
const one = (extraHead: string, cell: Cell) => {
  const { good, bad } = readRows(aid, table([...head, extraHead], ['李小明', '春季', 500, '2025-03-05', cell]))
  return { values: good[0]?.values, names: good[0]?.names, problems: bad[0]?.problems }
}

test('a cell that has no place there because of what another says is told at its place, and so is one that is needed', () => {
  const when = [{ field: 'term', says: ['秋季'], shown: ['remark'], required: ['remark'] }]
  const rows: Cell[][] = [
    ['甲', '春季', 1, '2025-03-05', '走读'],
    ['乙', '秋季', 1, '2025-09-05', '走读'],
    ['丙', '秋季', 1, '2025-09-05', null],
  ]
  const { good, bad } = readRows({ ...aid, when }, table([...head, '情况'], ...rows))
  expect(good.map(({ names }) => names.person)).toEqual(['乙'])
  expect(bad.map(({ row, problems }) => [row, problems.map(({ at, code }) => [at?.column, code])])).toEqual([
    [2, [[5, 'act.field_apart']]],
    [4, [[5, 'act.field_missing']]],
  ])
})

describe('the header', () => {
  const row: Cell[] = ['李小明', '春季', 500, '2025-03-05']

  test('is found under a title, a unit line and an upper header, in any order, starred or spaced', () => {
    const { good, blocks } = readRows(
      aid,
      table(
        ['2025年教育资助花名册'],
        ['填报单位：青禾乡'],
        ['序号', '学生', '资助情况', null, null],
        ['序 号', ' 发放\n日期*', '＊学 期', '金额（必填）', '学生'],
        [1, '2025-03-05', '春季', 500, '李小明'],
      ),
    )
    expect(blocks).toMatchObject([{ header: 4 }])
    expect([...blocks[0]!.columns].sort(([, a], [, b]) => a - b)).toEqual([
      ['paid_on', 1],
      ['term', 2],
      ['amount', 3],
      ['person', 4],
    ])
    expect(good).toEqual([
      {
        block: 0,
        row: 5,
        values: {
          area: null,
          term: '春季',
          amount: 50000,
          land: null,
          paid_on: '2025-03-05',
          boarding: null,
          phone: null,
          remark: null,
        },
        names: { person: '李小明' },
      },
    ])
  })

  test('is found on whichever sheet has it', () => {
    const sheets = [
      { name: '说明', rows: [['怎么填'], ['学生', '必填']] },
      { name: '数据', rows: [head, row] },
    ]
    expect(readRows(aid, { kind: 'xlsx', sheets }).blocks).toMatchObject([{ sheet: '数据' }])
  })

  test('of a link may be what its target is named by', () => {
    expect(
      readRows(aid, table(['身份证号码', '学期', '金额', '发放日期'], [goodId, '春季', 5, '2025-03-05'])).good[0]
        ?.names,
    ).toEqual({ person: goodId })
  })

  test('names columns that were not read', () => {
    expect(readRows(aid, table([...head, '班级', '序号', '错误原因'], row)).notes).toEqual([
      '这些栏目不在“教育资助”里，没有读：班级。',
    ])
  })

  test.each<[string, Cell[][], RegExp]>([
    [
      'without required columns',
      [
        ['学生', '学期'],
        ['李小明', '春季'],
      ],
      /缺少必填的栏目：金额、发放日期/,
    ],
    [
      'that is none',
      [
        ['甲', '乙'],
        ['1', '2'],
      ],
      /没有找到“教育资助”的表头。表里最像表头的一行是：甲、乙。/,
    ],
    [
      'with a column twice',
      [
        [...head, '金额'],
        [...row, 5],
      ],
      /“金额”有两栏：第 3 列和第 5 列/,
    ],
    ['in a unit the ledger cannot take', [['学生', '学期', '金额（公斤）', '发放日期'], row], /缺少必填的栏目：金额/],
  ])('%s is refused', (_, rows, message) => {
    expect(() => readRows(aid, table(...rows))).toThrow(Refusal)
    expect(() => readRows(aid, table(...rows))).toThrow(message)
  })

  test('of another ledger’s template is refused', () => {
    expect(() => readRows(aid, { ...table(head, row), stamp: { ledger: 'stay', version: 'x' } })).toThrow(/别的台账/)
  })
})

describe('amounts', () => {
  const amount = (headText: string, cell: Cell, ...above: Cell[][]) => {
    const { good, bad } = readRows(
      aid,
      table(...above, ['学生', '学期', headText, '发放日期'], ['李小明', '春季', cell, '2025-03-05']),
    )
    return good[0]?.values.amount ?? bad[0]?.problems[0]?.code
  }

  test.each<[string, Cell, number | string]>([
    ['金额', 500, 50000],
    ['金额', '１，２３４．５', 123450],
    ['金额', '6.56万元', 6560000],
    ['金额（元）', 500, 50000],
    ['金额（万元）', 6.56, 6560000],
    ['金额(万元)', '6.56', 6560000],
    ['金额（万元）', '656元', 65600],
    ['金额', '7。7', 'number.full_stop'],
    ['金额', '五百', 'number.malformed'],
    ['金额', 0.123, 'number.too_fine'],
    ['金额', '#REF!', 'import.error_cell'],
    ['金额', '同上', 'import.ditto'],
  ])('under “%s”, %s is %s', (headText, cell, value) => {
    expect(amount(headText, cell)).toBe(value)
  })

  test('follow the unit line above the table, unless their own head says otherwise', () => {
    const line = ['单位：户、人、万元']
    expect(amount('金额', 6.56, line)).toBe(6560000)
    expect(amount('金额（元）', 656, line)).toBe(65600)
    expect(amount('金额', '500元', line)).toBe(50000)
  })
})

describe('cells', () => {
  test.each<[Cell, string]>([
    ['2025.3.5', '2025-03-05'],
    ['2025年3月5日', '2025-03-05'],
    [45721, '2025-03-05'],
    [20250305, '2025-03-05'],
    ['２０２５／３／５', '2025-03-05'],
  ])('the day %s is %s', (cell, dayText) => {
    expect(readRows(aid, table(head, ['李小明', '春季', 1, cell])).good[0]?.values.paid_on).toBe(dayText)
  })

  test('what says that there is nothing is nothing, in an optional column', () => {
    expect(one('面积', '/').values?.land).toBeNull()
    expect(one('面积', '无').values?.land).toBeNull()
    expect(one('联系电话', '——').values?.phone).toBeNull()
    expect(one('是否寄宿', '无').values?.boarding).toBe(false)
    expect(one('情况', '无').values?.remark).toBe('无')
    expect(aids(['李小明', '春季', '/', '2025-03-05']).bad[0]?.problems[0]?.code).toBe('number.malformed')
  })

  test('numbers that stand for words keep their zeros', () => {
    expect(one('情况', { number: 12, shown: '0012' }).values?.remark).toBe('0012')
    expect(one('联系电话', 13800000000).values?.phone).toBe('13800000000')
  })

  test('an ID number that Excel has eaten is said to be so, also where it names somebody', () => {
    expect(aids([990101199001011200, '春季', 1, '2025-03-05']).bad[0]?.problems[0]).toMatchObject({
      at: { ledger: 'aid', field: 'person', line: 2, column: 1 },
      code: 'id_number.eaten_by_excel',
    })
    expect(aids(['990101199001011239', '春季', 1, '2025-03-05']).bad[0]?.problems[0]?.code).toBe('id_number.checksum')
    expect(aids([`'${goodId}`, '春季', 1, '2025-03-05']).good[0]?.names.person).toBe(goodId)
  })

  test('names are freed of padding, and villages may be written by code or by name', () => {
    expect(aids(['张　 三', '春季', 1, '2025-03-05']).good[0]?.names.person).toBe('张三')
    expect(one('情况', '张  三').values?.remark).toBe('张三')
    expect(one('情况', '家有 两亩').values?.remark).toBe('家有 两亩')
    expect(one('所在村', '990101201201').values?.area).toBe('990101201201')
    expect(one('所在村', 990101201201).values?.area).toBe('990101201201')
    expect(one('所在村', '溪口村')).toMatchObject({ names: { area: '溪口村' } })
  })

  test('every wrong cell of a row is named, each under its own head', () => {
    const { bad, good } = aids(['', '夏季', 'x', '2025-02-30'])
    expect(good).toEqual([])
    expect(bad[0]?.problems.map(({ at, code }) => [at?.field, at?.column, code])).toEqual([
      ['person', 1, 'act.field_missing'],
      ['term', 2, 'choice.unknown'],
      ['amount', 3, 'number.malformed'],
      ['paid_on', 4, 'day.impossible'],
    ])
  })
})

describe('rows', () => {
  test('blank ones, totals, examples and remarks are skipped, and said', () => {
    const { good, bad, notes } = aids(
      ['示例：王五', '春季', 1, '2025-03-05'],
      [],
      ['李小明', '春季', 500, '2025-03-05'],
      [null, ' ', null],
      ['合 计', null, 500, null],
      ['填表人：赵六'],
    )
    expect(good.map((row) => row.row)).toEqual([4])
    expect(bad).toEqual([])
    expect(notes).toEqual(['第 2、6、7 行是合计、示例或说明，没有读。'])
  })

  test('are rows where a first word only looks like a total or a remark', () => {
    const { good, bad } = aids(
      ['负责人', '春季', 1, '2025-03-05'],
      ['备注村', '春季', 2, '2025-03-05'],
      ['王小计', '春季', 3, '2025-03-05'],
      ['负责人', '春季', 'x', '2025-03-05'],
    )
    expect([good.map((row) => row.row), bad.map((row) => row.row)]).toEqual([[2, 3, 4], [5]])
  })

  test.each<Cell[]>([
    ['本页小计', null, 500, null],
    ['一组小计', '', 500, ''],
    ['一组', '小 计', 500, null],
    [null, '共计', 500, null],
    ['合计：12户', null, 500, '—'],
    ['总计（元）', null, 500, null],
    ['某某村合计', null, '1,500.00', null],
  ])('with %s, %s are totals, told once and never recorded', (...cells) => {
    const { good, bad, notes } = aids(['甲', '春季', 500, '2025-03-05'], cells)
    expect([good.length, bad, notes]).toEqual([1, [], ['第 3 行是合计、示例或说明，没有读。']])
  })

  test('that repeat the unique fields of another are bad, and say which', () => {
    const { good, bad } = aids(
      ['李小明', '春季', 1, '2025-03-05'],
      ['李小明', '秋季', 1, '2025-03-05'],
      ['李 小明', '春季', 9, '2025-04-05'],
    )
    expect(good.map((row) => row.row)).toEqual([2, 3])
    expect(bad[0]).toMatchObject({ row: 4, problems: [{ message: '与第 2 行重复（学生、学期都相同）。' }] })
  })

  test('of a state must not end before they begin', () => {
    const { good, bad } = readRows(
      stay,
      table(['姓名', '起始日期', '终止日期'], ['甲', '2025-03-05', '2025-03-05'], ['乙', '2025-03-05', '2025-03-04']),
    )
    expect(good).toHaveLength(1)
    expect(bad[0]?.problems[0]).toMatchObject({
      at: { field: 'until', line: 3, column: 3 },
      code: 'act.period_reversed',
    })
  })

  test('none at all is said', () => {
    expect(aids().notes).toEqual(['表头下面没有数据。'])
  })
})

test('a column that belongs to no field and holds ID numbers is asked about, not left out with a note', () => {
  const given = table([...head, '监护人证件'], ['李小明', '春季', 100, '2025-03-01', goodId])
  expect(() => readRows(aid, given)).toThrow(/“监护人证件”里是证件号码/)
  const other = table([...head, '编码'], ['李小明', '春季', 100, '2025-03-01', '123456789012345678'])
  expect(readRows(aid, other).notes.join()).toContain('编码')
})

test('a column whose head names an identity is never left out with a note', () => {
  const given = table([...head, '监护人身份证号'], ['李小明', '春季', 100, '2025-03-01', '见附件'])
  expect(() => readRows(aid, given)).toThrow(/“监护人身份证号”里是证件号码/)
  const blank = table([...head, '监护人身份证号'], ['李小明', '春季', 100, '2025-03-01', null])
  expect(readRows(aid, blank).good).toHaveLength(1)
})

test('a head that is nearly that of a field is asked about', () => {
  const nearly = table(['学生', '学年学期', '金额', '发放日'], ['李小明', '春季', 100, '2025-03-01'])
  expect(() => readRows(aid, nearly)).toThrow(/表里的“学年学期”是不是“学期”？.*表里的“发放日”是不是“发放日期”？/)
})

test('a head is not asked about for its ending alone, nor where its column holds something else', () => {
  const said = (head: string, cell: Cell) => {
    try {
      readRows(aid, table(['学生', '学期', '金额', head], ['李小明', '春季', 100, cell]))
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }
  expect(said('发放日', '2025-03-01')).toContain('表里的“发放日”是不是“发放日期”？')
  expect(said('出生日期', '2025-03-01')).not.toContain('是不是')
  expect(said('发放日', '脱贫户')).not.toContain('是不是')
})

test('all sheets with the header are read, and the others named with why', () => {
  const rows = (name: string): Cell[][] => [head, [name, '春季', 100, '2025-03-01']]
  const sheets = [
    { name: '一月', rows: rows('甲') },
    { name: '二月', rows: [['二月'], ...rows('乙')] },
    { name: '说明', rows: [['填表说明']] },
    { name: '三月', rows: [['学生', '学期', '金额'] as Cell[], ['丙', '春季', 1]] },
    { name: '空', rows: [] },
  ]
  const { blocks, good, notes } = readRows(aid, { kind: 'xlsx', sheets })
  expect(good.map(({ block, row, names }) => [blocks[block]!.sheet, row, names.person])).toEqual([
    ['一月', 2, '甲'],
    ['二月', 3, '乙'],
  ])
  expect(notes).toEqual([
    '工作表“三月”第 1 行起的表没有读：表里缺少必填的栏目：发放日期。',
    '工作表“说明”没有读：里面没有“教育资助”的表头。',
  ])
})

test('a row of one sheet that repeats one of another says where', () => {
  const rows: Cell[][] = [head, ['李小明', '春季', 100, '2025-03-01']]
  const sheets = ['一月', '二月'].map((name) => ({ name, rows }))
  const { bad } = withoutRepeats(aid, readRows(aid, { kind: 'xlsx', sheets }))
  expect(bad).toMatchObject([
    { row: 2, problems: [{ at: { sheet: '二月' }, message: '与工作表“一月”第 2 行重复（学生、学期都相同）。' }] },
  ])
})

describe('tables that stand in one sheet', () => {
  const row = (name: string, ...more: Cell[]): Cell[] => [name, '春季', 100, '2025-03-01', ...more]

  test('printed page by page, with title and header again, are one table', () => {
    const page = (...names: string[]): Cell[][] => [
      ['教育资助花名册'],
      ['单位：万元'],
      head,
      ...names.map((name) => row(name)),
      ['本页小计', null, 200],
    ]
    const { blocks, good, bad, notes } = aidsOf([...page('甲', '乙'), ...page('丙'), ...page('丁')])
    expect(blocks).toHaveLength(1)
    expect(good.map(({ row, values }) => [row, values.amount])).toEqual([4, 5, 10, 15].map((at) => [at, 100_000_000]))
    expect(bad).toEqual([])
    expect(notes).toEqual(['第 6、11、16 行是合计、示例或说明，没有读。'])
  })

  test('one below the other are read each by its own header and unit', () => {
    const { blocks, good, bad } = aidsOf([
      head,
      row('甲'),
      [],
      ['第二批（单位：万元）'],
      ['发放日期', '金额', '学期', '学生'],
      ['2025-09-01', 2, '秋季', '乙'],
    ])
    expect(bad).toEqual([])
    expect(blocks.map(({ header }) => header)).toEqual([1, 5])
    expect(good.map(({ row, names, values }) => [row, names.person, values.amount])).toEqual([
      [2, '甲', 10_000],
      [6, '乙', 2_000_000],
    ])
  })

  test('a lower one without a required column is named, and its rows are not taken for others', () => {
    const { good, bad, notes } = aidsOf([head, row('甲'), ['学生', '学期', '班级'], ['乙', '春季', '一班']])
    expect([good.length, bad]).toEqual([1, []])
    expect(notes.join()).toContain('第 3 行起的表没有读：表里缺少必填的栏目：金额、发放日期。')
  })
})

describe('what is out of sight', () => {
  const rows: Cell[][] = [head, ['甲', '春季', 1, '2025-03-01'], ['乙', '春季', 2, '2025-03-01']]

  test('is read, and told of: rows by their numbers, sheets by their names', () => {
    const { good, notes } = readRows(aid, {
      kind: 'xlsx',
      sheets: [
        { name: '明', rows, hiddenRows: [2] },
        { name: '暗', rows: [head, ['丙', '春季', 3, '2025-03-01']], hidden: true },
        { name: '列表', rows: [['甲'], ['乙']], hidden: true },
      ],
    })
    expect(good).toHaveLength(3)
    expect(notes).toEqual(['工作表“明”第 3 行是隐藏的或被筛掉的，也读了。', '工作表“暗”是隐藏的，里面的 1 行也读了。'])
  })
})

describe('cells merged over several rows', () => {
  const given = (merged: { column: number; first: number; last: number }[], ...rows: Cell[][]) =>
    withoutRepeats(aid, readRows(aid, { kind: 'xlsx', sheets: [{ name: '表', rows: [head, ...rows], merged }] }))

  test('that hold an amount are asked about in every row, with the place', () => {
    const { good, bad } = given(
      [{ column: 2, first: 1, last: 2 }],
      ['甲', '春季', 500, '2025-03-01'],
      ['乙', '春季', 500, '2025-03-01'],
      ['丙', '春季', 500, '2025-03-01'],
    )
    expect(good.map(({ row }) => row)).toEqual([4])
    expect(bad.map(({ row, problems }) => [row, problems.map(({ code, at }) => [code, at?.column])])).toEqual([
      [2, [['import.merged_amount', 3]]],
      [3, [['import.merged_amount', 3]]],
    ])
    expect(bad[0]!.problems[0]!.message).toBe('500 这一格合并在第 2—3 行上，看不出各行是多少。')
  })

  test('are counted once however long they are: ten thousand rows are read at once', () => {
    const rows = Array.from({ length: 10_000 }, (): Cell[] => ['李小明', '春季', 600, '2025-03-05'])
    const { bad } = given([{ column: 2, first: 1, last: rows.length }], ...rows)
    expect(bad).toHaveLength(rows.length)
  }, 10_000)

  test('that hold something else are of each row, and a row merged as a whole is one row', () => {
    const { good, bad } = given(
      [{ column: 3, first: 1, last: 2 }, ...[0, 1, 2, 3].map((column) => ({ column, first: 3, last: 4 }))],
      ['甲', '春季', 500, '2025-03-01'],
      ['乙', '春季', 300, '2025-03-01'],
      ['丙', '春季', 200, '2025-03-02'],
      ['丙', '春季', 200, '2025-03-02'],
    )
    expect(bad).toEqual([])
    expect(good.map(({ values }) => [values.amount, values.paid_on])).toEqual([
      [50000, '2025-03-01'],
      [30000, '2025-03-01'],
      [20000, '2025-03-02'],
    ])
  })
})

test.each([
  [['1', '2', '3', '4']],
  [['甲', '乙', '1', '2']],
  [['（1）', '（2）', '（3）', '（4）']],
])('a line under the header that only numbers the columns is no row, and is told once: %j', (numbers) => {
  const { good, bad, notes } = readRows(aid, table(head, numbers, ['李小明', '春季', 500, '2025-03-05']))
  expect([good.length, bad.length]).toEqual([1, 0])
  expect(notes).toEqual(['第 2 行是栏目的编号，没有读。'])
})
