import type { Line } from '#define/catalog.ts'
import { medicalLine } from '../parameters/risk.ts'
import { familyDoctor } from './family-doctor.ledger.ts'
import * as examples from './health.examples.ts'
import * as rule from './health.rule.ts'
import * as figure from './indicators.ts'
import { medicalCover } from './medical-cover.ledger.ts'
import { medicalExpense } from './medical-expense.ledger.ts'
import { seriousIllness } from './serious-illness.ledger.ts'

export const health: Line = {
  id: 'health',
  title: '医疗保障',
  ledgers: [medicalCover, medicalExpense, familyDoctor, seriousIllness],
  indicators: [figure.coveredPeople, figure.signedPeople, figure.newlyIll, figure.oneStopCases],
  examples,
  facts: [rule.uninsured],
  parameters: [medicalLine],
  rules: [rule.uninsuredMember, rule.selfPay],
}
