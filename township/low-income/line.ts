import type { Line } from '#define/catalog.ts'
import { dibao, dibaoMember } from './dibao.ledger.ts'
import { elderlySubsidy } from './elderly-subsidy.ledger.ts'
import { extremePoverty } from './extreme-poverty.ledger.ts'
import * as figure from './indicators.ts'
import * as examples from './low-income.examples.ts'
import * as rule from './low-income.rule.ts'

export const lowIncomeLine: Line = {
  id: 'low_income',
  title: '低收入人口帮扶',
  ledgers: [dibao, dibaoMember, elderlySubsidy, extremePoverty],
  indicators: [
    figure.urbanHouseholds,
    figure.urbanPeople,
    figure.ruralHouseholds,
    figure.ruralPeople,
    figure.elderlyPeople,
    figure.extremePeople,
    figure.extremeInInstitution,
  ],
  examples,
  rules: [rule.elderlyNotCovered, rule.coveredTwice],
}
