/** Sealing the books anew with another key: township by township, while the office goes on. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { blindColumn, quoted, rowTable, sealedFields } from '#store/tables/schema.ts'
import { namingFields, sealedWords } from '#store/tables/tokens.ts'
import type { Connection } from './engine.ts'
import type { Cipher, Keys } from './keys.ts'
import { type Store, seeAll } from './store.ts'

type Sealing = Pick<Store, 'catalog' | 'keys'>

export interface Rotated {
  /** Name of the key that everything is sealed with now. */
  key: string
  /** An earlier run had not come to its end, and this one has brought it there: no key was made. */
  resumed: boolean
  townships: number
  /** Versions of rows, and acts, that were sealed anew. */
  versions: number
  acts: number
  /** Values that no key opens: left as they are, for `verify` to tell. */
  unopened: number
}

/** The same counts on the way. */
export type Told = (so: Omit<Rotated, 'key' | 'resumed'> & { of: number }) => void

const ROWS_AT_ONCE = 2_000
const ACTS_AT_ONCE = 500
/** Bodies of acts, in characters: one alone may be longer. */
const BODIES_AT_ONCE = 2_000_000

/**
 * Makes a new key and seals everything with it. A township's rows come over in one transaction under the lock of its books, so that two
 * rows never have fingerprints of two keys; the bodies of its acts follow few at a time. Killed at any moment it leaves books that are
 * read and written as before, and the next run goes on where this one stopped.
 */
export async function rotateKeys(store: Store, tell: Told = () => {}): Promise<Rotated> {
  const { keys } = store
  const townships = await owned(store, async (db) => {
    const { rows } = await db.query<{ township: string }>('SELECT township FROM head ORDER BY township')
    return rows.map((row) => row.township)
  })
  const resumed = await unfinished(store, townships)
  if (!resumed) await keys.add()
  // From here on the newest is the one that an interrupted run had come to.
  const to = keys.of(keys.key)
  const done = { townships: 0, versions: 0, acts: 0, unopened: 0 }
  const progress = () => tell({ ...done, of: townships.length })
  for (const township of townships) {
    await owned(store, async (db) => {
      const { rows } = await db.query<{ key: string | null }>('SELECT key FROM head WHERE township = $1 FOR UPDATE', [
        township,
      ])
      if (rows[0]?.key === to.mark) return
      for (const [ledger, fields] of byLedger(store.catalog)) {
        await sealRows(db, township, ledger, fields, keys, to, done)
      }
      await db.query('UPDATE head SET key = $1 WHERE township = $2', [to.mark, township])
    })
    progress()
    for (let seq: number | undefined = 0; seq !== undefined; progress()) {
      const after: number = seq
      seq = await owned(store, (db) => sealActs(db, store, township, after, to, done))
    }
    done.townships++
    progress()
  }
  return { key: to.key, resumed, ...done }
}

/** Whoever owns the tables, with all townships in sight. */
function owned<T>({ engine }: Store, work: (db: Connection) => Promise<T>): Promise<T> {
  return engine.transaction(async (db) => {
    await seeAll(db)
    return work(db)
  })
}

/** Whether anything is not sealed with the newest key. */
async function unfinished(store: Store, townships: readonly string[]): Promise<boolean> {
  const { keys } = store
  const to = keys.of(keys.key)
  const { rows } = await owned(store, (db) => db.query('SELECT 1 FROM head WHERE key <> $1 LIMIT 1', [to.mark]))
  if (rows.length > 0) return true
  for (const township of townships) {
    for (let seq: number | undefined = 0; seq !== undefined; ) {
      const after: number = seq
      const { acts, next } = await owned(store, (db) => actsBefore(db, keys, township, after, to))
      if (acts.some(({ body }) => sealedBody(store, body, to) !== body)) return true
      seq = next
    }
  }
  return false
}

async function sealRows(
  db: Connection,
  township: string,
  ledger: LedgerDefinition,
  fields: readonly string[],
  keys: Keys,
  to: Cipher,
  done: { versions: number; unopened: number },
): Promise<void> {
  const row = rowTable(ledger.id)
  const naming = namingFields(ledger)
  const columns = fields.map(quoted)
  let after: [string, number] = ['00000000-0000-0000-0000-000000000000', -1]
  for (;;) {
    const { rows } = await db.query<{ id: string; _from: number } & Record<string, string | null>>(
      `SELECT id, _from, ${columns.join(', ')} FROM ${row} WHERE township = $1 AND (id, _from) > ($2::uuid, $3)
         AND (${columns.map((column) => `${column} IS NOT NULL`).join(' OR ')}) ORDER BY id, _from LIMIT ${ROWS_AT_ONCE}`,
      [township, ...after],
    )
    const last = rows.at(-1)
    if (!last) return
    for (const field of fields) {
      const place = `${ledger.id}.${field}`
      const anew: { id: string; from: number; sealed: string; blind: string }[] = []
      const tokens = new Map<string, { old: string; new: string; id: string }>()
      for (const { id, _from: from, ...values } of rows) {
        const sealed = values[field]
        if (sealed == null || sealed.startsWith(`${to.key}.`)) continue
        const opened = clear(keys, sealed, place)
        if (opened === undefined) {
          done.unopened++
          continue
        }
        const { value, by } = opened
        anew.push({ id, from, sealed: to.seal(value, place), blind: to.blind(value) })
        for (const word of naming.includes(field) ? sealedWords(ledger.fields[field]!.kind, value) : []) {
          tokens.set(`${id} ${by.blind(word)}`, { old: by.blind(word), new: to.blind(word), id })
        }
      }
      if (anew.length === 0) continue
      const { changed } = await db.query(
        `UPDATE ${row} r SET ${quoted(field)} = u.sealed, ${quoted(blindColumn(field))} = u.blind
         FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[]) AS u (id, first, sealed, blind)
         WHERE r.township = $1 AND r.id = u.id AND r._from = u.first`,
        [township, anew.map((a) => a.id), anew.map((a) => a.from), anew.map((a) => a.sealed), anew.map((a) => a.blind)],
      )
      if (changed !== anew.length) throw new Error(`sealed ${changed} of ${anew.length} rows of ${ledger.id}`)
      done.versions += changed
      const words = [...tokens.values()]
      await db.query(
        `UPDATE lookup l SET token = u.new FROM unnest($3::uuid[], $4::text[], $5::text[]) AS u (id, old, new)
         WHERE l.township = $1 AND l.ledger = $2 AND l.id = u.id AND l.token = u.old`,
        [township, ledger.id, words.map((w) => w.id), words.map((w) => w.old), words.map((w) => w.new)],
      )
    }
    after = [last.id, last._from]
  }
}

