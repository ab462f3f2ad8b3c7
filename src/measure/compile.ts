/**
 * The measure language to SQL, for everyone at once. One scan per ledger; what is many is a CTE grouped by subject, one per
 * (ledger, subject, depth).
 */
import { type RawBuilder, sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import { type AggregateNode, daysOf, type Node, type RowOp, type Type, visit } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { areaOn } from '#store/tables/rows-sql.ts'
import { aggregates, type CountedRow, ofNone } from './aggregates.ts'
import { type Asker, parameterOn, shifted } from './asker.ts'
import { ops, type Sql } from './ops.ts'
import { column, type Place, type Scan, Scans, type Scope } from './scan.ts'
import { wayTo } from './subject.ts'
import { notEnded, readOn, type Span, type Timing, times } from './times.ts'

/** One row at which expressions are read. */
interface At extends Place {
  asker: Asker
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
  /** The subject's id on a row of the scan, on that row's day, or NULL. */
  subject: Sql
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
    const at = this.root(scan, asker)
    const columns = nodes.map((node, i) => sql`${this.read(node, at)} AS ${sql.raw(`e${i}`)}`)
    const root = sql.raw(scan.alias)
    return this.statement(scan, sql`${root}.id, ${sql.join(columns)}`, { after: sql`ORDER BY ${root}.id` })
  }

  scan(ledger: string): Scan {
    return this.scans.open(ledger)
  }

  /** Which rows of the scan the aggregate counts. */
  counted(node: AggregateNode, scan: Scan, asker: Asker): Counted {
    const span = this.scans.span(scan)
    const at = this.rowOf(node, scan, span, asker)
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
        value: node.value && this.read(node.value, at),
      },
    }
  }

  /** Which rows of the scan had begun or happened by a day, whatever else they say. What has no days of its own stands from the start. */
  recordedBy(scan: Scan, asked: string): Pick<Counted, 'condition' | 'day'> {
    const span = this.scans.span(scan)
    const day = literal(asked, { is: 'day' })
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
        return this.keyedParameter(node, at)
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

  private keyedParameter(node: Extract<Node, { node: 'parameter' }>, at: At): Sql {
    const parameter = this.catalog.parameters.get(node.id)!
    const key = this.read(node.key!, at)
    const keys = [...new Set(parameter.values.flatMap((v) => (v.key === undefined ? [] : [v.key])))]
    const value = (k: string | undefined) =>
      literal(parameterOn(parameter, at.asker.day, k), { is: 'number', unit: parameter.unit })
    const cases = keys.map((k) => sql`WHEN ${k}::text THEN ${value(k)}`)
    const otherwise = sql`CASE WHEN ${key} IS NOT NULL THEN ${value(undefined)} END`
    return cases.length ? sql`(CASE ${key} ${sql.join(cases, sql` `)} ELSE ${otherwise} END)` : sql`(${otherwise})`
  }

  /** An aggregate asked by a row: a column of the CTE that has one line per subject. */
  private perSubject(node: AggregateNode, at: At): Sql {
    const cte = this.cteFor(node, at)
    const name = this.columnOf(cte, node, at.asker)
    const join = this.scans.join(at.scan, `${at.alias}|${cte.name}`, (alias) => {
      const [a, b] = [sql.raw(alias), sql.raw(at.alias)]
      return sql`LEFT JOIN ${sql.raw(cte.name)} ${a} ON ${a}.township = ${b}.township AND ${a}.k = ${b}.id`
    })
    const none = ofNone(node, this.catalog.ledgers.get(node.query.ledger)!.complete)
    const value = column(join, name)
    return none === null ? value : sql`COALESCE(${value}, ${sql.lit(none)})`
  }

  private cteFor(node: AggregateNode, at: At): Cte {
    const { ledger } = node.query
    const depth = this.depth(node)
    const way = wayTo(this.catalog, ledger, at.ledger)!
    // Memberships are read on each row's own day, so aggregates that read rows on different days have different keys.
    const joined = way.some((step) => 'joined' in step)
    const key = [ledger, at.ledger, depth, joined ? this.readOn(node, at.asker).key : ''].join('|')
    const known = this.ctes.get(key)
    if (known) return known
    const scan = this.scan(ledger)
    const row = this.rowOf(node, scan, this.scans.span(scan), at.asker)
    const subject = column(this.scans.walk(row, way), 'id')
    const cte: Cte = { name: `f${this.ctes.size}`, scan, depth, columns: [], byKey: new Map(), subject }
    this.ctes.set(key, cte)
    return cte
  }

  private columnOf(cte: Cte, node: AggregateNode, asker: Asker): string {
    const key = JSON.stringify([node, asker])
    const known = cte.byKey.get(key)
    if (known) return known
    const { condition, row } = this.counted(node, cte.scan, asker)
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
    return sql`SELECT ${sql.raw(cte.scan.alias)}.township, ${cte.subject} AS k, ${sql.join(columns)} ${this.scans.from(cte.scan)} AND ${cte.subject} IS NOT NULL AND (${any}) GROUP BY 1, 2`
  }

  /** Aggregates nest: one that reads facts stands after the facts. */
  private depth(node: AggregateNode): number {
    let deepest = 0
    const inner = [...node.query.where, ...(node.value ? [node.value] : [])]
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
      day: literal(asker.day, { is: 'day' }),
      dayKey: asker.day,
    }
  }

  /** A row as the aggregate reads it. */
  private rowOf(node: AggregateNode, scan: Scan, span: Span<Sql> | undefined, asker: Asker): At {
    const at = this.root(scan, asker)
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
      return { value: asker[node.what], type: { is: 'day' } }
    case 'parameter': {
      const parameter = catalog.parameters.get(node.id)!
      const key = node.key && constantOf(catalog, node.key, asker)
      if (node.key && !key) return undefined
      const value = key?.value === null ? null : parameterOn(parameter, asker.day, key?.value as string | undefined)
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
