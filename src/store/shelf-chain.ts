/**
 * The second chain of a township: what is kept beside the acts (issued reports, decisions, accounts, the audit trail). Whatever is put
 * there, or changed, is an entry; each covers the one before, and how far the acts had come, by a digest whose key the database does
 * not hold. Accounts and signing in are of no township: their chain is that of ''.
 */
import { createHash } from 'node:crypto'
import { type ActFields, actorText } from './act.ts'
import type { Actor } from './actor.ts'
import type { Connection } from './engine.ts'
import type { Cipher } from './keys.ts'
import type { Moment } from './moment.ts'

type Cell = string | number | boolean | null

/**
 * What stands on the shelf: its table, the column that names a row of it, and the columns that are covered. `plain` ones are kept in the
 * entry as they are, so that it can be told what they were; of the others only a digest is.
 */
export const shelves = {
  audit: { key: 'id', plain: ['at', 'actor', 'event'], digested: ['subject', 'detail'] },
  account: {
    key: 'id',
    plain: ['login', 'name', 'role', 'areas', 'created_at', 'disabled_at'],
    digested: ['password', 'password_given'],
  },
  setting: { key: 'key', plain: [], digested: ['value'] },
  issued: {
    key: 'id',
    plain: ['title', 'year', 'moment', 'seq', 'by', 'at'],
    digested: ['report', 'period_from', 'period_day', 'template', 'figures', 'digest'],
  },
  issued_void: { key: 'issued', plain: ['by', 'at', 'reason'], digested: ['act', 'digest'] },
} as const satisfies Record<string, { key: string; plain: readonly string[]; digested: readonly string[] }>

export type Shelf = keyof typeof shelves

export interface Shelved {
  township: string
  /** `acts`: how far the acts of a program that kept no proofs had come, which were taken as they stood (`Adopted`). */
  what: Shelf | 'acts'
  /** Names the row within its table. */
  key: string
  /** JSON of the row as it is now. */
  content: string
  /** As in acts: account and name. */
  actor: string
}

/** Content of an entry of `acts`. */
export interface Adopted {
  /** Number and digest of the last act; it and those before are under no key. */
  seq: number
  digest: string
  /** Name of the key of the seals. */
  key: string
  /** Ledger → how many versions those acts began, and the sum of the seals that they would have. */
  versions: Record<string, [count: number, sum: string]>
}

/** Notes that a row of the shelf is now so. The transaction enters it in the chain at its end. */
export function shelve(
  tx: { actor: Actor; shelved: Shelved[] },
  what: Shelf,
  township: string,
  key: string,
  row: Readonly<Record<string, unknown>>,
): void {
  tx.shelved.push({ township, what, key, content: contentOf(what, row), actor: actorText(tx.actor) })
}

/** What an entry says of a row. */
export function contentOf(what: Shelf, row: Readonly<Record<string, unknown>>): string {
  const { plain, digested } = shelves[what]
  return JSON.stringify(
    Object.fromEntries([
      ...plain.map((name) => [name, (row[name] ?? null) as Cell]),
      ...digested.map((name) => [name, digestOfCell((row[name] ?? null) as Cell)]),
    ]),
  )
}

const digestOfCell = (value: Cell): string | null =>
  value === null ? null : createHash('sha256').update(String(value)).digest('base64url')

/** One entry of the chain. `act`, `act_digest`: the last act of the township when it was made. */
export interface Entry extends Shelved {
  seq: number
  at: Moment
  act: ActFields['seq'] | null
  act_digest: string | null
}

/** Keyed digest over the one before and the entry. The first of a township follows ''. */
export function digestOfEntry(keys: Pick<Cipher, 'prove'>, before: string, entry: Entry): string {
  const { township, seq, at, actor, what, key, content, act, act_digest } = entry
  return keys.prove(
    'shelf',
    `${before}\n${JSON.stringify([township, seq, at, actor, what, key, content, act, act_digest])}`,
  )
}

/** So many digits of a digest are told. */
const TOLD = 16

/**
 * How far both chains of a township had come, to be kept elsewhere: whoever shortens or rewrites them later cannot make it come true. '0'
 * stands for a chain in which nothing is yet.
 */
export const markOf = (act: string | null, entry: string): string =>
  [act, entry].map((digest) => (digest ?? '').slice(0, TOLD) || '0').join('-')

const columns = [
  ['township', 'text'],
  ['seq', 'bigint'],
  ['at', 'bigint'],
  ['actor', 'text'],
  ['what', 'text'],
  ['key', 'text'],
  ['content', 'text'],
  ['act', 'bigint'],
  ['act_digest', 'text'],
] as const

interface ShelfHead extends Record<string, unknown> {
  seq: number
  digest: string
  act: number | null
  act_digest: string | null
}

/** Enters what was put on the shelf, township by township. Nothing else is locked after it. */
export async function noteShelved(
  db: Connection,
  { keys, clock }: { keys: Pick<Cipher, 'prove'>; clock: () => Moment },
  shelved: readonly Shelved[],
): Promise<void> {
  for (const township of [...new Set(shelved.map((one) => one.township))].sort()) {
    const head = await lockedHead(db, township)
    const at = clock()
    const rows = shelved
      .filter((one) => one.township === township)
      .map((one) => {
        head.seq += 1
        const entry: Entry = { ...one, seq: head.seq, at, act: head.act, act_digest: head.act_digest }
        head.digest = digestOfEntry(keys, head.digest, entry)
        return { ...entry, digest: head.digest }
      })
    const all = [...columns, ['digest', 'text'] as const]
    await db.query(
      `WITH entered AS (
         INSERT INTO shelf (${all.map(([name]) => name).join(', ')})
         SELECT * FROM unnest(${all.map(([, type], i) => `$${i + 4}::${type}[]`).join(', ')}))
       UPDATE shelf_head SET seq = $2, digest = $3 WHERE township = $1`,
      [township, head.seq, head.digest, ...all.map(([name]) => rows.map((row) => row[name]))],
    )
  }
}

async function lockedHead(db: Connection, township: string): Promise<ShelfHead> {
  for (;;) {
    const { rows } = await db.query<ShelfHead>(
      `SELECT s.seq, s.digest, h.seq AS act, h.digest AS act_digest FROM shelf_head s LEFT JOIN head h ON h.township = s.township
       WHERE s.township = $1 FOR UPDATE OF s`,
      [township],
    )
    if (rows[0]) return rows[0]
    await db.query(`INSERT INTO shelf_head (township, seq, digest) VALUES ($1, 0, '') ON CONFLICT DO NOTHING`, [
      township,
    ])
  }
}
