import type { Line } from '#define/catalog.ts'
import * as examples from './governance.examples.ts'
import { pointsBalance, redListHouseholds, vouchersAmount } from './indicators.ts'
import { pointsEntry, redBlackList, shopStock, voucher } from './points.ledger.ts'
import { deliberation, honour, taskAdmission } from './village-affairs.ledger.ts'

export const governance: Line = {
  id: 'governance',
  title: '乡村治理',
  ledgers: [pointsEntry, voucher, shopStock, redBlackList, honour, deliberation, taskAdmission],
  facts: [pointsBalance],
  indicators: [redListHouseholds, vouchersAmount],
  examples,
}
