import { examples } from '#define/examples.ts'
import { housingSafety } from './housing-safety.ledger.ts'
import { madeSafe } from './indicators.ts'

export const settled = examples(
  madeSafe,
  [housingSafety],
  `
  鉴定日期   | 鉴定等级 | 处置完成日期 | 问   | 答
  2025-04-01 | D级      | 2025-12-31   | 2025 | 1户
  2025-04-01 | D级      | 2026-01-05   | 2025 | 0户
  2025-04-01 | C级      | —            | 2025 | 0户
  2025-04-01 | B级      | 2025-05-01   | 2025 | 0户
  2024-04-01 | D级      | 2025-05-01   | 2025 | 0户
  `,
)
