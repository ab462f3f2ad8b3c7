import { addDays, ageOn } from '#kinds/day.ts'
import {
  clue,
  clueChannels,
  grid,
  gridCheck,
  gridHousehold,
  gridTraining,
  gridWorker,
} from '#township/monitoring/grid.ledger.ts'
import { monitoring as ledger } from '#township/monitoring/monitoring.ledger.ts'
import { inventPhone } from '../names.ts'
import type { Household, Person, World } from '../world.ts'
import { booked } from './booked.ts'
import { cadreName } from './cadre.ts'
import { livesHere } from './lives-here.ts'
import { longRegistered } from './long-registered.ts'
import { type Monitored, monitoredHouseholds } from './monitored.ts'

const firstDay = '2024-01-04'
const gridCount = 319

const matters = [
  '家中有人住院，自付费用较高',
  '务工人员返乡，家庭收入减少',
  '养殖的家禽发病，损失较大',
  '孩子上大学，学费压力大',
  '老人跌倒骨折，无人照料',
  '房屋屋面漏雨',
  '家庭主要劳动力因意外受伤',
  '暴雨冲毁部分桑园',
  '新办理残疾证',
  '慢性病长期服药，支出增加',
] as const

/** Monitored households, the clues that led to some of them, and the grids that look after everybody. */
export function monitoring(world: World): void {
  const monitored = monitoredHouseholds(world)
  for (const one of monitored) enrol(world, one)
  mistakenEntry(world, new Set(monitored.map((one) => one.household)))
  clues(world, monitored)
  grids(world)
  trainings(world)
}

function enrol(world: World, { household, category, risk, identified, cleared }: Monitored): void {
  const told = identified < '2024-01-01' ? firstDay : booked(identified, 2)
  const clearedBefore = cleared !== undefined && cleared < '2024-01-01'
  const end = { cleared_on: cleared ?? null, cleared_by: risk === '因意外事故' ? '自然消除' : '帮扶消除' } as const
  const later = identified > '2025-01-01' && risk === '因意外事故'
  const id = world.record(
    ledger,
    {
      household: household.id,
      category,
      main_risk: later ? '因病' : risk,
      identified_on: identified,
      ...(clearedBefore && end),
    },
    told,
  )
  if (later)
    world.correct(ledger, id, { main_risk: risk }, booked(identified, 20), '核对县级审定表，主要风险应为因意外事故')
  if (cleared && !clearedBefore) world.correct(ledger, id, end, booked(cleared, 3), '风险消除，县级审核确认')
}

function mistakenEntry(world: World, taken: Set<Household>): void {
  const household = world.households.find(
    (h) => longRegistered(h) && h.people.length === 5 && !taken.has(h) && !h.alleviated,
  )!
  const id = world.record(
    ledger,
    { household: household.id, category: '边缘易致贫户', main_risk: '因病', identified_on: '2025-04-16' },
    booked('2025-04-16', 1),
  )
  world.void(ledger, id, '2025-04-28', '尚在公示期，未经县级审定，误录入')
}

function clues(world: World, monitored: Monitored[]): void {
  const { random } = world
  const verifiers = () => `${cadreName(random)}、${cadreName(random)}`
  for (const { household, identified } of monitored.filter((one) => one.identified > '2024-01-20')) {
    const received = addDays(identified, -random.int(11, 15))
    const department = random.chance(0.4)
    const id = world.record(
      clue,
      {
        household: household.id,
        channel: department ? '部门筛查预警' : random.pick(['农户自主申报', '网格员排查', '干部走访'] as const),
        ...(department && { department: random.pick(['医保', '卫健', '残联', '人社'] as const) }),
        received_on: received,
        matter: random.pick(matters),
      },
      booked(received, 0),
    )
    const verified = addDays(received, 2)
    world.correct(
      clue,
      id,
      { verified_on: verified, verified_by: verifiers(), outcome: '转监测对象识别' },
      booked(verified, 0),
      '入户核实',
    )
  }
  for (const year of [2024, 2025]) {
    for (const household of random.sample(world.households.filter(longRegistered), year === 2024 ? 46 : 61)) {
      const received = random.dayIn(`${year}-01-10`, `${year}-12-10`)
      const channel = random.pick(clueChannels)
      const verified = addDays(received, random.int(1, 3))
      world.record(
        clue,
        {
          household: household.id,
          channel,
          ...(channel === '部门筛查预警' && {
            department: random.pick(['医保', '卫健', '教育', '残联', '住建', '应急'] as const),
          }),
          received_on: received,
          matter: random.pick(matters),
          verified_on: verified,
          verified_by: verifiers(),
          outcome: random.pick([
            '不属实',
            '属实，暂无返贫致贫风险',
            '属实，暂无返贫致贫风险',
            '属实，已帮扶解决',
          ] as const),
        },
        booked(verified, 1),
      )
    }
  }
}

