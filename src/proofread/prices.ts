/**
 * Prices that nobody wrote down: 164人次6.56万元 is 400元 each. Held against the standards of that year, and against what the
 * ledgers say was paid the year before. Plain data in, plain data out; a price that names no standard and no ledger is left out.
 */
import type { Finding, Judgement, Relation, Term } from './findings.ts'
import { type LedgerComparison, type LedgerFigure, likeness, wordsOf } from './ledgers.ts'
import type { Quantity } from './quantities.ts'

/** A dated policy value in 元 for one person or household, as a township declares it. */
export interface Standard {
  /** What is paid: 外出务工交通补贴. */
  says: string
  /** In 元; `low` is 0 where only a limit is set. */
  low: number
  high: number
  source: string
}

/** What prices are held against. */
export interface PriceSources {
  standards: readonly Standard[]
  /** The figures that the comparisons speak of, a year earlier. */
  before: readonly LedgerFigure[]
}

/** Words of a standard's name that say how it is set, not what for. */
const ofStandards = /单户|每[人户]|额度|上限|最高|标准/g

interface Price {
  amount: Quantity
  count: Quantity
}

/** How far a price may move from one year to the next before somebody is asked. */
const usualChange = 0.2
/** Characters between an amount and its count. */
const beside = 12

/** What the prices of a text say beside the standards and the ledgers' last year. */
export function pricesAgainst(
  text: string,
  quantities: readonly Quantity[],
  comparisons: readonly LedgerComparison[],
  { standards, before }: PriceSources,
): Judgement[] {
  const figureAt = new Map(comparisons.filter((c) => c.verdict !== 'incomparable').map((c) => [c.start, c.figure]))
  const earlier = new Map(before.map((figure) => [figure.id, figure]))
  const named = standards.map((standard) => ({ standard, words: wordsOf(standard.says.replace(ofStandards, ' ')) }))
  return pricesIn(text, quantities).flatMap((price) => {
    const [paid, counted] = [price.amount, price.count].map((q) => earlier.get(figureAt.get(q.start) ?? ''))
    const standard = standardFor(price, named)
    return [
      ...(standard ? [besideStandard(text, price, standard)] : []),
      ...(paid && counted && counted.value > 0 && paid.value > 0 ? [besideLastYear(text, price, paid, counted)] : []),
    ]
  })
}

/** Amounts of money that stand beside the count of those who got them. */
function pricesIn(text: string, quantities: readonly Quantity[]): Price[] {
  return quantities.flatMap((first, i) => {
    const second = quantities[i + 1]
    if (
      !second ||
      second.start - first.end > beside ||
      /[,，;；。:：\n()（）]/.test(text.slice(first.end, second.start))
    )
      return []
    const [amount, count] = first.dimension === 'money' ? [first, second] : [second, first]
    const people = /^(?:person|person-time|household|household-time)$/.test(count.dimension)
    return amount.dimension === 'money' && people && plain(amount) && plain(count) ? [{ amount, count }] : []
  })
}

function plain({ approx, value, high, scope }: Quantity): boolean {
  return approx === undefined && value > 0 && high !== null && !scope.some((word) => /均|每/.test(word))
}

/** The standard that the words beside a price name, if they name just one. */
function standardFor({ amount, count }: Price, named: { standard: Standard; words: Set<string> }[]) {
  const words = wordsOf(`${count.noun} ${amount.noun}`)
  const close = named
    .map(({ standard, words: other }) => ({ standard, score: likeness(words, other) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const [best, next] = close
  return best && best.score > (next?.score ?? 0) ? best.standard : undefined
}

function besideStandard(text: string, price: Price, { says, low, high, source }: Standard): Judgement {
  const range = low === high ? `${high}元` : low > 0 ? `${low}—${high}元` : `不超过${high}元`
  const { least, most, said } = eachOf(price)
  const arithmetic = `${said}，标准“${says}”${range}`
  const holds = most >= low && least <= high
  const message = `${arithmetic}（${source}）。如果标准已经调整，或有人不是全额，请写明；否则请核对金额和数量。`
  return judgement(text, price, holds, arithmetic, message, [
    { says: '标准下限', value: low, unit: '元' },
    { says: '标准上限', value: high, unit: '元' },
  ])
}

function besideLastYear(text: string, price: Price, paid: LedgerFigure, counted: LedgerFigure): Judgement {
  const { least, most, said } = eachOf(price)
  const then = paid.value / counted.value
  const arithmetic = `${said}，台账${paid.period}每${price.count.unit}${rounded(then)}元`
  const holds = most >= then * (1 - usualChange) && least <= then * (1 + usualChange)
  const message = `${arithmetic}（${paid.said}，${counted.said}）。如果标准变了，请写明；否则请核对金额和数量。`
  return judgement(text, price, holds, arithmetic, message, [
    { says: `台账${paid.period}`, value: Number(rounded(then)), unit: '元' },
  ])
}

/** The price in 元 by the rounding of both figures, and the division as a person writes it. */
function eachOf({ amount, count }: Price): { least: number; most: number; said: string } {
  const each = amount.value / count.value
  return {
    least: amount.low / (count.high ?? count.value),
    most: (amount.high ?? amount.value) / count.low,
    said: `${amount.quote}÷${count.quote}＝每${count.unit}${rounded(each)}元`,
  }
}

function rounded(value: number): string {
  return String(Number(value.toFixed(2)))
}

function judgement(
  text: string,
  { amount, count }: Price,
  holds: boolean,
  arithmetic: string,
  message: string,
  usual: Finding['numbers'],
): Judgement {
  const start = Math.min(amount.start, count.start)
  const end = Math.max(amount.end, count.end)
  const place = { quote: text.slice(start, end), start, end }
  const parts = [amount, count].map(termOf)
  const relation: Relation = { kind: 'unit-price', holds, allowance: 0, parts, whole: null, arithmetic, ...place }
  if (holds) return { pattern: 'price-usual', relation }
  const numbers = [{ says: '文中单价', value: Number(rounded(amount.value / count.value)), unit: '元' }, ...usual]
  return {
    pattern: 'price-usual',
    relation,
    finding: { kind: 'unit-price', severity: 'doubt', message, numbers, ...place },
  }
}

function termOf({ noun, value, low, high, unit, quote, start, end }: Quantity): Term {
  return { says: noun, value, low, high, unit, quote, start, end }
}
