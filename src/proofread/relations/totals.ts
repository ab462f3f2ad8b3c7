/** Totals behind their parts (甲村12户、乙村8户,合计20户), and wholes that fall into done and left (已整改12个,剩余3个). */
import { compare } from '#proofread/exact.ts'
import type { Judgement, Severity } from '#proofread/findings.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { holding, isAmount, mayOverlap } from './claims.ts'
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

const totalWord = /(合计|总计|共计|总共|一共|共)([^,;。、:]{0,8})$/
/** What may stand between 合计 and its number, so that it is still the total of what was listed. */
const verbOnly = /^(?:为|达|达到|是|约|发放|投入|资金|投资|补助|新建|改造|户数|人数|面积|金额|\s)*$/

function totals(reading: Reading, sentence: Sentence): Judgement[] {
  const found = sentence.quantities.flatMap((whole, index) => {
    const word = isAmount(whole) ? totalWord.exec(whole.opening) : null
    const parts = word ? partsBefore(sentence, whole, index) : undefined
    return word && parts ? [{ whole, word, ...parts }] : []
  })
  const complete = found.some(({ whole, parts }) => addsUp(parts, whole))
  return found.flatMap(({ whole, word, parts, clash }) => {
    let from = 0
    while (parts.length - from > 2 && !addsUp(parts.slice(from), whole)) from++
    if (addsUp(parts.slice(from), whole)) return [holding(reading, sumClaim(parts.slice(from), whole))]
    if (clash || !verbOnly.test(word[2] ?? '') || !adjacent(parts, whole)) return []
    if (mayOverlap(reading.text.slice(sentence.start, sentence.end))) return []
    const sure = word[1] !== '共' || /[两二三四五六七八九十]项|者/.test(whole.opening) || complete
    const severity: Severity = sure || partition(parts).kind !== 'unlike' ? 'error' : 'doubt'
    return [misfit(reading, parts, whole, severity)]
  })
}

/** Quantities of the same kind before a total, back to the total before it; `clash` when items hold several. */
function partsBefore(
  sentence: Sentence,
  whole: Placed,
  index: number,
): { parts: Placed[]; clash: boolean } | undefined {
  const parts: Placed[] = []
  let clash = false
  for (let i = index - 1; i >= 0 && parts.length < mostParts; i--) {
    const part = sentence.quantities[i]
    if (!part || part.depth !== whole.depth || part.dimension !== whole.dimension || !isAmount(part)) continue
    if (part.item === whole.item || parts.some((p) => p.item === part.item)) clash = true
    parts.unshift(part)
    if (totalWord.test(part.opening)) break
  }
  return parts.length > 1 ? { parts, clash } : undefined
}

/** The parts are one list without gaps that ends right before the total. */
function adjacent(parts: Placed[], whole: Placed): boolean {
  return [...parts, whole].every((part, i, all) => i === 0 || part.item - (all[i - 1]?.item ?? 0) <= 1)
}

const doneWord = /已|完成|办结|解决|整改|销号|化解|通过|核实/
const leftWord = /剩余|其余|余下|尚有|还有|尚未|未|正在|待/

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
    const whole = here[0]
    if (!whole || whole.segment !== left.segment || /其中/.test(reading.text.slice(whole.end, left.start))) return []
    const rest = /剩余|其余|余下|尚有|还有/.test(word)
    if (!rest && parts.some((p) => compare(p.exact, whole.exact) > 0)) return []
    return [misfit(reading, parts, whole, rest ? 'error' : 'doubt')]
  })
}
