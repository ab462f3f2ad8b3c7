import { area, day, on, required, text } from '#cli/flags.ts'
import { officeCommand, oneTownship } from '#cli/office.ts'
import { recorded } from '#cli/rows.ts'
import { asLine } from '#cli/told.ts'
import { refuse } from '#problem.ts'
import { lookupIn } from '#store/read/lookup.ts'
import { type Store, scoped } from '#store/store.ts'
import { redraw } from '#store/write/redraw.ts'

export const redrawAreas = officeCommand('redraw', {
  says: '并村、拆村、并组、拆组：从哪天起归到哪里，户跟着搬，一次办完',
  more: { says: '原来的村或村民组代码', needed: true },
  flags: {
    into: required({ ...area, says: '归到哪个村或村民组，可以是新的代码' }),
    name: text('名称', '归到的地方从那天起叫什么；新的代码必须写'),
    since: required(day('从哪天起')),
    only: text('户编号', '只迁走其中几户，用逗号隔开；原来的地方留着'),
    reason: required(text('依据', '依据哪份文件')),
    'dry-run': on('只看会怎样，不写账'),
  },
  async run({ store, actor }, { more, flags }) {
    const township = oneTownship(actor, flags.into)
    const only = flags.only === undefined ? undefined : await named(store, actor, flags.only.split(/[,，、\s]+/))
    const dryRun = flags['dry-run']
    const { replaced, moved, left, doubts, receipt } = await redraw(store, actor, {
      id: store.newId(),
      township,
      from: more,
      into: flags.into,
      ...(flags.name !== undefined && { name: flags.name }),
      on: flags.since,
      ...(only && { only }),
      reason: flags.reason,
      source: '命令行',
      dryRun,
    })
    const title = (id: string) => store.catalog.ledgers.get(id)!.title
    const { json, lines } = receipt ? recorded(store, receipt, '已办') : { json: {}, lines: ['试办（没有写账）：'] }
    return {
      json: { ...(json as object), replaced, moved, left },
      lines: [
        ...lines,
        ...replaced.map(({ from, into, name }) => `${from} → ${into}（${name}）`),
        ...moved.map(({ ledger, rows }) => `“${title(ledger)}”${rows} 行从 ${flags.since} 起算在新的地方。`),
        ...left.map(({ ledger, rows }) => `“${title(ledger)}”还有 ${rows} 行写着旧的地方，没有动：请逐行看过再更正。`),
        ...doubts.map((one) => `存疑：${asLine(one, store.catalog)}`),
      ],
    }
  },
})

/** Ids of what is named by its number. */
async function named(store: Store, actor: Parameters<typeof scoped>[1], names: readonly string[]): Promise<string[]> {
  const ledgers = [...new Set(store.catalog.moves.flatMap(({ ofLedgers }) => ofLedgers))]
  const found = await scoped(
    store,
    actor,
    async (tx) => Promise.all(ledgers.map((ledger) => lookupIn(tx).rows(ledger, [...names]))),
    { readOnly: true },
  )
  return names.map((name) => {
    const ids = found.flatMap((one) => one.get(name) ?? [])
    return ids.length === 1 && ids[0] !== 'many' ? ids[0]! : refuse('row.unknown', `找不到“${name}”，或者不止一个。`)
  })
}
