/** What a township declares, as one catalog by id. `measure/check.ts` says what is wrong with it before anything runs. */
import type { ExamplesDefinition } from './examples.ts'
import type { Indicator, IndicatorDefinition } from './indicator.ts'
import type { AnyLedger, LedgerDefinition } from './ledger.ts'
import { type FactDefinition, factOf } from './measure.ts'
import type { Parameter, ParameterDefinition } from './parameter.ts'
import type { ReportDefinition } from './report.ts'

/** One line of work (条线): a folder under `township/`, in the order of the annual summary. */
export interface Line {
  id: string
  title: string
  ledgers?: readonly AnyLedger[]
  facts?: readonly object[]
  indicators?: readonly Indicator[]
  parameters?: readonly Parameter[]
  examples?: Readonly<Record<string, ExamplesDefinition>>
}

export interface Content {
  lines: readonly Line[]
  reports: readonly ReportDefinition[]
}

export interface Catalog {
  lines: readonly { id: string; title: string; ledgers: readonly string[]; indicators: readonly string[] }[]
  ledgers: ReadonlyMap<string, LedgerDefinition>
  facts: ReadonlyMap<string, FactDefinition>
  indicators: ReadonlyMap<string, IndicatorDefinition>
  parameters: ReadonlyMap<string, ParameterDefinition>
  /** Of an indicator, where its line gives some. */
  examples: ReadonlyMap<string, ExamplesDefinition>
  reports: ReadonlyMap<string, ReportDefinition>
  /** Memberships by the ledger they lead from: person → household. */
  joins: readonly { ledger: string; from: string; to: string; fromLedger: string; toLedger: string }[]
  /** The ledger in which areas are recorded, and its fields of code and name. `check` refuses a township without one. */
  places?: { ledger: string; code: string; name: string }
}

/** Gathers the declarations. Two of one id throw: that is a mistake in the program, not in the data. */
export function gather(content: Content): Catalog {
  const { lines } = content
  const ledgers = byId(
    lines.flatMap((l) => (l.ledgers ?? []).map((x) => x.ledger as LedgerDefinition)),
    '台账',
  )
  const facts = byId(
    lines.flatMap((l) =>
      (l.facts ?? []).map((f) => factOf(f) ?? fail(`“${l.title}”的 facts 里有一项不是 fact(…) 声明的。`)),
    ),
    '事实',
  )
  const [places] = [...ledgers.values()].flatMap((l) => (l.places ? [{ ledger: l.id, ...l.places }] : []))
  return {
    lines: lines.map((l) => ({
      id: l.id,
      title: l.title,
      ledgers: (l.ledgers ?? []).map((x) => x.ledger.id),
      indicators: (l.indicators ?? []).map((x) => x.indicator.id),
    })),
    ledgers,
    facts,
    indicators: byId(
      lines.flatMap((l) => (l.indicators ?? []).map((x) => x.indicator)),
      '指标',
    ),
    parameters: byId(
      lines.flatMap((l) => (l.parameters ?? []).map((x) => x.parameter)),
      '参数',
    ),
    examples: new Map(lines.flatMap((l) => Object.values(l.examples ?? {}).map((e) => [e.of, e] as const))),
    reports: byId(content.reports, '报告'),
    joins: [...ledgers.values()].flatMap((l) => {
      if (!l.joins) return []
      const { from, to } = l.joins
      return [{ ledger: l.id, from, to, fromLedger: targetOf(l, from), toLedger: targetOf(l, to) }]
    }),
    ...(places && { places }),
  }
}

function targetOf(ledger: LedgerDefinition, field: string): string {
  return ledger.fields[field]?.to?.[0]?.ledger.id ?? fail(`台账“${ledger.title}”的 ${field} 不是指向别的台账的字段。`)
}

function byId<T extends { id: string }>(items: readonly T[], what: string): Map<string, T> {
  const map = new Map<string, T>()
  for (const item of items) {
    if (map.has(item.id)) fail(`${what} ${item.id} 声明了两次。`)
    map.set(item.id, item)
  }
  return map
}

function fail(message: string): never {
  throw new Error(message)
}
