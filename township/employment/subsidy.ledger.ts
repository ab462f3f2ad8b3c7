import { choice, day, link, money, quantity, text } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const employmentSubsidy = event('employment_subsidy', {
  title: '就业奖补',
  row: '人次',
  purpose: '脱贫户、监测户的务工人员申报一次记一行：在哪里就业、干满几个月、核定多少、哪天打卡；一人一年一次。',
  of: 'person',
  dated: 'applied_on',
  pays: ['amount', 'paid_on'],
  unique: [['person', 'year']],
  fields: {
    person: link(person, '申报人'),
    year: quantity('奖补年度', '年', { atLeast: 2016, atMost: 2100, help: '填四位年份', also: ['年度'] }),
    place: choice('就业区域', ['县内', '县外', '帮扶车间'], {
      optional: true,
      help: '在帮扶车间稳定就业的选“帮扶车间”，不再算县内',
      also: ['务工区域', '务工地区'],
    }),
    county: text('务工所在县', { optional: true, max: 40, also: ['务工县'] }),
    months: quantity('务工月数', '月', { optional: true, atMost: 12 }),
    evidence: choice('证明材料', ['劳动合同', '工资流水', '务工证明', '车票', '村级核实'], { optional: true }),
    applied_on: day('申报日期'),
    approved_on: day('审核通过日期', { optional: true }),
    amount: money('奖补金额', { sensitive: 'money', also: ['补助金额', '发放金额', '奖补资金'] }),
    paid_on: day('打卡发放日期', { optional: true, also: ['发放时间', '打卡时间'] }),
    bank_card: text('一卡通账号', {
      optional: true,
      max: 30,
      sensitive: 'account',
      also: ['一卡通', '银行卡号', '卡号', '银行账号'],
    }),
  },
})
