import { examples } from '#define/examples.ts'
import { dropoutWatch } from './dropout-watch.ledger.ts'
import { educationAid } from './education-aid.ledger.ts'
import { preschoolCases, stillOut } from './indicators.ts'

export const preschool = examples(
  preschoolCases,
  [educationAid],
  `
  学生 | 资助项目 | 学期     | 发放或减免日期 | 问   | 答
  一   | 幼儿资助 | 春季学期 | 2025-05-20     |      |
  一   | 幼儿资助 | 秋季学期 | 2025-11-20     | 2025 | 2人次
  一   | 幼儿资助 | 秋季学期 | 2026-01-05     | 2025 | 0人次
  `,
)

export const out = examples(
  stillOut,
  [dropoutWatch],
  `
  学生 | 情况     | 发现日期 | 监测结束日期 | 问   | 答
  一   | 疑似辍学 | 2025-09-10   | —            | 2025 | 1人
  一   | 疑似辍学 | 2025-09-10   | 2025-12-31   | 2025 | 0人
  一   | 休学     | 2025-09-10   | —            | 2025 | 0人
  `,
)
