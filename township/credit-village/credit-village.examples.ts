import { examples } from '#define/examples.ts'
import { creditLoan } from './credit.ledger.ts'
import { borrowers } from './indicators.ts'

export const lent = examples(
  borrowers,
  [creditLoan],
  `
  借款人 | 放款日期   | 结清日期   | 问   | 答
  甲     | 2025-01-01 | 2025-06-30 | 2025 | 1个
  甲     | 2024-12-31 | —          | 2025 | 0个
  甲     | 2025-03-01 | —          |      |
  甲     | 2025-09-01 | —          | 2025 | 1个
  `,
)