/** One grid for each villager group and a second one for the largest; a worker for each, from among its people. */
function grids(world: World): void {
  const { random } = world
  const places = world.villages.flatMap((village) => village.groups.map((group) => ({ village, group })))
  const homes = new Map<string, Household[]>()
  for (const household of world.households) homes.set(household.area, [...(homes.get(household.area) ?? []), household])
  const size = (code: string) => homes.get(code)?.length ?? 0
  const largest = [...places]
    .sort((a, b) => size(b.group.code) - size(a.group.code))
    .slice(0, gridCount - places.length)
  const divided = new Set(largest.map(({ group }) => group.code))
  const since = '2022-05-10'
  const workers: string[] = []

  for (const { village, group } of places) {
    const here = homes.get(group.code) ?? []
    const parts = divided.has(group.code) ? 2 : 1
    const fit = random.sample(here, here.length).flatMap((h) => h.people.filter((p) => canWatch(p)).slice(0, 1))
    for (let part = 0; part < parts; part++) {
      const id = world.record(
        grid,
        {
          code: `${group.code}-${part + 1}`,
          name: `${village.name}${group.name}${parts === 2 ? (part ? '第二' : '第一') : ''}网格`,
          area: group.code,
          terrain: random.pick(['山区', '山区', '半山区'] as const),
          valid_from: since,
        },
        firstDay,
      )
      here
        .filter((_, i) => i % parts === part)
        .forEach((h) => {
          const registered = h.registeredOn
          const from = registered > since ? registered : since
          const told = from < '2024-01-01' ? firstDay : `${from.slice(0, 4)}-12-31`
          world.record(gridHousehold, { household: h.id, grid: id, since: from }, told)
        })
      const [now, before] = [fit[part * 2], fit[part * 2 + 1]]
      if (!now) throw new Error(`${village.name}${group.name}没有人可以当网格员。`)
      workers.push(appoint(world, id, now, before, workers.length))
    }
  }
  checks(world, workers)
}

function canWatch(person: Person): boolean {
  const age = ageOn(person.bornOn, '2025-12-31')
  return person.labour && age >= 28 && age <= 68 && livesHere(person)
}

function appoint(world: World, id: string, now: Person, before: Person | undefined, serial: number): string {
  const { random } = world
  const post = (person: Person, since: string, told: string) =>
    world.record(
      gridWorker,
      {
        person: person.id,
        grid: id,
        background: random.pick(['村民小组长', '村民小组长', '党员', '致富带头人', '退休干部职工', '其他'] as const),
        phone: inventPhone(random),
        since,
      },
      told,
    )
  if (serial % 13 || !before) return post(now, '2022-05-10', firstDay)
  const last = random.dayIn('2024-03-01', '2025-10-20')
  const former = post(before, '2022-05-10', firstDay)
  const left_by = random.pick(['外出务工', '年龄健康', '本人辞任'] as const)
  world.correct(gridWorker, former, { until: last, left_by }, booked(last, 4), '网格员调整')
  return post(now, addDays(last, 1), booked(last, 6))
}

function checks(world: World, workers: string[]): void {
  const { random } = world
  const steady = workers.filter((_, i) => i % 13)
  for (const year of [2024, 2025]) {
    for (let month = 1; month <= 12; month++) {
      for (const worker of random.sample(steady, year === 2024 ? 6 : 8)) {
        const on = random.dayIn(
          `${year}-${String(month).padStart(2, '0')}-05`,
          `${year}-${String(month).padStart(2, '0')}-26`,
        )
        const answered = random.chance(0.93)
        const outcome = random.pick(['履职到位', '履职到位', '履职到位', '基本了解', '需要补训'] as const)
        world.record(
          gridCheck,
          {
            worker,
            called_on: on,
            called_by: cadreName(random),
            answered,
            ...(answered && { outcome, reported: random.int(0, 3) }),
            ...(outcome === '需要补训' && answered && { follow_up: '已安排参加下一次培训' }),
            ...(!answered && { follow_up: '次日回拨' }),
          },
          booked(on, 1),
        )
      }
    }
  }
}

function trainings(world: World): void {
  const { random } = world
  const hold = (topic: string, area: string, on: string, expected: number) =>
    world.record(
      gridTraining,
      {
        topic,
        area,
        held_on: on,
        teacher: cadreName(random),
        place: '会议室',
        expected,
        attended: expected - random.int(0, Math.ceil(expected / 12)),
      },
      booked(on, 1),
    )
  for (const year of [2024, 2025]) {
    hold('防返贫监测政策和发现要点', world.township, `${year}-03-2${year - 2020}`, gridCount)
    hold('线索上报和入户核实规范', world.township, `${year}-09-1${year - 2020}`, gridCount)
    for (const village of world.villages) {
      hold('日常走访和重点人群关注', village.code, random.dayIn(`${year}-05-06`, `${year}-07-18`), random.int(26, 38))
    }
  }
}
