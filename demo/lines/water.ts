import type { RowOf } from '#define/ledger.ts'
import { waterProject, waterWork } from '#township/water/water-project.ledger.ts'
import { householdWater, waterSupply } from '#township/water/water-supply.ledger.ts'
import type { Household, World } from '../world.ts'
import { booked } from './booked.ts'
import { longRegistered } from './long-registered.ts'

const firstDay = '2024-01-05'
const flowing = '2025-09-26'
/** Fen. Together 2,620万元 and some thousands. */
const works = [
  { name: '取水泵船工程', kind: '取水工程', investment: 386_420_000, finished: '2025-05-20' },
  { name: '净水工程', kind: '净水工程', investment: 702_150_000, finished: '2025-08-12' },
  {
    name: '输供水管网工程（主管网）',
    kind: '输供水管网',
    pipeline: 38_600,
    investment: 693_880_000,
    finished: '2025-08-28',
  },
  {
    name: '输供水管网工程（入村管网）',
    kind: '输供水管网',
    pipeline: 61_400,
    investment: 721_330_000,
    finished: '2025-09-18',
  },
  { name: '水厂管理房工程', kind: '管理房屋', investment: 116_570_000, finished: '2025-09-10' },
] as const
const good = { quantity: '达标', quality: '达标', convenience: '达标', guarantee: '达标' } as const
const fair = { quantity: '基本达标', quality: '达标', convenience: '达标', guarantee: '基本达标' } as const

/** New waterworks for every villager group of the first five villages; small works elsewhere. What each household drinks. */
export function water(world: World): void {
  const { villages, township } = world
  const served = villages.slice(0, 5)
  const project = world.record(
    waterProject,
    {
      name: '五村联片供水工程',
      kind: '集中供水工程',
      area: township,
      source: '水库',
      daily_capacity: 26_000,
      began_on: '2024-04-10',
    },
    booked('2024-04-10', 3),
  )
  for (const { name, kind, investment, finished, ...more } of works) {
    const began = finished < '2025-06-01' ? '2024-04-18' : '2024-09-05'
    const id = world.record(
      waterWork,
      {
        project,
        name,
        kind,
        investment,
        builder: '县水务建设公司',
        began_on: began,
        ...('pipeline' in more && { pipeline: more.pipeline }),
      },
      booked(began, 4),
    )
    world.correct(waterWork, id, { finished_on: finished }, booked(finished, 5), '单项工程验收合格')
  }
  world.correct(
    waterProject,
    project,
    { completed_on: flowing, keeper: '乡供水站' },
    booked(flowing, 2),
    '工程全面建成通水',
  )
  for (const village of served) {
    for (const group of village.groups) {
      world.record(
        waterSupply,
        { project, village: village.code, villager_group: group.code, since: flowing },
        booked(flowing, 4),
      )
    }
  }
  const small = new Map(villages.map((village, v) => [village, smallWorks(world, v)]))
  for (const household of world.households) drinks(world, household, project, small.get(household.village)!)
}

/** A village's own works of earlier years, and a reservoir line that one village got in 2024. */
function smallWorks(world: World, v: number): string {
  const village = world.villages[v]!
  const recent = v === 7
  const completed = recent ? '2024-08-16' : `${2016 + (v % 4)}-11-10`
  const began = recent ? '2024-03-12' : `${2016 + (v % 4)}-03-15`
  const told = recent ? booked(completed, 3) : firstDay
  const project = world.record(
    waterProject,
    {
      name: `${village.name}供水站`,
      kind: '单村供水工程',
      area: village.code,
      source: '山泉',
      keeper: '村级管水员',
      began_on: began,
      completed_on: completed,
    },
    told,
  )
  world.record(
    waterWork,
    {
      project,
      name: '输水管网',
      kind: '输供水管网',
      pipeline: 9_000 + v * 350,
      investment: 182_000_000 + v * 1_400_000,
      began_on: began,
      finished_on: completed,
    },
    told,
  )
  for (const group of village.groups.slice(0, recent ? 12 : 20)) {
    const until = v < 5 ? '2025-09-25' : undefined
    const id = world.record(
      waterSupply,
      { project, village: village.code, villager_group: group.code, since: completed },
      told,
    )
    if (until) world.correct(waterSupply, id, { until }, booked(flowing, 4), '改由联片供水工程供水')
  }
  return project
}

function drinks(world: World, household: Household, project: string, small: string): void {
  const { random, villages } = world
  const joins = villages.indexOf(household.village) < 5
  const registered = household.registeredOn
  const row = (since: string, values: Omit<RowOf<typeof householdWater>, 'household' | 'since'>, told: string) =>
    world.record(householdWater, { household: household.id, since, ...values }, told)
  const connected = { mode: '集中供水', project, litres: random.int(60, 90), ...good, tested: true } as const
  if (joins && registered >= flowing) {
    row(registered, connected, '2025-12-31')
    return
  }
  const spring = random.chance(0.15)
  const grades = spring || random.chance(0.1) ? fair : good
  const before = {
    mode: spring ? '山泉自引' : '单村供水',
    ...(!spring && { project: small }),
    litres: random.int(35, 70),
    ...grades,
  } as const
  const long = longRegistered(household)
  const recent = villages.indexOf(household.village) === 7 && !spring
  const since =
    recent && registered < '2024-08-16' ? '2024-08-16' : registered > '2020-12-20' ? registered : '2020-12-20'
  const told = recent && long ? '2024-09-06' : long ? firstDay : `${registered.slice(0, 4)}-12-31`
  if (joins && told >= flowing) {
    row(registered, connected, told)
    return
  }
  const id = row(since, before, told)
  if (!joins) {
    if (grades === fair && random.chance(0.01))
      world.correct(householdWater, id, { guarantee: '不达标', note: '枯水期断续供水' }, '2025-11-20', '枯水期排查')
    return
  }
  const settled = booked(flowing, random.int(6, 20))
  world.correct(householdWater, id, { until: '2025-09-25' }, settled, '改由联片供水工程供水')
  row(flowing, connected, settled)
}
