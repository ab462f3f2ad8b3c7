/** Seeded random numbers (mulberry32): the same seed makes the same township. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number
  /** A whole number from a to b, both included. */
  int(a: number, b: number): number
  chance(p: number): boolean
  pick<const T>(items: readonly T[]): T
  /** n different items, in random order. */
  sample<T>(items: readonly T[], n: number): T[]
  /** Cuts a whole into n whole parts of at least `least` each, none far from the mean. They add up to the whole. */
  share(whole: number, n: number, least?: number): number[]
  /** A day in a month or a year, 'YYYY-MM-DD'. */
  dayIn(from: string, until: string): string
}

export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (a: number, b: number): number => a + Math.floor(next() * (b - a + 1))
  return {
    next,
    int,
    chance: (p) => next() < p,
    pick: (items) => items[int(0, items.length - 1)]!,
    sample(items, n) {
      if (n > items.length) throw new Error(`只有 ${items.length} 个，取不出 ${n} 个。`)
      const pool = [...items]
      for (let i = 0; i < n; i++) {
        const j = int(i, pool.length - 1)
        ;[pool[i], pool[j]] = [pool[j]!, pool[i]!]
      }
      return pool.slice(0, n)
    },
    share(whole, n, least = 0) {
      const weights = Array.from({ length: n }, () => 0.5 + next())
      const total = weights.reduce((a, b) => a + b, 0)
      const free = whole - least * n
      if (free < 0) throw new Error(`${whole} 分成 ${n} 份，每份不足 ${least}。`)
      const parts = weights.map((w) => least + Math.floor((free * w) / total))
      let rest = whole - parts.reduce((a, b) => a + b, 0)
      for (let i = 0; rest > 0; i = (i + 1) % n, rest--) parts[i]!++
      return parts
    },
    dayIn(from, until) {
      const start = Date.parse(`${from}T00:00:00Z`)
      const days = Math.round((Date.parse(`${until}T00:00:00Z`) - start) / 86400000)
      return new Date(start + int(0, days) * 86400000).toISOString().slice(0, 10)
    },
  }
}
