import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { creditAssessment, creditLoan } from './credit.ledger.ts'

const assessed = from(creditAssessment).during()
const kind = creditAssessment.subject_kind
const once = '按评议日期在本期内统计，同一对象评议多次只计一次；只采集信息没有评议的不计入'

export const householdsAssessed = indicator('credit.households.assessed', {
  says: '农户信息采集和乡风评议',
  definition: `本期完成信息采集和乡风评议的农户数，${once}。`,
  of: assessed.where(kind.is('农户')).distinct(creditAssessment.subject, '户'),
})

export const enterprisesAssessed = indicator('credit.entities.assessed', {
  says: '新型农业经营主体信息采集和乡风评议',
  definition: `本期完成信息采集和乡风评议的新型农业经营主体数，${once}。`,
  of: assessed.where(kind.is('新型农业经营主体')).distinct(creditAssessment.subject, '家'),
})

export const collectivesAssessed = indicator('credit.collectives.assessed', {
  says: '村级集体经济组织信息采集和乡风评议',
  definition: `本期完成信息采集和乡风评议的村级集体经济组织数，${once}。`,
  of: assessed.where(kind.is('村集体经济组织')).distinct(creditAssessment.subject, '个'),
})

const lent = '按放款日期在本期内统计，不论是否已经结清；以前年度放款的不计入'

export const borrowers = indicator('credit.loans.borrowers', {
  says: '获信用贷款的信用户、新型农业经营主体、村集体经济组织',
  definition: `本期获得信用贷款的农户、新型农业经营主体和村集体经济组织个数，${lent}，一个借款人贷几笔也只计一个。`,
  of: from(creditLoan).began().distinct(creditLoan.borrower, '个'),
})

export const lentAmount = indicator('credit.loans.amount', {
  says: '发放信用贷款',
  definition: `本期发放的信用贷款金额，${lent}；脱贫人口小额信贷另有台账，不计入。`,
  shown: '万元',
  of: from(creditLoan).began().sum(creditLoan.amount),
})
