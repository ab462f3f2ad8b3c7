import { examples } from '#define/examples.ts'
import { assessmentClosed, assessmentMeasures } from './indicators.ts'
import { issue, remedy } from './issue.ledger.ts'

export const closed = examples(
  assessmentClosed,
  [issue],
  `
  问题来源         | 发现或认领日期 | 销号日期   | 问   | 答
  国家成效考核反馈 | 2025-03-01     | 2025-12-31 | 2025 | 1个
  国家成效考核反馈 | 2025-03-01     | 2026-01-01 | 2025 | 0个
  国家成效考核反馈 | 2025-03-01     | —          | 2025 | 0个
  国家成效考核反馈 | 2024-11-20     | 2025-02-01 | 2025 | 0个
  集中排查         | 2025-03-01     | 2025-04-01 | 2025 | 0个
  `,
)

export const measures = examples(
  assessmentMeasures,
  [remedy, issue],
  `
  落实日期   | 问题清单.问题来源 | 问题清单.发现或认领日期 | 问   | 答
  2025-12-31 | 省成效考核反馈    | 2025-02-10              | 2025 | 1条
  —          | 省成效考核反馈    | 2025-02-10              | 2025 | 0条
  2025-03-01 | 省成效考核反馈    | 2024-12-31              | 2025 | 0条
  2025-03-01 | 审计反馈          | 2025-02-10              | 2025 | 0条
  `,
)
