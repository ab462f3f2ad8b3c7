import { examples } from '#define/examples.ts'
import { households, unsafeHouseholds } from './indicators.ts'
import { waterProject } from './water-project.ledger.ts'
import { householdWater } from './water-supply.ledger.ts'

export const supplied = examples(
  households,
  [householdWater, waterProject],
  `
  起始日期   | 终止日期   | 供水工程.建成日期 | 问   | 答
  2025-09-01 | —          | 2025-08-20        | 2025 | 1户
  2025-09-01 | 2025-12-31 | 2025-08-20        | 2025 | 1户
  2025-09-01 | 2025-12-30 | 2025-08-20        | 2025 | 0户
  2025-09-01 | —          | 2024-12-31        | 2025 | 0户
  2025-09-01 | —          | —                 | 2025 | 0户
  `,
)

export const unsafe = examples(
  unsafeHouseholds,
  [householdWater],
  `
  农户 | 水量     | 水质     | 用水方便程度 | 供水保证率 | 起始日期   | 终止日期   | 问         | 答
  甲   | 达标     | 基本达标 | 达标         | 达标       | 2024-01-01 | —          | 2025-12-31 | 0户
  甲   | 达标     | 达标     | 达标         | 不达标     | 2024-01-01 | —          | 2025-12-31 | 1户
  甲   | 不达标   | 达标     | 达标         | 达标       | 2024-01-01 | 2025-06-30 | 2025-12-31 | 0户
  `,
)
