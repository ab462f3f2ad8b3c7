/** All figures of the summary in one pass per ledger, against one query per figure. Each time by a store that remembers nothing yet. */

import { askerOf } from '#measure/asker.ts'
import { planForEveryone } from '#measure/asking.ts'
import { figures } from '#measure/figures.ts'
import { figureStatement, leavesOf } from '#measure/statements.ts'
import { scoped } from '#store/store.ts'
import { clerk } from '../test/support/demo.ts'
import { embedded, type Place, period, server, summaryIds } from './places.ts'
import { fastest, said, times } from './timing.ts'

const ROUNDS = 7

export async function figuresBench(): Promise<string[]> {
  const lines = [
    '| 数据库 | 94 个数一起问 | 94 次，一次问一个 | 同一事务里逐个语句 | 一起问快 |',
    '| --- | --- | --- | --- | --- |',
  ]
  for (const open of [embedded, server]) {
    const place = await open()
    try {
      await sameAnswers(place)
      const { store } = place
      const best = await fastest(ROUNDS, {
        together: () => figures({ ...store }, clerk, summaryIds, { period }),
        apart: async () => {
          for (const id of summaryIds) await figures({ ...store }, clerk, [id], { period })
        },
        bare: () => bareStatements(place),
      })
      lines.push(
        `| ${place.name} | ${said(best.together)} | ${said(best.apart)} | ${said(best.bare)} | ${times(best.apart, best.together)}；对逐个语句 ${times(best.bare, best.together)} |`,
      )
    } finally {
      await place.close()
    }
  }
  return lines
}

/** The same compiled statements with one aggregate each, in one transaction: the least that asking one by one can cost. */
function bareStatements({ store }: Place): Promise<void> {
  const asker = askerOf(period)
  const leaves = summaryIds.flatMap((id) => leavesOf(store.catalog.indicators.get(id)!.node, asker))
  return scoped(
    store,
    clerk,
    async (tx) => {
      await planForEveryone(tx)
      for (const leaf of leaves) {
        await tx.run(figureStatement(store.catalog, tx.townships, leaf.node.query.ledger, [leaf], {}))
      }
    },
    { snapshot: true, readOnly: true },
  )
}

async function sameAnswers({ store, name }: Place): Promise<void> {
  const together = await figures({ ...store }, clerk, summaryIds, { period })
  for (const figure of together.figures) {
    const [alone] = (await figures({ ...store }, clerk, [figure.id], { period })).figures
    if (alone!.value !== figure.value || alone!.rows !== figure.rows) {
      throw new Error(`${name}：${figure.id} 一起问是 ${figure.value}，单独问是 ${alone!.value}`)
    }
  }
}
