/** What the rules of relations share: the parts of a sentence they pick from, and how a conclusion is put together. */
import { absolute, type Bounds, compare, type Exact, minus } from '#proofread/exact.ts'
import {
  allowanceOf,
  type Finding,
  type Judgement,
  type NamedNumber,
  type Relation,
  type RelationKind,
  type Severity,
  severities,
  type Term,
  term,
} from '#proofread/findings.ts'
import { type Pattern, patterns } from '#proofread/patterns.ts'
import type { Span } from '#proofread/plain.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'

/** Ages, periods, percentages, prices each and limits (50万元以上的2个) are no amounts that could be parts of a sum. */
export function isAmount(quantity: ExactQuantity): boolean {
  const limit =
    quantity.trail.startsWith('的') && (quantity.range || /以上|以下|以内|超过|不足/.test(quantity.approx ?? ''))
  return (
    !limit &&
    !quantity.per &&
    !['time', 'age', 'share', 'points', 'multiple', 'number', 'power'].includes(quantity.dimension)
  )
}

/** Averages of money add like amounts: 户均收入6.35万元,由务工收入4.18万元、…构成. */
export function summable(quantity: ExactQuantity): boolean {
  const each = quantity.per !== undefined && quantity.dimension === 'money'
  return isAmount(quantity) || (each && (quantity.per?.word === '时间' || /[户人亩]均/.test(quantity.lead)))
}

/** Words that let two parts hold the same person twice. */
export function mayOverlap(text: string): boolean {
  return /双重|多重(?:身份|享受|保障|困难)|重叠|交叉|重复(?!信访|上访|来访|访|投诉)|兼有|兼具|同时|既是|又是|既[^,;。]{1,12}又|不重复|去重|或者/.test(
    text,
  )
}

export interface Claim {
  /** How its figures are bound. */
  pattern: Pattern
  kind: RelationKind
  parts: ExactQuantity[]
  /** The figure that the text states; undefined when it states none. */
  whole: ExactQuantity | undefined
  computed: Bounds
  arithmetic: string
  /** What to quote, when it is not the stretch from the first quantity to the last. */
  span?: Span
}

/** The relation of a claim, quoting the text from its first quantity to its last. */
function relate(reading: Reading, claim: Claim, holds: boolean): Relation {
  const { start, end } = claim.span ?? around(reading, claim.whole ? [...claim.parts, claim.whole] : claim.parts)
  return {
    kind: claim.kind,
    holds,
    allowance: claim.whole ? allowanceOf(claim.computed, claim.whole) : 0,
    parts: claim.parts.map(term),
    whole: claim.whole ? term(claim.whole) : null,
    arithmetic: claim.arithmetic,
    quote: reading.original.slice(start, end),
    start,
    end,
  }
}

export function holding(reading: Reading, claim: Claim): Judgement {
  return { pattern: claim.pattern, relation: relate(reading, claim, true) }
}

/** A relation that does not hold, with the finding that says so, as far as its pattern is to be believed. */
export function broken(
  reading: Reading,
  claim: Claim,
  severity: Severity,
  message: string,
  numbers: NamedNumber[],
): Judgement {
  const relation = relate(reading, claim, false)
  const { pattern } = claim
  return { pattern, relation, finding: finding(relation, atMost(severity, patterns[pattern].most), message, numbers) }
}

function finding(relation: Relation, severity: Severity, message: string, numbers: NamedNumber[]): Finding {
  const { kind, quote, start, end } = relation
  return { kind, severity, quote, start, end, message, numbers }
}

function atMost(severity: Severity, most: Severity): Severity {
  return severities.indexOf(severity) < severities.indexOf(most) ? most : severity
}

/** From the start of the clause of the first quantity to the end of the last one. */
export function around(reading: Reading, quantities: ExactQuantity[]): Span {
  let start = Math.min(...quantities.map((q) => q.start))
  const end = Math.max(...quantities.map((q) => q.end))
  const limit = Math.max(0, start - 40)
  while (start > limit && !',;。:!?、()\n\t'.includes(reading.text[start - 1] ?? '')) start--
  return { start, end }
}

/** The sentence before number `n`, in the same paragraph. */
export function previousOf(reading: Reading, n: number): Sentence | undefined {
  const previous = reading.sentences[n - 1]
  return previous?.paragraph === reading.sentences[n]?.paragraph ? previous : undefined
}

/** The sentence behind number `n`, in the same paragraph. */
export function nextOf(reading: Reading, n: number): Sentence | undefined {
  const next = reading.sentences[n + 1]
  return next?.paragraph === reading.sentences[n]?.paragraph ? next : undefined
}

/** The text between two quantities of a sentence. */
export function between(reading: Reading, a: Placed, b: Placed): string {
  return reading.text.slice(a.end, b.start)
}

/** Two characters in a row that both names have, other than those that `except` matches. */
export function sharesName(a: string, b: string, except?: RegExp): boolean {
  for (let i = 0; i + 1 < a.length; i++) {
    const pair = a.slice(i, i + 2)
    if (/^[\u4e00-\u9fff]{2}$/.test(pair) && !except?.test(pair) && b.includes(pair)) return true
  }
  return false
}

/** Last `most` amounts before position `index` of the list that measure the same thing. */
export function earlier(quantities: Placed[], index: number, like: ExactQuantity, most = 8): Placed[] {
  const out: Placed[] = []
  for (let i = index - 1; i >= 0 && out.length < most; i--) {
    const quantity = quantities[i]
    if (quantity && quantity.dimension === like.dimension && isAmount(quantity)) out.push(quantity)
  }
  return out
}

/** Off by less than one of the last place: cut off, or adjusted so that all shares make 100 %. Both in base units. */
export function nearlyRounded(value: Exact, stated: ExactQuantity): boolean {
  if (!stated.bounds.high) return false
  const off = absolute(minus(value, stated.exact))
  return compare(off, minus(stated.bounds.high, stated.bounds.low)) < 0
}

/** Printed without rounding: 4.9% for 4.97%. Both in base units. */
export function cutOff(value: Exact, stated: ExactQuantity): boolean {
  if (!stated.bounds.high) return false
  const step = minus(stated.bounds.high, stated.bounds.low)
  return compare(value, stated.exact) > 0 && compare(minus(value, stated.exact), step) < 0
}

/** Where the figures of a relation stand, in order. */
export function termsOf(relation: Relation): number[] {
  return startsOf([...relation.parts, ...(relation.whole ? [relation.whole] : [])])
}

export function startsOf(terms: Term[]): number[] {
  return terms.map((t) => t.start).sort((a, b) => a - b)
}

/** Sentences before its own in which an amount may have its parts. */
const farthest = 3

/** Amounts that measure the same as `like` and stand before it in its paragraph, in order. */
export function earlierInParagraph(reading: Reading, n: number, like: Placed): Placed[] {
  const own = reading.sentences[n]
  return reading.sentences
    .slice(Math.max(0, n - farthest), n + 1)
    .filter((sentence) => sentence.paragraph === own?.paragraph)
    .flatMap((sentence) => sentence.quantities)
    .filter((q) => q.start < like.start && q.dimension === like.dimension && summable(q) && q.bounds.high !== undefined)
}
