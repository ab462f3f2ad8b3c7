import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { readInput } from '#cli/files.ts'
import { area, on, text } from '#cli/flags.ts'
import { officeCommand, oneTownship } from '#cli/office.ts'
import { asData, asLine } from '#cli/told.ts'
import { refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { importFile } from '#store/import.ts'
import { openTownship, type Store } from '#store/store.ts'

export const importRows = officeCommand('import', {
  says: '导入 .xlsx、.xls 或 .csv',
  words: ['台账编号', '文件'],
  flags: {
    area,
    'dry-run': on('只检查，不写账'),
    out: text('退回.xlsx', '有问题的行标在哪个文件里，不写就是原文件名加“-退回”'),
  },
  async run({ store, actor }, { words: [ledger, path], flags }) {
    const dryRun = flags['dry-run']
    const township = oneTownship(actor, flags.area)
    const sender = await forTownship(store, actor, township, ledger)
    const { added, known, bad, notes, receipt, marked } = await importFile(store, sender, {
      ledger,
      township,
      bytes: await readInput(path),
      name: basename(path),
      dryRun,
    })
    const back = marked && (flags.out ?? path.replace(/(\.[^.]+)?$/, `-退回${/\.[^.]+$/.exec(marked.name)?.[0] ?? ''}`))
    if (marked && back) await writeFile(back, marked.bytes)
    return {
      json: {
        added,
        known,
        bad: bad.map(({ row, problems }) => ({ row, problems: problems.map((p) => asData(p, store.catalog)) })),
        notes,
        ...(receipt && { act: receipt.seq }),
        ...(back && { marked: back }),
      },
      lines: [
        dryRun
          ? `试导入：可以导入 ${added} 行，已有 ${known} 行，有问题 ${bad.length} 行。`
          : `导入 ${added} 行，已有 ${known} 行，退回 ${bad.length} 行。`,
        ...notes,
        ...bad.slice(0, 20).flatMap(({ problems }) => problems.map((p) => asLine(p, store.catalog))),
        ...(back ? [`有问题的行已标在 ${back} 里，改好后可以直接再导入。`] : []),
      ],
      failed: bad.length > 0,
    }
  },
})

/** A new township's books are opened by its first areas, and by nothing else. */
async function forTownship(store: Store, actor: Actor, township: string, ledger: string): Promise<Actor> {
  if (actor.areas.includes(township)) return actor
  const { places } = store.catalog
  if (ledger !== places?.ledger) {
    refuse('store.no_books', `乡镇 ${township} 在系统里还没有账。`, {
      remedy: `请先用 import ${places?.ledger} 导入本乡镇和各村、组的行政区划。`,
    })
  }
  const opener = { ...actor, areas: [...actor.areas, township] }
  await openTownship(store, opener, township)
  return opener
}
