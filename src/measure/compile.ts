/**
 * The measure language to SQL, for everyone at once. One scan per ledger; what is many is a CTE grouped by subject, one per
 * (ledger, subject, depth); every table is read as of a moment; every join says `a.township = b.township`.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type AggregateNode, type Node, type Step, type Type, visit } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import type { Moment } from '#store/moment.ts'
import { asOf, inSight, table } from '#store/tables/rows-sql.ts'
import { type Asker, parameterOn, shifted } from './asker.ts'
import { ops, type Sql } from './ops.ts'
import { datedBy, heldBetween, wayTo } from './subject.ts'

export interface Scope {
  townships: readonly string[]
  /** Area code prefix. */
  area?: string
  /** Default: as the books stand. */
  moment?: Moment
}

interface Cte {
  name: string
  scan: Scan
  /** SQL of the subject's id on a row of the scan, on that row's day. */
  depth: number
  columns: { name: string; sql: Sql; condition: Sql }[]
  byKey: Map<string, string>
  subject: Sql
}

/** A FROM clause that grows joins as expressions ask for them. */
interface Scan {
  ledger: LedgerDefinition
  alias: string
  joins: Map<string, { alias: string; sql: Sql }>
}

/** One row at which expressions are read. */
interface At {
  scan: Scan
  alias: string
  ledger: string
  asker: Asker
  /** The row's own day, for memberships; its text for telling joins apart. */
  day: Sql
  dayKey: string
}

export class Compiler {
  private readonly catalog: Catalog
  private readonly scope: Scope
  private readonly ctes = new Map<string, Cte>()
  private aliases = 0

  constructor(catalog: Catalog, scope: Scope) {
    this.catalog = catalog
    this.scope = scope
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
    return sql<R>`${head}SELECT ${select} ${this.from(scan)}${tail.where ? sql` AND ${tail.where}` : sql``} ${tail.after ?? sql``}`
  }

  /** Expressions asked of every row of a ledger: columns `id`, `e0`, `e1` … */
  onRows(ledger: string, nodes: readonly Node[], asker: Asker): RawBuilder<Record<string, Value>> {
    const scan = this.scan(ledger)
    const at: At = { scan, alias: scan.alias, ledger, asker, day: day(asker.day), dayKey: asker.day }
    const columns = nodes.map((node, i) => sql`${this.read(node, at)} AS ${sql.raw(`e${i}`)}`)
    const root = sql.raw(scan.alias)
    return this.statement(scan, sql`${root}.id, ${sql.join(columns)}`, { after: sql`ORDER BY ${root}.id` })
  }

  scan(ledger: string): Scan {
    return { ledger: this.ledger(ledger), alias: this.alias(), joins: new Map() }
  }

  /** Whether a row of the scan is counted by the aggregate, and what it adds. */
  counted(node: AggregateNode, scan: Scan, asker: Asker): { condition: Sql; value: Sql | undefined; at: At } {
    const at = this.rowOf(node, scan, asker)
    const conditions = [this.timely(node, at), ...node.query.where.map((c) => this.read(c, at))]
    return { condition: sql`(${sql.join(conditions, sql` AND `)})`, value: node.value && this.read(node.value, at), at }
  }

  /** The subject's id on a row, or NULL. */
  subjectOf(at: At, way: readonly Step[]): Sql {
    return sql`${sql.ref(`${this.walk(at, way)}.id`)}`
  }

  aggregate(node: AggregateNode, condition: Sql, value: Sql | undefined, at: At): Sql {
    const filter = sql`FILTER (WHERE ${condition})`
    switch (node.of) {
      case 'count':
        return sql`count(*) ${filter}`
      case 'any':
        return sql`bool_or(TRUE) ${filter}`
      case 'sum':
        return sql`(sum(${value}) ${filter})::bigint`
      case 'distinct':
        return sql`count(DISTINCT ${value}) ${filter}`
      case 'min':
      case 'max':
        return sql`${sql.raw(node.of)}(${value}) ${filter}`
      default: {
        const direction = sql.raw(node.of === 'latest' ? 'DESC' : 'ASC')
        const id = sql.ref(`${at.scan.alias}.id`)
        const day = this.datedOn(at)
        return sql`(array_agg(${value} ORDER BY ${day} ${direction} NULLS LAST, ${id} ${direction}) ${filter})[1]`
      }
    }
  }

