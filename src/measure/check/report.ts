/** Whether a report speaks only of what is declared. */
import type { Catalog } from '#define/catalog.ts'
import { indicatorsOf, type ReportDefinition } from '#define/report.ts'
import { fault } from './fault.ts'

export function checkReport(catalog: Catalog, report: ReportDefinition): void {
  for (const id of indicatorsOf(report)) if (!catalog.indicators.has(id)) fault(`引用的指标 ${id} 没有声明`)
}
