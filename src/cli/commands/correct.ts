import { readTyped, valuesOr } from '#capture/typed.ts'
import { required, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { movedOf, placing, recorded, versionsOf } from '#cli/rows.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { refuse } from '#problem.ts'
import { type Act, record } from '#store/write/acts.ts'
import { withMoves } from '#store/write/moves.ts'

export const correct = officeCommand('correct', {
  says: '更正；旧的内容留着',
  words: ['行编号'],
  more: { says: '字段=新值', needed: true },
  flags: { reason: required(text('原因', '为什么更正')), ...placing },
  async run({ store, actor }, { words: [id], more, flags: { reason, ...placed } }) {
    const { ledger, township } = await versionsOf(store, actor, id)
    const values = valuesOr(readTyped(ledger, typed(ledger, more), 'changed'))
    const act: Act = {
      id: store.newId(),
      township,
      kind: 'correct',
      reason,
      source: '命令行',
      changes: [{ ledger: ledger.id, id, correct: values }],
    }
    const receipt = await record(store, actor, await withMoves(store, actor, act, movedOf(placed)))
    return recorded(store, receipt, '已更正')
  },
})

/** `amount=5000` or `金额=5000`; nothing behind the sign empties the field. */
function typed(ledger: LedgerDefinition, pairs: readonly string[]): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 0) refuse('arguments.missing', `“${pair}”里没有新值。`, { remedy: '请写成 字段=新值，例如 amount=5000。' })
    const name = pair.slice(0, at)
    const named = Object.keys(ledger.fields).find((key) => ledger.fields[key]?.label === name)
    texts[named ?? name] = pair.slice(at + 1)
  }
  return texts
}
