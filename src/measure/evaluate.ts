/**
 * The measure language in plain JS, for one household on a phone, for what an act has just touched, and as the twin against which the
 * SQL is tested. Lazily, with a memo per (node, row, asker).
 */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { AggregateNode, Node, Step } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { type Asker, parameterOn, shifted } from './asker.ts'
import { ops } from './ops.ts'
import { datedBy, heldBetween, wayTo } from './subject.ts'

/** A row as JS sees it: its id and its fields. */
export type Row = Readonly<Record<string, Value>> & { readonly id: string }

/** Rows by ledger, as they stand at one moment. */
export type Books = ReadonlyMap<string, readonly Row[]>

export interface Evaluator {
  /** What an expression yields on one row. */
  onRow(node: Node, ledger: string, row: Row, asker: Asker): Value
  /** What an aggregate yields over all rows, or those that pass `among`. */
  over(node: AggregateNode, asker: Asker, among?: (row: Row) => boolean): Value
  /** The rows an aggregate counts. */
  rowsOf(node: AggregateNode, asker: Asker): Row[]
}

export function evaluator(catalog: Catalog, books: Books): Evaluator {
  const rows = (ledger: string): readonly Row[] => books.get(ledger) ?? []
  const byId = memo((ledger: string) => new Map(rows(ledger).map((row) => [row.id, row])))
  const memberships = memo((ledger: string) => {
    const from = catalog.joins.find((j) => j.ledger === ledger)!.from
    return groupBy(rows(ledger), (row) => row[from] as string | null)
  })
  const askers = new Map<string, Asker>()
  const canonical = (asker: Asker): Asker => {
    const key = `${asker.from}/${asker.day}`
    if (!askers.has(key)) askers.set(key, asker)
    return askers.get(key)!
  }
  const grouped = new WeakMap<object, Map<Asker, Map<string, Map<string | null, Row[]>>>>()

  /** Follows steps from a row; undefined where a link is empty or leads nowhere. */
  function walk(row: Row, steps: readonly Step[], day: Value): Row | undefined {
    let at: Row | undefined = row
    for (const step of steps) {
      if (!at) return undefined
      if ('link' in step) {
        const id: Value = at[step.link] ?? null
        at = id === null ? undefined : byId(step.to).get(String(id))
      } else {
        const { to } = catalog.joins.find((j) => j.ledger === step.joined)!
        const [began, ended] = heldBetween(catalog.ledgers.get(step.joined)!)!
        const member: Row | undefined = memberships(step.joined)
          .get(at.id)
          ?.find((m) => day !== null && within(m[began] ?? null, m[ended] ?? null, day as string))
        const id: Value = member?.[to] ?? null
        at = id === null ? undefined : byId(step.to).get(String(id))
      }
    }
    return at
  }

  function dayOfEvent(ledger: LedgerDefinition, row: Row): Value {
    const dated = datedBy(ledger)
    if (!dated) return null
    return (dated.steps.length ? walk(row, dated.steps, null) : row)?.[dated.field] ?? null
  }

  /** The day on which a row is read: its own for events and changes of state, the asked one for what stands. */
  function rowDay(node: AggregateNode, row: Row, asker: Asker): Value {
    const ledger = catalog.ledgers.get(node.query.ledger)!
    const { time } = node.query
    if (ledger.mode === 'event') return dayOfEvent(ledger, row)
    const held = heldBetween(ledger)
    if (time.verb === 'at') return read(time.day, row, ledger.id, asker, asker.day)
    if (time.verb === 'began' && held) return row[held[0]] ?? null
    if (time.verb === 'ended' && held) return row[held[1]] ?? null
    return asker.day
  }

  function timely(node: AggregateNode, row: Row, asker: Asker): boolean {
    const ledger = catalog.ledgers.get(node.query.ledger)!
    const { time } = node.query
    if (time.verb === 'ever' || ledger.mode === 'entity') return true
    const on = (day: Node): Value => read(day, row, ledger.id, asker, asker.day)
    if (time.verb === 'during') return between(dayOfEvent(ledger, row), on(time.from), on(time.until))
    const [began, ended] = heldBetween(ledger)!
    if (time.verb === 'at') {
      const day = on(time.day)
      return day !== null && within(row[began] ?? null, row[ended] ?? null, day as string)
    }
    if (time.verb === 'held') {
      const [start, end] = [row[began] ?? null, row[ended] ?? null]
      const [from, until] = [on(time.from), on(time.until)]
      return start !== null && from !== null && until !== null && start <= until && (end === null || end >= from)
    }
    return between((time.verb === 'began' ? row[began] : row[ended]) ?? null, on(time.from), on(time.until))
  }

  function counts(node: AggregateNode, row: Row, asker: Asker): boolean {
    const day = rowDay(node, row, asker)
    return (
      timely(node, row, asker) && node.query.where.every((c) => read(c, row, node.query.ledger, asker, day) === true)
    )
  }

  function fold(node: AggregateNode, among: readonly Row[], asker: Asker): Value {
    const ledger = catalog.ledgers.get(node.query.ledger)!
    const counted = among.filter((row) => counts(node, row, asker))
    const valueIn = (row: Row): Value => read(node.value!, row, ledger.id, asker, rowDay(node, row, asker))
    switch (node.of) {
      case 'count':
        return counted.length
      case 'any':
        return counted.length > 0
      case 'sum': {
        const values = counted.map(valueIn).filter((v): v is number => v !== null)
        if (values.length === 0 && (node.orMissing || ledger.complete)) return null
        return values.reduce((a, b) => a + b, 0)
      }
      case 'distinct':
        return new Set(counted.map(valueIn).filter((v) => v !== null)).size
      case 'min':
      case 'max': {
        const values = counted.map(valueIn).filter((v): v is string | number => v !== null)
        if (values.length === 0) return null
        return values.reduce((a, b) => ((node.of === 'min' ? b < a : b > a) ? b : a))
      }
      default: {
        const dated = counted.map((row) => ({ row, day: datedOn(ledger, row) }))
        const order = node.of === 'latest' ? -1 : 1
        dated.sort(
          (a, b) => nullsLast(a.day, b.day, order) || order * (a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0),
        )
        return dated[0] ? valueIn(dated[0].row) : null
      }
    }
  }

  function datedOn(ledger: LedgerDefinition, row: Row): Value {
    const held = heldBetween(ledger)
    return held ? (row[held[0]] ?? null) : dayOfEvent(ledger, row)
  }

  /** Rows of an aggregate's ledger by the subject they belong to, on each row's own day. */
  function perSubject(node: AggregateNode, subject: string, asker: Asker): Map<string | null, Row[]> {
    const perAsker = getOr(grouped, node, () => new Map())
    const perLedger = getOr(perAsker, canonical(asker), () => new Map<string, Map<string | null, Row[]>>())
    return getOr(perLedger, subject, () => {
      const way = wayTo(catalog, node.query.ledger, subject) ?? []
      return groupBy(rows(node.query.ledger), (row) => walk(row, way, rowDay(node, row, asker))?.id ?? null)
    })
  }

  const remembered = new WeakMap<object, Map<Asker, Map<string, Value>>>()

  function asked(node: AggregateNode, ledger: string, row: Row, asker: Asker): Value {
    const perAsker = getOr(remembered, node, () => new Map<Asker, Map<string, Value>>())
    const perRow = getOr(perAsker, canonical(asker), () => new Map<string, Value>())
    return getOr(perRow, row.id, () => fold(node, perSubject(node, ledger, asker).get(row.id) ?? [], asker))
  }

  /** `day` is the row's own day, on which memberships are read. */
  function read(node: Node, row: Row, ledger: string, asker: Asker, day: Value): Value {
    switch (node.node) {
      case 'value':
        return node.value
      case 'asked':
        return asker[node.what]
      case 'parameter': {
        const key = node.key && read(node.key, row, ledger, asker, day)
        return node.key && key === null
          ? null
          : parameterOn(catalog.parameters.get(node.id)!, asker.day, key as string | undefined)
      }
      case 'field': {
        const at = walk(row, node.steps, day)
        return at?.[node.field] ?? null
      }
      case 'fact': {
        const fact = catalog.facts.get(node.id)!
        const steps = node.steps.length ? node.steps : wayTo(catalog, ledger, fact.about)!
        const subject = walk(row, steps, day)
        return subject ? read(fact.node, subject, fact.about, asker, asker.day) : null
      }
      case 'op':
        return ops[node.op]!.js(node.args.map((arg) => read(arg, row, ledger, asker, day)))
      case 'shift':
        return read(node.inner, row, ledger, shifted(asker, node.months), day)
      case 'aggregate':
        return asked(node, ledger, row, asker)
    }
  }

  return {
    onRow: (node, ledger, row, asker) => read(node, row, ledger, asker, asker.day),
    over: (node, asker, among = () => true) => fold(node, rows(node.query.ledger).filter(among), asker),
    rowsOf: (node, asker) => rows(node.query.ledger).filter((row) => counts(node, row, asker)),
  }
}

function within(began: Value, ended: Value, day: string): boolean {
  return began !== null && (began as string) <= day && (ended === null || day <= (ended as string))
}

function between(day: Value, from: Value, until: Value): boolean {
  return day !== null && from !== null && until !== null && from <= day && day <= until
}

function nullsLast(a: Value, b: Value, order: number): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -order : order
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
