/** Averages and prices: 为120户发放36万元,户均3000元; 每亩补助500元,共20亩1万元; 164人次6.56万元 is 400元 each. */
import {
  type Bounds,
  compare,
  divideBounds,
  type Exact,
  minus,
  multiplyBounds,
  over,
  overlap,
  plus,
  ratio,
  times,
  toNumber,
  toText,
  whole,
} from '#proofread/exact.ts'
import { type Judgement, shown } from '#proofread/findings.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { broken, type Claim, holding, isAmount, sharesName } from './claims.ts'

const nearby = 8

/** Averages stated in words (户均, 人均, 亩均) and prices stated with 每, against the amounts and counts before them. */
export function averages(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence) =>
    sentence.quantities.flatMap((stated, index) => {
      // A price for each (每户500元) is judged by `statedPrices`.
      const priced = stated.dimension === 'money' && !averageWord.test(stated.lead)
      const judged = stated.per && !priced ? average(reading, sentence, stated, index) : undefined
      return judged ? [judged] : []
    }),
  )
}

const averageWord = /[户人亩村组场件头株台笔]均|平均|^亩产$/

/** What people earn or own is not paid out of an amount in the same sentence. */
const notPaid = /增收|工资|补差|自付|收入|支出|可支配|产值|耕地|面积|寿命|存款|GDP|生产总值/

function average(reading: Reading, sentence: Sentence, stated: Placed, index: number): Judgement | undefined {
  if (!stated.bounds.high) return undefined
  const said = rounded(stated)
  const around = sentence.quantities.filter(
    (q, i) => i !== index && Math.abs(i - index) <= nearby && isAmount(q) && q.bounds.high && !difference.test(q.lead),
  )
  const before = around.filter((q) => q.start < stated.start)
  const counts = before.filter((q) => countsFor(stated, q))
  const everyAmount = around.filter((q) => q.dimension === stated.dimension && q.segment === stated.segment)
  const everyCount = around.filter((q) => countsFor(stated, q))
  for (const amount of everyAmount)
    for (const count of everyCount) {
      const claim = claimOf(amount, count, stated)
      if (claim && overlap(claim.computed, said)) return holding(reading, claim)
    }
  if (
    !averageWord.test(stated.lead) ||
    /上限|不超过|最高|最低|标准|至少|[年月季周日]人?户?均|[月季周日]|每年/.test(stated.lead + stated.trail)
  )
    return undefined
  // Only the figures of the clauses right before can be what was divided.
  const amountsBefore = everyAmount.filter((q) => q.start < stated.start)
  const amounts = amountsBefore.length ? amountsBefore : everyAmount
  const [count, ...countsLeft] = near(counts, stated, 3) ?? near(counts, stated, 9) ?? []
  const [amount, ...amountsLeft] = meant(near(amounts, stated, 3) ?? [], count, stated)
  const only = amount && count && claimOf(amount, count, stated)
  if (!only || amountsLeft.length) return undefined
  if (notPaid.test(stated.lead) && !sharesName(stated.lead, amount.title)) return undefined
  const vague = stated.approx || amount.approx || count.approx || stated.range
  // 户均3000元 is of the amount before it; 户均面积3亩 may be of anything.
  const named = stated.lead.replace(/^.*均|约|为|达|每\S/g, '')
  const loose = named !== '' && !sharesName(named, amount.title) && !/补|奖|发放|资金|分红|理赔|投入/.test(named)
  const choice =
    loose ||
    (count.dimension === 'person-time' && stated.per?.dimension === 'person') ||
    countsLeft.length > 0 ||
    count.segment !== stated.segment ||
    !amountsBefore.length ||
    notPaid.test(stated.lead)
  const value = over(over(amount.exact, count.exact), stated.factor)
  const second = choice ? '与前面的数都不符。如果另有口径，请写明；否则' : vague ? '其中有约数，' : ''
  const message = `${only.arithmetic}，文中写${stated.quote}。${second}请核对。`
  return broken(reading, only, vague || choice ? 'doubt' : 'error', message, [
    { says: '按总额和数量算出', value: toNumber(value), unit: stated.unit },
    { says: '文中', value: stated.value, unit: stated.unit },
  ])
}

/** An average is rounded even where what it counts comes whole: 场均71人次. */
function rounded(stated: Placed): Bounds {
  if (stated.bounds.high === undefined || compare(stated.bounds.low, stated.bounds.high) !== 0) return stated.bounds
  const half = over(stated.scale, whole(2))
  return { low: minus(stated.exact, half), high: plus(stated.exact, half) }
}

