/** Moments, days and differences as people read them. */
import type { ActKind } from '#store/act.ts'

const two = (n: number): string => String(n).padStart(2, '0')

/** Microseconds since 1970 → 2026年1月5日 10:20 (China time). */
export function momentSaid(moment: number): string {
  const at = new Date(moment / 1000 + 8 * 3600_000)
  const day = `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日`
  return `${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** To the microsecond, for asking again. */
export function momentIso(moment: number): string {
  const whole = Math.floor(moment / 1_000_000)
  const rest = String(moment - whole * 1_000_000).padStart(6, '0')
  return `${new Date(whole * 1000).toISOString().slice(0, 19)}.${rest}Z`
}

/** 2025-03-05 → 2025年3月5日 */
export function daySaid(day: string): string {
  return day.replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')
}

/** A number without floating dust: 0.30000000000000004 → 0.3 */
export function plain(value: number): string {
  return String(Number(value.toPrecision(13)))
}

/** 比上年增加 12户 / 减少 3户 / 与上年持平; undefined where either cannot be said. */
export function against(now: number | null, before: number | null, unit: string): string | undefined {
  if (now === null || before === null) return undefined
  if (now === before) return '与上年持平'
  return `比上年${now > before ? '增加' : '减少'} ${plain(Math.abs(now - before))}${unit}`
}

export const actKinds: Record<ActKind, string> = { record: '录入', correct: '更正', void: '作废', import: '导入' }
