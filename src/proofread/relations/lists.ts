/**
 * Lists of parts behind their whole: 7户19人,其中…1户4人,…6户15人; 5260亩(茶叶2400亩、油茶…); 500万元:中央…,省级….
 *
 * Prose leaves open whether a list is complete and whether its parts overlap. So every reading that adds up counts as
 * holding; an error needs a list whose parts cannot overlap and leave nothing out.
 */
import { compare, times, whole } from '#proofread/exact.ts'
import type { Judgement, Severity } from '#proofread/findings.ts'
import type { Pattern } from '#proofread/patterns.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { addable } from '#proofread/units.ts'
import { holding, isAmount, mayOverlap, sharesName, summable } from './claims.ts'
import { byLimits, type Partition, partition } from './partition.ts'
import {
  addsUp,
  exceeds,
  misfit,
  partTooLarge,
  sharesFill,
  slipsIn,
  sumClaim,
  sumExact,
  weighty,
  withinClaim,
} from './sums.ts'

interface Marker {
  /** 其中 leaves the rest open; a bracket or colon right behind the whole does not. */
  kind: '其中' | '分别' | '(' | ':'
  at: number
  end: number
  /** Brackets open behind it. */
  depth: number
  /** Its list may run over semicolons. */
  long: boolean
}

const mostMarkers = 40
const mostWholes = 4
/** Characters before a marker that still opens its sentence: 支出构成为. */
const longestOpening = 4

/** Every list behind 其中, 包括, 分别, 分为, a colon or an opening bracket. */
export function listsOfParts(reading: Reading): Judgement[] {
  const out: Judgement[] = []
  let previous: Sentence | undefined
  for (const [n, sentence] of reading.sentences.entries()) {
    if (sentence.quantities.length) {
      const next = reading.sentences[n + 1]
      const seen = new Set<string>()
      const lists = markersOf(reading, sentence).flatMap((marker) =>
        behindMarker(reading, sentence, marker, previous, next),
      )
      for (const judgement of lists) {
        const { relation } = judgement
        // 其中 inside a bracket is found from both marks; the first reading stands.
        const key = `${relation?.parts[0]?.start}`
        if (!relation || seen.has(key)) continue
        for (const part of relation.parts) seen.add(`${part.start}`)
        out.push(judgement)
      }
    }
    previous = sentence
  }
  return out
}

function markersOf(reading: Reading, sentence: Sentence): Marker[] {
  const text = reading.text.slice(sentence.start, sentence.end)
  const markers: Marker[] = []
  let depth = 0
  for (const match of text.matchAll(markerWord)) {
    if (markers.length >= mostMarkers) break
    const word = match[0]
    if (word === '(') depth++
    else if (word === ')') depth = Math.max(0, depth - 1)
    if (word === ')') continue
    // 选择其中12辆骑走 names no part.
    if (
      word === '其中' &&
      /^\s?\d/.test(text.slice(match.index + 2, match.index + 4)) &&
      /[\u4e00-\u9fff]$/.test(text.slice(0, match.index))
    )
      continue
    const kind = word.startsWith('分别') ? '分别' : word === '(' ? word : divided.test(word) ? ':' : '其中'
    const at = sentence.start + match.index
    markers.push({ kind, at, end: at + word.length, depth, long: /[:,]$/.test(word) })
  }
  return [...markers, ...within(reading, sentence)]
}

const markerWord =
  /其中[:,]?|(?<![还也又])包括:?|包含|分别(?:为|是)?|含(?![义量金氟水税])|(?:共|可)?分为|来源(?:为|是)|(?:主要)?由(?=[^,;。]{2,160}(?:组成|构成))|构成(?:为|是)|来源中|(?:当中|之中|里头|里面)(?=,)|(?<=[者户员])里(?=[\u4e00-\u9fff])|[按从][\u4e00-\u9fff]{1,8}?(?:划分|拆开看|统计|[看分])(?=[,:\u4e00-\u9fff])|[:()]/g
