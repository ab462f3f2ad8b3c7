import { momentText } from '#cli/moments.ts'
import { officeCommand } from '#cli/office.ts'
import { issuedReports } from '#reports/issue.ts'

export const issued = officeCommand('issued', {
  says: '已签发的报告，作废的标明',
  async run({ store, actor }) {
    const list = (await issuedReports(store, actor)).map(({ id, report, title, year, moment, by, voided }) => ({
      id,
      report,
      title,
      year,
      moment: momentText(moment),
      by,
      voided: voided && { by: voided.by, at: momentText(voided.at), reason: voided.reason },
    }))
    return {
      json: list,
      lines: list.length
        ? list.map(
            (i) =>
              `${i.id}\t${i.title}\t${i.moment}\t${i.by}${i.voided ? `\t已作废：${i.voided.reason}（${i.voided.by}，${i.voided.at}）` : ''}`,
          )
        : ['还没有签发过报告。用 issue annual-summary --year 2025 签发。'],
    }
  },
})
