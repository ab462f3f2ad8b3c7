import type { RowOf } from '#define/ledger.ts'
import { addDays } from '#kinds/day.ts'
import { helpMeasure, helpPlan } from '#township/help/help-plan.ledger.ts'
import { cadre, pairing, responsibility } from '#township/help/responsibility.ledger.ts'
import { handover, team, teamMember, teamTask } from '#township/help/team.ledger.ts'
import { visit } from '#township/help/visit.ledger.ts'
import { inventGiven, inventPhone, inventSurname } from '../names.ts'
import type { Household, Village, World } from '../world.ts'
import { booked } from './booked.ts'
import { livesHere } from './lives-here.ts'
import { longRegistered } from './long-registered.ts'
import { helpedHouseholds, type Monitored, monitoredHouseholds, monitoredWithin } from './monitored.ts'

const firstDay = '2024-01-05'
const rotated = '2025-06-30'

interface Staff {
  county: string[]
  township: string[]
  village: Map<Village, string[]>
}

type Answer = readonly [category: RowOf<typeof helpMeasure>['category'], measure: string]

const answers: Record<Monitored['risk'], readonly Answer[]> = {
  因病: [
    ['健康帮扶', '协助住院报销和医疗救助'],
    ['综合保障', '申请临时救助'],
  ],
  因学: [['教育帮扶', '落实学生资助和助学贷款']],
  因残: [
    ['综合保障', '落实残疾人两项补贴'],
    ['社会帮扶', '结对志愿服务'],
  ],
  因自然灾害: [
    ['产业帮扶', '补种桑苗、减免农资'],
    ['住房安全保障', '住房修缮加固'],
  ],
  因意外事故: [
    ['综合保障', '申请临时救助'],
    ['健康帮扶', '协助办理意外险理赔'],
  ],
  因产业项目失败: [['产业帮扶', '技术指导和产业奖补']],
  因务工就业不稳: [
    ['就业帮扶', '推荐园区就业岗位'],
    ['公益岗位帮扶', '安排公益性岗位'],
  ],
  缺劳动力: [
    ['综合保障', '纳入低保'],
    ['社会帮扶', '邻里照料'],
  ],
}
const common = [
  ['产业帮扶', '发放桑苗、蚕种，上门技术指导'],
  ['就业帮扶', '推送招聘信息，落实务工奖补'],
  ['健康帮扶', '家庭医生签约随访'],
  ['教育帮扶', '核对学生资助落实情况'],
  ['金融帮扶', '小额信贷政策宣传'],
] as const

/** Who answers for which household, what is planned for it, how often somebody comes, and the village teams that took turns. */
export function help(world: World): void {
  const staff = employ(world)
  const monitored = monitoredHouseholds(world).filter((one) => monitoredWithin(one, '2024-01-01', '2025-12-31'))
  const homes = helpedHouseholds(world).filter(longRegistered)
  const helpers = pair(world, homes, staff)
  for (const one of monitored) guarantee(world, one, staff, helpers.get(one.household)!)
  const watched = new Map(monitored.map((one) => [one.household, one]))
  for (const household of homes) {
    const helper = helpers.get(household)!
    plans(world, household, helper, watched.get(household))
    visits(world, household, helper, watched.get(household))
  }
  teams(world)
}

function hire(
  world: World,
  serial: number,
  relation: RowOf<typeof cadre>['relation'],
  area: string,
  unit: string,
  position: string,
  told = firstDay,
): string {
  const { random } = world
  const sex = random.chance(0.7) ? '男' : '女'
  return world.record(
    cadre,
    {
      number: `GB${String(serial).padStart(4, '0')}`,
      name: inventSurname(random) + inventGiven(random, sex, random.int(1970, 1994)),
      sex,
      politics: random.chance(0.75) ? '中共党员' : '群众',
      unit,
      position,
      relation,
      area,
      phone: inventPhone(random),
    },
    told,
  )
}

