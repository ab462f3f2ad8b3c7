/** The opened books, and the only door to them: a transaction that sees what its actor may see. */
import { createHash, randomBytes } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import { areaPattern, covers as isWithin, levelOf, reaches, townshipOf } from '#kinds/area.ts'
import { refuse } from '#problem.ts'
import { DatabaseError, UNSTORABLE } from '#store/engine/database-error.ts'
import { migrate } from '#store/tables/migrate.ts'
import { APP_ROLE, AUDIT_ROLE, DOOR_ROLE, quoted, rowTable, sealedFields } from '#store/tables/schema.ts'
import { sealOfHead } from './act.ts'
import type { Actor } from './actor.ts'
import { adopt } from './adopt.ts'
import type { Connection, Engine } from './engine.ts'
import type { Cipher, Keys } from './keys.ts'
import { clockNow, type Moment } from './moment.ts'
import { noteShelved, type Shelved } from './shelf-chain.ts'
import { compiled } from './sql.ts'

export interface Store {
  engine: Engine
  catalog: Catalog
  keys: Keys
  clock: () => Moment
  /** A new UUIDv7. */
  newId: () => string
  /** Digest of the ledgers' declarations, noted in every act. */
  definition: string
}

/** One scoped transaction. */
export interface Scoped {
  store: Store
  actor: Actor
  /** Townships in scope, each with books. */
  townships: readonly string[]
  /** Runs a Kysely `sql` fragment and returns its rows. */
  run<R extends object>(fragment: RawBuilder<R>): Promise<R[]>
  /** Runs one that writes, and returns how many rows it wrote. */
  change(fragment: RawBuilder<unknown>): Promise<number>
  connection: Connection
  /** What was put on the shelf: noted in its chain when the transaction's work is done, so that its head is locked for a moment only. */
  shelved: Shelved[]
  /** What seals the books of a township in scope. */
  cipherOf(township: string): Cipher
  /** Under which fingerprints a value may stand in the books in scope: one, unless they are just being sealed anew. */
  blinds(value: string): string[]
  /** Notes what seals a township's books from now on, as it was found under the lock of its head. */
  sealedBy(township: string, mark: string | null): Cipher
}

export interface ScopeOptions {
  /** All statements see one state. */
  snapshot?: boolean
  readOnly?: boolean
  /** Reads the bodies of acts and writes nothing: for checking the books. */
  audit?: boolean
  /** Works at the door, with accounts and sessions: no row of any ledger is in sight. */
  door?: boolean
  /** A township whose books are opened by this transaction, if nobody has: where it fails, they stay unopened. */
  opens?: string
}

/** Opens the books on an engine: tables are made or brought up to date. Throws a Refusal where that cannot be, or the keys are not theirs. */
export async function openStore(
  engine: Engine,
  catalog: Catalog,
  options: { keys: Keys; clock?: () => Moment; newId?: () => string },
): Promise<Store> {
  const { keys, clock = clockNow } = options
  const takeOlder = async (db: Connection) => {
    // Not with the keys of other books.
    await keys.begin((await sealedWith(db, catalog)).marks)
    await adopt(db, catalog, { keys, clock })
  }
  await migrate(engine, catalog, keys.settle && takeOlder)
  await settleKeys(engine, catalog, keys)
  await keys.settle?.()
  return {
    engine,
    catalog,
    keys,
    clock,
    newId: options.newId ?? (() => uuidv7(clock())),
    definition: createHash('sha256')
      .update(JSON.stringify([...catalog.ledgers]))
      .digest('hex')
      .slice(0, 16),
  }
}

/**
 * Sees to it that the keys are those of the books, and makes them where nothing was sealed yet. Throws a Refusal where what is sealed
 * was sealed with others: they are never replaced.
 */
