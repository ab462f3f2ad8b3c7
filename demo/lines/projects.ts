import type { RowOf } from '#define/ledger.ts'
import { addDays } from '#kinds/day.ts'
import { asset, assetCare, assetIncome } from '#township/projects/asset.ledger.ts'
import { fundAllocation, fundPayment, project, projectNotice } from '#township/projects/project.ledger.ts'
import type { Village, World } from '../world.ts'
import { booked } from './booked.ts'

type Kind = '产业发展' | '乡村建设行动' | '巩固三保障成果' | '易地搬迁后续扶持'
type Category = '经营性资产' | '公益性资产' | '到户类资产'
type Payment = RowOf<typeof fundPayment>
type Work = readonly [name: string, kind: Kind, asset: string, category: Category]

const works2025: readonly Work[] = [
  ['小蚕共育室', '产业发展', '小蚕共育室', '经营性资产'],
  ['蚕茧烘干房', '产业发展', '烘干房及设备', '经营性资产'],
  ['桑园产业路硬化', '产业发展', '产业路', '公益性资产'],
  ['茶叶加工厂房', '产业发展', '茶叶加工厂房', '经营性资产'],
  ['蔬菜大棚', '产业发展', '钢架大棚', '经营性资产'],
  ['冷藏保鲜库', '产业发展', '冷藏库', '经营性资产'],
  ['自来水入户管网延伸', '巩固三保障成果', '供水管网', '公益性资产'],
  ['集镇污水处理管网', '乡村建设行动', '污水管网', '公益性资产'],
  ['循环道路拓宽', '乡村建设行动', '通村道路', '公益性资产'],
  ['村组道路硬化', '乡村建设行动', '村组道路', '公益性资产'],
  ['农田灌溉渠修复', '产业发展', '灌溉渠', '公益性资产'],
  ['安置点排水和便道', '易地搬迁后续扶持', '安置点便道', '公益性资产'],
  ['脱贫户产业到户补助', '产业发展', '到户桑树和养蚕器具', '到户类资产'],
]

const works2024: readonly Work[] = [
  ['大蚕棚', '产业发展', '大蚕棚', '经营性资产'],
  ['油茶基地管护路', '产业发展', '管护路', '公益性资产'],
  ['当家塘清淤加固', '乡村建设行动', '当家塘', '公益性资产'],
  ['村内主干道路灯', '乡村建设行动', '太阳能路灯', '公益性资产'],
  ['光伏电站扩容', '产业发展', '光伏电站', '经营性资产'],
  ['便民桥', '乡村建设行动', '便民桥', '公益性资产'],
]

const sources = ['中央衔接资金', '省级衔接资金', '市级衔接资金', '县级衔接资金'] as const

/** Bridging funds paid in 2025, in fen: 1,322.63万元. */
const paid2025 = 1_322_630_000
const paid2024 = 1_158_400_000

/** The library and its projects, money in and out, notices, and the assets that came of it. */
export function projects(world: World): void {
  year(world, 2024, works2024, paid2024)
  year(world, 2025, works2025, paid2025)
  planned(world)
}

function year(world: World, of: number, works: readonly Work[], paid: number): void {
  const { random } = world
  const budgets = random
    .share(Math.round(paid / 10_000), works.length, Math.round(paid / works.length / 25_000))
    .map((x) => x * 10_000)
  budgets[0]! += paid - budgets.reduce((a, b) => a + b, 0)
  for (const [i, work] of works.entries()) built(world, of, i, work, budgets[i]!)
}

