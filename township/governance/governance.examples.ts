import { examples } from '#define/examples.ts'
import { redListHouseholds } from './indicators.ts'
import { redBlackList } from './points.ledger.ts'

export const listed = examples(
  redListHouseholds,
  [redBlackList],
  `
  农户 | 榜别 | 上榜日期   | 问   | 答
  甲   | 红榜 | 2025-03-31 |      |
  甲   | 红榜 | 2025-12-31 | 2025 | 1户
  甲   | 黑榜 | 2025-03-31 | 2025 | 0户
  甲   | 红榜 | 2024-12-31 | 2025 | 0户
  `,
)
