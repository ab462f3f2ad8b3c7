/** Whether a report speaks only of what is declared, and the office's own words have a ledger to stand in. */
import type { Catalog } from '#define/catalog.ts'
import { indicatorsOf, type ReportDefinition, wordsFields } from '#define/report.ts'
import type { Tell } from './fault.ts'

export function checkReport(catalog: Catalog, report: ReportDefinition, tell: Tell): void {
  for (const id of indicatorsOf(report)) if (!catalog.indicators.has(id)) tell(`引用的指标 ${id} 没有声明`)
  const ledger = catalog.ledgers.get(report.words)
  if (!ledger) tell(`words 是台账 ${report.words}，没有列进任何条线`)
  for (const [name, kind] of ledger ? Object.entries(wordsFields) : []) {
    const found = ledger?.fields[name]?.kind
    if (found?.reads !== 'text' || (found.place === true) !== (kind === 'place'))
      tell(
        `words 是“${ledger?.title}”，它要有${kind === 'place' ? '区划' : '文字'}字段 ${name}，办公室写的段落才有地方放`,
      )
  }
}
