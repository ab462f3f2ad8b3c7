import type { RowOf } from '#define/ledger.ts'
import { addDays } from '#kinds/day.ts'
import { facility, facilityWork } from '#township/services/facility.ledger.ts'
import type { Village, World } from '../world.ts'
import { booked } from './booked.ts'

/** School works of 2025: tenths of a square metre, 3,000平方米 together. */
const schoolWorks = [
  ['中心小学教学综合楼', '校园校舍', '扩建', 12_600],
  ['中心小学运动场', '学校运动场所', '改建', 9_800],
  ['初级中学学生食堂', '校园校舍', '新建', 4_200],
  ['村教学点活动场地', '学校运动场所', '新建', 3_400],
] as const

const sports = ['健身广场', '篮球场', '乒乓球场', '健身步道', '文体小广场'] as const

/** Facilities as they stand, and the works on them. */
export function services(world: World): void {
  standing(world)
  const { random, villages } = world

  schoolWorks.forEach(([name, kind, way, floor], i) => {
    const at = facilityAt(world, villages[i]!, name, kind, '2024-01-10', '教育办', i === 2 ? undefined : '2012-09-01')
    work(world, at, way, random.dayIn('2025-07-20', '2025-09-10'), random.int(60, 180) * 1_000_000, floor)
  })

  villages.forEach((village, i) => {
    const kind = i < 6 ? '村级综合文化服务中心' : '农家书屋'
    const completed = random.dayIn('2025-03-10', '2025-11-20')
    const at = facilityAt(world, village, `${village.name}${kind}`, kind, completed, `${village.name}村委会`, completed)
    work(world, at, '新建', completed, random.int(8, 30) * 1_000_000, random.int(800, 1800))
  })

  for (let i = 0; i < 19; i++) {
    const village = villages[i % villages.length]!
    const completed = random.dayIn('2025-04-01', '2025-12-05')
    const name = `${village.name}${i < villages.length ? '中心' : village.groups[0]!.name}${sports[i % sports.length]}`
    const at = facilityAt(world, village, name, '文体健身场所', completed, `${village.name}村委会`, completed)
    const row = work(world, at, i % 4 === 3 ? '改建' : '新建', completed, random.int(3, 12) * 1_000_000)
    if (i === 7) {
      world.correct(facilityWork, row, { investment: 5_860_000 }, booked(completed, 40), '按审计后的结算金额更正')
    }
  }
}

/** Older places, some of them built or mended in 2024. */
function standing(world: World): void {
  const { random, villages } = world
  villages.forEach((village, i) => {
    for (const kind of ['村卫生室', '便民服务中心'] as const) {
      facilityAt(
        world,
        village,
        `${village.name}${kind}`,
        kind,
        '2024-01-15',
        kind === '村卫生室' ? '乡卫生院' : `${village.name}村委会`,
        '2018-05-01',
      )
    }
    const square = facilityAt(
      world,
      village,
      `${village.name}老文化广场`,
      '文体健身场所',
      '2024-01-15',
      `${village.name}村委会`,
      '2016-10-01',
    )
    if (i % 3 === 0) work(world, square, '改建', random.dayIn('2024-04-01', '2024-10-20'), random.int(3, 9) * 1_000_000)
    if (i % 5 === 1) work(world, square, '维修', random.dayIn('2025-05-01', '2025-10-20'), random.int(1, 3) * 1_000_000)
  })
}

function facilityAt(
  world: World,
  village: Village,
  name: string,
  kind: RowOf<typeof facility>['kind'],
  told: string,
  keeper: string,
  opened?: string,
): string {
  return world.record(
    facility,
    { name, kind, area: village.code, keeper, open_free: true, ...(opened && { opened_on: opened }) },
    booked(told, 2),
  )
}

function work(
  world: World,
  at: string,
  kind: RowOf<typeof facilityWork>['kind'],
  completed: string,
  investment: number,
  floor?: number,
): string {
  return world.record(
    facilityWork,
    {
      facility: at,
      kind,
      completed_on: completed,
      investment,
      ...(floor && { floor }),
      accepted_on: addDays(completed, 12) > '2025-12-31' ? '2025-12-31' : addDays(completed, 12),
    },
    booked(completed, 15),
  )
}
