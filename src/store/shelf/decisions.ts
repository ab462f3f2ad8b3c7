/** What was decided about the findings of a proofread report, kept for its text; the text itself is not kept. */
import { sql } from 'kysely'
import { keepable } from '#kinds/kind.ts'
import { refuse } from '#problem.ts'
import type { Role } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import { shelve } from '#store/shelf-chain.ts'
import type { Scoped } from '#store/store.ts'

export interface ReportDecision {
  /** `accept`: the report is to be changed. `dismiss`: it stays as it is, for the reason given. */
  decision: 'accept' | 'dismiss'
  reason: string
  by: string
  at: Moment
  /** What was decided about the same finding before, oldest first; null: taken back. */
  before: Told[]
}

interface Told {
  decision: 'accept' | 'dismiss' | null
  reason: string
  by: string
  at: Moment
}

/** As kept. Decisions of earlier programs say neither whose they are nor what was before: nobody but the office touches those. */
type Kept = Told & { account?: string; role?: Role; before?: Told[] }

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
 * Decides about one finding; null takes a decision back. Two people may decide about different findings at once. A village changes its own
 * decisions and no others; what was decided before stays beside what is decided now.
 * Returns all decisions on the text. Throws a Refusal where there are too many, or the decision is somebody else's to change.
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
  const { id, name, role } = tx.actor
  // What is not there cannot be locked, and of two who decide first neither would know of the other.
  await tx.change(
    sql`INSERT INTO setting (township, key, value) VALUES (${township}, ${keyOf(digest)}, '{}') ON CONFLICT DO NOTHING`,
  )
  const [there] = await tx.run<{ value: string }>(
    sql`SELECT value FROM setting WHERE township = ${township} AND key = ${keyOf(digest)} FOR UPDATE`,
  )
  const last = all(there?.value)[finding]
  if (last && last.decision !== null && role === 'village' && last.account !== id) {
    refuse('proofread.decided', `这一处已经由${last.by}定过，您的账号不能改。`, {
      remedy: '有不同意见，请联系定的人或乡镇办公室。',
    })
  }
  const before = last ? [...(last.before ?? []), toldOf(last)] : []
  const entry: Kept = {
    ...(decided ?? { decision: null, reason: '' }),
    by: name,
    at: tx.store.clock(),
    account: id,
    role,
    before,
  }
  const [row] = await tx.run<{ value: string }>(
    sql`UPDATE setting SET value = (value::jsonb || ${JSON.stringify({ [finding]: entry })}::jsonb)::text
        WHERE township = ${township} AND key = ${keyOf(digest)} AND length(value) < ${most} RETURNING value`,
  )
  if (!row)
    refuse('proofread.too_many', '这份报告已经记下太多处理意见，记不下了。', {
      remedy: '请先按已有的意见改好报告，再重新核对。',
    })
  shelve(tx, 'setting', township, keyOf(digest), row)
  return standing(row.value)
}

const all = (value: string | undefined): Record<string, Kept | null> => JSON.parse(value ?? '{}')

const toldOf = ({ decision, reason, by, at }: Kept): Told => ({ decision, reason, by, at })

/** A decision that was taken back stays for the history; earlier programs left null. */
function standing(value: string | undefined): ReportDecisions {
  return Object.fromEntries(
    Object.entries(all(value)).flatMap(([finding, kept]) => {
      if (kept === null || kept.decision === null) return []
      return [[finding, { ...toldOf(kept), decision: kept.decision, before: kept.before ?? [] }]]
    }),
  )
}
