import { refuse } from '#problem.ts'
import type { Moment } from '#store/moment.ts'

/** An ISO moment with up to six decimals, or a moment as this program prints it. Without a zone: Beijing time. */
export function momentFrom(text: string, flag: string): Moment {
  if (/^\d{15,16}$/.test(text)) return Number(text)
  const m = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text)
  // Date.parse takes 30 February for the second of March.
  const real = m && new Date(`${m[1]}T00:00Z`).getUTCDate() === Number(m[1]?.slice(-2))
  const millis = real
    ? Date.parse(`${m[1]}T${m[2] ?? '23:59'}:${m[3] ?? (m[2] ? '00' : '59')}${m[5] ?? '+08:00'}`)
    : Number.NaN
  if (!real || Number.isNaN(millis)) {
    refuse('moment.malformed', `“${text}”不是时刻。`, {
      at: { input: flag },
      remedy: '请写成 2025-12-31 或 2025-12-31T17:30:00+08:00。',
    })
  }
  return millis * 1000 + Number((m[4] ?? '0').padEnd(6, '0'))
}

/** As ISO in Beijing time with microseconds, so that it can be asked for again. */
export function momentText(moment: Moment): string {
  const beijing = new Date(Math.floor(moment / 1000) + 8 * 3600_000).toISOString().slice(0, 19)
  return `${beijing}.${String(moment % 1_000_000).padStart(6, '0')}+08:00`
}
