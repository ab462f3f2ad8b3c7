import type { Line } from '#define/catalog.ts'
import { summaryWords } from './summary-words.ledger.ts'

export const reportsLine: Line = {
  id: 'reports',
  title: '报告文字',
  ledgers: [summaryWords],
}
