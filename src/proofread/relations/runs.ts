/**
 * Parts that no word announces: 1205人,一级166人、二级402人…; 总产值38亿元,…。第一产业9亿元,…;第二产业…. A run that adds up
 * holds. One that does not is only told of when its names leave nothing out, or when one slip of the hand explains it.
 */
import { compare } from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { holding, mayOverlap, summable, termsOf } from './claims.ts'
import { difference, topic } from './lists.ts'
import { byLimits, partition } from './partition.ts'
import { addsUp, misfit, sharesFill, slipsIn, sumClaim, tight, weighty } from './sums.ts'

const mostParts = 20

interface Run {
  sentence: Sentence
  next: Sentence | undefined
  whole: Placed
  /** Right behind the whole, item by item. */
  near: Placed[]
  far: Placed[][]
  fitting: Placed[] | undefined
}

/** Every run of amounts behind a larger one, in its sentence or in the next, besides the `known` sums. */
export function plainRuns(reading: Reading, known: Judgement[]): Judgement[] {
  const wholes = new Set(known.flatMap(({ relation: r }) => (r?.holds && r.parts.length > 1 ? [r.whole?.start] : [])))
  const runs = reading.sentences.flatMap((sentence, n) => {
    const next = reading.sentences[n + 1]
    return runsOf(reading, sentence, next?.paragraph === sentence.paragraph ? next : undefined)
  })
  const open = runs.filter((run) => !wholes.has(run.whole.start))
  // A whole may be divided twice: 在园364名,小班98名…;按户籍分,本地273名….
  const held = runs.flatMap(({ fitting, whole, near }) =>
    fitting ? [holding(reading, sumClaim(fitting === near ? 'run-near' : 'run-far', fitting, whole))] : [],
  )
  const explained = new Set(
    [...known, ...held].flatMap(({ relation: r }) => (r?.holds && r.parts.length > 1 ? termsOf(r) : [])),
  )
  const lists = new Set(
    runs.filter((r) => r.fitting && r.fitting === r.near).map((r) => itemsOf(r.sentence, r.whole, r.near)),
  )
  const broken = open.flatMap((run) => (run.fitting ? [] : (misfitOf(reading, run, explained, lists) ?? [])))
  return [...held, ...broken]
}

function runsOf(reading: Reading, sentence: Sentence, next: Sentence | undefined): Run[] {
  const amounts = amountsOf(sentence)
  const ahead = next ? amountsOf(next) : []
  return amounts.map((whole, index) => {
    const near = runBehind(reading, amounts, index)
    const far = farRuns(amounts.slice(index + 1), ahead, whole)
    const fitting = fit(near, far, whole)
    // Where a total stands behind its parts, two parts that happen to make a third say nothing.
    const chance = fitting?.length === 2 && totalled(amounts.filter((q) => q.dimension === whole.dimension))
    return { sentence, next, whole, near, far, fitting: chance ? undefined : fitting }
  })
}

function misfitOf(
  reading: Reading,
  { sentence, next, whole, near, far }: Run,
  explained: ReadonlySet<number>,
  lists: ReadonlySet<string>,
): Judgement | undefined {
  if (near.length > 1 && lists.has(itemsOf(sentence, whole, near)))
    return misfit(reading, 'run-near', near, whole, 'error')
  if (mayOverlap(reading.text.slice(sentence.start, sentence.end))) return undefined
  const told = (run: Placed[]) => explained.has(whole.start) || run.every((part) => explained.has(part.start))
  if (totalled(amountsOf(sentence))) return undefined
  // The last ones of a run may tell of something else: 工业2.15亿元、农业…、文旅…,拿3.8亿元的目标来衡量.
  const shorter = [near, near.slice(0, -1), near.slice(0, -2)].filter((run, cut) => cut === 0 || run.length > 2)
  const judged = told(near) ? undefined : first(shorter, (run) => nearly(reading, sentence, run, whole))
  const sentences = next ? [sentence, next] : [sentence]
  return judged ?? first(far, (run) => (told(run) ? undefined : farMisfit(reading, sentences, run, whole)))
}

function first<In, Out>(list: In[], of: (one: In) => Out | undefined): Out | undefined {
  for (const one of list) {
    const found = of(one)
    if (found) return found
  }
  return undefined
}

function totalled(amounts: Placed[]): boolean {
  return amounts.some((q) => /合计|总计|共计|小计/.test(q.opening))
}

function amountsOf(sentence: Sentence): Placed[] {
  return sentence.quantities.filter(
    (q) => summable(q) && q.depth === 0 && q.bounds.high && !q.approx && !difference.test(q.lead),
  )
}

/** Whole and parts by their places, so that the runs of two units over the same items are known as one list. */
function itemsOf(sentence: Sentence, whole: Placed, parts: Placed[]): string {
  return [sentence.start, ...[whole, ...parts].map((p) => p.item)].join()
}

