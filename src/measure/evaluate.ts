/**
 * The measure language in plain JS, for one household on a phone, for what an act has just touched, and as the twin against which the
 * SQL is tested. Lazily, with a memo per (node, row, asker).
 */
import type { Catalog } from '#define/catalog.ts'
import { datedBy, heldBetween } from '#define/dating.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type AggregateNode, daysOf, type Key, type Node, type RowOp, readsAsker, type Step } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { aggregates, ofNone } from './aggregates.ts'
import { type Asker, parameterOn, plainly, shifted } from './asker.ts'
import { witness } from './evidence.ts'
import { alike, keysOf } from './keys.ts'
import { ops } from './ops.ts'
import { endings, wayTo } from './subject.ts'
import { notEnded, readOn, type Span, times } from './times.ts'

/** A row as JS sees it: its id and its fields. */
export type Row = Readonly<Record<string, Value>> & { readonly id: string }

/** Rows by ledger, as they stand at one moment. */
export type Books = ReadonlyMap<string, readonly Row[]>

/** The row that asks a question. */
interface Out {
  row: Row
  ledger: string
}

/** A row at which expressions are read: of the one judged, of one it leads to, of one that a question counts. */
export interface Here {
  ledger: string
  row: Row
  asker: Asker
  read(node: Node): Value
  /** Where steps lead from it. */
  follow(steps: readonly Step[]): Row | undefined
  /** The subject of a fact asked here. */
  subject(fact: Extract<Node, { node: 'fact' }>): Here | undefined
  /** The row that asks the question which counts this one. */
  out(): Here
  /** The rows that a question asked here counts. */
  counted(node: AggregateNode): Here[]
  shifted(months: number): Here
  /** The same, read by who takes no rows for none only where somebody keeps the ledger. */
  evident(): Here
}

export interface Evaluator {
  /** A row, to be read from. */
  at(ledger: string, row: Row, asker: Asker): Here
  /** What an expression yields on one row. */
  onRow(node: Node, ledger: string, row: Row, asker: Asker): Value
  /** What an aggregate yields over all rows, or those that pass `among` on the day on which each is read. */
  over(node: AggregateNode, asker: Asker, among?: (row: Row, day: Value) => boolean): Value
  /** The rows an aggregate counts. */
  rowsOf(node: AggregateNode, asker: Asker): Row[]
  kept: Kept
}

/** Whether there is what a `witness` asks for. */
export type Kept = (witness: AggregateNode, asker: Asker) => boolean

