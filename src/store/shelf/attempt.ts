/** How often somebody tried to sign in with a login from an address, and whether they ever got in from there. */
import { sql } from 'kysely'
import type { Moment } from '#store/moment.ts'
import type { Scoped } from '#store/store.ts'

/** Any login, or any address. */
export const ANY = '*'

/**
 * Counts one more attempt, and says how many there were since `since`. One statement: of attempts at the same time each is counted.
 * `entered`: when somebody last got in with this login from this address.
 */
export async function countAttempt(
  tx: Scoped,
  { login, address }: { login: string; address: string },
  now: Moment,
  since: Moment,
): Promise<{ tried: number; first: Moment; entered: Moment | null }> {
  const [row] = await tx.run<{ tried: number; first: number; entered: number | null }>(sql`
    INSERT INTO attempt AS a (login, address, tried, first, entered) VALUES (${login}, ${address}, 1, ${now}, NULL)
    ON CONFLICT (login, address) DO UPDATE SET
      tried = CASE WHEN a.first <= ${since} THEN 1 ELSE a.tried + 1 END,
      first = CASE WHEN a.first <= ${since} THEN ${now} ELSE a.first END
    RETURNING tried, first, entered`)
  return row!
}

/** Takes an attempt back that was none: its password was right. */
export async function takeBackAttempt(tx: Scoped, login: string, address: string): Promise<void> {
  await tx.run<object>(
    sql`UPDATE attempt SET tried = tried - 1 WHERE login = ${login} AND address = ${address} AND tried > 0`,
  )
}

/** Notes that somebody got in: what was tried with this login from this address no longer counts. */
export async function noteEntered(tx: Scoped, login: string, address: string, now: Moment): Promise<void> {
  await tx.run<object>(
    sql`UPDATE attempt SET tried = 0, entered = ${now} WHERE login = ${login} AND address = ${address}`,
  )
}

/** Lets what was tried with a login count no longer, wherever it was tried. */
export async function forgiveAttempts(tx: Scoped, login: string): Promise<void> {
  await tx.run<object>(sql`UPDATE attempt SET tried = 0 WHERE login = ${login}`)
}

/** Drops what says nothing any more. Rows that are just being counted are left for another time. */
export async function dropStaleAttempts(
  tx: Scoped,
  { triedBefore, enteredBefore }: { triedBefore: Moment; enteredBefore: Moment },
): Promise<void> {
  await tx.run<object>(sql`
    DELETE FROM attempt WHERE (login, address) IN (
      SELECT login, address FROM attempt WHERE first <= ${triedBefore} AND (entered IS NULL OR entered <= ${enteredBefore})
      FOR UPDATE SKIP LOCKED)`)
}
