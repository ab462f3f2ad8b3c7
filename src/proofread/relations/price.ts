/** Prices: 每亩补助500元,共20亩1万元; 164人次6.56万元 is 400元 each. */
import {
  type Bounds,
  compare,
  type Exact,
  minus,
  multiplyBounds,
  over,
  overlap,
  type Rough,
  ratio,
  roughly,
  times,
  toNumber,
  toText,
  whole,
} from '#proofread/exact.ts'
import { type Judgement, shown } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { unitNamed } from '#proofread/units.ts'
import { countsFor } from './average.ts'
import { isPastLevel } from './changes.ts'
import { broken, type Claim, holding, isAmount, previousOf } from './claims.ts'
import { oneSlipAway } from './slips.ts'

/** Amounts that divide evenly by the count beside them: a price that nobody wrote down, but that holds. */
export function evenPrices(reading: Reading): Judgement[] {
  const out: Judgement[] = []
  for (const sentence of reading.sentences) {
    for (const [index, count] of sentence.quantities.entries()) {
      const amount = sentence.quantities[index + 1]
      if (
        amount?.dimension !== 'money' ||
        !isAmount(amount) ||
        amount.clause !== count.clause ||
        amount.item !== count.item
      )
        continue
      if (!/^(?:person|person-time|household|household-time)$/.test(count.dimension)) continue
      if (count.approx || amount.approx || count.value < 3) continue
      const price = evenPrice(amount.bounds, count.exact)
      if (!price) continue
      out.push(
        holding(reading, {
          pattern: 'price-even',
          kind: 'unit-price',
          parts: [amount, count],
          whole: undefined,
          computed: amount.bounds,
          arithmetic: `${amount.quote}÷${count.quote}＝每${count.unit}${toText(price, 2)}元`,
        }),
      )
    }
  }
  return out
}

const grids = [1000, 500, 200, 100, 50, 25, 20, 10, 5]

/** The roundest price that the printed amount allows, if it is unlikely to be round by chance (one in twenty). */
function evenPrice(amount: Bounds, count: Exact): Exact | undefined {
  if (!amount.high || count.n === 0n) return undefined
  const low = over(amount.low, count)
  const high = over(amount.high, count)
  const width = minus(high, low)
  for (const grid of grids) {
    if (compare(times(width, whole(20)), whole(grid)) > 0) return undefined
    const price = times(whole(ceiling(over(low, whole(grid)))), whole(grid))
    if (price.n > 0n && compare(price, high) <= 0 && (grid >= 10 || compare(width, ratio(1, 4)) < 0)) return price
  }
  return undefined
}

function ceiling(x: Exact): bigint {
  return (x.n + x.d - 1n) / x.d
}

const standardWord = /(?:按|以|每)[^,;。]{0,14}$/
const standardOnly = /按(?:照)?每/
/** 月报酬标准是2800元: a price for one person that does not say so. */
const unsaid = /(?:标准|报酬|补贴|津贴)(?:是|为)(?:每月|每年)?$/
/** Amounts and counts among which the ones that a price is of are looked for, nearest first. */
const mostNear = 4

/** A stated price times a count against the amount: 按每亩500元补助,共补助20亩,资金1万元. */
export function statedPrices(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) =>
    sentence.quantities.flatMap((price) => pricedAt(reading, sentence, previousOf(reading, n), price) ?? []),
  )
}

function pricedAt(
  reading: Reading,
  sentence: Sentence,
  previous: Sentence | undefined,
  stated: Placed,
): Judgement | undefined {
  const price = priceOf(stated)
  if (!price) return undefined
  // 每月共需发放4.84万元 is an amount, though it comes every month.
  const around = sentence.quantities
    .filter((q) => q !== stated && q.bounds.high)
    .filter((q) => isAmount(q) || (q.per?.word === '时间' && q.dimension === 'money'))
  const nearest = (list: Placed[]) => list.sort((a, b) => distance(a, price) - distance(b, price)).slice(0, mostNear)
  const counts = nearest(around.filter((q) => countsFor(price, q)))
  const amounts = nearest(around.filter((q) => q.dimension === 'money' && !isPastLevel(q)))
  const there = (previous?.quantities ?? [])
    .filter((q) => isAmount(q) && countsFor(price, q))
    .slice(-2)
    .reverse()
  const claims = [...counts, ...there].flatMap((count) => amounts.map((amount) => claimOf(price, count, amount)))
  const fitting = claims.find(fits)
  if (fitting) return holding(reading, fitting)
  // 每人每月2150元,386人,全年995.88万元; 每生每天5元,1124人,98天: a price for a time is paid as often.
  const spans = /每[月年天日]|月/.test(price.lead) ? [12, 6, 3, 4] : []
  const times12 = [...counts, ...there].flatMap((count) =>
    amounts.flatMap((amount) => overTime(reading, sentence, price, count, amount, spans)),
  )
  const paid12 = times12.find(fits)
  if (paid12) return holding(reading, paid12)
  if (/每[月天日季周]|月(?:均|人)/.test(price.lead)) return undefined
  const close = (q: Placed) => q.segment === price.segment && Math.abs(q.clause - price.clause) <= 5
  const [countsNear, amountsNear] = [counts.filter(close), amounts.filter(close)]
  const near = countsNear.flatMap((count) => amountsNear.map((amount) => claimOf(price, count, amount)))
  const [first, ...others] = near
  const sure = standardOnly.test(price.lead) && amountsNear.every((amount) => amount.start > price.start)
  const paid = amountsNear[0] && /^[万亿]/.test(amountsNear[0].shown + amountsNear[0].lead)
  const said = paid || /共|计|发放|发|兑|付|拨|补助|补贴|资金|金额|需|收入/.test(amountsNear[0]?.lead ?? '')
  // 每生每天5元…,教师陪餐自付8元: an amount that is nowhere near the product is another one.
  const near1000 = first?.whole && compare(times(first.whole.exact, whole(1000)), first.computed.low) > 0
  if (first && said && near1000 && !others.length && standardWord.test(price.lead))
    return mismatch(reading, first, sure)
  const far = countsNear.length
    ? []
    : there.flatMap((count) => amountsNear.map((amount) => claimOf(price, count, amount)))
  const slipped = near.find((claim) => explained(claim, !others.length)) ?? far.find((claim) => explained(claim, false))
  return slipped && mismatch(reading, slipped, false)
}

