import { describe, expect, test } from 'vitest'
import type { Indicator } from '#define/indicator.ts'

import { atLevel, bare, given, ifAny, over, type ReportDefinition, say, turn } from '#define/report.ts'
import type { Figure, Flag } from '#measure/figure.ts'
import { Refusal } from '#problem.ts'
import { assemble, chineseNumber } from './assemble.ts'

const counted = (id: string): Indicator<'次'> => ({
  indicator: { id, says: id, definition: '', node: { node: 'parameter', id } },
})
const visits = counted('visits')
const overdue = counted('overdue')

const answer = (id: string, value: number | null, flags: Flag[] = []): [string, Figure] => [
  id,
  {
    id,
    says: `${id}的说法`,
    definition: '',
    counted: '',
    value,
    unit: '次',
    said: `${value}次`,
    rows: 0,
    missing: 0,
    flags,
  },
]

const annual: ReportDefinition = {
  id: 'annual',
  title: '{township}{year}年总结',
  opening: [{ says: [say`{year}年以来，走访${visits}。`] }],
  sections: [
    { level: 1, title: '一、基本情况', paragraphs: [] },
    {
      level: 2,
      title: '(一)抓走访',
      paragraphs: [
        {
          lead: '一是走访。',
          says: [
            say`累计${over(visits, '余', 10)}（${bare(visits)}）。`,
            say`${ifAny(overdue, say`逾期${overdue}`, say`无逾期`)}。`,
          ],
        },
      ],
    },
    { level: 2, title: '（三）守底线', paragraphs: [] },
    { level: 1, title: '存在问题', paragraphs: [{ block: 'problems', hint: '写存在的问题' }] },
    { level: 2, title: '产业', paragraphs: [] },
  ],
  words: 'words',
}

const names = { township: '青禾乡', year: 2025 }
const document = (late: number | null, own = new Map<string, string>()) =>
  assemble(annual, new Map([answer('visits', 38), answer('overdue', late)]), own, names)

test('the title and sentences take the names of the township and the year', () => {
  const { title, parts } = document(0)
  expect(title).toBe('青禾乡2025年总结')
  expect(parts[0]).toEqual({
    kind: 'paragraph',
    runs: [{ text: '2025年以来，走访' }, { text: '38次', figure: 'visits' }, { text: '。' }],
  })
})

test('headings are numbered by position with full-width brackets, whatever number their title carries', () => {
  const headings = document(0).parts.flatMap((p) => (p.kind === 'heading' ? [p.text] : []))
  expect(headings).toEqual(['一、基本情况', '（一）抓走访', '（二）守底线', '二、存在问题', '（一）产业'])
})

test('a paragraph keeps its lead apart, and each figure opens', () => {
  expect(document(2).parts[3]).toEqual({
    kind: 'paragraph',
    runs: [
      { lead: '一是走访。' },
      { text: '累计' },
      { text: '30余次', figure: 'visits' },
      { text: '（' },
      { text: '38', figure: 'visits' },
      { text: '）。' },
      { text: '逾期' },
      { text: '2次', figure: 'overdue' },
      { text: '。' },
    ],
  })
})

const lastRuns = (late: number | null) => {
  const part = document(late).parts[3]
  return part?.kind === 'paragraph' ? part.runs.slice(-2) : []
}

test('words said because a figure is zero open to that figure', () => {
  expect(lastRuns(0)).toEqual([{ text: '无逾期', figure: 'overdue' }, { text: '。' }])
})

const lookedFor: ReportDefinition = {
  ...annual,
  opening: [{ says: [say`${ifAny(overdue, say`逾期${overdue}。`, say`无逾期。`, visits)}`] }],
  sections: [],
}

test('a zero over a ledger without a row praises nothing: the words give way to 没有记录, with a flag', () => {
  const nothing: Flag = { code: 'nothing_recorded', message: '还没有任何记录' }
  const figures = new Map([answer('visits', 38), answer('overdue', 0, [nothing])])
  const { parts, flags } = assemble(lookedFor, figures, new Map(), names)
  expect(parts[0]).toEqual({
    kind: 'paragraph',
    runs: [{ text: '（是否有overdue的说法：没有记录）。', figure: 'overdue' }],
  })
  expect(flags).toEqual([
    {
      figure: 'overdue',
      says: 'overdue的说法',
      flags: [nothing, { code: 'no_record', message: '台账里没有记录，报告里没有写“无逾期”，写的是没有记录。' }],
    },
  ])
})

