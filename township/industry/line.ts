import type { Line } from '#define/catalog.ts'
import * as figure from './indicators.ts'
import * as examples from './industry.examples.ts'
import { mulberryPlanting } from './mulberry.ledger.ts'
import { silkwormBatch } from './silkworm.ledger.ts'

export const industryLine: Line = {
  id: 'industry',
  title: '特色产业',
  ledgers: [mulberryPlanting, silkwormBatch],
  facts: [figure.hasGarden],
  indicators: [
    figure.mulberrySeedlings,
    figure.mulberryArea,
    figure.gardenHouseholds,
    figure.withoutGarden,
    figure.areaPerHousehold,
    figure.silkwormBoxes,
    figure.cocoonOutput,
    figure.cocoonIncome,
  ],
  examples,
}
