/**
 * Parts and wholes: 7户19人,其中…1户4人,…6户15人; 甲村12户、乙村8户,合计20户; 发现15个,已整改12个,剩余3个.
 *
 * Prose leaves open whether a list is complete and whether its parts overlap. So every reading that adds up counts as
 * holding; an error needs a list whose parts cannot overlap and leave nothing out.
 */
import {
  absolute,
  addBounds,
  type Bounds,
  compare,
  type Exact,
  gap,
  minus,
  overlap,
  plus,
  point,
  zero,
} from '#proofread/exact.ts'
import { bareShown, inUnit, type Judgement, type Severity, shown } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { addable } from '#proofread/units.ts'
import { broken, type Claim, holding, isAmount, mayOverlap } from './claims.ts'
import { partition } from './partition.ts'

interface Marker {
  word: string
  at: number
  end: number
  /** Brackets open behind it. */
  depth: number
}

const mostMarkers = 40

/** Finds every list of parts in the text and adds it up. */
export function partsAndWholes(reading: Reading): Judgement[] {
  const out: Judgement[] = []
  let previous: Sentence | undefined
  for (const sentence of reading.sentences) {
    const seen = new Set<string>()
    const add = (judgement: Judgement | undefined) => {
      const relation = judgement?.relation
      if (!judgement || !relation) return
      const key = `${relation.whole?.start}:${relation.parts.map((p) => p.start).join()}`
      const again = `${relation.whole?.start}:${relation.parts[0]?.start}`
      if (seen.has(key) || seen.has(again)) return
      seen.add(key).add(again)
      out.push(judgement)
    }
    if (sentence.quantities.length) {
      for (const marker of markersOf(reading, sentence))
        for (const j of listed(reading, sentence, marker, previous)) add(j)
      for (const j of totals(reading, sentence)) add(j)
      for (const j of remainders(reading, sentence)) add(j)
    }
    previous = sentence
  }
  return out
}

function markersOf(reading: Reading, sentence: Sentence): Marker[] {
  const text = reading.text.slice(sentence.start, sentence.end)
  const markers: Marker[] = []
  let depth = 0
  let at = 0
  for (const match of text.matchAll(/其中:?|包括:?|包含|分别为|分别是|分别|含(?!义|量|金|氟|水|税)|[:()]/g)) {
    if (markers.length >= mostMarkers) break
    at = match.index
    const word = match[0]
    if (word === '(') depth++
    if (word === ')') {
      depth = Math.max(0, depth - 1)
      continue
    }
    markers.push({
      word: word.replace(':', '') || ':',
      at: sentence.start + at,
      end: sentence.start + at + word.length,
      depth,
    })
  }
  return markers
}

/** Lists behind 其中, 包括, 分别, a colon or an opening bracket, one judgement for each unit that the list counts in. */
function listed(reading: Reading, sentence: Sentence, marker: Marker, previous: Sentence | undefined): Judgement[] {
  const behind = sentence.quantities.filter((q) => q.start >= marker.end && isAmount(q))
  const inside = runOf(reading, sentence, marker, behind)
  if (!inside.length) return []
  const outerDepth = marker.word === '(' ? marker.depth - 1 : marker.depth
  let before = sentence.quantities.filter((q) => q.end <= marker.at && q.depth <= outerDepth && isAmount(q))
  if (
    !before.length &&
    reading.text.slice(sentence.start, marker.at).trim() === '' &&
    previous?.paragraph === sentence.paragraph
  )
    before = previous.quantities.filter((q) => q.depth === 0 && isAmount(q))
  const out: Judgement[] = []
  for (const dimension of new Set(inside.map((q) => q.dimension))) {
    const parts = onePerItem(inside.filter((q) => q.dimension === dimension))
    const wholes = before.filter((q) => addable(q.dimension, dimension)).reverse()
    const nearest = wholes[0]
    if (!parts || !nearest || !parts[0]) continue
    if (marker.word === '(' && (marker.at - nearest.end > 8 || parts.length < 2)) continue
    if (marker.word === ':' && (before.at(-1)?.end !== nearest.end || parts.length < 2)) continue
    if (marker.word.startsWith('分别') && parts.length < 2) continue
    out.push(...judgeList(reading, sentence, marker, parts, wholes, behind))
  }
  return out
}

