import type { Line } from '#define/catalog.ts'
import * as figure from './indicators.ts'
import * as examples from './water.examples.ts'
import * as rule from './water.rule.ts'
import { waterProject, waterWork } from './water-project.ledger.ts'
import { householdWater, waterSupply } from './water-supply.ledger.ts'

export const water: Line = {
  id: 'water',
  title: '饮水安全',
  ledgers: [waterProject, waterWork, waterSupply, householdWater],
  facts: [figure.newlySupplied, figure.evaluated],
  indicators: [
    figure.pipeline,
    figure.investment,
    figure.villages,
    figure.groups,
    figure.households,
    figure.people,
    figure.evaluatedHouseholds,
    figure.unevaluatedHouseholds,
    figure.unsafeHouseholds,
  ],
  examples,
  rules: [rule.unsafeWater],
}
