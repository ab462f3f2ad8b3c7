/** Figures asked again, and asked again after one correction, against the same figures asked by a store that remembers nothing. */
import { figures } from '#measure/figures.ts'
import { Refusal } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { rowsOf } from '#store/read/list.ts'
import { scoped } from '#store/store.ts'
import { record } from '#store/write/acts.ts'
import { catalog, clerk, demoTownship } from '../test/support/demo.ts'
import { COUNTY, cloneTownships, settings } from './county.ts'
import { embedded, type Place, period, server, summaryIds } from './places.ts'
import { elapsed, fastest, median, said, times } from './timing.ts'

const ROUNDS = 5
const leader: Actor = { id: 'leader', name: '县里的人', role: 'leader', areas: [COUNTY] }

export async function memoryBench(scale: number): Promise<string[]> {
  const lines = [
    '| 数据库 | 谁问 | 头一次问 | 再问 | 再问比头一次 | 更正一行以后再问：中位、95% | 按村头一次问 | 按村再问 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ]
  for (const open of [embedded, () => server(settings)]) {
    const place = await open()
    try {
      lines.push(await again(place, '一个乡镇', clerk))
      if (!place.url || scale === 1) continue
      await cloneTownships(place.url, scale)
      lines.push(await again(place, `全县 ${scale} 个乡镇`, leader))
    } finally {
      await place.close()
    }
  }
  return lines
}

async function again({ store, name }: Place, who: string, actor: Actor): Promise<string> {
  const best = await fastest(ROUNDS, {
    first: () => figures({ ...store }, actor, summaryIds, { period }),
    again: () => figures(store, actor, summaryIds, { period }),
    villages: () => figures({ ...store }, actor, summaryIds, { period, by: 12 }),
    villagesAgain: () => figures(store, actor, summaryIds, { period, by: 12 }),
  })
  const spent: number[] = []
  for (const correct of corrections(store)) {
    if (!(await correct())) continue
    spent.push(await elapsed(() => figures(store, actor, summaryIds, { period })))
  }
  spent.sort((a, b) => a - b)
  const p95 = spent[Math.floor(spent.length * 0.95)]!
  return `| ${name} | ${who} | ${said(best.first)} | ${said(best.again)} | ${times(best.again, best.first)} | ${said(median(spent))}、${said(p95)}（${spent.length} 次） | ${said(best.villages)} | ${said(best.villagesAgain)} |`
}

/** One correction in each ledger that has a text which may be corrected by itself. */
function corrections(store: Place['store']): (() => Promise<boolean>)[] {
  return [...catalog.ledgers.values()].flatMap((ledger) => {
    const field = Object.entries(ledger.fields).find(
      ([id, { kind }]) => kind.name === 'text' && !ledger.unique.flat().includes(id),
    )?.[0]
    if (field === undefined) return []
    return [
      async () => {
        const page = await scoped(store, clerk, (tx) => rowsOf(tx, ledger.id, { limit: 1 }))
        const row = page.items[0]
        if (!row) return false
        try {
          await record(store, clerk, {
            id: store.newId(),
            township: demoTownship,
            kind: 'correct',
            reason: '测速',
            changes: [{ ledger: ledger.id, id: row.id, correct: { [field]: `测${Date.now() % 1000}` } }],
          })
          return true
        } catch (error) {
          if (error instanceof Refusal) return false
          throw error
        }
      },
    ]
  })
}
