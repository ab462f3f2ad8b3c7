import { area, choice, day, link, money, quantity, text, yesNo } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const relocationSite = state('relocation_site', {
  title: '易地搬迁安置点',
  row: '个',
  purpose: '易地扶贫搬迁集中安置点：在哪个村、哪天建成、有多少套房、配套了什么。',
  area: 'area',
  dated: ['opened_on', 'closed_on'],
  unique: [['name']],
  namedBy: ['name'],
  fields: {
    name: text('安置点名称', { max: 60 }),
    area: area('所在村'),
    opened_on: day('入住日期', { help: '第一批群众入住的日期' }),
    closed_on: day('撤销日期', { optional: true }),
    homes: quantity('安置房套数', '个'),
    kind: choice('安置方式', ['集镇安置', '中心村安置', '产业园区安置']),
    manager: text('管理责任人', { max: 40 }),
    checked_on: day('最近安全排查日期', { optional: true }),
    danger: text('排查发现的隐患', { optional: true, help: '没有就留空' }),
  },
})

export const relocationHousehold = state('relocation_household', {
  title: '易地搬迁户',
  row: '户',
  purpose: '哪户搬进了哪个安置点、住多大的房、哪天搬来、房产证办没办。',
  of: 'household',
  dated: ['moved_in_on', 'moved_out_on'],
  oneAtATime: 'household',
  unique: [['household', 'moved_in_on']],
  fields: {
    household: link(household, '搬迁户'),
    site: link(relocationSite, '安置点', { optional: true, help: '分散安置的留空' }),
    moved_in_on: day('搬入日期', { also: ['入住时间', '搬迁入住时间', '搬迁时间'] }),
    moved_out_on: day('迁出日期', { optional: true, help: '住在安置房的最后一天' }),
    house_no: text('房号', { optional: true, max: 20, also: ['门牌号', '房屋编号'] }),
    house_area: quantity('安置房面积', '平方米', {
      help: '人均不超过 25 平方米',
      also: ['住房面积', '安置住房面积', '房屋面积'],
    }),
    deed: yesNo('已办不动产证', { optional: true, also: ['是否办理不动产证', '不动产权证'] }),
    old_house_removed: yesNo('旧房已拆除复垦', { optional: true, also: ['旧房是否拆除', '是否拆旧复垦'] }),
  },
})

export const relocationWork = event('relocation_work', {
  title: '安置点基础设施建设',
  row: '笔',
  purpose: '安置点建设每付一笔钱记一行：修什么、付给谁、多少钱、哪笔资金。',
  of: 'site',
  dated: 'paid_on',
  unique: [['voucher']],
  namedBy: ['voucher'],
  fields: {
    voucher: text('付款凭证号', { max: 30 }),
    site: link(relocationSite, '安置点'),
    work: text('工程名称', { max: 60, also: ['项目名称'] }),
    kind: choice('建设内容', ['道路', '排水管网', '污水处理', '电力照明', '挡墙护坡', '活动场所', '房屋维修', '其他']),
    amount: money('付款金额', { also: ['投资金额', '支付金额'] }),
    paid_on: day('付款日期'),
    paid_from: choice('资金来源', ['衔接资金', '以工代赈资金', '县级财政', '社会捐赠', '其他']),
    payee: text('收款单位', { max: 60 }),
    accepted_on: day('验收日期', { optional: true }),
  },
})

/** The later-support ledger of relocated people: a trade or a job for each household that wants one. */
export const relocationSupport = event('relocation_support', {
  title: '搬迁后续扶持',
  row: '件',
  purpose: '给搬迁户落实一项产业或就业扶持记一行：做什么、帮了谁、见没见效。',
  of: 'household',
  dated: 'done_on',
  pays: ['amount', 'done_on'],
  unique: [['household', 'kind', 'done_on']],
  fields: {
    household: link(household, '搬迁户'),
    kind: choice('扶持类别', ['蚕桑', '茶叶', '大棚蔬菜', '养殖', '务工就业', '公益性岗位', '帮扶车间', '其他']),
    person: link(person, '受扶持人', { optional: true }),
    done_on: day('落实日期'),
    content: text('扶持内容', { also: ['扶持措施', '帮扶内容'] }),
    amount: money('投入金额', { optional: true, sensitive: 'money', also: ['扶持资金', '资金'] }),
    effective: yesNo('已见效', { optional: true }),
  },
})
