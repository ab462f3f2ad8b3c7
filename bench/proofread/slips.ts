/**
 * Makes the slips of a hand in figures that a reader can check: those of the labelled relations, whether or not the
 * proofreader lists them. A slip is kept where the labels, recomputed apart from the code under test, no longer agree.
 */
import type { LabelledQuantity } from './corpus.ts'
import { seeded } from './mutate.ts'
import { type RealRelation, type RealText, relationHolds } from './real.ts'

export interface FreshSlip {
  text: RealText
  changed: string
  how: string
  figure: LabelledQuantity
  written: string
  /** The relations that no longer hold. */
  broken: RealRelation[]
}

/** Figures of a relation, whose places are known. */
export function figuresOf({ terms, result }: RealRelation): LabelledQuantity[] {
  const parts = terms.flat().flatMap(({ figure }) => (typeof figure === 'number' ? [] : [figure]))
  return result ? [...parts, result] : parts
}

/** Keys beside each other, and figures that look or sound alike. */
const near: Record<string, string> = {
  '0': '9',
  '1': '274',
  '2': '13',
  '3': '2458',
  '4': '1573',
  '5': '4862',
  '6': '5398',
  '7': '418',
  '8': '7936',
  '9': '806',
}

type Random = () => number
type Way = (quote: string, random: Random, others: string[]) => string | undefined

const pick = <T>(list: readonly T[], random: Random): T | undefined => list[Math.floor(random() * list.length)]

const digitsAt = (quote: string) => [...quote].flatMap((c, i) => (/\d/.test(c) ? [i] : []))

const ways: Record<string, Way> = {
  'swapped digits': (quote, random) => {
    const at = pick(
      digitsAt(quote).filter((i) => /\d/.test(quote[i + 1] ?? '') && quote[i] !== quote[i + 1]),
      random,
    )
    return at === undefined ? undefined : quote.slice(0, at) + quote[at + 1] + quote[at] + quote.slice(at + 2)
  },
  'neighbouring key': (quote, random) => {
    const at = pick(digitsAt(quote), random)
    const key = at === undefined ? undefined : pick([...(near[quote[at] ?? ''] ?? '')], random)
    return at === undefined || !key ? undefined : quote.slice(0, at) + key + quote.slice(at + 1)
  },
  'digit dropped': (quote, random) => {
    const places = digitsAt(quote)
    const at = places.length > 1 ? pick(places, random) : undefined
    return at === undefined ? undefined : quote.slice(0, at) + quote.slice(at + 1)
  },
  'digit doubled': (quote, random) => {
    const at = pick(digitsAt(quote), random)
    return at === undefined ? undefined : quote.slice(0, at) + quote[at] + quote.slice(at)
  },
  'point moved': (quote) => {
    const match = /^(\d+)\.(\d)(\d*)/.exec(quote)
    return match ? `${match[1]}${match[2]}${match[3] ? `.${match[3]}` : ''}${quote.slice(match[0].length)}` : undefined
  },
  'wan lost or added': (quote) => {
    if (/^[\d.,]+万/.test(quote)) return quote.replace('万', '')
    return /^[\d.,]+[元亩吨人]/.test(quote) ? quote.replace(/^([\d.,]+)/, '$1万') : undefined
  },
  'figure of a neighbour': (_quote, random, others) => pick(others, random),
  'adding slip': (quote, random) => {
    const digits = /^\d+/.exec(quote)?.[0] ?? ''
    const step = pick([1, 10, 100, 2, 9], random) ?? 1
    if (!digits || digits.length > 12 || Number(digits) <= step) return undefined
    return `${Number(digits) + (random() < 0.5 ? step : -step)}${quote.slice(digits.length)}`
  },
}

/** Up to `each` slips of every sound text, the same in every run. */
export function freshSlips(
  texts: RealText[],
  each: { passage: number; document: number },
  seed = 20261128,
): FreshSlip[] {
  const random = seeded(seed)
  return texts.flatMap((text) => (text.slips.length ? [] : slipsIn(text, each[text.form], random)))
}

function slipsIn(text: RealText, most: number, random: Random): FreshSlip[] {
  const relations = text.relations.filter(({ kind }) => kind !== 'listed')
  const figures = [...new Set(relations.flatMap(figuresOf))].filter((f) => /^\d/.test(f.quote))
  const made: FreshSlip[] = []
  for (let tries = 0; tries < most * 8 && made.length < most; tries++) {
    const figure = pick(figures, random)
    const how = pick(Object.keys(ways), random) ?? ''
    if (!figure || made.some((slip) => slip.figure === figure && slip.how === how)) continue
    const unit = figure.quote.replace(/^[\d.,]+/, '')
    const others = text.quantities
      .filter((q) => q.quote !== figure.quote && q.quote.replace(/^[\d.,]+/, '') === unit)
      .filter((q) => Math.abs(q.start - figure.start) < 120)
      .map((q) => q.quote)
    const written = ways[how]?.(figure.quote, random, others)
    if (!written || written === figure.quote || !/^(?:[1-9]|0\.|0$)/.test(written)) continue
    const quoted = (f: LabelledQuantity) => (f === figure ? written : f.quote)
    const broken = relations.filter((r) => figuresOf(r).includes(figure) && !relationHolds(r, quoted))
    if (!broken.length) continue
    const changed = text.text.slice(0, figure.start) + written + text.text.slice(figure.start + figure.quote.length)
    made.push({ text, changed, how, figure, written, broken })
  }
  return made
}
