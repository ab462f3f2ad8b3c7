import { examples } from '#define/examples.ts'
import { person } from '../registry/person.ledger.ts'
import { dibao, dibaoMember } from './dibao.ledger.ts'
import { elderlySubsidy } from './elderly-subsidy.ledger.ts'
import { elderlyPeople, ruralHouseholds, ruralPeople } from './indicators.ts'

export const households = examples(
  ruralHouseholds,
  [dibao],
  `
  农户 | 低保类别 | 批准享受日期 | 停保日期   | 问   | 答
  甲   | 农村     | 2025-01-01   | —          | 2025 | 1户
  甲   | 农村     | 2024-12-31   | —          | 2025 | 0户
  甲   | 农村     | 2025-02-01   | 2025-09-30 | 2025 | 1户
  甲   | 城镇     | 2025-02-01   | —          | 2025 | 0户
  `,
)

export const people = examples(
  ruralPeople,
  [dibaoMember, dibao],
  `
  保障人员 | 保障起始日期 | 最低生活保障.低保类别 | 最低生活保障.批准享受日期 | 问   | 答
  一       | 2025-03-01   | 农村                  | 2025-03-01                | 2025 | 1人
  一       | 2025-03-01   | 农村                  | 2023-03-01                | 2025 | 0人
  `,
)

export const elderly = examples(
  elderlyPeople,
  [elderlySubsidy, person],
  `
  老人 | 享受起始日期 | 停发日期   | 人员.姓名 | 人员.死亡日期 | 问   | 答
  一   | 2023-07-01   | —          | 一        | —             | 2025 | 1人
  一   | 2023-07-01   | 2025-12-31 | 一        | —             | 2025 | 1人
  一   | 2023-07-01   | 2025-12-30 | 一        | —             | 2025 | 0人
  一   | 2023-07-01   | —          | 一        | 2025-12-31    | 2025 | 1人
  一   | 2023-07-01   | —          | 一        | 2025-12-30    | 2025 | 0人
  `,
)
