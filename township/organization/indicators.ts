import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { workingGroup } from './working-group.ledger.ts'

export const workingGroups = indicator('organization.working_groups', {
  says: '专项工作组',
  definition: '期末仍在运行的乡村振兴专项工作组个数；领导小组本身和已撤销的工作组不计。',
  of: from(workingGroup).where(workingGroup.kind.is('专项工作组')).at(asked.day).count(),
})
