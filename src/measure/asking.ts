/** What figures and the rows behind them have in common: which indicator, which moment, which place, and one snapshot to ask in. */
import { sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { IndicatorDefinition } from '#define/indicator.ts'
import { reaches } from '#kinds/area.ts'
import { refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { areaNames } from '#store/read/office-words.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { inSight } from '#store/tables/rows-sql.ts'
import { tick } from '#store/write/acts.ts'
import type { Asking, Moment } from './figure.ts'

export function indicatorOf(catalog: Catalog, id: string): IndicatorDefinition {
  return (
    catalog.indicators.get(id) ??
    refuse('figure.unknown', `没有编号为“${id}”的指标。`, { remedy: '请核对指标的编号。' })
  )
}

/** Asks in one snapshot, which nobody writes into, after the moment asked about is closed. Refuses a place that nobody has registered, and an office without books. */
export async function inSnapshot<T>(
  store: Store,
  actor: Actor,
  asking: Pick<Asking, 'area' | 'moment'>,
  ask: (tx: Scoped) => Promise<T>,
): Promise<T> {
  await settle(store, actor, asking.moment)
  return scoped(
    store,
    actor,
    async (tx) => {
      someBooks(tx)
      await planForEveryone(tx)
      await knownArea(tx, actor, asking.area)
      return ask(tx)
    },
    { snapshot: true, readOnly: true },
  )
}

/**
 * Questions about everyone join whole ledgers. The planner cannot know how many rows a fact or an area leaves, and where it guesses few
 * it joins row by row: minutes instead of milliseconds. Hashing is never far from best here.
 */
export async function planForEveryone(tx: Scoped): Promise<void> {
  await tx.change(sql`SET LOCAL enable_nestloop = off`)
}

/** Who works for villages counts what was there, and no more of a row that moved. */
export function whereabouts({ actor }: Scoped, { area, moment }: Pick<Asking, 'area' | 'moment'>) {
  const sight = actor.areas.some((code) => reaches(code, 'village')) ? { sight: actor.areas } : {}
  return { ...(area !== undefined && { area }), ...(moment !== undefined && { moment }), ...sight }
}

/** The moment each township's books have reached. */
export async function moments(tx: Scoped): Promise<Record<string, Moment>> {
  const heads = await tx.run<{ township: string; at: number }>(
    sql`SELECT township, at FROM head WHERE ${inSight(tx)} ORDER BY township`,
  )
  return Object.fromEntries(heads.map((h) => [h.township, h.at]))
}

/** A moment asked about must be closed before it is read: later writes then get later stamps. */
async function settle(store: Store, actor: Actor, moment: Moment | undefined): Promise<void> {
  if (moment === undefined) return
  const heads = await scoped(store, actor, moments, { readOnly: true })
  const behind = Object.entries(heads).filter(([, at]) => at < moment)
  if (behind.length === 0) return
  const ticked = await tick(
    store,
    actor,
    behind.map(([township]) => township),
  )
  if (ticked < moment) refuse('moment.future', '要查的时刻还没有到。', { remedy: '请填现在或以前的时刻。' })
}

/** Counted over no books at all, everything is 0. */
function someBooks(tx: Scoped): void {
  if (tx.townships.length > 0) return
  refuse('store.no_books', '这里还没有任何乡镇的账，没有数可以算。', {
    remedy: '请核对数据文件夹（--data）或数据库地址（DATABASE_URL）；新开的账请先导入行政区划。',
  })
}

/** A place nobody has registered would count 0, and 0 looks like a figure. */
async function knownArea(tx: Scoped, actor: Actor, area: string | undefined): Promise<void> {
  if (area === undefined || !reaches(area, 'township')) return
  const names = await areaNames(tx)
  if (names.size === 0 || names.has(area) || actor.areas.includes(area)) return
  refuse('area.unknown', `区划代码 ${area} 没有登记，或者不在您的范围内。`, {
    remedy: '请核对代码；新设的村、组要先录入行政区划。',
  })
}
