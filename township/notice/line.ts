import type { Line } from '#define/catalog.ts'
import { noticesAbout } from '#define/notice.ts'
import { leadBudget, leadDue } from '../parameters/notice.ts'
import { household } from '../registry/household.ledger.ts'

export const notices = noticesAbout(household, { due: leadDue, budget: leadBudget })

export const noticeLine: Line = {
  id: 'notice',
  title: '预警核实',
  ledgers: notices.ledgers,
  parameters: [leadDue, leadBudget],
}
