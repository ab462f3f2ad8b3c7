/** Takes the books of a program that kept no proofs as they stand: from here on they prove themselves. */
import type { Connection } from './engine.ts'
import type { Cipher } from './keys.ts'
import type { Moment } from './moment.ts'
import { contentOf, noteShelved, type Shelf, type Shelved, shelves } from './shelf-chain.ts'

const ROWS_AT_ONCE = 1_000
const actor = 'system 升级'

/** In sight of everything, in the transaction that brings the tables up to date. */
export async function adopt(db: Connection, by: { keys: Cipher; clock: () => Moment }): Promise<void> {
  for (const what of Object.keys(shelves) as Shelf[]) {
    for await (const some of shelfRows(db, what)) await noteShelved(db, by, some)
  }
}

async function* shelfRows(db: Connection, what: Shelf): AsyncGenerator<Shelved[]> {
  const { key } = shelves[what]
  const township = what === 'account' ? "''::text" : 'township'
  let after: [string, string] | undefined
  for (;;) {
    const { rows } = await db.query<Record<string, string | number | boolean | null>>(
      `SELECT t.*, ${township} AS _township, ${key}::text AS _key FROM ${what} t
       ${after ? `WHERE (${township}, ${key}::text) > ($1, $2)` : ''} ORDER BY ${township}, ${key}::text LIMIT ${ROWS_AT_ONCE}`,
      after ?? [],
    )
    if (rows.length > 0) {
      yield rows.map((row) => ({
        township: String(row._township),
        what,
        key: String(row._key),
        content: contentOf(what, row),
        actor,
      }))
    }
    const last = rows.at(-1)
    if (!last || rows.length < ROWS_AT_ONCE) return
    after = [String(last._township), String(last._key)]
  }
}