/** Behind these the list leaves nothing out. */
const divided = /^(?::|.*分为|来源.|当中|里头|者里|里$|.*由|构成.|[按从].*)$/

/** 未参保的259人中,… and 12个村里面,…: what was just counted is divided. */
function within(reading: Reading, sentence: Sentence): Marker[] {
  return sentence.quantities.flatMap((quantity) => {
    const behind = /^[\u4e00-\u9fff]{0,8}?(?:当中|之中|里面|里头|中)(?=[,:]|有)/.exec(
      reading.text.slice(quantity.end, quantity.end + 12),
    )?.[0]
    if (!behind || !isAmount(quantity)) return []
    const at = quantity.end
    return [{ kind: '其中' as const, at, end: at + behind.length, depth: quantity.depth, long: false }]
  })
}

function behindMarker(
  reading: Reading,
  sentence: Sentence,
  marker: Marker,
  previous: Sentence | undefined,
  next: Sentence | undefined,
): Judgement[] {
  const behind = sentence.quantities.filter((q) => q.start >= marker.end && isAmount(q) && !difference.test(q.lead))
  const run = runOf(reading, sentence, marker, behind)
  const before = wholesBefore(reading, sentence, marker, previous)
  // 按年龄分: what all the divisions of the paragraph are of stands at its beginning.
  if (reading.text[marker.at] === '按' && marker.at - sentence.start <= longestOpening && previous) {
    const start = reading.sentences.findIndex((one) => one.paragraph === sentence.paragraph)
    const topics = reading.sentences[start]?.quantities.filter((q) => q.start < marker.at && isAmount(q)) ?? []
    before.unshift(...topics.filter((q, i) => topics.findIndex((one) => one.dimension === q.dimension) === i))
  }
  const lists: List[] = []
  for (const dimension of new Set(run.map((q) => q.dimension))) {
    const parts = onePerItem(run.filter((q) => q.dimension === dimension))
    const wholes = before.filter((q) => addable(q.dimension, dimension)).slice(0, mostWholes)
    // 按类型看,企业中有限公司231个: of the enterprises.
    const among = /^([\u4e00-\u9fff]{2,8})中(?![级学心小央药等国共专])/.exec(parts?.[0]?.label ?? '')?.[1]
    if (among && marker.kind === ':') {
      const called = before.filter((q) => q.dimension === dimension && q.title.endsWith(among))
      if (!called.length) continue
      wholes.splice(0, wholes.length, ...called)
    }
    const nearest = wholes[0]
    if (!parts?.length || !nearest || run.some((q) => adjusted.test(q.lead))) continue
    // What is larger than its whole is none of its parts: the list has ended before it, or is one of something else.
    const fits = (q: Placed) => wholes.some((w) => !w.bounds.high || compare(q.bounds.low, w.bounds.high) <= 0)
    const slipped = parts.length > 1 && wholes.some((w) => slipsIn(parts, w).length > 0)
    const last = slipped ? -1 : parts.findIndex((q, i) => !fits(q) && (i > 0 || nearest.start < sentence.start))
    if (last >= 0) parts.splice(last)
    if (!parts.length) continue
    if (marker.kind === '(' && (marker.at - nearest.end > 8 || parts.length < 2)) continue
    const colon = reading.text[marker.at] === ':'
    if (colon && /;/.test(reading.text.slice(nearest.end, marker.at))) continue
    if (marker.kind === ':' && ((before[0] !== nearest && before[1] !== nearest) || parts.length < 2)) continue
    if (marker.kind === '分别' && parts.length < 2) continue
    const after = next?.paragraph === sentence.paragraph ? next.quantities : []
    const beyond = after.filter((q) => q.depth === 0 && addable(q.dimension, dimension) && isAmount(q))
    lists.push({ marker, parts, wholes, nearest, behind, beyond })
  }
  return judge(reading, sentence, lists)
}

