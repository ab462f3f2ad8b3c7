/** Shares and rates: 其中女性320人,占40%; 应参保1200人,实际参保1176人,参保率98%. */
import {
  type Bounds,
  compare,
  divideBounds,
  over,
  overlap,
  plus,
  times,
  toNumber,
  toText,
  whole,
} from '#proofread/exact.ts'
import type { Judgement, Severity } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { broken, type Claim, cutOff, earlier, holding, isAmount, sharesName } from './claims.ts'
import { shareBehind, shareWord } from './sums.ts'

const rateWord =
  /率(?:达到|达|为|是|约|近|超过|均为|均达|提高到|\s)*$|完成[\u4e00-\u9fff]{0,10}(?:计划|任务|目标)[\u4e00-\u9fff]{0,6}的?$/
const growthWord = /增长|提高|上升|下降|降低|减少|增幅|同比|环比|较上/

export function shares(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) => {
    const previous = reading.sentences[n - 1]
    const near = previous?.paragraph === sentence.paragraph ? previous : undefined
    return sentence.quantities.flatMap((claimed, index) => {
      if (claimed.dimension !== 'share' || growthWord.test(claimed.lead)) return []
      const total = totalBefore(reading, sentence, index)
      const judged =
        total || shareWord.test(claimed.lead)
          ? share(reading, sentence, claimed, index, near, total)
          : rateWord.test(claimed.lead)
            ? rate(reading, sentence, claimed, index)
            : undefined
      return judged ? [judged] : []
    })
  })
}

/** 占农户总数7141户的25.7%, 完成计划4000吨的96.5%: the whole stands right before the share. */
function totalBefore(reading: Reading, sentence: Sentence, index: number): Placed | undefined {
  const claimed = sentence.quantities[index]
  const total = sentence.quantities[index - 1]
  if (!claimed || !total || !isAmount(total) || !/(?:占|完成|达到|相当于)[^,;。]*$/.test(total.lead)) return undefined
  return /^[^,;。、]{0,6}的(?:约|近)?$/.test(reading.text.slice(total.end, claimed.start)) ? total : undefined
}

function share(
  reading: Reading,
  sentence: Sentence,
  claimed: Placed,
  index: number,
  previous: Sentence | undefined,
  total: Placed | undefined,
): Judgement | undefined {
  if (total) {
    const kind = /占/.test(total.lead) ? 'share' : 'coverage'
    const parts = earlier(sentence.quantities, sentence.quantities.indexOf(total), total, 3)
    return decide(
      reading,
      parts.map((part) => quotient(kind, part, total, claimed)),
      claimed,
      'error',
    )
  }
  const part = sentence.quantities.slice(0, index).findLast((q) => isAmount(q))
  if (!part || claimed.clause - part.clause > 1) return undefined
  const free = (q: Placed) => !shareBehind(sentence, q)
  const before = earlier(sentence.quantities, sentence.quantities.indexOf(part), part).filter(free)
  const after = sentence.quantities.filter(
    (q) => q.start > claimed.end && q.dimension === part.dimension && isAmount(q) && /合计|总计|共计/.test(q.opening),
  )
  const among = reading.text.lastIndexOf('其中', part.start)
  const marked = among >= sentence.start ? before.filter((q) => q.end <= among) : []
  const there = previous ? earlier(previous.quantities, previous.quantities.length, part) : []
  const wholes = [...before, ...after, ...there]
  // One whole to choose from, or the one that 其中 points at: nothing else the share could be of.
  const only = marked[0] ?? (wholes.length === 1 ? wholes[0] : undefined)
  const plain = /占(?:比|总数|总量|全部|其中)?的?(?:为|达到|达|约|近)*$/.test(claimed.lead)
  // 占采集农户的73%: the whole is named again.
  const name = /占([^,;。]{2,16})的$/.exec(claimed.lead)?.[1]
  const called = name
    ? (wholes.find((w) => w.title.includes(name)) ?? wholes.find((w) => sharesName(name, w.title + w.trail)))
    : undefined
  const order = [called, only, ...wholes].filter((w) => w !== undefined)
  const claims = order.map((w) => quotient('share', part, w, claimed))
  const pointed = only && (only === marked[0] || /共|总|现有|合计/.test(only.opening))
  const certain = pointed && plain && before.length + after.length > 0
  // 报销比例82.8%: of the one figure before it, most likely.
  const likely = called ?? (plain || /(?:比例|比重)[^,;。]{0,3}$/.test(claimed.lead) ? only : undefined)
  return decide(reading, claims, claimed, certain ? 'error' : likely && 'doubt')
}

