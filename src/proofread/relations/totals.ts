/** Totals behind their parts (甲村12户、乙村8户,合计20户), and wholes that fall into done and left (已整改12个,剩余3个). */
import { compare } from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { holding, isAmount, mayOverlap, sharesName } from './claims.ts'
import { partition } from './partition.ts'
import { addsUp, misfit, sumClaim } from './sums.ts'

const mostParts = 30

export function totalsAndRemainders(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) => {
    const previous = reading.sentences[n - 1]
    const near = previous?.paragraph === sentence.paragraph ? previous : undefined
    return [...totals(reading, sentence), ...remainders(reading, sentence, near)]
  })
}

const totalWord = /(合计|总计|共计|总共|一共|(?<![公中])共(?![同产享建青和治振性]))([^,;。、:]{0,8})$/
/** What may stand between 合计 and its number, so that it is still the total of what was listed. */
const verbOnly = /^(?:为|达|达到|是|约|发放|投入|资金|投资|补助|新建|改造|户数|人数|面积|金额|\s)*$/

function totals(reading: Reading, sentence: Sentence): Judgement[] {
  const found = sentence.quantities.flatMap((whole, index) => {
    const word = isAmount(whole) ? totalWord.exec(whole.opening) : null
    const parts = word ? partsBefore(sentence, whole, index) : []
    if (!word || parts.length < 2) return []
    const numbered = countWord(reading, whole) === parts.length
    const fitting = fit(parts, whole)
    return [{ whole, word, parts, numbered, fitting: numbered && fitting !== parts ? undefined : fitting }]
  })
  const complete = found.some(({ fitting, parts }) => fitting?.length === parts.length)
  return found.flatMap(({ whole, word, parts, numbered, fitting }) => {
    if (fitting) return [holding(reading, sumClaim(fitting, whole))]
    if (mayOverlap(reading.text.slice(sentence.start, sentence.end))) return []
    if (mixed(parts) && !complete) {
      // …脱贫户、监测户;…脱贫户、监测户;监测户合计: the total is of those that are called so.
      const named = parts.filter((p) => p.title && whole.title.includes(p.title.slice(-3)))
      return named.length > 1 ? [misfit(reading, named, whole, 'doubt')] : []
    }
    if (!numbered && (!verbOnly.test(word[2] ?? '') || !adjacent(sentence, parts, whole))) return []
    const { kind } = partition(parts)
    const sure = kind === 'complete' || kind === 'apart' || complete || numbered || word[1] !== '共'
    return [misfit(reading, parts, whole, sure ? 'error' : 'doubt')]
  })
}

const small = '零一二三四五六七八九十'

/** The 3 of 三项合计, 三村共: how many parts the total says it has. */
function countWord(reading: Reading, whole: Placed): number | undefined {
  const before = reading.text.slice(Math.max(0, whole.start - 16), whole.start)
  const word =
    /([两二三四五六七八九十])(?:项|类|者|村|组|处|年|笔|家|个)[^,;。、]{0,6}(?:合计|共计|总计|共)[^,;。、]{0,4}$/.exec(
      before,
    )?.[1]
  return word ? (word === '两' ? 2 : small.indexOf(word)) : undefined
}

/** All parts, those that share a name with the total, or the last ones, whichever add up. */
function fit(parts: Placed[], whole: Placed): Placed[] | undefined {
  const named = parts.filter((p) => sharesName(p.title, whole.title))
  const readings = [parts, named, ...parts.slice(0, -2).map((_, n) => parts.slice(n + 1))]
  return readings.find((list) => addsUp(list, whole))
}

/** Quantities of the same kind before a total, back to the total before it. */
function partsBefore(sentence: Sentence, whole: Placed, index: number): Placed[] {
  const parts: Placed[] = []
  for (let i = index - 1; i >= 0 && parts.length < mostParts; i--) {
    const part = sentence.quantities[i]
    if (!part || part.depth !== whole.depth || part.dimension !== whole.dimension) continue
    if (!isAmount(part) || !part.bounds.high) continue
    // Totals side by side are of the same list; one further back closes another list.
    if (totalWord.test(part.opening)) {
      if (parts.length) break
      continue
    }
    parts.unshift(part)
  }
  return parts
}

/** The parts are one list that ends right before the total: one in each item, nothing else told in between. */
function adjacent(sentence: Sentence, parts: Placed[], whole: Placed): boolean {
  const [first] = parts
  if (!first || new Set([...parts, whole].map((p) => p.item)).size <= parts.length) return false
  const others = sentence.quantities.filter(
    (q) => q.start > first.start && q.start < whole.start && !parts.includes(q) && isAmount(q),
  )
  const items = new Set([...parts, whole].map((p) => p.item))
  const gaps = [...parts.slice(1), whole].map((part, i) => part.clause - (parts[i]?.clause ?? 0))
  return others.every((q) => items.has(q.item)) && gaps.every((gap) => gap <= 2)
}

/** Some name comes back among the parts. */
function mixed(parts: Placed[]): boolean {
  const names = parts.map((p) => p.title).filter(Boolean)
  return new Set(names).size < names.length || names.some((a, i) => names.some((b, j) => i !== j && b.endsWith(a)))
}

const doneWord = /已|完成|办结|解决|整改|立改|销号|化解|通过|核实|属实|当场|现场|完工|竣工/
const leftWord = /剩余|其余|余下|尚有|还有|还剩|尚未|未|不属实|正在|待|限期|在建|转办|交办/

/** A whole in two: what is done and what is left. */
function remainders(reading: Reading, sentence: Sentence, previous: Sentence | undefined): Judgement[] {
  const amounts = sentence.quantities.filter((q) => isAmount(q) && q.depth === 0)
  return amounts.flatMap((left, index) => {
    const word = leftWord.exec(left.opening)?.[0]
    const before = amounts.slice(0, index).filter((q) => q.dimension === left.dimension)
    const done = before.at(-1)
    if (!word || !done || !doneWord.test(done.opening) || leftWord.test(done.opening)) return []
    const parts = [done, left]
    const here = before.slice(0, -1).reverse()
    const there = previous?.quantities.filter((q) => q.dimension === left.dimension && isAmount(q)).reverse() ?? []
    const fitting = [...here, ...there].slice(0, 8).find((whole) => addsUp(parts, whole))
    if (fitting) return [holding(reading, sumClaim(parts, fitting))]
    const total = here.find((q) => /共|总|合计|现有/.test(q.opening))
    const whole = here[0]?.segment === left.segment ? here[0] : total
    const together = whole?.segment === left.segment
    if (!whole || (together && /其中/.test(reading.text.slice(whole.end, left.start)))) return []
    const rest = together && /剩余|其余|余下/.test(word)
    if (!together && parts.some((p) => compare(p.exact, whole.exact) > 0)) return []
    return [misfit(reading, parts, whole, rest ? 'error' : 'doubt')]
  })
}
