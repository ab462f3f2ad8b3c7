import { momentText } from '#cli/moments.ts'
import { officeCommand } from '#cli/office.ts'
import { actOf, versionsOf } from '#cli/rows.ts'
import { namesOf, shown } from '#store/read/show.ts'
import { scoped } from '#store/store.ts'

export const history = officeCommand('history', {
  says: '一行的来历',
  words: ['行编号'],
  async run({ store, actor }, { words: [id] }) {
    const { ledger, versions } = await versionsOf(store, actor, id)
    const values = versions.map((v) => v.values)
    const names = await scoped(store, actor, (tx) => namesOf(tx, ledger, values), { readOnly: true })
    const told = versions.map((v) => ({
      from: momentText(v.from),
      to: v.closed === null ? null : momentText(v.to),
      values: shown({ store, actor }, ledger, v.values, names),
      act: actOf(v.act),
      voided: v.voidedBy ? actOf(v.voidedBy) : null,
    }))
    return {
      json: { row: id, ledger: ledger.id, versions: told },
      lines: told.flatMap((v) => [
        `${v.from} ${v.act.by} 第${v.act.act}号${v.act.reason ? `：${v.act.reason}` : ''}`,
        `    ${Object.entries(v.values)
          .map(([k, text]) => `${ledger.fields[k]?.label ?? k} ${text}`)
          .join('，')}`,
        ...(v.voided ? [`    ${v.to} 由 ${v.voided.by} 第${v.voided.act}号作废：${v.voided.reason ?? ''}`] : []),
      ]),
    }
  },
})
