/** Few at a time: the others wait for their turn, in the order in which they came, and not for ever. */
import { type Problem, Refusal } from '#problem.ts'

export interface Turns {
  atOnce: number
  /** How many may wait, and how long each. */
  waiting: number
  seconds: number
  /** What is said to whom has to be sent away. */
  busy: Problem
}

export type InTurn = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** Does work in turn. Throws a Refusal with `busy` where too many wait or one has waited too long, and the reason of the signal. */
export function takingTurns({ atOnce, waiting, seconds, busy }: Turns): InTurn {
  let working = 0
  const line = new Set<() => void>()

  function wait(signal: AbortSignal | undefined): Promise<void> {
    if (line.size >= waiting) throw new Refusal(busy)
    return new Promise((resolve, reject) => {
      const leave = (settle: () => void) => () => {
        line.delete(enter)
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        settle()
      }
      const enter = leave(resolve)
      const giveUp = leave(() => reject(signal?.reason))
      const timer = setTimeout(
        leave(() => reject(new Refusal(busy))),
        seconds * 1000,
      )
      signal?.addEventListener('abort', giveUp)
      line.add(enter)
    })
  }

  return async (work, signal) => {
    signal?.throwIfAborted()
    // Whoever ends hands the turn over, so nobody who comes just then goes before those who wait.
    if (working < atOnce) working++
    else await wait(signal)
    try {
      return await work()
    } finally {
      const [next] = line
      if (next) next()
      else working--
    }
  }
}
