/** The audit trail, which can only be added to, and the one way of reading a number in full, which leaves a note there. */
import { type RawBuilder, sql } from 'kysely'
import { refuse } from '#problem.ts'
import { actorText } from '#store/act.ts'
import type { Actor } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import { rowById } from '#store/read/rows.ts'
import { shelve } from '#store/shelf-chain.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { inSight } from '#store/tables/rows-sql.ts'

/**
 * One field of a row unmasked. Who, which and why goes into the audit trail first, in a transaction of its own:
 * what was read stays noted whatever happens next. Throws a Refusal without a reason or without the row.
 */
export async function reveal(
  store: Store,
  actor: Actor,
  what: { ledger: string; id: string; field: string; reason: string },
): Promise<string> {
  const ledger = store.catalog.ledgers.get(what.ledger)
  const field = ledger?.fields[what.field]
  if (!ledger || !field) throw new Error(`no such field: ${what.ledger}.${what.field}`)
  const reason = what.reason.trim()
  if (!reason) {
    refuse('reveal.reason_missing', '查看完整号码要写明用途。', {
      at: { ledger: what.ledger, row: what.id, field: what.field },
      remedy: '请写一句用途，例如“核对低保申请材料”。',
    })
  }
  return scoped(store, actor, async (tx) => {
    const row = await rowById(tx, what.ledger, what.id)
    const value = row?.values[what.field]
    if (!row || value == null) {
      return refuse('reveal.nothing', '这一行没有这个内容，或不在您负责的范围。', {
        at: { ledger: what.ledger, row: what.id, field: what.field },
        remedy: '请刷新后再看。',
      })
    }
    await noteAudit(tx, {
      township: row.township,
      event: 'reveal',
      subject: `${what.ledger}/${what.id}/${what.field}`,
      detail: reason,
    })
    return field.kind.show(field.kind.sealed ? store.keys.open(String(value), `${ledger.id}.${what.field}`) : value)
  })
}

const noted = [
  'reveal',
  'open',
  'match',
  'export',
  'print',
  'import',
  'account',
  'refused',
  'sign_in',
  'sign_in_failed',
  'sign_out',
] as const

/** What the trail tells, with what stands on the shelf of reports. */
export const auditEvents = [...noted, 'issue', 'issue_void'] as const
export type AuditEvent = (typeof auditEvents)[number]

export interface AuditNote {
  /** '' where no township is concerned: a sign-in. */
  township: string
  event: (typeof noted)[number]
  subject?: string
  detail?: string
}

/** Adds to the audit trail, which can only be added to. */
export async function noteAudit(tx: Scoped, { township, event, subject, detail }: AuditNote): Promise<void> {
  const { newId, clock } = tx.store
  const id = newId()
  const line = {
    at: clock(),
    actor: actorText(tx.actor),
    event,
    subject: subject ?? null,
    detail: detail ?? null,
  }
  await tx.run<object>(
    sql`INSERT INTO audit (township, id, at, actor, event, subject, detail)
        VALUES (${township}, ${id}, ${line.at}, ${line.actor}, ${event}, ${line.subject}, ${line.detail})`,
  )
  shelve(tx, 'audit', township, id, line)
}

type Sql = RawBuilder<unknown>

export interface AuditEntry {
  id: string
  at: Moment
  event: AuditEvent
  /** As in acts: account and name; of an issued report the name alone. */
  actor: string
  subject: string | null
  detail: string | null
}

export interface AuditAsked {
  /** From this moment, to before that. */
  from?: Moment
  until?: Moment
  events?: readonly AuditEvent[]
  who?: { id: string; name: string }
  /** Whose signing in and whose accounts may be told of; undefined: everybody's. */
  accounts: readonly string[] | undefined
  after?: { at: Moment; id: string }
  limit: number
}

/** The trail in the actor's townships, latest first: what was noted, and which reports were issued and voided. */
export async function auditTrail(tx: Scoped, asked: AuditAsked): Promise<AuditEntry[]> {
  const { from, until, events = auditEvents, who, accounts, after, limit } = asked
  const page = (columns: Sql, table: Sql, id: Sql, may: Sql) => sql`
    (SELECT ${id} AS id, at, ${columns} FROM ${table} WHERE ${may} ${from === undefined ? sql`` : sql`AND at >= ${from}`}
      ${until === undefined ? sql`` : sql`AND at < ${until}`}
      ${after === undefined ? sql`` : sql`AND (at, ${id}) < (${after.at}, ${after.id}::uuid)`}
      ORDER BY at DESC, ${id} DESC LIMIT ${limit})`
  const theirs = (actor: Sql) =>
    accounts === undefined
      ? sql`TRUE`
      : sql`(township <> '' OR ${idOf(actor)} = ANY (${[...accounts]}::text[]) OR subject = ANY (${[...accounts]}::text[]))`
  const issued = (event: AuditEvent, subject: Sql, detail: Sql) =>
    sql`${event}::text AS event, by AS actor, ${subject} AS subject, ${detail} AS detail`
  const may = (event: AuditEvent) =>
    sql`${inSight(tx)} AND ${events.includes(event)} ${who ? sql`AND by = ${who.name}` : sql``}`
  return tx.run<AuditEntry>(sql`
    SELECT * FROM (
      ${page(
        sql`event, actor, subject, detail`,
        sql`audit`,
        sql`id`,
        sql`township = ANY (${['', ...tx.townships]}::text[]) AND event = ANY (${[...events]}::text[])
          AND ${theirs(sql`actor`)} ${who ? sql`AND ${idOf(sql`actor`)} = ${who.id}` : sql``}`,
      )}
      UNION ALL ${page(issued('issue', sql`id::text`, sql`title`), sql`issued`, sql`id`, may('issue'))}
      UNION ALL ${page(issued('issue_void', sql`issued::text`, sql`reason`), sql`issued_void`, sql`issued`, may('issue_void'))}
    ) e ORDER BY at DESC, id DESC LIMIT ${limit}`)
}

const idOf = (actor: Sql): Sql => sql`split_part(${actor}, ' ', 1)`
