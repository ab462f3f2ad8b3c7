import { examples } from '#define/examples.ts'
import { loansOverdue, loansOverLimit } from './indicators.ts'
import { microloan, microloanRepayment } from './microloan.ledger.ts'

export const overdue = examples(
  loansOverdue,
  [microloan, microloanRepayment],
  `
  合同到期日 | 展期到期日 | 贷款金额 | 小额信贷还款.还款日期 | 小额信贷还款.归还本金 | 问         | 答
  2025-06-17 | —          | 5万元    | —                     | —                     | 2025-06-17 | 0笔
  2025-06-17 | —          | 5万元    | —                     | —                     | 2025-06-18 | 1笔
  2025-06-17 | 2025-12-17 | 5万元    | —                     | —                     | 2025-12-17 | 0笔
  2025-06-17 | 2025-12-17 | 5万元    | —                     | —                     | 2025-12-18 | 1笔
  2025-06-17 | —          | 5万元    | 2025-07-05            | 5万元                 | 2025-07-04 | 1笔
  2025-06-17 | —          | 5万元    | 2025-07-05            | 5万元                 | 2025-07-05 | 0笔
  2025-06-17 | —          | 5万元    | 2025-06-01            | 4.99万元              | 2025-06-18 | 1笔
  `,
)

export const overLimit = examples(
  loansOverLimit,
  [microloan],
  `
  放款日期   | 贷款金额 | 问   | 答
  2025-01-01 | 5万元    | 2025 | 0笔
  2025-12-31 | 50001元  | 2025 | 1笔
  2024-12-31 | 6万元    | 2025 | 0笔
  `,
)