const difference = /比[^,;。]*[多少高低]$|(?:增加|减少)了?$/

/** Of several amounts the one beside the count (96笔88.32万元), or the one of the same name (户均保费, 保费总额). */
function meant(amounts: Placed[], count: Placed | undefined, stated: Placed): Placed[] {
  if (amounts.length < 2) return amounts
  const beside = amounts.filter((q) => q.item === count?.item)
  if (beside.length === 1) return beside
  const named = amounts.filter((q) => sharesName(stated.lead, q.title, /[户人亩村]均/))
  return named.length === 1 ? named : amounts
}

/** Those within so many clauses, nearest first; those between the same semicolons, if there are any. */
function near(quantities: Placed[], stated: Placed, clauses: number): Placed[] | undefined {
  const close = quantities.filter((q) => Math.abs(stated.clause - q.clause) <= clauses).reverse()
  const together = close.filter((q) => q.segment === stated.segment)
  return together.length ? together : close.length ? close : undefined
}

function countsFor(stated: Placed, count: Placed): boolean {
  const word = stated.per?.word ?? ''
  if (count.unit === word) return true
  if (stated.per?.dimension === 'person') return count.dimension === 'person' || count.dimension === 'person-time'
  if (word === '生') return count.dimension === 'person' || count.dimension === 'person-time'
  if (word === '村') return count.unit === '个' && /村/.test(count.trail)
  return stated.per !== undefined && count.dimension === stated.per.dimension && stated.per.dimension !== 'number'
}

function claimOf(amount: Placed, count: Placed, stated: Placed): Claim | undefined {
  const scaled = stated.per
    ? {
        low: over(count.bounds.low, stated.per.factor),
        high: count.bounds.high && over(count.bounds.high, stated.per.factor),
      }
    : count.bounds
  const computed = divideBounds(amount.bounds, scaled)
  if (!computed || count.exact.n === 0n) return undefined
  const value = over(amount.exact, over(count.exact, stated.per?.factor ?? whole(1)))
  return {
    kind: 'average',
    parts: [amount, count],
    whole: stated,
    computed,
    arithmetic: `${amount.quote}÷${count.quote}＝${shown(value, stated)}`,
  }
}

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

/** A stated price times a count against the amount: 按每亩500元补助,共补助20亩,资金1万元. */
export function statedPrices(reading: Reading): Judgement[] {
  const out: Judgement[] = []
  for (const sentence of reading.sentences) {
    for (const [index, price] of sentence.quantities.entries()) {
      if (!price.per || price.dimension !== 'money' || !standardWord.test(price.lead) || /均/.test(price.lead)) continue
      const around = sentence.quantities.filter(
        (q, i) => Math.abs(i - index) <= 4 && isAmount(q) && q.segment === price.segment,
      )
      const counts = around.filter((q) => countsFor(price, q))
      const amounts = around.filter((q) => q.dimension === 'money')
      const [count, amount] = [counts[0], amounts[0]]
      if (counts.length !== 1 || amounts.length !== 1 || !count || !amount) continue
      const computed = multiplyBounds(exactPrice(price), {
        low: over(count.bounds.low, price.per.factor),
        high: count.bounds.high && over(count.bounds.high, price.per.factor),
      })
      const value = times(price.exact, over(count.exact, price.per.factor))
      const claim: Claim = {
        kind: 'unit-price',
        parts: [price, count],
        whole: amount,
        computed,
        arithmetic: `${price.quote}×${count.quote}＝${shown(value, amount, 4)}`,
      }
      if (overlap(computed, amount.bounds)) out.push(holding(reading, claim))
      else if (![price, count, amount].some((q) => q.approx) && Math.abs(amount.clause - price.clause) <= 2) {
        const sure = standardOnly.test(price.lead) && after(price, amount)
        const second = sure ? '' : '如果有人未满期限或金额另有构成，请写明；否则'
        out.push(
          broken(
            reading,
            claim,
            sure ? 'error' : 'doubt',
            `${claim.arithmetic}，文中写${amount.quote}。${second}请核对单价、数量和金额。`,
            [
              { says: '单价乘数量', value: toNumber(over(value, amount.factor)), unit: amount.unit },
              { says: '文中', value: amount.value, unit: amount.unit },
            ],
          ),
        )
      }
    }
  }
  return out
}

function after(a: Placed, b: Placed): boolean {
  return b.start > a.start
}

/** A price is set, not measured: 每亩500元 means exactly that. */
function exactPrice(price: Placed): Bounds {
  return price.range ? price.bounds : { low: price.exact, high: price.exact }
}
