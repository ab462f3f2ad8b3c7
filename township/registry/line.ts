import type { Line } from '#define/catalog.ts'
import { area } from './area.ledger.ts'
import { alleviated, heads } from './facts.ts'
import { household, householdLabel } from './household.ledger.ts'
import { householdMove } from './move.ledger.ts'
import { membership, person } from './person.ledger.ts'
import * as rule from './registry.rule.ts'
import { siteMove } from './site-move.ledger.ts'

export const registry: Line = {
  id: 'registry',
  title: '户籍底册',
  ledgers: [area, household, householdLabel, person, membership, householdMove, siteMove],
  facts: [heads, alleviated],
  rules: [
    rule.noHead,
    rule.twoSpouses,
    rule.emptyHousehold,
    rule.samePerson,
    rule.samePhone,
    rule.deadMember,
    rule.closedHousehold,
  ],
}
