/** Which rows are the asker's: those that are about it, or those that are alike in what `by` says. Always an equality, never a comparison. */
import { type RawBuilder, sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { AggregateNode, Key } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import { wayTo } from './subject.ts'

type Sql = RawBuilder<unknown>

/** On the counted row and on a row of `asker`. */
export function keysOf(catalog: Catalog, { query }: AggregateNode, asker: string): readonly Key[] {
  if (query.keys?.length) return query.keys
  const steps = wayTo(catalog, query.ledger, asker)!
  return [
    {
      inner: { node: 'field', ledger: query.ledger, steps, field: 'id' },
      outer: { node: 'field', ledger: asker, steps: [], field: 'id' },
    },
  ]
}

/** Alike in all of them. What is missing is like nothing. */
export const alike = {
  /** One text for what is alike; null for what is like nothing. */
  js: (values: readonly Value[]): string | null => (values.includes(null) ? null : values.join('\u0000')),
  sql: (pairs: readonly (readonly [Sql, Sql])[]): Sql =>
    sql.join(
      pairs.map(([a, b]) => sql`${a} = ${b}`),
      sql` AND `,
    ),
  /** In which column of the askers the so-manieth thing is read. */
  column: (n: number): string => `o${n}`,
}
