import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { fact, from } from '#define/measure.ts'
import { asset } from './asset.ledger.ts'
import { fundAllocation, fundPayment, project } from './project.ledger.ts'

const bridging = fundPayment.source.isIn('中央衔接资金', '省级衔接资金', '市级衔接资金', '县级衔接资金')

export const bridgingFunds = indicator('project.bridging_funds', {
  says: '全年投入专项资金（衔接资金）',
  definition:
    '本期按支付日期统计的中央、省、市、县四级衔接资金实际支付金额；已下达未支付的，以及其他财政资金、社会帮扶资金和自筹资金不计入。',
  shown: '万元',
  of: from(fundPayment).where(bridging).during().sum(fundPayment.amount),
})

/** What a project has received up to the asked day, of every source. */
export const allocated = fact(
  project,
  'allocated',
  '累计下达资金',
  from(fundAllocation).where(fundAllocation.allocated_on.onOrBefore(asked.day)).ever().sum(fundAllocation.amount),
)

/** What has been paid out for a project up to the asked day, of every source. */
export const paid = fact(
  project,
  'paid',
  '累计支付资金',
  from(fundPayment).where(fundPayment.paid_on.onOrBefore(asked.day)).ever().sum(fundPayment.amount),
)

export const registeredAssets = indicator('projects.assets', {
  says: '在册的帮扶资产',
  definition: '登记日期不晚于期末、期末前没有处置的帮扶项目资产项数。',
  of: from(asset).where(asset.registered_on.onOrBefore(asked.day)).at(asked.day).count(),
})
