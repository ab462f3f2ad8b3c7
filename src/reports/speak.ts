/** How a figure speaks in a sentence. */
import type { Slot } from '#define/report.ts'
import type { Figure } from '#measure/figure.ts'

/** What stands where a figure cannot be said. Never a zero: nobody counted. */
export const noData = '（暂无数据）'

/**
 * A figure in words: number and unit without spaces or thousands separators. `exact` is `figure.said`, the same text as on every page.
 * 余 and 多 stand only where something was really cut off: exactly 360 is “360人”, 367 to the ten is “360余人”. A figure that rounds to
 * nothing is said exactly.
 */
export function speak(figure: Figure, slot: Slot): string {
  if (figure.value === null) return noData
  const { value, unit } = figure
  const to = slot.to ?? 1
  const said = slot.bare ? '' : unit
  const steps = clean(value / to)
  const whole = slot.manner === '约' ? Math.round(steps) : Math.trunc(steps)
  if (slot.manner === 'exact' || whole === 0) return slot.bare ? withoutUnit(figure.said, unit) : figure.said
  const number = decimal(whole, to)
  if (slot.manner === '约') return `约${number}${said}`
  return `${number}${whole === steps ? '' : slot.manner}${said}`
}

/** 1.1 / 0.1 is 11, not 11.000000000000002. */
function clean(quotient: number): number {
  return Number(quotient.toPrecision(13))
}

/** `whole` steps of size `to`, in plain digits. */
function decimal(whole: number, to: number): string {
  const places = (String(to).split('.')[1] ?? '').length
  const text = (whole * to).toFixed(places)
  return places ? text.replace(/\.?0+$/, '') : text
}

function withoutUnit(said: string, unit: string): string {
  return said.endsWith(unit) ? said.slice(0, said.length - unit.length) : said
}
