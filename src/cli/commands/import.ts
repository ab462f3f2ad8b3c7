import { basename, dirname, join } from 'node:path'
import { placeKeepers } from '#access/accounts.ts'
import { placeSaid } from '#capture/header.ts'
import { readInput, writeBeside } from '#cli/files.ts'
import { area, type Flag, on, text } from '#cli/flags.ts'
import { officeCommand, oneTownship } from '#cli/office.ts'
import { movedOf, placing } from '#cli/rows.ts'
import { asData, asLine } from '#cli/told.ts'
import { type Problem, Refusal, refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { type ChangedRow, type Imported, importFile, type Returned } from '#store/import.ts'
import type { Store } from '#store/store.ts'

/** 栏目=值, several with a comma between or the flag before each; a comma inside a value stands before no further `=`. */
const fill: Flag<ReadonlyMap<string, string> | undefined> = {
  value: '栏目=值',
  between: '\n',
  says: '表里没有这一栏的，账上没有的行都填这个值；几栏用逗号隔开，如 建档日期=2025-03-01,加入日期=2025-03-01，或每栏各写一次 --fill',
  read(given, name) {
    const pairs = given.split(/\n|[,，、;；](?=[^=＝,，、;；]+[=＝])/).map((pair) => {
      const [, head, value] = /^([^=＝]+)[=＝](.+)$/.exec(pair.trim()) ?? []
      return [head?.trim() ?? '', value?.trim() ?? ''] as const
    })
    if (pairs.every(([head, value]) => head && value) && new Set(pairs.map(([head]) => head)).size === pairs.length) {
      return new Map(pairs)
    }
    return refuse('arguments.value', `“${given.split('\n').join(',')}”不是“栏目=值”。`, {
      at: { input: name },
      remedy: '请写成 --fill 建档日期=2025-03-01；几栏用逗号隔开，或各写一次 --fill；同一栏只写一次。',
    })
  },
}

export const importRows = officeCommand('import', {
  says: '导入 .xlsx、.xls 或 .csv；不写台账编号，就照表头认',
  words: ['台账编号', '文件'],
  beginsWithSecond: (word) => /\.(xlsx|xls|csv)$/i.test(word),
  flags: {
    area,
    update: on('账上已有、内容不同的行，按文件更正'),
    'only-new': on('账上已有、内容不同的行，不改'),
    fill,
    ...placing,
    'dry-run': on('只检查，不写账'),
    out: text('退回.xlsx', '有问题的行标在哪个文件里，不写就是原文件名加台账和“-退回”；试导入时不写就不写这个文件'),
  },
  async run({ store, actor, tell }, { words: [told, path], flags }) {
    const ledger = told === '' ? undefined : told
    const { update, 'only-new': onlyNew, 'dry-run': dryRun } = flags
    if (update && onlyNew) {
      refuse('arguments.together', '--update 和 --only-new 不能一起写。', {
        remedy: '要按文件更正，写 --update；只加新行，写 --only-new。',
      })
    }
    const township = oneTownship(actor, flags.area)
    const imported = await importFile(store, sender(store, actor, township, ledger), {
      ledger,
      township,
      bytes: await readInput(path),
      name: basename(path),
      changes: update ? 'take' : onlyNew ? 'leave' : undefined,
      moved: movedOf(flags),
      fill: flags.fill,
      dryRun,
      progress: (step, rows) => rows >= long && tell(steps[step](rows)),
    })
    if (!dryRun && !actor.areas.includes(township)) await placeKeepers(store)
    const { ledgers, added, known, changed, restored, bad, doubts, notes, receipt, marked } = imported
    // What is in the books has to be told, whatever becomes of the copy.
    const asks = !dryRun || flags.out !== undefined
    let back: string | undefined
    let unwritten: Problem | undefined
    if (marked && asks) {
      try {
        back = await writeBeside(flags.out ?? join(dirname(path), marked.name), marked.bytes)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        unwritten = error.problems[0]
      }
    }
    const elsewhere =
      flags.area === undefined &&
      bad.some(({ problems }) => problems.some(({ code }) => code === 'access.out_of_scope'))
    const undecided = changed.length > 0 && !update && !onlyNew
    return {
      json: {
        ledgers,
        added,
        known,
        changed,
        updated: update && !dryRun,
        restored,
        bad: inData(bad, store),
        doubts: inData(doubts, store),
        notes,
        ...(receipt && { act: receipt.seq }),
        ...(back !== undefined && { marked: back }),
        ...(unwritten && { unwritten: asData(unwritten, store.catalog) }),
      },
      lines: [
        ...counts(imported, store, update, told === '').map((line) => `${dryRun ? '试导入（没有写账）：' : ''}${line}`),
        ...notes,
        ...changed.slice(0, listed).map(changedLine),
        ...(changed.length > listed ? [`还有 ${changed.length - listed} 行有变化，用 --json 可以看全部。`] : []),
        ...(undecided ? ['有变化的行没有改：要按文件更正请加 --update 再导入一次；不改请加 --only-new。'] : []),
        ...restoredSaid(restored),
        ...(doubts.length > 0 ? [`存疑 ${doubts.length} 行，${dryRun ? '照样可以记' : '已经照样记下'}：`] : []),
        ...doubts.slice(0, listed).flatMap(({ problems }) => problems.map((p) => asLine(p, store.catalog))),
        ...(doubts.length > listed ? [`还有 ${doubts.length - listed} 行存疑，用 --json 可以看全部。`] : []),
        ...bad.slice(0, listed).flatMap(({ problems }) => problems.map((p) => asLine(p, store.catalog))),
        ...(bad.length > listed ? [`还有 ${bad.length - listed} 行有问题，都标在退回的文件里。`] : []),
        ...(elsewhere
          ? [
              `没有写 --area，是按乡镇 ${township} 导入的；这份表是别的乡镇的，请加 --area 和那个乡镇的 9 位代码再导入。`,
            ]
          : []),
        ...(marked && !asks ? ['只是试，退回的行没有另写文件；要看标好的，请加 --out 退回.xlsx。'] : []),
        ...(unwritten ? [`退回的文件没有写成：${asLine(unwritten, store.catalog)}`] : []),
        ...recordedSaid(receipt, ledgers, store),
        ...(back !== undefined ? [`有问题的行已标在 ${back} 里，改好后可以直接再导入。`] : []),
      ],
      failed: bad.length > 0 || undecided,
    }
  },
})

const inData = (rows: readonly Returned[], { catalog }: Store) =>
  rows.map(({ problems, ...line }) => ({ ...line, problems: problems.map((p) => asData(p, catalog)) }))

/** From so many rows on, an import tells how far it is. */
const long = 2000
const steps = {
  read: (rows: number) => `读了 ${rows} 行，正在找其中写到的户、人和地方……`,
  match: (rows: number) => `正在把 ${rows} 行和账上的对照……`,
  record: (rows: number) => `正在记 ${rows} 行……`,
}

/** So many rows are told of one by one. */
const listed = 20

/** The counts of each ledger, which is named where there are several or it was not told. */
function counts({ ledgers, bad }: Imported, { catalog }: Store, update: boolean, guessed: boolean): string[] {
  const several = ledgers.length > 1
  const lines = ledgers.map((one) => {
    const { title } = catalog.ledgers.get(one.ledger)!
    const left = one.changed > 0 && !update ? '（没有改，见下）' : ''
    return [
      `${several || guessed ? `${title}：` : ''}新增 ${one.added} 行`,
      `相同 ${one.known} 行`,
      `有变化 ${one.changed} 行${one.changed > 0 && update ? '（按文件更正）' : left}`,
      `恢复 ${one.restored} 行`,
      `退回 ${one.bad} 行。`,
    ].join('，')
  })
  return several ? [...lines, `表里退回 ${bad.length} 行。`] : lines
}

/** Under which number it stands in the books, by which it is taken back; not that of the places, to which everything belongs. */
function recordedSaid(receipt: Imported['receipt'], ledgers: Imported['ledgers'], { catalog }: Store): string[] {
  if (!receipt || receipt.repeated) return []
  const places = ledgers.some(({ ledger }) => catalog.ledgers.get(ledger)!.places)
  return [`记在第 ${receipt.seq} 号${places ? '' : `；整份表导错了，可以用 take-back ${receipt.seq} 撤回`}。`]
}

function restoredSaid(restored: Imported['restored']): string[] {
  const sheets = [...new Set(restored.map(({ sheet }) => sheet))]
  return sheets.map((sheet) => {
    const rows = restored.filter((one) => one.sheet === sheet).map(({ row }) => row)
    return `${placeSaid(sheets.length > 1 ? sheet : '', rows)}原来作废了，现在恢复。`
  })
}

function changedLine({ sheet, row, cells }: ChangedRow): string {
  const told = cells.map(({ label, before, after }) => `“${label}”${before || '（空）'} → ${after}`)
  return `${sheet && `工作表“${sheet}”`}第 ${row} 行有变化：${told.join('，')}`
}

/** Whoever works at this machine may open a new township's books: with its first areas, and with nothing else. */
function sender(store: Store, actor: Actor, township: string, ledger: string | undefined): Actor {
  if (actor.areas.includes(township)) return actor
  const { places } = store.catalog
  if (ledger !== places?.ledger) {
    refuse('store.no_books', `乡镇 ${township} 在系统里还没有账。`, {
      remedy: `请先用 import ${places?.ledger} 导入本乡镇和各村、组的行政区划。`,
    })
  }
  return { ...actor, areas: [...actor.areas, township] }
}
