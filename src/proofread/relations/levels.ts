/** Which two levels a change is between: 由12户增加到20户; 4076人,去年3883人; 比30%的下限高出1.7个百分点. */
import type { Pattern } from '#proofread/patterns.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import {
  type Change,
  change,
  comparable,
  gapWord,
  isPastLevel,
  lastYear,
  notLevel,
  nowWord,
  reference,
} from './changes.ts'
import { between, sharesName } from './claims.ts'

export interface Pair {
  pattern: Pattern
  now: ExactQuantity
  before: ExactQuantity
  /** Only taken when it fits, or nearly. */
  remote?: boolean
}

/** 去年…只有83.5%,现在达到96.2%,提高12.7个百分点: two levels in a row, the second said to be of now. */
export function guessedPair(before: Placed[], { claimed }: Change): Pair | undefined {
  const levels = before.filter(
    (q) => comparable(q, claimed) && !change.test(q.lead) && q.end > claimed.start - farthest,
  )
  const now = levels.at(-1)
  const then = levels.findLast((q) => q !== now && q.dimension === now?.dimension && !q.per === !now.per)
  // What is still missing of an amount is a part of it; only rates are compared so.
  const gap = gapWord.test(change.exec(claimed.lead)?.[1] ?? '') && /share|points/.test(claimed.dimension)
  const against = /比(?!上|去|年初|前|同期|全|往)[^,;。\d]{1,8}[高低多少快慢]/.test(claimed.lead)
  const said = now && (nowWord.test(now.lead) || gap || against)
  return now && then && said ? { pattern: 'growth-guessed', now, before: then } : undefined
}

export const nearby = 10
/** Characters before a change in which its levels may stand. */
const farthest = 80
const towards = /[到至为]了?(?:(?:20\d\d年|今年|目前|现在)底?的?)?\s*$/

/** The figures before a change, those of the sentence before included. */
export function levelsBefore(sentence: Sentence, previous: Sentence | undefined, index: number): Placed[] {
  return [...(previous?.quantities ?? []), ...sentence.quantities.slice(0, index)].slice(-nearby)
}