function rate(reading: Reading, sentence: Sentence, claimed: Placed, index: number): Judgement | undefined {
  const amounts = sentence.quantities.slice(Math.max(0, index - 6), index).filter((q) => isAmount(q))
  const last = amounts.at(-1)
  if (!last || last.segment !== claimed.segment || claimed.clause - last.clause > 3) return undefined
  const same = amounts.filter((q) => q.dimension === last.dimension)
  const here = same.filter((q) => q.segment === claimed.segment)
  const claims: (Claim | undefined)[] = []
  const stem = /([\u4e00-\u9fff]{2})率/.exec(claimed.lead)?.[1]
  const named = stem ? here.findLast((q) => q.label.endsWith(stem)) : undefined
  const [first, second] = here
  if (here.length === 2 && first && second) {
    const stated = due.test(first.opening) && done.test(second.opening)
    const certain = stated && rateOf(second, stem)
    // 普及率 right behind two figures of one kind is of these two, unless the writer has another whole in mind.
    const near = stated || (claimed.clause - last.clause <= 1 && second.clause - first.clause <= 2)
    const [part, total] = named === first ? [first, second] : [second, first]
    if (near && !claimed.approx)
      return decide(reading, [quotient('coverage', part, total, claimed)], claimed, certain ? 'error' : 'doubt')
  }
  for (const total of earlier(same, same.length, last))
    for (const part of here) {
      // Equal figures are the same either way; the first of them is what was due.
      if (part === total || (part.exact.n === total.exact.n && part.start < total.start)) continue
      if (named && part !== named && total.segment !== claimed.segment) continue
      if (compare(part.exact, total.exact) <= 0) claims.push(quotient('coverage', part, total, claimed))
    }
  return decide(reading, claims, claimed, named && 'doubt')
}

/** The rate is named after what was done (参保率 of 实际参保), or is one of 完成率 and its like. */
function rateOf(part: Placed, stem: string | undefined): boolean {
  return stem !== undefined && (part.opening.includes(stem) || /完成|到位|达标|覆盖|整改|竣工/.test(stem))
}

const due = /应|计划|任务|目标|需|共有|总/
const done = /实|已|完成|参保|签约|办结|整改|入住|通过|到位|建成|竣工/

/** Any quotient that fits holds; if none does, the first one is what was meant, as surely as `severity` says. */
function decide(
  reading: Reading,
  candidates: (Claim | undefined)[],
  claimed: Placed,
  severity: Severity | undefined,
): Judgement | undefined {
  const claims = candidates.filter((c) => c !== undefined)
  const fitting = claims.find((c) => overlap(c.computed, claimed.bounds))
  if (fitting) return holding(reading, fitting)
  const [only] = claims
  return only && severity ? mismatch(reading, only, claimed, severity) : undefined
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

function mismatch(reading: Reading, claim: Claim, claimed: Placed, severity: Severity): Judgement {
  const numbers = [
    { says: '按两个数算出', value: toNumber(over(middle(claim.computed), claimed.factor)), unit: claimed.unit },
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
  const [part, total] = claim.parts
  if (part && total && cutOff(over(part.exact, total.exact), claimed))
    return broken(reading, claim, 'note', `${claim.arithmetic}，文中${claimed.quote}像是舍去了尾数。`, numbers)
  const second = severity === 'doubt' ? '如果分母另有口径，请写明；否则' : ''
  return broken(reading, claim, severity, `${claim.arithmetic}，文中写${claimed.quote}。${second}请核对。`, numbers)
}

function middle(bounds: Bounds) {
  return bounds.high ? over(plus(bounds.low, bounds.high), whole(2)) : bounds.low
}
