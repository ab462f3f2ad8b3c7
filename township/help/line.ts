import type { Line } from '#define/catalog.ts'
import { visitsPerMonth, visitsPerQuarter } from '../parameters/visits.ts'
import * as examples from './help.examples.ts'
import * as rule from './help.rule.ts'
import { helpMeasure, helpPlan } from './help-plan.ledger.ts'
import * as figure from './indicators.ts'
import { cadre, pairing, responsibility } from './responsibility.ledger.ts'
import { handover, team, teamMember, teamTask } from './team.ledger.ts'
import { visit } from './visit.ledger.ts'

export const help: Line = {
  id: 'help',
  title: '包保帮扶',
  ledgers: [cadre, responsibility, pairing, helpPlan, helpMeasure, visit, team, teamMember, teamTask, handover],
  facts: [figure.paired],
  parameters: [visitsPerQuarter, visitsPerMonth],
  indicators: [
    figure.alleviatedFrequency,
    figure.monitoredFrequency,
    figure.responsibilityLevels,
    figure.pairedHouseholds,
    figure.unpairedHouseholds,
    figure.helpMeasures,
    figure.alleviatedVisits,
    figure.monitoredVisits,
    figure.outgoingBatch,
    figure.incomingBatch,
    figure.newTeams,
  ],
  examples,
  rules: [rule.noHelper, rule.visitedAs, rule.unfollowedVisit],
}
