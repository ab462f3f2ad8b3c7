/** What row security costs: the statements of all figures as an actor asks them, against the same ones with no policy in the way. */
import { figures } from '#measure/figures.ts'
import type { Actor } from '#store/actor.ts'
import { openPostgres } from '#store/engine/postgres.ts'
import type { Connection } from '#store/engine.ts'
import { type Store, scoped } from '#store/store.ts'
import { demoTownship } from '../test/support/demo.ts'
import { COUNTY, cloneTownships, recording, type Statement, settings } from './county.ts'
import { embedded, type Place, period, server, summaryIds } from './places.ts'
import { elapsed, median, said, times } from './timing.ts'

const ROUNDS = 9

export async function scopeBench(scale: number): Promise<string[]> {
  const lines = [
    '| 数据库 | 谁 | 总时间的比：各轮的中位 | 各语句最快一轮相加的比 | 有权限 | 没有权限 | 语句的比：中位、最差 |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ]
  for (const open of [embedded, () => server(settings)]) {
    const place = await open()
    try {
      if (place.url) await cloneTownships(place.url, scale)
      for (const [who, areas] of actors(place.url ? scale : 1)) lines.push(await costOf(place, who, areas))
    } finally {
      await place.close()
    }
  }
  return lines
}

function actors(scale: number): [string, string[]][] {
  const townships = Array.from({ length: scale }, (_, n) => `${COUNTY}${201 + n}`)
  const all: [string, string[]][] = [
    ['一个村', [`${demoTownship}201`]],
    ['两个村', [`${demoTownship}201`, `${demoTownship}203`]],
    ['一个乡镇', [demoTownship]],
  ]
  if (scale > 2) all.push(['三个乡镇', townships.slice(0, 3)])
  return scale > 1 ? [...all, [`全县 ${scale} 个乡镇`, [COUNTY]]] : all
}

async function costOf(place: Place, who: string, areas: string[]): Promise<string> {
  const actor: Actor = { id: 'bench', name: who, role: 'office', areas }
  const statements: Statement[] = []
  const store: Store = { ...place.store, engine: recording(place.store.engine, statements) }
  await figures(store, actor, summaryIds, { period })
  // A superuser, whom no policy binds.
  const free = place.url ? await openPostgres(place.url) : place.store.engine
  const timed = (connection: Connection, statement: Statement) =>
    elapsed(() => connection.query(statement.text, statement.parameters))
  const ask = {
    bound: (statement: Statement) =>
      scoped(place.store, actor, async ({ connection }) => {
        await connection.query('SET LOCAL enable_nestloop = off')
        return timed(connection, statement)
      }),
    free: (statement: Statement) =>
      free.transaction(async (connection) => {
        await connection.query('SET LOCAL enable_nestloop = off')
        return timed(connection, statement)
      }),
  }
  // In pairs, one right after the other: what else the machine does falls on both.
  const rounds: { bound: number; free: number }[][] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const pairs: { bound: number; free: number }[] = []
    for (const statement of statements) {
      const pair = { bound: 0, free: 0 }
      for (const way of round % 2 ? (['bound', 'free'] as const) : (['free', 'bound'] as const)) {
        pair[way] = await ask[way](statement)
      }
      pairs.push(pair)
    }
    // The first round only warms up.
    if (round > 0) rounds.push(pairs)
  }
  if (free !== place.store.engine) await free.close()
  const sum = (pairs: { bound: number; free: number }[], of: 'bound' | 'free') => pairs.reduce((n, p) => n + p[of], 0)
  const total = median(rounds.map((pairs) => sum(pairs, 'bound') / sum(pairs, 'free')))
  const best = statements.map((_, i) => {
    const fastest = (of: 'bound' | 'free') => Math.min(...rounds.map((pairs) => pairs[i]![of]))
    return { bound: fastest('bound'), free: fastest('free') }
  })
  const ratios = statements.map((_, i) => median(rounds.map((pairs) => pairs[i]!.bound / pairs[i]!.free)))
  return `| ${place.name} | ${who} | ${total.toFixed(2)} 倍 | ${times(sum(best, 'bound'), sum(best, 'free'))} | ${said(sum(best, 'bound'))} | ${said(sum(best, 'free'))} | ${median(ratios).toFixed(2)}、${Math.max(...ratios).toFixed(2)} 倍 |`
}
