import { ifAny, type Paragraph, say } from '#define/report.ts'
import * as figure from './indicators.ts'

/** The insurance sentences of 防贫保 follow it in the summary: they belong to the line of insurance. */
export const microCredit: Paragraph = {
  lead: '三是让金融帮扶借得到、用得好、还得上。',
  says: [
    say`${ifAny(figure.loanHouseholds, say`全年向脱贫户和监测户发放小额贷款${figure.loanHouseholds}${figure.loanAmount}，帮助他们解决发展生产的资金难题。`, say`全年没有向脱贫户和监测户新发放小额贷款。`)}`,
    say`坚持定期排查、到期提醒和情况通报，${ifAny(
      figure.loansOverdue,
      say`目前有${figure.loansOverdue}到期未还清，正在逐笔催收。`,
      say`到期贷款已全部收回，无逾期。`,
    )}`,
  ],
}
