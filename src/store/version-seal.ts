/**
 * What proves of one version of a row that the program wrote it, where it says what no act says: since when it stands, by which act,
 * and where the row is and was. Its fields are proven by the acts, its end by what came after.
 */
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Home } from './home.ts'
import type { Cipher } from './keys.ts'
import type { Moment } from './moment.ts'

export interface Begun extends Home {
  id: string
  from: Moment
  /** Number of the act that began it. */
  opened: number
}

/** 96 bits in hex. */
const SEAL = 24

export function sealOfVersion(
  keys: Pick<Cipher, 'prove'>,
  { id: ledger }: Pick<LedgerDefinition, 'id'>,
  township: string,
  { id, from, opened, area, was }: Begun,
): string {
  return keys.prove('version', JSON.stringify([ledger, township, id, from, opened, area, was])).slice(0, SEAL)
}

/** Sums of seals, whatever their order. */
export const addSeal = (sum: bigint, seal: string): bigint => BigInt.asUintN(SEAL * 4, sum + BigInt(`0x${seal}`))
export const sumSaid = (sum: bigint): string => sum.toString(16)
