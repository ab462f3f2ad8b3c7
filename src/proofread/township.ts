/** A written report beside the books of its township. */
import type { ParameterDefinition } from '#define/parameter.ts'
import { periodSaid, yearPeriod } from '#define/period.ts'
import { scaleOf, stepsPerWord } from '#kinds/unit.ts'
import { figures } from '#measure/figures.ts'
import type { Actor } from '#store/actor.ts'
import type { Store } from '#store/store.ts'
import type { Finding, Relation } from './findings.ts'
import { againstLedgers, type LedgerComparison, type LedgerFigure } from './ledgers.ts'
import { pricesAgainst, type Standard } from './prices.ts'
import type { Proofreading } from './proofread.ts'

/** What a proofread text says beside the books of its township. */
export interface Beside {
  comparisons: LedgerComparison[]
  /** The figures that the comparisons name, by id. */
  figures: ReadonlyMap<string, LedgerFigure>
  /** With prices that are as the standards or last year's ledgers have them, in the order of the text. */
  relations: Relation[]
  /** With prices that are not. Differences of figures are in `comparisons`. */
  findings: Finding[]
}

/** Holds the figures and prices of a text against the ledgers of a year, the year before it, and the standards of that year. */
export async function besideLedgers(
  store: Store,
  actor: Actor,
  text: string,
  { quantities, cells, relations, findings }: Proofreading,
  year: number,
  area?: string,
): Promise<Beside> {
  const figures = await ledgerFigures(store, actor, [...store.catalog.indicators.keys()], year, area)
  const inCells = new Set(cells.map(({ start }) => start))
  const named = [...quantities.filter(({ start }) => !inCells.has(start)), ...cells]
  const comparisons = againstLedgers(named, figures).sort((a, b) => a.start - b.start)
  const ids = [...new Set(comparisons.map(({ figure }) => figure))]
  const before = ids.length ? await ledgerFigures(store, actor, ids, year - 1, area) : []
  const standards = standardsOf([...store.catalog.parameters.values()], year)
  // What is already doubted as a price or as a yield is not doubted twice.
  const doubted = findings.filter((f) => f.kind === 'yield' || f.kind === 'unit-price')
  const prices = pricesAgainst(text, quantities, comparisons, { standards, before }).filter(
    ({ finding }) => !finding || !doubted.some((f) => f.start < finding.end && f.end > finding.start),
  )
  return {
    comparisons,
    figures: new Map(figures.map((figure) => [figure.id, figure])),
    relations: [...relations, ...prices.flatMap((p) => p.relation ?? [])].sort((a, b) => a.start - b.start),
    findings: [...findings, ...prices.flatMap((p) => p.finding ?? [])].sort(inText),
  }
}

export function inText(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end
}

/** The parameters in 元 that applied on some day of the year: their lowest and highest value, or only the limit they set. */
export function standardsOf(parameters: readonly ParameterDefinition[], year: number): Standard[] {
  return parameters.flatMap(({ says, unit, values }) => {
    const valid = values.filter((v) => v.from <= `${year}-12-31` && (v.until ?? '9999') >= `${year}-01-01`)
    const [first] = valid
    if (unit !== '元' || !first) return []
    const amounts = valid.map((v) => v.value / scaleOf('元'))
    const limit = /上限|最高/.test(says)
    return [{ says, low: limit ? 0 : Math.min(...amounts), high: Math.max(...amounts), source: first.source }]
  })
}

/** Figures of a year as plain data for comparing, values in their base unit. Default area: all that the actor sees. */
async function ledgerFigures(
  store: Store,
  actor: Actor,
  indicators: readonly string[],
  year: number,
  area?: string,
): Promise<LedgerFigure[]> {
  const period = yearPeriod(year)
  const asking = { period, ...(area !== undefined && { area }) }
  const answer = await figures(store, actor, [...indicators], asking)
  return answer.figures.flatMap(({ id, says, definition, value, unit, said }) =>
    value === null
      ? []
      : [
          {
            id,
            says,
            definition,
            value: value * timesOf(unit),
            unit: baseOf(unit),
            period: periodSaid(period),
            said,
          },
        ],
  )
}

const bases = { 万元: '元', 万人: '人', 万亩: '亩', 万株: '株', 万盒: '盒', 吨: '公斤', 公里: '米' } as const

function baseOf(word: string): string {
  return word in bases ? bases[word as keyof typeof bases] : word
}

function timesOf(word: string): number {
  const base = baseOf(word)
  return (stepsPerWord(base, word) ?? 1) / (stepsPerWord(base, base) ?? 1)
}

/** A difference from the ledgers as a finding. A doubt: the report may count another way, or at another moment. */
export function differenceFound({ quote, start, end, message, written, recorded, unit }: LedgerComparison): Finding {
  const numbers = [
    { says: '文中', value: written, unit },
    { says: '台账', value: recorded, unit },
  ]
  return { kind: 'ledger', severity: 'doubt', quote, start, end, message, numbers }
}
