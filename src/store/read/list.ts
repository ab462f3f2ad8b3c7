/** Standing rows of one ledger, page by page in the order of their ids, which is the order they were made in. */
import { sql } from 'kysely'
import type { Value } from '#kinds/index.ts'
import { hidesWho, isSmall } from '#store/sees.ts'
import type { Scoped } from '#store/store.ts'
import { inSight, standing, table } from '#store/tables/rows-sql.ts'
import { keyColumn } from '#store/tables/schema.ts'
import type { Page, Row } from './rows.ts'
import { rowsById } from './rows.ts'

/** `equal` keeps only rows whose fields have these values (an ID number: its blind index). `after`: the `next` of the page before. */
export async function rowsOf(
  tx: Scoped,
  ledger: string,
  {
    equal = {},
    area,
    after,
    limit = 50,
  }: { equal?: Record<string, Value>; area?: string; after?: string; limit?: number },
): Promise<Page<Row>> {
  const definition = tx.store.catalog.ledgers.get(ledger)!
  const conditions = [
    inSight(tx),
    standing(),
    ...Object.entries(equal).map(([field, value]) => sql`${sql.id(keyColumn(definition, field))} = ${value}`),
    ...(area === undefined ? [] : [sql`left(_area, ${sql.lit(area.length)}) = ${area}::text`]),
    ...(after === undefined ? [] : [sql`id > ${after}::uuid`]),
  ]
  const found = await tx.run<{ id: string }>(
    sql`SELECT id FROM ${table(ledger)} WHERE ${sql.join(conditions, sql` AND `)}
        ORDER BY id LIMIT ${sql.lit(limit + 1)}`,
  )
  const ids = found.slice(0, limit).map((row) => row.id)
  const items = await rowsById(tx, ledger, ids)
  items.sort((a, b) => (a.id < b.id ? -1 : 1))
  return { items, ...(found.length > limit && { next: ids.at(-1)! }) }
}

/** How many rows of each ledger are in sight; without those of which that would tell whose they are. */
export async function counts(tx: Scoped): Promise<Map<string, number>> {
  const told = [...tx.store.catalog.ledgers.values()].filter((one) => !(hidesWho(one, tx.actor) && isSmall(tx.actor)))
  const each = told.map(
    ({ id }) =>
      sql`SELECT ${id}::text AS ledger, count(*) AS rows FROM ${table(id)} WHERE ${inSight(tx)} AND ${standing()}`,
  )
  const rows = await tx.run<{ ledger: string; rows: number }>(sql`${sql.join(each, sql` UNION ALL `)} ORDER BY 1`)
  return new Map(rows.map((row) => [row.ledger, row.rows]))
}
