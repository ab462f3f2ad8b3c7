import { given, ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

/** A sentence for the paragraph on 三保障, behind education. */
export const helpToSchool = {
  says: [
    say`${given(
      figure.schoolClaimPeople,
      say`申报“防贫保”教育升学补助${figure.schoolClaimPeople}，补助金额${figure.schoolClaimAmount}，减轻低收入家庭学生的负担。`,
    )}`,
  ],
} satisfies Paragraph

/** Sentences for the paragraph on finance, behind microloans: the same two figures, from the same rows. */
export const insuredAgainstPoverty = {
  says: [
    say`${ifAny(figure.insuredHouseholds, say`为脱贫户和监测对象${figure.insuredHouseholds}投保“防贫保”综合保险，`)}${given(
      figure.schoolClaimPeople,
      say`帮助申报教育升学理赔${figure.schoolClaimPeople}${figure.schoolClaimAmount}，用保险补上致贫返贫的缺口。`,
    )}`,
  ],
} satisfies Paragraph
