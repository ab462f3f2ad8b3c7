/** Figures asked again, and asked again after one correction, against the same figures asked by a store that remembers nothing. */
import { sql } from 'kysely'
import type { Value } from '#kinds/index.ts'
import { figures } from '#measure/figures.ts'
import { Refusal } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { OPEN } from '#store/moment.ts'
import { scoped } from '#store/store.ts'
import { table } from '#store/tables/rows-sql.ts'
import { type Change, record } from '#store/write/acts.ts'
import { catalog, clerk, demoTownship } from '../test/support/demo.ts'
import { COUNTY, cloneTownships, settings } from './county.ts'
import { embedded, type Place, period, server, summaryIds } from './places.ts'
import { elapsed, fastest, said, times } from './timing.ts'

const ROUNDS = 5
const leader: Actor = { id: 'leader', name: '县里的人', role: 'leader', areas: [COUNTY] }

interface Changing {
  what: string
  kind: 'correct' | 'void'
  change: Change
  back?: Change
}

export async function memoryBench(scale: number): Promise<string[]> {
  const lines = [
    '| 数据库 | 谁问 | 头一次问 | 再问 | 再问比头一次 | 更正一栏以后再问：中位、95%、最慢 | 作废一行以后再问：中位、95%、最慢 | 按村头一次问 | 按村再问 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ]
  const slow: string[] = []
  for (const open of [embedded, () => server(settings)]) {
    const place = await open()
    try {
      lines.push(await again(place, '一个乡镇', clerk, slow))
      if (!place.url || scale === 1) continue
      await cloneTownships(place.url, scale)
      lines.push(await again(place, `全县 ${scale} 个乡镇`, leader, slow))
    } finally {
      await place.close()
    }
  }
  return [...lines, '', ...slow]
}

async function again(place: Place, who: string, actor: Actor, slow: string[]): Promise<string> {
  const { store, name } = place
  const best = await fastest(ROUNDS, {
    first: () => figures({ ...store }, actor, summaryIds, { period }),
    again: () => figures(store, actor, summaryIds, { period }),
    villages: () => figures({ ...store }, actor, summaryIds, { period, by: 12 }),
    villagesAgain: () => figures(store, actor, summaryIds, { period, by: 12 }),
  })
  const spent = { correct: [] as Spent[], void: [] as Spent[] }
  for (const { what, kind, change, back } of await changes(place)) {
    // A correction is made and taken back some times, where it seems slow: others use the machine too.
    const times = back ? [change, back, change] : [change]
    let ms = Infinity
    for (const one of times) {
      const act = { id: store.newId(), township: demoTownship, kind, reason: '测速', changes: [one] }
      const done = await record(store, clerk, act).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
      })
      if (done) ms = Math.min(ms, await elapsed(() => figures(store, actor, summaryIds, { period })))
      if (!done || ms < 25) break
    }
    if (ms < Infinity) spent[kind].push({ what, ms })
  }
  for (const list of Object.values(spent)) list.sort((a, b) => a.ms - b.ms)
  const at = (list: Spent[], share: number) => list[Math.min(list.length - 1, Math.floor(list.length * share))]!.ms
  const told = (list: Spent[]) =>
    `${said(at(list, 0.5))}、${said(at(list, 0.95))}、${said(at(list, 1))}（${list.length} 次）`
  const last = (list: Spent[]) =>
    list
      .slice(-6)
      .reverse()
      .map(({ what, ms }) => `${what} ${said(ms)}`)
      .join('；')
  slow.push(`${name}，${who}，最慢的更正：${last(spent.correct)}；最慢的作废：${last(spent.void)}。`)
  return `| ${name} | ${who} | ${said(best.first)} | ${said(best.again)} | ${times(best.again, best.first)} | ${told(spent.correct)} | ${told(spent.void)} | ${said(best.villages)} | ${said(best.villagesAgain)} |`
}

interface Spent {
  what: string
  ms: number
}

/** For each column of each ledger a correction of one row to the value of another, and one row of each ledger to be voided. */
async function changes({ store }: Place): Promise<Changing[]> {
  const found: Changing[] = []
  await scoped(store, clerk, async (tx) => {
    for (const ledger of catalog.ledgers.values()) {
      const standing = sql`${table(ledger.id)} WHERE township = ${demoTownship} AND _to = ${sql.lit(OPEN)}`
      for (const [field, { kind }] of Object.entries(ledger.fields)) {
        if (kind.sealed) continue
        const [row] = await tx.run<{ id: string; own: Value; value: Value }>(
          sql`SELECT r.id, r.value AS own, o.value FROM (SELECT id, ${sql.id(field)} AS value FROM ${standing} ORDER BY id LIMIT 1) r,
              LATERAL (SELECT ${sql.id(field)} AS value FROM ${standing} AND ${sql.id(field)} IS DISTINCT FROM r.value LIMIT 1) o`,
        )
        const what = `${ledger.id}.${field}`
        if (!row) continue
        const to = (value: Value): Change => ({ ledger: ledger.id, id: row.id, correct: { [field]: value } })
        found.push({ what, kind: 'correct', change: to(row.value), back: to(row.own) })
      }
      const [last] = await tx.run<{ id: string }>(sql`SELECT id FROM ${standing} ORDER BY id DESC LIMIT 1`)
      if (last) found.push({ what: ledger.id, kind: 'void', change: { ledger: ledger.id, id: last.id, void: true } })
    }
  })
  return found
}