/** The amounts of the same kind right behind a figure, item by item, until something else is told. */
function runBehind(reading: Reading, amounts: Placed[], index: number): Placed[] {
  const whole = amounts[index]
  const parts: Placed[] = []
  for (const part of amounts.slice(index + 1, index + mostParts)) {
    if (!whole || part.dimension !== whole.dimension) continue
    if (part.segment !== whole.segment || part.item === whole.item || parts.some((p) => p.item === part.item)) break
    const byYear = years.test(part.label) && (!parts[0] || years.test(parts[0].label))
    if (!byYear && topic.test(part.label) && (parts.length || whole.value < 20)) break
    // 出县务工的613人,其中常年在外的472人: a part of a part.
    if (parts.length && /其中|包括|含/.test(part.lead)) break
    parts.push(part)
  }
  const [first] = parts
  if (!whole || !first || first.item - whole.item > 2) return []
  // 交通投资1300亿元、能源投资800亿元: members of one row are no whole and its parts.
  if (first.clause === whole.clause && first.depth === whole.depth && !/共|总|现有|合计/.test(whole.opening)) return []
  const between = reading.text.slice(whole.end, first.start).replace(/\([^()]{0,60}\)/g, '')
  return /其中|:|\(|包括|分别/.test(between) ? [] : parts
}

/** 前年108户,去年126户,今年83户. */
const years = /^(?:前年|去年|上年|今年|20)/

/** Runs that do not begin right behind the whole: all that follows, what stands between two semicolons, the next sentence. */
function farRuns(behind: Placed[], ahead: Placed[], whole: Placed): Placed[][] {
  const alike = (list: Placed[]) => list.filter((q) => q.dimension === whole.dimension).slice(0, mostParts)
  const here = alike(behind)
  const there = alike(ahead)
  const bySegment = (list: Placed[]) =>
    [...new Set(list.map((q) => q.segment))].map((n) => list.filter((q) => q.segment === n))
  return [here, ...bySegment(here), there, ...bySegment(there)].filter((run) => run.length > 1)
}

function fit(near: Placed[], far: Placed[][], whole: Placed): Placed[] | undefined {
  const small = whole.value < 10 && partition(near).kind !== 'halves'
  if (!small && addsUp(near, whole)) return near
  const shorter = small ? [] : near.slice(2).map((_, n) => near.slice(0, near.length - 1 - n))
  const found = shorter.find((run) => addsUp(run, whole))
  return found ?? far.find((run) => weighty(whole) && tight(run, whole) && addsUp(run, whole))
}

/** Right behind the whole, names that leave nothing out are enough; else one slip must explain the difference. */
function nearly(reading: Reading, sentence: Sentence, parts: Placed[], whole: Placed): Judgement | undefined {
  if (parts.length < 2) return undefined
  // 经营性的3140栋、非经营性的45480栋,鉴定为…67栋: the first two leave nothing out.
  const two = parts.slice(0, 2)
  if (parts.length > 2 && /complete|halves/.test(partition(two).kind)) return nearly(reading, sentence, two, whole)
  const { kind, members } = partition(parts)
  if (whole.value < 10 && kind !== 'halves') return undefined
  const slips = slipsIn(parts, whole)
  if (!slips.length && parts.some((part) => compare(part.exact, whole.exact) > 0)) return undefined
  const total = /共|总|现有/.test(whole.opening)
  if (sharesFill(sentence, parts) || byLimits(sentence, parts))
    return misfit(reading, 'run-near', parts, whole, 'error')
  if (kind === 'complete') return misfit(reading, 'run-near', members, whole, total ? 'error' : 'doubt')
  if (kind === 'halves' || kind === 'short') return misfit(reading, 'run-near', parts, whole, 'doubt')
  if (kind === 'rest') return total ? misfit(reading, 'run-near', parts, whole, 'error') : undefined
  const scaled = slips.some((s) => s.kind === 'scale' && s.quantity !== whole)
  // Deviations that one slip explains are rare among large figures.
  const rare = weighty(whole) && slips.some((s) => s.kind === 'transposed' || weighty(whole, 4))
  return scaled || rare || (slips.length && (kind === 'apart' || total || parts.every((p) => years.test(p.label))))
    ? misfit(reading, 'run-near', parts, whole, 'doubt')
    : undefined
}

/** Farther off, a run is only taken for the parts where one slip explains the difference. */
function farMisfit(reading: Reading, sentences: Sentence[], parts: Placed[], whole: Placed): Judgement | undefined {
  if (!weighty(whole) || !slipsIn(parts, whole).length) return undefined
  const divides = /complete|halves|apart/.test(partition(parts).kind)
  const filled = sentences.some((s) => sharesFill(s, parts))
  return divides || filled ? misfit(reading, 'run-far', parts, whole, 'doubt') : undefined
}
