import { day, required, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { recorded } from '#cli/rows.ts'
import { outcomes } from '#define/notice.ts'
import { verifyLead } from '#notice/answer.ts'

export const answerLead = officeCommand('verify-lead', {
  says: '答复一条线索：核实结果和情况',
  words: ['线索编号'],
  flags: {
    outcome: required(text('结果', outcomes.join('、'))),
    reason: required(text('情况', '看到什么、问了谁')),
    by: text('甲,乙', '核实人，一般不少于两人'),
    day: day('哪天核实的，不写就是 judge 问的那一天'),
  },
  async run({ store, actor }, { words: [lead], flags: { outcome, reason, by, day: on } }) {
    const receipt = await verifyLead(store, actor, {
      lead,
      outcome,
      reason,
      ...(by !== undefined && { by: by.split(/[,，、]/) }),
      ...(on !== undefined && { day: on }),
      act: store.newId(),
    })
    return recorded(store, receipt, '已办结')
  },
})
