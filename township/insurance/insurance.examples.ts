import { examples } from '#define/examples.ts'
import { insuredHouseholds } from './indicators.ts'
import { insurancePolicy } from './policy.ledger.ts'

export const insured = examples(
  insuredHouseholds,
  [insurancePolicy],
  `
  农户 | 保险起期   | 保险止期   | 问   | 答
  甲   | 2025-01-01 | 2025-12-31 | 2025 | 1户
  甲   | 2024-12-31 | 2025-12-30 | 2025 | 0户
  甲   | 2025-01-01 | 2025-12-31 |      |
  甲   | 2025-06-01 | 2026-05-31 | 2025 | 1户
  `,
)
