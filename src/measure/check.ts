/** Reads every declaration once before anything runs, and says in a sentence what is wrong and where. */
import type { Catalog } from '#define/catalog.ts'
import { type At, type Problem, problem } from '#problem.ts'
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
  const inside = (at: At, work: () => void): void => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      found.push(problem('declaration.wrong', error.message, { at }))
    }
  }
  for (const ledger of catalog.ledgers.values()) inside({ ledger: ledger.id }, () => checkLedger(catalog, ledger))
  inside({}, () => checkPlaces(catalog))
  for (const fact of catalog.facts.values()) inside({ fact: fact.id }, () => checkFact(catalog, fact))
  for (const parameter of catalog.parameters.values())
    inside({ parameter: parameter.id }, () => checkParameter(parameter))
  for (const indicator of catalog.indicators.values())
    inside({ indicator: indicator.id }, () => checkIndicator(catalog, indicator))
  for (const report of catalog.reports.values()) inside({ report: report.id }, () => checkReport(catalog, report))
  return found
}
