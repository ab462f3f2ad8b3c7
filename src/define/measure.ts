/** Queries, measures and facts: one language of counting, asked by an area (a figure) or by one subject (a fact). */
import {
  asked,
  Bool,
  type Day,
  type Expression,
  type Link,
  like,
  Num,
  not,
  onlyIf,
  type Said,
  type Text,
  type Window,
} from './expression.ts'
import type { AnyLedger, LedgerDefinition, Mode } from './ledger.ts'
import type { AggregateName, AggregateNode, Key, Node, Query as QueryNode, Time, WindowVerb } from './node.ts'

/** A number over rows, in a unit. Arithmetic keeps units apart: 人 and 人次 do not add. */
export class Measure<U extends string = string> {
  readonly node: Node
  declare readonly unit: U
  constructor(node: Node) {
    this.node = node
  }
  plus(other: Measure<U>): Measure<U> {
    return new Measure({ node: 'op', op: 'plus', args: [this.node, other.node] })
  }
  minus(other: Measure<U>): Measure<U> {
    return new Measure({ node: 'op', op: 'minus', args: [this.node, other.node] })
  }
  /** A quotient with its own unit, such as 亩/户. Missing when there is nothing to divide by. */
  dividedBy<V extends string>(other: Measure<V>): Measure<`${U}/${V}`> {
    return new Measure({ node: 'op', op: 'divided_by', args: [this.node, other.node] })
  }
  /** This as a percentage of another of the same unit. */
  percentageOf(whole: Measure<U>): Measure<'%'> {
    return new Measure({ node: 'op', op: 'percentage', args: [this.node, whole.node] })
  }
  /** The same question asked a year earlier. */
  get yearEarlier(): Measure<U> {
    return new Measure({ node: 'shift', months: -12, inner: this.node })
  }
  /** A sum of no rows is missing instead of zero: nothing was collected. */
  get orMissing(): Measure<U> {
    return new Measure({ ...(this.node as AggregateNode), orMissing: true })
  }
}

/** Growth against a year earlier, in percent. */
export function growth<U extends string>(measure: Measure<U>): Measure<'%'> {
  return new Measure({ node: 'op', op: 'growth', args: [measure.node, measure.yearEarlier.node] })
}

type Times<R extends string> = R extends '户' | '人' ? `${R}次` : R

/** Rows of one ledger, before it is said when. */
export interface From<M extends Mode, R extends string> {
  where(...conditions: readonly Bool[]): From<M, R>
  /** Rows that are like the asking row in this, instead of those that are about it. Said again: alike in both. What is missing is like nothing. */
  by<E extends Num | Day | Text | Link>(mine: E, asker?: NoInfer<E>): From<M, R>
  /** Events in the period (default: the asked one). */
  during: M extends 'event' ? (window?: Window) => Rows<R> : never
  /** States that hold on a day; entities as they stand. */
  at: M extends 'event' ? never : (day: Day) => Rows<R>
  began: M extends 'state' ? (window?: Window) => Rows<Times<R>> : never
  ended: M extends 'state' ? (window?: Window) => Rows<Times<R>> : never
  /** States that held on any day of the period. */
  held: M extends 'state' ? (window?: Window) => Rows<Times<R>> : never
  /** All rows, whatever their day. */
  ever(): Rows<M extends 'state' ? Times<R> : R>
}

/** Rows of one ledger at a said time, ready to be counted. */
export class Rows<R extends string = string> {
  readonly query: QueryNode
  constructor(query: QueryNode) {
    this.query = query
  }
  where(...conditions: readonly Bool[]): Rows<R> {
    return new Rows({ ...this.query, where: [...this.query.where, ...conditions.map((c) => c.node)] })
  }
  count(): Measure<R> {
    return this.ask('count')
  }
  /** Adds up what the counted row itself owns. */
  sum<U extends string>(value: Num<U>): Measure<U> {
    return this.ask('sum', value)
  }
  /** How many different ones: households in their own word, or days, words and numbers in a word that is said. */
  distinct<W extends string>(value: { readonly counts?: W } & Link): Measure<W>
  distinct<W extends string>(value: Text | Day | Num | Link, word: W): Measure<W>
  distinct(value: Text | Day | Num | Link, word?: string): Measure {
    const measure = this.ask('distinct', value)
    return word === undefined
      ? measure
      : new Measure({
          node: 'op',
          op: 'counted_as',
          args: [measure.node, { node: 'value', type: { is: 'text' }, value: word }],
        })
  }
  max<U extends string>(value: Num<U>): Measure<U> {
    return this.ask('max', value)
  }
  min<U extends string>(value: Num<U>): Measure<U> {
    return this.ask('min', value)
  }
  any(): Bool {
    return new Bool(this.ask('any').node)
  }
  /** Whether it is so of one at least: unknown where it is of none and of some nobody knows. Of no rows it is not. */
  some(condition: Bool): Bool {
    return new Bool(this.ask('some', condition).node)
  }
  none(condition: Bool): Bool {
    return not(this.some(condition))
  }
  /** Of no rows it is so. */
  every(condition: Bool): Bool {
    return this.none(not(condition))
  }
  /** A sum that is unknown when one row has no value. For facts and rules: a figure is added up all the same, and says how many lack one. */
  wholeSum<U extends string>(value: Num<U>): Num<U> {
    return onlyIf(this.none(value.missing), ask(this.sum(value)))
  }
  latest<E extends Expression>(value: E): E {
    return like(value, this.ask('latest', value).node)
  }
  earliest<E extends Expression>(value: E): E {
    return like(value, this.ask('earliest', value).node)
  }

