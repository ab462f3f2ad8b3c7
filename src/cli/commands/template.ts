import { template } from '#capture/template.ts'
import { writeWhole } from '#cli/files.ts'
import { text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { refuse } from '#problem.ts'

export const writeTemplate = officeCommand('template', {
  says: '导入模板',
  words: ['台账编号'],
  flags: { out: text('模板.xlsx', '写到哪个文件') },
  async run({ store }, { words: [id], flags }) {
    const ledger = store.catalog.ledgers.get(id) ?? refuse('ledger.unknown', `没有编号为“${id}”的台账。`)
    const out = flags.out ?? `${ledger.title}导入模板.xlsx`
    await writeWhole(out, await template(ledger))
    return { json: { ledger: id, file: out }, lines: [`模板已写到 ${out}`] }
  },
})
