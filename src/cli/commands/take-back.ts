import { area, on, required, text } from '#cli/flags.ts'
import { officeCommand, oneTownship } from '#cli/office.ts'
import { recorded } from '#cli/rows.ts'
import { asLine } from '#cli/told.ts'
import { refuse } from '#problem.ts'
import { takeImportBack } from '#store/import.ts'

export const takeBackImport = officeCommand('take-back', {
  says: '整次撤回一次导入：新增的作废，更正的改回去，一笔办完；后来又用到的不能撤回',
  words: ['第几号'],
  flags: {
    area,
    reason: required(text('原因', '为什么撤回')),
    'dry-run': on('只看会怎样，不写账'),
  },
  async run({ store, actor }, { words: [word], flags }) {
    if (!/^\d{1,15}$/.test(word)) {
      refuse('arguments.number', `“${word}”不是号数。`, { remedy: '导入以后回答的最后写着是第几号。' })
    }
    const township = oneTownship(actor, flags.area)
    const { file, ledgers, gone, doubts, receipt } = await takeImportBack(store, actor, {
      id: store.newId(),
      township,
      seq: Number(word),
      reason: flags.reason,
      source: '命令行',
      dryRun: flags['dry-run'],
    })
    const { json, lines } = receipt
      ? recorded(store, receipt, `已撤回“${file}”`)
      : {
          json: {},
          lines: [`试撤回“${file}”（没有写账）：`, ...doubts.map((one) => `存疑：${asLine(one, store.catalog)}`)],
        }
    const title = (id: string) => store.catalog.ledgers.get(id)!.title
    return {
      json: { ...(json as object), ledgers, gone },
      lines: [
        ...lines,
        ...ledgers.map(
          ({ ledger, voided, corrected }) => `“${title(ledger)}”作废 ${voided} 行，改回 ${corrected} 行。`,
        ),
        ...(gone > 0 ? [`有 ${gone} 行早已作废，没有再动。`] : []),
      ],
    }
  },
})
