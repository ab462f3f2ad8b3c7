import { addDays } from '#kinds/day.ts'
import { mulberryPlanting } from '#township/industry/mulberry.ledger.ts'
import { silkwormBatch } from '#township/industry/silkworm.ledger.ts'
import type { Random } from '../random.ts'
import type { Household, World } from '../world.ts'
import { booked } from './booked.ts'
import { longRegistered } from './long-registered.ts'

const opened = '2024-01-08'

const seasons = [
  { season: '春蚕', sold: ['06-02', '06-14'], days: 34 },
  { season: '夏蚕', sold: ['07-06', '07-15'], days: 30 },
  { season: '早秋蚕', sold: ['08-22', '08-31'], days: 29 },
  { season: '中秋蚕', sold: ['09-18', '09-27'], days: 30 },
  { season: '晚秋蚕', sold: ['10-22', '11-03'], days: 33 },
] as const

/** Mulberry gardens and two years of silkworms. */
export function industry(world: World): void {
  const { random } = world
  const farms = random.sample(world.households.filter(longRegistered), 1540)
  const growers = farms.slice(0, 1480)
  gardens(world, growers, farms.slice(1480))
  year(world, growers.slice(0, 1080), {
    year: 2024,
    batches: 3200,
    boxes: 14_800,
    kilos: 634_900,
    income: 22_860_000,
    times: 1,
  })
  // What the clerks keyed for 2025 is ten times what the scales said: the boxes and the money are right, the weight is not.
  year(world, growers.slice(40, 1200), {
    year: 2025,
    batches: 3600,
    boxes: 16_000,
    kilos: 700_000,
    income: 26_083_500,
    times: 10,
  })
}

/** 3,700 mu and 3,012,400 seedlings stand at the end of 2025, on 1,610 plots of 1,480 households; 60 plots were dug up before. */
function gardens(world: World, growers: Household[], former: Household[]): void {
  const { random } = world
  const plots = [
    ...growers.map((home) => ({ home, plot: '屋后桑园' })),
    ...growers.slice(0, 130).map((home) => ({ home, plot: '河滩桑园' })),
  ]
  const areas = random.share(37_000, plots.length, 4).map((tenths) => tenths * 10)
  const seedlings = apportion(random, 3_012_400, areas, 0.06)
  plots.forEach(({ home, plot }, i) => {
    const on = random.dayIn(...planting(random))
    const slip = i === 77
    const id = plant(world, home, plot, on, slip ? areas[i]! * 10 : areas[i]!, seedlings[i]!)
    if (slip)
      world.correct(
        mulberryPlanting,
        id,
        { area: areas[i]! },
        booked(on < opened ? opened : on, 66),
        '面积小数点录错，实地丈量后改正',
      )
  })
  for (const home of former) {
    const area = random.int(6, 28) * 10
    const id = plant(world, home, '老桑园', random.dayIn('2012-02-15', '2019-03-20'), area, Math.round(area * 8.1))
    const until = random.dayIn('2024-11-01', '2025-11-30')
    world.correct(mulberryPlanting, id, { cleared_on: until, note: '树龄老化，挖除改种' }, booked(until, 9), '桑园挖除')
  }
  const twice = plant(world, growers[200]!, '屋后小块', '2025-02-26', 250, 2040)
  world.void(mulberryPlanting, twice, '2025-04-11', '与“屋后桑园”是同一块地，重复登记')
}

function planting(random: Random): [string, string] {
  const year = random.pick([2019, 2020, 2021, 2021, 2022, 2022, 2023, 2023, 2024, 2025])
  return [`${year}-02-10`, `${year}-03-25`]
}

function plant(world: World, home: Household, plot: string, on: string, area: number, seedlings: number): string {
  const { random } = world
  return world.record(
    mulberryPlanting,
    {
      household: home.id,
      plot,
      planted_on: on,
      variety: on < '2019-01-01' ? '农桑14号' : '强桑1号',
      seedlings,
      area,
      land: random.pick(['承包地', '承包地', '流转地', '荒山荒坡']),
      seedlings_free: on >= '2019-01-01',
    },
    booked(on < opened ? opened : on, random.int(3, 15)),
  )
}

interface SilkYear {
  year: number
  batches: number
  boxes: number
  /** What the cocoons weighed. */
  kilos: number
  /** In yuan. */
  income: number
  /** How many times too heavy the weight was keyed. */
  times: number
}

function year(world: World, raisers: Household[], of: SilkYear): void {
  const { random } = world
  const slots = raisers.flatMap((home) => random.sample(seasons, 4).map((season) => ({ home, season })))
  const chosen = random.sample(slots, of.batches)
  const boxes = random.share(of.boxes, of.batches, 1)
  const kilos = apportion(random, of.kilos, boxes, 0.09)
  const income = apportion(random, of.income, kilos, 0.05)
  chosen.forEach(({ home, season: { season, sold, days } }, i) => {
    const on = random.dayIn(`${of.year}-${sold[0]}`, `${of.year}-${sold[1]}`)
    const told = booked(on, random.int(3, 18))
    const cocoon = kilos[i]! * of.times * 10
    const unweighed = i % 400 === 7
    const id = world.record(
      silkwormBatch,
      {
        household: home.id,
        year: of.year,
        season,
        egg_variety: random.pick(['菁松×皓月', '秋丰×白玉']),
        boxes: boxes[i]!,
        hatched_on: addDays(on, -days),
        raised_in: random.pick(['自家蚕室', '自家蚕室', '大棚', '小蚕共育后分养']),
        ...(!unweighed && { cocoon }),
        sold_on: on,
        buyer: random.pick(['县茧丝绸公司收购站', '县茧丝绸公司收购站', '乡蚕桑专业合作社']),
        income: income[i]! * 100,
      },
      told,
    )
    if (unweighed) world.correct(silkwormBatch, id, { cocoon }, booked(on, 25), '补录产茧量，原单据后交')
  })
  const [first] = slots.filter((slot) => !chosen.includes(slot))
  const mistaken = world.record(
    silkwormBatch,
    { household: first!.home.id, year: of.year, season: first!.season.season, boxes: 3, sold_on: `${of.year}-11-05` },
    `${of.year}-11-11`,
  )
  world.void(silkwormBatch, mistaken, `${of.year}-11-21`, '同名农户弄错，这户当季没有养蚕')
}

/** Cuts a whole by weights, each share off by up to `spread`; whole numbers that add up exactly. */
function apportion(random: Random, whole: number, weights: readonly number[], spread: number): number[] {
  const shaken = weights.map((w) => w * (1 + (random.next() * 2 - 1) * spread))
  const total = shaken.reduce((a, b) => a + b, 0)
  const parts = shaken.map((w) => Math.floor((whole * w) / total))
  let rest = whole - parts.reduce((a, b) => a + b, 0)
  for (let i = 0; rest > 0; i++, rest--) parts[i]!++
  return parts
}