test('where the looking is another figure, what is said of a zero needs that figure above zero', () => {
  const text = (looked: number | null) => {
    const figures = new Map([answer('visits', looked), answer('overdue', 0)])
    const { parts, flags } = assemble(lookedFor, figures, new Map(), names)
    const [part] = parts
    return [part?.kind === 'paragraph' && part.runs, flags.flatMap((f) => f.flags.map((flag) => flag.message))]
  }
  expect(text(3)).toEqual([[{ text: '无逾期。', figure: 'overdue' }], []])
  for (const looked of [0, null])
    expect(text(looked)).toEqual([
      [{ text: '（是否有overdue的说法：没有记录）。', figure: 'overdue' }],
      [`“visits的说法”是 ${looked}次，报告里没有写“无逾期”，写的是没有记录。`],
    ])
})

test('a zero over no row says so once, where its clause ends, and leaves no comma before a full stop', () => {
  const nothing: Flag = { code: 'nothing_recorded', message: '还没有任何记录' }
  const told: ReportDefinition = {
    ...annual,
    opening: [
      {
        says: [
          say`经营${overdue}景点，${given(overdue, say`成为又一条门路，`)}`,
          say`全年走访${visits}，逾期${bare(overdue)}大项`,
          say`${given(overdue, say`，个个有人管。`)}`,
        ],
      },
      { says: [say`专项工作组${overdue}，落实要求。`] },
    ],
    sections: [],
  }
  const read = (value: number, flags: Flag[]) =>
    assemble(told, new Map([answer('visits', 38), answer('overdue', value, flags)]), new Map(), names).parts.map(
      (part) => (part.kind === 'paragraph' ? part.runs.map((run) => ('text' in run ? run.text : '')).join('') : ''),
    )
  expect(read(0, [nothing])).toEqual([
    '经营0次景点（overdue的说法：没有记录），全年走访38次，逾期0大项（overdue的说法：没有记录）。',
    '专项工作组0次（没有记录），落实要求。',
  ])
  expect(read(2, [])).toEqual([
    '经营2次景点，成为又一条门路，全年走访38次，逾期2大项，个个有人管。',
    '专项工作组2次，落实要求。',
  ])
})

test('where nothing is said of a zero, nothing has to be shown', () => {
  const silent: ReportDefinition = {
    ...lookedFor,
    opening: [{ says: [say`${ifAny(overdue, say`逾期${overdue}。`)}`] }],
  }
  const nothing: Flag = { code: 'nothing_recorded', message: '还没有任何记录' }
  const { parts, flags } = assemble(silent, new Map([answer('overdue', 0, [nothing])]), new Map(), names)
  expect(parts[0]).toEqual({ kind: 'paragraph', runs: [] })
  expect(flags.flatMap((f) => f.flags)).toEqual([nothing])
})

test('a figure that cannot be said claims neither that there is some nor that there is none', () => {
  expect(lastRuns(null)).toEqual([{ text: '（暂无数据）', figure: 'overdue' }, { text: '。' }])
})

test('a block carries the words of the office, or its hint while nothing is written', () => {
  expect(document(0).parts[6]).toEqual({ kind: 'block', block: 'problems', text: '', hint: '写存在的问题' })
  const written = document(0, new Map([['problems', ' 一是人手少。\n二是路远。 ']]))
  expect(written.parts[6]).toMatchObject({ text: '一是人手少。\n二是路远。' })
})

test('warnings of the figures are gathered once each, in order of mention', () => {
  const flag: Flag = { code: 'implausible', message: '太重' }
  const { flags } = assemble(annual, new Map([answer('visits', 38, [flag]), answer('overdue', 0)]), new Map(), names)
  expect(flags).toEqual([{ figure: 'visits', says: 'visits的说法', flags: [flag] }])
})

test('a figure that was not answered is refused by its id', () => {
  expect(() => assemble(annual, new Map([answer('visits', 1)]), new Map(), names)).toThrow(Refusal)
  expect(() => assemble(annual, new Map([answer('visits', 1)]), new Map(), names)).toThrow(/overdue/)
})

