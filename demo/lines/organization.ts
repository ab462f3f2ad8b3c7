import type { RowOf } from '#define/ledger.ts'
import { groupMember, planItem, workingGroup } from '#township/organization/working-group.ledger.ts'
import { inventPhone } from '../names.ts'
import type { World } from '../world.ts'
import { booked } from './booked.ts'
import { cadreName } from './cadre.ts'

const duties = [
  [
    '产业振兴',
    '壮大蚕桑等主导产业',
    ['扩栽桑园并落实管护', '秋季养蚕技术指导', '帮扶车间稳产', '产业项目资产清查', '小额信贷到期提醒'],
  ],
  ['人才振兴', '培育本土人才、引导能人回归', ['蚕桑养殖技能培训', '乡村教师和村医补充', '返乡创业人员走访']],
  [
    '生态振兴',
    '人居环境整治和林长制、河长制落实',
    ['改厕质量排查整改', '村庄清洁行动', '封山育林和退化林修复', '河道巡查'],
  ],
  ['组织振兴', '建强村级组织、落实驻村帮扶', ['村干部轮训', '驻村工作队轮换交接', '村集体经济经营分析']],
  [
    '文化振兴',
    '移风易俗、文明积分和公共文化服务',
    ['文明积分超市规范运行', '农家书屋更新', '道德模范评选', '文体场所维护'],
  ],
] as const

/** A leading group and five working groups; a sixth was dissolved in 2024. */
export function organization(world: World): void {
  const { random, township: area } = world
  const founded = '2021-08-20'
  const told = '2024-01-08'
  type Group = RowOf<typeof workingGroup>
  const group = (
    name: string,
    more: Partial<Group> & Pick<Group, 'aspect' | 'duty' | 'established_on'>,
    told: string,
  ) =>
    world.record(
      workingGroup,
      { name, area, kind: '专项工作组', leader: cadreName(random), office: '乡乡村振兴工作站', ...more },
      told,
    )
  const member = (
    working_group: string,
    role: RowOf<typeof groupMember>['role'],
    position: string,
    since: string,
    told: string,
    until?: string,
  ) =>
    world.record(
      groupMember,
      {
        working_group,
        role,
        position,
        since,
        name: cadreName(random),
        phone: inventPhone(random),
        ...(until && { until }),
      },
      told,
    )

  const leading = group(
    '乡村振兴工作领导小组',
    {
      kind: '领导小组',
      aspect: '全面统筹',
      leader: '乡党委书记、乡长（双组长）',
      document: '成立乡村振兴工作领导小组的通知',
      established_on: founded,
    },
    told,
  )
  member(leading, '组长', '乡党委书记', founded, told)
  member(leading, '组长', '乡长', '2022-11-02', told)
  for (const post of ['乡党委副书记', '副乡长', '乡纪委书记', '乡武装部部长'])
    member(leading, '副组长', post, founded, told)
  for (const village of world.villages) member(leading, '成员', `${village.name}党组织书记`, founded, told)

  duties.forEach(([aspect, duty, items], g) => {
    const id = group(`${aspect}专项工作组`, { aspect, duty, established_on: founded }, told)
    member(id, '组长', '乡领导班子成员', founded, told)
    const leaves = member(id, '副组长', '站所负责人', founded, told)
    for (let i = 0; i < 4; i++) member(id, i === 3 ? '联络员' : '成员', '乡干部', founded, told)
    if (g < 2) {
      const last = `2025-0${g + 3}-1${g + 4}`
      world.correct(groupMember, leaves, { until: last }, booked(last, 3), '工作调动')
      member(id, '副组长', '站所负责人', `2025-0${g + 3}-2${g}`, booked(`2025-0${g + 3}-2${g}`, 2))
    }
    for (const year of [2024, 2025]) {
      for (const [i, item] of items.entries()) plan(world, id, year, i + 1, item)
    }
  })

  const former = group(
    '消费帮扶专项工作组',
    { aspect: '其他', duty: '组织农产品销售对接', established_on: founded },
    told,
  )
  world.correct(workingGroup, former, { dissolved_on: '2024-06-30' }, '2024-07-02', '职责并入产业振兴专项工作组')
}

function plan(world: World, working_group: string, year: number, number: number, item: string): void {
  const { random } = world
  const planned = `${year}-02-2${number}`
  const id = world.record(
    planItem,
    {
      working_group,
      year,
      number,
      item: `${year}年${item}`,
      responsible: cadreName(random),
      planned_on: planned,
      due_on: `${year}-12-20`,
    },
    booked(planned, 1),
  )
  const done = random.dayIn(`${year}-06-10`, `${year}-12-18`)
  const finished = year === 2024 || random.chance(0.85)
  world.correct(
    planItem,
    id,
    finished ? { done_on: done, progress: '已完成' } : { progress: '正在推进，转入下一年度' },
    finished ? booked(done, 3) : '2025-12-24',
    '填写进展',
  )
}
