import { examples } from '#define/examples.ts'
import { household } from '../registry/household.ledger.ts'
import { toiletsOutstanding, toiletsRectified } from './indicators.ts'
import { toiletInspection } from './toilet.ledger.ts'

export const rectified = examples(
  toiletsRectified,
  [toiletInspection, household],
  `
  农户 | 农户.户编号 | 排查日期   | 发现的问题 | 整改完成日期 | 问   | 答
  甲   | 甲          | 2025-03-02 | 管道堵塞   | 2025-12-31   | 2025 | 1户
  甲   | 甲          | 2025-03-02 | 管道堵塞   | 2026-01-01   | 2025 | 0户
  甲   | 甲          | 2025-03-02 | 管道堵塞   | 2025-04-01   |      |
  甲   | —           | 2025-08-02 | 厕屋破损   | —            | 2025 | 0户
  甲   | 甲          | 2025-03-02 | —          | —            | 2025 | 0户
  `,
)

export const outstanding = examples(
  toiletsOutstanding,
  [toiletInspection],
  `
  农户 | 排查日期   | 发现的问题 | 整改完成日期 | 问   | 答
  甲   | 2025-03-02 | 管道堵塞   | 2026-01-01   | 2025 | 1户
  甲   | 2025-03-02 | 管道堵塞   | 2025-12-31   | 2025 | 0户
  `,
)
