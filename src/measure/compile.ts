/**
 * The measure language to SQL, for everyone at once. One scan per ledger; what is many is a CTE grouped by what its rows are alike in,
 * one per (ledger, keys, depth). Where a question reads the row that asks it, the CTE joins all askers on those keys and is grouped by them.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import {
  type AggregateNode,
  daysOf,
  dayType,
  type Key,
  type Node,
  type RowOp,
  readsAsker,
  type Type,
  visit,
} from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { areaOn } from '#store/tables/rows-sql.ts'
import { aggregates, type CountedRow, ofNone } from './aggregates.ts'
import { type Asker, parameterOn, plainly, shifted } from './asker.ts'
import { witness } from './evidence.ts'
import { alike, keysOf } from './keys.ts'
import { ops, type Sql } from './ops.ts'
import { column, type Place, type Scan, Scans, type Scope } from './scan.ts'
import { wayTo } from './subject.ts'
import { notEnded, readOn, type Span, type Timing, times } from './times.ts'

/** One row at which expressions are read. */
interface At extends Place {
  asker: Asker
  /** Inside a question that reads them: the rows that ask it. */
  askers?: Askers
}

/** The rows that ask a question, as one side of a join: what the question and its keys read on them. */
interface Askers {
  alias: string
  root: At
  columns: Map<string, { n: number; sql: Sql }>
}

/** Which rows of a scan an aggregate counts, and what it reads on each. */
export interface Counted {
  condition: Sql
  row: CountedRow
  /** The day on which it is asked where the row is. */
  day: Sql
}

interface Cte {
  name: string
  scan: Scan
  depth: number
  columns: { name: string; sql: Sql; condition: Sql }[]
  byKey: Map<string, string>
  askers?: Askers
  /** What the lines are grouped by; on a line where one is NULL nobody asks for it. */
  keys: readonly Sql[]
}

export class Compiler {
  private readonly catalog: Catalog
  private readonly scans: Scans
  private readonly ctes = new Map<string, Cte>()

  constructor(catalog: Catalog, scope: Scope) {
    this.catalog = catalog
    this.scans = new Scans(catalog, scope)
  }

  /** SELECT … of one ledger's scan, behind whatever CTEs its expressions needed. `tail` has WHERE's further conditions and what follows. */
  statement<R extends Record<string, unknown>>(
    scan: Scan,
    select: Sql,
    tail: { where?: Sql; after?: Sql } = {},
  ): RawBuilder<R> {
    const ctes = [...this.ctes.values()]
      .sort((a, b) => a.depth - b.depth)
      .map((cte) => sql`${sql.raw(cte.name)} AS (${this.cteBody(cte)})`)
    const head = ctes.length ? sql`WITH ${sql.join(ctes)} ` : sql``
    return sql<R>`${head}SELECT ${select} ${this.scans.from(scan)}${tail.where ? sql` AND ${tail.where}` : sql``} ${tail.after ?? sql``}`
  }

  /** Expressions asked of every row of a ledger: columns `id`, `e0`, `e1` … */
  onRows(ledger: string, nodes: readonly Node[], asker: Asker): RawBuilder<Record<string, Value>> {
    const scan = this.scan(ledger)
    const columns = nodes.map((node, i) => sql`${this.onRow(node, scan, asker)} AS ${sql.raw(`e${i}`)}`)
    const root = sql.raw(scan.alias)
    return this.statement(scan, sql`${root}.id, ${sql.join(columns)}`, { after: sql`ORDER BY ${root}.id` })
  }

  /** An expression asked of the scanned row. */
  onRow(node: Node, scan: Scan, asker: Asker): Sql {
    return this.read(node, this.root(scan, asker))
  }

  scan(ledger: string): Scan {
    return this.scans.open(ledger)
  }

  /** Which rows of the scan the aggregate counts. */
  counted(node: AggregateNode, scan: Scan, asker: Asker, askers?: Askers): Counted {
    const span = this.scans.span(scan)
    const at = this.rowOf(node, scan, span, plainly(asker), askers)
    const { time, where } = node.query
    const days = daysOf(time).map((day) => this.read(day, at))
    const timely = span ? times[time.verb].sql(span, days) : sql`TRUE`
    const lasting = times[time.verb].standing ? this.scans.ends(scan).map((end) => notEnded.sql(end, days[0]!)) : []
    const conditions = [timely, ...lasting, ...where.map((c) => this.read(c, at))]
    return {
      condition: sql`(${sql.join(conditions, sql` AND `)})`,
      day: at.day,
      row: {
        township: column(scan.alias, 'township'),
        id: column(scan.alias, 'id'),
        day: span?.first ?? sql`NULL`,
        value: node.value && this.read(node.value, { ...at, asker }),
      },
    }
  }

