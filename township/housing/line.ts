import type { Line } from '#define/catalog.ts'
import * as examples from './housing.examples.ts'
import * as rule from './housing.rule.ts'
import { housingSafety } from './housing-safety.ledger.ts'
import * as figure from './indicators.ts'

export const housing: Line = {
  id: 'housing',
  title: '住房安全',
  ledgers: [housingSafety],
  indicators: [figure.appraisedHouseholds, figure.unsafeHouseholds, figure.madeSafe, figure.stillUnsafe],
  examples,
  rules: [rule.unsafeHouse, rule.dangerUntreated],
}
