import type { Line } from '#define/catalog.ts'
import * as figure from './indicators.ts'
import * as examples from './organization.examples.ts'
import { groupMember, planItem, workingGroup } from './working-group.ledger.ts'

export const organization: Line = {
  id: 'organization',
  title: '组织领导',
  ledgers: [workingGroup, groupMember, planItem],
  indicators: [figure.workingGroups],
  examples,
}
