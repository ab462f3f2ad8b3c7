import { yearPeriod } from '#define/period.ts'
import { figures } from '#measure/figures.ts'
import type { Actor } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import type { Store } from '#store/store.ts'

/** All figures of last year in short, `id=value`, to be compared with those of a copy of the same books. */
export async function figuresSaid(store: Store, actor: Actor, moment?: Moment): Promise<string[]> {
  const period = yearPeriod(new Date().getFullYear() - 1)
  const ids = [...store.catalog.indicators.keys()]
  const answer = await figures(store, actor, ids, { period, ...(moment && { moment }) })
  return answer.figures.map(({ id, value }) => `${id}=${value}`)
}
