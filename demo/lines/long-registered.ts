import type { Household } from '../world.ts'

/** In the registry from its first day: rows of 2024 may already speak of this household. Households that split off later may not. */
export function longRegistered({ registeredOn }: Household): boolean {
  return registeredOn < '2024-01-01'
}
