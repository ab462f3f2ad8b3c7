/**
 * The rows that a rule can read of one row, and no others: what the books of one household are to a phone, and what is fetched to judge
 * whoever an act has just touched. All that a round of the walk needs is asked in one question for each ledger and column.
 */
import { sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import { datedBy } from '#define/dating.ts'
import { type AggregateNode, daysOf, type Node, type Step } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'
import { asOf, inSight, table } from '#store/tables/rows-sql.ts'
import type { Books, Row } from './evaluate.ts'
import { keysOf } from './keys.ts'
import { endings, wayTo } from './subject.ts'

/** Rows of a ledger that have one of the values in a column (`id` too); all of them where no column is named. */
export type Fetch = (ledger: string, column: string | undefined, values: readonly Value[]) => Promise<readonly Row[]>

interface Place {
  ledger: string
  row: Row
  /** The row that asks the question in which this one is counted. */
  asking?: Place
}

/** What `nodes` can read, asked of the row with this id. Undefined where there is none. */
export async function sliceOf(
  catalog: Catalog,
  nodes: readonly Node[],
  { ledger, id }: { ledger: string; id: string },
  fetch: Fetch,
): Promise<{ row: Row; books: Books } | undefined> {
  const { load, books } = loader(fetch)
  const [row] = await load(ledger, 'id', id)
  if (!row) return undefined
  const seen = new WeakMap<Node, Set<string>>()

  async function touch(node: Node, at: Place): Promise<void> {
    // A question's inside is read for each row that asks it; all else once for a row.
    const key = `${at.ledger}/${at.row.id}/${at.asking?.row.id ?? ''}`
    const known = seen.get(node) ?? new Set<string>()
    seen.set(node, known)
    if (known.has(key)) return
    known.add(key)
    switch (node.node) {
      case 'parameter':
        return each(
          [node.key, node.on].filter((one) => one !== undefined),
          (one) => touch(one, at),
        )
      case 'field':
        await follow([at.row], node.steps)
        return
      case 'fact': {
        const fact = catalog.facts.get(node.id)!
        const steps = node.steps.length ? node.steps : wayTo(catalog, at.ledger, fact.about)!
        const subjects = await follow([at.row], steps)
        return each(subjects, (subject) => touch(fact.node, { ledger: fact.about, row: subject }))
      }
      case 'op':
        return each(node.args, (arg) => touch(arg, at))
      case 'shift':
        return touch(node.inner, at)
      case 'outer':
        return at.asking && touch(node.inner, at.asking)
      case 'aggregate':
        return count(node, at)
    }
  }

  async function count(node: AggregateNode, at: Place): Promise<void> {
    const { query, value } = node
    const counted = catalog.ledgers.get(query.ledger)!
    const keys = keysOf(catalog, node, at.ledger)
    const found = await alike(query.ledger, keys, at)
    const inside = [...query.where, ...(value ? [value] : []), ...daysOf(query.time), ...keys.map((key) => key.inner)]
    const walks = [...endings(catalog, counted), ...[datedBy(counted)].flatMap((dated) => dated ?? [])]
    await each(found, async (row) => {
      await each(walks, ({ steps }) => follow([row], steps))
      await each(inside, (one) => touch(one, { ledger: query.ledger, row, asking: at }))
    })
  }

  /** Rows that may be alike the asking one: by the first of its keys that leads from a column. */
  async function alike(ledger: string, keys: ReturnType<typeof keysOf>, at: Place): Promise<readonly Row[]> {
    await each(keys, (key) => touch(key.outer, at))
    for (const { inner, outer } of keys) {
      if (inner.node !== 'field' || outer.node !== 'field') continue
      const values = (await follow([at.row], outer.steps)).map((row) => row[outer.field] ?? null)
      const ends = await Promise.all(values.map((value) => load(inner.steps.at(-1)?.to ?? ledger, inner.field, value)))
      return back(ledger, inner.steps, ends.flat())
    }
    return load(ledger, undefined, null)
  }

  /** Wherever steps may lead, on whatever day. */
  async function follow(from: readonly Row[], steps: readonly Step[]): Promise<readonly Row[]> {
    let rows = from
    for (const step of steps) {
      const ids = 'link' in step ? rows.map((row) => row[step.link]) : await joined(step.joined, 'from', 'to', rows)
      rows = await byId(step.to, ids)
    }
    return rows
  }

  /** From where steps lead to one of the rows. */
  async function back(ledger: string, steps: readonly Step[], ends: readonly Row[]): Promise<readonly Row[]> {
    let rows = ends
    for (let i = steps.length - 1; i >= 0; i--) {
      const step = steps[i]!
      const source = i === 0 ? ledger : steps[i - 1]!.to
      if ('link' in step) {
        const links = step.link
        rows = (await Promise.all(rows.map((row) => load(source, links, row.id)))).flat()
      } else rows = await byId(source, await joined(step.joined, 'to', 'from', rows))
    }
    return rows
  }

  async function joined(ledger: string, mine: 'from' | 'to', other: 'from' | 'to', rows: readonly Row[]) {
    const join = catalog.joins.find((one) => one.ledger === ledger)!
    const members = await Promise.all(rows.map((row) => load(ledger, join[mine], row.id)))
    // Whoever belongs to it belongs elsewhere on other days.
    if (mine === 'to') await Promise.all(members.flat().map((one) => load(ledger, join.from, one[join.from] ?? null)))
    return members.flat().map((one) => one[join[other]])
  }

  async function byId(ledger: string, ids: readonly (Value | undefined)[]): Promise<Row[]> {
    const known = [...new Set(ids)].filter((one) => one != null)
    return (await Promise.all(known.map((one) => load(ledger, 'id', one)))).flat()
  }

  await each(nodes, (node) => touch(node, { ledger, row }))
  return { row, books }
}

/** All at once, so that what they need is fetched together. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown> | undefined): Promise<void> {
  await Promise.all(items.map(work))
}

/** Asks for each row once; what is wanted in the same round goes in one question for each ledger and column. */
function loader(fetch: Fetch) {
  const books = new Map<string, Row[]>()
  const held = new Map<string, Set<string>>()
  const asked = new Map<string, Promise<readonly Row[]>>()
  const waiting = new Map<
    string,
    { ledger: string; column: string | undefined; values: Map<Value, (rows: readonly Row[]) => void> }
  >()
  let due: Promise<void> | undefined

  async function send(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    due = undefined
    const batch = [...waiting.values()]
    waiting.clear()
    for (const { ledger, column, values } of batch) {
      const rows = await fetch(ledger, column, [...values.keys()])
      keep(ledger, rows)
      for (const [value, answer] of values)
        answer(column === undefined ? rows : rows.filter((row) => row[column] === value))
    }
  }

  function keep(ledger: string, rows: readonly Row[]): void {
    const ids = held.get(ledger) ?? new Set<string>()
    const list = books.get(ledger) ?? []
    held.set(ledger, ids)
    books.set(ledger, list)
    for (const row of rows) if (!ids.has(row.id)) list.push(row)
    for (const row of rows) ids.add(row.id)
  }

  function load(ledger: string, column: string | undefined, value: Value): Promise<readonly Row[]> {
    if (column !== undefined && value === null) return Promise.resolve([])
    const key = `${ledger}|${column}|${value}`
    const known = asked.get(key)
    if (known) return known
    const rows = new Promise<readonly Row[]>((resolve, reject) => {
      const question = `${ledger}|${column}`
      const batch = waiting.get(question) ?? { ledger, column, values: new Map() }
      waiting.set(question, batch)
      batch.values.set(value, resolve)
      due ??= send()
      due.catch(reject)
    })
    asked.set(key, rows)
    return rows
  }
  return { load, books }
}

/** Rows as they stand, or stood at a moment, within the scope of the transaction. */
export function fetchIn(tx: Scoped, moment?: Moment): Fetch {
  return (ledger, column, values) => {
    const type =
      column === undefined || column === 'id'
        ? 'uuid'
        : tx.store.catalog.ledgers.get(ledger)!.fields[column]!.kind.column
    const wanted = column === undefined ? sql`TRUE` : sql`${sql.ref(column)} = ANY (${[...values]}::${sql.raw(type)}[])`
    return tx.run<Row>(sql`SELECT * FROM ${table(ledger)} WHERE ${inSight(tx)} AND ${asOf(moment)} AND ${wanted}`)
  }
}
