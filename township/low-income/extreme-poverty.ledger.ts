import { choice, day, link, money, text } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const extremePoverty = state('extreme_poverty', {
  title: '特困供养人员',
  row: '人',
  purpose: '一人一段：集中还是分散供养、住哪个机构或由谁照料、每月供养金多少；供养方式变了就结束旧的一段、另起一段。',
  of: 'person',
  dated: ['since', 'until'],
  oneAtATime: 'person',
  unique: [['person', 'since']],
  when: [
    { field: 'care', says: ['集中供养'], shown: ['institution'] },
    { field: 'care', says: ['分散供养'], shown: ['carer'] },
  ],
  fields: {
    person: link(person, '供养人员'),
    care: choice('供养方式', ['集中供养', '分散供养']),
    institution: text('供养机构', { optional: true, max: 60 }),
    carer: text('照料护理人', {
      optional: true,
      max: 40,
      sensitive: 'contact',
      help: '须签照料协议',
      also: ['监护人', '照料人', '护理人'],
    }),
    self_care: choice('自理能力', ['能自理', '半失能', '全失能'], { sensitive: 'health' }),
    monthly: money('每月供养金', {
      sensitive: 'money',
      help: '基本生活与照料护理合计',
      also: ['供养标准', '基本生活标准', '月供养标准'],
    }),
    since: day('供养起始日期', { also: ['纳入时间', '享受时间', '批准时间'] }),
    until: day('供养终止日期', { optional: true, help: '享受的最后一天' }),
    ended_because: choice(
      '终止原因',
      ['死亡', '供养方式变更', '有法定赡养人', '收入财产超过标准', '户籍迁出', '自愿退出', '其他'],
      {
        optional: true,
      },
    ),
  },
})
