/** What places are called, for shaping answers. */
import type { Catalog } from '#define/catalog.ts'
import type { Actor } from '#store/actor.ts'
import { areaNames, placeName, type When } from '#store/read/office-words.ts'
import type { Scoped } from '#store/store.ts'
import { type Store, scoped } from '#store/store.ts'

export type Place = { code: string; name: string }

/** Names a code, with the village before a villager group; the code itself where nobody has named it. */
export type Naming = (code: string) => Place

export const naming = async (tx: Scoped): Promise<Naming> => namingBy(await areaNames(tx))

const namingBy =
  (names: ReadonlyMap<string, string>): Naming =>
  (code) => ({ code, name: placeName(names, code) ?? code })

export interface Places {
  all: Place[]
  name: Naming
}

/** Places with the names that they have on a day, as `areaNames` finds them; default: today. */
export async function places(store: Store, actor: Actor, when?: When): Promise<Places> {
  return scoped(
    store,
    actor,
    async (tx) => {
      const names = await areaNames(tx, when)
      return { all: [...names.keys()].sort().map((code) => ({ code, name: names.get(code)! })), name: namingBy(names) }
    },
    { readOnly: true },
  )
}

/** The line of work that answers for an indicator. */
export function lineOf(catalog: Catalog, indicator: string): { id: string; title: string } {
  const line = catalog.lines.find((l) => l.indicators.includes(indicator))
  return { id: line?.id ?? '', title: line?.title ?? '' }
}
