import type { RowOf } from '#define/ledger.ts'
import { addDays } from '#kinds/day.ts'
import { campaign, campaignAspect, inspection } from '#township/rectification/inspection.ledger.ts'
import { acceptance, issue, remedy } from '#township/rectification/issue.ledger.ts'
import type { World } from '../world.ts'
import { booked } from './booked.ts'
import { cadreName } from './cadre.ts'

const aspects = [
  ['义务教育保障', '适龄儿童少年在校情况、资助落实'],
  ['基本医疗保障', '参保、报销、家庭医生签约和随访'],
  ['住房安全保障', '鉴定等级、危房处置'],
  ['饮水安全', '水量、水质、用水方便程度、供水保证率'],
  ['防返贫监测帮扶', '应纳未纳、措施针对性、走访记录'],
  ['稳岗就业', '务工信息、公益性岗位履职、奖补发放'],
  ['易地搬迁后续扶持', '就业产业、配套设施、社区管理'],
  ['扶贫项目资产管理', '权属、管护、收益分配'],
  ['人居环境', '改厕质量、村庄清洁、污水处理'],
] as const

const sweepIssues = [
  ['部分脱贫户家庭医生随访记录不及时', '基本医疗保障'],
  ['个别监测户帮扶措施针对性不强', '防返贫监测帮扶'],
  ['务工人员务工地点信息更新滞后', '稳岗就业'],
  ['两名公益性岗位人员履职记录不全', '稳岗就业'],
  ['一处扶贫车间租金收缴台账不规范', '扶贫项目资产管理'],
  ['光伏电站管护责任牌脱落', '扶贫项目资产管理'],
  ['一户住房屋面渗水未及时修缮', '住房安全保障'],
  ['末端供水管网冬季防冻措施不到位', '饮水安全'],
  ['安置点雨水管道堵塞', '易地搬迁后续扶持'],
  ['搬迁户产业就业台账更新不及时', '易地搬迁后续扶持'],
  ['个别改厕户化粪池盖板破损', '人居环境'],
  ['村内沟渠有零星垃圾', '人居环境'],
  ['一名学生资助信息与学籍不一致', '义务教育保障'],
  ['走访记录内容过于简单', '防返贫监测帮扶'],
  ['个别脱贫户慢性病卡未及时办理', '基本医疗保障'],
] as const

const assessed = {
  2025: [
    [
      '国家成效考核反馈',
      '监测对象风险消除后跟踪回访不及时',
      ['按月排出回访名单', '驻村工作队每季度回访一次', '回访情况录入系统并由乡核验'],
    ],
    ['省成效考核反馈', '脱贫劳动力务工信息更新不准确', ['乡干部电话逐人核查', '建立务工信息月更新制度']],
    ['省成效考核反馈', '部分扶贫项目资产后续管护不到位', ['逐项落实管护责任人', '从资产收益中安排管护经费']],
  ],
  2024: [
    ['国家成效考核反馈', '“两不愁三保障”排查台账不完整', ['逐户补齐排查记录', '村级建立台账月核对制度', '乡站所联审']],
    ['省成效考核反馈', '小额信贷贷后管理薄弱', ['到期前提醒', '村级风险摸排']],
    ['省成效考核反馈', '公益性岗位考勤不规范', ['统一履职记录表', '按月公示']],
    ['省成效考核反馈', '防返贫政策宣传不到位', ['组织网格员入户宣讲', '张贴申报二维码']],
  ],
} as const

/** Two sweeps of ten villages, two years of feedback, and every issue on its way from found to closed. */
export function rectification(world: World): void {
  sweep(world, 2024, 7, 11)
  sweep(world, 2025, 9, 15)
  for (const year of [2024, 2025] as const) {
    assessed[year].forEach(([source, title, measures], i) => {
      const found = `${year}-03-${14 + i}`
      const closed = `${year}-0${7 + (i % 3)}-${16 + i}`
      raise(world, {
        number: `KH${year}-${i + 1}`,
        title,
        source,
        origin: i === 0 ? '直接反馈' : i === 1 ? '对照认领' : '举一反三排查',
        nature: i === 2 ? '个性问题' : '共性问题',
        place: world.township,
        found,
        measures,
        closed,
      })
    })
  }
  raise(world, {
    number: 'XS2024-1',
    title: '抓巩固成果与抓乡村振兴统筹不够',
    source: '中央巡视反馈',
    origin: '对照认领',
    nature: '共性问题',
    place: world.township,
    found: '2024-01-18',
    measures: ['每季度召开领导小组会议专题研究', '将巩固成果任务纳入村级考核'],
  })
  for (const [i, title] of ['入户道路两处塌方未修复', '村级公示栏监测信息更新不及时'].entries()) {
    raise(world, {
      number: `AF2025-${i + 1}`,
      title,
      source: '省暗访调研反馈',
      origin: '直接反馈',
      nature: '个性问题',
      place: world.villages[i + 3]!.code,
      found: '2025-05-12',
      measures: ['立即整改到位并举一反三排查'],
      closed: `2025-06-${12 + i}`,
    })
  }
}

type Issue = RowOf<typeof issue>

