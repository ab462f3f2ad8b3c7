/**
 * Breaks a holding relation in one place, the way a tired hand does, and rewrites passages in ways that break nothing.
 * Whether a change really breaks its relation is decided here by plain float arithmetic, apart from the code under test.
 */
import type { LabelledRelation, Passage } from './corpus.ts'

export type Slip = 'digit' | 'transposed' | 'dropped' | 'unit' | 'growth'

export interface Mutant {
  passage: Passage
  relation: LabelledRelation
  slip: Slip
  text: string
  /** Where the text was changed. */
  at: number
}

/** A small seeded generator, so that every run breaks the same places. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Up to `tries` different mutants of every relation that states a result. */
export function mutants(passage: Passage, random: () => number, tries = 8): Mutant[] {
  if (passage.errors.length) return []
  const out = new Map<string, Mutant>()
  for (const relation of passage.relations) {
    if (relation.sign !== '=' || relation.kind === 'restated' || relation.kind === 'listed') continue
    for (let n = 0; n < tries; n++) {
      const mutant = mutate(passage, relation, random)
      if (mutant) out.set(mutant.text, mutant)
    }
  }
  return [...out.values()]
}

const pick = <T>(list: T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)]

function mutate(passage: Passage, relation: LabelledRelation, random: () => number): Mutant | undefined {
  const slips: Slip[] = ['digit', 'transposed', 'unit']
  if (relation.kind === 'part-whole' && relation.parts.length > 2) slips.push('dropped')
  if (relation.kind === 'growth') slips.push('growth')
  const slip = pick(slips, random) ?? 'digit'
  const terms = [...relation.parts, relation.whole]
  const victim =
    slip === 'growth' ? relation.whole : slip === 'dropped' ? pick(relation.parts, random) : pick(terms, random)
  if (!victim || !/^[\d.]+/.test(victim) || passage.text.split(victim).length !== 2) return undefined
  // Figures that are rough anyway may be off by a digit.
  if (terms.some((t) => /余|多|约|近|左右/.test(passage.text[passage.text.indexOf(t) - 1] + t))) return undefined
  const at = passage.text.indexOf(victim)
  if (slip === 'dropped') return dropped(passage, relation, at, victim)
  const changed =
    slip === 'unit' ? otherUnit(victim) : slip === 'transposed' ? swap(victim, random) : digit(victim, random)
  if (!changed || changed === victim) return undefined
  const values = terms.map((t) => (t === victim ? changed : t))
  if (holds(relation, values)) return undefined
  const text = passage.text.slice(0, at) + changed + passage.text.slice(at + victim.length)
  return { passage, relation, slip, text, at }
}

function digit(quote: string, random: () => number): string | undefined {
  const places = [...quote].flatMap((c, i) => (/\d/.test(c) ? [i] : []))
  const at = pick(places, random)
  if (at === undefined) return undefined
  const other = String((Number(quote[at]) + 1 + Math.floor(random() * 9)) % 10)
  if (at === 0 && other === '0') return undefined
  return quote.slice(0, at) + other + quote.slice(at + 1)
}

function swap(quote: string, random: () => number): string | undefined {
  const places = [...quote].flatMap((c, i) =>
    /\d/.test(c) && /\d/.test(quote[i + 1] ?? '') && c !== quote[i + 1] ? [i] : [],
  )
  const at = pick(places, random)
  if (at === undefined || (at === 0 && quote[1] === '0')) return undefined
  return quote.slice(0, at) + quote[at + 1] + quote[at] + quote.slice(at + 2)
}

function otherUnit(quote: string): string | undefined {
  if (/万/.test(quote)) return quote.replace('万', '')
  return /^[\d.]+(?:人|户|亩|元|吨)/.test(quote) ? quote.replace(/^([\d.]+)/, '$1万') : undefined
}

/** Takes one item out of the list, from the mark before it to its figure. */
function dropped(passage: Passage, relation: LabelledRelation, at: number, victim: string): Mutant | undefined {
  const { text } = passage
  let start = at
  while (start > 0 && !'，、；：。（,'.includes(text[start - 1] ?? '')) start--
  if (!'，、'.includes(text[start - 1] ?? '') || text.slice(start, at).startsWith('其中')) return undefined
  let end = at + victim.length
  while (end < text.length && !'，、；。）,'.includes(text[end] ?? '')) end++
  if ([relation.whole].some((w) => text.indexOf(w) >= start && text.indexOf(w) < end)) return undefined
  return { passage, relation, slip: 'dropped', text: text.slice(0, start - 1) + text.slice(end), at: start - 1 }
}