describe('a report that leaves out what has no rows', () => {
  const nothing: Flag = { code: 'nothing_recorded', message: '还没有任何记录' }
  const loans = counted('loans')
  const sites = counted('sites')
  const brief: ReportDefinition = {
    ...annual,
    leftOut: { unrecorded: '没有记录：', zero: '本期是零：' },
    opening: [],
    sections: [
      {
        level: 2,
        title: '抓走访',
        paragraphs: [
          { lead: '一是旅游。', says: [say`用好山水，经营${sites}景点，${given(sites, say`又一条门路。`)}`] },
          {
            lead: '二是走访。',
            says: [say`坚持走访。`, say`走访${visits}，${ifAny(overdue, say`逾期${overdue}。`, say`无逾期。`)}`],
          },
          { lead: '三是贷款。', says: [say`放款${loans}。`, say`贷后有人管。`] },
        ],
      },
      { level: 2, title: '旅游', paragraphs: [{ says: [say`景点${sites}。`] }] },
      { level: 2, title: '打算', paragraphs: [{ block: 'plan', hint: '写打算' }] },
    ],
  }
  const lines = [
    { title: '走访帮扶', indicators: ['visits', 'overdue'] },
    { title: '乡村旅游', indicators: ['sites'] },
    { title: '金融', indicators: ['loans'] },
  ]
  const rows = ([id, figure]: [string, Figure], n: number): [string, Figure] => [id, { ...figure, rows: n }]
  const read = (late: [string, Figure]) =>
    assemble(
      brief,
      new Map([rows(answer('visits', 38), 38), late, answer('sites', 0, [nothing]), answer('loans', 0)]),
      new Map(),
      names,
      lines,
    )
  const texts = (late: [string, Figure]) =>
    read(late).parts.map((part) =>
      part.kind === 'paragraph' ? part.runs.map((run) => ('lead' in run ? run.lead : run.text)).join('') : part.text,
    )

  test('has no sentence of zeros, no prose that stands alone and no empty heading, and names them once by line of work', () => {
    expect(texts(answer('overdue', 0))).toEqual([
      '（一）抓走访',
      '走访。坚持走访。走访38次，无逾期。',
      '（二）打算',
      '',
      '没有记录：乡村旅游。本期是零：金融。',
    ])
  })

  test('names what it would have praised where nobody looked, and still flags it', () => {
    const late = answer('overdue', 0, [nothing])
    expect(texts(late).slice(1)).toEqual([
      '走访。坚持走访。走访38次。',
      '（二）打算',
      '',
      '没有记录：走访帮扶（overdue的说法）；乡村旅游。本期是零：金融。',
    ])
    expect(read(late).flags.flatMap((of) => of.flags.map(({ message }) => message))).toContain(
      '台账里没有记录，报告里没有写“无逾期”。',
    )
  })
})

test('what only a township says, a village leaves out or says in its own words', () => {
  const levelled: ReportDefinition = {
    ...annual,
    leftOut: { unrecorded: '', zero: '' },
    opening: [
      {
        says: [
          say`${atLevel('township', say`由{kind}党委牵头，`)}全{kind}走访${visits}${atLevel('township', say`，到村`, say`，到户`)}。`,
        ],
      },
      { says: [say`${atLevel('township', say`逾期${overdue}。`)}`] },
    ],
    sections: [],
  }
  const read = (place: Parameters<typeof assemble>[3]) =>
    assemble(
      levelled,
      new Map([answer('visits', 38), answer('overdue', 2)].map(([id, figure]) => [id, { ...figure, rows: 1 }])),
      new Map(),
      place,
    ).parts.map((part) =>
      part.kind === 'paragraph' ? part.runs.map((run) => ('text' in run ? run.text : '')).join('') : '',
    )
  expect(read({ township: '青禾镇', year: 2025, level: 'township' })).toEqual([
    '由镇党委牵头，全镇走访38次，到村。',
    '逾期2次。',
  ])
  expect(read({ township: '东村', year: 2025, level: 'village' })).toEqual(['全村走访38次，到户。'])
})

test('a growth turns its word, and its size carries the figure', () => {
  const turning: ReportDefinition = { ...annual, opening: [{ says: [say`同比${turn(visits)}。`] }], sections: [] }
  const read = (value: number | null) => {
    const [part] = assemble(turning, new Map([answer('visits', value)]), new Map(), names).parts
    return part?.kind === 'paragraph' ? part.runs.map((run) => ('text' in run ? run.text : '')).join('') : ''
  }
  expect([4, -5, 0, null].map(read)).toEqual(['同比增长4次。', '同比下降5次。', '同比持平。', '同比（暂无数据）。'])
})

test('Chinese outline numbers', () => {
  expect([1, 9, 10, 11, 19, 20, 21, 99].map(chineseNumber)).toEqual([
    '一',
    '九',
    '十',
    '十一',
    '十九',
    '二十',
    '二十一',
    '九十九',
  ])
})