  /** Which rows of the scan had begun or happened by a day, whatever else they say. What has no days of its own stands from the start. */
  recordedBy(scan: Scan, asked: string): Pick<Counted, 'condition' | 'day'> {
    const span = this.scans.span(scan)
    const day = literal(asked, dayType)
    return { condition: span ? sql`${span.first} <= ${day}` : sql`TRUE`, day }
  }

  /** The scan's rows, those that moved once for each place where they were; what to group them by. */
  byPlace(scan: Scan, level: number): { place: Sql; isThere(day: Sql): Sql } {
    const places = this.scans.places(scan, level)
    const where = (area: Sql) => sql`left(${area}, ${sql.lit(level)})`
    return {
      place: sql`COALESCE(${places}, ${where(column(scan.alias, '_area'))})`,
      isThere: (day) => sql`(${places} IS NULL OR ${places} = ${where(areaOn(scan.alias, day))})`,
    }
  }

  /** An expression read on a row. */
  private read(node: Node, at: At): Sql {
    const constant = constantOf(this.catalog, node, at.asker)
    if (constant) return literal(constant.value, constant.type)
    switch (node.node) {
      case 'parameter':
        return this.parameter(node, at)
      case 'outer':
        return this.onAsker(node.inner, at)
      case 'field':
        return column(this.scans.walk(at, node.steps), node.field)
      case 'fact':
        return this.fact(node, at)
      case 'op':
        return ops[node.op as RowOp].sql(node.args.map((arg) => this.read(arg, at)))
      case 'shift':
        return this.read(node.inner, { ...at, asker: shifted(at.asker, node.months) })
      case 'aggregate':
        return this.perSubject(node, at)
      default:
        throw new Error(`${node.node} is constant and was handled above`)
    }
  }

  private fact(node: Extract<Node, { node: 'fact' }>, at: At): Sql {
    const fact = this.catalog.facts.get(node.id)!
    const steps = node.steps.length ? node.steps : wayTo(this.catalog, at.ledger, fact.about)!
    const alias = this.scans.walk(at, steps)
    const value = this.read(fact.node, { ...this.root(at.scan, at.asker), alias, ledger: fact.about })
    return steps.length === 0 ? value : sql`(CASE WHEN ${column(alias, 'id')} IS NOT NULL THEN ${value} END)`
  }

  /** A parameter whose class or day differs from row to row: of one class the later value goes before, and any class before none. */
  private parameter(node: Extract<Node, { node: 'parameter' }>, at: At): Sql {
    const { values, unit } = this.catalog.parameters.get(node.id)!
    const key = node.key && this.read(node.key, at)
    const on = node.on ? this.read(node.on, at) : literal(at.asker.day, dayType)
    const [classed, common] = [true, false].map((has) => values.filter((v) => (v.key !== undefined) === has).reverse())
    const cases = [...(key ? classed! : []), ...common!].map((v) => {
      const when = [
        sql`${literal(v.from, dayType)} <= ${on}`,
        ...(v.until === undefined ? [] : [sql`${on} <= ${literal(v.until, dayType)}`]),
        ...(key ? [v.key === undefined ? sql`${key} IS NOT NULL` : sql`${key} = ${v.key}::text`] : []),
      ]
      return sql`WHEN ${sql.join(when, sql` AND `)} THEN ${literal(v.value, { is: 'number', unit })}`
    })
    return cases.length ? sql`(CASE ${sql.join(cases, sql` `)} END)` : literal(null, { is: 'number', unit })
  }

  /** What is read on the row that asks, as a column of the askers. */
  private onAsker(node: Node, { askers, asker }: At): Sql {
    const { alias, root, columns } = askers!
    const key = JSON.stringify([node, asker])
    if (!columns.has(key)) columns.set(key, { n: columns.size, sql: this.read(node, this.root(root.scan, asker)) })
    return column(alias, alike.column(columns.get(key)!.n))
  }

