import { ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

/** Part of the paragraph on 三保障, after education. */
export const safeHousing = {
  says: [
    say`住房方面，全年鉴定排查农户住房${figure.appraisedHouseholds}，${ifAny(
      figure.unsafeHouseholds,
      say`对鉴定为危房的${figure.unsafeHouseholds}逐户处置，已完成${figure.madeSafe}，${ifAny(
        figure.stillUnsafe,
        say`还有${figure.stillUnsafe}没有完成。`,
        say`没有一户住在危房里。`,
      )}`,
      say`没有发现危房。`,
      figure.appraisedHouseholds,
    )}`,
  ],
} satisfies Paragraph
