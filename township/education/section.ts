import { ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

/** Part of the paragraph on 三保障; the insurance line adds the sentence on 升学补助 to it. */
export const schooling = {
  says: [
    say`教育方面，${ifAny(figure.preschoolCases, say`春秋两学期共帮助${figure.preschoolCases}申请幼儿资助${figure.preschoolAmount}，`)}${ifAny(
      figure.compulsoryCases,
      say`义务教育阶段两免一补${figure.compulsoryCases}${figure.compulsoryAmount}，`,
    )}${ifAny(figure.highSchoolCases, say`普通高中免学费${figure.highSchoolCases}${figure.highSchoolAmount}，`)}${ifAny(
      figure.vocationalCases,
      say`中高职免学费${figure.vocationalCases}${figure.vocationalAmount}，`,
    )}${ifAny([figure.preschoolCases, figure.compulsoryCases, figure.highSchoolCases, figure.vocationalCases], say`；`)}${ifAny(
      figure.studentLoanPeople,
      say`申报大学生生源地信用助学贷款${figure.studentLoanPeople}；`,
    )}${ifAny(
      figure.watchedPupils,
      say`坚持控辍保学动态监测，对${figure.watchedPupils}重点学生逐人联系劝返、送教上门，`,
    )}${ifAny(
      figure.stillOut,
      say`期末仍有${figure.stillOut}疑似辍学，正在劝返。`,
      say`义务教育阶段无一人失学辍学。`,
      figure.watchedPupils,
    )}`,
  ],
} satisfies Paragraph
