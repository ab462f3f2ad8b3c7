/** What was decided about the findings of a proofread report, kept for its text; the text itself is not kept. */
import { sql } from 'kysely'
import { keepable } from '#kinds/kind.ts'
import { refuse } from '#problem.ts'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'

export interface ReportDecision {
  /** `accept`: the report is to be changed. `dismiss`: it stays as it is, for the reason given. */
  decision: 'accept' | 'dismiss'
  reason: string
  by: string
  at: Moment
}

/** By finding. */
export type ReportDecisions = Record<string, ReportDecision>

/** Characters kept for one text: several hundred decisions with long reasons. */
const most = 200_000

/** What becomes a key of JSON needs no escape there: see the test of keys in `acts.test.ts`. */
const plainKey = /^[\w.:#+-]{1,200}$/

const keyOf = (digest: string): string => `proofread:${digest}`

export async function decisionsOn(tx: Scoped, township: string, digest: string): Promise<ReportDecisions> {
  const [row] = await tx.run<{ value: string }>(
    sql`SELECT value FROM setting WHERE township = ${township} AND key = ${keyOf(digest)}`,
  )
  return standing(row?.value)
}

/**
 * Decides about one finding; null takes a decision back. Two people may decide about different findings at once.
 * Returns all decisions on the text. Throws a Refusal where there are too many.
 */
export async function decide(
  tx: Scoped,
  township: string,
  digest: string,
  finding: string,
  decided: Pick<ReportDecision, 'decision' | 'reason'> | null,
): Promise<ReportDecisions> {
  // Within JSON such a text would be kept, escaped, and no further decision could be joined to it.
  if (decided && !keepable(decided.reason)) {
    refuse('text.unstorable', '里面有不能保存的字符。', { at: { input: 'reason' }, remedy: '请手工重打这段文字。' })
  }
  if (!plainKey.test(finding)) throw new Error(`not the key of a finding: ${JSON.stringify(finding)}`)
  const entry = decided && { ...decided, by: tx.actor.name, at: tx.store.clock() }
  const [row] = await tx.run<{ value: string }>(
    sql`INSERT INTO setting (township, key, value) VALUES (${township}, ${keyOf(digest)}, ${JSON.stringify({ [finding]: entry })})
        ON CONFLICT (township, key) DO UPDATE SET value = (setting.value::jsonb || excluded.value::jsonb)::text
        WHERE length(setting.value) < ${most} RETURNING value`,
  )
  if (!row)
    refuse('proofread.too_many', '这份报告已经记下太多处理意见，记不下了。', {
      remedy: '请先按已有的意见改好报告，再重新核对。',
    })
  return standing(row.value)
}

/** A decision that was taken back stays as null. */
function standing(value: string | undefined): ReportDecisions {
  const all = JSON.parse(value ?? '{}') as Record<string, ReportDecision | null>
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, ReportDecision] => entry[1] !== null))
}
