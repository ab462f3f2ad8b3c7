import { choice, day, link, money, yesNo } from '#define/field.ts'
import { state } from '#define/ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const medicalCover = state('medical_cover', {
  title: '医疗保险参保',
  row: '人',
  purpose: '谁在哪段时间参加了哪种基本医疗保险，大病保险、医疗救助资助和惠民保有没有，用来找出未参保和断保的人。',
  of: 'person',
  dated: ['from_day', 'until_day'],
  oneAtATime: 'person',
  unique: [['person', 'from_day']],
  fields: {
    person: link(person, '参保人'),
    kind: choice('参保种类', ['城乡居民基本医疗保险', '城镇职工基本医疗保险'], { also: ['参保类型', '险种'] }),
    serious_illness: yesNo('是否参加大病保险'),
    supplementary: yesNo('是否参加惠民保', { optional: true }),
    contribution: money('个人缴费', {
      optional: true,
      sensitive: 'money',
      also: ['个人缴费金额', '缴费金额', '缴费标准', '个人缴费标准'],
    }),
    subsidy: money('资助参保金额', {
      optional: true,
      sensitive: 'money',
      help: '由医疗救助资金资助的部分',
      also: ['资助金额', '财政资助金额', '代缴金额'],
    }),
    enrolled_on: day('缴费日期', { optional: true }),
    from_day: day('待遇起'),
    until_day: day('待遇止', { optional: true }),
  },
})
