/** An empty office becomes a township: areas, households, people, memberships from files, then figures and scope. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { yearPeriod } from '#define/period.ts'
import { checkCharacter } from '#kinds/id-number.ts'
import { figures } from '#measure/figures.ts'
import { Refusal } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { importFile } from '#store/import.ts'
import { passingCipher } from '#store/keys.ts'
import { search } from '#store/read/search.ts'
import { openStore, openTownship, type Store, scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { record } from '#store/write/acts.ts'
import { catalog } from '../support/demo.ts'
import { testEngine } from '../support/engine.ts'

const township = '990102201'
const clerk: Actor = { id: 'clerk', name: '办事员', role: 'office', areas: [township] }
let store: Store

beforeAll(async () => {
  store = await openStore(await testEngine(), catalog, { keys: passingCipher() })
})
afterAll(() => store.engine.close())

const take = (ledger: string, csv: string) =>
  importFile(store, clerk, { ledger, township, bytes: new TextEncoder().encode(csv), name: `${ledger}.csv` })

it('has no figures before anybody has books: 0 would look like one', async () => {
  const county: Actor = { ...clerk, areas: ['990102'] }
  for (const actor of [county, { ...clerk, areas: [] }]) {
    const asked = figures(store, actor, ['monitoring.households'], { period: yearPeriod(2025) })
    await expect(asked).rejects.toThrow('没有数可以算')
  }
})

it('takes areas first, then who lives there, and counts them village by village', async () => {
  await openTownship(store, clerk, township)
  const areas = await take(
    'area',
    `代码,名称,级别,有效起\n${township},青石乡,乡镇,2020-01-01\n${township}201,东山村,村,2020-01-01\n${township}202,西山村,村,2020-01-01\n${township}20101,一组,村民组,2020-01-01\n${township}20201,二组,村民组,2020-01-01\n`,
  )
  expect([areas.added, areas.bad]).toEqual([5, []])

  const households = await take(
    'household',
    '户编号,户主姓名,所在村民组,建档日期,户籍性质\n0001,赵一,一组,2020-01-05,农村\n0002,钱二,二组,2020-01-05,农村\n0003,孙三,九组,2020-01-05,农村\n',
  )
  expect(households.added).toBe(2)
  expect(households.bad.map((b) => b.problems[0]!.message)).toEqual(['没有叫“九组”的村或村民组。'])

  await take('person', '姓名,性别,出生日期\n赵一,男,1960-02-03\n赵小一,女,2010-02-03\n钱二,男,1955-02-03\n')
  const members = await take(
    'membership',
    '人员,所在户,与户主关系,加入日期\n赵一,0001,户主,2020-01-05\n赵小一,0001,之女,2020-01-05\n钱二,0002,户主,2020-01-05\n',
  )
  expect(members.added).toBe(3)
  await take('monitoring', '农户,监测对象类别,主要致贫返贫风险,识别监测日期\n0001,突发严重困难户,因病,2025-04-01\n')

  const ids = ['monitoring.households', 'monitoring.people']
  const period = yearPeriod(2025)
  const whole = await figures(store, clerk, ids, { period, by: 12 })
  expect(whole.figures.map((f) => f.said)).toEqual(['1户', '2人'])
  expect(whole.areas?.map((a) => [a.code, a.figures.map((f) => f.value)])).toEqual(
    expect.arrayContaining([[`${township}201`, [1, 2]]]),
  )
  const west: Actor = { id: 'west', name: '西山村干部', role: 'village', areas: [`${township}202`] }
  expect((await figures(store, west, ids, { period })).figures.map((f) => f.value)).toEqual([0, 0])
  await expect(figures(store, west, ids, { period, area: `${township}201` })).rejects.toThrow('不在您的范围内')
  expect((await verify(store, clerk)).problems).toEqual([])
})

it('refuses a person whose ID number is of another day or sex, or who died unborn, in the same words from a file and in a correction', async () => {
  const number = `99010119700101001${checkCharacter('99010119700101001')}`
  const { added, bad } = await take(
    'person',
    `姓名,性别,出生日期,身份证号码,死亡日期\n李四,女,1970-01-02,${number},1969-12-31\n李五,男,1970-01-01,${number},\n`,
  )
  expect(added).toBe(1)
  const words = {
    born_on: '写的是1970-01-02，身份证号码里是1970-01-01。',
    sex: '写的是女，身份证号码里是男。',
    died_on: '死亡日期（1969-12-31）早于出生日期（1970-01-02）。',
  }
  expect(Object.fromEntries(bad[0]!.problems.map((one) => [one.at?.field, one.message]))).toEqual(words)

  const { hits } = await scoped(store, clerk, (tx) => search(tx, '李五'))
  const corrections = [
    ['sex', '女', words.sex],
    ['born_on', '1970-01-02', words.born_on],
    ['died_on', '1969-12-31', '死亡日期（1969-12-31）早于出生日期（1970-01-01）。'],
  ] as const
  for (const [field, value, message] of corrections) {
    const refused = await record(store, clerk, {
      id: store.newId(),
      township,
      kind: 'correct',
      reason: '试一试',
      changes: [{ ledger: 'person', id: hits[0]!.id, correct: { [field]: value } }],
    }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refusal)
    expect((refused as Refusal).problems.map((one) => [one.at?.field, one.message])).toEqual([[field, message]])
  }
})
