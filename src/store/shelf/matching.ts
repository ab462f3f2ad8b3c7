/** How often somebody asked whose number this is. */
import { sql } from 'kysely'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'

/** Counts one more within a span, and says how many there were in it since `since`. One statement: of several at once each is counted. */
export async function countMatch(
  tx: Scoped,
  span: 'hour' | 'day',
  now: Moment,
  since: Moment,
): Promise<{ asked: number; first: Moment }> {
  const [row] = await tx.run<{ asked: number; first: number }>(sql`
    INSERT INTO matching AS m (actor, span, asked, first) VALUES (${tx.actor.id}, ${span}, 1, ${now})
    ON CONFLICT (actor, span) DO UPDATE SET
      asked = CASE WHEN m.first <= ${since} THEN 1 ELSE m.asked + 1 END,
      first = CASE WHEN m.first <= ${since} THEN ${now} ELSE m.first END
    RETURNING asked, first`)
  return row!
}