function priceOf(quantity: Placed): Placed | undefined {
  if (quantity.dimension !== 'money' || /均/.test(quantity.lead)) return undefined
  if (quantity.per) return quantity.per.dimension === 'number' && quantity.per.word === '时间' ? undefined : quantity
  const person = unitNamed('人')
  return unsaid.test(quantity.lead) && person ? { ...quantity, per: person } : undefined
}

function distance(quantity: Placed, price: Placed): number {
  return Math.abs(quantity.clause - price.clause) * 1000 + Math.abs(quantity.start - price.start)
}

function claimOf(price: ExactQuantity, count: ExactQuantity, amount: ExactQuantity): Claim {
  const factor = price.per?.factor ?? whole(1)
  const counted = { low: over(count.bounds.low, factor), high: count.bounds.high && over(count.bounds.high, factor) }
  const value = times(price.exact, over(count.exact, factor))
  return {
    pattern: 'price-stated',
    kind: 'unit-price',
    parts: [price, count],
    whole: amount,
    computed: multiplyBounds(exactPrice(price), counted),
    arithmetic: `${price.quote}×${count.quote}＝${shown(value, amount, 4)}`,
  }
}

/** Price, count and how often: as many days or months as are told, or the months of a year or a half. */
function overTime(
  reading: Reading,
  sentence: Sentence,
  price: ExactQuantity,
  count: ExactQuantity,
  amount: ExactQuantity,
  months: number[],
): Claim[] {
  const once = claimOf(price, count, amount)
  const often = [
    ...sentence.quantities
      .filter((q) => q.dimension === 'time' && q.bounds.high)
      .map((q) => ({ q, n: Math.round(q.value) })),
    ...(/全年|年|月/.test(reading.text.slice(Math.max(sentence.start, price.start - 30), amount.end))
      ? months
      : []
    ).map((n) => ({ q: undefined, n })),
  ]
  return often
    .filter(({ n }) => n > 1)
    .map(({ q, n }) => ({
      ...once,
      parts: q ? [price, count, q] : [price, count],
      computed: {
        low: times(once.computed.low, whole(n)),
        high: once.computed.high && times(once.computed.high, whole(n)),
      },
      arithmetic: `${price.quote}×${count.quote}×${q?.quote ?? `${n}个月`}`,
    }))
}

function fits({ computed, whole: amount }: Claim): boolean {
  return amount !== undefined && overlap(computed, amount.bounds)
}

/** One slip of the hand explains why price and count do not make the amount. */
function explained({ parts: [price, count], whole: amount }: Claim, only: boolean): boolean {
  if (!price || !count || !amount || [price, count, amount].some((q) => q.approx)) return false
  const factor = toNumber(price.per?.factor ?? whole(1))
  const exact = { ...price, rough: roughly(exactPrice(price)) }
  const product = (p: Rough, c: Rough) => ({ low: (p.low * c.low) / factor, high: (p.high * c.high) / factor })
  return oneSlipAway([exact, count, amount], product, only ? 2 : 3)
}

function mismatch(reading: Reading, claim: Claim, sure: boolean): Judgement | undefined {
  const { parts, whole: amount, arithmetic } = claim
  const [price, count] = parts
  if (!price || !count || !amount || [...parts, amount].some((q) => q.approx)) return undefined
  const value = times(price.exact, over(count.exact, price.per?.factor ?? whole(1)))
  const second = sure ? '' : '如果有人未满期限或金额另有构成，请写明；否则'
  const message = `${arithmetic}，文中写${amount.quote}。${second}请核对单价、数量和金额。`
  return broken(reading, claim, sure ? 'error' : 'doubt', message, [
    { says: '单价乘数量', value: toNumber(over(value, amount.factor)), unit: amount.unit },
    { says: '文中', value: amount.value, unit: amount.unit },
  ])
}

/** A price is set, not measured: 每亩500元 means exactly that. */
function exactPrice(price: ExactQuantity): Bounds {
  return price.range ? price.bounds : { low: price.exact, high: price.exact }
}
