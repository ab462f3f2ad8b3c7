import { describe, expect, test } from 'vitest'
import { area, choice, day, idNumber, money, quantity, text, yesNo } from '#define/field.ts'
import { entity, state } from '#define/ledger.ts'
import { checkCharacter } from '#kinds/id-number.ts'
import type { Problem } from '#problem.ts'
import { judge } from './judge.ts'
import { readTyped } from './typed.ts'

const { ledger: stay } = state('stay', {
  title: '居住情况',
  row: '条',
  purpose: '谁从哪天到哪天住在哪里。',
  dated: ['since', 'until'],
  fields: {
    name: text('姓名', { max: 4 }),
    id_number: idNumber('身份证号码', { optional: true }),
    where: area('所在村'),
    kind: choice('类别', ['自有', '租住']),
    rent: money('租金', { optional: true }),
    rooms: quantity('间数', '间', { atMost: 9, optional: true }),
    registered: yesNo('是否登记', { optional: true }),
    since: day('起始日期'),
    until: day('终止日期', { optional: true }),
  },
})
const whole = { name: '甲', where: '990101201201', kind: '自有', since: '2025-03-05' }
const faults = (problems: readonly Problem[]) => problems.map(({ at, code }) => [at?.field, code])

describe('what was typed into a form', () => {
  test('is read field by field, and blank means empty', () => {
    const typed = { ...whole, rent: '1.2万元', registered: '有', since: '2025年3月5日', until: ' ' }
    expect(readTyped(stay, typed, 'new')).toEqual({
      values: { ...whole, rent: 1_200_000, registered: true, until: null },
    })
    for (const nothing of ['/', '—', '--', '无']) {
      expect(readTyped(stay, { ...whole, rent: nothing, until: nothing }, 'new')).toMatchObject({
        values: { rent: null, until: null },
      })
    }
    const needed = readTyped(stay, { ...whole, since: '/' }, 'new')
    expect(faults('problems' in needed ? needed.problems : [])).toEqual([['since', 'day.malformed']])
  })

  test('is refused with every fault at once, each at its field', () => {
    const typed = { name: ' ', where: '9901', kind: '借住', since: '2025-02-30', constructor: '1' }
    const read = readTyped(stay, typed, 'new')
    expect(faults('problems' in read ? read.problems : [])).toEqual([
      ['where', 'area.malformed'],
      ['kind', 'choice.unknown'],
      ['since', 'day.impossible'],
      ['constructor', 'act.field_unknown'],
      ['name', 'act.field_missing'],
    ])
  })

  test('changes some fields of a row without the others, but empties no required one', () => {
    expect(readTyped(stay, { rent: '' }, 'changed')).toEqual({ values: { rent: null } })
    const read = readTyped(stay, { kind: '' }, 'changed')
    expect(faults('problems' in read ? read.problems : [])).toEqual([['kind', 'act.field_missing']])
  })
})

describe('what belongs only where another field says so', () => {
  const ledger = { ...stay, when: [{ field: 'kind', says: ['租住'], shown: ['rent'], required: ['rent'] }] }

  test('is asked for there, and has no place elsewhere', () => {
    const read = (more: Record<string, string>) => {
      const done = readTyped(ledger, { ...whole, ...more }, 'new')
      return 'problems' in done ? faults(done.problems) : 'taken'
    }
    expect(read({})).toBe('taken')
    expect(read({ kind: '租住', rent: '500' })).toBe('taken')
    expect(read({ kind: '租住' })).toEqual([['rent', 'act.field_missing']])
    expect(read({ rent: '500' })).toEqual([['rent', 'act.field_apart']])
    // What cannot be read is told once, and nothing is told of what is not known.
    expect(read({ kind: '借住', rent: '500' })).toEqual([['kind', 'choice.unknown']])
  })

  test('of a correction only what it touches is judged', () => {
    expect(judge(ledger, { rent: null }, 'changed')).toEqual([])
    expect(faults(judge(ledger, { kind: '自有', rent: 1 }, 'changed'))).toEqual([['rent', 'act.field_apart']])
    expect(faults(judge(ledger, { kind: '租住', rent: null }, 'changed'))).toEqual([['rent', 'act.field_missing']])
    expect(judge(ledger, { kind: '自有' }, 'changed')).toEqual([])
  })
})

describe('values in their stored form', () => {
  test('fit their kinds, or say what is wrong', () => {
    const wrong = {
      name: '一二三四五',
      id_number: '110105194912310021',
      where: '99010120120１',
      kind: '借住',
      rent: 12.5,
      rooms: 10,
      registered: '是',
      since: '2025-2-3',
    }
    expect(faults(judge(stay, wrong, 'new'))).toEqual([
      ['name', 'act.value_malformed'],
      ['id_number', 'id_number.checksum'],
      ['where', 'act.value_malformed'],
      ['kind', 'act.value_malformed'],
      ['rent', 'act.value_malformed'],
      ['rooms', 'number.too_large'],
      ['registered', 'act.value_malformed'],
      ['since', 'act.value_malformed'],
    ])
    expect(judge(stay, { ...whole, registered: false, rent: 0, until: '2025-03-05' }, 'new')).toEqual([])
  })

  test('a state that ends before it begins is told at its last day', () => {
    const days = { since: '2025-03-05', until: '2025-03-04' }
    expect(faults(judge(stay, days, 'changed'))).toEqual([['until', 'act.period_reversed']])
  })

  const { ledger: holder } = entity('holder', {
    title: '持证人',
    row: '人',
    purpose: '一人一行。',
    inOrder: [['born_on', 'died_on']],
    identity: { number: 'id_number', born: 'born_on', sex: 'sex' },
    fields: {
      id_number: idNumber('身份证号码', { optional: true }),
      sex: choice('性别', ['男', '女']),
      born_on: day('出生日期'),
      died_on: day('死亡日期', { optional: true }),
    },
  })
  const first17 = '99010120200229001'
  const born = { id_number: first17 + checkCharacter(first17), sex: '男', born_on: '2020-02-29' }

  test('days out of their order are told at the later one, and a day of both is in order', () => {
    expect(judge(holder, { ...born, died_on: '2020-02-29' }, 'new')).toEqual([])
    expect(judge(holder, { ...born, died_on: '2020-02-28' }, 'new')).toEqual([
      {
        code: 'act.days_out_of_order',
        at: { ledger: 'holder', field: 'died_on' },
        message: '死亡日期（2020-02-28）早于出生日期（2020-02-29）。',
        remedy: '请对照原始材料改正其中一个日期。',
      },
    ])
  })

  test('an ID number of another birthday or sex is told at what differs, in the same words of a form and of the books', () => {
    const wrong = { ...born, sex: '女', born_on: '2020-03-01' }
    const told = judge(holder, wrong, 'new')
    expect(told.map(({ at, message }) => [at?.field, message])).toEqual([
      ['born_on', '写的是2020-03-01，身份证号码里是2020-02-29。'],
      ['sex', '写的是女，身份证号码里是男。'],
    ])
    expect(readTyped(holder, wrong, 'new')).toEqual({ problems: told })
    expect(judge(holder, { ...wrong, id_number: null }, 'new')).toEqual([])
    expect(judge(holder, { sex: '女' }, 'changed')).toEqual([])
  })
})
