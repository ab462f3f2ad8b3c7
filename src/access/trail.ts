/** The audit trail for who may read it, and what is noted there of what nobody else notes: attempts that were refused, printing. */
import { reaches } from '#kinds/area.ts'
import { refuse } from '#problem.ts'
import { type Actor, system } from '#store/actor.ts'
import { type AuditAsked, type AuditEntry, auditTrail, noteAudit } from '#store/shelf/audit.ts'
import { covers, type Store, scoped, townshipsOf } from '#store/store.ts'
import { peopleWithin } from './accounts.ts'

const keeper = system('审计', [])

export type TrailAsked = Omit<AuditAsked, 'accounts' | 'who'> & { who?: string }

/**
 * What was done within the actor's townships, latest first, and whose doing may be asked for. Of signing in and of accounts only what
 * concerns people within the actor's areas, and of names that nobody has only what concerns who has all of the books.
 */
export async function trail(
  store: Store,
  actor: Actor,
  { who, ...asked }: TrailAsked,
): Promise<{ entries: AuditEntry[]; people: { id: string; name: string }[] }> {
  if (actor.areas.some((code) => reaches(code, 'village'))) {
    refuse('access.out_of_scope', '审计记录是整个乡镇的，您的权限只到村。', { remedy: '请联系乡镇管理员查看。' })
  }
  const people = await peopleWithin(store, actor)
  const whole = (await townshipsOf(store)).every((township) => covers(actor, township))
  const one = people.find(({ id }) => id === who)
  if (who !== undefined && !one) return { entries: [], people }
  const accounts = whole ? undefined : people.map(({ id }) => id)
  const entries = await scoped(store, actor, (tx) => auditTrail(tx, { ...asked, accounts, ...(one && { who: one }) }), {
    readOnly: true,
  })
  return { entries, people }
}

/** Notes that the actor was refused, or printed, something. It is of no township: who tries may have none in reach. */
export async function noteDone(
  store: Store,
  actor: Actor,
  event: 'refused' | 'print',
  subject: string,
  detail?: string,
): Promise<void> {
  await scoped(store, keeper, (tx) =>
    noteAudit({ ...tx, actor }, { township: '', event, subject, ...(detail !== undefined && { detail }) }),
  )
}
