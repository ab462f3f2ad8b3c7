import type { Person } from '../world.ts'

/** In the registry from its first day and in the same household ever since: rows of 2024 and 2025 may speak of this person. */
export function livesHere({ stays }: Person): boolean {
  return stays.length === 1 && stays[0]!.since < '2024-01-01'
}
