/** For whom the program is working: whoever waits for an answer may go, and nobody else needs it then. */
import { AsyncLocalStorage } from 'node:async_hooks'

export interface Asker {
  /** Aborted when nobody waits any more, with the Refusal that says so. */
  signal: AbortSignal
  /** Asks much of the database: others go first. */
  long: boolean
}

const asking = new AsyncLocalStorage<Asker>()

/** Works for an asker: its transactions wait in their line, and end with them. */
export const forAsker = <T>(asker: Asker, work: () => T): T => asking.run(asker, work)

/** Undefined where the program works for itself or for a command. */
export const asker = (): Asker | undefined => asking.getStore()

/** Runs work later, from wherever it is called, for whoever asks now. */
export const forSameAsker = (): (<T>(work: () => T) => T) => {
  const now = asking.getStore()
  return (work) => (now === undefined ? work() : asking.run(now, work))
}
