/** A written report beside the books of its township. */
import { periodSaid, yearPeriod } from '#define/period.ts'
import { stepsPerWord } from '#kinds/unit.ts'
import { figures } from '#measure/figures.ts'
import type { Actor } from '#store/actor.ts'
import type { Store } from '#store/store.ts'
import type { Finding } from './findings.ts'
import type { LedgerComparison, LedgerFigure } from './ledgers.ts'

/** The figures of a year as plain data for comparing, values in their base unit. Default area: all that the actor sees. */
export async function ledgerFigures(store: Store, actor: Actor, year: number, area?: string): Promise<LedgerFigure[]> {
  const period = yearPeriod(year)
  const asking = { period, ...(area !== undefined && { area }) }
  const answer = await figures(store, actor, [...store.catalog.indicators.keys()], asking)
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
