import { required, text } from '#cli/flags.ts'
import { momentText } from '#cli/moments.ts'
import { officeCommand } from '#cli/office.ts'
import { voidIssued } from '#reports/issue.ts'

export const voidReport = officeCommand('void-report', {
  says: '作废一份已签发的报告；它留着，内容不变，标明谁为何作废',
  words: ['已签发报告的编号'],
  flags: { reason: required(text('原因', '为什么作废')) },
  async run({ store, actor }, { words: [id], flags: { reason } }) {
    const { title, voided } = await voidIssued(store, actor, id, { act: store.newId(), reason })
    return {
      json: { id, title, voided: { by: voided!.by, at: momentText(voided!.at), reason: voided!.reason } },
      lines: [`已作废：${title}（${id}）`],
    }
  },
})