interface Range {
  value: number
  half: number
}

/** Value and rounding allowance of a printed figure; `each` in its own unit. Fractions of a measure may be rounded, counts may not. */
function rangeOf(quote: string, each = false): Range {
  const [, digits = '0', rest = ''] = /^([\d.]+)(.*)$/.exec(quote) ?? []
  const factor =
    (rest.includes('亿') ? 1e8 : rest.includes('万') ? 1e4 : 1) *
    (!each && /公里|吨/.test(rest) ? 1000 : rest.includes('%') ? 0.01 : 1)
  const places = digits.split('.')[1]?.length ?? 0
  const measured = places > 0 || /[万亿元亩吨%米斤点]/.test(rest)
  return { value: Number(digits) * factor, half: measured ? 0.5 * 10 ** -places * factor : 0 }
}

/** Whether the figures, as printed, can be meant: a changed one that can is no error, and its mutant is thrown away. */
export function holds(relation: LabelledRelation, quotes: string[]): boolean {
  // What is divided or multiplied by is counted in the unit of the price: 每公里85万元, 每吨170元.
  const each = relation.kind === 'average' || relation.kind === 'unit-price'
  const ranges = quotes.map((quote, i) => rangeOf(quote, each && i === 1))
  const result = ranges.at(-1) ?? { value: 0, half: 0 }
  // An average is rounded even where what it counts comes whole.
  if (relation.kind === 'average') result.half = Math.max(result.half, 0.5)
  const parts = ranges.slice(0, -1)
  const [a, b] = parts
  if (!a) return true
  const near = (low: number, high: number) =>
    low <= result.value + result.half * 1.0001 + 1e-9 && high >= result.value - result.half * 1.0001 - 1e-9
  if (relation.kind === 'part-whole') {
    const sum = parts.reduce((s, p) => s + p.value, 0)
    const half = parts.reduce((s, p) => s + p.half, 0)
    return near(sum - half, sum + half)
  }
  if (!b) return true
  const quotient = [(a.value - a.half) / (b.value + b.half), (a.value + a.half) / (b.value - b.half)] as const
  if (relation.kind === 'growth' && addedTo(relation)) {
    const share = (sign: number) => a.value / (b.value + sign * a.value)
    return [share(1), share(-1)].some((s) => near(s - a.half / b.value, s + a.half / b.value))
  }
  if (relation.kind === 'growth') {
    const low = Math.abs(quotient[0] - 1)
    const high = Math.abs(quotient[1] - 1)
    return near(Math.min(low, high), Math.max(low, high))
  }
  if (relation.kind === 'difference') {
    const difference = Math.abs(a.value - b.value)
    const half = a.half + b.half
    const scaled = quotes.at(-1)?.includes('点') ? difference * 100 : difference
    return (
      near(scaled - half * 100, scaled + half * 100) &&
      (half === 0 || Math.abs(scaled - result.value) < half * 100 + result.half)
    )
  }
  if (relation.kind === 'unit-price') return near(a.value * (b.value - b.half), a.value * (b.value + b.half))
  return near(quotient[0], quotient[1])
}

/** The label gives the difference and the new figure (比上年增加9件, 45件), not the new and the old one. */
function addedTo(relation: LabelledRelation): boolean {
  const [a, b] = relation.parts.map((p) => rangeOf(p).value)
  const stated = rangeOf(relation.whole)
  return a !== undefined && b !== undefined && Math.abs(Math.abs(a / b - 1) - stated.value) > stated.half * 1.01
}

/** Rewritings that change no figure: full-width digits, thousands separators, ASCII commas, spaces before units. */
export function harmless(passage: Passage): string[] {
  const { text } = passage
  return [
    text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
    text.replace(/(?<![\d.-])(\d{1,3})(\d{3})(?=[人户名元亩公万吨])/g, '$1,$2'),
    text.replaceAll('，', ',').replaceAll('；', ';').replaceAll('：', ':').replaceAll('（', '(').replaceAll('）', ')'),
    text.replace(/(\d)(?=[人户名元亩万个处])/g, '$1 '),
    text.replaceAll('，', '，\u3000'),
  ]
}