  /** An aggregate asked by a row: a column of the CTE that has one line per thing that its rows are alike in. */
  private perSubject(node: AggregateNode, given: At): Sql {
    const { evidence } = given.asker
    const at = { ...given, asker: plainly(given.asker) }
    const keys = keysOf(this.catalog, node, at.ledger)
    const cte = this.cteFor(node, keys, at)
    const name = this.columnOf(cte, node, node.value ? given.asker : at.asker)
    const asking = { ...this.root(at.scan, at.asker), alias: at.alias, ledger: at.ledger }
    const outer = cte.askers ? [idOf(at.ledger)] : keys.map((key) => key.outer)
    const by = node.query.keys && !cte.askers ? JSON.stringify([outer, at.asker]) : ''
    const join = this.scans.join(at.scan, `${at.alias}|${cte.name}|${by}`, (alias) => {
      const pairs = outer.map((node, i): [Sql, Sql] => [sql.raw(`${alias}.k${i}`), this.read(node, asking)])
      return sql`LEFT JOIN ${sql.raw(cte.name)} ${sql.raw(alias)} ON ${sql.raw(alias)}.township = ${sql.raw(at.alias)}.township AND ${alike.sql(pairs)}`
    })
    const none = ofNone(node, this.catalog.ledgers.get(node.query.ledger)!.complete)
    const value = aggregates[node.of].read?.(column(join, name)) ?? column(join, name)
    const found = none === null ? value : sql`COALESCE(${value}, ${sql.lit(none)})`
    const kept = evidence && witness(this.catalog, node)
    return kept ? sql`(CASE WHEN ${this.perSubject(kept, at)} THEN ${found} END)` : found
  }

  private cteFor(node: AggregateNode, keys: readonly Key[], at: At): Cte {
    const { query, value } = node
    const depth = this.depth(node)
    const read = [...query.where, ...(value ? [value] : []), ...daysOf(query.time)]
    const asks = read.some(readsAsker)
    // Memberships are read on each row's own day, so aggregates that read rows on different days have different keys.
    const joined = keys.some(({ inner }) => inner.node !== 'field' || inner.steps.some((step) => 'joined' in step))
    const key = JSON.stringify([
      query.ledger,
      depth,
      keys.map(({ inner }) => inner),
      joined ? [this.readOn(node, at.asker).key, at.asker] : '',
      asks ? [at.ledger, keys, at.asker] : '',
    ])
    const known = this.ctes.get(key)
    if (known) return known
    const scan = this.scan(query.ledger)
    const span = this.scans.span(scan)
    const row = daysOf(query.time).some(readsAsker) ? this.root(scan, at.asker) : this.rowOf(node, scan, span, at.asker)
    const inner = keys.map((one) => this.read(one.inner, row))
    const askers = asks ? this.askersOf(scan, inner, keys, at) : undefined
    const cte: Cte = {
      name: `f${this.ctes.size}`,
      scan,
      depth,
      columns: [],
      byKey: new Map(),
      ...(askers && { askers }),
      keys: askers ? [column(askers.alias, 'id')] : inner,
    }
    this.ctes.set(key, cte)
    return cte
  }

  /** Everyone who asks, joined to the rows that are alike them: on equalities only, so never everyone with everything. */
  private askersOf(scan: Scan, inner: readonly Sql[], keys: readonly Key[], at: At): Askers {
    const asking = this.scan(at.ledger)
    const root = this.root(asking, at.asker)
    const columns: Askers['columns'] = new Map()
    const outer = keys.map((key) => this.read(key.outer, root))
    const id = sql.raw(asking.alias)
    const alias = this.scans.join(scan, 'askers', (name) => () => {
      const handed = [
        ...outer.map((value, i) => sql`${value} AS ${sql.raw(`k${i}`)}`),
        ...[...columns.values()].map((c) => sql`${c.sql} AS ${sql.raw(`o${c.n}`)}`),
      ]
      const rows = sql`SELECT ${id}.township, ${id}.id, ${sql.join(handed)} ${this.scans.from(asking)}`
      const pairs = inner.map((value, i): [Sql, Sql] => [value, sql.raw(`${name}.k${i}`)])
      return sql`JOIN (${rows}) ${sql.raw(name)} ON ${sql.raw(name)}.township = ${sql.raw(scan.alias)}.township AND ${alike.sql(pairs)}`
    })
    return { alias, root, columns }
  }

  private columnOf(cte: Cte, node: AggregateNode, asker: Asker): string {
    const key = JSON.stringify([node, asker])
    const known = cte.byKey.get(key)
    if (known) return known
    const { condition, row } = this.counted(node, cte.scan, asker, cte.askers)
    const name = `v${cte.columns.length}`
    cte.columns.push({ name, condition, sql: columnSql(node, { condition, row }) })
    cte.byKey.set(key, name)
    return name
  }

