import { examples } from '#define/examples.ts'
import { household } from '../registry/household.ledger.ts'
import { areaPerHousehold, mulberryArea } from './indicators.ts'
import { mulberryPlanting } from './mulberry.ledger.ts'

export const standing = examples(
  mulberryArea,
  [mulberryPlanting],
  `
  栽植日期   | 挖除日期   | 面积  | 问   | 答
  2019-03-01 | —          | 3.5亩 | 2025 | 3.5亩
  2019-03-01 | 2025-12-31 | 3.5亩 | 2025 | 3.5亩
  2019-03-01 | 2025-12-30 | 3.5亩 | 2025 | 0亩
  2026-01-01 | —          | 3.5亩 | 2025 | 0亩
  `,
)

export const perHousehold = examples(
  areaPerHousehold,
  [household, mulberryPlanting],
  `
  户编号 | 户籍性质 | 建档日期   | 销户日期   | 桑园栽植.栽植日期 | 桑园栽植.面积 | 问   | 答
  甲     | 农村     | 2014-05-01 | —          | 2019-03-01        | 3亩           |      |
  乙     | 农村     | 2014-05-01 | 2025-12-31 | —                 | —             |      |
  丙     | 农村     | 2014-05-01 | 2025-12-30 | —                 | —             |      |
  丁     | 城镇     | 2014-05-01 | —          | —                 | —             | 2025 | 1.5亩
  `,
)
