/** The questions that an indicator puts to the database: one scan a ledger for its figures, one for the rows behind them. */
import { sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { AggregateNode, Node } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { type Asker, shifted } from './asker.ts'
import { Compiler } from './compile.ts'
import type { Asking } from './figure.ts'
import type { Sql } from './ops.ts'

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
      const names = partNames[node.op] ?? []
      return node.args.flatMap((arg, i) => leavesOf(arg, asker, [part, names[i] ?? ''].filter(Boolean).join('·')))
    }
    default:
      return []
  }
}

const partNames: Record<string, readonly string[]> = {
  growth: ['本期', '上年同期'],
  divided_by: ['分子', '分母'],
  percentage: ['部分', '总体'],
  plus: ['第一部分', '第二部分'],
  minus: ['被减', '减去'],
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
  const compiler = new Compiler(catalog, { townships, area: asking.area, moment: asking.moment })
  const scan = compiler.scan(ledger)
  const columns = leaves.flatMap((leaf, i): Sql[] => {
    const { condition, value, at } = compiler.counted(leaf.node, scan, leaf.asker)
    const own = sql`${compiler.aggregate(leaf.node, condition, value, at)} AS ${sql.raw(`c${i}`)}`
    const rows = sql`count(*) FILTER (WHERE ${condition}) AS ${sql.raw(`n${i}`)}`
    const missing = sql`count(*) FILTER (WHERE ${condition} AND ${value} IS NULL) AS ${sql.raw(`m${i}`)}`
    return leaf.node.of === 'sum' ? [own, rows, missing] : [own, rows]
  })
  const root = sql.raw(scan.alias)
  const area = level === undefined ? sql`''` : sql`left(${root}._area, ${sql.lit(level)})`
  const select = sql`${root}.township, ${area} AS area, ${sql.join(columns)}`
  return compiler.statement<Record<string, Value | Value[]>>(scan, select, {
    where: within(root, asking.area),
    after: sql`GROUP BY 1, 2`,
  })
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
  const { condition, value } = compiler.counted(leaf.node, scan, leaf.asker)
  const root = sql.raw(scan.alias)
  const here = within(root, asking.area)
  const inside: Sql = here ? sql`${condition} AND ${here}` : condition
  const each = sql`${root}.township, ${root}.id`
  if (leaf.node.of === 'distinct') {
    // Each different thing counts once: its first row adds one, its further rows are shown and add nothing.
    const first = sql`row_number() OVER (PARTITION BY ${root}.township, ${value} ORDER BY ${root}.id)`
    const select = sql`${root}.*, CASE WHEN ${value} IS NOT NULL AND ${first} = 1 THEN 1 ELSE 0 END AS _adds`
    const all = compiler.statement<Record<string, Value>>(scan, select, { where: inside })
    const after = page.after
      ? sql`WHERE (q.township, q.id) > (${page.after.township}::text, ${page.after.id}::uuid)`
      : sql``
    return sql<
      Record<string, Value>
    >`SELECT * FROM (${all}) q ${after} ORDER BY q.township, q.id LIMIT ${sql.lit(page.limit)}`
  }
  const adds = leaf.node.of === 'count' || leaf.node.of === 'any' ? sql`1` : sql`${value}`
  const after = page.after ? sql` AND (${each}) > (${page.after.township}::text, ${page.after.id}::uuid)` : sql``
  return compiler.statement<Record<string, Value>>(scan, sql`${root}.*, ${adds} AS _adds`, {
    where: sql`${inside}${after}`,
    after: sql`ORDER BY ${each} LIMIT ${sql.lit(page.limit)}`,
  })
}
