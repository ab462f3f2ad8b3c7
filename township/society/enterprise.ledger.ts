import { area, choice, day, link, money, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'

/** 万企兴万村: which enterprise stands by which village. */
export const enterprisePairing = state('enterprise_pairing', {
  title: '万企兴万村结对',
  row: '个',
  purpose: '哪家企业或商会与哪个村结对、做什么项目、从哪天到哪天。',
  area: 'area',
  dated: ['signed_on', 'ended_on'],
  unique: [['enterprise', 'area', 'signed_on']],
  namedBy: ['enterprise'],
  fields: {
    enterprise: text('企业或商会', { max: 60, also: ['企业名称', '结对企业', '帮扶企业'] }),
    area: area('结对村'),
    signed_on: day('签约日期', { also: ['结对时间'] }),
    ended_on: day('结束日期', { optional: true }),
    kind: choice('帮扶方式', ['产业带动', '就业吸纳', '消费帮扶', '公益捐助', '技术服务']),
    project: text('合作项目', { optional: true, max: 60 }),
    promised: money('协议投入', { optional: true, also: ['协议金额', '投资金额'] }),
    contact: text('企业联系人', { optional: true, max: 40, sensitive: 'contact' }),
  },
})

export const enterpriseAction = event('enterprise_action', {
  title: '商会助力行动',
  row: '个',
  purpose: '乡商会和企业开展的一项助力行动记一行：叫什么、哪天启动、多少企业参加、做成了什么。',
  area: 'area',
  dated: 'launched_on',
  unique: [['name', 'launched_on']],
  namedBy: ['name'],
  fields: {
    name: text('行动名称', { max: 40, also: ['活动名称'] }),
    area: area('开展地', { help: '全乡的填乡镇代码' }),
    organiser: text('组织单位', { max: 60 }),
    kind: choice('类别', ['产业', '就业', '消费', '助学', '助医', '环境', '敬老', '招商']),
    launched_on: day('启动日期', { also: ['活动时间', '开展时间'] }),
    finished_on: day('结束日期', { optional: true }),
    enterprises: quantity('参加企业', '家', { optional: true }),
    benefited: quantity('受益户数', '户', { optional: true, also: ['带动户数'] }),
    pairing: link(enterprisePairing, '所属结对', { optional: true }),
    result: text('成效', { optional: true }),
  },
})
