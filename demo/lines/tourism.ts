import { addDays, dayOf, daysInMonth } from '#kinds/day.ts'
import { tourismHonour, tourismSite, tourismVisit, tourismWork } from '#township/tourism/tourism.ledger.ts'
import type { World } from '../world.ts'
import { booked } from './booked.ts'

const opened = '2024-01-08'

const sites = [
  { village: 0, name: '临水古码头', kind: '历史人文', opened: '2016-05-01', monthly: 2600 },
  { village: 3, name: '红军旧址群', kind: '红色旧址', opened: '2012-07-01', monthly: 3400 },
  { village: 6, name: '望云山步道', kind: '自然风光', opened: '2020-10-01', monthly: 4100 },
  { village: 8, name: '桑海农园', kind: '休闲农业', opened: '2022-04-20', monthly: 1900 },
] as const

const works = [
  { site: 3, name: '桑海农园停车场', kind: '停车场', done: '2024-05-28', invested: 36 },
  { site: 0, name: '古码头旅游厕所', kind: '旅游厕所', done: '2024-09-20', invested: 28 },
  { site: 1, name: '红军旧居修复', kind: '旧居修复', done: '2025-06-18', invested: 64 },
  { site: 2, name: '望云山登山步道二期', kind: '登山步道', done: '2025-09-26', invested: 118 },
] as const

/** Four places to see, what was built there, who came, and what the villages were praised for. */
export function tourism(world: World): void {
  const { random } = world
  const ids = sites.map((site) => {
    const village = world.villages[site.village]!
    return world.record(
      tourismSite,
      {
        name: site.name,
        area: village.code,
        kind: site.kind,
        opened_on: site.opened,
        manager: `${village.name}村民委员会`,
        grade: '未评级',
      },
      opened,
    )
  })
  for (const work of works) {
    world.record(
      tourismWork,
      {
        name: work.name,
        site: ids[work.site]!,
        kind: work.kind,
        began_on: addDays(work.done, -random.int(90, 160)),
        finished_on: work.done,
        invested: work.invested * 1_000_000,
        paid_from: '衔接资金和村集体自筹',
      },
      booked(work.done, 7),
    )
  }
  for (const [i, site] of sites.entries()) {
    for (let month = 1; month <= 24; month++)
      visit(world, ids[i]!, site.monthly, month <= 12 ? 2024 : 2025, ((month - 1) % 12) + 1)
  }
  for (const [name, village, on, by, level] of [
    ['省级乡村旅游重点村', 6, '2024-12-03', '省文化和旅游厅', '省级'],
    ['最美农村路', 6, '2025-10-24', '交通运输主管部门', '省级'],
  ] as const) {
    world.record(
      tourismHonour,
      { name, area: world.villages[village]!.code, granted_on: on, granted_by: by, level },
      booked(on, 6),
    )
  }
}

/** Spring and the autumn holidays bring most; one month was keyed twice as high at first. */
function visit(world: World, site: string, monthly: number, year: number, month: number): void {
  const { random } = world
  const busy = [0.4, 0.9, 1.3, 1.6, 1.5, 0.9, 0.7, 0.8, 1.0, 1.8, 0.8, 0.4][month - 1]!
  const visitors = Math.round(monthly * busy * (0.9 + random.next() * 0.2) * (year === 2025 ? 1.08 : 1))
  const on = dayOf(year, month, daysInMonth(year, month))
  const slip = year === 2025 && month === 5 && monthly === 4100
  const id = world.record(
    tourismVisit,
    {
      site,
      counted_on: on,
      visitors: slip ? visitors * 2 : visitors,
      income: visitors * random.int(9, 16) * 100,
      counted_by: monthly > 3000 ? '停车数推算' : '人工清点',
    },
    booked(on, 4),
  )
  if (slip) world.correct(tourismVisit, id, { visitors }, booked(on, 19), '两个停车场重复推算，改正')
}
