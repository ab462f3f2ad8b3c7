import { choice, day, link, money, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'

export const toiletRenovation = event('toilet_renovation', {
  title: '农村改厕台账',
  row: '户次',
  purpose: '列入改厕任务并验收合格的户：改成什么厕、哪天完工验收、补助多少、谁来管护。',
  of: 'household',
  dated: 'accepted_on',
  unique: [['household', 'accepted_on']],
  fields: {
    household: link(household, '农户'),
    kind: choice('改厕模式', ['三格化粪池式', '完整下水道水冲式', '双瓮漏斗式', '其他无害化模式'], {
      also: ['改厕类型', '厕所类型', '改造类型'],
    }),
    place: choice('厕屋位置', ['入室', '进院', '院外'], { also: ['厕所位置'] }),
    started_on: day('开工日期', { optional: true }),
    completed_on: day('完工日期'),
    accepted_on: day('验收合格日期', { also: ['验收时间'] }),
    accepted_by: text('验收人', { max: 40, also: ['验收人员'] }),
    subsidy: money('财政奖补', { optional: true, also: ['奖补金额', '补助金额', '奖补资金'] }),
    paid_on: day('奖补打卡日期', { optional: true }),
  },
})

export const toiletInspection = event('toilet_inspection', {
  title: '改厕质量排查台账',
  row: '户次',
  purpose: '逐户查看已改的厕所：好不好用、有什么问题、哪天整改到位。',
  of: 'household',
  dated: 'inspected_on',
  unique: [['household', 'inspected_on']],
  fields: {
    household: link(household, '农户'),
    inspected_on: day('排查日期'),
    inspected_by: text('排查人', { max: 40 }),
    in_use: choice('使用情况', ['正常使用', '偶尔使用', '未使用']),
    problem: choice(
      '发现的问题',
      [
        '化粪池渗漏破损',
        '盖板缺失不牢',
        '冲水设备损坏',
        '排气管缺失',
        '管道堵塞',
        '粪污未及时清掏',
        '厕屋破损',
        '产品质量不合格',
        '其他',
      ],
      { optional: true, help: '没有问题就留空', also: ['存在问题', '问题类型'] },
    ),
    remedy: text('整改措施', { optional: true }),
    fixed_on: day('整改完成日期', { optional: true, also: ['整改时间', '完成整改时间'] }),
    fixed_by: text('整改责任人', { optional: true, max: 40 }),
  },
})
