import { choice, day, link, money, text, yesNo } from '#define/field.ts'
import { event } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const medicalExpense = event('medical_expense', {
  title: '医疗费用报销',
  row: '人次',
  purpose:
    '一次住院或一期门诊慢特病的费用：总额、三重制度和惠民保各报多少、自己付多少，是不是先诊疗后付费、一站式结算。',
  sensitive: 'health',
  of: 'person',
  dated: 'settled_on',
  unique: [['person', 'kind', 'hospital', 'settled_on']],
  fields: {
    person: link(person, '患者'),
    kind: choice('类别', ['住院', '门诊慢特病', '大病专项救治'], { sensitive: 'health' }),
    hospital: text('就诊医院', { max: 60, sensitive: 'health', also: ['医院', '医院名称', '就医机构'] }),
    level: choice('医院级别', ['乡镇卫生院', '县内医院', '市级医院', '省级医院', '省外医院']),
    admitted_on: day('入院或就诊日期', { optional: true, also: ['入院时间', '就诊时间', '住院时间'] }),
    settled_on: day('结算日期'),
    total: money('医疗总费用', { sensitive: 'money', also: ['总费用', '住院总费用', '费用总额'] }),
    basic_paid: money('基本医保报销', {
      sensitive: 'money',
      also: ['基本医保报销金额', '基本医疗保险报销', '统筹支付'],
    }),
    serious_paid: money('大病保险报销', { optional: true, sensitive: 'money', also: ['大病报销', '大病保险支付'] }),
    aid_paid: money('医疗救助', { optional: true, sensitive: 'money', also: ['医疗救助金额', '民政救助'] }),
    supplementary_paid: money('惠民保赔付', { optional: true, sensitive: 'money' }),
    own_paid: money('个人自付', {
      sensitive: 'money',
      help: '总费用减去各项报销后本人负担的部分',
      also: ['自付金额', '自费金额', '个人负担'],
    }),
    pay_later: yesNo('是否先诊疗后付费', { optional: true }),
    one_stop: yesNo('是否一站式结算', { optional: true }),
  },
})