interface List {
  marker: Marker
  parts: Placed[]
  /** What the parts could be parts of, nearest first. */
  wholes: Placed[]
  nearest: Placed
  behind: Placed[]
  /** Amounts of the next sentence, where a list may go on. */
  beyond: Placed[]
}

/** Amounts before the marker, nearest first; those of the sentence before when the marker opens its sentence. */
function wholesBefore(reading: Reading, sentence: Sentence, marker: Marker, previous: Sentence | undefined): Placed[] {
  const outer = marker.kind === '(' ? marker.depth - 1 : marker.depth
  const here = sentence.quantities.filter(
    (q) =>
      q.end <= marker.at &&
      q.depth <= outer &&
      summable(q) &&
      !difference.test(q.lead) &&
      !/(?:压减|核减|节约)$/.test(q.lead),
  )
  const opens = reading.text.slice(sentence.start, marker.at).trim().length <= longestOpening
  const there = previous?.paragraph === sentence.paragraph ? previous.quantities : []
  const earlier = there.filter((q) => q.depth === 0 && isAmount(q) && !difference.test(q.lead))
  // What a division is of may be told in the sentence before, even where other figures stand in between.
  if (here.length) return [...here.reverse(), ...(marker.kind === ':' ? earlier.reverse() : [])]
  return opens ? earlier.reverse() : []
}

/** 同比增加226人 is not what the parts behind it are parts of. */
export const difference =
  /净[增减]$|(?:同比|环比|[比较](?:去年|上年))[^,;。]*$|(?:增加|减少|增长|下降|增收|多|少)了?(?:约|近)?$/

/** 调减玉米50万亩,增加水稻18万亩: a list of changes. */
const adjusted = /^(?:调[减增]|压减)/

/** A total of its own: 水果总产量38.6万吨 behind a list of 茶油. */
const otherTotal = /总(?!支|工|部|站)|合计|共计/

export const topic =
  /^(?:今年|本年|目前|同时|并|全乡|全镇|全村|全县|我乡|我镇|截至|累计|历年|共|为|通过|组织|开展|实施|投入|投资|争取|兑现|完成|发放|带动|惠及|覆盖|涉及|实现|落实|建成|较|比|同比|占|去年|上年|往年|人均|户均|平均|每|应|实|帮助|解决|培训|走访|排查|输送|拨付|支出|收入|使用|发现|整改|计划|预计|申报|总|合计|是|从(?!业)|由|使|让|对(?!象)|向|按|经(?!济)|年(?!轻))/

/** The quantities behind a marker that still belong to its list. */
function runOf(reading: Reading, sentence: Sentence, marker: Marker, behind: Placed[]): Placed[] {
  const run: Placed[] = []
  const first = behind[0]
  const limit = closingOf(reading, sentence, marker)
  const firstTopic = first && topic.exec(first.label)?.[0]
  for (const quantity of behind) {
    if (quantity.start >= limit || (!marker.long && quantity.segment !== first?.segment)) break
    if (quantity.depth !== marker.depth) continue
    const word = topic.exec(quantity.label)?.[0]
    const sameWords = run[0] && quantity.label.startsWith(run[0].label.slice(0, 2))
    // A clause about another unit may stand in a list; one about the same unit with a verb of its own ends it.
    if (word && word !== firstTopic && !sameWords && run.some((q) => q.dimension === quantity.dimension)) break
    if (/^(?:剩下|余下)/.test(quantity.label) && run.length > 1) break
    if (/^(?:其他|其它|其余)/.test(run.at(-1)?.label ?? '')) break
    if (run.length && otherTotal.test(quantity.label) && !otherTotal.test(first?.label ?? '')) break
    if (!run.length && /^(?:累计|历年|去年|上年)/.test(quantity.label)) break
    run.push(quantity)
  }
  return run
}

/** Where the list of a marker must end: at its bracket, at the next 其中 of the same depth, at the end of the sentence. */
function closingOf(reading: Reading, sentence: Sentence, marker: Marker): number {
  let depth = marker.depth
  for (let i = marker.end; i < sentence.end; i++) {
    const c = reading.text[i]
    if (c === '(') depth++
    else if (c === ')') {
      depth--
      if (depth < marker.depth) return i
    } else if (c === '其' && depth === marker.depth && reading.text[i + 1] === '中') return i
  }
  return sentence.end
}

