import { inventGiven, inventSurname } from '../names.ts'
import type { Random } from '../random.ts'

/** A name for somebody of working age who need not be in the registry: a cadre, a shopkeeper, a chairman. */
export function cadreName(random: Random): string {
  return inventSurname(random) + inventGiven(random, random.chance(0.7) ? '男' : '女', random.int(1968, 1992))
}
