import { examples } from '#define/examples.ts'
import { familyDoctor } from './family-doctor.ledger.ts'
import { signedPeople } from './indicators.ts'

export const signed = examples(
  signedPeople,
  [familyDoctor],
  `
  签约人 | 签约日期   | 到期日期   | 问   | 答
  一     | 2025-01-01 | 2025-12-31 | 2025 | 1人
  一     | 2024-12-31 | 2025-12-30 | 2025 | 0人
  `,
)
