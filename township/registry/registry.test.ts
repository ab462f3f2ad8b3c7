import { describe, expect, test } from 'vitest'
import { calledSame } from '#capture/heads.ts'
import type { Cell } from '#capture/table.ts'
import { readRows } from '#capture/validate.ts'
import { gather } from '#define/catalog.ts'
import { township } from '#township/index.ts'

const { ledgers } = gather(township)
const read = (ledger: string, ...rows: Cell[][]) =>
  readRows(ledgers.get(ledger)!, { kind: 'xlsx', sheets: [{ name: '表', rows }] })

describe('lists as townships have them are read under the heads that they have', () => {
  test('of households', () => {
    const { good, bad, notes } = read(
      'household',
      ['户号', '户主', '所属村组', '建档时间', '户口性质', '手机号'],
      ['0012', '曾小花', '990101201201', '2014年5月6日', '农业户口', '13800001234'],
    )
    expect([bad, notes]).toEqual([[], []])
    expect(good[0]?.values).toMatchObject({
      number: '0012',
      head_name: '曾小花',
      residence: '农村',
      phone: '13800001234',
    })
  })

  test.each(['身份证号', '证件号码', '公民身份号码', '身份证'])('of people, with the number under %s', (head) => {
    const { good, bad } = read(
      'person',
      ['成员姓名', head, '性别', '出生年月日', '学历', '联系方式'],
      ['曾小花', '990101199001011230', '男性', '一九九〇年一月一日', '大学本科', '/'],
    )
    expect(bad).toEqual([])
    expect(good[0]?.values).toMatchObject({
      name: '曾小花',
      born_on: '1990-01-01',
      education: '本科及以上',
      phone: null,
    })
    expect(good[0]?.values.id_number).toBe('990101199001011230')
  })

  test('of members, who are known by their numbers and where those are blank by name', () => {
    const { good, bad, notes } = read(
      'membership',
      ['户编号', '姓名', '身份证号', '与户主的关系', '入户时间'],
      ['0012', '曾大力', '990101199001011230', '户主', '2014-01-01'],
      [null, '曾小花', null, '长女', '2014-01-01'],
      ['0013', '王某', '990101199001011230', '媳妇', '2014-01-01'],
    )
    expect(good.map(({ names, values }) => [names.household, names.person, values.relation])).toEqual([
      ['0012', '990101199001011230', '户主'],
      ['0012', '曾小花', '之女'],
    ])
    expect(bad).toMatchObject([{ row: 4, problems: [{ code: 'choice.unknown' }] }])
    expect(notes).toEqual(['第 3 行没有写“所在户”，按上面一行的算。'])
  })
})

test('heads of everyday rosters and lists are known, and a relation that may mean two is asked about', () => {
  const meant = (ledger: string, ...heads: string[]) =>
    heads.map(
      (one) =>
        calledSame(ledgers.get(ledger)!)
          .get(one)
          ?.map(({ name }) => name)[0],
    )
  const numbers = ['居民身份证号码', '居民身份证号', '身份证件号码', '公民身份证号', '居民身份证']
  expect(new Set(meant('person', ...numbers))).toEqual(new Set(['id_number']))
  expect(meant('microloan', '合同号', '银行', '到期日', '到期时间', '用途', '是否贴息')).toEqual([
    'contract',
    'bank',
    'due_on',
    'due_on',
    'purpose',
    'subsidised',
  ])
  const { kind } = ledgers.get('membership')!.fields.relation!
  for (const word of ['媳妇', '孙子女']) {
    expect(kind.parse(word)).toMatchObject({ problem: { message: expect.stringContaining('，也可能是') } })
  }
  expect(['儿媳', '孙媳', '二女婿'].map((word) => kind.parse(word))).toEqual([
    { value: '之儿媳' },
    { value: '其他' },
    { value: '之女婿' },
  ])
})
