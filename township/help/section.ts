import { given, ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const closeHelp = {
  lead: '三是压实到户到人帮扶责任。',
  says: [
    say`${ifAny(figure.responsibilityLevels, say`对三类监测对象落实县乡村${figure.responsibilityLevels}包保，`)}${ifAny(figure.pairedHouseholds, say`${figure.pairedHouseholds}脱贫户和监测对象有帮扶责任人，`)}${ifAny(
      figure.unpairedHouseholds,
      say`还有${figure.unpairedHouseholds}脱贫户和监测对象没有落实帮扶责任人。`,
      say`户户有人管。`,
      figure.pairedHouseholds,
    )}`,
    say`按照脱贫户${figure.alleviatedFrequency}、监测对象${figure.monitoredFrequency}的要求跟踪走访，全年走访${ifAny(figure.alleviatedVisits, say`脱贫户${figure.alleviatedVisits}、`)}${ifAny(figure.monitoredVisits, say`监测对象${figure.monitoredVisits}、`)}，摸清变化和需求；`,
    say`${given(figure.helpMeasures, say`一户一方案、一人一措施，实施帮扶措施${figure.helpMeasures}。`)}`,
    say`${ifAny(
      figure.incomingBatch,
      say`加强驻村工作队日常管理，年度计划逐项督促落实${ifAny(
        figure.newTeams,
        say`，第${figure.outgoingBatch}、第${figure.incomingBatch}驻村工作队逐项移交、无缝衔接`,
      )}。`,
    )}`,
  ],
} satisfies Paragraph
