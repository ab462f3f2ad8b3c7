/**
 * The measure language as plain data. Builders (`expression.ts`, `ledger.ts`, `measure.ts`) only wrap these; compilers only read them;
 * an issued report stores them. Nothing here is ever called.
 */

/** What an expression yields. A number carries its unit. */
export type Type =
  | { is: 'number'; unit: string }
  | { is: 'day' }
  | { is: 'text' }
  | { is: 'bool' }
  | { is: 'link'; ledgers: readonly string[] }

/** One to-one step from a row to another: along a link field, or along a dated membership on the row's own day. */
export type Step = { link: string; to: string } | { joined: string; to: string }

export type Node =
  | { node: 'value'; type: Type; value: string | number | boolean | null }
  | { node: 'asked'; what: 'from' | 'day' }
  | { node: 'parameter'; id: string; key?: Node; on?: Node }
  | { node: 'field'; ledger: string; steps: readonly Step[]; field: string }
  | { node: 'fact'; id: string; ledger: string; steps: readonly Step[] }
  | { node: 'op'; op: OpName; args: readonly Node[] }
  | AggregateNode
  | { node: 'shift'; months: number; inner: Node }
  /** Inside a question: read on the row that asks it. */
  | { node: 'outer'; inner: Node }

/** What can be worked out on one row. Each is an entry of `ops` in `measure/ops.ts`. */
export type RowOp =
  | 'equal'
  | 'below'
  | 'and'
  | 'or'
  | 'not'
  | 'surely'
  | 'missing'
  | 'else'
  | 'choose'
  | 'only_if'
  | 'plus'
  | 'minus'
  | 'percent_of'
  | 'ratio_below'
  | 'ratio_above'
  | 'age'
  | 'plus_days'
  | 'plus_months'
  | 'start_of_year'
  | 'start_of_quarter'
  | 'start_of_month'
  | 'start_of_school_year'
  | 'counted_as'
  | 'year_of'
  | 'later'
  | 'earlier'

/** What only whole figures are put through. Each is an entry of `figureOps` in `measure/ops.ts`. */
export type FigureOp = 'divided_by' | 'percentage' | 'growth'

export type OpName = RowOp | FigureOp

/** What is asked of the rows: how many, how much, how many different … Each is an entry of `measure/aggregates.ts`. */
export type AggregateName = 'count' | 'sum' | 'distinct' | 'any' | 'some' | 'latest' | 'earliest' | 'min' | 'max'

export interface AggregateNode {
  node: 'aggregate'
  of: AggregateName
  query: Query
  value?: Node
  /** A sum of no rows is missing instead of zero. */
  orMissing?: boolean
}

export interface Query {
  ledger: string
  where: readonly Node[]
  time: Time
  /** Which rows are the asker's, where that is not told by whom they are about: those that are alike in all of these. */
  keys?: readonly Key[]
}

/** Equal on the row that is counted and on the row that asks. What is missing is like nothing. */
export interface Key {
  inner: Node
  outer: Node
}

/** When the rows are asked about. Each verb is an entry of `measure/times.ts`. */
export type Time = { verb: WindowVerb; from: Node; until: Node } | { verb: 'at'; day: Node } | { verb: 'ever' }

export type WindowVerb = 'during' | 'began' | 'ended' | 'held'

export type TimeVerb = Time['verb']

export const dayType: Type = { is: 'day' }
export const textType: Type = { is: 'text' }
export const boolType: Type = { is: 'bool' }
export const numberType = (unit: string): Type => ({ is: 'number', unit })

/** Every node in a tree, outside in. Where `see` says false, what is inside is not visited. */
export function visit(node: Node, see: (node: Node) => unknown): void {
  if (see(node) === false) return
  if (node.node === 'op') for (const arg of node.args) visit(arg, see)
  if (node.node === 'shift' || node.node === 'outer') visit(node.inner, see)
  if (node.node === 'parameter') {
    if (node.key) visit(node.key, see)
    if (node.on) visit(node.on, see)
  }
  if (node.node === 'aggregate') {
    for (const condition of node.query.where) visit(condition, see)
    if (node.value) visit(node.value, see)
    for (const day of daysOf(node.query.time)) visit(day, see)
    for (const { inner, outer } of node.query.keys ?? []) {
      visit(inner, see)
      visit(outer, see)
    }
  }
}

/** Whether something that is read on a counted row needs the row that asks. A question inside of it is asked by the counted row. */
export function readsAsker(node: Node): boolean {
  let found = false
  visit(node, (n) => {
    if (n.node === 'outer') found = true
    return n.node !== 'aggregate'
  })
  return found
}

/** The days a time is said with: first and last of a window, or the one day, or none. */
export function daysOf(time: Time): readonly Node[] {
  if ('from' in time) return [time.from, time.until]
  return 'day' in time ? [time.day] : []
}
