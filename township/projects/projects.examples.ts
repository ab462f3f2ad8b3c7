import { examples } from '#define/examples.ts'
import { bridgingFunds } from './indicators.ts'
import { fundPayment } from './project.ledger.ts'

export const paidOut = examples(
  bridgingFunds,
  [fundPayment],
  `
  资金来源     | 支付日期   | 支付金额 | 问   | 答
  县级衔接资金 | 2025-12-31 | 120万元  | 2025 | 120万元
  县级衔接资金 | 2026-01-01 | 120万元  | 2025 | 0万元
  其他财政资金 | 2025-06-01 | 120万元  | 2025 | 0万元
  `,
)
