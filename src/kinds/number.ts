import { type Fault, type Kind, tidy, unfit, unreadable } from './kind.ts'
import { placesOf, scaleOf, stepsPerWord } from './unit.ts'

/** A decimal in text to integer steps, exactly; undefined when it has more places than the scale keeps or is too large. */
export function toSteps(text: string, scale: number): number | undefined {
  const m = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text)
  if (!m || (!m[2] && !m[3])) return undefined
  const places = Math.round(Math.log10(scale))
  const fraction = (m[3] ?? '').replace(/0+$/, '')
  if (fraction.length > places) return undefined
  const steps = Number(`${m[2] || '0'}${fraction.padEnd(places, '0')}`)
  if (!Number.isSafeInteger(steps)) return undefined
  return m[1] === '-' && steps !== 0 ? -steps : steps
}

/** Integer steps as a plain decimal without trailing zeros: 656 in 元 → '6.56'. */
export function fromSteps(steps: number, scale: number): string {
  const places = Math.round(Math.log10(scale))
  const digits = String(Math.abs(steps)).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = places ? digits.slice(-places).replace(/0+$/, '') : ''
  return `${steps < 0 ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

/** Heads of amounts in 元 that mean the same: 资助金额, 资助资金. */
const moneyHeads = ['金额', '资金']

/** Words that multiply a unit left unsaid: 4万 under a head that says 元. */
function manyfold(word: string, scale: number): number | undefined {
  const times = { 千: 1e3, 万: 1e4, 亿: 1e8 }[word]
  return times === undefined ? undefined : times * scale
}

/**
 * An amount in a unit, kept as integer steps (fen for 元). Reads thousands separators, full-width digits and a larger word
 * written out (“6.56万元”, “4万”). A figure written with a Chinese full stop (7。7) is refused, not guessed.
 */
export function numberKind(unit: string, range: { atLeast?: number; atMost?: number } = {}): Kind {
  const scale = scaleOf(unit)
  const { atLeast = 0, atMost } = range
  const outOfRange = (steps: number, said: string): Fault | undefined => {
    if (steps < atLeast * scale) {
      return { code: 'number.too_small', message: `${said} 小于 ${atLeast}${unit}。`, remedy: '请核对数字和单位。' }
    }
    if (atMost === undefined || steps <= atMost * scale) return undefined
    return {
      code: 'number.too_large',
      message: `${said} 超过 ${atMost}${unit}。`,
      remedy: `请核对数字和单位（这一栏按${unit}填）。`,
    }
  }
  const kind: Kind = {
    name: 'number',
    title: '数',
    column: 'bigint',
    reads: 'number',
    input: 'line',
    made: { unit, ...range },
    unit,
    ...(unit === '元' && { endings: moneyHeads }),
    parse(input) {
      const text = tidy(input).replace(/[,，\s]/g, '')
      const m = /^[¥￥]?([+-]?[\d.]+)(\D*)$/.exec(text)
      if (/。/.test(text)) {
        return unreadable('number.full_stop', `“${text}”里有句号“。”。`, '小数点请用“.”，如 7.7。')
      }
      if (!m) return unreadable('number.malformed', `“${text}”不是数。`, `请填数字，单位是${unit}。`)
      const written = m[2] ?? ''
      const perWord = written ? (stepsPerWord(unit, written) ?? manyfold(written, scale)) : scale
      if (perWord === undefined) {
        return unreadable(
          'number.other_unit',
          `“${text}”的单位是“${written}”，这一栏按${unit}填。`,
          `请换算成${unit}。`,
        )
      }
      const steps = toSteps(m[1] ?? '', perWord)
      if (steps === undefined) {
        const places = placesOf(unit)
        return unreadable(
          'number.too_fine',
          `“${text}”的小数位太多或数太大。`,
          places ? `最多 ${places} 位小数。` : '请填整数。',
        )
      }
      const problem = outOfRange(steps, text)
      return problem ? { problem } : { value: steps }
    },
    fits: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value)
        ? outOfRange(value, fromSteps(value, scale))
        : unfit(`“${value}”不是能记下的数。`),
    show: (value) => fromSteps(Number(value), scale),
    schema: {
      type: 'string',
      pattern: '^-?\\d+(\\.\\d+)?$',
      description: `单位：${unit}`,
    },
    sheet: { width: 11, format: 'number', hint: `单位：${unit}`, numbers: 'read' },
  }
  // Ranges are the field's own: a year, an amount, a share.
  kind.example = ['12', '2025', '1', '500', '50000'].find((amount) => 'value' in kind.parse(amount)) ?? '12'
  return kind
}