interface Raised {
  number: string
  title: string
  source: Issue['source']
  origin: Issue['origin']
  nature: Issue['nature']
  place: string
  found: string
  measures: readonly string[]
  inspection?: string
  /** Of an issue that is still open; a closed one had 120 days. */
  due?: string
  closed?: string
}

function raise(world: World, raised: Raised): string {
  const { random } = world
  const { number, title, source, origin, nature, place, found, measures, closed } = raised
  const unit = world.villages.find((v) => v.code === place)?.name ?? '乡乡村振兴工作站'
  const due = raised.due ?? addDays(found, 120)
  const limited = closed !== undefined || raised.due !== undefined
  const responsible = cadreName(random)
  const id = world.record(
    issue,
    {
      number,
      title,
      source,
      origin,
      nature,
      place,
      unit,
      responsible,
      found_on: found,
      lead: cadreName(random),
      time_limit: !limited ? '长期坚持' : measures.length === 1 ? '立行立改' : '限期整改',
      ...(raised.inspection && { inspection: raised.inspection }),
      ...(limited && { due_on: due }),
    },
    booked(found, 2),
  )
  const planned = addDays(found, 5)
  for (const measure of measures) {
    const remedied = world.record(
      remedy,
      { issue: id, measure, responsible, unit, planned_on: planned, due_on: due },
      booked(planned, 1),
    )
    if (!closed) continue
    const done = addDays(closed, -random.int(8, 16))
    world.correct(remedy, remedied, { done_on: done, evidence: '现场照片和整改记录' }, booked(closed, -3), '措施已落实')
  }
  if (!closed) return id
  const step = (step: RowOf<typeof acceptance>['step'], on: string, passed = true) =>
    world.record(acceptance, { issue: id, step, checked_on: on, checked_by: cadreName(random), passed }, booked(on, 1))
  step('责任单位自验', addDays(closed, -6))
  step('乡镇审核', addDays(closed, -3))
  if (place === world.township) step('县级复核', addDays(closed, -1))
  step('销号', closed)
  world.correct(issue, id, { closed_on: closed }, booked(closed, 1), '整改完成，验收销号')
  const lookBack = addDays(closed, 75)
  if (lookBack < '2025-12-25') step('回头看', lookBack)
  return id
}

function sweep(world: World, year: number, wide: number, problems: number): void {
  const { random, villages } = world
  const began = `${year}-06-03`
  const id = world.record(
    campaign,
    {
      name: `${year}年巩固拓展脱贫攻坚成果集中排查`,
      area: world.township,
      cause: '省暗访调研发现问题，举一反三',
      leader: cadreName(random),
      began_on: began,
    },
    booked(began, 0),
  )
  world.correct(campaign, id, { ended_on: `${year}-06-28` }, booked(`${year}-06-28`, 2), '排查结束')
  const visits = new Map<string, { id: string; on: string }>()
  aspects.slice(0, wide).forEach(([name, points], a) => {
    const aspect = world.record(campaignAspect, { campaign: id, number: a + 1, name, points }, booked(began, 0))
    villages.forEach((village, v) => {
      const on = random.dayIn(`${year}-06-04`, `${year}-06-27`)
      const toDoor = name !== '扶贫项目资产管理'
      const id = world.record(
        inspection,
        {
          aspect,
          village: village.code,
          inspected_on: on,
          inspectors: `${cadreName(random)}、${cadreName(random)}`,
          ...(toDoor && { households: random.int(25, 140) }),
        },
        booked(on, 1),
      )
      visits.set(`${name}${v}`, { id, on })
    })
  })
  const found = sweepIssues
    .filter(([, aspect]) => aspects.slice(0, wide).some(([name]) => name === aspect))
    .slice(0, problems)
  found.forEach(([title, aspect], i) => {
    const v = (i * 7 + year) % villages.length
    const visit = visits.get(`${aspect}${v}`)!
    const open = year === 2025 && i % 8 === 1
    const id = raise(world, {
      number: `PC${year}-${String(i + 1).padStart(2, '0')}`,
      title,
      source: i === 4 ? '日常自查' : '集中排查',
      origin: '举一反三排查',
      nature: i % 3 ? '个性问题' : '共性问题',
      place: villages[v]!.code,
      inspection: visit.id,
      found: visit.on,
      measures: i % 2 ? ['立即整改，举一反三'] : ['逐户核实整改', '建立定期检查制度'],
      ...(open ? { due: '2026-03-31' } : { closed: addDays(visit.on, 40 + i * 3) }),
    })
    if (i === 4) world.correct(issue, id, { source: '集中排查' }, `${year}-12-10`, '问题来源填错，应为集中排查')
  })
  const last = visits.get('饮水安全2')!
  const twice = raise(world, {
    number: `PC${year}-20`,
    title: '末端供水管网防冻措施不到位（重复登记）',
    source: '集中排查',
    origin: '举一反三排查',
    nature: '个性问题',
    place: villages[2]!.code,
    inspection: last.id,
    found: last.on,
    measures: [],
  })
  world.void(issue, twice, `${year}-07-08`, '与同一问题重复登记')
}
