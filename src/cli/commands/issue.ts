import { area, required, year } from '#cli/flags.ts'
import { momentText } from '#cli/moments.ts'
import { officeCommand, oneTownship } from '#cli/office.ts'
import { issueReport } from '#reports/issue.ts'

export const issue = officeCommand('issue', {
  says: '签发：连同口径、时刻和数一起定下来',
  words: ['报告编号'],
  flags: { year: required(year), area },
  async run({ store, actor }, { words: [id], flags }) {
    const issued = await issueReport(store, actor, id, {
      year: flags.year,
      area: flags.area ?? oneTownship(actor, undefined),
    })
    const moment = momentText(issued.moment)
    return {
      json: { id: issued.id, title: issued.title, moment, figures: issued.figures.length, mark: issued.mark },
      lines: [
        `已签发：${issued.title}`,
        `编号 ${issued.id}，账目截至 ${moment}，共 ${issued.figures.length} 个数。`,
        `账目校验值 ${issued.mark}`,
      ],
    }
  },
})
