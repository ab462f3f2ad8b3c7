import { examples } from '#define/examples.ts'
import { sites } from './indicators.ts'
import { tourismSite } from './tourism.ledger.ts'

export const open = examples(
  sites,
  [tourismSite],
  `
  开放日期   | 停止开放日期 | 问   | 答
  2016-05-01 | —            | 2025 | 1处
  2016-05-01 | 2025-12-31   | 2025 | 1处
  2016-05-01 | 2025-10-07   | 2025 | 0处
  `,
)
