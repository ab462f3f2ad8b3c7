/** Reads every declaration once before anything runs, and says in a sentence what is wrong and where. */
import type { Catalog } from '#define/catalog.ts'
import { type At, type Problem, problem } from '#problem.ts'
import { checkFact } from './check/fact.ts'
import { Fault, type Tell } from './check/fault.ts'
import { checkIndicator } from './check/indicator.ts'
import { checkLedger } from './check/ledger.ts'
import { checkParameter } from './check/parameter.ts'
import { checkPlaces } from './check/places.ts'
import { checkReport } from './check/report.ts'
import { checkRule } from './check/rule.ts'

/** All that is wrong with the declarations; empty means the township can be opened. */
export function check(catalog: Catalog): Problem[] {
  const found: Problem[] = [...catalog.faults]
  const inside = (at: At, work: (tell: Tell) => void): void => {
    const tell: Tell = (message) => found.push(problem('declaration.wrong', message, { at }))
    try {
      work(tell)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      tell(error.message)
    }
  }
  for (const ledger of catalog.ledgers.values())
    inside({ ledger: ledger.id }, (tell) => checkLedger(catalog, ledger, tell))
  inside({}, (tell) => checkPlaces(catalog, tell))
  for (const fact of catalog.facts.values()) inside({ fact: fact.id }, () => checkFact(catalog, fact))
  for (const parameter of catalog.parameters.values())
    inside({ parameter: parameter.id }, (tell) => checkParameter(parameter, tell))
  for (const indicator of catalog.indicators.values())
    inside({ indicator: indicator.id }, (tell) => checkIndicator(catalog, indicator, tell))
  for (const rule of catalog.rules.values()) inside({ rule: rule.id }, (tell) => checkRule(catalog, rule, tell))
  for (const report of catalog.reports.values())
    inside({ report: report.id }, (tell) => checkReport(catalog, report, tell))
  return found
}
