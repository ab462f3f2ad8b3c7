/** A FROM clause that grows joins as expressions ask for them. Every table is read as of a moment; every join says `a.township = b.township`. */
import { sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import { datedBy, heldBetween } from '#define/dating.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Step } from '#define/node.ts'
import type { Moment } from '#store/moment.ts'
import { asOf, inSight, placesOfMoved, table } from '#store/tables/rows-sql.ts'
import type { Sql } from './ops.ts'
import { endings } from './subject.ts'
import type { Span } from './times.ts'

export interface Scope {
  townships: readonly string[]
  /** Default: as the books stand. */
  moment?: Moment
}

export interface Scan {
  ledger: LedgerDefinition
  alias: string
  /** In the order in which they read one another. Some know what they hand out only when the statement is whole. */
  joins: Map<string, { alias: string; sql: Sql | (() => Sql) }>
}

/** A row that a scan has reached. */
export interface Place {
  scan: Scan
  alias: string
  ledger: string
  /** The day on which memberships are read; its text for telling joins apart. */
  day: Sql
  dayKey: string
}

/** The scans of one statement: what they join, and which rows stand at its moment. */
export class Scans {
  private readonly catalog: Catalog
  private readonly scope: Scope
  private aliases = 0

  constructor(catalog: Catalog, scope: Scope) {
    this.catalog = catalog
    this.scope = scope
  }

  open(ledger: string): Scan {
    return { ledger: this.ledger(ledger), alias: this.alias(), joins: new Map() }
  }

  /** FROM … WHERE …, with room for further conditions behind it. */
  from(scan: Scan): Sql {
    const joins = [...scan.joins.values()].map((j) => sql` ${typeof j.sql === 'function' ? j.sql() : j.sql}`)
    const root = sql.raw(scan.alias)
    return sql`FROM ${table(scan.ledger.id)} ${root}${joins.length ? sql.join(joins, sql``) : sql``} WHERE ${inSight(this.scope, scan.alias)} AND ${asOf(this.scope.moment, scan.alias)}`
  }

  /** First and last day of the scanned row; undefined where its ledger has none. */
  span(scan: Scan): Span<Sql> | undefined {
    const dated = datedBy(scan.ledger)
    if (dated) {
      // An event takes its day from itself or along a link, never through a membership: no day is needed to read it.
      const root: Place = { scan, alias: scan.alias, ledger: scan.ledger.id, day: sql`NULL`, dayKey: '' }
      const day = column(this.walk(root, dated.steps), dated.field)
      return { first: day, last: day }
    }
    const held = heldBetween(scan.ledger)
    return held && { first: column(scan.alias, held[0]), last: column(scan.alias, held[1]) }
  }

  /** The days on which the scanned row, or whom it is about, comes to an end. */
  ends(scan: Scan): Sql[] {
    const root: Place = { scan, alias: scan.alias, ledger: scan.ledger.id, day: sql`NULL`, dayKey: '' }
    return endings(this.catalog, scan.ledger).map(({ steps, field }) => column(this.walk(root, steps), field))
  }

  /** Joins along to-one steps; the alias of where they lead. */
  walk(place: Place, steps: readonly Step[]): string {
    let { alias, ledger } = place
    for (const step of steps) {
      alias =
        'link' in step ? this.along(place.scan, alias, step.link, step.to) : this.through(place, alias, ledger, step)
      ledger = step.to
    }
    return alias
  }

  /** A join that is made once, whoever asks for it. */
  join(scan: Scan, key: string, make: (alias: string) => Sql | (() => Sql)): string {
    const known = scan.joins.get(key)
    if (known) return known.alias
    const alias = this.alias()
    scan.joins.set(key, { alias, sql: make(alias) })
    return alias
  }

  /** The places, cut to so many digits, of each row of the scan that moved, joined as further lines of it; NULL for all others. */
  places(scan: Scan, level: number): Sql {
    const root = sql.raw(scan.alias)
    const places = this.join(scan, `places|${level}`, (name) => {
      const alias = sql.raw(name)
      return sql`LEFT JOIN (${placesOfMoved(scan.ledger.id, this.scope, level)}) ${alias} ON ${alias}.township = ${root}.township AND ${alias}.id = ${root}.id`
    })
    return column(places, 'g')
  }

  private along(scan: Scan, source: string, link: string, to: string): string {
    return this.join(scan, `${source}>${link}>${to}`, (alias) =>
      this.toOne(to, alias, source, sql`${column(alias, 'id')} = ${column(source, link)}`),
    )
  }

  /** A dated membership, on the place's day, and then whom it leads to. */
  private through(place: Place, source: string, ledger: string, step: { joined: string; to: string }): string {
    const join = this.catalog.joins.find((j) => j.ledger === step.joined && j.fromLedger === ledger)!
    const held = heldBetween(this.ledger(step.joined))!
    const member = this.join(place.scan, `${source}>>${step.joined}|${place.dayKey}`, (alias) => {
      const [holder, began, ended] = [join.from, ...held].map((field) => column(alias, field))
      return this.toOne(
        step.joined,
        alias,
        source,
        sql`${holder} = ${column(source, 'id')} AND ${began} <= ${place.day} AND (${ended} IS NULL OR ${ended} >= ${place.day})`,
      )
    })
    return this.along(place.scan, member, join.to, step.to)
  }

  private toOne(ledger: string, alias: string, source: string, on: Sql): Sql {
    const same = sql`${sql.raw(alias)}.township = ${sql.raw(source)}.township`
    return sql`LEFT JOIN ${table(ledger)} ${sql.raw(alias)} ON ${same} AND ${on} AND ${asOf(this.scope.moment, alias)}`
  }

  private ledger(id: string): LedgerDefinition {
    return this.catalog.ledgers.get(id)!
  }

  private alias(): string {
    return `t${this.aliases++}`
  }
}

export function column(alias: string, field: string): Sql {
  return sql.ref(`${alias}.${field}`)
}
