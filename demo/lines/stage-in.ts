import { stageOn } from '../residents.ts'
import type { Person, Stage } from '../world.ts'

/** Where somebody goes to school from 1 September of a year. */
export function stageIn({ track, bornOn }: Person, year: number): Stage | undefined {
  return stageOn(track, bornOn, year)
}
