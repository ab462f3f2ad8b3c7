import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { inspection } from './inspection.ledger.ts'
import { issue, remedy } from './issue.ledger.ts'

const assessed = issue.source.isIn('国家成效考核反馈', '省成效考核反馈')
const itsIssueAssessed = remedy.issue.source.isIn('国家成效考核反馈', '省成效考核反馈')
const period = { from: asked.from, until: asked.day }

export const assessmentProblems = indicator('rectification.assessment.problems', {
  says: '国家和省成效考核反馈问题认领和排查数',
  definition:
    '发现或认领日期在本期内、来源为国家或省成效考核反馈的问题个数，含直接反馈、对照认领和举一反三排查出的；其他来源不计。',
  of: from(issue).where(assessed).began().count(),
})

export const assessmentClosed = indicator('rectification.assessment.closed', {
  says: '其中整改完成',
  definition: '上述国家和省成效考核反馈问题中，期末之前（含当日）已经销号的个数。',
  of: from(issue).where(assessed, issue.closed_on.onOrBefore(asked.day)).began().count(),
})

export const assessmentMeasures = indicator('rectification.assessment.measures', {
  says: '落实整改措施',
  definition: '针对本期内发现或认领的国家和省成效考核反馈问题，落实日期在本期内的整改措施条数；只制定未落实的不计。',
  of: from(remedy).where(itsIssueAssessed, remedy.issue.found_on.within(period)).ended().count(),
})

export const inspectedAspects = indicator('inspection.aspects', {
  says: '集中排查的内容方面',
  definition: '本期内实际到村开展了排查的方面个数，同一方面在几个村查只计一次。',
  of: from(inspection).during().distinct(inspection.aspect),
  shown: '个方面',
})

export const inspectedVillages = indicator('inspection.villages', {
  says: '排查村',
  definition: '本期内至少有一个方面开展了集中排查的村数，同一个村只计一次。',
  of: from(inspection).during().distinct(inspection.village, '村'),
  shown: '个村',
})

export const inspectionProblems = indicator('inspection.problems', {
  says: '排查发现问题',
  definition: '发现日期在本期内、来源为集中排查的问题个数，改没改好都计；登记错误已作废的不计。',
  of: from(issue).where(issue.source.is('集中排查')).began().count(),
})

export const inspectionClosed = indicator('inspection.closed', {
  says: '排查发现问题已销号',
  definition: '本期集中排查发现的问题中，期末之前（含当日）已经销号的个数。',
  of: from(issue).where(issue.source.is('集中排查'), issue.closed_on.onOrBefore(asked.day)).began().count(),
})
