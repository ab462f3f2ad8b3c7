/** Reads every declaration once before anything runs, and says in a sentence what is wrong and where. */
import type { Catalog } from '#define/catalog.ts'
import { type Problem, problem } from '#problem.ts'
import { checkFact } from './check/fact.ts'
import { Fault } from './check/fault.ts'
import { checkIndicator } from './check/indicator.ts'
import { checkLedger } from './check/ledger.ts'
import { checkParameter } from './check/parameter.ts'
import { checkPlaces } from './check/places.ts'
import { checkReport } from './check/report.ts'

/** All that is wrong with the declarations; empty means the township can be opened. */
export function check(catalog: Catalog): Problem[] {
  const found: Problem[] = []
  const inside = (where: string, work: () => void): void => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      found.push(problem('declaration.wrong', error.message, { where }))
    }
  }
  for (const ledger of catalog.ledgers.values())
    inside(`台账“${ledger.title}”（${ledger.id}）`, () => checkLedger(catalog, ledger))
  inside('全部台账', () => checkPlaces(catalog))
  for (const fact of catalog.facts.values()) inside(`事实“${fact.says}”（${fact.id}）`, () => checkFact(catalog, fact))
  for (const parameter of catalog.parameters.values())
    inside(`参数“${parameter.says}”（${parameter.id}）`, () => checkParameter(parameter))
  for (const indicator of catalog.indicators.values())
    inside(`指标“${indicator.says}”（${indicator.id}）`, () => checkIndicator(catalog, indicator))
  for (const report of catalog.reports.values())
    inside(`报告“${report.title}”（${report.id}）`, () => checkReport(catalog, report))
  return found
}
