/**
 * The texts written after the manner of public documents: `corpus/real-dev-*.json` may be read, `corpus/real-unread-*.json` may only be
 * scored. The form of the labels is described in README.md.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { LabelledError, LabelledQuantity, LabelledRelation, Passage } from './corpus.ts'

export interface RealText extends Passage {
  form: 'passage' | 'document'
  relations: RealRelation[]
  errors: PlacedError[]
  slips: Slip[]
  /** Figures that look as if they belonged to a neighbour and do not: a rate of something not printed, a base that is another one. */
  traps: LabelledQuantity[]
}

export interface RealRelation extends LabelledRelation {
  /** The figures of each part; a part is a sum of figures, or a number that is no figure (12 for the months of a year). */
  terms: Term[][]
  /** Undefined when the text states no result, or one that is no quantity (`14.7：38.1：47.2`). */
  result?: LabelledQuantity
}

export interface Term {
  sign: 1 | -1
  figure: LabelledQuantity | number
}

export interface PlacedError extends LabelledError {
  start: number
}

export interface Slip {
  error: PlacedError
  /** What should stand there. */
  truth: string
  how: string
  /** What a reader sees disagree. An alarm at any figure of these is right, anywhere else it is false. */
  breaks: RealRelation[]
}

interface Written {
  id: string
  style: string
  text: string
  quantities: string[]
  relations: string[]
  slips?: { error: string; true: string; how: string; breaks: string[] }[]
  traps?: string[]
}

const folder = new URL('corpus/', import.meta.url)

/** The texts of one part; throws when a label does not stand in its text. */
export function loadReal(part: 'dev' | 'unread'): RealText[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(`real-${part}-`))
    .sort()
    .flatMap((name) =>
      (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Written[]).map((written) =>
        read(written, part === 'dev' ? 'dev' : 'held-out', name.includes('documents') ? 'document' : 'passage'),
      ),
    )
}

