/** Who asks what is being counted just now waits for that answer instead of counting it once more. */
import type { Actor } from '#store/actor.ts'
import type { Store } from '#store/store.ts'
import type { Asking, Moment } from './figure.ts'

const running = new WeakMap<Store, Map<string, Promise<unknown>>>()

/** Everything that an answer depends on: who sees what, what is asked, and how far the books of each township had come. */
export function sameQuestion(
  { areas }: Pick<Actor, 'areas'>,
  ids: readonly string[],
  asking: Asking & { by?: number },
  heads: Readonly<Record<string, Moment>>,
): string {
  const { period, area, moment, by } = asking
  return JSON.stringify([[...areas].sort(), ids, period, area, moment, by, heads])
}

/** Asks, or waits for who asks the same. Whoever waited for somebody that gave up asks for themselves. */
export async function once<T>(store: Store, question: string, ask: () => Promise<T>): Promise<T> {
  const questions = running.get(store) ?? new Map<string, Promise<unknown>>()
  running.set(store, questions)
  const there = questions.get(question) as Promise<T> | undefined
  if (there) return there.catch(() => once(store, question, ask))
  const answer = ask()
  questions.set(question, answer)
  try {
    return await answer
  } finally {
    questions.delete(question)
  }
}
