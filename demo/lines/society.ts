import { addDays } from '#kinds/day.ts'
import { donation } from '#township/society/donation.ledger.ts'
import { enterpriseAction, enterprisePairing } from '#township/society/enterprise.ledger.ts'
import type { World } from '../world.ts'
import { booked } from './booked.ts'

const opened = '2024-01-08'

type Kind = '定点帮扶单位' | '企业' | '商会' | '社会组织' | '个人'
type Purpose = '慰问困难群众' | '助学' | '基础设施' | '产业发展' | '防疫救灾'
/** Day, donor, kind, yuan, goods (none: money), for what. */
type Gift = readonly [on: string, donor: string, kind: Kind, yuan: number, goods: string, purpose: Purpose]

const gifts2024: Gift[] = [
  ['2024-01-26', '县级定点帮扶单位', '定点帮扶单位', 8000, '', '慰问困难群众'],
  ['2024-05-30', '乡商会', '商会', 6000, '', '助学'],
  ['2024-07-11', '在外创业人士', '个人', 5000, '', '防疫救灾'],
  ['2024-07-15', '县慈善协会', '社会组织', 4500, '棉被30床、大米60袋', '防疫救灾'],
  ['2024-08-22', '乡商会', '商会', 8000, '', '助学'],
]

/** 27,800 yuan together. */
const gifts2025: Gift[] = [
  ['2025-01-17', '县级定点帮扶单位', '定点帮扶单位', 5000, '', '慰问困难群众'],
  ['2025-01-21', '丝绸加工企业', '企业', 3200, '蚕丝被8床', '慰问困难群众'],
  ['2025-01-23', '县慈善协会', '社会组织', 2400, '食用油40桶', '慰问困难群众'],
  ['2025-05-29', '乡商会', '商会', 3000, '', '助学'],
  ['2025-06-10', '在外创业人士', '个人', 2000, '', '产业发展'],
  ['2025-07-03', '建材经销企业', '企业', 1800, '水泥3吨', '基础设施'],
  ['2025-08-20', '乡商会', '商会', 5000, '', '助学'],
  ['2025-08-26', '退休教师', '个人', 600, '书包20个', '助学'],
  ['2025-10-29', '县级定点帮扶单位', '定点帮扶单位', 3000, '', '产业发展'],
  ['2025-12-09', '茶叶加工企业', '企业', 1800, '棉衣30件', '慰问困难群众'],
]

const actions = [
  ['2024-03-08', '送岗下乡', '就业'],
  ['2024-04-18', '春蚕技术帮扶', '产业'],
  ['2024-08-20', '金秋助学', '助学'],
  ['2024-10-17', '敬老暖心', '敬老'],
  ['2024-11-22', '消费帮扶集市', '消费'],
  ['2025-02-10', '新春送岗', '就业'],
  ['2025-03-12', '绿化家园', '环境'],
  ['2025-04-15', '兴桑富民', '产业'],
  ['2025-05-20', '乡贤回归招商', '招商'],
  ['2025-06-26', '健康义诊', '助医'],
  ['2025-08-18', '金秋助学', '助学'],
  ['2025-10-28', '重阳敬老', '敬老'],
  ['2025-11-14', '农货进城', '消费'],
] as const

const pairs = [
  [0, '丝绸加工企业', '产业带动', '蚕茧订单收购'],
  [1, '茶叶加工企业', '产业带动', '茶园托管'],
  [3, '旅游开发企业', '产业带动', '红色研学'],
  [4, '服装加工企业', '就业吸纳', '帮扶车间'],
  [6, '电商企业', '消费帮扶', '农产品代销'],
  [6, '乡商会', '公益捐助', '助学和敬老'],
  [8, '农业科技企业', '技术服务', '桑园管护'],
] as const

/** Gifts in money and kind, enterprises beside villages, and what the chamber of commerce set going. */
export function society(world: World): void {
  const { random } = world
  for (const [i, gift] of [...gifts2024, ...gifts2025].entries()) {
    give(world, gift, `JZ${gift[0].slice(0, 4)}-${String(i + 1).padStart(3, '0')}`)
  }
  const promised = give(world, ['2025-09-10', '外地企业', '企业', 20_000, '', '基础设施'], 'JZ2025-090')
  world.void(donation, promised, '2025-10-15', '只签了认捐意向，款没有到账')

  const pairing = pairs.map(([v, enterprise, kind, project]) => {
    const on = random.dayIn('2022-03-01', '2023-11-30')
    return world.record(
      enterprisePairing,
      {
        enterprise,
        area: world.villages[v]!.code,
        signed_on: on,
        kind,
        project,
        promised: random.int(2, 20) * 1_000_000,
      },
      opened,
    )
  })
  world.correct(enterprisePairing, pairing[3]!, { ended_on: '2025-03-31' }, '2025-04-03', '企业迁走，结对结束')
  actions.forEach(([on, name, kind], i) => {
    world.record(
      enterpriseAction,
      {
        name: `“${name}”行动`,
        area: world.township,
        organiser: '乡商会',
        kind,
        launched_on: on,
        finished_on: addDays(on, random.int(1, 12)),
        enterprises: random.int(4, 18),
        benefited: random.int(20, 160),
        ...(kind === '产业' && { pairing: pairing[i % 3]! }),
      },
      booked(on, 6),
    )
  })
}

function give(world: World, [on, donor, donorKind, yuan, goods, purpose]: Gift, receipt: string): string {
  return world.record(
    donation,
    {
      receipt,
      donor,
      donor_kind: donorKind,
      received_on: on,
      form: goods ? '捐物' : '捐款',
      amount: yuan * 100,
      ...(goods && { goods }),
      area: world.township,
      purpose,
    },
    booked(on, world.random.int(1, 6)),
  )
}
