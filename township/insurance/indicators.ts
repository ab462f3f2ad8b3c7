import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { insuranceClaim, insurancePolicy } from './policy.ledger.ts'

const forSchool = from(insuranceClaim).where(insuranceClaim.item.is('教育升学补助')).during()

export const schoolClaimPeople = indicator('insurance.education.people', {
  says: '防贫保教育升学补助',
  definition: '申报日期在本期内的“防贫保”教育升学补助人数，同一人只计一次；其他理赔项目不计。',
  of: forSchool.distinct(insuranceClaim.person),
})

export const schoolClaimAmount = indicator('insurance.education.amount', {
  says: '防贫保教育升学补助金额',
  definition: '申报日期在本期内的“防贫保”教育升学补助理赔金额合计；其他理赔项目不计。',
  of: forSchool.sum(insuranceClaim.amount),
  shown: '万元',
})

export const insuredHouseholds = indicator('insurance.households', {
  says: '防贫保投保户',
  definition: '期末“防贫保”保单仍在保险期内的户数，同一户有几张保单只计一次。',
  of: from(insurancePolicy).at(asked.day).distinct(insurancePolicy.household),
})