function read(written: Written, split: Passage['split'], form: RealText['form']): RealText {
  const { id, style, text } = written
  let from = 0
  const quantities = written.quantities.map((label) => {
    const [quote = '', value] = label.split('=')
    const start = placeOf(quote, text, from)
    if (start < 0) throw new Error(`${id}: no quantity ${quote}`)
    from = start + quote.length
    return { quote, start, value: Number(value ?? /[\d.]+/.exec(quote.replaceAll(',', ''))?.[0]) }
  })
  /** `12户#2` is the second figure of the text that reads 12户. */
  const figure = (ref: string) => {
    const [quote = '', nth = '1'] = ref.split('#')
    return quantities.filter((q) => q.quote === quote)[Number(nth) - 1]
  }
  const relation = (label: string): RealRelation => {
    const kind = label.slice(0, label.indexOf(':'))
    const rest = label.slice(kind.length + 1)
    const sign = rest.includes('<') ? '<' : rest.includes('=') ? '=' : ''
    const [left = '', right = ''] = sign ? rest.split(sign) : [rest]
    const whole = right.trim()
    const result = figure(whole)
    if (whole && !result && !text.includes(whole)) throw new Error(`${id}: no term ${whole}`)
    const [plus = '', minus = ''] = left.split(' ; ')
    const split = (list: string) =>
      list
        .split(', ')
        .map((part) => part.trim())
        .filter(Boolean)
    const terms = (list: string, side: 1 | -1) =>
      split(list).map((part) =>
        part.split(' + ').map((piece): Term => {
          const less = piece.startsWith('-')
          const name = less ? piece.slice(1) : piece
          const found = figure(name)
          if (!found && !/^\d+$/.test(name)) throw new Error(`${id}: no figure ${name}`)
          return { sign: less ? (-side as 1 | -1) : side, figure: found ?? Number(name) }
        }),
      )
    return {
      kind,
      parts: [...split(plus), ...split(minus)].map((part) => part.replaceAll(/#\d+/g, '')),
      whole: whole.replace(/#\d+/, ''),
      sign,
      terms: [...terms(plus, 1), ...terms(minus, -1)],
      ...(result ? { result } : {}),
    }
  }
  const slips = (written.slips ?? []).map((slip): Slip => {
    const [kind = '', ref = ''] = slip.error.split(': ')
    const at = figure(ref) ?? { quote: ref, start: text.indexOf(ref) }
    if (at.start < 0) throw new Error(`${id}: no error ${ref}`)
    return {
      error: { kind, quote: at.quote, start: at.start },
      truth: slip.true,
      how: slip.how,
      breaks: slip.breaks.map(relation),
    }
  })
  return {
    id,
    split,
    form,
    style,
    text,
    quantities,
    relations: written.relations.map(relation),
    errors: slips.map((slip) => slip.error),
    slips,
    traps: (written.traps ?? []).map((ref) => {
      const found = figure(ref)
      if (!found) throw new Error(`${id}: no trap ${ref}`)
      return found
    }),
  }
}

/** Where a figure stands by itself, not inside a longer one. */
function placeOf(quote: string, text: string, from: number): number {
  const start = text.indexOf(quote, from)
  const around = `${text[start - 1] ?? ''}${/\d$/.test(quote) ? (text[start + quote.length] ?? '') : ''}`
  return start >= 0 && /[\d.]/.test(around) ? placeOf(quote, text, start + 1) : start
}

type Range = readonly [low: number, high: number]

/**
 * Whether a relation holds within what rounding allows: half the last printed place of the result, and of every part that has decimals, 万,
 * 亿 or a percent sign. Tonnes are a thousand kilos where both stand. `quoted` may stand something else in a figure's place.
 */
export function relationHolds(relation: RealRelation, quoted = (figure: LabelledQuantity) => figure.quote): boolean {
  const { kind, terms, result, sign } = relation
  const units = [...terms.flat().map(({ figure }) => figure), result].map((f) =>
    typeof f === 'object' ? printed(quoted(f)).unit : '',
  )
  const inKilos = units.includes('公斤') && units.includes('吨')
  const rangeOf = (quote: string, stated: boolean): Range => {
    const { value, decimals, scale, unit } = printed(quote)
    const kilos = inKilos && unit === '吨' ? 1000 : 1
    const half = stated || !exact(quote) ? (0.5 * scale) / 10 ** decimals : 0
    return [(value - half) * kilos, (value + half) * kilos]
  }
  const range = (part: Term[]): Range =>
    part.reduce<Range>(
      ([low, high], { figure, sign }) => {
        const [a, b] = typeof figure === 'number' ? ([figure, figure] as const) : rangeOf(quoted(figure), false)
        return sign === part[0]?.sign ? [low + a, high + b] : [low - b, high - a]
      },
      [0, 0],
    )
  const parts = terms.map(range)
  const [first, second] = parts as [Range, Range]
  const signs = terms.map((part) => part[0]!.sign)
  const summed: Range = [
    parts.reduce((t, [a, b], i) => t + (signs[i] === 1 ? a : -b), 0),
    parts.reduce((t, [a, b], i) => t + (signs[i] === 1 ? b : -a), 0),
  ]
  if (kind === 'listed') return true
  if (kind === 'hundred') return summed[0] <= 1 + tiny && summed[1] >= 1 - tiny
  if (kind === 'ratio') return ratioHolds(parts, relation.whole)
  if (!result) return true
  const told = rangeOf(quoted(result), true)
  if (sign === '<') return summed[0] <= told[1]
  if (kind === 'restated' && [terms[0]![0]!.figure as LabelledQuantity, result].every((f) => exact(quoted(f))))
    return Math.abs(first[0] - (told[0] + told[1]) / 2) < tiny
  return meets(computed(kind, parts, summed, first, second), told)
}

const tiny = 1e-9

function computed(kind: string, parts: Range[], summed: Range, first: Range, second: Range): Range {
  const over = (of: (a: number, b: number) => number): Range => {
    const all = first.flatMap((a) => second.map((b) => of(a, b)))
    return [Math.min(...all), Math.max(...all)]
  }
  switch (kind) {
    case 'part-whole':
    case 'balance':
      return summed
    case 'difference':
      return upright(over((a, b) => a - b))
    case 'share':
    case 'coverage':
    case 'average':
      return over((a, b) => a / b)
    case 'growth':
      return upright(over((a, b) => a / b - 1))
    case 'growth-by':
      return over((a, b) => a / (b - a))
    case 'fall-by':
      return over((a, b) => a / (b + a))
    case 'product':
      return parts.reduce<Range>(([low, high], [a, b]) => [low * a, high * b], [1, 1])
    case 'restated':
      return first
    default:
      throw new Error(`no arithmetic for ${kind}`)
  }
}

/** A fall is told as a positive figure. */
function upright([low, high]: Range): Range {
  return low + high < 0 ? [-high, -low] : [low, high]
}

function meets([a, b]: Range, [c, d]: Range): boolean {
  const slack = tiny * Math.max(1, Math.abs(d))
  return a <= d + slack && b >= c - slack
}

function ratioHolds(parts: Range[], told: string): boolean {
  const figures = told.split(/[：:∶]/)
  const total = figures.reduce((t, f) => t + Number(f), 0)
  const half = 0.55 / 10 ** Math.max(...figures.map((f) => f.split('.')[1]?.length ?? 0))
  return parts.every(([low, high], i) => {
    const rest = parts.filter((_, j) => j !== i)
    const least = low / (low + rest.reduce((t, [, b]) => t + b, 0))
    const most = high / (high + rest.reduce((t, [a]) => t + a, 0))
    return meets([least * total, most * total], [Number(figures[i]) - half, Number(figures[i]) + half])
  })
}

function exact(quote: string): boolean {
  const { decimals, scale } = printed(quote)
  return decimals === 0 && scale === 1
}

const scales: Record<string, number> = { 万: 1e4, 亿: 1e8, 百万: 1e6, 千万: 1e7, 万亿: 1e12 }

function printed(quote: string): { value: number; decimals: number; scale: number; unit: string } {
  const match = /^(\d[\d,]*)(?:\.(\d+))?[余多]?(万亿|千万|百万|亿|万)?(.*)$/.exec(quote)
  if (!match) throw new Error(`no figure: ${quote}`)
  const [, whole = '', decimals = '', scaled, unit = ''] = match
  const scale = /%|百分点/.test(unit)
    ? 0.01
    : /‰|千分点/.test(unit)
      ? 0.001
      : unit === '成'
        ? 0.1
        : scaled
          ? scales[scaled]!
          : 1
  return {
    value: Number(`${whole.replaceAll(',', '')}.${decimals || 0}`) * scale,
    decimals: decimals.length,
    scale,
    unit,
  }
}
