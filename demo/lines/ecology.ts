import { addDays } from '#kinds/day.ts'
import { forestWork } from '#township/ecology/forest.ledger.ts'
import { patrol, warden, wasteReuse } from '#township/ecology/warden.ledger.ts'
import type { Village, World } from '../world.ts'
import { booked } from './booked.ts'
import { cadreName } from './cadre.ts'

type Kind = '封山育林' | '退化林修复' | '森林抚育' | '植树造林' | '笋竹两用林' | '油茶低改'

const builders = ['国有林场作业队', '绿源造林专业合作社', '青岭苗木有限公司'] as const
const species: Partial<Record<Kind, string>> = {
  退化林修复: '枫香、木荷',
  植树造林: '杉木、枫香、油茶',
  笋竹两用林: '毛竹',
  油茶低改: '油茶',
}

/** Forest works by plot, the wardens and what they saw, straw and manure put to use. */
export function ecology(world: World): void {
  works(
    world,
    2024,
    { 封山育林: 600, 退化林修复: 110, 森林抚育: 16_400, 植树造林: 420, 笋竹两用林: 80, 油茶低改: 510 },
    38_000,
  )
  works(
    world,
    2025,
    { 封山育林: 800, 退化林修复: 70, 森林抚育: 21_000, 植树造林: 560, 笋竹两用林: 100, 油茶低改: 724 },
    50_000,
  )
  underWay(world)
  wardens(world)
  reuse(world)
}

const plots: Record<Kind, number> = {
  封山育林: 5,
  退化林修复: 3,
  森林抚育: 42,
  植树造林: 14,
  笋竹两用林: 3,
  油茶低改: 9,
}

function works(world: World, year: number, land: Record<Kind, number>, trees: number): void {
  const { random, villages } = world
  for (const kind of Object.keys(land) as Kind[]) {
    const n = plots[kind]
    const parts = random.share(land[kind], n, Math.max(1, Math.floor(land[kind] / n / 3)))
    const planted = random.share(trees / 10, n, 50).map((x) => x * 10)
    parts.forEach((mu, i) => {
      const winter = kind === '封山育林' && i === 0
      const started = winter ? `${year - 1}-11-18` : random.dayIn(`${year}-02-20`, `${year}-04-10`)
      const finished = winter ? `${year}-03-28` : random.dayIn(`${year}-05-20`, `${year}-11-10`)
      const village = villages[(i * 3 + n) % villages.length]!
      const id = plot(
        world,
        village,
        kind,
        `${year}-${i + 1}号小班`,
        mu * 100,
        started,
        kind === '植树造林' ? planted[i] : undefined,
      )
      const accepted = addDays(finished, random.int(10, 30))
      world.correct(
        forestWork,
        id,
        { finished_on: finished, accepted_on: accepted },
        booked(accepted, 3),
        '完工验收，补填日期',
      )
      if (year === 2025 && kind === '森林抚育' && i === 7) {
        const again = plot(world, village, kind, `${year}-${i + 1}号小班重报`, mu * 100, started)
        world.void(forestWork, again, booked(finished, 12), '与已登记的小班重复')
      }
    })
  }
}

/** Begun in the last weeks of 2025: none of it is finished, so none of it counts yet. */
function underWay(world: World): void {
  for (const i of [1, 4, 8])
    plot(world, world.villages[i]!, '森林抚育', `2026-${i}号小班`, 38_000 + i * 500, '2025-11-24')
}

function plot(
  world: World,
  village: Village,
  kind: Kind,
  name: string,
  land: number,
  started: string,
  trees?: number,
): string {
  return world.record(
    forestWork,
    {
      kind,
      area: village.code,
      plot: name,
      land,
      ...(trees && { trees }),
      ...(species[kind] && { species: species[kind] }),
      started_on: started,
      contractor: world.random.pick(builders),
      investment: Math.round(land * (kind === '森林抚育' ? 120 : 400)),
    },
    booked(started < '2024-01-08' ? '2024-01-08' : started, 4),
  )
}

const sections = { 林长: '山场', 河长: '河段', 田长: '高标准农田片' } as const
const findings = ['火灾隐患', '乱倒垃圾', '秸秆焚烧', '撂荒', '污水直排', '病虫害'] as const

function wardens(world: World): void {
  const { random, villages, township, townshipName } = world
  for (const kind of ['林长', '河长', '田长'] as const) {
    world.record(
      warden,
      {
        kind,
        level: '乡级',
        area: township,
        section: `${townshipName}全域`,
        name: cadreName(random),
        post: kind === '林长' ? '乡党委书记' : '副乡长',
        since: '2021-06-01',
      },
      booked('2024-01-08', 0),
    )
    villages.forEach((village, i) => {
      const id = appointed(world, village, kind, '2021-06-01', booked('2024-01-08', 0))
      if (i === 3 && kind === '河长') {
        world.correct(warden, id, { until: '2025-05-31' }, booked('2025-06-01', 2), '村干部换届，责任人调整')
        const next = appointed(world, village, kind, '2025-06-01', booked('2025-06-01', 2))
        patrols(world, id, '2024-01', '2025-05')
        patrols(world, next, '2025-06', '2025-12')
      } else patrols(world, id, '2024-01', '2025-12')
    })
  }
}

function appointed(
  world: World,
  village: Village,
  kind: '林长' | '河长' | '田长',
  since: string,
  told: string,
): string {
  return world.record(
    warden,
    {
      kind,
      level: '村级',
      area: village.code,
      section: `${village.name}${sections[kind]}`,
      name: cadreName(world.random),
      post: world.random.pick(['村党支部书记', '村委会委员', '村党支部副书记']),
      since,
    },
    told,
  )
}

/** Once a quarter in 2024, once a month in 2025. */
function patrols(world: World, who: string, from: string, until: string): void {
  const { random } = world
  for (let m = 0; m < 24; m++) {
    const month = `${2024 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`
    if (month < from || month > until || (month < '2025' && m % 3 !== 1)) continue
    const on = random.dayIn(`${month}-02`, `${month}-26`)
    const faulty = random.chance(0.15)
    world.record(
      patrol,
      {
        warden: who,
        patrolled_on: on,
        ...(faulty && {
          finding: random.pick(findings),
          handling: random.pick(['现场处理', '交村办理'] as const),
          settled_on: addDays(on, random.int(0, 4)),
        }),
      },
      booked(on, random.int(0, 3)),
    )
  }
}

function reuse(world: World): void {
  const { random } = world
  for (const village of world.villages) {
    for (const [material, on, way] of [
      ['农作物秸秆', '2024-10-25', '还田'],
      ['农作物秸秆', '2025-10-24', '还田'],
      ['畜禽粪污', '2025-04-16', '有机肥'],
      ['畜禽粪污', '2025-09-17', '有机肥'],
      ['农药包装废弃物', '2025-11-12', '回收站点'],
    ] as const) {
      const tons = material === '农作物秸秆' ? random.int(180, 420) : material === '畜禽粪污' ? random.int(30, 90) : 1
      world.record(
        wasteReuse,
        {
          area: village.code,
          material,
          collected_on: on,
          weight: tons * 10_000,
          way,
          receiver: way === '回收站点' ? '乡农资供应站' : '本村',
        },
        booked(on, random.int(3, 9)),
      )
    }
  }
}
