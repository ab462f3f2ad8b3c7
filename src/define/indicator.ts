/** Indicators: a measure by area and period, with its unit and its definition in words (口径). */

import type { Measure } from './measure.ts'
import type { Node } from './node.ts'

/** A range that the figure, or a figure beside it, is known to lie in. Outside it the figure is shown with a warning. */
export interface Plausible {
  /** What is held against the range: 每盒产茧. */
  says: string
  of: Node
  unit: string
  /** In the measure's unit. */
  atLeast: number
  atMost: number
  source: string
}

export interface IndicatorDefinition {
  id: string
  says: string
  /** 口径: what is counted, when, and what is left out, in a sentence. */
  definition: string
  node: Node
  /** The word it is printed in where that is not its unit: 万元, 名. */
  shown?: string
  /** Decimal places of the value. Without it the value is exact, and 万元 is spoken to two places. */
  places?: number
  plausible?: Plausible
  /** Indicators that should make up the whole, and the one that counts what is in none. */
  parts?: { of: readonly string[]; unclassified: string }
}

export interface Indicator<U extends string = string> {
  readonly indicator: IndicatorDefinition
  readonly unit?: U
}

/** Declares a figure. Its id stands in the text of the declaration, so that it can be searched for. */
export function indicator<U extends string>(
  id: string,
  given: {
    says: string
    definition: string
    of: Measure<U>
    shown?: string
    places?: number
    plausible?: { says: string; of: Measure; unit: string; atLeast: number; atMost: number; source: string }
    parts?: { of: readonly Indicator<NoInfer<U>>[]; unclassified: Indicator<NoInfer<U>> }
  },
): Indicator<U> {
  const { of, plausible, parts, ...rest } = given
  return {
    indicator: {
      id,
      ...rest,
      node: of.node,
      ...(plausible && { plausible: { ...plausible, of: plausible.of.node } }),
      ...(parts && {
        parts: { of: parts.of.map((p) => p.indicator.id), unclassified: parts.unclassified.indicator.id },
      }),
    },
  }
}
