import { area, choice, day, link, money, quantity, text, yesNo } from '#define/field.ts'
import { entity, event } from '#define/ledger.ts'

export const facility = entity('facility', {
  title: '公共服务设施',
  row: '处',
  purpose: '学校、文化服务中心、农家书屋、健身场所、卫生室等，一处一行：在哪里、归谁管、还用不用。',
  area: 'area',
  unique: [['area', 'kind', 'name']],
  namedBy: ['name'],
  shownAs: 'name',
  fields: {
    name: text('设施名称', { max: 60 }),
    kind: choice('设施类型', [
      '校园校舍',
      '学校运动场所',
      '村级综合文化服务中心',
      '农家书屋',
      '文体健身场所',
      '村卫生室',
      '养老服务站',
      '便民服务中心',
      '其他',
    ]),
    area: area('所在地', { also: ['所在村'] }),
    opened_on: day('启用日期', { optional: true, also: ['建成时间', '投入使用时间'] }),
    keeper: text('管理单位或管理人', { max: 60, also: ['管护人', '管护责任人', '管理人'] }),
    open_free: yesNo('是否免费开放', { optional: true }),
    closed_on: day('停用日期', { optional: true }),
    note: text('备注', { optional: true }),
  },
})

export const facilityWork = event('facility_work', {
  title: '公共服务设施建设',
  row: '项',
  purpose: '设施新建、改建、扩建、维修的工程，按完工日期记账：做了多大面积、花了多少钱。',
  of: 'facility',
  dated: 'completed_on',
  unique: [['facility', 'completed_on', 'kind']],
  fields: {
    facility: link(facility, '设施'),
    kind: choice('建设方式', ['新建', '改建', '扩建', '维修']),
    completed_on: day('完工日期'),
    floor: quantity('建设面积', '平方米', { optional: true, help: '校园校舍和运动场所必填', also: ['建筑面积'] }),
    investment: money('投资金额', { also: ['总投资', '投资额'] }),
    builder: text('施工单位', { optional: true, max: 60, also: ['承建单位'] }),
    accepted_on: day('验收日期', { optional: true }),
    note: text('备注', { optional: true }),
  },
})
