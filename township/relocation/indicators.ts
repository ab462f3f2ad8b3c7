import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { relocationHousehold, relocationSupport, relocationWork } from './relocation.ledger.ts'

export const infrastructureAmount = indicator('relocation.infrastructure.amount', {
  says: '安置点基础设施建设投入',
  definition: '本期付出的安置点基础设施建设款合计，按付款日期统计，各种资金都算；已签合同、还没有付的不计。',
  of: from(relocationWork).during().sum(relocationWork.amount),
  shown: '万元',
})

export const relocatedHouseholds = indicator('relocation.households', {
  says: '易地搬迁户',
  definition: '期末住在安置房里的易地搬迁户数，集中与分散安置都算，已迁出的不计。',
  of: from(relocationHousehold).at(asked.day).distinct(relocationHousehold.household),
})

export const supportedHouseholds = indicator('relocation.supported.households', {
  says: '落实后续扶持的搬迁户',
  definition: '本期内至少落实一项产业或就业扶持的搬迁户数，一户几项只计一次。',
  of: from(relocationSupport).during().distinct(relocationSupport.household),
})
