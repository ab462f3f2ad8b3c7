import { seeded } from '../random.ts'
import type { Household, World } from '../world.ts'
import { longRegistered } from './long-registered.ts'

export interface Monitored {
  household: Household
  category: '脱贫不稳定户' | '边缘易致贫户' | '突发严重困难户'
  risk: '因病' | '因学' | '因残' | '因自然灾害' | '因意外事故' | '因产业项目失败' | '因务工就业不稳' | '缺劳动力'
  identified: string
  cleared?: string
}

const older = { 2021: 14, 2022: 12, 2023: 11, 2024: 9 } as const
/** Taken in during 2025: one 脱贫不稳定户 of four, and six 突发严重困难户 of fifteen people. */
const sizesOfSudden = [2, 3, 2, 3, 2, 3] as const

/** The monitored households of the township; the same each time, for every line of work that speaks of them. */
export function monitoredHouseholds(world: World): Monitored[] {
  const random = seeded(Number(world.township) ^ 0x0d1e)
  const pool = random
    .sample(world.households, world.households.length)
    .filter((h) => longRegistered(h) && h.people.every((p) => p.settled))
  const taken = new Set<Household>()
  const take = (fits: (h: Household) => boolean): Household => {
    const found = pool.find((h) => !taken.has(h) && fits(h))
    if (!found) throw new Error('没有合适的农户可以列为监测对象。')
    taken.add(found)
    return found
  }
  const workers = (h: Household) => h.people.filter((p) => p.labour).length
  const recent: Monitored[] = [
    {
      household: take((h) => h.alleviated && h.people.length === 4 && workers(h) >= 1),
      category: '脱贫不稳定户',
      risk: '因务工就业不稳',
      identified: random.dayIn('2025-03-10', '2025-04-25'),
    },
    ...sizesOfSudden.map(
      (size, i): Monitored => ({
        household: take((h) => h.alleviated === (i === 1) && h.people.length === size),
        category: '突发严重困难户',
        risk: (['因病', '因意外事故', '因病', '因残', '因病', '因自然灾害'] as const)[i]!,
        identified: random.dayIn(
          `2025-${String(i + 3).padStart(2, '0')}-01`,
          `2025-${String(i + 5).padStart(2, '0')}-28`,
        ),
      }),
    ),
  ]
  const former = Object.entries(older).flatMap(([year, count]) =>
    Array.from({ length: count }, (_, i): Monitored => {
      const category = (['脱贫不稳定户', '边缘易致贫户', '突发严重困难户'] as const)[i % 3]!
      const alleviated = category === '脱贫不稳定户' || (category === '突发严重困难户' && i % 2 === 0)
      const household = take((h) => h.alleviated === alleviated && h.people.length >= 2)
      const risk =
        workers(household) === 0
          ? '缺劳动力'
          : random.pick(['因病', '因病', '因病', '因残', '因学', '因务工就业不稳', '因产业项目失败'] as const)
      const identified = random.dayIn(`${year}-02-20`, `${year}-11-20`)
      const years = random.int(1, 3)
      const clears = risk !== '缺劳动力' && random.chance(0.75)
      const cleared = random.dayIn(`${Number(year) + years}-04-01`, `${Number(year) + years}-12-10`)
      return { household, category, risk, identified, ...(clears && cleared < '2025-12-20' && { cleared }) }
    }),
  )
  return [...former, ...recent]
}

/** Monitored on any day from one to the other. */
export function monitoredWithin(one: Monitored, from: string, until: string): boolean {
  return one.identified <= until && (one.cleared === undefined || one.cleared >= from)
}

/** Households that the help measures are for: 脱贫户 and everybody monitored during these two years. */
export function helpedHouseholds(world: World): Household[] {
  const monitored = monitoredHouseholds(world).filter((one) => monitoredWithin(one, '2024-01-01', '2025-12-31'))
  return [...new Set([...world.households.filter((h) => h.alleviated), ...monitored.map((one) => one.household)])]
}
