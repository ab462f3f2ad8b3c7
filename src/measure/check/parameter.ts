/** Whether each value of a parameter says from when it holds and on whose word. */
import type { ParameterDefinition } from '#define/parameter.ts'
import { fault } from './fault.ts'

export function checkParameter(parameter: ParameterDefinition): void {
  for (const value of parameter.values) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value.from)) fault(`起始日期“${value.from}”不是日期`)
    if (!value.source) fault(`${value.from} 起的值没有写来源文件`)
  }
}
