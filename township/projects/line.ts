import type { Line } from '#define/catalog.ts'
import { asset, assetCare, assetIncome } from './asset.ledger.ts'
import * as figure from './indicators.ts'
import { fundAllocation, fundPayment, project, projectNotice } from './project.ledger.ts'
import * as examples from './projects.examples.ts'

export const projects: Line = {
  id: 'projects',
  title: '项目资金资产',
  ledgers: [project, fundAllocation, fundPayment, projectNotice, asset, assetCare, assetIncome],
  facts: [figure.allocated, figure.paid],
  indicators: [figure.bridgingFunds, figure.registeredAssets],
  examples,
}
