import { examples } from '#define/examples.ts'
import { workingGroups } from './indicators.ts'
import { workingGroup } from './working-group.ledger.ts'

export const groups = examples(
  workingGroups,
  [workingGroup],
  `
  类别       | 成立日期   | 撤销日期   | 问   | 答
  专项工作组 | 2021-06-01 | —          | 2025 | 1个
  专项工作组 | 2021-06-01 | 2025-12-31 | 2025 | 1个
  专项工作组 | 2021-06-01 | 2025-12-30 | 2025 | 0个
  领导小组   | 2021-06-01 | —          | 2025 | 0个
  `,
)
