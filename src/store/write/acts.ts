/** Writing: acts come in here, and nowhere else. */
import { sql } from 'kysely'
import { type Problem, problem, Refusal, refuse } from '#problem.ts'
import { type Act, type ActFields, actorText, type Change, digestOf, type Receipt, sealOfHead } from '#store/act.ts'
import type { Actor } from '#store/actor.ts'
import type { Cipher } from '#store/keys.ts'
import type { Moment } from '#store/moment.ts'
import { covers, rehearsed, type Scoped, type Store, scoped } from '#store/store.ts'
import { linksOf } from '#store/tables/schema.ts'
import { alikeIn } from './alike.ts'
import { changedMeanwhile } from './meanwhile.ts'
import { type LedgerPlan, planAct } from './plan.ts'
import { type Prepared, prepare } from './prepare.ts'
import { homesById, type Sight } from './sight.ts'
import { type Head, putRows, startWriting, WAITING_ROWS, type Writing } from './versions.ts'
import { finish, writePlan } from './write.ts'

export type { Act, Change, Receipt } from '#store/act.ts'

/** Acts are put into one transaction until it holds this many changes. */
const CHANGES_PER_TRANSACTION = 5_000

/** So many changes leave the planner's statistics behind; the embedded database has nobody else who renews them. */
const CHANGES_BEFORE_ANALYZE = 5_000

interface Timed {
  prepared: Prepared
  at?: Moment
}

/**
 * `doubts`: 'ask' keeps nothing where anything is doubtful, or somebody may be on the books already, and throws a Refusal of the doubts
 * instead; default: kept, and told.
 * `seen`: number of the last act that whoever corrects had before their eyes; what another changed since is doubtful too.
 * `also` is done in the same transaction, after the act: where it throws, nothing is kept.
 */
interface Recording {
  doubts?: 'ask'
  seen?: number
  also?: (tx: Scoped, receipt: Receipt) => Promise<void>
  /** By a verb of the program's own, which writes the ledgers that it keeps. */
  keeps?: true
}

/**
 * Writes one act into its township's books, whole or not at all. The same act again gives the first receipt.
 * Throws a Refusal with one Problem for each fault.
 */
export async function record(store: Store, actor: Actor, act: Act, options: Recording = {}): Promise<Receipt> {
  return recordIn(scoped, store, actor, act, options)
}

/** Writes one act just as `record` does, and takes it back: throws what `record` would throw, and leaves nothing. Returns what is doubtful. */
export async function rehearse(store: Store, actor: Actor, act: Act): Promise<readonly Problem[]> {
  return (await recordIn(rehearsed, store, actor, act, {})).doubts ?? []
}

function recordIn(
  within: typeof scoped,
  store: Store,
  actor: Actor,
  act: Act,
  { doubts, seen, also, keeps }: Recording,
): Promise<Receipt> {
  if (!keeps) refuseKept(store, actor, act)
  const prepared = prepare(store.catalog, store.keys, act)
  return inBooks(within, store, actor, act.township, async (tx) => {
    const early = act.changes.length < WAITING_ROWS ? undefined : await planEarly(tx, prepared)
    const [receipt] = await writeAll(early?.writing ?? startWriting(tx, act.township), [{ prepared }], early)
    const meanwhile = seen === undefined || receipt!.repeated ? [] : await changedMeanwhile(tx, act, seen)
    if (doubts === 'ask') {
      const alike = receipt!.repeated ? [] : await alikeIn(tx, act)
      const [first, ...others] = [...meanwhile, ...(receipt!.doubts ?? []), ...alike]
      if (first) throw new Refusal(first, ...others)
    }
    await also?.(tx, receipt!)
    return receipt!
  })
}

/** What the program keeps itself follows from the rest of the books: by hand it would say what nobody found. */
function refuseKept(store: Store, actor: Actor, { changes }: Act): void {
  if (actor.role === 'system') return
  const keptBy = (change: Change) => store.catalog.ledgers.get(change.ledger)?.keptBy
  // Along with what it is about it is voided, as moves are.
  const along = changes.some((change) => 'void' in change && !keptBy(change))
  const found = changes.find((change) => keptBy(change) && !('void' in change && along))
  const kept = found && store.catalog.ledgers.get(found.ledger)
  if (kept)
    refuse('act.kept_by_program', `“${kept.title}”由程序按规则记，不能手工录入、更正或作废。`, {
      at: { ledger: kept.id },
      remedy: '要答复一条线索，请在“预警”里填核实结果；不再提醒的，请办免除。',
    })
}

/** A long act, worked out before the lock is asked for, so that it keeps nobody waiting. */
interface Early {
  writing: Writing
  /** The head's number that the plan was made after, and what sealed the books then: it holds while they are the last. */
  seq: number
  prepared: Prepared
  plans: LedgerPlan[]
}