/** `known`: where the books are those of one row, and cannot tell what others have. */
export function evaluator(catalog: Catalog, books: Books, known?: Kept): Evaluator {
  const { rows, walk, span, ends } = reader(catalog, books)
  const ledgerOf = (node: AggregateNode): LedgerDefinition => catalog.ledgers.get(node.query.ledger)!
  const keysFrom = memo((asker: string) => memo((node: AggregateNode) => keysOf(catalog, node, asker)))
  const wayFrom = memo((ledger: string) => memo((to: string) => wayTo(catalog, ledger, to)!))
  const byKeys = remembered<Map<string | null, Row[]>>()
  const answers = remembered<Value>()
  const witnessOf = memo((node: AggregateNode) => witness(catalog, node))
  const kept: Kept =
    known ??
    ((node, asker) =>
      answers(node, asker, '', () => rows(node.query.ledger).some((row) => counts(node, row, asker))) === true)

  /** `day` is the row's own day, on which memberships are read; `out` the row that asks the question in which this stands. */
  function read(node: Node, row: Row, ledger: string, asker: Asker, day: Value, out?: Out): Value {
    switch (node.node) {
      case 'value':
        return node.value
      case 'asked':
        return asker[node.what]
      case 'parameter': {
        const key = node.key && read(node.key, row, ledger, asker, day, out)
        const on = node.on ? read(node.on, row, ledger, asker, day, out) : asker.day
        return on === null || (node.key && key === null)
          ? null
          : parameterOn(catalog.parameters.get(node.id)!, on as string, key as string | undefined)
      }
      case 'field':
        return walk(row, node.steps, day)?.[node.field] ?? null
      case 'fact': {
        const fact = catalog.facts.get(node.id)!
        const steps = node.steps.length ? node.steps : wayFrom(ledger)(fact.about)
        const subject = walk(row, steps, day)
        return subject ? read(fact.node, subject, fact.about, asker, asker.day) : null
      }
      case 'op':
        return ops[node.op as RowOp].js(node.args.map((arg) => read(arg, row, ledger, asker, day, out)))
      case 'shift':
        return read(node.inner, row, ledger, shifted(asker, node.months), day, out)
      case 'outer':
        return read(node.inner, out!.row, out!.ledger, asker, asker.day)
      case 'aggregate':
        if (asker.evidence && lacks(node, asker)) return null
        return answers(node, asker, row.id, () =>
          fold(node, rowsAlike(node, ledger, row, asker), asker, { row, ledger }),
        )
    }
  }

  function lacks(node: AggregateNode, asker: Asker): boolean {
    const own = witnessOf(node)
    return own !== undefined && !kept(own, plainly(asker))
  }

  function fold(node: AggregateNode, among: readonly Row[], asker: Asker, out?: Out): Value {
    const ledger = ledgerOf(node)
    const counted = among.filter((row) => counts(node, row, asker, out))
    const value = aggregates[node.of].js(counted, {
      value: (row) => read(node.value!, row, ledger.id, asker, dayOf(node, row, asker, out), out),
      day: (row) => span(ledger, row)?.first ?? null,
    })
    return value ?? ofNone(node, ledger.complete)
  }

  function counts(node: AggregateNode, row: Row, asker: Asker, out?: Out): boolean {
    const { ledger, where } = node.query
    if (!timely(node, row, asker, out)) return false
    const day = dayOf(node, row, asker, out)
    const by = plainly(asker)
    return where.every((c) => read(c, row, ledger, by, day, out) === true)
  }

  function timely(node: AggregateNode, row: Row, asker: Asker, out?: Out): boolean {
    const own = span(ledgerOf(node), row)
    const timing = times[node.query.time.verb]
    const days = saidDays(node, row, asker, out)
    if (own !== undefined && !timing.js(own, days)) return false
    return !timing.standing || ends(ledgerOf(node), row).every((end) => notEnded.js(end, days[0] ?? null))
  }

  /** The day on which a row is read: its own for events and changes of state, the asked one for what stands. */
  function dayOf(node: AggregateNode, row: Row, asker: Asker, out?: Out): Value {
    const ledger = ledgerOf(node)
    const on = readOn(ledger.mode, node.query.time.verb)
    if (on === 'asked') return asker.day
    return on === 'said' ? (saidDays(node, row, asker, out)[0] ?? null) : (span(ledger, row)?.[on] ?? null)
  }

  function saidDays({ query }: AggregateNode, row: Row, asker: Asker, out?: Out): Value[] {
    const by = plainly(asker)
    return daysOf(query.time).map((day) => read(day, row, query.ledger, by, asker.day, out))
  }

  /** The rows of an aggregate's ledger that are alike the asking row: those about it, on each row's own day, or those that `by` says. */
  function rowsAlike(node: AggregateNode, ledger: string, asking: Row, given: Asker): readonly Row[] {
    const asker = plainly(given)
    const keys = keysFrom(ledger)(node)
    const groups = byKeys(node, asker, ledger, () =>
      groupBy(rows(node.query.ledger), (row) => {
        // Where it is the asker's day, no key depends on it.
        const day = daysOf(node.query.time).some(readsAsker) ? asker.day : dayOf(node, row, asker)
        return alike.js(keys.map((key) => read(key.inner, row, node.query.ledger, asker, day)))
      }),
    )
    const mine = alike.js(keys.map((key: Key) => read(key.outer, asking, ledger, asker, asker.day)))
    return mine === null ? [] : (groups.get(mine) ?? [])
  }

  function here(ledger: string, row: Row, asker: Asker, day: Value, out?: Out): Here {
    return {
      ledger,
      row,
      asker,
      read: (node) => read(node, row, ledger, asker, day, out),
      follow: (steps) => walk(row, steps, day),
      subject(node) {
        const { about } = catalog.facts.get(node.id)!
        const found = walk(row, node.steps.length ? node.steps : wayFrom(ledger)(about), day)
        return found && here(about, found, asker, asker.day)
      },
      out: () => here(out!.ledger, out!.row, asker, asker.day),
      counted(node) {
        const asking = { row, ledger }
        return rowsAlike(node, ledger, row, asker)
          .filter((one) => counts(node, one, asker, asking))
          .map((one) => here(node.query.ledger, one, asker, dayOf(node, one, asker, asking), asking))
      },
      shifted: (months) => here(ledger, row, shifted(asker, months), day, out),
      evident: () => here(ledger, row, { ...asker, evidence: true }, day, out),
    }
  }

  return {
    at: (ledger, row, asker) => here(ledger, row, asker, asker.day),
    onRow: (node, ledger, row, asker) => read(node, row, ledger, asker, asker.day),
    over(node, asker, among = () => true) {
      const asked = rows(node.query.ledger).filter((row) => among(row, dayOf(node, row, asker)))
      return fold(node, asked, asker)
    },
    rowsOf: (node, asker) => rows(node.query.ledger).filter((row) => counts(node, row, asker)),
    kept,
  }
}

