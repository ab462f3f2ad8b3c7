import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { donation } from './donation.ledger.ts'
import { enterpriseAction, enterprisePairing } from './enterprise.ledger.ts'

export const donationAmount = indicator('donation.amount', {
  says: '捐款捐物',
  definition: '本期收到的捐款和捐物折价合计，按接收日期统计；捐物按票据或市价折算，认捐未到的不计。',
  of: from(donation).during().sum(donation.amount),
  shown: '万元',
})

export const enterpriseActions = indicator('enterprise.actions', {
  says: '乡商会助力行动',
  definition: '本期内启动的商会助力行动个数，按启动日期统计，一项行动分几次做只计一个。',
  of: from(enterpriseAction).during().count(),
  shown: '大行动',
})

export const pairedVillages = indicator('enterprise.paired_villages', {
  says: '万企兴万村结对村',
  definition: '期末有企业或商会结对的村数，一个村有几家结对只计一次。',
  of: from(enterprisePairing).at(asked.day).distinct(enterprisePairing.area, '村'),
  shown: '个',
})