async function planEarly(tx: Scoped, given: Prepared): Promise<Early | undefined> {
  const { township, id } = given.act
  const [head] = await tx.run<{ seq: number; known: number }>(
    sql`SELECT seq, (SELECT count(*) FROM act WHERE township = ${township} AND id = ${id}) AS known
        FROM head WHERE township = ${township}`,
  )
  if (head!.known > 0) return undefined
  const writing = startWriting(tx, township)
  const prepared = sealedAnew(tx, given, tx.cipherOf(township))
  return { writing, seq: head!.seq, prepared, plans: await planAct(writing.sight, prepared) }
}

/** An act as it is with the key that the books have come to. */
const sealedAnew = (tx: Scoped, prepared: Prepared, cipher: Cipher): Prepared =>
  prepared.key === cipher.key ? prepared : prepare(tx.store.catalog, cipher, prepared.act)

/**
 * Writes many acts in order, several in one transaction; the books come out as if each had been recorded by itself.
 * An act with `at` is stamped with it, as far as its township's moments still increase.
 */
export async function recordAll(store: Store, actor: Actor, acts: Iterable<Act & { at?: Moment }>): Promise<Receipt[]> {
  const receipts: Receipt[] = []
  let batch: Timed[] = []
  let changes = 0
  let total = 0
  let analyzeAt = CHANGES_BEFORE_ANALYZE
  const flush = async () => {
    const some = batch
    const [first] = some
    if (!first) return
    batch = []
    const { township } = first.prepared.act
    receipts.push(
      ...(await inBooks(scoped, store, actor, township, (tx) => writeAll(startWriting(tx, township), some))),
    )
    total += changes
    changes = 0
    if (total >= analyzeAt) {
      await analyze(store)
      analyzeAt = total * 8
    }
  }
  for (const { at, ...act } of acts) {
    refuseKept(store, actor, act)
    if (batch[0] && batch[0].prepared.act.township !== act.township) await flush()
    batch.push({ prepared: prepare(store.catalog, store.keys, act), at })
    changes += act.changes.length
    if (changes >= CHANGES_PER_TRANSACTION) await flush()
  }
  await flush()
  if (total >= CHANGES_BEFORE_ANALYZE) await analyze(store)
  return receipts
}

async function analyze(store: Store): Promise<void> {
  await store.engine.transaction((connection) => connection.query('ANALYZE'))
}

/** Runs `work` in the township's books, which it opens if the actor may and nobody has. */
async function inBooks<T>(
  within: typeof scoped,
  store: Store,
  actor: Actor,
  township: string,
  work: (tx: Scoped) => Promise<T>,
): Promise<T> {
  const inScope = async (tx: Scoped) => {
    if (!tx.townships.includes(township)) throw notOpened(township)
    return work(tx)
  }
  try {
    return await within(store, actor, inScope)
  } catch (error) {
    const unopened = error instanceof Refusal && error.problems[0]?.code === 'store.no_books'
    if (!unopened || !covers(actor, township)) throw error
    return within(store, actor, inScope, { opens: township })
  }
}

interface Batch {
  head: Head
  writing: Writing
  /** Acts to be noted, as rows of the act table. */
  acts: (string | number | null)[][]
}

async function writeAll(started: Writing, given: readonly Timed[], early?: Early): Promise<Receipt[]> {
  const { tx, township } = started.sight
  const [head] = await lockHeads(tx, [township])
  const cipher = tx.sealedBy(township, head!.key)
  const acts = given.map(({ prepared, at }) => ({ prepared: sealedAnew(tx, prepared, cipher), at }))
  const holds = early === undefined || (early.seq === head!.seq && early.prepared.key === cipher.key)
  // What was seen before another act came in does not count any more.
  const writing = holds ? started : startWriting(tx, township)
  const batch: Batch = { head: head!, writing, acts: [] }
  const ids = acts.map(({ prepared }) => prepared.act.id)
  const there = await tx.run<{ id: string }>(
    sql`SELECT id FROM act WHERE township = ${township} AND id = ANY(${ids}::uuid[])`,
  )
  const known = new Set(there.map((row) => row.id))
  await lookAhead(writing.sight, acts)
  const receipts: Receipt[] = []
  for (const { prepared, at } of acts) {
    if (known.has(prepared.act.id)) {
      await noteActs(tx, batch)
      receipts.push(await firstReceipt(tx, prepared.act))
      continue
    }
    known.add(prepared.act.id)
    const plans = holds && early ? early.plans : await planAct(writing.sight, prepared)
    receipts.push(await writeOne(batch, prepared, plans, at))
  }
  await finish(writing)
  await noteActs(tx, batch)
  await keepHead(tx, head!)
  return receipts
}

/** Asks once for what the links of all acts lead to. */
async function lookAhead(sight: Sight, acts: readonly Timed[]): Promise<void> {
  if (acts.length === 1) return
  const ids = new Map<string, Set<string>>()
  for (const { ledger, sets, corrections } of acts.flatMap(({ prepared }) => [...prepared.byLedger.values()])) {
    for (const { field, to } of linksOf(ledger)) {
      for (const target of to) {
        const wanted = ids.get(target) ?? new Set()
        ids.set(target, wanted)
        for (const { given } of [...sets, ...corrections]) if (given[field] != null) wanted.add(String(given[field]))
      }
    }
  }
  for (const [ledger, wanted] of ids) await homesById(sight, ledger, wanted)
}

