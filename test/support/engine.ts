import { openPglite } from '#store/engine/pglite.ts'
import type { Engine } from '#store/engine.ts'

/** A fresh, empty database of its own; close it after the test. */
export async function testEngine(): Promise<Engine> {
  return openPglite('memory')
}
