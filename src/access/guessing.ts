/** What stands in the way of guessing passwords: few tries from one place, few with one login, few at the same time. */

import { cpus } from 'node:os'
import { type Problem, problem, Refusal } from '#problem.ts'
import type { Moment } from '#store/moment.ts'
import {
  ANY,
  countAttempt,
  dropStaleAttempts,
  forgiveAttempts,
  noteEntered,
  takeBackAttempt,
} from '#store/shelf/attempt.ts'
import type { Scoped } from '#store/store.ts'
import { takingTurns } from '#turns.ts'

const minutes = (n: number): Moment => n * 60 * 1_000_000

/** Wrong ones are counted for this long from the first; trying on makes it no longer. */
const WINDOW = minutes(15)
/** With one login from one address. */
const AT_PLACE = 5
/** With one login from all addresses from which nobody ever got in with it. */
const OF_LOGIN = 20
/** From one address, with all logins that never got in from there. */
const FROM_ADDRESS = 60
/** An address stays its holder's own for this long after they last got in from there. */
const KNOWN = minutes(90 * 24 * 60)

/** Who tries: with which login, from which address. */
export interface Trying {
  login: string
  address: string
}

/**
 * Counts one more try before the password is looked at, so that of many at once no more are looked at than of many in turn. Returns
 * what stands in its way. Tries from elsewhere do not close the places from which the holder uses to come, and nothing ends a session.
 */
export async function tryOnce(tx: Scoped, { login, address }: Trying): Promise<Problem | undefined> {
  const now = tx.store.clock()
  const counted = (who: Trying) => countAttempt(tx, who, now, now - WINDOW)
  const wait = (first: Moment) => Math.max(1, Math.ceil((first + WINDOW - now) / 1_000_000))
  const here = await counted({ login, address })
  if (here.tried > AT_PLACE) return tooOften(wait(here.first))
  if (isKnown(here.entered, now)) return undefined
  const all = await counted({ login, address: ANY })
  const from = await counted({ login: ANY, address })
  if (all.tried > OF_LOGIN) return tooOften(wait(all.first))
  return from.tried > FROM_ADDRESS ? tooOften(wait(from.first)) : undefined
}

/** The password was right: the try was none. */
export async function gotIn(tx: Scoped, { login, address }: Trying): Promise<void> {
  const now = tx.store.clock()
  await noteEntered(tx, login, address, now)
  await takeBackAttempt(tx, login, ANY)
  await takeBackAttempt(tx, ANY, address)
  await dropStaleAttempts(tx, { triedBefore: now - WINDOW, enteredBefore: now - KNOWN })
}

/** Who has a new password may try at once. */
export const startAnew = forgiveAttempts

const isKnown = (entered: Moment | null, now: Moment): boolean => entered !== null && entered > now - KNOWN

const tooOften = (seconds: number): Problem =>
  problem('sign_in.locked', '密码连续输错太多次，暂时不能再试。', {
    remedy: `请 ${Math.ceil(seconds / 60)} 分钟后再试，或到平时登录的电脑上登录；急用请乡镇管理员发一个登录链接。`,
    retryAfter: seconds,
  })

const busy = problem('sign_in.busy', '现在登录的人太多，没有排上。', { remedy: '请过 5 秒再试。', retryAfter: 5 })

/** Passwords are dear to check, by design: at most half of the machine goes to it, and whoever works in the books meanwhile is not slowed. */
export const inTurn = takingTurns({
  atOnce: Math.max(1, Math.floor(cpus().length / 2)),
  waiting: 60,
  seconds: 10,
  busy,
})

/** Signing in at the same time, those who wait included; one address takes no more than a third of it. */
const MOST = 60
const MOST_OF_ADDRESS = 20
const within = new Map<string, number>()

/** Signs somebody in, or throws the Refusal `sign_in.busy` at once where too many are at it, in all or from this address. */
export async function admitted<T>(address: string, work: () => Promise<T>): Promise<T> {
  const there = within.get(address) ?? 0
  const all = [...within.values()].reduce((sum, n) => sum + n, 0)
  if (there >= MOST_OF_ADDRESS || all >= MOST) throw new Refusal(busy)
  within.set(address, there + 1)
  try {
    return await work()
  } finally {
    const left = within.get(address)! - 1
    if (left > 0) within.set(address, left)
    else within.delete(address)
  }
}
