/** Takes the books of a program that kept no proofs as they stand: from here on they prove themselves. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { sealOfHead } from './act.ts'
import type { Connection } from './engine.ts'
import type { Cipher } from './keys.ts'
import { type Moment, OPEN } from './moment.ts'
import { type Adopted, contentOf, noteShelved, type Shelf, type Shelved, shelves } from './shelf-chain.ts'
import { rowTable } from './tables/schema.ts'
import { inTheClear, namingFields, tokensOf } from './tables/tokens.ts'
import { addSeal, sealOfVersion, sumSaid } from './version-seal.ts'

const ROWS_AT_ONCE = 5_000
const NOBODY = '00000000-0000-0000-0000-000000000000'
const actor = 'system 升级'

/** In sight of everything, in the transaction that brings the tables up to date. */
export async function adopt(
  db: Connection,
  catalog: Catalog,
  by: { keys: Cipher; clock: () => Moment },
): Promise<void> {
  for (const what of Object.keys(shelves) as Shelf[]) {
    for await (const some of shelfRows(db, what)) await noteShelved(db, by, some)
  }
  const { rows: heads } = await db.query<{ township: string; seq: number; at: number; digest: string }>(
    'SELECT township, seq, at, digest FROM head ORDER BY township',
  )
  for (const head of heads) {
    const { township, seq, digest } = head
    await db.query('UPDATE head SET seal = $2 WHERE township = $1', [township, sealOfHead(by.keys, head)])
    const adopted: Adopted = { seq, digest, key: by.keys.key, versions: {} }
    for (const ledger of catalog.ledgers.values()) {
      const [count, sum] = await summed(db, by.keys, ledger, township)
      if (count > 0) adopted.versions[ledger.id] = [count, sumSaid(sum)]
      await indexAnew(db, by.keys, ledger, township)
    }
    await noteShelved(db, by, [{ township, what: 'acts', key: '', content: JSON.stringify(adopted), actor }])
  }
}

async function summed(
  db: Connection,
  keys: Cipher,
  ledger: LedgerDefinition,
  township: string,
): Promise<[count: number, sum: bigint]> {
  let [count, sum] = [0, 0n]
  let after: [string, number] | undefined
  for (;;) {
    const { rows } = await db.query<{
      id: string
      _from: number
      _opened: number
      _area: string
      _was: string | null
    }>(
      `SELECT id, _from, _opened, _area, _was FROM ${rowTable(ledger.id)}
       WHERE township = $1 ${after ? 'AND (id, _from) > ($2::uuid, $3)' : ''} ORDER BY id, _from LIMIT ${ROWS_AT_ONCE}`,
      [township, ...(after ?? [])],
    )
    for (const { id, _from: from, _opened: opened, _area: area, _was: was } of rows)
      sum = addSeal(sum, sealOfVersion(keys, ledger, township, { id, from, opened, area, was }))
    count += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < ROWS_AT_ONCE) return [count, sum]
    after = [last.id, last._from]
  }
}

/** An older program may have written other words to search by: nobody would be found by them any more. */
async function indexAnew(db: Connection, keys: Cipher, ledger: LedgerDefinition, township: string): Promise<void> {
  const fields = namingFields(ledger)
  if (fields.length === 0) return
  await db.query('DELETE FROM lookup WHERE township = $1 AND ledger = $2', [township, ledger.id])
  for (let after = NOBODY; ; ) {
    const { rows } = await db.query<{ id: string; _area: string } & Record<string, Value>>(
      `SELECT id, _area, ${fields.map((field) => `"${field}"`).join(', ')} FROM ${rowTable(ledger.id)}
       WHERE township = $1 AND _to = ${OPEN} AND id > $2::uuid ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
      [township, after],
    )
    const words = rows.flatMap((row) =>
      tokensOf(ledger, inTheClear(keys, ledger, row), keys.blind).map((token) => [token, row.id, row._area] as const),
    )
    await db.query(
      `INSERT INTO lookup (township, token, ledger, id, area)
       SELECT $1, token, $2, id, area FROM unnest($3::text[], $4::uuid[], $5::text[]) AS w (token, id, area)`,
      [township, ledger.id, ...([0, 1, 2] as const).map((i) => words.map((word) => word[i]))],
    )
    const last = rows.at(-1)
    if (!last || rows.length < ROWS_AT_ONCE) return
    after = last.id
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
