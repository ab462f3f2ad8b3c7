/** How far imports are, for whoever sent them to ask meanwhile. Kept while they run, in this process only. */
import type { Progress } from '#store/import.ts'

export type Step = Parameters<Progress>[0]

const running = new Map<string, { account: string; step: Step; rows: number }>()

/** Runs an import that its sender calls by an id of its own; stops it before it is recorded where nobody waits for it any more. */
export async function told<T>(
  { watch, account, signal }: { watch: string | undefined; account: string; signal: AbortSignal },
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  try {
    return await work((step, rows) => {
      signal.throwIfAborted()
      if (watch !== undefined) running.set(watch, { account, step, rows })
    })
  } finally {
    if (watch !== undefined) running.delete(watch)
  }
}

/** Undefined where it has ended, has not begun, or is somebody else's. */
export function progressOf(watch: string, account: string): { step: Step; rows: number } | undefined {
  const one = running.get(watch)
  return one?.account === account ? one : undefined
}
