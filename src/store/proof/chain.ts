/** Proves a township's acts by their chain, and takes from them what they say of rows. */
import { sql } from 'kysely'
import type { Problem } from '#problem.ts'
import { type ActFields, type Change, digestOf, sealOfHead } from '#store/act.ts'
import type { Moment } from '#store/moment.ts'
import { sealedBody, wasOnce } from '#store/reseal.ts'
import type { Adopted } from '#store/shelf-chain.ts'
import type { Scoped } from '#store/store.ts'
import { chainFault } from './faults.ts'
import { runs } from './runs.ts'

const ACTS_AT_ONCE = 200

/** What the chain says of each act, by its number. */
export interface Chain {
  /** How many acts there are. */
  acts: number
  /** Number of the last act. */
  seq: number
  digest: string
  at: Moment[]
  digests: string[]
  /** How many versions each began; null: an act of a program that kept no proofs. */
  versions: (number | null)[]
  /** Of acts up to this number the versions are under no seal of their own. */
  adopted: Adopted
}

/** What acts say of rows: ledger → row → the acts about it, in order. */
export type Said = Map<string, Map<string, SaidOfRow[]>>
export interface SaidOfRow {
  seq: number
  change: Change
}

/** `said`: is told what the acts say of all rows on the way, so that they are read once. */
export async function proveChain(tx: Scoped, township: string, found: Problem[], said?: Said): Promise<Chain> {
  const fault = (message: string) => found.push(chainFault(township, message))
  const chain: Chain = {
    acts: 0,
    seq: 0,
    digest: '',
    at: [0],
    digests: [''],
    versions: [null],
    adopted: await adoptedIn(tx, township),
  }
  const { keys } = tx.store
  const broken: number[] = []
  const unproven: number[] = []
  for await (const { body, digest: written, ...fields } of actsIn(tx, township)) {
    const { seq, at, versions } = fields
    if (seq !== chain.seq + 1) fault(`第 ${chain.seq + 1} 号记录不见了，接着的是第 ${seq} 号。`)
    if (at <= chain.at[chain.seq]!) fault(`第 ${seq} 号记录的时刻不晚于前一号。`)
    if (versions === null && seq > chain.adopted.seq) unproven.push(seq)
    else if (
      // As it came in, under whichever keys that was.
      !wasOnce(tx.store, body, (was) => keys.all().some((one) => digestOf(one, chain.digest, fields, was) === written))
    )
      broken.push(seq)
    if (said) noteSaid(tx, township, said, seq, body)
    chain.acts++
    chain.seq = seq
    chain.digest = written
    chain.at[seq] = at
    chain.digests[seq] = written
    chain.versions[seq] = versions
  }
  for (const [first, last] of runs(broken)) {
    fault(
      first === last
        ? `第 ${first} 号记录或它之前的内容被改动过，校验值对不上。`
        : `第 ${first} 到 ${last} 号记录的校验值都对不上：这一段账被改写过。`,
    )
  }
  for (const [first, last] of runs(unproven)) {
    const which = first === last ? `第 ${first} 号` : `第 ${first} 到 ${last} 号`
    fault(`${which}记录不是程序记下的：没有用本单位的密钥校验，写的是谁都不能算数。`)
  }
  const { seq, digest } = chain.adopted
  if (seq > 0 && chain.digests[seq] !== digest)
    fault(`升级时账上有 ${seq} 号记录，现在的第 ${seq} 号和当时的不一样：升级以前的账被改写过。`)
  await proveHead(tx, township, chain, fault)
  return chain
}

async function proveHead(
  tx: Scoped,
  township: string,
  { seq, digest, at }: Chain,
  fault: (message: string) => void,
): Promise<void> {
  const [head] = await tx.run<{ seq: number; at: number; digest: string; seal: string | null; issued: number | null }>(
    sql`SELECT seq, at, digest, seal, (SELECT max(moment) FROM issued WHERE township = ${township}) AS issued
        FROM head WHERE township = ${township}`,
  )
  if (!head) return
  const sealed = tx.store.keys.all().some((one) => head.seal === sealOfHead(one, { township, ...head }))
  if (head.seq !== seq || head.digest !== digest || (sealed && head.at < at[seq]!))
    fault(`账本记着共有 ${head.seq} 号记录，现在能接上的只到第 ${seq} 号。`)
  if (!sealed) fault('账头（共有几号记录、记到哪个时刻）被人直接在数据库里改动过。')
  else if (head.issued !== null && head.issued > head.at)
    fault('有签发过的报告，它的时刻比账头还晚：账头或这份报告被人直接改动过。')
}

/** How far the acts had come when the program that kept no proofs was replaced. Whether it is true, its own chain says. */
async function adoptedIn(tx: Scoped, township: string): Promise<Adopted> {
  const [entry] = await tx.run<{ content: string }>(
    sql`SELECT content FROM shelf WHERE township = ${township} AND what = 'acts' ORDER BY seq DESC LIMIT 1`,
  )
  return entry ? (JSON.parse(entry.content) as Adopted) : { seq: 0, digest: '', key: '', versions: {} }
}

async function* actsIn(tx: Scoped, township: string): AsyncGenerator<ActFields & { body: string; digest: string }> {
  let after = 0
  for (;;) {
    const acts = await tx.run<ActFields & { body: string; digest: string }>(
      sql`SELECT township, seq, id, at, actor, kind, reason, source, definition, versions, body, digest FROM act
          WHERE township = ${township} AND seq > ${after} ORDER BY seq LIMIT ${ACTS_AT_ONCE}`,
    )
    yield* acts
    if (acts.length < ACTS_AT_ONCE) return
    after = acts.at(-1)!.seq
  }
}

/** What acts say of the rows that `asked` takes. */
export async function saidBy(tx: Scoped, township: string, asked: (id: string) => boolean): Promise<Said> {
  const said: Said = new Map()
  for await (const { seq, body } of actsIn(tx, township)) noteSaid(tx, township, said, seq, body, asked)
  return said
}

function noteSaid(
  tx: Scoped,
  township: string,
  said: Said,
  seq: number,
  body: string,
  asked?: (id: string) => boolean,
): void {
  // Rows may have been sealed anew just before the acts that wrote them are.
  for (const change of changesIn(sealedBody(tx.store, body, tx.cipherOf(township)))) {
    if (asked && !asked(change.id)) continue
    const rows = said.get(change.ledger) ?? new Map<string, SaidOfRow[]>()
    said.set(change.ledger, rows)
    const list = rows.get(change.id)
    if (list) list.push({ seq, change })
    else rows.set(change.id, [{ seq, change }])
  }
}

/** A body that does not parse was altered, which its digest has told already. */
function changesIn(body: string): Change[] {
  try {
    return JSON.parse(body) as Change[]
  } catch {
    return []
  }
}
