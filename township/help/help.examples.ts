import { examples } from '#define/examples.ts'
import { incomingBatch, outgoingBatch } from './indicators.ts'
import { team } from './team.ledger.ts'

export const incoming = examples(
  incomingBatch,
  [team],
  `
  批次 | 进驻日期   | 离任日期   | 问   | 答
  8    | 2023-07-01 | 2025-06-30 |      |
  9    | 2025-07-01 | —          | 2025 | 9批
  9    | 2025-07-01 | 2025-12-31 | 2025 | 9批
  `,
)

export const outgoing = examples(
  outgoingBatch,
  [team],
  `
  批次 | 进驻日期   | 离任日期   | 问   | 答
  8    | 2023-07-01 | 2025-06-30 |      |
  9    | 2025-07-01 | —          | 2025 | 8批
  `,
)
