import { examples } from '#define/examples.ts'
import { person } from '../registry/person.ledger.ts'
import { holdersOverAge, migrantsThisYear, subsidyAmount } from './indicators.ts'
import { postHolder } from './public-post.ledger.ts'
import { employmentSubsidy } from './subsidy.ledger.ts'
import { workSpell } from './work-spell.ledger.ts'

export const overAge = examples(
  holdersOverAge,
  [postHolder, person],
  `
  上岗日期   | 退岗日期   | 人员.出生日期 | 问         | 答
  2019-03-01 | —          | 1955-12-31    | 2025-12-30 | 0人
  2019-03-01 | —          | 1955-12-31    | 2025-12-31 | 1人
  2019-03-01 | 2025-12-30 | 1955-01-01    | 2025-12-31 | 0人
  `,
)

export const paid = examples(
  subsidyAmount,
  [employmentSubsidy],
  `
  申报日期   | 打卡发放日期 | 奖补金额 | 问   | 答
  2025-10-11 | 2025-12-20   | 500元    | 2025 | 0.05万元
  2024-12-11 | 2025-01-15   | 500元    | 2025 | 0.05万元
  2025-10-11 | 2026-01-15   | 500元    | 2025 | 0万元
  2025-10-11 | —            | 500元    | 2025 | 0万元
  `,
)

export const migrants = examples(
  migrantsThisYear,
  [workSpell],
  `
  务工人员 | 开始日期   | 结束日期   | 问   | 答
  一       | 2024-02-20 | 2025-01-01 | 2025 | 1人
  一       | 2024-02-20 | 2024-12-31 | 2025 | 0人
  一       | 2025-02-20 | 2025-05-31 |      |
  一       | 2025-07-01 | —          | 2025 | 1人
  `,
)
