/** What a township declares, as one catalog by id. `measure/check.ts` says what is wrong with it before anything runs. */

import { type At, type Problem, problem } from '#problem.ts'
import { heldBetween } from './dating.ts'
import type { ExamplesDefinition } from './examples.ts'
import type { Indicator, IndicatorDefinition } from './indicator.ts'
import type { AnyLedger, LedgerDefinition } from './ledger.ts'
import type { Fact, FactDefinition } from './measure.ts'
import type { Notices, NoticesDefinition } from './notice.ts'
import type { Parameter, ParameterDefinition } from './parameter.ts'
import type { ReportDefinition } from './report.ts'
import type { Rule, RuleDefinition } from './rule.ts'

/** One line of work (条线): a folder under `township/`, in the order of the annual summary. */
export interface Line {
  id: string
  title: string
  ledgers?: readonly AnyLedger[]
  facts?: readonly Fact[]
  indicators?: readonly Indicator[]
  parameters?: readonly Parameter[]
  rules?: readonly Rule[]
  examples?: Readonly<Record<string, ExamplesDefinition>>
}

export interface Content {
  lines: readonly Line[]
  reports: readonly ReportDefinition[]
  notices?: Notices
}

export interface Catalog {
  lines: readonly {
    id: string
    title: string
    ledgers: readonly string[]
    indicators: readonly string[]
    rules: readonly string[]
  }[]
  ledgers: ReadonlyMap<string, LedgerDefinition>
  facts: ReadonlyMap<string, FactDefinition>
  indicators: ReadonlyMap<string, IndicatorDefinition>
  parameters: ReadonlyMap<string, ParameterDefinition>
  rules: ReadonlyMap<string, RuleDefinition>
  /** Of an indicator, where its line gives some. */
  examples: ReadonlyMap<string, ExamplesDefinition>
  reports: ReadonlyMap<string, ReportDefinition>
  /** Memberships by the ledger they lead from: person → household. */
  joins: readonly { ledger: string; from: string; to: string; fromLedger: string; toLedger: string }[]
  /** The ledgers that say which rows moved: the link to them, the area they left, and the day on which they were elsewhere. */
  moves: readonly { ledger: string; of: string; from: string; day: string; ofLedgers: readonly string[] }[]
  /** The ledger in which areas are recorded, and its fields of code, name and level. `check` refuses a township without one. */
  places?: {
    ledger: string
    code: string
    name: string
    level?: string
    held?: readonly [began: string, ended: string]
  }
  /** The ledgers in which verdicts are followed up, where the township has them. */
  notices?: NoticesDefinition
  /** What is wrong already before the declarations are held against each other; `check` says it with the rest. */
  faults: readonly Problem[]
}

/** Gathers the declarations. What cannot be gathered is left out and said in `faults`; of two with one id the first is kept. */
export function gather(content: Content): Catalog {
  const { lines } = content
  const faults: Problem[] = []
  const wrong = (message: string, at?: At) => faults.push(problem('declaration.wrong', message, { at }))
  const byId = <T extends { id: string }>(items: readonly T[], what: string): Map<string, T> => {
    const map = new Map<string, T>()
    for (const item of items) {
      if (map.has(item.id)) wrong(`${what} ${item.id} 声明了两次，或列进了两处`)
      else map.set(item.id, item)
    }
    return map
  }
  // A list holds what its builder made, and an import in a circle, or a script, puts something else there.
  const listed = <D extends { id: string }>(
    what: string,
    builder: string,
    declarations: (line: Line) => readonly (D | undefined)[] | undefined,
  ): Map<string, D> =>
    byId(
      lines.flatMap((line) =>
        (declarations(line) ?? []).flatMap((declared, i) => {
          if (!declared) wrong(`条线“${line.title}”列出的第 ${i + 1} 项${what}不是 ${builder} 声明的`)
          return declared ?? []
        }),
      ),
      what,
    )
  const ledgers = listed<LedgerDefinition>('台账', 'entity(…)、event(…) 或 state(…)', (line) =>
    line.ledgers?.map((one) => one?.ledger),
  )
  const catalog = {
    lines: lines.map((line) => ({
      id: line.id,
      title: line.title,
      ledgers: (line.ledgers ?? []).flatMap((x) => x?.ledger?.id ?? []),
      indicators: (line.indicators ?? []).flatMap((x) => x?.indicator?.id ?? []),
      rules: (line.rules ?? []).flatMap((x) => x?.rule?.id ?? []),
    })),
    ledgers,
    facts: listed('事实', 'fact(…)', (line) => line.facts?.map((one) => one?.fact)),
    indicators: listed('指标', 'indicator(…)', (line) => line.indicators?.map((one) => one?.indicator)),
    parameters: listed('参数', 'parameter(…)', (line) => line.parameters?.map((one) => one?.parameter)),
    rules: listed('规则', 'riskRule(…) 或 qualityRule(…)', (line) => line.rules?.map((one) => one?.rule)),
    examples: new Map(lines.flatMap((l) => Object.values(l.examples ?? {}).map((e) => [e.of, e] as const))),
    reports: byId(content.reports, '报告'),
  }
  byId(lines, '条线')
  for (const { title, ledgers, facts, indicators, parameters, rules } of lines) {
    if ([ledgers, facts, indicators, parameters, rules].every((list) => !list?.length)) {
      wrong(`条线“${title}”什么也没有列出`)
    }
  }
  const joins = [...ledgers.values()].flatMap((ledger) => {
    if (!ledger.joins) return []
    const { from, to } = ledger.joins
    const [fromLedger, toLedger] = [from, to].map((field) => {
      const target = ledger.fields[field]?.to?.[0]?.ledger.id
      if (!target) wrong(`joins 里的 ${field} 不是指向别的台账的字段`, { ledger: ledger.id })
      return target
    })
    return fromLedger && toLedger ? [{ ledger: ledger.id, from, to, fromLedger, toLedger }] : []
  })
  const moves = [...ledgers.values()].flatMap((ledger) => {
    if (!ledger.moves) return []
    const { of, from } = ledger.moves
    const ofLedgers = (ledger.fields[of]?.to ?? []).map((target) => target.ledger.id)
    return [{ ledger: ledger.id, of, from, day: String(ledger.dated), ofLedgers }]
  })
  const [places] = [...ledgers.values()].flatMap((l) => {
    const held = heldBetween(l)
    return l.places ? [{ ledger: l.id, ...l.places, ...(held && { held }) }] : []
  })
  const notices = content.notices && { notices: content.notices.notices }
  return { ...catalog, joins, moves, ...(places && { places }), ...notices, faults }
}
