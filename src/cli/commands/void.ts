import { required, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { recorded, versionsOf } from '#cli/rows.ts'
import { record } from '#store/write/acts.ts'

export const voidRow = officeCommand('void', {
  says: '作废；留在历史里，不再计入任何数',
  words: ['行编号'],
  flags: { reason: required(text('原因', '为什么作废')) },
  async run({ store, actor }, { words: [id], flags: { reason } }) {
    const { ledger, township } = await versionsOf(store, actor, id)
    const receipt = await record(store, actor, {
      id: store.newId(),
      township,
      kind: 'void',
      reason,
      source: '命令行',
      changes: [{ ledger: ledger.id, id, void: true }],
    })
    return recorded(store, receipt, '已作废')
  },
})
