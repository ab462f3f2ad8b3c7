import { area, choice, day, link, money, phone, text } from '#define/field.ts'
import { entity, event } from '#define/ledger.ts'

/** Where project money comes from; the first four together are the bridging funds (衔接资金). */
export const fundSources = [
  '中央衔接资金',
  '省级衔接资金',
  '市级衔接资金',
  '县级衔接资金',
  '其他财政资金',
  '东西部协作和社会帮扶资金',
  '群众和村集体自筹',
] as const

export const project = entity('project', {
  title: '项目库',
  row: '个',
  purpose: '一个项目一行，从村里申报、乡里审核、县里入库，到批复、开工、完工、验收，每一步填上日期。',
  area: 'area',
  unique: [['code']],
  namedBy: ['code', 'name'],
  shownAs: 'name',
  fields: {
    code: text('项目编号', { max: 30, help: '县级项目库给的编号' }),
    name: text('项目名称', { max: 80 }),
    kind: choice('项目类型', [
      '产业发展',
      '乡村建设行动',
      '就业项目',
      '巩固三保障成果',
      '易地搬迁后续扶持',
      '乡村治理',
      '项目管理费',
    ]),
    area: area('实施地点', { help: '跨村的项目填乡镇代码', also: ['建设地点', '项目地点', '实施村'] }),
    planned: money('计划投资', {
      help: '入库时的预算总投资',
      also: ['项目预算总投资', '总投资', '计划总投资', '投资概算', '项目资金'],
    }),
    proposed_on: day('申报日期'),
    listed_on: day('入库日期', { optional: true }),
    approved_on: day('批复日期', { optional: true, help: '资金计划下达到本项目的日期' }),
    builder: text('施工或供货单位', {
      optional: true,
      max: 60,
      also: ['施工单位', '实施单位', '承建单位', '中标单位'],
    }),
    started_on: day('开工日期', { optional: true, also: ['开工时间'] }),
    completed_on: day('完工日期', { optional: true }),
    accepted_on: day('验收合格日期', { optional: true }),
    dropped_on: day('退出项目库日期', { optional: true }),
    manager: text('乡镇责任人', { optional: true, max: 20, also: ['责任人', '项目负责人'] }),
    manager_phone: phone('责任人电话', { optional: true }),
  },
})

export const fundAllocation = event('fund_allocation', {
  title: '资金下达台账',
  row: '笔',
  purpose: '上级下达或筹到的项目资金：哪份文件、哪种来源、给哪个项目、多少钱。',
  of: 'project',
  dated: 'allocated_on',
  unique: [['document', 'project', 'source']],
  fields: {
    project: link(project, '项目'),
    allocated_on: day('下达日期'),
    source: choice('资金来源', fundSources),
    amount: money('下达金额', { also: ['资金金额', '下达资金'] }),
    document: text('资金文件文号', { max: 60, also: ['文号', '文件文号', '下达文号', '资金文号'] }),
    note: text('备注', { optional: true }),
  },
})

export const fundPayment = event('fund_payment', {
  title: '项目资金支付台账',
  row: '笔',
  purpose: '项目资金每次报账支付：付给谁、付的什么款、用的哪种资金。',
  of: 'project',
  dated: 'paid_on',
  unique: [['voucher', 'source']],
  fields: {
    project: link(project, '项目'),
    paid_on: day('支付日期', { also: ['拨付时间', '付款时间'] }),
    source: choice('资金来源', fundSources),
    stage: choice('款项', ['预付款', '进度款', '完工结算款', '质量保证金', '一次性支付'], {
      also: ['支付款项', '款项性质'],
    }),
    amount: money('支付金额', { also: ['拨付金额', '付款金额'] }),
    payee: text('收款单位', { max: 60, also: ['收款人'] }),
    voucher: text('支付凭证号', { max: 40 }),
    note: text('备注', { optional: true }),
  },
})

export const projectNotice = event('project_notice', {
  title: '项目公示公告',
  row: '次',
  purpose: '项目入库、资金安排、完工验收各公示过几次，贴在哪里、有没有意见。',
  of: 'project',
  dated: 'posted_on',
  unique: [['project', 'stage', 'posted_on']],
  fields: {
    project: link(project, '项目'),
    stage: choice('公示内容', ['申报入库', '资金安排', '实施前', '完工验收', '收益分配']),
    posted_on: day('公示日期'),
    ends_on: day('截止日期'),
    place: text('公示地点', { max: 60 }),
    objection: text('收到的意见', { optional: true }),
    answer: text('答复', { optional: true }),
  },
})
