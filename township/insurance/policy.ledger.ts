import { choice, day, link, money, quantity, text } from '#define/field.ts'
import { event, state } from '#define/ledger.ts'
import { household } from '../registry/household.ledger.ts'
import { person } from '../registry/person.ledger.ts'

export const insurancePolicy = state('insurance_policy', {
  title: '防贫保保单',
  row: '户',
  purpose: '为脱贫户和监测对象投保的“防贫保”综合保险：哪一户、几个人、保到哪天、保费谁出。',
  of: 'household',
  dated: ['from_day', 'until_day'],
  unique: [['household', 'product', 'from_day']],
  fields: {
    household: link(household, '农户'),
    product: choice('险种', ['防贫保综合保险', '其他防返贫保险']),
    number: text('保单号', { optional: true, max: 40, also: ['保险单号'] }),
    insurer: text('承保公司', { max: 60, also: ['保险公司', '承保机构'] }),
    insured: quantity('被保险人数', '人', { atLeast: 1, atMost: 30, also: ['参保人数', '投保人数'] }),
    premium: money('保费', { sensitive: 'money' }),
    paid_by: choice('保费来源', ['县级财政', '衔接资金', '社会捐助', '农户自付']),
    from_day: day('保险起期'),
    until_day: day('保险止期', { optional: true }),
  },
})

export const insuranceClaim = event('insurance_claim', {
  title: '防贫保理赔',
  row: '笔',
  purpose: '一次理赔一行：谁、因什么、何时报案、赔多少、何时到账。',
  sensitive: 'health',
  of: 'person',
  dated: 'claimed_on',
  pays: ['amount', 'paid_on'],
  unique: [['person', 'item', 'claimed_on']],
  fields: {
    person: link(person, '受益人'),
    policy: link(insurancePolicy, '保单'),
    item: choice(
      '理赔项目',
      ['教育升学补助', '住院医疗补偿', '意外伤害补偿', '自然灾害补偿', '家庭财产损失补偿', '其他'],
      { also: ['理赔类型', '理赔类别', '险种'] },
    ),
    cause: text('事由', {
      optional: true,
      max: 200,
      sensitive: 'health',
      help: '教育升学补助写考取的学校',
      also: ['出险原因', '理赔原因'],
    }),
    claimed_on: day('申报日期', { also: ['报案时间', '申请时间'] }),
    amount: money('理赔金额', { sensitive: 'money', also: ['赔付金额', '赔款金额', '赔款'] }),
    paid_on: day('到账日期', { optional: true, also: ['赔付时间', '赔款时间', '到账时间'] }),
    handled_by: text('经办人', { optional: true, max: 40 }),
  },
})
