import { area, choice, day, link, money, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'

export const donation = event('donation', {
  title: '捐赠',
  row: '笔',
  purpose: '收到一笔捐款或一批捐物记一行：谁捐的、值多少、用在哪里；捐物按票据或市价折算。',
  area: ['household', 'area'],
  dated: 'received_on',
  unique: [['receipt']],
  namedBy: ['receipt'],
  fields: {
    receipt: text('捐赠票据号', { max: 30 }),
    donor: text('捐赠方', { max: 60, also: ['捐赠单位', '捐赠人', '捐赠单位或个人', '捐赠者'] }),
    donor_kind: choice('捐赠方类型', ['定点帮扶单位', '企业', '商会', '社会组织', '个人']),
    received_on: day('接收日期', { also: ['捐赠时间'] }),
    form: choice('捐赠形式', ['捐款', '捐物']),
    amount: money('金额或折价', { also: ['捐赠金额', '折款金额', '价值', '折价金额'] }),
    goods: text('物品名称和数量', {
      optional: true,
      help: '捐物的填，例如：棉被 40 床',
      also: ['物资名称', '物品名称', '捐赠物资', '物资名称及数量'],
    }),
    area: area('受赠地', { help: '全乡的填乡镇代码', also: ['受益村', '受赠村', '受捐村'] }),
    household: link(household, '受赠户', { optional: true, help: '指定给某一户的填' }),
    purpose: choice('用途', ['慰问困难群众', '助学', '基础设施', '产业发展', '防疫救灾', '其他'], {
      also: ['捐赠用途', '资金用途'],
    }),
    used_on: day('使用或发放日期', { optional: true }),
  },
})
