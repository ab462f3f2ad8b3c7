import { examples } from '#define/examples.ts'
import { household } from '../registry/household.ledger.ts'
import { membership } from '../registry/person.ledger.ts'
import { monitoredHouseholds, monitoredPeople } from './indicators.ts'
import { monitoring } from './monitoring.ledger.ts'

export const households = examples(
  monitoredHouseholds,
  [monitoring],
  `
  农户 | 识别监测日期 | 风险消除日期 | 问   | 答
  甲   | 2024-12-31   | —            | 2025 | 0户
  甲   | 2025-01-01   | —            | 2025 | 1户
  甲   | 2025-12-31   | —            | 2025 | 1户
  甲   | 2025-03-01   | 2025-11-30   | 2025 | 1户
  甲   | 2025-03-01   | 2025-06-30   |      |
  甲   | 2025-10-08   | —            | 2025 | 1户
  甲   | 2025-03-01   | —            |      |
  乙   | 2025-10-08   | —            | 2025 | 2户
  `,
)

export const people = examples(
  monitoredPeople,
  [membership, household, monitoring],
  `
  所在户 | 人员 | 加入日期   | 离开日期   | 监测对象.农户 | 监测对象.识别监测日期 | 农户.户编号 | 问   | 答
  甲     | 一   | 2020-05-01 | —          | 甲            | 2025-04-02            | 甲          |      |
  甲     | 二   | 2025-12-31 | —          | —             | —                     | —           |      |
  甲     | 三   | 2020-05-01 | 2025-12-30 | —             | —                     | —           | 2025 | 2人
  `,
)
