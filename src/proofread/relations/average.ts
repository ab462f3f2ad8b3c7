/** Averages: 为120户发放36万元,户均3000元; 平均每栋出栏2.5万羽. */
import {
  type Bounds,
  compare,
  divideBounds,
  type Exact,
  minus,
  over,
  overlap,
  plus,
  type Rough,
  roughly,
  toNumber,
  whole,
} from '#proofread/exact.ts'
import { type Judgement, type NamedNumber, shown } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { isChange } from './changes.ts'
import { broken, type Claim, holding, isAmount, previousOf, sharesName } from './claims.ts'
import { difference } from './lists.ts'
import { oneSlipAway, quotientRange } from './slips.ts'

const nearby = 8

/** Averages stated in words (户均, 人均, 亩均, 平均每栋), against the amounts and counts beside them. */
export function averages(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) =>
    sentence.quantities.flatMap((stated) => {
      // A price for each (每户500元) is judged by `statedPrices`.
      const priced = stated.dimension === 'money' && !averageWord.test(stated.lead)
      return (stated.per && !priced && average(reading, sentence, previousOf(reading, n), stated)) || []
    }),
  )
}

const averageWord = /[户人亩村组场件头株台笔日班校套栋棚箱股次生单站]均|平均|(?:亩产|单产)$|摊到/

const anybodys = /收入|支出|面积|资金|[人户]均/
/** What people earn or own is not paid out of an amount in the same sentence. */
const notPaid = /增收|工资|补差|自付|收入|支出|可支配|产值|耕地|面积|寿命|存款|GDP|生产总值/

function average(
  reading: Reading,
  sentence: Sentence,
  previous: Sentence | undefined,
  stated: Placed,
): Judgement | undefined {
  if (!stated.bounds.high || (isChange(stated) && !/增[产收]/.test(stated.lead))) return undefined
  const said = rounded(stated)
  const index = sentence.quantities.indexOf(stated)
  const around = sentence.quantities.filter(
    (q, i) => i !== index && Math.abs(i - index) <= nearby && divisible(q) && q.depth <= stated.depth,
  )
  const everyAmount = around.filter((q) => q.dimension === stated.dimension)
  const everyCount = countsOf(around, stated)
  const claims = pairs(everyAmount, everyCount, stated)
  // What is told behind the next semicolon is of something else, unless it comes out to the last digit.
  const here = (claim: Claim) =>
    claim.parts.every((p) => p.start < stated.start || around.find((q) => q === p)?.segment === stated.segment)
  const fitting = claims.find((claim) => overlap(claim.computed, said) && (here(claim) || exactly(claim, stated)))
  if (fitting) return holding(reading, fitting)
  const certain = meantAverage(reading, around, stated, index)
  if (certain) return certain
  // 12栋鸡舍一字排开。平均每栋…: amount or count may stand in the sentence before.
  const there = previous?.quantities.filter(divisible) ?? []
  const amounts = [...everyAmount, ...there.filter((q) => q.dimension === stated.dimension)]
  const counts = [...everyCount, ...countsOf(there, stated)]
  const far = pairs(amounts, counts, stated)
  const held = far.find((claim) => overlap(claim.computed, said))
  if (held)
    return averageWord.test(stated.lead) || stated.per?.dimension !== 'number' ? holding(reading, held) : undefined
  const before = likely(amounts, stated)
  // 平均每栋出栏2.5万羽,全年出栏30万羽: the amount may follow.
  const behind = before.length ? [] : amounts.filter((q) => q.segment === stated.segment).slice(0, 1)
  const told = pairs([...before, ...behind], likely(counts, stated), stated)
  const near = averageWord.test(stated.lead) ? told.find((c) => explained(c, stated, told.length < 3)) : undefined
  return near && broken(reading, near, 'doubt', unlikeMessage(near, stated), numbersOf(near, stated))
}

/** The last two before an average, and those that are called like it: among more of them chance finds a fit. */
function likely(quantities: Placed[], stated: Placed): Placed[] {
  const before = quantities.filter((q) => q.start < stated.start).sort((a, b) => a.start - b.start)
  const largest = before.reduce<Placed[]>(
    (most, q) => (most[0] && compare(most[0].exact, q.exact) >= 0 ? most : [q]),
    [],
  )
  return [
    ...new Set([
      ...before.slice(-2),
      ...largest,
      ...before.filter((q) => q.title && sharesName(q.title, stated.title)),
    ]),
  ]
}

/** Days are divided by, too: 长假7天,…日均7.7万元. */
function divisible(quantity: Placed): boolean {
  return (
    (isAmount(quantity) || /^(?:天|小时)$/.test(quantity.unit)) &&
    quantity.bounds.high !== undefined &&
    !difference.test(quantity.lead)
  )
}

function pairs(amounts: Placed[], counts: Placed[], stated: Placed): Claim[] {
  return amounts.flatMap((amount) =>
    counts.flatMap((count) => (amount === count ? [] : (claimOf(amount, count, stated) ?? []))),
  )
}

function exactly({ parts: [amount, count] }: Claim, stated: Placed): boolean {
  return amount !== undefined && count !== undefined && compare(quotientOf(amount, count, stated), stated.exact) === 0
}

/** In base units. */
function quotientOf(amount: ExactQuantity, count: ExactQuantity, stated: ExactQuantity): Exact {
  return over(amount.exact, over(count.exact, stated.per?.factor ?? whole(1)))
}

