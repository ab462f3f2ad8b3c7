/** Whether each value of a parameter says from when it holds and on whose word. */
import type { ParameterDefinition, ParameterValue } from '#define/parameter.ts'
import { isDay } from '#kinds/day.ts'
import { isUnit, scaleOf } from '#kinds/unit.ts'
import type { Tell } from './fault.ts'

export function checkParameter({ unit, values }: ParameterDefinition, tell: Tell): void {
  if (!isUnit(unit)) tell(`单位“${unit}”不在单位表里`)
  for (const [i, value] of values.entries()) {
    const { from, until, source } = value
    for (const day of [from, ...(until === undefined ? [] : [until])]) if (!isDay(day)) tell(`“${day}”不是日期`)
    if (until !== undefined && until < from) tell(`${from} 起的值止于 ${until}，早于起始`)
    if (!source) tell(`${from} 起的值没有写来源文件`)
    if (!Number.isSafeInteger(value.value))
      tell(`${value.value / scaleOf(unit)}${unit}：小数位超过“${unit}”能保存的位数`)
    if (values.slice(0, i).some((other) => overlap(other, value))) tell(`${from} 这一天有两个值，说不出用哪个`)
  }
}

/** Two values of one class that hold on the same first day: neither follows the other. */
function overlap(a: ParameterValue, b: ParameterValue): boolean {
  return a.key === b.key && a.from === b.from
}
