/** What the proofreader says: relations with their arithmetic, findings with their reasons. Plain data, ready for JSON. */
import { type Bounds, type Exact, halfWidth, over, toNumber, toText } from './exact.ts'
import type { Pattern } from './patterns.ts'
import type { ExactQuantity } from './quantities.ts'

/** Claims between quantities. The Chinese names are in `kindNames`. */
export const relationKinds = [
  'part-whole',
  'listed',
  'share',
  'coverage',
  'growth',
  'difference',
  'average',
  'unit-price',
  'yield',
  'household-people',
  'restated',
] as const
export type RelationKind = (typeof relationKinds)[number]

/** Kinds of findings: a relation that does not hold, how something is written, or a figure unlike that of the ledgers. */
export const findingKinds = [
  ...relationKinds,
  'punctuation',
  'quotes',
  'glued',
  'unit',
  'calendar',
  'ledger',
  'limit',
] as const
export type FindingKind = (typeof findingKinds)[number]

export const kindNames: Record<FindingKind, string> = {
  'part-whole': '分项与总数',
  listed: '列举与个数',
  share: '占比',
  coverage: '完成率',
  growth: '增减幅度',
  difference: '增减量',
  average: '平均数',
  'unit-price': '单价',
  yield: '常见范围',
  'household-people': '户数与人数',
  restated: '前后重复',
  punctuation: '数字标点',
  quotes: '引号括号',
  glued: '数字连写',
  unit: '计量单位',
  calendar: '日期',
  ledger: '与台账比对',
  limit: '核对范围',
}

/** One quantity in a relation. Values are in `unit`; `high` is null when open upwards. */
export interface Term {
  says: string
  value: number
  low: number
  high: number | null
  unit: string
  quote: string
  start: number
  end: number
}

export interface Relation {
  kind: RelationKind
  holds: boolean
  /** How far the result may be off by rounding alone, in the unit of `whole`. */
  allowance: number
  /** What the arithmetic starts from, in the order of the arithmetic. */
  parts: Term[]
  /** What the text states as the result; null when it states none (a price that comes out even). */
  whole: Term | null
  /** The sum as a person would write it down: 411＋1059＋7＝1477，文中1574人，相差97人. */
  arithmetic: string
  quote: string
  start: number
  end: number
}

/**
 * `error`: arithmetic or spelling leaves no other reading. `doubt`: a second reading exists, and the message names it.
 * `note`: worth a look.
 */
export const severities = ['error', 'doubt', 'note'] as const
export type Severity = (typeof severities)[number]

export interface NamedNumber {
  says: string
  value: number
  unit: string
}

export interface Finding {
  kind: FindingKind
  severity: Severity
  quote: string
  start: number
  end: number
  message: string
  numbers: NamedNumber[]
}

/** What one rule concludes about one claim. */
export interface Judgement {
  pattern: Pattern
  relation?: Relation
  finding?: Finding
}

export function term(quantity: ExactQuantity): Term {
  const { value, low, high, unit, quote, start, end } = quantity
  return { says: quantity.label || quantity.noun, value, low, high, unit, quote, start, end }
}

/** A value in base units as text in the unit in which `like` is printed: 14.77万元. */
export function shown(value: Exact, like: ExactQuantity, places = 2): string {
  return toText(over(value, like.scale), places) + like.shown
}

/** The same without the unit. */
export function bareShown(value: Exact, like: ExactQuantity, places = 2): string {
  return toText(over(value, like.scale), places)
}

/** A value in base units as a number in the unit of `like` (元, not 万元). */
export function inUnit(value: Exact, like: ExactQuantity): number {
  return toNumber(over(value, like.factor))
}

/** Rounding allowance of computed bounds against a stated figure, in the unit of that figure. */
export function allowanceOf(computed: Bounds, stated: ExactQuantity): number {
  return inUnit(halfWidth(computed), stated) + inUnit(halfWidth(stated.bounds), stated)
}
