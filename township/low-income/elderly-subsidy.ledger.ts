import { choice, day, link, money, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const elderlySubsidy = state('elderly_subsidy', {
  title: '低收入养老服务补贴',
  row: '人',
  purpose: '低保家庭里 70 周岁以上老人的养老服务补贴：谁、从哪个月起、每月多少、何时停发。',
  of: 'person',
  dated: ['since', 'until'],
  oneAtATime: 'person',
  unique: [['person', 'since']],
  fields: {
    person: link(person, '老人'),
    since: day('享受起始日期', { also: ['享受时间', '开始享受时间'] }),
    until: day('停发日期', { optional: true, help: '享受补贴的最后一天' }),
    monthly: money('每月补贴金额', { sensitive: 'money', also: ['补贴标准', '月补贴标准', '补贴金额', '月补贴'] }),
    paid_as: choice('发放方式', ['一卡通打卡', '购买服务', '代金券']),
    self_care: choice('自理能力', ['能自理', '部分失能', '完全失能'], { optional: true, sensitive: 'health' }),
    stopped_because: choice('停发原因', ['死亡', '退出低保', '转为特困供养', '户籍迁出', '其他'], { optional: true }),
    note: text('备注', { optional: true }),
  },
})