  /** An expression read on a row. */
  read(node: Node, at: At): Sql {
    const constant = this.constant(node, at.asker)
    if (constant) return literal(constant.value, constant.type)
    switch (node.node) {
      case 'parameter':
        return this.keyedParameter(node, at)
      case 'field':
        return sql`${sql.ref(`${this.walk(at, node.steps)}.${node.field}`)}`
      case 'fact': {
        const fact = this.catalog.facts.get(node.id)!
        const steps = node.steps.length ? node.steps : wayTo(this.catalog, at.ledger, fact.about)!
        const alias = this.walk(at, steps)
        const subject: At = { ...at, alias, ledger: fact.about, day: day(at.asker.day), dayKey: at.asker.day }
        const value = this.read(fact.node, subject)
        return steps.length === 0 ? value : sql`(CASE WHEN ${sql.ref(`${alias}.id`)} IS NOT NULL THEN ${value} END)`
      }
      case 'op':
        return ops[node.op]!.sql(node.args.map((arg) => this.read(arg, at)))
      case 'shift':
        return this.read(node.inner, { ...at, asker: shifted(at.asker, node.months) })
      case 'aggregate':
        return this.perSubject(node, at)
      default:
        throw new Error(`${node.node} is constant and was handled above`)
    }
  }

  private perSubject(node: AggregateNode, at: At): Sql {
    const depth = this.depth(node)
    const way = wayTo(this.catalog, node.query.ledger, at.ledger)!
    // Memberships are read on each row's own day, so aggregates that read rows on different days have different keys.
    const probe: Scan = { ledger: this.ledger(node.query.ledger), alias: 'probe', joins: new Map() }
    const joined = way.some((step) => 'joined' in step)
    const dayKey = joined ? this.rowOf(node, probe, at.asker).dayKey : ''
    const key = [node.query.ledger, at.ledger, depth, dayKey].join('|')
    let cte = this.ctes.get(key)
    if (!cte) {
      const scan = this.scan(node.query.ledger)
      cte = {
        name: `f${this.ctes.size}`,
        scan,
        depth,
        columns: [],
        byKey: new Map(),
        subject: this.subjectOf(this.rowOf(node, scan, at.asker), way),
      }
      this.ctes.set(key, cte)
    }
    const columnKey = JSON.stringify([node, at.asker])
    let column = cte.byKey.get(columnKey)
    if (!column) {
      const { condition, value, at: inner } = this.counted(node, cte.scan, at.asker)
      column = `v${cte.columns.length}`
      cte.columns.push({ name: column, condition, sql: this.aggregate(node, condition, value, inner) })
      cte.byKey.set(columnKey, column)
    }
    const join = this.join(at.scan, `${at.alias}|${cte.name}`, (alias) => {
      const [a, b] = [sql.raw(alias), sql.raw(at.alias)]
      return sql`LEFT JOIN ${sql.raw(cte.name)} ${a} ON ${a}.township = ${b}.township AND ${a}.k = ${b}.id`
    })
    const value = sql.ref(`${join}.${column}`)
    if (node.of === 'any') return sql`COALESCE(${value}, FALSE)`
    const zero =
      node.of === 'count' ||
      node.of === 'distinct' ||
      (node.of === 'sum' && !node.orMissing && !this.ledger(node.query.ledger).complete)
    return zero ? sql`COALESCE(${value}, 0)` : sql`${value}`
  }

