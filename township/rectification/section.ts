import { atLevel, ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const putRight = {
  lead: '二是抓实问题整改。',
  says: [
    say`聚焦中央巡视、国家和省成效考核反馈的问题，按问题、措施、责任、时限四张清单逐项管理。`,
    say`对照国家和省成效考核反馈，共认领和排查问题${figure.assessmentProblems}，已整改销号${figure.assessmentClosed}，落实整改措施${figure.assessmentMeasures}${ifAny(figure.assessmentClosed, say`；对已销号的问题适时“回头看”，防止反弹`)}。`,
  ],
} satisfies Paragraph

export const lookEverywhere = {
  lead: '三是开展集中排查。',
  says: [
    say`以省暗访调研发现的问题为线索举一反三，围绕脱贫户和监测对象“三保障”及饮水安全、易地搬迁后续扶持、扶贫项目资产管理等${figure.inspectedAspects}，到村到户集中排查。`,
    say`${atLevel('township', say`共排查${figure.inspectedVillages}，`)}${ifAny(
      figure.inspectionProblems,
      say`发现问题${figure.inspectionProblems}，已全部纳入四张清单管理，期末销号${figure.inspectionClosed}。`,
      say`未发现问题。`,
      figure.inspectedVillages,
    )}`,
  ],
} satisfies Paragraph