async function writeOne(
  batch: Batch,
  prepared: Prepared,
  plans: readonly LedgerPlan[],
  at: Moment | undefined,
): Promise<Receipt> {
  const { head, writing } = batch
  const { tx } = writing.sight
  const { act, body } = prepared
  writing.versions = 0
  head.seq += 1
  head.at = Math.max(at ?? tx.store.clock(), head.at + 1)
  await writePlan(writing, head, plans)
  const fields: ActFields = {
    township: head.township,
    seq: head.seq,
    id: act.id,
    at: head.at,
    actor: actorText(tx.actor),
    kind: act.kind,
    reason: act.reason ?? null,
    source: act.source ?? null,
    definition: tx.store.definition,
    versions: writing.versions,
  }
  head.digest = digestOf(tx.store.keys, head.digest, fields, body)
  batch.acts.push([...actColumns.map(({ name }) => fields[name]), body, head.digest])
  const doubts = plans.flatMap((plan) => plan.doubts)
  const receipt = { township: head.township, seq: head.seq, at: head.at, digest: head.digest, repeated: false }
  return doubts.length > 0 ? { ...receipt, doubts } : receipt
}

const actColumns = [
  { name: 'township', type: 'text' },
  { name: 'seq', type: 'bigint' },
  { name: 'id', type: 'uuid' },
  { name: 'at', type: 'bigint' },
  { name: 'actor', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'reason', type: 'text' },
  { name: 'source', type: 'text' },
  { name: 'definition', type: 'text' },
  { name: 'versions', type: 'bigint' },
] as const
const wholeActColumns = [...actColumns, { name: 'body', type: 'text' }, { name: 'digest', type: 'text' }] as const

async function noteActs(tx: Scoped, batch: Batch): Promise<void> {
  const rows = batch.acts
  batch.acts = []
  await putRows(tx, 'act', wholeActColumns, rows, (row) => row)
}

/** The receipt of an act that is in the books. Throws a Refusal where the same id came with something else. */
async function firstReceipt(tx: Scoped, act: Act): Promise<Receipt> {
  const [found] = await tx.run<ActFields & { digest: string; before: string | null }>(
    sql`SELECT ${sql.join(actColumns.map(({ name }) => sql.ref(`a.${name}`)))}, a.digest, b.digest AS before
        FROM act a LEFT JOIN act b ON b.township = a.township AND b.seq = a.seq - 1
        WHERE a.township = ${act.township} AND a.id = ${act.id}`,
  )
  const { before, digest, ...fields } = found!
  const sent = { ...fields, kind: act.kind, reason: act.reason ?? null, source: act.source ?? null }
  // It came in under one of the keys, perhaps not under today's.
  const { keys, catalog } = tx.store
  const same = ({ body }: Prepared) => keys.all().some((one) => digestOf(one, before ?? '', sent, body) === digest)
  if (!keys.all().some((one) => same(prepare(catalog, one, act)))) {
    refuse('act.id_reused', '这个提交编号已经用过，而这次的内容和上次不一样。', {
      remedy: '上次的内容已经保存。要改它请用“更正”；这次是另一件事，请重新打开表单再填一次。',
    })
  }
  return { township: fields.township, seq: fields.seq, at: fields.at, digest, repeated: true }
}

async function lockHeads(tx: Scoped, townships: readonly string[]): Promise<(Head & { key: string | null })[]> {
  const heads: (Head & { key: string | null })[] = []
  for (const township of [...townships].sort()) {
    const [head] = await tx.run<Head & { key: string | null }>(
      sql`SELECT township, seq, at, digest, key FROM head WHERE township = ${township} FOR UPDATE`,
    )
    if (!head) throw notOpened(township)
    heads.push(head)
  }
  return heads
}

async function keepHead(tx: Scoped, head: Head): Promise<void> {
  const { township, seq, at, digest } = head
  const seal = sealOfHead(tx.store.keys, head)
  await tx.change(
    sql`UPDATE head SET seq = ${seq}, at = ${at}, digest = ${digest}, seal = ${seal} WHERE township = ${township}`,
  )
}

const notOpened = (township: string) =>
  new Refusal(problem('access.out_of_scope', `您的权限不包括乡镇 ${township}。`, { remedy: '请联系乡镇管理员。' }))

/**
 * Brings the heads of several townships to one new moment and returns it. What is counted as of it counts the same ever after,
 * because everything recorded later is stamped later.
 */
export async function tick(store: Store, actor: Actor, townships: readonly string[]): Promise<Moment> {
  return scoped(store, actor, async (tx) => {
    const heads = await lockHeads(tx, townships)
    const at = Math.max(store.clock(), ...heads.map((head) => head.at + 1))
    for (const head of heads) await keepHead(tx, { ...head, at })
    return at
  })
}