/** Rows, where their links and memberships lead, and the days they cover. */
function reader(catalog: Catalog, books: Books) {
  const rows = (ledger: string): readonly Row[] => books.get(ledger) ?? []
  const byId = memo((ledger: string) => new Map(rows(ledger).map((row) => [row.id, row])))
  const memberships = memo((ledger: string) => {
    const { from, to } = catalog.joins.find((j) => j.ledger === ledger)!
    return {
      to,
      of: catalog.ledgers.get(ledger)!,
      byHolder: groupBy(rows(ledger), (row) => row[from] as string | null),
    }
  })

  /** Follows steps from a row; undefined where a link is empty or leads nowhere. */
  function walk(row: Row, steps: readonly Step[], day: Value): Row | undefined {
    let at: Row | undefined = row
    for (const step of steps) {
      if (!at) return undefined
      const id: Value = ('link' in step ? at[step.link] : membership(step.joined, at, day)) ?? null
      at = id === null ? undefined : byId(step.to).get(String(id))
    }
    return at
  }

  /** Whom a dated membership leads a row to on a day. */
  function membership(ledger: string, holder: Row, day: Value): Value | undefined {
    const { to, of, byHolder } = memberships(ledger)
    return byHolder.get(holder.id)?.find((row) => times.at.js(span(of, row)!, [day]))?.[to]
  }

  /** How a ledger's rows are dated, looked up once and not for every row. */
  const dating = memo((ledger: LedgerDefinition) => ({ dated: datedBy(ledger), held: heldBetween(ledger) }))

  /** First and last day of a row; undefined where its ledger has none. */
  function span(ledger: LedgerDefinition, row: Row): Span<Value> | undefined {
    const { dated, held } = dating(ledger)
    if (dated) {
      const day = walk(row, dated.steps, null)?.[dated.field] ?? null
      return { first: day, last: day }
    }
    return held && { first: row[held[0]] ?? null, last: row[held[1]] ?? null }
  }

  const endingsOf = memo((ledger: LedgerDefinition) => endings(catalog, ledger))

  /** The days on which a row, or whom it is about, comes to an end. */
  function ends(ledger: LedgerDefinition, row: Row): Value[] {
    return endingsOf(ledger).map(({ steps, field }) => walk(row, steps, null)?.[field] ?? null)
  }

  return { rows, walk, span, ends }
}

/** What was once worked out for a node, an asker and a key. */
function remembered<V>(): (node: object, asker: Asker, key: string, make: () => V) => V {
  const byNode = new WeakMap<object, Map<string, Map<string, V>>>()
  return (node, asker, key, make) => {
    const byAsker = getOr(byNode, node, () => new Map<string, Map<string, V>>())
    const byKey = getOr(byAsker, `${asker.from}/${asker.day}/${asker.evidence ?? ''}`, () => new Map<string, V>())
    return getOr(byKey, key, make)
  }
}

function groupBy<K>(rows: readonly Row[], key: (row: Row) => K): Map<K, Row[]> {
  const groups = new Map<K, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

function memo<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>()
  return (key) => getOr(made, key, () => make(key))
}

function getOr<K, V>(
  map: { get(key: K): V | undefined; has(key: K): boolean; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  if (!map.has(key)) map.set(key, make())
  return map.get(key)!
}
