/** Books of the made-up township: who writes in them, and acts to write. */
import { checkCharacter } from '#kinds/id-number.ts'
import type { Value } from '#kinds/index.ts'
import { type Actor, system } from '#store/actor.ts'
import type { Engine } from '#store/engine.ts'
import { type Keys, passingCipher } from '#store/keys.ts'
import { openStore, type Store, uuidv7 } from '#store/store.ts'
import type { Act, Change } from '#store/write/acts.ts'
import { record } from '#store/write/acts.ts'
import { catalog, township, villages } from './made-up-township.ts'

export const office: Actor = { id: 'u1', name: '乡里', role: 'office', areas: [township] }
export const villager = (n: 0 | 1): Actor => ({
  id: `v${n}`,
  name: `村${n + 1}`,
  role: 'village',
  areas: [villages[n]],
})

export interface Books {
  store: Store
  newId(): string
  /** Records an act of changes; `more` says otherwise what it is. */
  write(changes: Change[], more?: Partial<Act> & { actor?: Actor }): ReturnType<typeof record>
  /** A household with one person, in a village. */
  family(village: string, name: string): Promise<{ household: string; person: string; membership: string }>
}

/** Empty books with the two villages in them. `clock` stands still by itself, so that only the books move time. */
export async function openBooks(engine: Engine, clock?: () => number, keys: Keys = passingCipher()): Promise<Books> {
  const store = await openStore(engine, catalog, { keys, ...(clock && { clock }) })
  const newId = () => uuidv7(Date.now() * 1000)
  let count = 0
  const write: Books['write'] = (changes, { actor = office, ...more } = {}) =>
    // What the tests say of places is a slip put right, where they do not say that it moved.
    record(store, actor, { id: newId(), township, kind: 'record', slip: true, changes, ...more })
  await write(
    [township, ...villages].map((code) =>
      set('area', newId(), { code, name: `地${code.slice(9)}`, valid_from: '2020-01-01' }),
    ),
    { actor: system('测试', [township]) },
  )
  return {
    store,
    newId,
    write,
    async family(village, name) {
      const ids = familyIds(newId)
      await write(familyChanges(ids, village, name, `H${++count}-${ids.household.slice(-6)}`))
      return ids
    },
  }
}

/** A household moves: what an act says of it. */
export const moving = (books: Pick<Books, 'newId'>, household: string, from: string, to: string, day: string) => [
  correct('household', household, { area: to }),
  set('move', books.newId(), { household, left: from, moved_on: day }),
]

export const set = (ledger: string, id: string, values: Record<string, Value>): Change => ({ ledger, id, set: values })
export const correct = (ledger: string, id: string, values: Record<string, Value>): Change => ({
  ledger,
  id,
  correct: values,
})
export const voided = (ledger: string, id: string): Change => ({ ledger, id, void: true })

export const familyIds = (newId: () => string) => ({ household: newId(), person: newId(), membership: newId() })

export function familyChanges(
  ids: ReturnType<typeof familyIds>,
  village: string,
  name: string,
  number: string,
): Change[] {
  return [
    set('person', ids.person, { name }),
    set('household', ids.household, { number, head_name: name, area: village }),
    set('membership', ids.membership, { person: ids.person, household: ids.household, since: '2024-01-01' }),
  ]
}

/** A well-formed ID number that belongs to nobody. */
export function idNumberOf(n: number): string {
  const first17 = `99010119800101${String(n % 1000).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}