/** The only quantity of each item; undefined when an item holds two of one kind, so that there is no telling the part. */
function onePerItem(quantities: Placed[]): Placed[] | undefined {
  const items = new Set(quantities.map((q) => q.item))
  return items.size === quantities.length ? quantities : undefined
}

/** Judges the lists of one marker together: where the households add up, the people must too. */
function judge(reading: Reading, sentence: Sentence, lists: List[]): Judgement[] {
  const fitting = lists.map((list) => fit(list))
  const whole = lists.filter((list, i) => list.parts.length > 1 && fitting[i]?.length === list.parts.length)
  return lists.flatMap((list, i) => {
    const found = fitting[i]
    if (found) return [holding(reading, sumClaim(patternOf[list.marker.kind], found.parts, found.whole))]
    const complete = whole.some((other) => parallel(other, list))
    return unfit(reading, sentence, list, complete) ?? []
  })
}

/** Both count the same items, in the order in which their wholes stand: 64户286万元 = 52户231万元 + 12户55万元. */
function parallel(a: List, b: List): boolean {
  const together = a.nearest.item === b.nearest.item && a.parts.length === b.parts.length
  const order = Math.sign(a.nearest.start - b.nearest.start)
  const same = (part: Placed, i: number) => {
    const other = b.parts[i]
    return part.item === other?.item && Math.sign(part.start - other.start) === order
  }
  return together && a.parts.every(same)
}

interface Fit {
  parts: Placed[]
  whole: Placed
  length: number
}

/** The first reading of a list that adds up: all of it, its beginning, more of it, only the members that divide a whole. */
function fit({ marker, parts, wholes, nearest, behind, beyond }: List): Fit | undefined {
  const reading = (list: Placed[], whole: Placed): Fit | undefined =>
    addsUp(list, whole) ? { parts: list, whole, length: list.length } : undefined
  const all = reading(parts, nearest)
  if (all) return all
  for (let n = parts.length - 1; n > 1; n--) {
    const some = reading(parts.slice(0, n), nearest)
    if (some) return some
  }
  const longer = onePerItem(behind.filter((q) => q.depth === marker.depth && addable(q.dimension, nearest.dimension)))
  const more = longer && longer.length > parts.length ? reading(longer, nearest) : undefined
  if (more) return more
  for (let n = 1; n <= Math.min(3, beyond.length); n++) {
    const further = reading([...parts, ...beyond.slice(0, n)], nearest)
    if (further) return further
  }
  const { members } = partition(parts)
  const divided = members.length < parts.length ? reading(members, nearest) : undefined
  if (divided) return divided
  for (const whole of wholes.slice(1)) {
    const other = reading(parts, whole)
    if (other) return other
  }
  return undefined
}

const patternOf: Record<Marker['kind'], Pattern> = {
  其中: 'list-among',
  分别: 'list-respectively',
  '(': 'list-bracket',
  ':': 'list-divided',
}

