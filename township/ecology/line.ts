import type { Line } from '#define/catalog.ts'
import * as examples from './ecology.examples.ts'
import { forestWork } from './forest.ledger.ts'
import * as figure from './indicators.ts'
import { patrol, warden, wasteReuse } from './warden.ledger.ts'

export const ecology: Line = {
  id: 'ecology',
  title: '生态保护',
  ledgers: [forestWork, warden, patrol, wasteReuse],
  indicators: [
    figure.closedForest,
    figure.degradedForest,
    figure.forestTending,
    figure.treesPlanted,
    figure.bamboo,
    figure.camellia,
    figure.wardens,
    figure.patrolFindings,
    figure.openFindings,
  ],
  examples,
}
