/** Quotients that the world bounds: cocoons of a box, seedlings of an acre, people of a household. */
import {
  type Bounds,
  compare,
  decimal,
  divideBounds,
  type Exact,
  over,
  overlap,
  times,
  toNumber,
  toText,
  whole,
} from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import { householdSize, type UsualRange } from '#proofread/parameters.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { unitNamed } from '#proofread/units.ts'
import { between, broken, type Claim, holding, isAmount } from './claims.ts'

/** Checks amounts against counts by the ranges that hold in `year` (all of them when no year is known). */
export function usualQuotients(reading: Reading, ranges: UsualRange[], year: number | undefined): Judgement[] {
  const current = ranges.filter((r) => !year || ((r.from ?? 0) <= year && year <= (r.until ?? 9999)))
  const compiled = current.map((range) => ({
    range,
    amount: new RegExp(range.amount.words),
    count: new RegExp(range.count.words),
  }))
  return reading.sentences.flatMap((sentence) =>
    compiled.flatMap(({ range, amount, count }) => {
      const judged = sentence.quantities
        .filter((q) => fits(reading, q, range.amount.unit, amount))
        .flatMap((a) => {
          const c = countFor(reading, sentence, a, range, count)
          return (c && judge(reading, range, a, c)) ?? []
        })
      // The same words beside two amounts: which one is meant cannot be told.
      return judged.length <= 2 ? judged : []
    }),
  )
}

/** The count of that unit which stands nearest to an amount, when it is called as the range says. */
function countFor(
  reading: Reading,
  { quantities }: Sentence,
  amount: Placed,
  { count }: UsualRange,
  words: RegExp,
): Placed | undefined {
  const wanted = unitNamed(count.unit)
  const alike = quantities.filter((q) => isAmount(q) && q.dimension === wanted?.dimension && !q.per)
  const together = alike.filter((q) => q.segment === amount.segment)
  const near = (together.length ? together : alike).filter((q) => Math.abs(q.clause - amount.clause) <= 3)
  const nearest = near.findLast((q) => q.start < amount.start) ?? near.find((q) => q.start > amount.start)
  return nearest && fits(reading, nearest, count.unit, words) ? nearest : undefined
}

function fits(reading: Reading, quantity: Placed, unit: string, words: RegExp): boolean {
  const wanted = unitNamed(unit)
  if (!wanted || !isAmount(quantity) || quantity.dimension !== wanted.dimension) return false
  const near = quantity.lead || reading.text.slice(Math.max(0, quantity.start - 16), quantity.start)
  return words.test(near) || words.test(quantity.trail)
}

function judge(reading: Reading, range: UsualRange, amount: Placed, count: Placed): Judgement | undefined {
  const [amountUnit, countUnit] = [unitNamed(range.amount.unit), unitNamed(range.count.unit)]
  if (!amountUnit || !countUnit || count.exact.n === 0n) return undefined
  const perUnit = (b: Bounds, factor: Exact): Bounds => ({
    low: over(b.low, factor),
    high: b.high && over(b.high, factor),
  })
  const computed = divideBounds(perUnit(amount.bounds, amountUnit.factor), perUnit(count.bounds, countUnit.factor))
  if (!computed) return undefined
  const per = whole(range.per ?? 1)
  const value = times(over(over(amount.exact, amountUnit.factor), over(count.exact, countUnit.factor)), per)
  const usual: Bounds = { low: decimal(String(range.low)), high: decimal(String(range.high)) }
  const quotient = `${amount.quote}÷${count.quote}＝${toText(value, 1)}${range.unit}/${range.count.unit}`
  const claim: Claim = {
    pattern: 'usual',
    kind: 'yield',
    parts: [amount, count],
    whole: undefined,
    computed,
    arithmetic: `${quotient}，常见${range.low}—${range.high}${range.unit}`,
  }
  if (overlap(computed, usual)) return holding(reading, claim)
  const slip = [10, 100, 1000, 10_000].flatMap((n) => [over(value, whole(n)), times(value, whole(n))])
  // A range of three digits' width is a factor of ten from anything.
  const narrow = range.high <= range.low * 20
  const likely = !narrow
    ? -1
    : slip.findIndex((v) => compare(v, usual.low) >= 0 && usual.high !== undefined && compare(v, usual.high) <= 0)
  const hint = likely < 0 ? '请核对两个数和单位。' : `相差约${10 ** (1 + (likely >> 1))}倍，请核对小数点、“万”和单位。`
  const message = `${range.says}：${claim.arithmetic}（${range.source}）。如果情况特殊，请写明；${hint}`
  return broken(reading, claim, 'doubt', message, [
    { says: range.says, value: toNumber(value), unit: range.unit },
    { says: '常见下限', value: range.low, unit: range.unit },
    { says: '常见上限', value: range.high, unit: range.unit },
  ])
}

/** 20户24人: a household has at least one person. Only pairs written side by side are compared, and only misfits are said. */
export function householdsAndPeople(reading: Reading): Judgement[] {
  const out: Judgement[] = []
  for (const sentence of reading.sentences) out.push(...pairs(reading, sentence))
  return out
}

function pairs(reading: Reading, sentence: Sentence): Judgement[] {
  const out: Judgement[] = []
  for (const [index, households] of sentence.quantities.entries()) {
    const people = sentence.quantities[index + 1]
    if (!people || households.dimension !== 'household' || people.dimension !== 'person' || people.unit !== '人')
      continue
    if (households.per || people.per || between(reading, households, people).replace(/[约近共计、, ]/g, '')) continue
    const size = divideBounds(people.bounds, households.bounds)
    if (!size || households.exact.n === 0n) continue
    const usual: Bounds = { low: whole(householdSize.low), high: whole(householdSize.high) }
    if (overlap(size, usual)) continue
    const average = over(people.exact, households.exact)
    const claim: Claim = {
      pattern: 'household-people',
      kind: 'household-people',
      parts: [people, households],
      whole: undefined,
      computed: size,
      arithmetic: `${people.quote}÷${households.quote}＝每户${toText(average, 2)}人`,
    }
    const few = compare(average, whole(1)) < 0
    const alone =
      between(reading, households, people) === '' &&
      /^(?:$|[,;。、)\n])/.test(reading.text.slice(people.end, people.end + 1))
    const severity = few && alone ? 'error' : 'doubt'
    const message = few
      ? `人数${people.quote}少于户数${households.quote}，每户至少1人。${severity === 'doubt' ? '如果只数了户中的一部分人，请写明；否则' : ''}请核对。`
      : `${claim.arithmetic}，比一般的家庭多得多。如果两个数不是同一批户，请写明；否则请核对户数和人数。`
    out.push(
      broken(reading, claim, severity, message, [
        { says: '户数', value: households.value, unit: '户' },
        { says: '人数', value: people.value, unit: '人' },
      ]),
    )
  }
  return out
}