const topic =
  /^(?:今年|本年|目前|同时|并|全乡|全镇|全村|全县|我乡|我镇|截至|累计|历年|共|为|通过|组织|开展|实施|投入|投资|争取|兑现|完成|发放|带动|惠及|覆盖|涉及|实现|落实|建成|较|比|同比|占|去年|上年|往年|人均|户均|平均|每|应|实|帮助|解决|培训|走访|排查|输送|拨付|支出|收入|使用|发现|整改|计划|预计|申报|总|合计|是|从|由|使|让|对|向|按|经|年)/

/** The quantities behind a marker that still belong to its list. */
function runOf(reading: Reading, sentence: Sentence, marker: Marker, behind: Placed[]): Placed[] {
  const run: Placed[] = []
  const first = behind[0]
  const limit = closingOf(reading, sentence, marker)
  const firstTopic = first && topic.exec(first.label)?.[0]
  for (const quantity of behind) {
    if (quantity.start >= limit || (first && quantity.segment !== first.segment)) break
    if (quantity.depth !== marker.depth) continue
    const word = topic.exec(quantity.label)?.[0]
    if (run.length && word && word !== firstTopic && !quantity.label.startsWith(run[0]?.label.slice(0, 2) || '无')) {
      // Another unit than the list counts in may be about anything; the list may go on behind it.
      if (run.some((q) => q.dimension === quantity.dimension)) break
    }
    if (/^(?:累计|历年|去年|上年)/.test(quantity.label) && !run.length) break
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

/** The first quantity of each item; undefined when items hold two of one kind, so that there is no telling what is a part. */
function onePerItem(quantities: Placed[]): Placed[] | undefined {
  const items = new Map<number, Placed>()
  for (const quantity of quantities) {
    if (items.has(quantity.item)) return undefined
    items.set(quantity.item, quantity)
  }
  return [...items.values()]
}

function judgeList(
  reading: Reading,
  sentence: Sentence,
  marker: Marker,
  parts: Placed[],
  wholes: Placed[],
  behind: Placed[],
): Judgement[] {
  const first = parts[0]
  const nearest = wholes[0]
  if (!first || !nearest) return []
  const fits = (list: Placed[], whole: Placed) => list.length > 1 && overlap(sumOf(list), whole.bounds)
  for (const whole of wholes.slice(0, 4)) {
    if (fits(parts, whole)) return [holding(reading, claimOf(parts, whole))]
    if (whole === nearest) {
      for (let n = parts.length - 1; n > 1; n--)
        if (fits(parts.slice(0, n), whole)) return [holding(reading, claimOf(parts.slice(0, n), whole))]
      const longer = onePerItem(behind.filter((q) => q.depth === marker.depth && addable(q.dimension, first.dimension)))
      if (longer && longer.length > parts.length && fits(longer, whole))
        return [holding(reading, claimOf(longer, whole))]
      const scheme = partition(parts)
      if (scheme.members.length < parts.length && fits(scheme.members, whole))
        return [holding(reading, claimOf(scheme.members, whole))]
    }
  }
  // Whole and parts in different words (个 against 处) are only ever compared to find that they fit.
  if (parts.some((p) => p.dimension !== nearest.dimension)) return []
  return misfit(reading, sentence, marker, parts, wholes, nearest)
}

function misfit(
  reading: Reading,
  sentence: Sentence,
  marker: Marker,
  parts: Placed[],
  wholes: Placed[],
  nearest: Placed,
): Judgement[] {
  const text = reading.text.slice(sentence.start, sentence.end)
  const sum = sumOf(parts)
  const tooMuch = nearest.bounds.high !== undefined && compare(sum.low, nearest.bounds.high) > 0
  const attributes = parts.some((p) => isAttribute(reading, p))
  const tooLarge = parts.find((p) => wholes.every((w) => w.bounds.high && compare(p.bounds.low, w.bounds.high) > 0))
  if (tooLarge && tooLarge === parts[0] && (marker.word === '其中' || marker.word === '含')) {
    const claim = claimOf([tooLarge], nearest)
    return [
      broken(
        reading,
        claim,
        'error',
        tooLargeMessage(tooLarge, nearest),
        numbersOf(tooLarge.exact, nearest, '其中一项'),
      ),
    ]
  }
  if (parts.length < 2) {
    // One part that does not exceed its whole: nothing to add up, and nothing wrong.
    return marker.word === '其中' && !tooMuch ? [holding(reading, withinClaim(parts, nearest))] : []
  }
  const { kind } = partition(parts)
  const severity = severityOf(kind, tooMuch, marker, attributes || mayOverlap(text), nearest)
  if (!severity) return []
  const claim = claimOf(parts, nearest)
  return [
    broken(
      reading,
      claim,
      severity,
      message(claim, nearest, tooMuch, severity),
      numbersOf(sumExact(parts), nearest, '分项相加'),
    ),
  ]
}

function severityOf(
  kind: 'complete' | 'alike' | 'unlike',
  tooMuch: boolean,
  marker: Marker,
  overlapping: boolean,
  nearest: Placed,
): Severity | undefined {
  if (marker.word.startsWith('分别')) {
    const total = /[共总]|合计/.test(nearest.lead)
    return total && kind !== 'unlike' ? 'doubt' : undefined
  }
  if (overlapping) return undefined
  if (kind === 'complete') return 'error'
  if (tooMuch) return kind === 'alike' ? 'error' : marker.word === '其中' ? 'doubt' : undefined
  return kind === 'alike' ? 'doubt' : undefined
}

/** A part named by a quality that other parts may have too: 女性, 60岁以上, 大专以上, 党员. */
function isAttribute(reading: Reading, part: Placed): boolean {
  const words = reading.text.slice(Math.max(0, part.start - 20), part.start) + part.trail
  return /女|少数民族|以上|以下|大专|本科|残疾|低保|党员|退役|劳动力|学生|老人|留守|独居|慢病|大病|重点|优秀|先进|新增|新发/.test(
    words,
  )
}

function claimOf(parts: ExactQuantity[], whole: ExactQuantity): Claim {
  const sum = sumExact(parts)
  const list = parts.map((p) => bareShown(p.exact, whole, 4)).join('＋')
  const difference = minus(sum, whole.exact)
  const off = difference.n === 0n ? '，相符' : `，文中${whole.quote}，相差${shown(absolute(difference), whole, 4)}`
  return {
    kind: 'part-whole',
    parts,
    whole,
    computed: sumOf(parts),
    arithmetic: `${list}＝${shown(sum, whole, 4)}${off}`,
  }
}

function withinClaim(parts: ExactQuantity[], whole: ExactQuantity): Claim {
  return {
    ...claimOf(parts, whole),
    computed: whole.bounds,
    arithmetic: `其中${parts[0]?.quote}，不超过${whole.quote}`,
  }
}

function tooLargeMessage(part: Placed, whole: Placed): string {
  const excess = shown(minus(part.exact, whole.exact), whole, 4)
  const slip =
    part.shown !== whole.shown && (part.shown.startsWith('万') || part.shown.startsWith('亿'))
      ? `请核对“${part.shown}”是否多写了“${part.shown[0]}”。`
      : '请核对这两个数。'
  return `其中一项${part.quote}大于总数${whole.quote}，多出${excess}。${slip}`
}

function message(claim: Claim, whole: Placed, tooMuch: boolean, severity: Severity): string {
  const off = shown(gap(claim.computed, whole.bounds), whole, 4)
  const rounding = claim.parts.some((p) => p.bounds.low.n * p.bounds.low.d !== p.exact.n * p.exact.d)
    ? '，已超出四舍五入可以解释的范围'
    : ''
  const head = `${claim.arithmetic}${rounding}（${tooMuch ? '多' : '少'}${off}）。`
  if (severity === 'error') return `${head}请核对各分项和总数。`
  return tooMuch ? `${head}如果各分项有重叠，请写明；否则请核对。` : `${head}如果还有未列出的分项，请写明；否则请核对。`
}

function numbersOf(sum: Exact, whole: Placed, says: string) {
  return [
    { says, value: inUnit(sum, whole), unit: whole.unit },
    { says: '总数', value: whole.value, unit: whole.unit },
    { says: '相差', value: inUnit(minus(sum, whole.exact), whole), unit: whole.unit },
  ]
}

function sumOf(parts: ExactQuantity[]): Bounds {
  return parts.reduce<Bounds>((sum, p) => addBounds(sum, p.bounds), point(zero))
}

function sumExact(parts: ExactQuantity[]): Exact {
  return parts.reduce((sum, p) => plus(sum, p.exact), zero)
}

const totalWord = /(合计|总计|共计|总共|一共|共)([^,;。、:]{0,8})$/
const mostParts = 30

/** Totals that stand behind their parts: 甲村12户、乙村8户,合计20户. */
function totals(reading: Reading, sentence: Sentence): Judgement[] {
  const out: Judgement[] = []
  const { quantities } = sentence
  for (const [index, whole] of quantities.entries()) {
    const word = isAmount(whole) ? totalWord.exec(whole.lead) : null
    if (!word || index < 2) continue
    const parts: Placed[] = []
    let clash = false
    for (let i = index - 1; i >= 0 && parts.length < mostParts; i--) {
      const part = quantities[i]
      if (!part || part.depth !== whole.depth || part.dimension !== whole.dimension || !isAmount(part)) continue
      if (part.item === whole.item || parts.some((p) => p.item === part.item)) clash = true
      if (totalWord.test(part.lead) && parts.length) break
      parts.unshift(part)
    }
    if (parts.length < 2) continue
    let from = 0
    while (parts.length - from >= 2 && !overlap(sumOf(parts.slice(from)), whole.bounds)) from++
    if (parts.length - from >= 2) {
      out.push(holding(reading, claimOf(parts.slice(from), whole)))
      continue
    }
    const strong = word[1] !== '共' && tidyRest(word[2] ?? '')
    const { kind } = partition(parts)
    if (clash || !strong || kind === 'unlike' || mayOverlap(reading.text.slice(sentence.start, sentence.end))) continue
    const claim = claimOf(parts, whole)
    const sum = sumOf(parts)
    const tooMuch = whole.bounds.high !== undefined && compare(sum.low, whole.bounds.high) > 0
    const text = `${message(claim, whole, tooMuch, 'error')}`
    out.push(broken(reading, claim, 'error', text, numbersOf(sumExact(parts), whole, '分项相加')))
  }
  return out
}

/** 合计 right before its number, with at most a verb between: 合计发放. */
function tidyRest(rest: string): boolean {
  return /^(?:为|达|达到|是|约|有|发放|投入|资金|投资|补助|完成|新建|改造|户数|人数|面积|金额|\s)*$/.test(rest)
}

const doneWord = /已|完成|办结|解决|整改|销号|化解/
const leftWord = /(剩余|其余|余下|尚有|还有|尚未|未|正在|待)/

/** 发现15个,已整改12个,正在整改3个: a whole that falls into what is done and what is left. */
function remainders(reading: Reading, sentence: Sentence): Judgement[] {
  const out: Judgement[] = []
  const amounts = sentence.quantities.filter((q) => isAmount(q) && q.depth === 0)
  for (const [index, left] of amounts.entries()) {
    const word = leftWord.exec(left.lead)
    const done = word && amounts.slice(0, index).findLast((q) => q.dimension === left.dimension)
    const whole = done && amounts.slice(0, amounts.indexOf(done)).findLast((q) => q.dimension === left.dimension)
    if (!done || !whole || !doneWord.test(done.lead) || leftWord.test(whole.lead) || left.segment !== whole.segment)
      continue
    if (/其中/.test(reading.text.slice(whole.end, left.start))) continue
    const parts = [done, left]
    if (parts.some((p) => compare(p.exact, whole.exact) > 0) && !/剩余|其余|余下/.test(word[0])) continue
    const claim = claimOf(parts, whole)
    if (overlap(sumOf(parts), whole.bounds)) out.push(holding(reading, claim))
    else {
      const severity: Severity = /剩余|其余|余下|尚有|还有/.test(word[0]) ? 'error' : 'doubt'
      const tooMuch = compare(sumExact(parts), whole.exact) > 0
      out.push(
        broken(
          reading,
          claim,
          severity,
          message(claim, whole, tooMuch, severity),
          numbersOf(sumExact(parts), whole, '分项相加'),
        ),
      )
    }
  }
  return out
}
