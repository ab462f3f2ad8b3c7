import { ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

/** Part of the paragraph on 三保障, after education. */
export const safeHousing = {
  says: [
    say`住房方面，全年鉴定排查农户住房${figure.appraisedHouseholds}，${ifAny(
      figure.unsafeHouseholds,
      say`对鉴定为危房的${figure.unsafeHouseholds}逐户处置，已完成${figure.madeSafe}，确保不让一户住危房。`,
      say`没有发现危房。`,
      figure.appraisedHouseholds,
    )}`,
  ],
} satisfies Paragraph
