import type { Line } from '#define/catalog.ts'
import * as figure from './indicators.ts'
import * as examples from './insurance.examples.ts'
import { insuranceClaim, insurancePolicy } from './policy.ledger.ts'

export const insurance: Line = {
  id: 'insurance',
  title: '防贫保险',
  ledgers: [insurancePolicy, insuranceClaim],
  indicators: [figure.schoolClaimPeople, figure.schoolClaimAmount, figure.insuredHouseholds],
  examples,
}
