/** The audit trail, which can only be added to, and the one way of reading a number in full, which leaves a note there. */
import { sql } from 'kysely'
import { refuse } from '#problem.ts'
import { actorText } from '#store/act.ts'
import type { Actor } from '#store/actor.ts'
import { rowById } from '#store/read/rows.ts'
import { shelve } from '#store/shelf-chain.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'

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

export interface AuditNote {
  /** '' where no township is concerned: a sign-in. */
  township: string
  event: 'reveal' | 'open' | 'match' | 'import' | 'export' | 'sign_in' | 'sign_in_failed' | 'sign_out' | 'account'
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
