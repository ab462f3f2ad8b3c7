import { examples } from '#define/examples.ts'
import { household } from '../registry/household.ledger.ts'
import { incomingBatch, outgoingBatch, pairedHouseholds } from './indicators.ts'
import { pairing } from './responsibility.ledger.ts'
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

export const paired = examples(
  pairedHouseholds,
  [pairing, household],
  `
  农户 | 结对起     | 结对止     | 农户.户编号 | 农户.销户日期 | 问   | 答
  甲   | 2023-07-01 | —          | 甲          | —             | 2025 | 1户
  甲   | 2023-07-01 | 2025-12-30 | 甲          | —             | 2025 | 0户
  甲   | 2023-07-01 | —          | 甲          | 2025-12-31    | 2025 | 1户
  甲   | 2023-07-01 | —          | 甲          | 2025-12-30    | 2025 | 0户
  `,
)
