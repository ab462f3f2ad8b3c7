import { atLevel, ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

export const socialHelp: Paragraph = {
  lead: '六是汇聚社会帮扶的力量。',
  says: [
    say`主动争取帮扶单位和社会各界支持，全年收到捐款捐物${figure.donationAmount}。`,
    say`${atLevel(
      'township',
      say`${ifAny(figure.enterpriseActions, say`支持{kind}商会开展${figure.enterpriseActions}，`)}`,
    )}${ifAny(figure.pairedVillages, say`推进“万企兴万村”，${atLevel('township', say`已有${figure.pairedVillages}村与企业结对`, say`{township}已与企业结对`)}，`)}。`,
  ],
}