function built(world: World, of: number, serial: number, [name, kind, thing, category]: Work, budget: number): void {
  const { random } = world
  const village = world.villages[serial % world.villages.length]!
  const builder = `${random.pick(['宏图', '长源', '众合', '安固', '青峰'])}${category === '到户类资产' ? '农资供应站' : '建设工程有限公司'}`
  const proposed = random.dayIn(`${of - 1}-08-05`, `${of - 1}-09-28`)
  const listed = addDays(proposed, random.int(40, 60))
  const approved = random.dayIn(`${of}-01-15`, `${of}-02-20`)
  const started = addDays(approved, random.int(25, 50))
  const completed = addDays(started, random.int(100, 170))
  const accepted = addDays(completed, random.int(10, 25))
  const code = `${of}XM${String(serial + 1).padStart(3, '0')}`
  const id = world.record(
    project,
    {
      code,
      name: `${village.name}${name}项目`,
      kind,
      area: village.code,
      planned: Math.ceil(budget / 1_000_000) * 1_000_000,
      proposed_on: proposed,
      listed_on: listed,
      manager: '项目办负责人',
    },
    booked(listed < '2024-01-08' ? '2024-01-08' : listed, 1),
  )
  world.correct(project, id, { approved_on: approved }, booked(approved, 1), '资金计划下达，补填批复日期')
  world.correct(project, id, { builder, started_on: started }, booked(started, 2), '开工，补填施工单位和开工日期')
  world.correct(
    project,
    id,
    { completed_on: completed, accepted_on: accepted },
    booked(accepted, 3),
    '完工验收，补填日期',
  )
  notices(world, id, village, listed, approved, accepted)

  const source = sources[serial % sources.length]!
  const own = serial % 4 === 1 ? 3_000_000 : 0
  allocate(id, source, budget, `${source.slice(0, 2)}财农〔${of}〕${serial + 11}号`)
  if (own) allocate(id, '群众和村集体自筹', own, `村民代表会议〔${of}〕${serial + 1}号`)

  const [first, second] = [Math.round(budget * 0.3), Math.round(budget * 0.4)]
  pay('预付款', first, addDays(started, 5), source)
  const draw = pay('进度款', second, addDays(started, random.int(50, 90)), source)
  pay('完工结算款', budget - first - second, addDays(accepted, random.int(8, 20)), source)
  if (own) pay('一次性支付', own, addDays(accepted, 20), '群众和村集体自筹')
  if (serial === 3)
    world.correct(fundPayment, draw, { note: '发票遗失、已补复印件' }, booked(accepted, 30), '补充附件说明')
  if (serial === 5 && of === 2025) {
    const twice = pay('进度款', second, addDays(started, 95), source)
    world.void(fundPayment, twice, booked(accepted, 6), '同一笔进度款重复登记，银行回单只有一份')
  }
  register(world, id, village, `${of}ZC${String(serial + 1).padStart(3, '0')}`, thing, category, budget + own, accepted)

  function allocate(to: string, from: RowOf<typeof fundAllocation>['source'], amount: number, document: string): void {
    world.record(
      fundAllocation,
      { project: to, allocated_on: approved, source: from, amount, document },
      booked(approved, 3),
    )
  }

  function pay(stage: Payment['stage'], amount: number, on: string, from: Payment['source']): string {
    const day = on > `${of}-12-28` ? `${of}-12-28` : on
    const voucher = `${of}-ZF-${String(serial + 1).padStart(3, '0')}-${on.slice(5).replace('-', '')}`
    return world.record(
      fundPayment,
      { project: id, paid_on: day, source: from, stage, amount, payee: builder, voucher },
      booked(day, random.int(0, 4)),
    )
  }
}

function notices(world: World, id: string, village: Village, listed: string, approved: string, accepted: string): void {
  const steps = [
    ['申报入库', listed],
    ['资金安排', addDays(approved, 3)],
    ['完工验收', accepted],
  ] as const
  for (const [stage, on] of steps) {
    if (on < '2024-01-12') continue
    const ends = addDays(on, 10)
    world.record(
      projectNotice,
      { project: id, stage, posted_on: on, ends_on: ends, place: `${village.name}村务公开栏` },
      booked(ends, 2),
    )
  }
}

function register(
  world: World,
  from: string,
  village: Village,
  code: string,
  name: string,
  category: Category,
  value: number,
  accepted: string,
): void {
  const { random } = world
  const registered = addDays(accepted, random.int(5, 15))
  const id = world.record(
    asset,
    {
      code,
      name: `${village.name}${name}`,
      category,
      project: from,
      area: village.code,
      value,
      registered_on: registered,
      owner: category === '到户类资产' ? '农户' : '村集体经济组织',
      keeper: category === '到户类资产' ? '受益农户' : `${village.name}公益性岗位人员`,
      use: '正常使用',
    },
    booked(registered, 2),
  )
  const transferred = addDays(registered, 20)
  if (transferred < '2025-12-20') {
    world.correct(asset, id, { transferred_on: transferred }, booked(transferred, 3), '办完确权移交')
  }
  for (const on of [`${registered.slice(0, 4)}-11-20`, '2025-06-18', '2025-12-05']) {
    if (on <= registered || category === '到户类资产') continue
    const faulty = random.chance(0.2)
    world.record(
      assetCare,
      {
        asset: id,
        checked_on: on,
        checked_by: '村管护员',
        ...(faulty && { finding: '局部破损', fixed_on: addDays(on, 9), cost: random.int(3, 20) * 10_000 }),
      },
      booked(on, 10),
    )
  }
  if (category === '经营性资产' && registered < '2025-06-01') {
    const yearly = Math.round(value / 2_000_000) * 100_000
    const shared = Math.round(yearly * 0.4)
    world.record(
      assetIncome,
      {
        asset: id,
        received_on: '2025-12-10',
        payer: '承租经营户',
        amount: yearly,
        to_households: shared,
        to_collective: yearly - shared,
      },
      booked('2025-12-10', 3),
    )
  }
}

/** What the villages have asked for next year: in the library, no money yet. */
function planned(world: World): void {
  const wishes = ['蚕桑标准化基地', '村组道路硬化', '茶园提升', '便民服务点改造', '排涝沟渠', '冷链仓储']
  wishes.forEach((name, i) => {
    const village = world.villages[(i * 3) % world.villages.length]!
    const proposed = world.random.dayIn('2025-08-10', '2025-09-25')
    world.record(
      project,
      {
        code: `2026XM${String(i + 1).padStart(3, '0')}`,
        name: `${village.name}${name}项目`,
        kind: i % 2 ? '乡村建设行动' : '产业发展',
        area: village.code,
        planned: world.random.int(30, 120) * 1_000_000,
        proposed_on: proposed,
        ...(i !== 4 && { listed_on: addDays(proposed, 50) }),
      },
      booked(proposed, 60),
    )
  })
}
