import { examples } from '#define/examples.ts'
import { enterprisePairing } from './enterprise.ledger.ts'
import { pairedVillages } from './indicators.ts'

export const paired = examples(
  pairedVillages,
  [enterprisePairing],
  `
  结对村       | 签约日期   | 结束日期   | 问   | 答
  990101201201 | 2022-05-01 | 2025-12-31 | 2025 | 1个
  990101201201 | 2022-05-01 | 2025-12-30 | 2025 | 0个
  990101201201 | 2022-05-01 | —          |      |
  990101201201 | 2024-05-01 | —          | 2025 | 1个
  `,
)
