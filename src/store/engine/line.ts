/** Who waits for the database: those who open a page, sign in or save go before those who ask long questions, and who has left before nobody. */
import { problem, Refusal } from '#problem.ts'
import { asker } from './asker.ts'

export interface Line {
  /** Does work in turn. Throws the Refusal `store.busy` where too many wait or one has waited too long, and the reason of an asker who left. */
  turn<T>(work: () => Promise<T>): Promise<T>
  /** Settles when nothing is done and nobody waits. */
  idle(): Promise<void>
}

/** A long question gets its turn after so many others at the latest. */
const PATIENCE = 8
const MOST_LONG = 60
const MOST_SHORT = 300
const LONGEST_WAIT = 25_000

/** `atOnce`: how many work at the same time; `long`: how many of those at long questions. */
export function lineFor({ atOnce, long }: { atOnce: number; long: number }): Line {
  const waiting = { short: new Set<() => void>(), long: new Set<() => void>() }
  const working = { short: 0, long: 0 }
  const idlers = new Set<() => void>()
  let inARow = 0

  const free = (kind: keyof typeof working): boolean =>
    working.short + working.long < atOnce && (kind === 'short' || working.long < long)

  function next(): void {
    const [short] = waiting.short
    const [patient] = waiting.long
    const kind =
      patient && free('long') && (!short || inARow >= PATIENCE) ? 'long' : short && free('short') ? 'short' : undefined
    if (kind === undefined) {
      if (working.short + working.long === 0) for (const tell of idlers) tell()
      return
    }
    inARow = kind === 'long' ? 0 : inARow + 1
    // Counted before it goes on, so that nobody who comes just then goes before it.
    working[kind]++
    if (kind === 'long') patient!()
    else short!()
  }

  function wait(kind: keyof typeof waiting, signal: AbortSignal | undefined): Promise<void> {
    const line = waiting[kind]
    if (signal && line.size >= (kind === 'long' ? MOST_LONG : MOST_SHORT)) throw busy(kind, line.size)
    return new Promise((resolve, reject) => {
      const leave = (settle: () => void) => () => {
        line.delete(enter)
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        settle()
      }
      const enter = leave(resolve)
      const giveUp = leave(() => reject(signal?.reason))
      const tooLong = () => {
        const before = [...line].indexOf(enter)
        leave(() => reject(busy(kind, before)))()
      }
      const timer = signal && setTimeout(tooLong, LONGEST_WAIT)
      signal?.addEventListener('abort', giveUp)
      line.add(enter)
    })
  }

  return {
    async turn(work) {
      const { signal, long: much = false } = asker() ?? {}
      signal?.throwIfAborted()
      const kind = much ? 'long' : 'short'
      if (free(kind) && waiting[kind].size === 0) working[kind]++
      else await wait(kind, signal)
      try {
        return await work()
      } finally {
        working[kind]--
        next()
      }
    },
    idle: () =>
      working.short + working.long === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idlers.add(resolve)
          }),
  }
}

/** Who asks a long question waits for others who do; everybody else for one that holds the database, such as an import. */
const busy = (kind: 'short' | 'long', before: number): Refusal =>
  new Refusal(
    kind === 'long'
      ? problem('store.busy', `请稍候：现在查数的人太多，前面还排着 ${before} 个。`, {
          remedy: '请过 10 秒再试；只是看一行、保存、登录的，不用和他们一起排。',
          retryAfter: 10,
        })
      : problem('store.busy', `请稍候：数据库正忙，可能正在导入或备份，前面还排着 ${before} 个。这一步没有做。`, {
          remedy: '请过 10 秒再试。',
          retryAfter: 10,
        }),
  )
