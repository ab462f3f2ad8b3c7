/** The rows behind a figure: the same scan and the same condition as counted it, without the aggregate. */

import { villageOf } from '#kinds/area.ts'
import type { Value } from '#kinds/index.ts'
import { fromSteps } from '#kinds/number.ts'
import { scaleOf, stepsPerWord } from '#kinds/unit.ts'
import type { Actor } from '#store/actor.ts'
import { namesOf, shown } from '#store/read/show.ts'
import { hidesWho } from '#store/sees.ts'
import { covers, type Scoped, type Store, withThoseWhoLeft } from '#store/store.ts'
import { askerOf } from './asker.ts'
import { indicatorOf, inSnapshot, whereabouts } from './asking.ts'
import { typeOf } from './check/expression.ts'
import type { Asking, TracedRow } from './figure.ts'
import { type Cursor, type Leaf, leavesOf, traceStatement } from './statements.ts'
import { refuseKept } from './withheld.ts'

export interface RowsPage {
  rows: TracedRow[]
  next: Cursor | null
}

/** A page of the rows behind an indicator, in a fixed order. */
export async function rowsBehind(
  store: Store,
  actor: Actor,
  id: string,
  asking: Asking,
  page: { after?: Cursor | null; limit?: number } = {},
): Promise<RowsPage> {
  const indicator = indicatorOf(store.catalog, id)
  const leaves = leavesOf(indicator.node, askerOf(asking.period))
  const limit = page.limit ?? 50
  refuseKept(store.catalog, actor, leaves, asking.area)
  return inSnapshot(store, actor, asking, async (tx) => {
    const rows: TracedRow[] = []
    let after = page.after ?? null
    for (let i = after?.leaf ?? 0; i < leaves.length; i++) {
      const leaf = leaves[i]!
      const wanted = limit - rows.length
      const statement = traceStatement(store.catalog, tx.townships, leaf, whereabouts(tx, asking), {
        after: after?.leaf === i ? after : null,
        limit: wanted + 1,
      })
      const found = await withThoseWhoLeft(tx, () => tx.run<Record<string, Value>>(statement))
      const taken = found.slice(0, wanted)
      rows.push(...(await shape(store, tx, leaf, taken, asking, indicator.shown)))
      if (found.length > wanted) {
        const { township, id } = taken.at(-1) ?? beforeAll
        return { rows, next: { leaf: i, township: String(township), id: String(id) } }
      }
      after = null
    }
    return { rows, next: null }
  })
}

/**
 * Sorts before every row, for a page that the part before has filled: the next one opens with the first row of this part. No township is
 * called '', but the database wants a uuid all the same.
 */
const beforeAll = { township: '', id: '00000000-0000-0000-0000-000000000000' }

/** All rows behind an indicator, page by page. */
export async function* allRowsBehind(
  store: Store,
  actor: Actor,
  id: string,
  asking: Asking,
): AsyncGenerator<TracedRow> {
  let after: Cursor | null = null
  do {
    const page: RowsPage = await rowsBehind(store, actor, id, asking, { after, limit: 2000 })
    yield* page.rows
    after = page.next
  } while (after)
}

async function shape(
  store: Store,
  tx: Scoped,
  leaf: Leaf,
  rows: readonly Record<string, Value>[],
  asking: Asking,
  shownIn: string | undefined,
): Promise<TracedRow[]> {
  const ledger = store.catalog.ledgers.get(leaf.node.query.ledger)!
  const type = typeOf(store.catalog, leaf.node, undefined)
  const unit = type.is === 'number' ? type.unit : ''
  // In the figure's own word, so that rows and figure can be added up side by side; parts of a ratio keep their own.
  const scale = stepsPerWord(unit, shownIn ?? unit) ?? scaleOf(unit)
  const unnamed = hidesWho(ledger, tx.actor)
  const hidden = (row: Record<string, Value>) => !covers(tx.actor, String(row._area))
  const names = await namesOf(
    tx,
    ledger,
    rows.filter((row) => !hidden(row)),
    asking.moment,
  )
  return rows.map((row) => {
    const counted = {
      part: leaf.part,
      id: String(row.id),
      township: String(row.township),
      ledger: ledger.id,
      area: unnamed ? villageOf(String(row._area_on)) : String(row._area_on),
      contributes: row._adds == null ? 0 : Number(fromSteps(Number(row._adds), scale)),
    }
    if (hidden(row)) {
      const away = { ledger: ledger.id, id: counted.id, name: '（已迁往别处）' }
      return { ...counted, movedTo: String(row._area), subject: away, values: {} }
    }
    const subject = ledger.of.map((field) => row[field]).find((id) => id != null) as string | undefined
    return {
      ...counted,
      subject: subject === undefined || unnamed ? null : (names.get(subject) ?? null),
      values: shown(tx, ledger, row, names),
    }
  })
}
