import { addDays } from '#kinds/day.ts'
import { cleanup } from '#township/sanitation/cleanup.ledger.ts'
import { toiletInspection, toiletRenovation } from '#township/sanitation/toilet.ledger.ts'
import type { Household, World } from '../world.ts'
import { booked } from './booked.ts'
import { longRegistered } from './long-registered.ts'

const problems = [
  ['化粪池渗漏破损', '更换化粪池、重新密封'],
  ['盖板缺失不牢', '换装加固盖板'],
  ['冲水设备损坏', '更换冲水桶和阀门'],
  ['排气管缺失', '补装排气管'],
  ['管道堵塞', '疏通管道'],
  ['粪污未及时清掏', '联系抽粪车清掏'],
  ['厕屋破损', '修补屋面和门窗'],
] as const

/** 152 toilets built, 5,770 inspected, 2,279 of them mended, and a cleaning drive in every village and month. */
export function sanitation(world: World): void {
  const { random } = world
  const settled = random.sample(world.households.filter(longRegistered), 5770 + 152 + 180)
  const inspected = settled.slice(0, 5770)
  for (const [i, household] of settled.slice(5770, 5770 + 152).entries()) renovate(world, household, 2025, i)
  for (const [i, household] of settled.slice(5770 + 152).entries()) renovate(world, household, 2024, i)

  inspected.forEach((household, i) => {
    const faulty = i < 2279
    const on = faulty ? random.dayIn('2025-03-03', '2025-10-20') : random.dayIn('2025-03-03', '2025-12-12')
    inspect(world, household, on, faulty, i)
  })
  inspected.slice(2279, 2279 + 140).forEach((household) => {
    world.record(toiletInspection, row(household, '2025-12-18'), booked('2025-12-18', 3))
  })
  for (const [i, household] of inspected.slice(900, 1500).entries()) {
    inspect(world, household, random.dayIn('2024-11-01', '2024-12-20'), i % 4 === 0, i + 6000)
  }

  drives(world, 2024, { participants: 3120, vehicles: 264, waste: 7_812_000, adverts: 61, clutter: 288 })
  drives(world, 2025, { participants: 3789, vehicles: 310, waste: 9_036_000, adverts: 38, clutter: 305 })
}

function row(household: Household, on: string) {
  return {
    household: household.id,
    inspected_on: on,
    inspected_by: `${household.village.name}改厕排查组`,
    in_use: '正常使用',
  } as const
}

function inspect(world: World, household: Household, on: string, faulty: boolean, serial: number): void {
  const { random } = world
  if (!faulty) {
    world.record(toiletInspection, row(household, on), booked(on, random.int(0, 6)))
    return
  }
  const [problem, remedy] = random.pick(problems)
  const fixed = addDays(on, random.int(3, 60))
  const found = { ...row(household, on), in_use: problem === '管道堵塞' ? '未使用' : '偶尔使用', problem } as const
  const mended = { remedy, fixed_on: fixed, fixed_by: `${household.village.name}村委会` }
  if (serial % 6 === 0) {
    const id = world.record(toiletInspection, found, booked(on, 1))
    world.correct(toiletInspection, id, mended, booked(fixed, 2), '整改完成，补填整改情况')
  } else world.record(toiletInspection, { ...found, ...mended }, booked(fixed, 2))
}

function renovate(world: World, household: Household, year: number, serial: number): void {
  const { random } = world
  const completed = random.dayIn(`${year}-05-10`, `${year}-10-25`)
  const accepted = addDays(completed, random.int(7, 25))
  const id = world.record(
    toiletRenovation,
    {
      household: household.id,
      kind: serial % 9 === 0 ? '完整下水道水冲式' : '三格化粪池式',
      place: random.pick(['入室', '进院', '院外']),
      started_on: addDays(completed, -random.int(6, 20)),
      completed_on: completed,
      accepted_on: accepted,
      accepted_by: '乡改厕办验收组',
      subsidy: 200_000,
    },
    booked(accepted, 3),
  )
  const paid = addDays(accepted, 25)
  if (paid <= '2025-12-25') world.correct(toiletRenovation, id, { paid_on: paid }, booked(paid, 2), '奖补资金已打卡')
}

interface Totals {
  participants: number
  vehicles: number
  /** Tenths of a kilogram. */
  waste: number
  adverts: number
  clutter: number
}

/** One drive a month in each village; the totals of the year fall out exactly. */
function drives(world: World, year: number, total: Totals): void {
  const { random, villages } = world
  const n = villages.length * 12
  const participants = random.share(total.participants, n, 8)
  const vehicles = random.share(total.vehicles, n, 1)
  const waste = random.share(total.waste / 1000, n, 1).map((x) => x * 1000)
  const adverts = scatter(total.adverts)
  const clutter = scatter(total.clutter)
  for (let i = 0; i < n; i++) {
    const village = villages[i % villages.length]!
    const month = Math.floor(i / villages.length) + 1
    const day = `${year}-${String(month).padStart(2, '0')}-${String(random.int(3, 26)).padStart(2, '0')}`
    const id = world.record(
      cleanup,
      {
        area: village.code,
        held_on: day,
        theme: month <= 3 ? '村庄清洁春季战役' : month === 7 ? '河道沟塘清理' : month >= 11 ? '五清一改' : '清洁家园',
        participants: participants[i]! + (i === 57 ? 100 : 0),
        vehicles: vehicles[i]!,
        waste: waste[i]!,
        adverts: adverts[i]!,
        clutter: clutter[i]!,
        organizer: `${village.name}村两委`,
      },
      booked(day, random.int(1, 8)),
    )
    if (i === 57) {
      world.correct(cleanup, id, { participants: participants[i]! }, booked(day, 20), '签到表核对，多记了 100 人次')
    }
  }

  function scatter(whole: number): number[] {
    const cells = Array.from({ length: n }, () => 0)
    for (let k = 0; k < whole; k++) cells[random.int(0, n - 1)]!++
    return cells
  }
}