  private cteBody(cte: Cte): Sql {
    const columns = cte.columns.map((c) => sql`${c.sql} AS ${sql.raw(c.name)}`)
    const any = sql.join(
      cte.columns.map((c) => c.condition),
      sql` OR `,
    )
    const keys = cte.keys.map((key, i) => sql`${key} AS ${sql.raw(`k${i}`)}`)
    const asked = cte.keys.map((key) => sql`${key} IS NOT NULL`)
    const groups = sql.raw(['township', ...cte.keys].map((_, i) => i + 1).join(', '))
    return sql`SELECT ${sql.raw(cte.scan.alias)}.township, ${sql.join(keys)}, ${sql.join(columns)} ${this.scans.from(cte.scan)} AND ${sql.join(asked, sql` AND `)} AND (${any}) GROUP BY ${groups}`
  }

  /** Aggregates nest: one that reads facts stands after the facts. */
  private depth(node: AggregateNode): number {
    let deepest = 0
    const { where, time, keys = [] } = node.query
    const inner = [
      ...where,
      ...(node.value ? [node.value] : []),
      ...daysOf(time),
      ...keys.flatMap((k) => [k.inner, k.outer]),
    ]
    const look = (n: Node): void =>
      visit(n, (m) => {
        if (m === node) return
        if (m.node === 'aggregate') deepest = Math.max(deepest, this.depth(m))
        if (m.node === 'fact') look(this.catalog.facts.get(m.id)!.node)
      })
    inner.forEach(look)
    return deepest + 1
  }

  private root(scan: Scan, asker: Asker): At {
    return {
      scan,
      alias: scan.alias,
      ledger: scan.ledger.id,
      asker,
      day: literal(asker.day, dayType),
      dayKey: asker.day,
    }
  }

  /** A row as the aggregate reads it. */
  private rowOf(node: AggregateNode, scan: Scan, span: Span<Sql> | undefined, asker: Asker, askers?: Askers): At {
    const at = { ...this.root(scan, asker), ...(askers && { askers }) }
    const { on, key } = this.readOn(node, asker)
    if (on === 'asked') return at
    const day = on === 'said' ? this.read(daysOf(node.query.time)[0]!, at) : span![on]
    return { ...at, day, dayKey: key }
  }

  /** On which day a row is read, and a key that tells such days apart. */
  private readOn({ query }: AggregateNode, asker: Asker): { on: Timing['readOn']; key: string } {
    const { mode } = this.catalog.ledgers.get(query.ledger)!
    const on = readOn(mode, query.time.verb)
    if (on === 'asked') return { on, key: asker.day }
    if (on !== 'said') return { on, key: on }
    const [day] = daysOf(query.time)
    const constant = constantOf(this.catalog, day!, asker)
    return { on, key: constant ? String(constant.value) : JSON.stringify(day) }
  }
}

const idOf = (ledger: string): Node => ({ node: 'field', ledger, steps: [], field: 'id' })

/** What an aggregate comes to over the rows it counts, as a column of a grouped statement. */
export function columnSql(node: AggregateNode, { condition, row }: Pick<Counted, 'condition' | 'row'>): Sql {
  return aggregates[node.of].sql(row, sql`FILTER (WHERE ${condition})`)
}

/** Values, asked days and what is computed of them alone are worked out here and bound. */
function constantOf(catalog: Catalog, node: Node, asker: Asker): { value: Value; type: Type } | undefined {
  switch (node.node) {
    case 'value':
      return { value: node.value, type: node.type }
    case 'asked':
      return { value: asker[node.what], type: dayType }
    case 'parameter': {
      const parameter = catalog.parameters.get(node.id)!
      const key = node.key && constantOf(catalog, node.key, asker)
      const on = node.on ? constantOf(catalog, node.on, asker) : { value: asker.day }
      if ((node.key && !key) || !on) return undefined
      const value =
        key?.value === null || on.value === null
          ? null
          : parameterOn(parameter, on.value as string, key?.value as string | undefined)
      return { value, type: { is: 'number', unit: parameter.unit } }
    }
    case 'op': {
      const op = ops[node.op as RowOp]
      const args = node.args.map((arg) => constantOf(catalog, arg, asker))
      if (args.length === 0 || args.some((a) => a === undefined)) return undefined
      const known = args as { value: Value; type: Type }[]
      const type = op.type(
        known.map((a) => a.type),
        node.args,
      )
      return typeof type === 'string' ? undefined : { value: op.js(known.map((a) => a.value)), type }
    }
    case 'shift':
      return constantOf(catalog, node.inner, shifted(asker, node.months))
    default:
      return undefined
  }
}

const casts = { number: 'bigint', day: 'date', text: 'text', bool: 'boolean', link: 'uuid' } as const

function literal(value: Value, type: Type): Sql {
  return sql`${value}::${sql.raw(casts[type.is])}`
}
