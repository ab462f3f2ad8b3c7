import { examples } from '#define/examples.ts'
import { relocatedHouseholds } from './indicators.ts'
import { relocationHousehold } from './relocation.ledger.ts'

export const living = examples(
  relocatedHouseholds,
  [relocationHousehold],
  `
  搬迁户 | 搬入日期   | 迁出日期   | 问   | 答
  甲     | 2018-10-01 | —          | 2025 | 1户
  甲     | 2018-10-01 | 2025-12-31 | 2025 | 1户
  甲     | 2018-10-01 | 2025-12-30 | 2025 | 0户
  `,
)
