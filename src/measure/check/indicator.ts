/** Whether a figure is a number that people can print, explain and hold against its parts. */
import type { Catalog } from '#define/catalog.ts'
import type { IndicatorDefinition } from '#define/indicator.ts'
import { stepsPerWord } from '#kinds/unit.ts'
import { typeOf } from './expression.ts'
import { Fault, fault } from './fault.ts'

export function checkIndicator(catalog: Catalog, indicator: IndicatorDefinition): void {
  const type = typeOf(catalog, indicator.node, undefined)
  if (type.is !== 'number') throw new Fault('指标要的是数')
  if (indicator.shown && stepsPerWord(type.unit, indicator.shown) === undefined) {
    fault(`数的是${type.unit}，不能写成${indicator.shown}`)
  }
  if (!indicator.definition) fault('没有写口径')
  if (indicator.plausible) {
    const range = typeOf(catalog, indicator.plausible.of, undefined)
    if (range.is !== 'number' || range.unit !== indicator.plausible.unit) {
      fault(`合理范围按${indicator.plausible.unit}说，量出来的却是${range.is === 'number' ? range.unit : '别的'}`)
    }
  }
  for (const part of [...(indicator.parts?.of ?? []), ...(indicator.parts ? [indicator.parts.unclassified] : [])]) {
    if (!catalog.indicators.has(part)) fault(`组成部分 ${part} 没有列进任何条线`)
  }
}
