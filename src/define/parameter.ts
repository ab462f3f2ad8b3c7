/** Parameters: policy values with dates, place and source document. */
import { stepsOf, type Unit } from '#kinds/unit.ts'
import { type Day, Num, Text } from './expression.ts'
import { Measure } from './measure.ts'
import type { Node } from './node.ts'

export interface ParameterValue {
  /** First day it applies. */
  from: string
  /** Last day it applies; none: still. */
  until?: string
  /** Class of subject it is for, where the value differs: 脱贫户, 监测对象 … */
  key?: string
  /** In the parameter's unit. */
  value: number
  /** Document, number and clause. */
  source: string
}

export interface ParameterDefinition {
  id: string
  says: string
  unit: string
  values: readonly ParameterValue[]
}

export interface Parameter<U extends string = string> {
  readonly parameter: ParameterDefinition
  /** The value on the asked day, for everybody. Missing where nobody has ruled. */
  readonly value: Num<U>
  /** The value for a class of subject. */
  by(key: string | Text): Num<U>
  /** The value on another day, such as the one on which a loan was lent. */
  on(day: Day, key?: string | Text): Num<U>
  /** The value as a figure. */
  asMeasure(key?: string): Measure<U>
}

/** Declares a dated policy value. A value that no document gives stays out: it is then missing, and says so. */
export function parameter<U extends Unit>(
  id: string,
  given: { says: string; unit: U; values: readonly ParameterValue[] },
): Parameter<U> {
  const node = (key?: Node, on?: Node): Node => ({ node: 'parameter', id, ...(key && { key }), ...(on && { on }) })
  const word = (key: string): Node => ({ node: 'value', type: { is: 'text' }, value: key })
  const classed = (key: string | Text): Node => (key instanceof Text ? key.node : word(key))
  return {
    parameter: { id, ...given, values: given.values.map((v) => ({ ...v, value: stepsOf(v.value, given.unit) })) },
    value: new Num(node()),
    by: (key) => new Num(node(classed(key))),
    on: (day, key) => new Num(node(key === undefined ? undefined : classed(key), day.node)),
    asMeasure: (key) => new Measure(node(key === undefined ? undefined : word(key))),
  }
}
