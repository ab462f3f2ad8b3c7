/** The first page of the rows behind each figure, against a plain page of the same ledger. */
import { sql } from 'kysely'
import type { Value } from '#kinds/index.ts'
import { askerOf } from '#measure/asker.ts'
import { leavesOf } from '#measure/statements.ts'
import { rowsBehind } from '#measure/trace.ts'
import { OPEN } from '#store/moment.ts'
import { scoped } from '#store/store.ts'
import { clerk } from '../test/support/demo.ts'
import { embedded, type Place, period, server, summaryIds } from './places.ts'
import { fastest, median, said } from './timing.ts'

const ROUNDS = 5
const PAGE = 50

interface Timed {
  id: string
  ours: number
  plain: number
}

export async function rowsBench(): Promise<string[]> {
  const lines = [
    '| 数据库 | 中位：明细首页 / 直接取 50 行 | 中位比 | 最差的比 | 最慢的一页 |',
    '| --- | --- | --- | --- | --- |',
  ]
  const slowest: string[] = []
  for (const open of [embedded, server]) {
    const place = await open()
    try {
      const timed: Timed[] = []
      for (const id of summaryIds) {
        const page = await pageOf(place, id)
        if (page) timed.push(page)
      }
      const byRatio = [...timed].sort((a, b) => b.ours / b.plain - a.ours / a.plain)
      const [worst] = byRatio
      const slow = timed.reduce((a, b) => (a.ours > b.ours ? a : b))
      const middle = median(timed.map((t) => t.ours / t.plain))
      lines.push(
        `| ${place.name} | ${said(median(timed.map((t) => t.ours)))} / ${said(median(timed.map((t) => t.plain)))} | ${middle.toFixed(1)} 倍 | ${(worst!.ours / worst!.plain).toFixed(1)} 倍（${worst!.id}） | ${said(slow.ours)}（${slow.id}） |`,
      )
      const list = byRatio.slice(0, 5).map((t) => `${t.id} ${said(t.ours)} / ${said(t.plain)}`)
      slowest.push(`${place.name}，比得最差的五个：${list.join('；')}`)
    } finally {
      await place.close()
    }
  }
  return [...lines, '', ...slowest]
}

async function pageOf({ store }: Place, id: string): Promise<Timed | undefined> {
  const [leaf] = leavesOf(store.catalog.indicators.get(id)!.node, askerOf(period))
  // A figure that the rules lay down has no rows.
  if (!leaf) return undefined
  const { ledger } = leaf.node.query
  const best = await fastest(ROUNDS, {
    ours: () => rowsBehind(store, clerk, id, { period }, { limit: PAGE }),
    plain: () =>
      scoped(
        store,
        clerk,
        (tx) =>
          tx.run(sql<
            Record<string, Value>
          >`SELECT * FROM ${sql.raw(`row_${ledger}`)} WHERE township = ${clerk.areas[0]!}::text
                     AND _to = ${sql.lit(OPEN)} LIMIT ${sql.lit(PAGE)}`),
        { snapshot: true, readOnly: true },
      ),
  })
  return { id, ...best }
}
