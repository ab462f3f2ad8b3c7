/** Proves a township's books against themselves: chain, numbers, versions, and that rows say what the acts say. */
import { sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import { reaches } from '#kinds/area.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem, refuse } from '#problem.ts'
import { fieldColumns, table, versionColumns } from '#store/tables/rows-sql.ts'
import { blindColumn } from '#store/tables/schema.ts'
import { type ActFields, type Change, digestOf } from './act.ts'
import type { Actor } from './actor.ts'
import { OPEN } from './moment.ts'
import { chainFault, rowFault } from './proof/faults.ts'
import { proveShelf } from './proof/shelf.ts'
import { sealedBody, wasOnce } from './reseal.ts'
import { type Scoped, type Store, scoped } from './store.ts'

export interface Verified {
  /** Whose books were read. */
  townships: readonly string[]
  acts: number
  versions: number
  problems: Problem[]
}

const ACTS_AT_ONCE = 200
const PROBLEMS_SHOWN = 100

/**
 * Reads everything of the actor's townships in one snapshot. Returns what does not fit; nothing is changed.
 * Throws a Refusal where there is nothing to read: nothing proves nothing.
 */
export async function verify(store: Store, actor: Actor): Promise<Verified> {
  if (actor.areas.some((code) => reaches(code, 'village'))) {
    refuse('verify.part_only', '核验要看整个乡镇的账，您的权限只到村。', { remedy: '请联系乡镇管理员核验。' })
  }
  return scoped(
    store,
    actor,
    async (tx) => {
      const result: Verified = { townships: tx.townships, acts: 0, versions: 0, problems: [] }
      for (const township of tx.townships) {
        const digests: string[] = []
        const said = await verifyChain(tx, township, result, digests)
        await proveShelf(tx, township, (seq) => digests[seq - 1], result.problems)
        for (const ledger of store.catalog.ledgers.values())
          await verifyLedger(tx, township, ledger, said.get(ledger.id) ?? new Map(), result)
      }
      await proveShelf(tx, '', undefined, result.problems)
      if (result.acts + result.versions + result.problems.length === 0) {
        refuse('verify.nothing', '没有账可核对：这里一笔账也没有。', {
          remedy: '请核对数据文件夹（--data）或数据库地址（DATABASE_URL）是不是办公室在用的那一个。',
        })
      }
      if (result.problems.length > PROBLEMS_SHOWN) {
        const more = result.problems.length - PROBLEMS_SHOWN
        result.problems = [
          ...result.problems.slice(0, PROBLEMS_SHOWN),
          problem('verify.more', `还有 ${more} 处问题没有列出。`, { remedy: '请先处理列出的，再核验一次。' }),
        ]
      }
      return result
    },
    { audit: true, snapshot: true, readOnly: true },
  )
}

/** What acts say of rows: ledger → row → the acts about it, in order. */
type Said = Map<string, Map<string, { seq: number; change: Change }[]>>

async function verifyChain(tx: Scoped, township: string, result: Verified, digests: string[]): Promise<Said> {
  const said: Said = new Map()
  const fault = (message: string) => result.problems.push(chainFault(township, message))
  let digest = ''
  let at = 0
  let seq = 0
  for (;;) {
    const acts = await tx.run<ActFields & { body: string; digest: string }>(
      sql`SELECT township, seq, id, at, actor, kind, reason, source, definition, body, digest FROM act
          WHERE township = ${township} AND seq > ${seq} ORDER BY seq LIMIT ${ACTS_AT_ONCE}`,
    )
    for (const { body, digest: written, ...fields } of acts) {
      if (fields.seq !== seq + 1) fault(`第 ${seq + 1} 号记录不见了，接着的是第 ${fields.seq} 号。`)
      if (fields.at <= at) fault(`第 ${fields.seq} 号记录的时刻不晚于前一号。`)
      if (!wasOnce(tx.store, body, (was) => digestOf(digest, fields, was) === written))
        fault(`第 ${fields.seq} 号记录或它之前的内容被改动过，校验值对不上。`)
      ;({ seq, at } = fields)
      digest = written
      digests[seq - 1] = digest
      result.acts++
      // Rows may have been sealed anew just before the acts that wrote them are.
      for (const change of changesIn(sealedBody(tx.store, body, tx.cipherOf(township)))) {
        const rows = said.get(change.ledger) ?? new Map<string, { seq: number; change: Change }[]>()
        said.set(change.ledger, rows)
        const list = rows.get(change.id)
        if (list) list.push({ seq, change })
        else rows.set(change.id, [{ seq, change }])
      }
    }
    if (acts.length < ACTS_AT_ONCE) break
  }
  const [head] = await tx.run<{ seq: number; at: number; digest: string }>(
    sql`SELECT seq, at, digest FROM head WHERE township = ${township}`,
  )
  if (head && (head.seq !== seq || head.digest !== digest || head.at < at)) {
    fault(`账本记着共有 ${head.seq} 号记录，现在能接上的只到第 ${seq} 号。`)
  }
  return said
}

/** A body that does not parse was altered, which its digest has told already. */
function changesIn(body: string): Change[] {
  try {
    return JSON.parse(body) as Change[]
  } catch {
    return []
  }
}

type Version = { id: string; _from: number; _to: number; _opened: number; _closed: number | null } & Record<
  string,
  Value
>

async function verifyLedger(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  said: NonNullable<ReturnType<Said['get']>>,
  result: Verified,
): Promise<void> {
  const rows = await tx.run<Version>(
    sql`SELECT ${versionColumns}, ${fieldColumns(ledger)} FROM ${table(ledger.id)} WHERE township = ${township}
        ORDER BY id, _from`,
  )
  result.versions += rows.length
  const fault = (id: string, message: string) => result.problems.push(rowFault(ledger.id, id, message))
  const byId = new Map<string, Version[]>()
  for (const row of rows) {
    const versions = byId.get(row.id)
    if (versions) versions.push(row)
    else byId.set(row.id, [row])
  }
  for (const [id, versions] of byId) verifyRow(ledger, versions, said.get(id) ?? [], (m) => fault(id, m))
  for (const id of said.keys()) if (!byId.has(id)) fault(id, '记录里有这一行，台账里没有。')
  verifyBlinds(tx, township, ledger, rows, fault)
}

function verifyRow(
  ledger: LedgerDefinition,
  versions: readonly Version[],
  acts: readonly { seq: number; change: Change }[],
  fault: (message: string) => void,
): void {
  let values: Record<string, Value> = {}
  let open = false
  const bySeq = new Map(acts.map((one) => [one.seq, one.change]))
  const used = new Set<number>()
  versions.forEach((version, i) => {
    const next = versions[i + 1]
    if (version._from >= version._to) fault('有一个版本的起止时刻颠倒。')
    if (next && version._to > next._from) fault('两个版本的时间重叠。')
    if (!next && (version._to === OPEN) !== (version._closed === null))
      fault('最后一个版本是否有效，与关闭它的记录不一致。')
    const change = bySeq.get(version._opened)
    if (change && !used.has(version._opened)) {
      used.add(version._opened)
      if ('set' in change) values = change.set
      else if ('correct' in change) values = { ...values, ...change.correct }
    } else if (i === 0) {
      fault('没有记录说过这一行。')
    }
    open = version._to === OPEN
    const differs = Object.keys(ledger.fields).filter((name) => (version[name] ?? null) !== (values[name] ?? null))
    if (differs.length > 0) {
      const labels = differs.map((name) => ledger.fields[name]!.label).join('、')
      fault(`${labels}与第 ${version._opened} 号记录写的不一样。`)
    }
  })
  const last = acts.at(-1)?.change
  if (last && 'void' in last === open)
    fault(open ? '记录说已经作废，台账里还有效。' : '台账里已经失效，没有记录说它作废了。')
  for (const { seq, change } of acts)
    if (!('void' in change) && !used.has(seq)) fault(`第 ${seq} 号记录写了它，台账里没有这个版本。`)
}

/** The blind index of an ID number must be that of the number that is sealed beside it. */
function verifyBlinds(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  rows: readonly Version[],
  fault: (id: string, m: string) => void,
): void {
  for (const [name, { kind, label }] of Object.entries(ledger.fields)) {
    if (!kind.sealed) continue
    for (const row of rows) {
      const sealed = row[name]
      if (typeof sealed !== 'string') continue
      try {
        if (tx.cipherOf(township).blind(tx.store.keys.open(sealed, `${ledger.id}.${name}`)) === row[blindColumn(name)])
          continue
        fault(row.id, `${label}的查找索引与号码不符。`)
      } catch {
        fault(row.id, `${label}打不开：密文被改动过，或密钥不对。`)
      }
    }
  }
}