export async function settleKeys(engine: Engine, catalog: Catalog, keys: Keys): Promise<void> {
  const { marks, found } = await engine.transaction(
    async (connection) => {
      await seeAll(connection)
      return sealedWith(connection, catalog)
    },
    { readOnly: true },
  )
  await keys.begin(marks)
  if (found.size === 0) return
  await engine.transaction(async (connection) => {
    await seeAll(connection)
    for (const [township, id] of found) {
      const { mark } = keys.of(id ?? keys.key)
      await connection.query('UPDATE head SET key = $1 WHERE township = $2 AND key IS NULL', [mark, township])
    }
  })
}

/** Marks or names of the keys that sealed anything, and townships of which no mark was noted. */
async function sealedWith(
  connection: Connection,
  catalog: Catalog,
): Promise<{ marks: string[]; found: Map<string, string | undefined> }> {
  const { rows } = await connection.query<SeenHead & Record<string, unknown>>('SELECT township, key FROM head')
  const found = new Map<string, string | undefined>()
  for (const { township, key } of rows) {
    if (key === null) found.set(township, await sealedIn(connection, catalog, township))
  }
  return { marks: [...new Set([...rows.map(({ key }) => key), ...found.values()])].flatMap((one) => one ?? []), found }
}

/** Which key sealed what a township has, of which an older program did not note it; undefined where nothing is sealed. */
async function sealedIn(connection: Connection, catalog: Catalog, township: string): Promise<string | undefined> {
  for (const { ledger, field } of sealedFields(catalog)) {
    const column = quoted(field)
    const { rows } = await connection.query<{ key: string }>(
      `SELECT split_part(${column}, '.', 1) AS key FROM ${rowTable(ledger.id)} WHERE township = $1 AND ${column} IS NOT NULL LIMIT 1`,
      [township],
    )
    if (rows[0]) return rows[0].key
  }
  return undefined
}

