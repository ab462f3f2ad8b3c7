/** An empty office becomes a township: areas, households, people, memberships from files, then figures and scope. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { yearPeriod } from '#define/period.ts'
import { figures } from '#measure/figures.ts'
import type { Actor } from '#store/actor.ts'
import { importFile } from '#store/import.ts'
import { passingCipher } from '#store/keys.ts'
import { openStore, openTownship, type Store } from '#store/store.ts'
import { verify } from '#store/verify.ts'
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
