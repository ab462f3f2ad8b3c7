/** What can be said of one row: its fields and those it links to, days, numbers, conditions. Builders over `Node`. */
import { stepsOf, type Unit } from '#kinds/unit.ts'
import { boolType, dayType, type Node, numberType, type RowOp, type Step, textType } from './node.ts'

const op = (name: RowOp, ...args: Node[]): Node => ({ node: 'op', op: name, args })
const text = (value: string): Node => ({ node: 'value', type: textType, value })

/** Anything with a node: an expression or a measure. */
export interface Said {
  readonly node: Node
}

/** True, false or unknown of a row. */
export class Bool {
  readonly node: Node
  constructor(node: Node) {
    this.node = node
  }
  /** Unknown counts as false. */
  get surely(): Bool {
    return new Bool(op('surely', this.node))
  }
}

abstract class Comparable {
  readonly node: Node
  constructor(node: Node) {
    this.node = node
  }
  get missing(): Bool {
    return new Bool(op('missing', this.node))
  }
  get known(): Bool {
    return not(this.missing)
  }
}

/** A number in a unit. Two units never meet: 元 is not compared with 亩. */
export class Num<U extends string = string> extends Comparable {
  declare readonly unit: U
  is(other: Num<U>): Bool {
    return new Bool(op('equal', this.node, other.node))
  }
  isNot(other: Num<U>): Bool {
    return not(this.is(other))
  }
  above(other: Num<U>): Bool {
    return new Bool(op('below', other.node, this.node))
  }
  below(other: Num<U>): Bool {
    return new Bool(op('below', this.node, other.node))
  }
  atLeast(other: Num<U>): Bool {
    return not(this.below(other))
  }
  atMost(other: Num<U>): Bool {
    return not(this.above(other))
  }
  plus(other: Num<U>): Num<U> {
    return new Num(op('plus', this.node, other.node))
  }
  minus(other: Num<U>): Num<U> {
    return new Num(op('minus', this.node, other.node))
  }
  /** A percentage of this, rounded half away from zero. */
  percentOf(percent: number | Num<'%'>): Num<U> {
    return new Num(op('percent_of', this.node, typeof percent === 'number' ? amount(percent, '%').node : percent.node))
  }
  /** This divided by a count, to be compared only: `income.per(heads).below(line)` is kept exact as `income < line × heads`. */
  per<V extends string>(other: Num<V>): Ratio<U> {
    return new Ratio(this.node, other.node)
  }
  else(other: Num<U>): Num<U> {
    return new Num(op('else', this.node, other.node))
  }
}

/** A quotient that is only ever compared. Unknown when the divisor is zero or missing. */
export class Ratio<U extends string> {
  private readonly top: Node
  private readonly bottom: Node
  constructor(top: Node, bottom: Node) {
    this.top = top
    this.bottom = bottom
  }
  above(limit: Num<U>): Bool {
    return new Bool(op('ratio_above', this.top, this.bottom, limit.node))
  }
  below(limit: Num<U>): Bool {
    return new Bool(op('ratio_below', this.top, this.bottom, limit.node))
  }
}

export class Day extends Comparable {
  is(other: Day): Bool {
    return new Bool(op('equal', this.node, other.node))
  }
  before(other: Day): Bool {
    return new Bool(op('below', this.node, other.node))
  }
  after(other: Day): Bool {
    return other.before(this)
  }
  onOrBefore(other: Day): Bool {
    return not(this.after(other))
  }
  onOrAfter(other: Day): Bool {
    return not(this.before(other))
  }
  within(window: Window): Bool {
    return all(this.onOrAfter(window.from), this.onOrBefore(window.until))
  }
  plusDays(days: number | Num<'天'>): Day {
    return new Day(op('plus_days', this.node, typeof days === 'number' ? amount(days, '天').node : days.node))
  }
  plusMonths(months: number | Num<'月'>): Day {
    return new Day(op('plus_months', this.node, typeof months === 'number' ? amount(months, '月').node : months.node))
  }
  else(other: Day): Day {
    return new Day(op('else', this.node, other.node))
  }
  /** 1 January of the day's year. */
  get startOfYear(): Day {
    return new Day(op('start_of_year', this.node))
  }
  get startOfQuarter(): Day {
    return new Day(op('start_of_quarter', this.node))
  }
  get startOfMonth(): Day {
    return new Day(op('start_of_month', this.node))
  }
  /** 1 September on or before the day. */
  get startOfSchoolYear(): Day {
    return new Day(op('start_of_school_year', this.node))
  }
}

