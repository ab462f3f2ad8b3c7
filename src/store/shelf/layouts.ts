/** What people said of the columns of foreign tables, kept for other files with the same heads; nothing of the files is. */
import { sql } from 'kysely'
import type { Corrections } from '#capture/layout.ts'
import { shelve } from '#store/shelf-chain.ts'
import type { Scoped } from '#store/store.ts'

const keyOf = (ledger: string, layout: string): string => `layout:${ledger}:${layout}`

/** Of these layouts, as somebody of the township put them right last. */
export async function keptLayouts(
  tx: Scoped,
  township: string,
  ledger: string,
  layouts: readonly string[],
): Promise<Corrections> {
  const keys = layouts.map((layout) => keyOf(ledger, layout))
  const rows = await tx.run<{ key: string; value: string }>(
    sql`SELECT key, value FROM setting WHERE township = ${township} AND key = ANY (${keys}::text[]) ORDER BY key`,
  )
  return Object.fromEntries(rows.map(({ key, value }) => [key.split(':')[2]!, JSON.parse(value)]))
}

export async function keepLayouts(tx: Scoped, township: string, ledger: string, said: Corrections): Promise<void> {
  for (const [layout, columns] of Object.entries(said)) {
    const [key, value] = [keyOf(ledger, layout), JSON.stringify(columns)]
    await tx.change(
      sql`INSERT INTO setting (township, key, value) VALUES (${township}, ${key}, ${value})
          ON CONFLICT (township, key) DO UPDATE SET value = excluded.value`,
    )
    shelve(tx, 'setting', township, key, { value })
  }
}