/** One slip of the hand explains why the quotient does not fit. */
function explained({ parts: [amount, count] }: Claim, stated: Placed, few: boolean): boolean {
  if (!amount || !count || stated.approx || stated.range) return false
  const factor = toNumber(stated.per?.factor ?? whole(1))
  const per = (a: Rough, c: Rough) => quotientRange(a, { low: c.low / factor, high: c.high / factor })
  const said = { ...stated, rough: roughly(rounded(stated)) }
  return oneSlipAway([amount, count, said], per, few ? 2 : 3)
}

function unlikeMessage(claim: Claim, stated: Placed): string {
  return `${claim.arithmetic}，文中写${stated.quote}。与前面的数都不符。如果另有口径，请写明；否则请核对。`
}

function numbersOf({ parts: [amount, count] }: Claim, stated: Placed): NamedNumber[] {
  if (!amount || !count) return []
  const value = over(quotientOf(amount, count, stated), stated.factor)
  return [
    { says: '按总额和数量算出', value: toNumber(value), unit: stated.unit },
    { says: '文中', value: stated.value, unit: stated.unit },
  ]
}

/** The one amount and the one count that an average before which they stand can be of, and it is not. */
function meantAverage(reading: Reading, around: Placed[], stated: Placed, index: number): Judgement | undefined {
  const limit = /上限|不超过|最高|最低|标准|至少|[年月季周日]人?户?均|[月季周日]|每年/
  if (!averageWord.test(stated.lead) || limit.test(stated.lead + stated.trail)) return undefined
  const before = around.filter((q) => q.start < stated.start)
  const alike = around.filter((q) => q.dimension === stated.dimension && q.segment === stated.segment)
  // Only the figures of the clauses right before can be what was divided.
  const amountsBefore = alike.filter((q) => q.start < stated.start)
  const amounts = amountsBefore.length ? amountsBefore : alike
  const counts = countsOf(before, stated)
  const [count, ...countsLeft] = near(counts, stated, 3) ?? near(counts, stated, 9) ?? []
  const [amount, ...amountsLeft] = meant(near(amounts, stated, 3) ?? [], count, stated)
  const only = amount && count && claimOf(amount, count, stated)
  if (!only || amountsLeft.length || index < 0) return undefined
  if (notPaid.test(stated.lead) && !sharesName(stated.lead, amount.title, anybodys)) return undefined
  const vague = stated.approx || amount.approx || count.approx || stated.range
  // 户均3000元 is of the amount before it; 户均面积3亩 may be of anything.
  const named = stated.lead.replace(new RegExp(`^.*均|约|为|达|每${stated.per?.word ?? '.'}`, 'g'), '')
  const loose = named !== '' && !sharesName(named, amount.title) && !/补|奖|发放|资金|分红|理赔|投入/.test(named)
  const choice =
    loose ||
    (count.dimension === 'person-time' && stated.per?.dimension === 'person') ||
    countsLeft.length > 0 ||
    count.segment !== stated.segment ||
    !amountsBefore.length ||
    notPaid.test(stated.lead)
  if (choice && !vague && !explained(only, stated, true) && !sharesName(named, amount.title) && named !== '')
    return undefined
  if (choice) return broken(reading, only, 'doubt', unlikeMessage(only, stated), numbersOf(only, stated))
  const message = `${only.arithmetic}，文中写${stated.quote}。${vague ? '其中有约数，' : ''}请核对。`
  return broken(reading, only, vague ? 'doubt' : 'error', message, numbersOf(only, stated))
}

/** An average is rounded even where what it counts comes whole: 场均71人次. */
function rounded(stated: ExactQuantity): Bounds {
  if (stated.bounds.high === undefined || compare(stated.bounds.low, stated.bounds.high) !== 0) return stated.bounds
  const half = over(stated.scale, whole(2))
  return { low: minus(stated.exact, half), high: plus(stated.exact, half) }
}

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

/** 平均每位 is of 12位, though 449人 are people too. */
function countsOf(quantities: Placed[], stated: Placed): Placed[] {
  const counts = quantities.filter((q) => countsFor(stated, q))
  const called = stated.per?.word === '人' ? [] : counts.filter((q) => q.unit === stated.per?.word)
  return called.length ? called : counts
}

export function countsFor(stated: Placed, count: Placed): boolean {
  const word = stated.per?.word ?? ''
  if (count.unit === word) return true
  if (stated.per?.dimension === 'person') return count.dimension === 'person' || count.dimension === 'person-time'
  if (word === '次' && /人次|户次/.test(count.unit)) return true
  if (word === '生') return count.dimension === 'person' || count.dimension === 'person-time'
  // 9个班, 10个村: the class or village is named behind its measure word.
  if (count.unit === '个' && word && (count.trail.slice(0, 4).includes(word) || count.label.endsWith(word))) return true
  if (word === '村') return count.unit === '个' && /村/.test(count.trail)
  return stated.per !== undefined && count.dimension === stated.per.dimension && stated.per.dimension !== 'number'
}

function claimOf(amount: ExactQuantity, count: ExactQuantity, stated: ExactQuantity): Claim | undefined {
  const scaled = stated.per
    ? {
        low: over(count.bounds.low, stated.per.factor),
        high: count.bounds.high && over(count.bounds.high, stated.per.factor),
      }
    : count.bounds
  const computed = divideBounds(amount.bounds, scaled)
  if (!computed || count.exact.n === 0n) return undefined
  const value = quotientOf(amount, count, stated)
  return {
    pattern: 'average',
    kind: 'average',
    parts: [amount, count],
    whole: stated,
    computed,
    arithmetic: `${amount.quote}÷${count.quote}＝${shown(value, stated)}`,
  }
}
