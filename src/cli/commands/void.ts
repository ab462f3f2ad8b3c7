import { required, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { recorded, versionsOf } from '#cli/rows.ts'
import { record } from '#store/write/acts.ts'
import { voiding } from '#store/write/moves.ts'

export const voidRow = officeCommand('void', {
  says: '作废；留在历史里，不再计入任何数',
  words: ['行编号'],
  flags: { reason: required(text('原因', '为什么作废')) },
  async run({ store, actor }, { words: [id], flags: { reason } }) {
    const { ledger, township } = await versionsOf(store, actor, id)
    const changes = await voiding(store, actor, { ledger: ledger.id, township, id })
    const along = changes.slice(1).map((one) => `“${store.catalog.ledgers.get(one.ledger)!.title}”`)
    const receipt = await record(store, actor, {
      id: store.newId(),
      township,
      kind: 'void',
      reason,
      source: '命令行',
      changes,
    })
    return recorded(
      store,
      receipt,
      along.length > 0 ? `已作废，连同${[...new Set(along)].join('、')} ${along.length} 行` : '已作废',
    )
  },
})
