import {
  relocationHousehold,
  relocationSite,
  relocationSupport,
  relocationWork,
} from '#township/relocation/relocation.ledger.ts'
import type { Household, World } from '../world.ts'
import { booked } from './booked.ts'
import { livesHere } from './lives-here.ts'
import { longRegistered } from './long-registered.ts'

const opened = '2024-01-08'
const kinds = ['道路', '排水管网', '污水处理', '电力照明', '挡墙护坡', '活动场所', '房屋维修'] as const
const trades = ['蚕桑', '蚕桑', '茶叶', '大棚蔬菜', '养殖', '务工就业', '公益性岗位'] as const

/** Three sites, 86 households, 1.47 million yuan of works in 2025, and what was done for each household's living. */
export function relocation(world: World): void {
  const { random } = world
  const sites = [2, 5, 9].map((v, i) => {
    const village = world.villages[v]!
    return {
      village,
      id: world.record(
        relocationSite,
        {
          name: `${village.name}安置点`,
          area: village.code,
          opened_on: ['2017-11-20', '2018-09-28', '2019-12-10'][i]!,
          homes: [38, 34, 30][i]!,
          kind: i === 1 ? '集镇安置' : '中心村安置',
          manager: `${village.name}村民委员会主任`,
          checked_on: '2023-12-20',
        },
        opened,
      ),
    }
  })
  for (const site of sites)
    world.correct(relocationSite, site.id, { checked_on: '2025-05-20' }, '2025-05-22', '汛前安全排查')
  world.correct(
    relocationSite,
    sites[0]!.id,
    { danger: '屋后边坡有小块松动，已围挡' },
    '2025-07-04',
    '强降雨后排查发现隐患',
  )

  const moved = sites.flatMap(({ village, id }, i) =>
    random
      .sample(
        world.households.filter(
          (h) => h.village === village && h.alleviated && longRegistered(h) && h.people.every(livesHere),
        ),
        [32, 28, 26][i]!,
      )
      .map((home, n) =>
        settle(
          world,
          home,
          id,
          `${['2017-12', '2018-10', '2020-01'][i]}-${String((n % 27) + 1).padStart(2, '0')}`,
          n + 1,
        ),
      ),
  )
  pay(
    world,
    2024,
    964_000,
    6,
    sites.map((s) => s.id),
  )
  pay(
    world,
    2025,
    1_470_000,
    9,
    sites.map((s) => s.id),
  )
  for (const home of random.sample(moved, 40)) support(world, home, random.dayIn('2024-03-01', '2024-11-30'))
  for (const home of random.sample(moved, 58)) support(world, home, random.dayIn('2025-02-20', '2025-11-30'))
}

function settle(world: World, home: Household, site: string, on: string, number: number): Household {
  const { random } = world
  const id = world.record(
    relocationHousehold,
    {
      household: home.id,
      site,
      moved_in_on: on,
      house_no: `${Math.ceil(number / 6)}栋${(number % 6) + 1}号`,
      house_area: Math.min(home.people.length, 6) * 25 * 10,
      deed: random.chance(0.8),
      old_house_removed: true,
    },
    booked(opened, random.int(1, 6)),
  )
  if (number % 11 === 0) world.correct(relocationHousehold, id, { deed: true }, '2025-09-16', '补办不动产证')
  return home
}

/** Payments of a year for works on the sites; one was put down a second time and voided. */
function pay(world: World, year: number, yuan: number, count: number, sites: string[]): void {
  const { random } = world
  const parts = random
    .share(yuan / 1000, count, Math.floor(yuan / 1000 / count / 2))
    .map((thousand) => thousand * 100_000)
  const write = (i: number, amount: number, on: string, voucher: string) =>
    world.record(
      relocationWork,
      {
        voucher,
        site: sites[i % sites.length]!,
        work: `安置点${kinds[i % kinds.length]}工程`,
        kind: kinds[i % kinds.length]!,
        amount,
        paid_on: on,
        paid_from: random.pick(['衔接资金', '衔接资金', '以工代赈资金', '县级财政']),
        payee: `${random.pick(['宏图', '长源', '安固'])}建设工程有限公司`,
      },
      booked(on, random.int(1, 5)),
    )
  parts.forEach((amount, i) => {
    const on = random.dayIn(`${year}-03-15`, `${year}-12-10`)
    const voucher = `${year}-AZ-${String(i + 1).padStart(3, '0')}`
    write(i, amount, on, voucher)
    if (i !== 2) return
    const twice = write(i, amount, on, `${voucher}重`)
    world.void(relocationWork, twice, booked(on, 14), '同一张付款凭证录了两次')
  })
}

function support(world: World, home: Household, on: string): void {
  const { random } = world
  const kind = random.pick(trades)
  const worker = home.people.find((p) => p.labour)
  world.record(
    relocationSupport,
    {
      household: home.id,
      kind,
      ...(worker && (kind === '务工就业' || kind === '公益性岗位') && { person: worker.id }),
      done_on: on,
      content:
        kind === '务工就业'
          ? '推荐到园区企业上岗'
          : kind === '公益性岗位'
            ? '安排安置点保洁岗位'
            : `提供种苗和技术，发展${kind}`,
      ...(kind !== '务工就业' && { amount: random.int(8, 40) * 10_000 }),
      effective: random.chance(0.85),
    },
    booked(on, random.int(2, 10)),
  )
}
