import { all, asked, not, onlyIf, twelveMonths } from '#define/expression.ts'
import { ask, fact, from, its } from '#define/measure.ts'
import { riskRule, tell } from '#define/rule.ts'
import { watched } from '../monitoring/indicators.ts'
import { medicalLine } from '../parameters/risk.ts'
import { alleviated } from '../registry/facts.ts'
import { household } from '../registry/household.ledger.ts'
import { membership, person } from '../registry/person.ledger.ts'
import { medicalCover } from './medical-cover.ledger.ts'
import { medicalExpense } from './medical-expense.ledger.ts'

/** Nobody looked is not “not insured”. */
export const uninsured = fact(
  person,
  'uninsured',
  '没有参加基本医保',
  onlyIf(from(medicalCover).ever().any(), not(from(medicalCover).at(asked.day).any())),
)

const open = all(household.closed_on.missing, not(watched))

export const uninsuredMember = riskRule('risk.uninsured', {
  about: household,
  risk: '因病',
  level: 2,
  says: '脱贫户有人没有参加基本医保',
  basis: '经验值：中农组发〔2021〕7号（条款没有核对原文），持续跟踪基本医疗有保障',
  among: all(open, alleviated),
  when: from(membership).at(asked.day).some(its(membership.person, uninsured)),
  notice: tell`户里有人现在没有参保`,
})

const selfPaid = ask(from(medicalExpense).during(twelveMonths).sum(medicalExpense.own_paid))

export const selfPay = riskRule('risk.self_pay', {
  about: household,
  risk: '因病',
  level: 2,
  says: '医疗自付过高',
  basis: '经验值：中农组发〔2021〕7号（条款没有核对原文），监测合规自付支出；多高算高由本县按文件定',
  among: open,
  when: selfPaid.above(medicalLine.value),
  weight: selfPaid,
  notice: tell`近12个月自付${selfPaid}，超过${medicalLine.value}`,
})
