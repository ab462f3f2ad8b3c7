/**
 * What was counted before and still holds. A township's answer to a question is true until an act writes into a ledger that the question
 * reads (`touched`), so it is kept under the number of the last act that did: nothing ever has to be thrown away as stale, only as old.
 */
import { sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { AggregateNode } from '#define/node.ts'
import { covers, reaches } from '#kinds/area.ts'
import type { Actor } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import { compiled } from '#store/sql.ts'
import type { Scoped, Store } from '#store/store.ts'
import { inSight } from '#store/tables/rows-sql.ts'
import type { Asking } from './figure.ts'
import { type Counted, keyOf } from './shape.ts'
import { figureStatement, type Leaf } from './statements.ts'

/** What a leaf came to in each area of one township; under '' where it was not asked by area. */
export type ByArea = ReadonlyMap<string, Counted>

/** So many figures of areas are kept, those asked last: some 40 MB. */
const KEPT = 400_000

interface Shelf {
  answers: Map<string, ByArea>
  cells: number
}

const shelves = new WeakMap<Store, Shelf>()

export interface Memory {
  /** Undefined: to be asked. */
  recall(leaf: Leaf, township: string, level: number | undefined): ByArea | undefined
  keep(leaf: Leaf, township: string, level: number | undefined, answer: ByArea): void
}

/** The memory as one question sees it: reads in its snapshot which act touched which ledger last. */
export async function remembering(tx: Scoped, asking: Pick<Asking, 'area' | 'moment'>): Promise<Memory> {
  const touched = await lastTouches(tx)
  const shelf = shelves.get(tx.store) ?? { answers: new Map(), cells: 0 }
  shelves.set(tx.store, shelf)
  const sights = new Map(tx.townships.map((township) => [township, sightOf(tx.actor, township)]))
  const key = (leaf: Leaf, township: string, level: number | undefined): string => {
    const last = standingSince(touched.get(township), ledgersRead(tx.store.catalog, leaf), asking.moment)
    return `${township}|${last}|${sights.get(township)}|${asking.area ?? ''}|${level ?? ''}|${keyOf(leaf)}`
  }
  return {
    recall(leaf, township, level) {
      const at = key(leaf, township, level)
      const answer = shelf.answers.get(at)
      if (!answer) return undefined
      // Last in the order of the map is last to go.
      shelf.answers.delete(at)
      shelf.answers.set(at, answer)
      return answer
    },
    keep(leaf, township, level, answer) {
      const at = key(leaf, township, level)
      shelf.cells += sizeOf(answer) - sizeOf(shelf.answers.get(at))
      shelf.answers.set(at, answer)
      for (const [oldest, gone] of shelf.answers) {
        if (shelf.cells <= KEPT) break
        shelf.answers.delete(oldest)
        shelf.cells -= sizeOf(gone)
      }
    },
  }
}

const sizeOf = (answer: ByArea | undefined): number => (answer ? answer.size + 1 : 0)

type Touches = ReadonlyMap<string, { seq: number; at: Moment }>

async function lastTouches(tx: Scoped): Promise<ReadonlyMap<string, Touches>> {
  const rows = await tx.run<{ township: string; ledger: string; seq: number; at: Moment }>(
    sql`SELECT township, ledger, seq, at FROM touched WHERE ${inSight(tx)}`,
  )
  const townships = new Map<string, Map<string, { seq: number; at: Moment }>>()
  for (const { township, ledger, seq, at } of rows) {
    const touches = townships.get(township) ?? new Map()
    townships.set(township, touches.set(ledger, { seq, at }))
  }
  return townships
}

/** Since when the answer stands: the last act that touched what is read, or the moment asked about where something was touched after it. */
function standingSince(touches: Touches | undefined, reads: readonly string[], moment: Moment | undefined): string {
  let last = 0
  for (const ledger of reads) {
    const touch = touches?.get(ledger)
    if (!touch) continue
    if (moment !== undefined && touch.at > moment) return `@${moment}`
    last = Math.max(last, touch.seq)
  }
  return String(last)
}

/** Who sees a whole township sees what everybody does who sees the whole; others share with those of the same areas. */
function sightOf(actor: Actor, township: string): string {
  if (actor.areas.some((area) => covers(township, area))) return ''
  return actor.areas
    .filter((area) => reaches(area, 'township') && covers(area, township))
    .sort()
    .join(',')
}

const reads = new WeakMap<Catalog, WeakMap<AggregateNode, readonly string[]>>()

/** The ledgers that a leaf's statement reads, taken from the statement itself. */
function ledgersRead(catalog: Catalog, leaf: Leaf): readonly string[] {
  const known = reads.get(catalog) ?? new WeakMap<AggregateNode, readonly string[]>()
  reads.set(catalog, known)
  const found = known.get(leaf.node)
  if (found) return found
  const { text } = compiled(figureStatement(catalog, [], leaf.node.query.ledger, [leaf], {}))
  const ledgers = [...new Set([...text.matchAll(/\brow_([a-z0-9_]+)/g)].map((match) => match[1]!))]
  known.set(leaf.node, ledgers)
  return ledgers
}