function employ(world: World): Staff {
  let serial = 0
  const many = (n: number, one: () => string) => Array.from({ length: n }, one)
  return {
    county: many(8, () => hire(world, ++serial, '县级', world.township, '县直单位', '联系领导')),
    township: many(42, () => hire(world, ++serial, '乡镇级', world.township, '乡政府', '乡干部')),
    village: new Map(
      world.villages.map((v) => [
        v,
        many(12, () => hire(world, ++serial, '村级', v.code, `${v.name}村委会`, '村干部')),
      ]),
    ),
  }
}

/** A helper for every household, from before the books began; one in twelve changed in July 2025. Who helps at the end. */
function pair(world: World, homes: Household[], staff: Staff): Map<Household, [before: string, after: string]> {
  const { random } = world
  return new Map(
    homes.map((household, i) => {
      const village = staff.village.get(household.village)!
      const before = random.pick(random.chance(0.45) ? staff.township : village)
      const row = { household: household.id, cadre: before, since: household.alleviated ? '2021-05-01' : '2023-06-01' }
      const id = world.record(pairing, row, firstDay)
      if (i % 12) return [household, [before, before]]
      const after = random.pick(village.filter((c) => c !== before))
      world.correct(pairing, id, { until: rotated, changed_by: '干部调动' }, booked(rotated, 2), '帮扶责任人变更')
      world.record(pairing, { household: household.id, cadre: after, since: addDays(rotated, 1) }, booked(rotated, 2))
      return [household, [before, after]]
    }),
  )
}

function guarantee(world: World, one: Monitored, staff: Staff, [, helper]: [string, string]): void {
  const { random } = world
  const levels = [
    ['县级', random.pick(staff.county)],
    ['乡镇级', random.pick(staff.township)],
    ['村级', helper],
  ] as const
  for (const [level, responsible] of levels) {
    const since = addDays(one.identified, 3)
    const id = world.record(
      responsibility,
      { household: one.household.id, level, cadre: responsible, since },
      since < firstDay ? firstDay : booked(since, 2),
    )
    const until = one.cleared && addDays(one.cleared, 180)
    if (until && until < '2025-12-20')
      world.correct(responsibility, id, { until, changed_by: '风险消除满半年' }, booked(until, 3), '包保结束')
  }
}

function plans(world: World, household: Household, [before, after]: [string, string], monitored?: Monitored): void {
  const { random } = world
  for (const year of monitored ? [2024, 2025] : [2025]) {
    const watched = monitored && monitoredWithin(monitored, `${year}-01-01`, `${year}-12-31`) ? monitored : undefined
    if (!watched && !household.alleviated) continue
    const made =
      watched && watched.identified > `${year}-01-01`
        ? addDays(watched.identified, 6)
        : random.dayIn(`${year}-02-18`, `${year}-03-28`)
    const helper = made > rotated ? after : before
    const plan = world.record(
      helpPlan,
      {
        household: household.id,
        year,
        made_on: made,
        made_by: helper,
        needs: watched
          ? `${watched.risk}，需重点帮扶`
          : random.pick(['收入总体稳定，需稳岗', '发展产业缺技术', '老人多，需健康服务'] as const),
        goal: watched ? '消除致贫返贫风险' : '家庭收入稳定增长',
        agreed: '同意',
      },
      booked(made, 3),
    )
    const measures = watched ? answers[watched.risk] : random.sample(common, random.chance(0.3) ? 2 : 1)
    for (const [category, measure] of measures) {
      const started = addDays(made, random.int(3, 20))
      const finished = random.dayIn(`${year}-08-01`, `${year}-12-10`)
      const whom = household.people.find((p) => livesHere(p) && (category !== '就业帮扶' || p.labour))
      const done = finished > started && random.chance(0.8)
      world.record(
        helpMeasure,
        {
          plan,
          ...(whom && { person: whom.id }),
          category,
          measure,
          responsible: helper,
          started_on: started,
          ...(done && { finished_on: finished, result: '已落实' }),
        },
        booked(done ? finished : started, 3),
      )
    }
  }
}

