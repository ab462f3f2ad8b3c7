/** The questions that an indicator puts to the database: one scan a ledger for its figures, one for the rows behind them. */
import { sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { AggregateNode, Node } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { areaOn, inSight, moved, table } from '#store/tables/rows-sql.ts'
import { aggregates } from './aggregates.ts'
import { type Asker, shifted } from './asker.ts'
import { Compiler, columnSql } from './compile.ts'
import type { Asking } from './figure.ts'
import { allOps, type Sql } from './ops.ts'
import type { Scan } from './scan.ts'

/** One aggregate inside an indicator, asked by one asker. */
export interface Leaf {
  node: AggregateNode
  asker: Asker
  /** What it is within an arithmetic figure: 本期, 上年同期 … Empty for a plain one. */
  part: string
}

/** The aggregates of an indicator with who asks them. */
export function leavesOf(node: Node, asker: Asker, part = ''): Leaf[] {
  switch (node.node) {
    case 'aggregate':
      return [{ node, asker, part }]
    case 'shift':
      return leavesOf(node.inner, shifted(asker, node.months), part)
    case 'op': {
      const names = allOps[node.op].parts ?? []
      return node.args.flatMap((arg, i) => leavesOf(arg, asker, [part, names[i] ?? ''].filter(Boolean).join('·')))
    }
    default:
      return []
  }
}

/** Where and when statements ask. `sight`: all places of an asker who does not work for a whole township; others are not bound. */
type Whereabouts = Pick<Asking, 'area' | 'moment'> & { sight?: readonly string[] }

/**
 * One scan of a ledger that answers all its aggregates, grouped by township first (and area, when asked). `settled`: no row of the ledger
 * ever moved, so that each is where it is on every day.
 */
export function figureStatement(
  catalog: Catalog,
  townships: readonly string[],
  ledger: string,
  leaves: readonly Leaf[],
  asking: Whereabouts,
  level?: number,
  settled = false,
) {
  const compiler = new Compiler(catalog, { townships, moment: asking.moment })
  const scan = compiler.scan(ledger)
  const now = sql.ref(`${scan.alias}._area`)
  const by = level === undefined || settled ? undefined : compiler.byPlace(scan, level)
  const place = by?.place ?? (level === undefined ? sql`''` : sql`left(${now}, ${sql.lit(level)})`)
  const here = ({ condition, day }: { condition: Sql; day: Sql }): Sql => {
    if (settled) return condition
    const places = [...(by ? [by.isThere(day)] : []), ...wasWithin(scan, asking, day)]
    return places.length ? sql`(${sql.join([condition, ...places], sql` AND `)})` : condition
  }
  const columns = leaves.flatMap((leaf, i): Sql[] => {
    const counted = compiler.counted(leaf.node, scan, leaf.asker)
    const { row } = counted
    const condition = here(counted)
    const own = sql`${columnSql(leaf.node, { condition, row })} AS ${sql.raw(`c${i}`)}`
    const rows = sql`count(*) FILTER (WHERE ${condition}) AS ${sql.raw(`n${i}`)}`
    const missing = sql`count(*) FILTER (WHERE ${condition} AND ${row.value} IS NULL) AS ${sql.raw(`m${i}`)}`
    return aggregates[leaf.node.of].lacks ? [own, rows, missing] : [own, rows]
  })
  const recorded = daysAsked(leaves).map(
    (day, i) => sql`count(*) FILTER (WHERE ${here(compiler.recordedBy(scan, day))}) AS ${sql.raw(`r${i}`)}`,
  )
  const select = sql`${sql.raw(scan.alias)}.township, ${place} AS area, ${sql.join([...columns, ...recorded])}`
  return compiler.statement<Record<string, Value | Value[]>>(scan, select, {
    where: settled && asking.area !== undefined ? lies(now, [asking.area]) : everWithin(scan, asking.area),
    after: sql`GROUP BY 1, 2`,
  })
}

/** Which of the ledgers have rows that ever moved: columns of the ledgers' names. */
export function movedStatement(townships: readonly string[], ledgers: readonly string[]) {
  const columns = ledgers.map(
    (id) =>
      sql`EXISTS (SELECT 1 FROM ${table(id)} ${sql.raw(`m_${id}`)} WHERE ${inSight({ townships }, `m_${id}`)} AND ${moved(`m_${id}`)}) AS ${sql.id(id)}`,
  )
  return sql<Record<string, boolean>>`SELECT ${sql.join(columns)}`
}

/** The last days of the periods that the leaves ask about, in the order of a statement's columns `r0`, `r1` … */
export function daysAsked(leaves: readonly Leaf[]): string[] {
  return [...new Set(leaves.map((leaf) => leaf.asker.day))]
}

/** Rows that are in the area, and those that moved, which may have been. */
function everWithin({ alias }: Scan, area: string | undefined): Sql | undefined {
  return area === undefined ? undefined : sql`(${lies(sql.ref(`${alias}._area`), [area])} OR ${moved(alias)})`
}

/** Of those, the ones that were in the area on the day; and where the asker may look, who else sees rows that were there on other days. */
function wasWithin({ alias }: Scan, { area, sight }: Whereabouts, day: Sql): Sql[] {
  const bounds = [...(area === undefined ? [] : [[area]]), ...(sight ? [sight] : [])]
  return bounds.map((codes) => sql`(NOT ${moved(alias)} OR ${lies(areaOn(alias, day), codes)})`)
}

function lies(place: Sql, codes: readonly string[]): Sql {
  const each = codes.map((code) => sql`left(${place}, ${sql.lit(code.length)}) = ${code}::text`)
  return each.length === 1 ? each[0]! : sql`(${sql.join(each, sql` OR `)})`
}

/** Where a page of rows ended: which part, and the last row of it. */
export interface Cursor {
  leaf: number
  township: string
  id: string
}

/** A page of the rows that an aggregate counts, each with what it adds. */
export function traceStatement(
  catalog: Catalog,
  townships: readonly string[],
  leaf: Leaf,
  asking: Whereabouts,
  page: { after: Cursor | null; limit: number },
) {
  const compiler = new Compiler(catalog, { townships, moment: asking.moment })
  const scan = compiler.scan(leaf.node.query.ledger)
  const { condition, row, day } = compiler.counted(leaf.node, scan, leaf.asker)
  const root = sql.raw(scan.alias)
  const ever = everWithin(scan, asking.area)
  const inside = sql.join([condition, ...(ever ? [ever] : []), ...wasWithin(scan, asking, day)], sql` AND `)
  const { adds } = aggregates[leaf.node.of]
  const select = sql`${root}.*, ${adds.sql(row)} AS _adds, ${areaOn(scan.alias, day)} AS _area_on`
  const limit = sql`LIMIT ${sql.lit(page.limit)}`
  const last = page.after && sql`(${page.after.township}::text, ${page.after.id}::uuid)`
  if (adds.amongAll) {
    const all = compiler.statement<Record<string, Value>>(scan, select, { where: inside })
    const after = last ? sql`WHERE (q.township, q.id) > ${last}` : sql``
    return sql<Record<string, Value>>`SELECT * FROM (${all}) q ${after} ORDER BY q.township, q.id ${limit}`
  }
  const each = sql`${root}.township, ${root}.id`
  return compiler.statement<Record<string, Value>>(scan, select, {
    where: last ? sql`${inside} AND (${each}) > ${last}` : inside,
    after: sql`ORDER BY ${each} ${limit}`,
  })
}
