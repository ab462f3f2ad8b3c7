import type { Line } from '#define/catalog.ts'
import { cleanup } from './cleanup.ledger.ts'
import * as figure from './indicators.ts'
import * as examples from './sanitation.examples.ts'
import { toiletInspection, toiletRenovation } from './toilet.ledger.ts'

export const sanitation: Line = {
  id: 'sanitation',
  title: '人居环境',
  ledgers: [toiletRenovation, toiletInspection, cleanup],
  facts: [figure.toiletFaultLeft],
  indicators: [
    figure.toiletsRenovated,
    figure.toiletsInspected,
    figure.toiletsRectified,
    figure.toiletsOutstanding,
    figure.advertsRemoved,
    figure.clutterCleared,
    figure.vehiclesSent,
    figure.participants,
    figure.wasteCleared,
  ],
  examples,
}
