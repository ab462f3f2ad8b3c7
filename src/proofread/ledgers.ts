/** Written quantities against figures of the ledgers: same, different, or not to be compared. A match is never forced. */
import type { Quantity } from './quantities.ts'
import { unitNamed } from './units.ts'

/** One figure of the ledgers, as plain data. */
export interface LedgerFigure {
  id: string
  /** What it is called: 监测对象户数. */
  says: string
  /** 口径. */
  definition: string
  /** In `unit`, without 万. */
  value: number
  unit: string
  /** What time it is for, as a person reads it: 2025年. */
  period: string
  /** The value as a report of the ledgers would print it: 7户. */
  said: string
}

export const verdicts = ['same', 'different', 'incomparable'] as const
export type Verdict = (typeof verdicts)[number]

export interface LedgerComparison {
  figure: string
  verdict: Verdict
  quote: string
  start: number
  end: number
  /** Value in the text and in the ledgers, in the unit of the text. */
  written: number
  recorded: number
  unit: string
  message: string
}

/** Words of a name that say nothing about what is counted. */
const filler =
  /去年|上年|同期|上半年|下半年|本月|上月|年初|计划|全县|全区|全市|全省|全国|全年|今年|本年|目前|累计|截至|共有|合计|共计|总计|全乡|全镇|全村|我乡|我镇|我村|确定|完成|发放|实施|开展|新增|现有|总数|户数|人数|数量|金额|资金|情况|面积|人次|户次|发展|[共的了为达计数]/g

/** Time and place that no figure of this township and this year can be held against. */
const otherTime = /去年|上年|同期|上半年|下半年|本月|上月|年初|计划/
const otherPlace = /全县|全区|全市|全省|全国/

/** How much of a name must be found in the other. Below, a match would be a guess. */
const enough = { ofFigure: 0.75, ofText: 0.5 }
const margin = 0.15

/** One comparison for each quantity that names exactly one figure; quantities that name none, or several, are left out. */
export function againstLedgers(quantities: readonly Quantity[], figures: readonly LedgerFigure[]): LedgerComparison[] {
  const named = figures.map((figure) => ({ figure, words: wordsOf(figure.says) }))
  const byWord = new Map<string, typeof named>()
  for (const one of named) for (const word of one.words) byWord.set(word, [...(byWord.get(word) ?? []), one])
  return quantities.flatMap((quantity) => {
    const words = wordsOf(quantity.noun)
    // Few figures share a word with it, and most quantities share none with any: a long report has tens of thousands.
    const close = [...new Set([...words].flatMap((word) => byWord.get(word) ?? []))]
      .map(({ figure, words: other }) => ({ figure, score: likeness(words, other), unit: sameUnit(quantity, figure) }))
      .filter((m) => m.score > 0)
      .sort((a, b) => Number(b.unit) - Number(a.unit) || b.score - a.score)
    const [best, next] = close
    if (!best || (next && next.unit === best.unit && best.score - next.score < margin)) return []
    return [compared(quantity, best.figure)]
  })
}

function compared(quantity: Quantity, figure: LedgerFigure): LedgerComparison {
  const { quote, start, end, value, unit } = quantity
  const recorded = inUnitOf(quantity, figure)
  const reason = incomparable(quantity, figure)
  const same = recorded >= quantity.low && (quantity.high === null || recorded <= quantity.high)
  const verdict: Verdict = reason ? 'incomparable' : same ? 'same' : 'different'
  const source = `台账“${figure.says}”${figure.said}（${figure.period}，口径：${figure.definition.replace(/。$/, '')}）`
  const message = reason
    ? `文中${quote}与${source}不能比较：${reason}。`
    : same
      ? `文中${quote}与${source}一致。`
      : `文中${quote}，${source}，相差${Number(Math.abs(value - recorded).toFixed(4))}${unit}。请核对，或写明口径和时点。`
  return { figure: figure.id, verdict, quote, start, end, written: value, recorded, unit, message }
}

function incomparable(quantity: Quantity, figure: LedgerFigure): string | undefined {
  if (!sameUnit(quantity, figure)) return `计量单位不同（${quantity.unit || '无'}与${figure.unit}）`
  const scope = quantity.scope.join()
  const time = otherTime.exec(scope)?.[0]
  if (time && !figure.period.includes(time)) return `文中说的是${time}，台账是${figure.period}`
  const place = otherPlace.exec(scope)?.[0]
  return place && !figure.says.includes(place) ? `文中说的是${place}` : undefined
}

function sameUnit(quantity: Quantity, figure: LedgerFigure): boolean {
  const unit = unitNamed(figure.unit)
  return unit ? unit.dimension === quantity.dimension : figure.unit === quantity.unit
}

function inUnitOf(quantity: Quantity, figure: LedgerFigure): number {
  const [from, to] = [unitNamed(figure.unit), unitNamed(quantity.unit)]
  if (!from || !to || from.dimension !== to.dimension) return figure.value
  const scaled =
    (figure.value * Number(from.factor.n) * Number(to.factor.d)) / (Number(from.factor.d) * Number(to.factor.n))
  return Number(scaled.toPrecision(12))
}

/** Pairs of neighbouring characters of what a name says, without filler. */
export function wordsOf(name: string): Set<string> {
  const pairs = new Set<string>()
  for (const part of name.replace(filler, ' ').split(/[^\u4e00-\u9fffA-Za-z0-9]+/))
    for (let i = 0; i + 1 < part.length; i++) pairs.add(part.slice(i, i + 2))
  return pairs
}

/** Zero when either name leaves too much of the other unsaid. */
export function likeness(text: Set<string>, figure: Set<string>): number {
  const shared = [...figure].filter((w) => text.has(w)).length
  const ofFigure = shared / Math.max(1, figure.size)
  const ofText = shared / Math.max(1, text.size)
  return ofFigure >= enough.ofFigure && ofText >= enough.ofText ? (ofFigure + ofText) / 2 : 0
}