/** RFC 9562 version 7: milliseconds, then random bits. */
export function uuidv7(at: Moment): string {
  const hex = Math.floor(at / 1000)
    .toString(16)
    .padStart(12, '0')
  const random = randomBytes(10)
  random[0] = (random[0]! & 0x0f) | 0x70
  random[2] = (random[2]! & 0x3f) | 0x80
  const text = hex + random.toString('hex')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

/**
 * Runs `work` in one transaction as the actor: the database shows and accepts rows of the actor's areas only.
 * Throws the Refusal `store.no_books` where a township of the actor has none yet, `text.unstorable` for a text that the database would
 * not give back as it was given.
 */
export async function scoped<T>(
  store: Store,
  actor: Actor,
  work: (tx: Scoped) => Promise<T>,
  options: ScopeOptions = {},
): Promise<T> {
  const done = store.engine.transaction(async (connection) => {
    if (options.opens !== undefined) await openBooks(store, connection, actor, options.opens)
    const heads = await enter(connection, actor, options.audit ? AUDIT_ROLE : options.door ? DOOR_ROLE : APP_ROLE)
    const ciphers = new Map<string, Cipher>()
    const sealedBy = (township: string, mark: string | null) => {
      // Books that an older program has just opened have none.
      const cipher = mark === null ? store.keys.of(store.keys.key) : store.keys.of(mark)
      ciphers.set(township, cipher)
      return cipher
    }
    for (const { township, key } of heads) sealedBy(township, key)
    const shelved: Shelved[] = []
    const result = await work({
      store,
      shelved,
      actor,
      townships: heads.map(({ township }) => township),
      connection,
      sealedBy,
      cipherOf: (township) => ciphers.get(township) ?? store.keys,
      blinds: (value) => [...new Set(ciphers.values())].map((cipher) => cipher.blind(value)),
      async run<R extends object>(fragment: RawBuilder<R>) {
        const { text, parameters } = compiled(fragment)
        return (await connection.query<R & Record<string, unknown>>(text, parameters)).rows
      },
      async change(fragment) {
        const { text, parameters } = compiled(fragment)
        return (await connection.query(text, parameters)).changed
      },
    })
    await noteShelved(connection, store, shelved)
    return result
  }, options)
  return done.catch((error: unknown) => {
    if (!(error instanceof DatabaseError && error.sqlstate === UNSTORABLE)) throw error
    return refuse('text.unstorable', '里面有不能保存的字符：半个字，或者看不见的空字符。', {
      remedy: '多半是从别处粘贴来的，请删掉这段文字，手工重打一遍。',
    })
  })
}

interface SeenHead {
  township: string
  key: string | null
}

/** Takes the role and the scope until the transaction ends. Returns the townships, each seen to answer. */
async function enter(connection: Connection, actor: Actor, role: string): Promise<SeenHead[]> {
  const counties = actor.areas.filter((code) => levelOf(code) === 'county')
  const named = new Set(actor.areas.filter((code) => reaches(code, 'township')).map(townshipOf))
  await connection.query(`SET LOCAL ROLE ${role}; ${townshipScope([...named])}; ${scopeOf(actor)}`)
  if (counties.length > 0) {
    for (const township of await opened(connection)) if (covers(actor, township)) named.add(township)
    await connection.query(townshipScope([...named]))
  }
  const heads = async () => {
    const { rows } = await connection.query<{ township: string; key: string | null }>(
      'SELECT township, key FROM head ORDER BY township',
    )
    return rows
  }
  const without = (seen: readonly SeenHead[], townships: readonly string[]) =>
    townships.filter((one) => seen.every(({ township }) => township !== one))
  const found = await heads()
  const missing = without(found, [...named])
  if (missing.length === 0) return found
  // A scope that did not reach the database shows no rows, and a figure of 0 looks like a figure.
  const listed = (await opened(connection)).filter((township) => missing.includes(township))
  // Asked again, because they may just have been opened.
  const foundNow = await heads()
  const hidden = without(foundNow, listed)
  if (hidden.length > 0) {
    refuse('store.books_hidden', `乡镇 ${hidden.join('、')} 有账，但数据库没有把账显示出来。`, {
      remedy: '请管理员检查数据库里表的归属和行级权限，不要重新建账；账被删过的，请从备份恢复。',
    })
  }
  const unopened = without(foundNow, missing)
  if (unopened.length > 0) {
    refuse('store.no_books', `乡镇 ${unopened.join('、')} 在系统里还没有账。`, {
      remedy: '请先由乡镇管理员录入本乡镇和各村的行政区划。',
    })
  }
  return foundNow
}

/** Townships whose books were ever opened here, whatever the reader may see of them. */
async function opened(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query<{ township: string }>('SELECT township FROM books ORDER BY township')
  return rows.map((row) => row.township)
}

/** Which townships have books here: asked by the program itself, before anybody's scope is known. None: nothing was ever recorded. */
export async function townshipsOf(store: Store): Promise<string[]> {
  return store.engine.transaction(
    async (connection) => {
      await connection.query(`SET LOCAL ROLE ${APP_ROLE}`)
      return opened(connection)
    },
    { readOnly: true },
  )
}

/** Puts all townships in sight until the transaction ends, for whoever owns the tables: to carry them elsewhere. */
export async function seeAll(connection: Connection): Promise<void> {
  const all = setting(await opened(connection))
  await connection.query(`SET LOCAL app.townships = '${all}'; SET LOCAL app.areas = '${all}'`)
}

const townshipScope = (townships: readonly string[]) => `SET LOCAL app.townships = '${setting(townships)}'`

/** Runs `work` with the rows of the whole township in sight: what is unique is so in all villages. */
export async function acrossVillages<T>(tx: Scoped, township: string, work: () => Promise<T>): Promise<T> {
  if (tx.actor.areas.every((code) => !reaches(code, 'village'))) return work()
  return inOtherSight(tx, `SET LOCAL app.areas = '${setting([township])}'`, scopeOf(tx.actor), work)
}

/** Runs `work` on accounts in the midst of what is done to the books. */
export async function atTheDoor<T>(tx: Scoped, work: () => Promise<T>): Promise<T> {
  return inOtherSight(tx, `SET LOCAL ROLE ${DOOR_ROLE}`, `SET LOCAL ROLE ${APP_ROLE}`, work)
}

/** Runs `work` with rows in sight that moved out of the actor's areas: for counting them where they were, and for nothing else. */
export async function withThoseWhoLeft<T>(tx: Scoped, work: () => Promise<T>): Promise<T> {
  if (tx.actor.areas.every((code) => !reaches(code, 'village'))) return work()
  return inOtherSight(tx, `SET LOCAL app.former = 'on'`, `SET LOCAL app.former = 'off'`, work)
}

const scopeOf = (actor: Actor) => `SET LOCAL app.areas = '${setting(actor.areas)}'`

/** The sight is put back also where `work` throws, unless the database has given the transaction up and takes nothing more. */
async function inOtherSight<T>(tx: Scoped, open: string, shut: string, work: () => Promise<T>): Promise<T> {
  await tx.connection.query(open)
  let result: T
  try {
    result = await work()
  } catch (error) {
    await tx.connection.query(shut).catch(() => undefined)
    throw error
  }
  await tx.connection.query(shut)
  return result
}

/** Codes as a setting's value. Written into SQL text, so nothing but codes may pass. */
function setting(codes: readonly string[]): string {
  const text = codes.join(',')
  if (!/^[0-9A-Za-z_,-]*$/.test(text)) throw new Error(`not area codes: ${JSON.stringify(codes)}`)
  return text
}

/** Whether an area code lies within the actor's areas. */
export function covers(actor: Actor, area: string): boolean {
  return actor.areas.some((code) => isWithin(area, code))
}

/** The actor at work in one township: what is named there means nothing in the others that the actor may see. */
export function inTownship(actor: Actor, township: string): Actor {
  const inside = actor.areas.filter((code) => isWithin(code, township))
  return { ...actor, areas: inside.length === 0 && covers(actor, township) ? [township] : inside }
}

/** Opens a township's books, empty. Only who works for the whole township may; does nothing where they are open. */
export async function openTownship(store: Store, actor: Actor, township: string): Promise<void> {
  await store.engine.transaction((connection) => openBooks(store, connection, actor, township))
}

async function openBooks(store: Store, connection: Connection, actor: Actor, township: string): Promise<void> {
  if (!areaPattern('township', 'township').test(township)) {
    refuse('area.malformed', `“${township}”不是乡镇代码。`, { remedy: '请填 9 位乡镇行政区划代码。' })
  }
  if (!covers(actor, township)) {
    refuse('access.out_of_scope', `您的权限不包括乡镇 ${township}。`, { remedy: '请联系乡镇管理员。' })
  }
  await connection.query(`SET LOCAL ROLE ${APP_ROLE}; ${townshipScope([township])}`)
  const { changed } = await connection.query('INSERT INTO books (township) VALUES ($1) ON CONFLICT DO NOTHING', [
    township,
  ])
  // Books that were opened before keep their head. If it is gone, a new one would hide that.
  if (changed === 0) return
  await store.keys.begin([])
  const head = { township, seq: 0, at: 0, digest: '' }
  await connection.query('INSERT INTO head (township, seq, at, digest, key, seal) VALUES ($1, 0, 0, $2, $3, $4)', [
    township,
    head.digest,
    store.keys.mark,
    sealOfHead(store.keys, head),
  ])
}

/** Runs `work` as `scoped` does and takes back whatever it wrote: only its answer is left. */
export async function rehearsed<T>(
  store: Store,
  actor: Actor,
  work: (tx: Scoped) => Promise<T>,
  options: ScopeOptions = {},
): Promise<T> {
  const end = new Rehearsed<T>()
  try {
    await scoped(
      store,
      actor,
      async (tx) => {
        end.answers.push(await work(tx))
        throw end
      },
      options,
    )
  } catch (error) {
    if (error !== end) throw error
  }
  return end.answers.at(-1)!
}

/** Ends a rehearsal: what is thrown rolls its transaction back. */
class Rehearsed<T> extends Error {
  readonly answers: T[] = []
}
