/** Shares and rates: 其中女性320人,占40%; 应参保1200人,实际参保1176人,参保率98%. */
import {
  type Bounds,
  compare,
  divideBounds,
  minus,
  over,
  overlap,
  times,
  toNumber,
  toText,
  whole,
} from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { broken, type Claim, earlier, holding, isAmount } from './claims.ts'

const shareWord =
  /占(?:比|到|了|全部|总数|总量|全乡|全镇|全村|总|的|约|近|为|达|超过?|比例|比重|[\u4e00-\u9fff]{0,12}的)*$|(?:占比|比重|比例)(?:为|达到|达|是|约|近|超过)*$/
const rateWord =
  /率(?:达到|达|为|是|约|近|超过|均为|均达|提高到|\s)*$|完成[\u4e00-\u9fff]{0,10}(?:计划|任务|目标)[\u4e00-\u9fff]{0,6}的?$/
const growthWord = /增长|提高|上升|下降|降低|减少|增幅|同比|环比|较上/

export function shares(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) =>
    sentence.quantities.flatMap((claimed, index) => {
      if (claimed.dimension !== 'share' || growthWord.test(claimed.lead)) return []
      const judged = shareWord.test(claimed.lead)
        ? share(reading, sentence, claimed, index, reading.sentences[n - 1])
        : rateWord.test(claimed.lead)
          ? rate(reading, sentence, claimed, index)
          : undefined
      return judged ? [judged] : []
    }),
  )
}

function share(
  reading: Reading,
  sentence: Sentence,
  claimed: Placed,
  index: number,
  previous: Sentence | undefined,
): Judgement | undefined {
  const amounts = sentence.quantities.slice(0, index).filter((q) => isAmount(q))
  const part = amounts.at(-1)
  if (!part || claimed.clause - part.clause > 1) return undefined
  const here = earlier(sentence.quantities, sentence.quantities.indexOf(part), part)
  const there =
    previous?.paragraph === sentence.paragraph ? earlier(previous.quantities, previous.quantities.length, part) : []
  const wholes = [...here, ...there].filter((w) => compare(w.exact, part.exact) >= 0)
  const claims = wholes.map((w) => quotient('share', part, w, claimed)).filter((c) => c !== undefined)
  const fitting = claims.find((c) => overlap(c.computed, claimed.bounds))
  if (fitting) return holding(reading, fitting)
  // One whole to choose from, named as such: nothing else the share could be of.
  const named = /占(?:总数|总量|全部|其中)?的?(?:约|近)?$|占比(?:为|达到|达|约)?$/.test(claimed.lead)
  const only = claims[0]
  if (!only || here.length !== 1 || claims.length !== 1 || !named) return undefined
  return mismatch(reading, only, claimed)
}

function rate(reading: Reading, sentence: Sentence, claimed: Placed, index: number): Judgement | undefined {
  const amounts = sentence.quantities
    .slice(Math.max(0, index - 6), index)
    .filter((q) => isAmount(q) && q.segment === claimed.segment && claimed.clause - q.clause <= 3)
  const last = amounts.at(-1)
  if (!last) return undefined
  const same = amounts.filter((q) => q.dimension === last.dimension)
  const claims: Claim[] = []
  for (const part of same) {
    for (const total of same) {
      if (part === total || compare(part.exact, total.exact) > 0) continue
      if (part.exact.n === total.exact.n && part.start < total.start) continue
      const claim = quotient('coverage', part, total, claimed)
      if (claim) claims.push(claim)
    }
  }
  const fitting = claims.find((c) => overlap(c.computed, claimed.bounds))
  if (fitting) return holding(reading, fitting)
  const only = claims[0]
  if (claims.length !== 1 || !only || same.length !== 2) return undefined
  const [first, second] = same
  const due = /应|计划|任务|目标|需|共有|总/
  const done = /实|已|完成|参保|签约|办结|整改|入住|通过|到位|建成/
  if (!first || !second || !due.test(first.lead) || !done.test(second.lead) || first.exact.n === 0n) return undefined
  return mismatch(reading, only, claimed)
}

function quotient(
  kind: 'share' | 'coverage',
  part: ExactQuantity,
  total: ExactQuantity,
  claimed: Placed,
): Claim | undefined {
  const computed = divideBounds(part.bounds, total.bounds)
  if (!computed || total.exact.n === 0n) return undefined
  const value = times(over(part.exact, total.exact), whole(100))
  return {
    kind,
    parts: [part, total],
    whole: claimed,
    computed,
    arithmetic: `${part.quote}÷${total.quote}＝${toText(value, 2)}%`,
  }
}

function mismatch(reading: Reading, claim: Claim, claimed: Placed): Judgement {
  const value = toNumber(over(midpoint(claim.computed), claimed.factor))
  const numbers = [
    { says: '按两个数算出', value, unit: claimed.unit },
    { says: '文中', value: claimed.value, unit: claimed.unit },
  ]
  if (claimed.approx || claim.parts.some((p) => p.approx))
    return broken(
      reading,
      claim,
      'doubt',
      `${claim.arithmetic}，与文中${claimed.quote}不符；其中有约数，请核对。`,
      numbers,
    )
  const excess = minus(claim.computed.low, claimed.exact)
  const step = claimed.bounds.high && minus(claimed.bounds.high, claimed.bounds.low)
  if (step && excess.n > 0n && compare(excess, step) < 0)
    return broken(reading, claim, 'note', `${claim.arithmetic}，文中${claimed.quote}像是舍去了尾数。`, numbers)
  return broken(reading, claim, 'error', `${claim.arithmetic}，文中写${claimed.quote}。请核对。`, numbers)
}

function midpoint(bounds: Bounds) {
  return bounds.high
    ? over(
        { n: bounds.low.n * bounds.high.d + bounds.high.n * bounds.low.d, d: bounds.low.d * bounds.high.d },
        whole(2),
      )
    : bounds.low
}
