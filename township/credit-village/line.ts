import type { Line } from '#define/catalog.ts'
import { creditAssessment, creditLoan } from './credit.ledger.ts'
import * as examples from './credit-village.examples.ts'
import * as figure from './indicators.ts'
import { collective, collectiveContract, collectiveIncome, enterprise } from './subject.ledger.ts'

export const creditVillage: Line = {
  id: 'credit-village',
  title: '信用村和村集体经济',
  ledgers: [enterprise, collective, collectiveContract, collectiveIncome, creditAssessment, creditLoan],
  indicators: [
    figure.householdsAssessed,
    figure.enterprisesAssessed,
    figure.collectivesAssessed,
    figure.borrowers,
    figure.lentAmount,
  ],
  examples,
}
