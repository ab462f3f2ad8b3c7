import { day, required, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { recorded } from '#cli/rows.ts'
import { exempt } from '#notice/answer.ts'

export const exemptRow = officeCommand('exempt', {
  says: '一条规则不再提醒某一行；规则读到的资料变了，或者到期了，就又会提醒',
  words: ['规则', '编号'],
  flags: {
    reason: required(text('原因', '为什么不用再提醒')),
    evidence: text('凭据', '凭什么'),
    by: text('谁', '谁定的，不写就是您'),
    until: day('到哪一天，不写就是到资料变了为止'),
  },
  async run({ store, actor }, { words: [rule, subject], flags: { reason, evidence, by, until } }) {
    const receipt = await exempt(store, actor, {
      rule,
      subject,
      reason,
      ...(evidence !== undefined && { evidence }),
      ...(by !== undefined && { by }),
      ...(until !== undefined && { until }),
      act: store.newId(),
    })
    return recorded(store, receipt, '已免除')
  },
})
