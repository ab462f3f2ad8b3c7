import { type Stage, stageOn, type Track } from '../population.ts'
import type { Person } from '../world.ts'

/** Where somebody goes to school from 1 September of a year. */
export function stageIn(person: Person & { track?: Track }, year: number): Stage | undefined {
  return person.track ? stageOn(person.track, person.bornOn, year) : person.schooling
}
