import type { Line } from '#define/catalog.ts'
import * as figure from './indicators.ts'
import * as examples from './relocation.examples.ts'
import { relocationHousehold, relocationSite, relocationSupport, relocationWork } from './relocation.ledger.ts'

export const relocationLine: Line = {
  id: 'relocation',
  title: '易地搬迁后续扶持',
  ledgers: [relocationSite, relocationHousehold, relocationWork, relocationSupport],
  indicators: [figure.infrastructureAmount, figure.relocatedHouseholds, figure.supportedHouseholds],
  examples,
}
