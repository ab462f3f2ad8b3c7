/** Measuring on a machine that others use too: ways take turns within one run, and the fastest of several rounds counts. */

/** Milliseconds of the fastest round of each way, after one round that is not measured. */
export async function fastest<K extends string>(
  rounds: number,
  ways: Record<K, () => Promise<unknown>>,
): Promise<Record<K, number>> {
  const best = Object.fromEntries(Object.keys(ways).map((name) => [name, Infinity])) as Record<K, number>
  const entries = Object.entries(ways) as [K, () => Promise<unknown>][]
  for (const [, way] of entries) await way()
  for (let round = 0; round < rounds; round++) {
    // Every other round backwards, so that nobody always runs after the same neighbour.
    for (const [name, way] of round % 2 ? [...entries].reverse() : entries) {
      best[name] = Math.min(best[name], await elapsed(way))
    }
  }
  return best
}

/** Milliseconds that one run takes. */
export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}

/** 1.83 倍 */
export const times = (a: number, b: number): string => `${(a / b).toFixed(2)} 倍`
/** 12.3 毫秒 */
export const said = (ms: number): string => (ms < 10_000 ? `${ms.toFixed(1)} 毫秒` : `${(ms / 1000).toFixed(1)} 秒`)
