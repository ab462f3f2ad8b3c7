import { atLevel, ifAny, type Paragraph, say } from '#define/report.ts'
import { pairedHouseholds } from '../help/indicators.ts'
import * as figure from './indicators.ts'

const kept = say`落实过渡期内摘帽不摘责任、不摘政策、不摘帮扶、不摘监管的要求。`

export const mechanism = {
  lead: '一是健全工作机制。',
  says: [
    say`${atLevel(
      'township',
      say`落实五级书记抓乡村振兴要求，由{kind}党委、政府主要负责同志牵头成立乡村振兴工作领导小组，${ifAny(figure.workingGroups, say`下设产业、人才、生态、组织、文化振兴等专项工作组${figure.workingGroups}，分工到组、责任到人，`)}`,
    )}`,
    // Where nobody is helped nothing has been kept up.
    say`${atLevel('township', kept, say`${ifAny(pairedHouseholds, kept)}`)}`,
  ],
} satisfies Paragraph
