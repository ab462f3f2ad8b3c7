import { area, choice, day, link, money, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'

export const tourismSite = state('tourism_site', {
  title: '旅游景点',
  row: '处',
  purpose: '乡里能接待游客的景点：在哪个村、什么类型、哪天开放、谁来管。',
  area: 'area',
  dated: ['opened_on', 'closed_on'],
  unique: [['name']],
  namedBy: ['name'],
  fields: {
    name: text('景点名称', { max: 60 }),
    area: area('所在村'),
    kind: choice('类型', ['自然风光', '红色旧址', '历史人文', '休闲农业', '美丽乡村']),
    opened_on: day('开放日期'),
    closed_on: day('停止开放日期', { optional: true }),
    manager: text('管护单位', { optional: true, max: 60 }),
    grade: choice('等级', ['AAAA级', 'AAA级', 'AA级', '未评级'], { optional: true }),
    note: text('简介', { optional: true }),
  },
})

export const tourismWork = event('tourism_work', {
  title: '旅游设施建设',
  row: '项',
  purpose: '景点修缮、步道、停车场、厕所等建设，完工一项记一行。',
  of: 'site',
  dated: 'finished_on',
  unique: [['name']],
  namedBy: ['name'],
  fields: {
    name: text('工程名称', { max: 60, also: ['项目名称'] }),
    site: link(tourismSite, '景点'),
    kind: choice('建设内容', ['旧居修复', '登山步道', '停车场', '旅游厕所', '标识标牌', '观景平台', '其他']),
    began_on: day('开工日期', { optional: true }),
    finished_on: day('完工日期'),
    invested: money('投资', { also: ['投资金额', '总投资'] }),
    paid_from: text('资金来源', { optional: true, max: 60 }),
    builder: text('施工单位', { optional: true, max: 60, also: ['承建单位'] }),
  },
})

export const tourismVisit = event('tourism_visit', {
  title: '景点接待',
  row: '件',
  purpose: '每个景点每月接待多少游客、带来多少收入，月末记一行。',
  of: 'site',
  dated: 'counted_on',
  unique: [['site', 'counted_on']],
  fields: {
    site: link(tourismSite, '景点'),
    counted_on: day('统计日期', { help: '填当月最后一天', also: ['时间'] }),
    visitors: quantity('接待游客', '人次', { also: ['游客人数', '接待人数', '接待人次'] }),
    income: money('旅游收入', { optional: true }),
    counted_by: choice('统计方法', ['门票', '闸机', '停车数推算', '人工清点']),
    reported_by: text('填报人', { optional: true, max: 40 }),
  },
})

export const tourismHonour = event('tourism_honour', {
  title: '旅游荣誉',
  row: '项',
  purpose: '村和景点得到的称号：谁授的、哪天授的。',
  area: 'area',
  dated: 'granted_on',
  unique: [['name', 'area']],
  namedBy: ['name'],
  fields: {
    name: text('荣誉名称', { max: 60 }),
    area: area('获得的村'),
    site: link(tourismSite, '相关景点', { optional: true }),
    granted_on: day('授予日期'),
    granted_by: text('授予单位', { max: 60 }),
    level: choice('级别', ['国家级', '省级', '市级', '县级']),
  },
})
