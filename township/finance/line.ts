import type { Line } from '#define/catalog.ts'
import { interestSubsidy, loanLimit, longestTerm } from '../parameters/microloan.ts'
import { loanReminder } from '../parameters/risk.ts'
import * as examples from './finance.examples.ts'
import * as rule from './finance.rule.ts'
import * as figure from './indicators.ts'
import { microloan, microloanRepayment } from './microloan.ledger.ts'

export const financeLine: Line = {
  id: 'finance',
  title: '金融帮扶',
  ledgers: [microloan, microloanRepayment],
  facts: [figure.repaid, figure.balance],
  indicators: [figure.loanHouseholds, figure.loanAmount, figure.loansOverdue, figure.loansOverLimit],
  parameters: [loanLimit, longestTerm, interestSubsidy, loanReminder],
  examples,
  rules: [rule.loanStranger, rule.loanTooLong, rule.loanOverLimit, rule.loanOverdue, rule.loanDueSoon],
}
