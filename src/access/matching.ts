/**
 * Finding somebody by a number that is not shown is a match, and each match tells something: with birthday and sex known, five hundred
 * ID numbers are left, and whoever may try as often as they like finds the one. So it is counted, noted, and few.
 */
import { type Problem, problem, Refusal } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import type { Moment } from '#store/moment.ts'
import { noteAudit } from '#store/shelf/audit.ts'
import { countMatch } from '#store/shelf/matching.ts'
import { type Store, scoped } from '#store/store.ts'

const hours = (n: number): Moment => n * 3600 * 1_000_000

const spans = [
  { span: 'hour', said: '每小时', most: 20, length: hours(1) },
  { span: 'day', said: '每天', most: 60, length: hours(24) },
] as const

/** Said beside the box and in the manual. */
export const matchLimits = spans.map(({ said, most }) => `${said} ${most} 次`).join('、')

/**
 * Counts one more match by the actor and notes it in the audit trail. Throws the Refusal `match.too_often`. Whoever sits at the machine
 * itself has the keys, and is not counted.
 */
export async function matching(store: Store, actor: Actor, how: string): Promise<void> {
  if (actor.role === 'system') return
  const refused = await scoped(store, actor, async (tx): Promise<Problem | undefined> => {
    const now = store.clock()
    for (const { span, most, length } of spans) {
      const { asked, first } = await countMatch(tx, span, now, now - length)
      if (asked > most) return tooOften(Math.max(1, Math.ceil((first + length - now) / 1_000_000)))
    }
    await noteAudit(tx, { township: tx.townships[0] ?? '', event: 'match', detail: how })
    return undefined
  })
  if (refused) throw new Refusal(refused)
}

const tooOften = (seconds: number): Problem =>
  problem('match.too_often', `按证件号码查找太多次了：${matchLimits}，多了就能试出别人的号码。`, {
    remedy: `请 ${seconds < 5400 ? `${Math.ceil(seconds / 60)} 分钟` : `${Math.ceil(seconds / 3600)} 小时`}后再查；现在可以按姓名、拼音首字母或户编号查。`,
    retryAfter: seconds,
  })
