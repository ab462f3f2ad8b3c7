import { addDays } from '#kinds/day.ts'
import { housingSafety } from '#township/housing/housing-safety.ledger.ts'
import type { World } from '../world.ts'
import { booked } from './booked.ts'
import { longRegistered } from './long-registered.ts'
import { helpedHouseholds } from './monitored.ts'

const appraiser = '乡村镇建设办、第三方鉴定机构'

/** Houses of helped households appraised in 2025, a part of them in 2024 too; the few unsafe ones are mended. */
export function housing(world: World): void {
  const { random } = world
  const homes = helpedHouseholds(world).filter(longRegistered)
  for (const [year, share] of [
    [2024, 0.2],
    [2025, 1],
  ] as const) {
    for (const household of random.sample(homes, Math.floor(homes.length * share))) {
      const on = random.dayIn(`${year}-03-05`, `${year}-10-30`)
      const unsafe = random.chance(0.005)
      const grade = unsafe ? (random.chance(0.7) ? 'C级' : 'D级') : random.chance(0.6) ? 'A级' : 'B级'
      const id = world.record(
        housingSafety,
        {
          household: household.id,
          appraised_on: on,
          grade,
          method: unsafe ? '现场鉴定' : '逐户排查复核',
          appraiser,
          structure: unsafe ? '土木' : random.pick(['砖混', '砖混', '钢筋混凝土', '砖木'] as const),
          floor_area: random.int(55, 180) * 10,
          dwelling: random.chance(0.93) ? '自有住房' : random.pick(['安置房', '租住', '借住亲友'] as const),
          action: unsafe ? (grade === 'C级' ? '修缮加固' : '拆除重建') : '无需处置',
        },
        booked(on, random.int(1, 10)),
      )
      const finished = addDays(on, random.int(30, 55))
      if (unsafe) world.correct(housingSafety, id, { finished_on: finished }, booked(finished, 3), '处置完成并验收')
    }
  }
}