/** What is sealed, and the key that opened it; undefined where none does. */
function clear(keys: Keys, sealed: string, place: string): { value: string; by: Cipher } | undefined {
  try {
    return { value: keys.open(sealed, place), by: keys.of(sealed.slice(0, sealed.indexOf('.'))) }
  } catch {
    return undefined
  }
}

/**
 * The next few acts after a number whose bodies hold what another key sealed, in order; one where it is long. `next`: the number to go on
 * after; undefined where there are no more.
 */
async function actsBefore(
  db: Connection,
  keys: Keys,
  township: string,
  after: number,
  to: Cipher,
): Promise<{ acts: { seq: number; body: string }[]; next: number | undefined }> {
  const others = keys.all().flatMap(({ key }) => (key === to.key ? [] : `%"${key}.%`))
  if (others.length === 0) return { acts: [], next: undefined }
  const found = await db.query<{ seq: number; length: number }>(
    `SELECT seq, length(body) AS length FROM act WHERE township = $1 AND seq > $2 AND body LIKE ANY ($3::text[])
     ORDER BY seq LIMIT ${ACTS_AT_ONCE}`,
    [township, after, others],
  )
  let length = 0
  const some = found.rows.filter((act, i) => {
    length += act.length
    return i === 0 || length <= BODIES_AT_ONCE
  })
  const whole = some.length === found.rows.length && some.length < ACTS_AT_ONCE
  const { rows: acts } = await db.query<{ seq: number; body: string }>(
    'SELECT seq, body FROM act WHERE township = $1 AND seq = ANY ($2::bigint[]) ORDER BY seq',
    [township, some.map(({ seq }) => seq)],
  )
  return { acts, next: whole ? undefined : some.at(-1)?.seq }
}

/** Seals few acts anew. Returns the number to go on after, undefined after the last. Their digests stay those of what came in. */
async function sealActs(
  db: Connection,
  store: Store,
  township: string,
  after: number,
  to: Cipher,
  done: { acts: number },
): Promise<number | undefined> {
  const { acts, next } = await actsBefore(db, store.keys, township, after, to)
  const anew = acts.flatMap(({ seq, body }) => {
    const sealed = sealedBody(store, body, to)
    return sealed === body ? [] : { seq, sealed }
  })
  await db.query(
    `UPDATE act a SET body = u.body FROM unnest($2::bigint[], $3::text[]) AS u (seq, body)
     WHERE a.township = $1 AND a.seq = u.seq`,
    [township, anew.map(({ seq }) => seq), anew.map(({ sealed }) => sealed)],
  )
  done.acts += anew.length
  return next
}

/** An act's body as it is under a key: what it says, and the order in which it says it, stays. What no key opens stays as it is. */
export function sealedBody({ catalog, keys }: Sealing, body: string, to: Cipher): string {
  if (!keys.all().some(({ key }) => key !== to.key && body.includes(`"${key}.`))) return body
  const changes = changesIn(body)
  if (!changes) return body
  const places = new Map([...byLedger(catalog)].map(([{ id }, fields]) => [id, fields]))
  for (const { ledger, set, correct } of changes) {
    const values = set ?? correct ?? {}
    for (const field of places.get(ledger) ?? []) {
      const sealed = values[field]
      const opened = typeof sealed === 'string' ? clear(keys, sealed, `${ledger}.${field}`) : undefined
      if (opened) values[field] = to.seal(opened.value, `${ledger}.${field}`)
    }
  }
  return JSON.stringify(changes)
}

type Said = { ledger: string; set?: Record<string, unknown>; correct?: Record<string, unknown> }

function changesIn(body: string): Said[] | undefined {
  try {
    return JSON.parse(body) as Said[]
  } catch {
    return undefined
  }
}

/** Whether something is true of an act's body as it was recorded, under whichever key that was: its digest is of that. */
export function wasOnce(sealing: Sealing, body: string, isTrue: (was: string) => boolean): boolean {
  return isTrue(body) || sealing.keys.all().some((key) => isTrue(sealedBody(sealing, body, key)))
}

function byLedger(catalog: Catalog): Map<LedgerDefinition, string[]> {
  const fields = new Map<LedgerDefinition, string[]>()
  for (const { ledger, field } of sealedFields(catalog)) fields.set(ledger, [...(fields.get(ledger) ?? []), field])
  return fields
}