  private ask<U extends string>(of: AggregateName, value?: { node: Node }): Measure<U> {
    return new Measure({ node: 'aggregate', of, query: this.query, ...(value && { value: value.node }) })
  }
}

/** Starts a question: `from(loan).where(…).during().count()`. A row is counted once; what is many is asked as a fact. */
export function from<M extends Mode, R extends string>(ledger: {
  readonly ledger: LedgerDefinition & { readonly mode: M; readonly row: R }
}): From<M, R> {
  return asking(ledger.ledger.id, [], []) as unknown as From<M, R>
}

function asking(ledger: string, where: readonly Node[], keys: readonly Key[]) {
  const rows = (time: Time) => new Rows({ ledger, where, time, ...(keys.length && { keys }) })
  const window =
    (verb: WindowVerb) =>
    (given: Window = { from: asked.from, until: asked.day }) =>
      rows({ verb, from: given.from.node, until: given.until.node })
  return {
    where: (...conditions: readonly Bool[]) => asking(ledger, [...where, ...conditions.map((c) => c.node)], keys),
    by: (mine: Said, asker: Said = mine) => asking(ledger, where, [...keys, { inner: mine.node, outer: asker.node }]),
    during: window('during'),
    began: window('began'),
    ended: window('ended'),
    held: window('held'),
    at: (day: Day) => rows({ verb: 'at', day: day.node }),
    ever: () => rows({ verb: 'ever' }),
  }
}

/** A count or a sum as a number that conditions can compare. */
export function ask<U extends string>(measure: Measure<U>): Num<U> {
  return new Num(measure.node)
}

/** The same rows cut into named parts by a word of theirs, and the rest that is in none. */
export function split<C extends string, R extends string, K extends string>(
  rows: Rows<R>,
  by: Text<C>,
  parts: Record<K, readonly [C, ...C[]]>,
): { parts: Record<K, Rows<R>>; unclassified: Rows<R> } {
  const named = Object.entries(parts) as [K, readonly [C, ...C[]]][]
  const all = named.flatMap(([, words]) => words) as [C, ...C[]]
  const rest = new Bool({ node: 'op', op: 'not', args: [by.isIn(...all).surely.node] })
  return {
    parts: Object.fromEntries(named.map(([key, words]) => [key, rows.where(by.isIn(...words))])) as Record<K, Rows<R>>,
    unclassified: rows.where(rest),
  }
}

/** A fact: what one subject answers when asked. Stands wherever that subject stands. */
export interface FactDefinition {
  id: string
  about: string
  says: string
  node: Node
}

/** What `fact` declares: an ordinary expression that carries its declaration. */
export interface Fact {
  readonly fact: FactDefinition
}

/** Declares a fact of each row of `about`; the result is used as an ordinary expression. Its id is `ledger.id`. */
export function fact<U extends string>(about: AnyLedger, id: string, says: string, of: Measure<U>): Num<U> & Fact
export function fact<E extends Expression>(about: AnyLedger, id: string, says: string, of: E): E & Fact
export function fact(about: AnyLedger, id: string, says: string, of: Measure | Expression): Expression & Fact {
  const whole = `${about.ledger.id}.${id}`
  const node: Node = { node: 'fact', id: whole, ledger: '', steps: [] }
  const expression = of instanceof Measure ? new Num(node) : like(of, node)
  return Object.assign(expression, { fact: { id: whole, about: about.ledger.id, says, node: of.node } })
}

/** A fact asked of the row that a link points to, where the row's own subject is another. */
export function its<E extends Expression>(who: Link, what: E & Fact): E {
  const root = who.node.node === 'field' ? who.node.ledger : ''
  return like<E>(what, { node: 'fact', id: what.fact.id, ledger: root, steps: who.steps })
}
