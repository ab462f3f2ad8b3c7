import type { Line } from '#define/catalog.ts'
import * as figure from './indicators.ts'
import { monitoring } from './monitoring.ledger.ts'

export const monitoringLine: Line = {
  id: 'monitoring',
  title: '监测帮扶',
  ledgers: [monitoring],
  facts: [figure.newlyMonitored, figure.newlyUnstable, figure.newlySudden],
  indicators: [
    figure.monitoredHouseholds,
    figure.monitoredPeople,
    figure.unstableHouseholds,
    figure.unstablePeople,
    figure.suddenHouseholds,
    figure.suddenPeople,
  ],
}
