import { examples } from '#define/examples.ts'
import { forestWork } from './forest.ledger.ts'
import { bamboo, closedForest } from './indicators.ts'

export const closed = examples(
  closedForest,
  [forestWork],
  `
  工程类别 | 开工日期   | 完工日期   | 面积   | 问   | 答
  封山育林 | 2024-11-01 | 2025-01-01 | 800亩 | 2025 | 800亩
  封山育林 | 2025-11-01 | —          | 800亩 | 2025 | 0亩
  `,
)

export const begun = examples(
  bamboo,
  [forestWork],
  `
  工程类别   | 开工日期   | 完工日期   | 面积   | 问   | 答
  笋竹两用林 | 2025-11-01 | —          | 300亩 | 2025 | 300亩
  笋竹两用林 | 2024-11-01 | 2025-03-01 | 300亩 | 2025 | 0亩
  `,
)