function unfit(reading: Reading, sentence: Sentence, list: List, complete: boolean): Judgement | undefined {
  const { marker, parts, wholes, nearest, behind } = list
  const pattern = patternOf[marker.kind]
  const [first] = parts
  // Whole and parts in different words (个 against 处) are only ever compared to find that they fit.
  if (!first || parts.some((p) => p.dimension !== nearest.dimension)) return undefined
  const larger = (part: Placed) => wholes.every((w) => w.bounds.high && compare(part.bounds.low, w.bounds.high) > 0)
  const sameSentence = nearest.start >= sentence.start && nearest.segment === first.segment
  const leads =
    first.label !== '' && first.item === behind[0]?.item && !topic.test(first.label) && sameThing(first, nearest)
  if (marker.kind === '其中' && isAmount(nearest) && sameSentence && leads && larger(first))
    return partTooLarge(reading, first, nearest)
  const slips = parts.length > 1 ? slipsIn(parts, nearest) : []
  const meant = parts.length > 1 && !slips.length && wholes.find((w) => slipsIn(parts, w).length > 0 && weighty(w))
  if (meant && marker.kind !== '其中') return misfit(reading, pattern, parts, meant, 'doubt')
  const oversized = parts.find(larger)
  if (oversized && slips.some((s) => s.kind === 'scale' && s.quantity === oversized))
    return misfit(reading, pattern, parts, nearest, 'error')
  if (parts.length < 2) {
    // One part that does not exceed its whole: nothing to add up, and nothing wrong.
    return marker.kind === '其中' &&
      isAmount(nearest) &&
      sameThing(first, nearest) &&
      !larger(first) &&
      nearest.segment === first.segment
      ? holding(reading, withinClaim(first, nearest))
      : undefined
  }
  if (complete) return misfit(reading, pattern, parts, nearest, 'error')
  if (first.item !== behind[0]?.item || !parts.every((p) => sameThing(p, nearest))) return undefined
  const slip = slips.length > 0
  // The same people may be counted under several names; only a slip of the hand tells that they were not.
  const people = /^(?:person|household)$/.test(nearest.dimension) && !slip
  // A list that leaves out half of its whole does not mean to be complete.
  const most = compare(times(sumExact(parts), whole(2)), nearest.exact) >= 0
  const filled = sharesFill(sentence, parts) || byLimits(sentence, parts)
  const kind = filled ? 'complete' : partition(parts).kind
  const overlapping =
    (!/complete|rest/.test(kind) && !slip && parts.some(isAttribute)) ||
    mayOverlap(reading.text.slice(sentence.start, sentence.end))
  const inRow = parts.every((p) => p.clause === first.clause)
  const severity = overlapping
    ? undefined
    : severityOf(kind, marker, exceeds(parts, nearest), people, slip, most, inRow, nearest)
  return severity && misfit(reading, pattern, parts, nearest, severity)
}

function severityOf(
  kind: Partition['kind'],
  marker: Marker,
  tooMuch: boolean,
  people: boolean,
  slip: boolean,
  most: boolean,
  inRow: boolean,
  nearest: Placed,
): Severity | undefined {
  if (marker.kind === '分别') return /[共总]|合计/.test(nearest.opening) && kind !== 'unlike' ? 'doubt' : undefined
  if (kind === 'complete' || kind === 'rest') return 'error'
  if (kind === 'halves' || kind === 'short') return 'doubt'
  if (kind === 'apart' && (tooMuch || marker.kind !== '其中')) return 'error'
  if (marker.kind !== '其中' || slip) return 'doubt'
  // What is left open may be anything but more than all of it; a row (甲2公里、乙3公里) is seldom left open.
  return (kind === 'alike' && most && !people && (inRow || tooMuch)) || (inRow && tooMuch) ? 'doubt' : undefined
}

/** 8个村 and 31个问题 have only their measure word in common; 投入30万元 and 增收300万元 only their unit. */
function sameThing(part: Placed, whole: Placed): boolean {
  if (/收入|增收|产值|销售/.test(part.title) && !/收入|增收|产值|销售/.test(whole.title)) return false
  if (!part.dimension.startsWith('count:')) return true
  const noun = /^(?!当中|之中|里面|里头|中)[\u4e00-\u9fff]+/.exec(whole.trail)?.[0]
  return !noun || sharesName(noun, part.title + part.trail) || sharesName(part.title, whole.title)
}

/** A part named by a quality that other parts may have too: 女性, 60岁以上, 大专以上, 党员. */
function isAttribute(part: Placed): boolean {
  return /女|少数民族|以上|以下|大专|本科|残疾|低保|党员|退役|劳动力|老人|留守|独居|慢病|大病|常住|户籍|农业|流动|外出|重点|优秀|先进|新增|新发/.test(
    part.title + part.trail,
  )
}