export function pairsFor(
  reading: Reading,
  sentence: Sentence,
  previous: Sentence | undefined,
  next: Sentence | undefined,
  { claimed, index, turn, group, named }: Change,
  changed: ReadonlySet<Placed>,
): Pair[] {
  const before = sentence.quantities
    .slice(Math.max(0, index - nearby), index)
    .filter((q) => comparable(q, claimed) || q.unit === '分钟' || q.unit === '小时')
  // 由 A 增加到 B
  for (let i = named && group > 1 ? 0 : before.length - 1; i > 0; i--) {
    const now = before[i]
    const then = before[i - 1]
    if (!now || !then || now.dimension !== then.dimension || claimed.clause - now.clause > 2) continue
    const gapText = between(reading, then, now)
    if (gapText.length <= 24 && towards.test(gapText) && /(?:由|从|自)[^,;。]{0,24}$/.test(then.lead))
      return [{ pattern: 'growth-from', now, before: then }]
  }
  // 生猪12680头(11900头),增6.6%: the figure of last year in a bracket behind that of this year.
  const [now, aside] = sentence.quantities.slice(Math.max(0, index - 2), index)
  const bracket =
    now && aside && aside.depth === claimed.depth + 1 && aside.start - now.end === 1 && aside.unit === now.unit
  if (bracket && comparable(now, claimed) && claimed.clause - aside.clause <= 1)
    return [{ pattern: 'growth-beside', now, before: aside }]
  // 128起、27人,与去年同期(143起、31人)相比,分别下降10.5%、12.9%: one of each row.
  const inside = sentence.quantities.slice(0, index - turn).filter((q) => q.depth === claimed.depth + 1)
  const asides = group > 1 && claimed.clause - (inside.at(-1)?.clause ?? 0) <= 2 ? inside.slice(-group) : []
  if (asides.length === group) {
    const outside = sentence.quantities.filter((q) => q.end < (asides[0]?.start ?? 0) && q.depth === claimed.depth)
    const [level, aside] = [outside.slice(-group)[turn], asides[turn]]
    if (level && aside && outside.length >= group && level.unit === aside.unit)
      return [{ pattern: 'growth-beside', now: level, before: aside }]
  }
  // 8462个,比2018年末(6137个)增加2325个,增长37.9%: what it is measured from is in the bracket.
  const measured = group === 1 ? inside.at(-1) : undefined
  if (
    measured &&
    claimed.clause - measured.clause <= 1 &&
    /(?:[比较]|与)[^,;。()]{1,12}\($/.test(
      reading.text.slice(Math.max(sentence.start, measured.start - 14), measured.start),
    )
  ) {
    const level = sentence.quantities.findLast(
      (q) => q.end < measured.start && q.depth === claimed.depth && q.unit === measured.unit && !changed.has(q),
    )
    if (level && comparable(level, claimed) && measured.clause - level.clause <= 2)
      return [{ pattern: 'growth-beside', now: level, before: measured }]
  }
  const behind = pastBehind(sentence, next, claimed, turn, group, changed)
  if (behind[0]?.pattern === 'growth-beside') return behind
  // 比县里要求的90%低3个百分点: what it is measured from stands right before it.
  // 与2010年的427153人相比,减少13291人,下降3.11%: the difference may stand in between.
  const beside = (q: Placed) =>
    q.clause === claimed.clause ||
    (claimed.clause - q.clause <= 2 && /^[^,;。\d]{0,6}相比|^(?:减少|增加)/.test(q.trail))
  const from = before
    .slice(-3)
    .findLast((q) => beside(q) && comparable(q, claimed) && !changed.has(q) && reference.test(q.opening))
  if (from && !change.test(from.lead)) {
    const levels = levelsBefore(sentence, previous, sentence.quantities.indexOf(from)).filter(
      (q) =>
        comparable(q, claimed) &&
        q.dimension === from.dimension &&
        (!q.per === !from.per || sentence.quantities[sentence.quantities.indexOf(from) - 1] === q) &&
        !isPastLevel(q) &&
        !reference.test(q.lead) &&
        !notLevel.test(q.lead),
    )
    const near = levels.filter((q) => q.start < sentence.start || from.clause - q.clause <= 6).reverse()
    const words =
      reading.text
        .slice(sentence.start, from.start)
        .split(/[,;。:]/)
        .slice(-1)[0] ?? ''
    const named = near.filter((q) => sharesName(words, q.title))
    const nows = named.length ? named.slice(0, 1) : near.slice(0, 4)
    if (nows.length)
      return nows.map((level, i) => ({
        pattern: 'growth-reference' as const,
        now: level,
        before: from,
        remote: i > 0 || (nows.length > 1 && !level.per),
      }))
  }
  const around = sentence.quantities
    .slice(Math.max(0, index - nearby), index + nearby)
    .filter((q) => comparable(q, claimed) && !(q.depth > claimed.depth && /含/.test(q.lead)) && !changed.has(q))
    .filter((q) => !change.test(q.lead) && !notLevel.test(q.lead))
  const told = around.filter((q) => q.start < claimed.start)
  const current = around.filter((q) => !isPast(q, told))
  const nows = group > 1 ? groupBefore(current, claimed, turn, group) : current
  const pairs = around.flatMap((then) => {
    if (!isPast(then, told) || then.segment - claimed.segment > 1) return []
    const grown = sentence.quantities[sentence.quantities.indexOf(then) + 1]
    const since = (q: Placed) =>
      lastYear.test(then.opening) && grown !== undefined && changed.has(grown) && grown.end < q.start
    const alike = nows.filter((q) => q.dimension === then.dimension && !q.per === !then.per && q.start < claimed.start)
    const now = alike.findLast((q) => q.end <= then.start) ?? alike.find((q) => q.start >= then.end)
    const far = now && (Math.abs(now.clause - then.clause) > 3 || claimed.clause - now.clause > 3)
    const later = then.start > claimed.start && then.clause - claimed.clause > 2
    // 去年营业收入5.99亿元,增长15%;净利润1.31亿元,增长8%: what has a growth of its own is nobody's base.
    if (!now || far || later || since(now)) return []
    // Of several levels the one before last year's is only meant for sure when it is called alike.
    const chosen = alike.length > 1 && !sharesName(now.title, then.title) && now.clause !== then.clause
    // 418.6亩,其中…305.2亩、…113.4亩;上年502.3亩: of the first figure of its sentence, perhaps.
    const first = alike.find((q) => q !== now && q.start < now.start)
    const pattern = 'growth-beside' as const
    return [
      { pattern, now, before: then, remote: chosen },
      ...(first ? [{ pattern, now: first, before: then, remote: true }] : []),
    ]
  })
  const together = pairs.filter((p) => p.now.segment === claimed.segment && p.before.segment === claimed.segment)
  return [...(together.length ? together : pairs), ...behind]
}

/** 处置487人,上升12.3%(去年同期434人); …24.73亿元,增长21.5%。上年收入20.36亿元: last year's figure stands behind the change. */
function pastBehind(
  sentence: Sentence,
  next: Sentence | undefined,
  claimed: Placed,
  turn: number,
  group: number,
  changed: ReadonlySet<Placed>,
): Pair[] {
  const at = sentence.quantities.indexOf(claimed)
  const levels = sentence.quantities
    .slice(Math.max(0, at - nearby), at)
    .filter((q) => comparable(q, claimed) && !changed.has(q) && !isPastLevel(q) && !notLevel.test(q.lead))
    .filter((q) => q.depth === claimed.depth && !q.per === !claimed.per)
  const row = levels.filter((q) => q.start < claimed.start)
  const now = group > 1 ? row.slice(-group)[turn] : row.at(-1)
  if (!now || (group > 1 && row.length < group) || now.dimension === 'share') return []
  const rest = sentence.quantities.slice(at + 1)
  const members = group > 1 ? rest.filter((q) => !changed.has(q)) : rest
  const first = members[0]
  const bracket =
    first &&
    first.depth === claimed.depth + 1 &&
    (lastYear.test(first.opening) || (yearOf(first) > 0 && yearOf(first) !== yearOf(now))) &&
    first.clause - claimed.clause <= 1
  const alike = (list: Placed[]) =>
    list.filter((q) => q.dimension === now.dimension && !q.per === !now.per && !changed.has(q))
  if (bracket && group === 1 && first.dimension === now.dimension)
    return [{ pattern: 'growth-beside', now, before: first }]
  // 15273件,增长6.2%(14386件): or what it grew by.
  if (
    group === 1 &&
    first?.lead === '' &&
    first.depth > claimed.depth &&
    first.start === claimed.end + 1 &&
    first.dimension === now.dimension
  )
    return [{ pattern: 'growth-beside', now, before: first, remote: true }]
  // Told at the end, or in the next sentence, for one or several figures in their order.
  const later = [...rest, ...(next?.quantities ?? [])]
  const told = later.findIndex((q) => lastYear.test(q.opening) && !reference.test(q.opening) && !changed.has(q))
  const past = told < 0 ? [] : alike(later.slice(told, told + 6))
  return past.map((before) => ({ pattern: 'growth-behind', now, before, remote: true }))
}

/** The figure that the turn-th member of a 分别 group speaks of. */
function groupBefore(current: Placed[], claimed: Placed, turn: number, group: number): Placed[] {
  const list = current.filter((q) => q.start < claimed.start && q.dimension !== claimed.dimension).slice(-group)
  const mine = list.length === group ? list[turn] : undefined
  return mine ? [mine] : []
}

/** Of last year, or of the year before the one that the others are of. */
function isPast(quantity: Placed, among: Placed[]): boolean {
  if (lastYear.test(quantity.opening)) return true
  const year = yearOf(quantity)
  return year > 0 && among.some((q) => q.dimension === quantity.dimension && yearOf(q) === year + 1)
}

function yearOf(quantity: Placed): number {
  return Number(/(20\d\d)年/.exec(quantity.opening)?.[1] ?? 0)
}
