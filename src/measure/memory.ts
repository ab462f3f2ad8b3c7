/**
 * What was counted before and still holds. A township's answer to a question is true until an act touches something that the question
 * reads (`touched`), so it is kept under the number of the last act that did: nothing ever has to be thrown away as stale, only as old.
 */
import { sql } from 'kysely'
import { covers, reaches } from '#kinds/area.ts'
import type { Actor } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import type { Scoped, Store } from '#store/store.ts'
import { inSight } from '#store/tables/rows-sql.ts'
import { touchOf } from '#store/tables/touch.ts'
import type { Asking } from './figure.ts'
import { readsOf } from './reads.ts'
import { type Counted, textOf } from './shape.ts'
import type { Leaf } from './statements.ts'

/** What a leaf came to in each area of one township; under '' where it was not asked by area. */
export type ByArea = ReadonlyMap<string, Counted>

/** So many figures of areas are kept, those asked last: some 40 MB. */
const KEPT = 400_000

interface Shelf {
  answers: Map<string, ByArea>
  cells: number
  /** The declarations' aggregates, numbered: their texts are long. */
  numbers: Map<string, number>
  touches: Map<string, Touches>
}

/** What acts of a township touched, as of its act `seq`. */
interface Touches {
  seq: number
  last: Map<string, { seq: number; at: Moment }>
}

const shelves = new WeakMap<Store, Shelf>()

export interface Memory {
  /** What is remembered of a leaf asked at a level, one township after another. */
  of(leaf: Leaf, level: number | undefined): Remembered
}

interface Remembered {
  /** Undefined: to be asked. */
  recall(township: string): ByArea | undefined
  keep(township: string, answer: ByArea): void
}

/** The memory as one question sees it: reads in its snapshot which act touched what last. */
export async function remembering(tx: Scoped, asking: Pick<Asking, 'area' | 'moment'>): Promise<Memory> {
  const shelf = shelves.get(tx.store) ?? { answers: new Map(), cells: 0, numbers: new Map(), touches: new Map() }
  shelves.set(tx.store, shelf)
  const touched = await lastTouches(tx, shelf.touches)
  const sights = new Map(tx.townships.map((township) => [township, sightOf(tx.actor, township)]))
  return {
    of(leaf, level) {
      const number = numberOf(shelf.numbers, textOf(leaf.node))
      const put = { level, within: asking.area !== undefined }
      const question = `${asking.area ?? ''}|${level ?? ''}|${number}|${leaf.asker.from}|${leaf.asker.day}`
      const key = (township: string): string => {
        const sight = sights.get(township)!
        const reads = readsOf(tx.store.catalog, leaf, { ...put, narrow: sight !== '' })
        return `${township}|${standingSince(touched.get(township)!, reads, asking.moment)}|${sight}|${question}`
      }
      return {
        recall(township) {
          const at = key(township)
          const answer = shelf.answers.get(at)
          if (!answer) return undefined
          // Last in the order of the map is last to go.
          shelf.answers.delete(at)
          shelf.answers.set(at, answer)
          return answer
        },
        keep(township, answer) {
          const at = key(township)
          shelf.cells += sizeOf(answer) - sizeOf(shelf.answers.get(at))
          shelf.answers.set(at, answer)
          for (const [oldest, gone] of shelf.answers) {
            if (shelf.cells <= KEPT) break
            shelf.answers.delete(oldest)
            shelf.cells -= sizeOf(gone)
          }
        },
      }
    },
  }
}

const sizeOf = (answer: ByArea | undefined): number => (answer ? answer.size + 1 : 0)

function numberOf(numbers: Map<string, number>, text: string): number {
  const number = numbers.get(text) ?? numbers.size
  numbers.set(text, number)
  return number
}

/** Read anew only of townships with further acts. */
async function lastTouches(tx: Scoped, known: Map<string, Touches>): Promise<ReadonlyMap<string, Touches>> {
  const heads = await tx.run<{ township: string; seq: number }>(
    sql`SELECT township, seq FROM head WHERE ${inSight(tx)}`,
  )
  // Of this snapshot: meanwhile another question may bring what is known further.
  const touched = new Map<string, Touches>()
  const behind: typeof heads = []
  for (const head of heads) {
    const touches = known.get(head.township)
    if (touches?.seq === head.seq) touched.set(head.township, touches)
    else behind.push(head)
  }
  if (behind.length === 0) return touched
  const rows = await tx.run<{ township: string; ledger: string; what: string; seq: number; at: Moment }>(
    sql`SELECT township, ledger, what, seq, at FROM touched WHERE ${inSight({ townships: behind.map(({ township }) => township) })}`,
  )
  for (const { township, seq } of behind) touched.set(township, { seq, last: new Map() })
  for (const { township, ledger, what, seq, at } of rows) {
    touched.get(township)!.last.set(touchOf(ledger, what), { seq, at })
  }
  for (const { township } of behind) known.set(township, touched.get(township)!)
  return touched
}

/** Since when the answer stands: the last act that touched what is read, or the moment asked about where something was touched after it. */
function standingSince({ last }: Touches, reads: readonly string[], moment: Moment | undefined): string {
  let since = 0
  for (const read of reads) {
    const touch = last.get(read)
    if (!touch) continue
    if (moment !== undefined && touch.at > moment) return `@${moment}`
    if (touch.seq > since) since = touch.seq
  }
  return String(since)
}

/** Who sees a whole township sees what everybody does who sees the whole; others share with those of the same areas. */
function sightOf(actor: Actor, township: string): string {
  if (actor.areas.some((area) => covers(township, area))) return ''
  return actor.areas
    .filter((area) => reaches(area, 'township') && covers(area, township))
    .sort()
    .join(',')
}
