/** Whether a figure is a number that people can print, explain and hold against its parts. */
import type { Catalog } from '#define/catalog.ts'
import type { IndicatorDefinition } from '#define/indicator.ts'
import type { Node } from '#define/node.ts'
import { stepsPerWord } from '#kinds/unit.ts'
import { typeOf } from './expression.ts'
import { Fault, type Tell } from './fault.ts'

export function checkIndicator(catalog: Catalog, indicator: IndicatorDefinition, tell: Tell): void {
  const { definition, shown, plausible, parts } = indicator
  const unit = unitOf(catalog, indicator.node, tell)
  if (unit === 'none') tell('指标要的是数')
  else if (unit && shown && stepsPerWord(unit, shown) === undefined) tell(`数的是${unit}，不能写成${shown}`)
  if (!definition) tell('没有写口径')
  if (plausible) {
    const range = unitOf(catalog, plausible.of, tell)
    if (range && range !== plausible.unit)
      tell(`合理范围按${plausible.unit}说，量出来的却是${range === 'none' ? '别的' : range}`)
    if (plausible.atLeast > plausible.atMost) tell(`合理范围从${plausible.atLeast}到${plausible.atMost}，上下颠倒`)
  }
  for (const part of parts ? [...parts.of, parts.unclassified] : []) {
    if (!catalog.indicators.has(part)) tell(`组成部分 ${part} 没有列进任何条线`)
  }
}

/** The unit of a number, 'none' of what is no number; undefined where it makes no sense, which is told. */
function unitOf(catalog: Catalog, node: Node, tell: Tell): string | undefined {
  try {
    const type = typeOf(catalog, node, undefined)
    return type.is === 'number' ? type.unit : 'none'
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    tell(error.message)
    return undefined
  }
}