/** Every quarter to 脱贫户, every month to monitored households; now and then one is missed. Recorded since July 2024. */
function visits(world: World, household: Household, [before, after]: [string, string], monitored?: Monitored): void {
  const { random } = world
  const pad = (month: number) => String(month).padStart(2, '0')
  const go = (status: RowOf<typeof visit>['status'], from: string, until: string) => {
    if (random.chance(0.004)) return
    const on = random.dayIn(from, until)
    const situation = random.chance(0.93) ? '稳定' : random.pick(['收入减少', '支出增加', '有新的困难'] as const)
    world.record(
      visit,
      {
        household: household.id,
        cadre: on > rotated ? after : before,
        status,
        visited_on: on,
        way: random.chance(0.88) ? '入户' : '电话',
        situation,
        ...(situation !== '稳定' && { needs: '希望帮助解决眼前困难', handling: '已报村“两委”研究' }),
      },
      booked(on, random.int(0, 9)),
    )
  }
  for (const [year, first] of [
    [2024, 7],
    [2025, 1],
  ] as const) {
    for (let month = first; month <= 12; month++) {
      const [from, until] = [`${year}-${pad(month)}-03`, `${year}-${pad(month)}-26`]
      const watched = monitored && monitoredWithin(monitored, from, from)
      if (watched) go('监测对象', from, until)
      const quarterly = !watched && household.alleviated && month % 3 === 0
      if (quarterly) go('脱贫户', monitored ? from : `${year}-${pad(month - 2)}-05`, until)
    }
  }
}

function teams(world: World): void {
  const { random } = world
  const places = world.villages.filter((_, v) => v % 5 !== 4).slice(0, 7)
  const units = ['省直单位', '市直单位', '市直单位', '县直单位', '县直单位', '县直单位', '县直单位']
  places.forEach((village, v) => {
    const unit = units[v]!
    const post = (batch: number, since: string, told: string) => {
      const id = world.record(
        team,
        { name: `第${batch}批驻${village.name}工作队`, village: village.code, batch, unit, since },
        told,
      )
      const members = (['第一书记兼队长', '副队长', '队员'] as const).map((role, r) => {
        const relation = unit === '省直单位' ? '省级' : unit === '市直单位' ? '市级' : '县级'
        const who = hire(world, 900 + batch * 100 + v * 3 + r, relation, village.code, unit, '驻村干部', told)
        return world.record(teamMember, { team: id, cadre: who, role, since }, told)
      })
      return { id, members }
    }
    const outgoing = post(7, '2023-06-12', firstDay)
    const told = booked(rotated, 1)
    const incoming = post(8, '2025-06-28', told)
    world.correct(team, outgoing.id, { until: rotated }, told, '任期届满，轮换')
    for (const member of outgoing.members) world.correct(teamMember, member, { until: rotated }, told, '任期届满，轮换')
    for (const item of ['脱贫户和监测对象名册及走访记录', '帮扶项目和资产清单', '工作经费和物品', '未办结事项']) {
      world.record(
        handover,
        {
          outgoing: outgoing.id,
          incoming: incoming.id,
          item,
          handed_on: '2025-06-29',
          handed_by: '原任队长',
          received_by: '新任队长',
          ...(item === '未办结事项' && {
            outstanding: random.pick(['产业路扩宽待验收', '一户住房修缮待收尾', '无'] as const),
          }),
        },
        booked('2025-06-29', 2),
      )
    }
    for (const [year, id] of [
      [2024, outgoing.id],
      [2025, outgoing.id],
      [2025, incoming.id],
    ] as const) {
      const planned = id === incoming.id ? '2025-07-10' : `${year}-02-19`
      for (const task of ['遍访脱贫户和监测对象', '协助发展主导产业', '抓党建促乡村振兴', '解决群众急难事项']) {
        const leaving = id === outgoing.id && year === 2025
        const due = leaving ? rotated : `${year}-12-20`
        const row = world.record(
          teamTask,
          { team: id, year, task, planned_on: planned, due_on: due },
          booked(planned, 3),
        )
        const done = random.dayIn(leaving ? '2025-05-06' : `${year}-10-08`, leaving ? '2025-06-27' : `${year}-12-16`)
        world.correct(teamTask, row, { done_on: done, result: '已完成' }, booked(done, 2), '填写完成情况')
      }
    }
  })
}
