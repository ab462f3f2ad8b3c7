import { ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

/** First part of the paragraph on 三保障: education, housing and water follow. */
export const medicalCare = {
  says: [
    say`医疗方面，落实健康帮扶政策和县域内住院先诊疗后付费、一站式结算，${ifAny(figure.oneStopCases, say`全年一站式结算${figure.oneStopCases}；`)}${ifAny(
      figure.coveredPeople,
      say`脱贫人口和监测对象参加基本医疗保险${figure.coveredPeople}，`,
    )}${ifAny(figure.signedPeople, say`家庭医生免费签约${figure.signedPeople}；`)}${ifAny(
      figure.newlyIll,
      say`摸排新确诊大病重病人员${figure.newlyIll}，逐人开展健康指导；`,
    )}基本医保、大病保险、医疗救助和惠民保四重保障梯次衔接。`,
  ],
} satisfies Paragraph
