import type { Line } from '#define/catalog.ts'
import * as figure from './indicators.ts'
import { campaign, campaignAspect, inspection } from './inspection.ledger.ts'
import { acceptance, issue, remedy } from './issue.ledger.ts'
import * as examples from './rectification.examples.ts'

export const rectification: Line = {
  id: 'rectification',
  title: '问题整改',
  ledgers: [campaign, campaignAspect, inspection, issue, remedy, acceptance],
  indicators: [
    figure.assessmentProblems,
    figure.assessmentClosed,
    figure.assessmentMeasures,
    figure.inspectedAspects,
    figure.inspectedVillages,
    figure.inspectionProblems,
    figure.inspectionClosed,
  ],
  examples,
}