  private cteBody(cte: Cte): Sql {
    const columns = cte.columns.map((c) => sql`${c.sql} AS ${sql.raw(c.name)}`)
    const any = sql.join(
      cte.columns.map((c) => c.condition),
      sql` OR `,
    )
    const { alias } = cte.scan
    return sql`SELECT ${sql.raw(alias)}.township, ${cte.subject} AS k, ${sql.join(columns)} ${this.from(cte.scan)} AND ${cte.subject} IS NOT NULL AND (${any}) GROUP BY 1, 2`
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

  private rowOf(node: AggregateNode, scan: Scan, asker: Asker): At {
    const at: At = { scan, alias: scan.alias, ledger: scan.ledger.id, asker, day: day(asker.day), dayKey: asker.day }
    const held = heldBetween(scan.ledger)
    const { time } = node.query
    if (scan.ledger.mode === 'event') return { ...at, day: this.dayOfEvent(at), dayKey: 'own' }
    if (time.verb === 'at') {
      const constant = this.constant(time.day, asker)
      return {
        ...at,
        day: this.read(time.day, at),
        dayKey: constant ? String(constant.value) : JSON.stringify(time.day),
      }
    }
    if (time.verb === 'began' && held)
      return { ...at, day: sql`${sql.ref(`${scan.alias}.${held[0]}`)}`, dayKey: 'began' }
    if (time.verb === 'ended' && held)
      return { ...at, day: sql`${sql.ref(`${scan.alias}.${held[1]}`)}`, dayKey: 'ended' }
    return at
  }

  private dayOfEvent(at: At): Sql {
    const dated = datedBy(this.ledger(at.ledger))!
    return sql`${sql.ref(`${this.walk(at, dated.steps)}.${dated.field}`)}`
  }

  private datedOn(at: At): Sql {
    const held = heldBetween(at.scan.ledger)
    return held ? sql`${sql.ref(`${at.scan.alias}.${held[0]}`)}` : this.dayOfEvent(at)
  }

  private timely(node: AggregateNode, at: At): Sql {
    const { time } = node.query
    if (time.verb === 'ever' || at.scan.ledger.mode === 'entity') return sql`TRUE`
    if (time.verb === 'during') {
      return sql`${this.dayOfEvent(at)} BETWEEN ${this.read(time.from, at)} AND ${this.read(time.until, at)}`
    }
    const [began, ended] = heldBetween(at.scan.ledger)!.map((f) => sql.ref(`${at.scan.alias}.${f}`))
    if (time.verb === 'at') {
      const on = this.read(time.day, at)
      return sql`(${began} <= ${on} AND (${ended} IS NULL OR ${ended} >= ${on}))`
    }
    const [from, until] = [this.read(time.from, at), this.read(time.until, at)]
    if (time.verb === 'held') return sql`(${began} <= ${until} AND COALESCE(${ended}, 'infinity'::date) >= ${from})`
    return sql`${time.verb === 'began' ? began : ended} BETWEEN ${from} AND ${until}`
  }

  /** Joins along to-one steps; the alias of where they lead. */
  private walk(at: At, steps: readonly Step[]): string {
    let { alias, ledger } = at
    for (const step of steps) {
      const source = alias
      const from = sql.raw(alias)
      if ('link' in step) {
        alias = this.join(at.scan, `${alias}>${step.link}>${step.to}`, (a) =>
          this.toOne(
            step.to,
            a,
            sql`${sql.raw(a)}.township = ${from}.township AND ${sql.raw(a)}.id = ${sql.ref(`${source}.${step.link}`)}`,
          ),
        )
      } else {
        const join = this.catalog.joins.find((j) => j.ledger === step.joined && j.fromLedger === ledger)!
        const held = heldBetween(this.ledger(step.joined))!
        const member = this.join(at.scan, `${alias}>>${step.joined}|${at.dayKey}`, (a) => {
          const m = sql.raw(a)
          const [holder, began, ended] = [join.from, ...held].map((f) => sql.ref(`${a}.${f}`))
          return this.toOne(
            step.joined,
            a,
            sql`${m}.township = ${from}.township AND ${holder} = ${from}.id AND ${began} <= ${at.day} AND (${ended} IS NULL OR ${ended} >= ${at.day})`,
          )
        })
        const m = sql.raw(member)
        alias = this.join(at.scan, `${member}>${join.to}`, (a) =>
          this.toOne(
            step.to,
            a,
            sql`${sql.raw(a)}.township = ${m}.township AND ${sql.raw(a)}.id = ${sql.ref(`${member}.${join.to}`)}`,
          ),
        )
      }
      ledger = step.to
    }
    return alias
  }

  private toOne(ledger: string, alias: string, on: Sql): Sql {
    return sql`LEFT JOIN ${table(ledger)} ${sql.raw(alias)} ON ${on} AND ${asOf(this.scope.moment, alias)}`
  }

  private join(scan: Scan, key: string, make: (alias: string) => Sql): string {
    const known = scan.joins.get(key)
    if (known) return known.alias
    const alias = this.alias()
    scan.joins.set(key, { alias, sql: make(alias) })
    return alias
  }

  private from(scan: Scan): Sql {
    const joins = [...scan.joins.values()].map((j) => sql` ${j.sql}`)
    const root = sql.raw(scan.alias)
    return sql`FROM ${table(scan.ledger.id)} ${root}${joins.length ? sql.join(joins, sql``) : sql``} WHERE ${inSight(this.scope, scan.alias)} AND ${asOf(this.scope.moment, scan.alias)}`
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

  /** Values, asked days and what is computed of them alone are worked out here and bound. */
  private constant(node: Node, asker: Asker): { value: Value; type: Type } | undefined {
    switch (node.node) {
      case 'value':
        return { value: node.value, type: node.type }
      case 'asked':
        return { value: asker[node.what], type: { is: 'day' } }
      case 'parameter': {
        const parameter = this.catalog.parameters.get(node.id)!
        const key = node.key && this.constant(node.key, asker)
        if (node.key && !key) return undefined
        const value = key?.value === null ? null : parameterOn(parameter, asker.day, key?.value as string | undefined)
        return { value, type: { is: 'number', unit: parameter.unit } }
      }
      case 'op': {
        const op = ops[node.op]!
        const args = node.args.map((arg) => this.constant(arg, asker))
        if (args.length === 0 || args.some((a) => a === undefined)) return undefined
        const known = args as { value: Value; type: Type }[]
        const type = op.type(known.map((a) => a.type))
        return typeof type === 'string' ? undefined : { value: op.js(known.map((a) => a.value)), type }
      }
      case 'shift':
        return this.constant(node.inner, shifted(asker, node.months))
      default:
        return undefined
    }
  }

  private ledger(id: string): LedgerDefinition {
    return this.catalog.ledgers.get(id)!
  }

  private alias(): string {
    return `t${this.aliases++}`
  }
}

const casts = { number: 'bigint', day: 'date', text: 'text', bool: 'boolean', link: 'uuid' } as const

function literal(value: Value, type: Type): Sql {
  return sql`${value}::${sql.raw(casts[type.is])}`
}

function day(value: string): Sql {
  return literal(value, { is: 'day' })
}
