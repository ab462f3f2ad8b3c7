import type { Line } from '#define/catalog.ts'
import { shortestWatch } from '../parameters/risk.ts'
import { clue, grid, gridCheck, gridHousehold, gridTraining, gridWorker } from './grid.ledger.ts'
import * as figure from './indicators.ts'
import * as examples from './monitoring.examples.ts'
import { monitoring } from './monitoring.ledger.ts'
import * as rule from './monitoring.rule.ts'

export const monitoringLine: Line = {
  id: 'monitoring',
  title: '监测帮扶',
  ledgers: [monitoring, grid, gridHousehold, gridWorker, gridTraining, gridCheck, clue],
  facts: [figure.watched, figure.newlyMonitored, figure.newlyUnstable, figure.newlyMarginal, figure.newlySudden],
  indicators: [
    figure.monitoredHouseholds,
    figure.monitoredPeople,
    figure.unstableHouseholds,
    figure.unstablePeople,
    figure.marginalHouseholds,
    figure.marginalPeople,
    figure.suddenHouseholds,
    figure.suddenPeople,
    figure.gridWorkers,
    figure.gridTrainings,
    figure.gridChecks,
    figure.clues,
    figure.openClues,
  ],
  examples,
  parameters: [shortestWatch],
  rules: [rule.clearedUnhelped, rule.clearedTooSoon, rule.illWithoutPatient, rule.disabledWithoutPerson, rule.unhelped],
}
