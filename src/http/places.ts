/** What places are called, for shaping answers. */
import type { Catalog } from '#define/catalog.ts'
import type { Actor } from '#store/actor.ts'
import { areaNames, lastDays, placeName, type When } from '#store/read/office-words.ts'
import type { Scoped } from '#store/store.ts'
import { type Store, scoped } from '#store/store.ts'

export type Place = { code: string; name: string }

/** Names a code, with the village before a villager group; the code itself where nobody has named it. */
export type Naming = (code: string) => Place

export const naming = async (tx: Scoped): Promise<Naming> => namingBy(await areaNames(tx))

const namingBy =
  (names: ReadonlyMap<string, string>): Naming =>
  (code) => ({ code, name: placeName(names, code) ?? code })

/** A place, and its last day where it was closed; what chooses among places leaves out those that were closed before. */
export interface Lasting extends Place {
  until: string | null
}

export const inUseOn =
  (day: string) =>
  ({ until }: Lasting): boolean =>
    until === null || until >= day

export interface Places {
  all: Lasting[]
  name: Naming
}

/** Places with the names that they have on a day, as `areaNames` finds them; default: today. */
export async function places(store: Store, actor: Actor, when?: When): Promise<Places> {
  return scoped(
    store,
    actor,
    async (tx) => {
      const names = await areaNames(tx, when)
      const last = await lastDays(tx, when)
      const all = [...names.keys()]
        .sort()
        .map((code) => ({ code, name: names.get(code)!, until: last.get(code) ?? null }))
      return { all, name: namingBy(names) }
    },
    { readOnly: true },
  )
}

/** The line of work that answers for an indicator. */
export function lineOf(catalog: Catalog, indicator: string): { id: string; title: string } {
  const line = catalog.lines.find((l) => l.indicators.includes(indicator))
  return { id: line?.id ?? '', title: line?.title ?? '' }
}
