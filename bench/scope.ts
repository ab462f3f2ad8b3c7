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

const ROUNDS = 5

export async function scopeBench(scale: number): Promise<string[]> {
  const lines = [
    '| 数据库 | 谁 | 有权限 | 没有权限 | 总时间的比 | 语句的比：中位、最差 |',
    '| --- | --- | --- | --- | --- | --- |',
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
  const each: { bound: number; free: number }[] = []
  // A superuser, whom no policy binds.
  const free = place.url ? await openPostgres(place.url) : place.store.engine
  for (const statement of statements) {
    const best = { bound: Infinity, free: Infinity }
    const measure = async (way: keyof typeof best, connection: Connection) => {
      await connection.query('SET LOCAL enable_nestloop = off')
      const spent = await elapsed(() => connection.query(statement.text, statement.parameters))
      best[way] = Math.min(best[way], spent)
    }
    for (let round = 0; round < ROUNDS; round++) {
      await scoped(place.store, actor, ({ connection }) => measure('bound', connection))
      await free.transaction((connection) => measure('free', connection))
    }
    each.push(best)
  }
  if (free !== place.store.engine) await free.close()
  const sum = (of: 'bound' | 'free') => each.reduce((n, e) => n + e[of], 0)
  const ratios = each.map((e) => e.bound / e.free)
  return `| ${place.name} | ${who} | ${said(sum('bound'))} | ${said(sum('free'))} | ${times(sum('bound'), sum('free'))} | ${median(ratios).toFixed(2)}、${Math.max(...ratios).toFixed(2)} 倍 |`
}