export class Text<C extends string = string> extends Comparable {
  is(word: C): Bool {
    return new Bool(op('equal', this.node, text(word)))
  }
  isNot(word: C): Bool {
    return not(this.is(word))
  }
  isIn(...words: [C, ...C[]]): Bool {
    return either(...(words.map((word) => this.is(word)) as [Bool, ...Bool[]]))
  }
  same(other: Text<C>): Bool {
    return new Bool(op('equal', this.node, other.node))
  }
}

/** The code of a place: text that a declaration may take a row's area from. The mark stands in the types only. */
export type AreaCode = Text & { readonly isPlace: true }

export class YesNo extends Comparable {
  get isYes(): Bool {
    return new Bool(this.node)
  }
  get isNo(): Bool {
    return not(this.isYes)
  }
}

/** A link to another row: itself, and (see `ledger.ts`) the fields of what it points to. */
export class Link extends Comparable {
  readonly steps: readonly Step[]
  constructor(node: Node, steps: readonly Step[]) {
    super(node)
    this.steps = steps
  }
  is(other: Link): Bool {
    return new Bool(op('equal', this.node, other.node))
  }
}

export type Expression = Num | Day | Text | YesNo | Link | Bool

export interface Window {
  from: Day
  until: Day
}

/** The period that is asked about; `day` is its last day. Who asks brings them: a report its year, a rule today. */
export const asked = {
  from: new Day({ node: 'asked', what: 'from' }),
  day: new Day({ node: 'asked', what: 'day' }),
}

/** The twelve months that end on the asked day. */
export const twelveMonths: Window = { from: asked.day.plusMonths(-12).plusDays(1), until: asked.day }

export function not(condition: Bool): Bool {
  return new Bool(op('not', condition.node))
}

export function all(...conditions: [Bool, ...Bool[]]): Bool {
  return new Bool(conditions.map((c) => c.node).reduce((a, b) => op('and', a, b)))
}

export function either(...conditions: [Bool, ...Bool[]]): Bool {
  return new Bool(conditions.map((c) => c.node).reduce((a, b) => op('or', a, b)))
}

/** What is said of a row, where a condition surely holds; unknown where it does not, or where nobody knows whether it does. */
export function onlyIf<E extends Expression>(condition: Bool, then: E): E {
  return like(then, op('only_if', condition.node, then.node))
}

/** Inside a question, what is read on the row that asks it: `from(visit).where(visit.on.after(outer(monitoring.identified_on)))`. */
export function outer<E extends Expression>(asker: E): E {
  return like(asker, { node: 'outer', inner: asker.node })
}

/** The word of the first condition that surely holds, or else the last word. */
export function classify<const C extends string>(cases: readonly (readonly [Bool, C])[], otherwise: C): Text<C> {
  return new Text(
    cases.reduceRight<Node>((rest, [when, word]) => op('choose', when.node, text(word), rest), text(otherwise)),
  )
}

/** Whole years lived on a day; a leap-day birthday falls on 1 March in a common year. */
export function age(born: Day, on: Day): Num<'岁'> {
  return new Num(op('age', born.node, on.node))
}

/** The calendar year of a day, to be compared with a field for a year: `yearOf(aid.paid_on).is(aid.year)`. */
export function yearOf(day: Day): Num<'年'> {
  return new Num(op('year_of', day.node))
}

/** The later of two days; unknown when either is. */
export function later(a: Day, b: Day): Day {
  return new Day(op('later', a.node, b.node))
}

/** The earlier of two days; unknown when either is. */
export function earlier(a: Day, b: Day): Day {
  return new Day(op('earlier', a.node, b.node))
}

/** An amount: `amount(0.5, '亩')`. More decimal places than the unit keeps are refused at load. */
export function amount<U extends Unit>(value: number, unit: U): Num<U> {
  return new Num({ node: 'value', type: numberType(unit), value: stepsOf(value, unit) })
}

export function yuan(value: number): Num<'元'> {
  return amount(value, '元')
}

export function onDay(day: string): Day {
  return new Day({ node: 'value', type: dayType, value: day })
}

/** Another node, seen as the pattern is. */
export function like<E extends Expression>(pattern: E, node: Node): E {
  if (pattern instanceof Num) return new Num(node) as unknown as E
  if (pattern instanceof Day) return new Day(node) as unknown as E
  if (pattern instanceof Text) return new Text(node) as unknown as E
  if (pattern instanceof YesNo) return new YesNo(node) as unknown as E
  if (pattern instanceof Link) return new Link(node, []) as unknown as E
  return new Bool(node) as unknown as E
}

export const yes: Bool = new Bool({ node: 'value', type: boolType, value: true })
