/** The questions that an indicator puts to the database: one scan a ledger for its figures, one for the rows behind them. */
import { sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { AggregateNode, Node } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { aggregates } from './aggregates.ts'
import { type Asker, shifted } from './asker.ts'
import { Compiler, columnSql } from './compile.ts'
import type { Asking } from './figure.ts'
import { allOps, type Sql } from './ops.ts'

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

/** One scan of a ledger that answers all its aggregates, grouped by township first (and area, when asked). */
export function figureStatement(
  catalog: Catalog,
  townships: readonly string[],
  ledger: string,
  leaves: readonly Leaf[],
  asking: Pick<Asking, 'area' | 'moment'>,
  level?: number,
) {
  const compiler = new Compiler(catalog, { townships, moment: asking.moment })
  const scan = compiler.scan(ledger)
  const columns = leaves.flatMap((leaf, i): Sql[] => {
    const counted = compiler.counted(leaf.node, scan, leaf.asker)
    const { condition, row } = counted
    const own = sql`${columnSql(leaf.node, counted)} AS ${sql.raw(`c${i}`)}`
    const rows = sql`count(*) FILTER (WHERE ${condition}) AS ${sql.raw(`n${i}`)}`
    const missing = sql`count(*) FILTER (WHERE ${condition} AND ${row.value} IS NULL) AS ${sql.raw(`m${i}`)}`
    return aggregates[leaf.node.of].lacks ? [own, rows, missing] : [own, rows]
  })
  const recorded = daysAsked(leaves).map(
    (day, i) => sql`count(*) FILTER (WHERE ${compiler.recordedBy(scan, day)}) AS ${sql.raw(`r${i}`)}`,
  )
  const root = sql.raw(scan.alias)
  const area = level === undefined ? sql`''` : sql`left(${root}._area, ${sql.lit(level)})`
  const select = sql`${root}.township, ${area} AS area, ${sql.join([...columns, ...recorded])}`
  return compiler.statement<Record<string, Value | Value[]>>(scan, select, {
    where: within(root, asking.area),
    after: sql`GROUP BY 1, 2`,
  })
}

/** The last days of the periods that the leaves ask about, in the order of a statement's columns `r0`, `r1` … */
export function daysAsked(leaves: readonly Leaf[]): string[] {
  return [...new Set(leaves.map((leaf) => leaf.asker.day))]
}

function within(root: Sql, area: string | undefined): Sql | undefined {
  return area === undefined ? undefined : sql`left(${root}._area, ${sql.lit(area.length)}) = ${area}::text`
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
  asking: Pick<Asking, 'area' | 'moment'>,
  page: { after: Cursor | null; limit: number },
) {
  const compiler = new Compiler(catalog, { townships, moment: asking.moment })
  const scan = compiler.scan(leaf.node.query.ledger)
  const { condition, row } = compiler.counted(leaf.node, scan, leaf.asker)
  const root = sql.raw(scan.alias)
  const here = within(root, asking.area)
  const inside: Sql = here ? sql`${condition} AND ${here}` : condition
  const { adds } = aggregates[leaf.node.of]
  const select = sql`${root}.*, ${adds.sql(row)} AS _adds`
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
