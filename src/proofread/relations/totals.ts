/** Totals behind their parts: 甲村12户、乙村8户,合计20户; 三村合计常住5027人、老年人1471人; 管道总长31公里. */
import { compare } from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import type { Pattern } from '#proofread/patterns.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { earlierInParagraph, holding, mayOverlap, sharesName, summable, termsOf } from './claims.ts'
import { difference } from './lists.ts'
import { partition } from './partition.ts'
import { addsUp, misfit, slipsIn, sumClaim, sumExact, tight, weighty } from './sums.ts'

const mostParts = 30

/** Every total against the parts before it, in its sentence or in those before; `lists` are the sums that are known. */
export function totals(reading: Reading, lists: Judgement[]): Judgement[] {
  const explained = new Set(lists.flatMap(({ relation: r }) => (r?.holds && r.parts.length > 1 ? termsOf(r) : [])))
  return reading.sentences.flatMap((sentence, n) => inSentence(reading, sentence, n, explained))
}

const totalWord =
  /(合计|总计|共计|小计|总共|一共|拢共|全部|(?<!日|[每单]月|每年)累计|加起来|合起来|凑起来|加在一起|加一起|相加|汇总|并作|并成|归总|调整后|变更后|(?<![公中])共(?![同产享建青和治振性体]))([^,;。、:]{0,8})$/
/** 初次来访13件,重复来访4件,合17件: only right before the number. */
const shortTotal = /(?<![结组综混配联融符适一三])合$|(?<![总合共小统设预])计$/

function totalIn(opening: string): RegExpExecArray | undefined {
  return totalWord.exec(opening) ?? undefined
}

/** A whole by its name: 管道总长, 募集总额. Whether of what stands before it, only the figures tell. */
const totalName =
  /总(?:长度?|量|数|额|面积|投资|产量?|产值|收入|支出|成本|人数|户数|人口|里程|规模|盘子)[^,;。、:]{0,3}$|^全[乡镇村县区市校院园片][\u4e00-\u9fff]{0,8}$/
/** What may stand between 合计 and its number, so that it is still the total of what was listed. */
const verbOnly = /^(?:为|达|达到|是|约|发放|投入|资金|投资|补助|新建|改造|户数|人数|面积|金额|\s)*$/

interface Total {
  pattern: Pattern
  whole: Placed
  /** 合计 and what stands between it and the number; a total without the word is one by its name or its neighbour. */
  word: RegExpExecArray | undefined
  /** Amounts of its kind back to the total before it. */
  parts: Placed[]
  /** The 3 of 三项合计. */
  count: number | undefined
  /** The ways in which its parts may be picked, likeliest first. */
  picks: Placed[][]
  fitting: Placed[] | undefined
}

function inSentence(reading: Reading, sentence: Sentence, n: number, explained: ReadonlySet<number>): Judgement[] {
  const found: Total[] = []
  for (const whole of sentence.quantities) {
    const total = totalAt(reading, sentence, n, whole, found.at(-1))
    if (total) found.push(total)
  }
  const complete = found.some(({ fitting, parts }) => fitting === parts)
  return found.flatMap((total) => {
    const beside = total.fitting ? undefined : sameItems(sentence, total, found)
    // 全部15个班642人: where the classes of the same items add up, the pupils must too.
    if (beside) return misfit(reading, total.pattern, beside, total.whole, 'error') ?? []
    if (total.fitting) return [holding(reading, sumClaim(total.pattern, total.fitting, total.whole))]
    if (mayOverlap(reading.text.slice(sentence.start, sentence.end))) return []
    const open = (list: Placed[]) => !list.every((part) => explained.has(part.start))
    const left = { ...total, picks: total.picks.filter(open), parts: open(total.parts) ? total.parts : [] }
    return brokenTotal(reading, sentence, n, left, complete) ?? []
  })
}

function totalAt(
  reading: Reading,
  sentence: Sentence,
  n: number,
  whole: Placed,
  before: Total | undefined,
): Total | undefined {
  if (!summable(whole) || !whole.bounds.high) return undefined
  const word = totalIn(whole.opening)
  const beside =
    (before?.word || before?.fitting) &&
    whole.clause - before.whole.clause <= 2 &&
    whole.segment === before.whole.segment
  // 山塘14处、提灌站5处、机井22处,41处小型设施: right behind its list, and called nothing.
  const bare = whole.lead === '' && whole.depth === 0 && reading.text[whole.start - 1] === ',' && whole.trail !== ''
  const named = totalName.test(whole.opening) || shortTotal.test(whole.opening) || bare
  if (!word && !beside && !named) return undefined
  const count = countWord(reading, whole)
  const parts = partsBefore(sentence, whole)
  const listed = bare && !word && !beside && !totalName.test(whole.opening) && !shortTotal.test(whole.opening)
  if (listed && !adjacent(sentence, parts, whole)) return undefined
  const picks = listed ? [parts] : picksFor(reading, n, whole, parts, count, beside && !word ? before : undefined)
  const sure = (list: Placed[]) =>
    word !== undefined || plain(list, whole) || dividesBriefly(list, whole) || (weighty(whole) && tight(list, whole))
  const fitting = picks.find((list) => addsUp(list, whole) && sure(list))
  const pattern = word || beside ? 'total-word' : listed ? 'total-bare' : 'total-name'
  return { pattern, whole, word, parts, count, picks, fitting }
}

/** The amounts like `whole` beside those that make the total beside it: in the same items, or one behind each. */
function sameItems({ quantities }: Sentence, total: Total, found: Total[]): Placed[] | undefined {
  const { whole, picks } = total
  const other = found.find((t) => t !== total && t.fitting && t.fitting.length > 1 && t.whole.segment === whole.segment)
  const fitting = other?.fitting
  if (!fitting) return undefined
  const beside = fitting.flatMap(
    (p) => quantities.find((q) => q.item === p.item && q.dimension === whole.dimension && q !== p) ?? [],
  )
  if (other.whole.item === whole.item && beside.length === fitting.length && beside.every(summable)) return beside
  if (Math.abs(other.whole.clause - whole.clause) > 1) return undefined
  const inTurn = (list: Placed[]) => list.every((p, i) => p.segment === fitting[i]?.segment)
  return picks.find((list) => list.length === fitting.length && inTurn(list))
}

const small = '零一二三四五六七八九十'

/** The 3 of 三项合计, 三村共, 以上四类共: how many parts the total says it has. */
function countWord(reading: Reading, whole: Placed): number | undefined {
  const before = reading.text.slice(Math.max(0, whole.start - 18), whole.start)
  const word =
    /([两二三四五六七八九十]|(?<![\d.])[2-9])(?:项|类|者|村|组|处|年|笔|家|个|部|轮|期|校|所学校|栋)[^,;。、]{0,8}?(?:合计|共计|总计|相加|汇总|并作|并成|归总|加起来|共)[^,;。、]{0,4}$/.exec(
      before,
    )?.[1]
  return word === undefined ? undefined : word === '两' ? 2 : small.includes(word) ? small.indexOf(word) : Number(word)
}

/** Every way to pick the parts: as many as are said, all of them, those of its name, one of each segment, totals, the last ones. */
function picksFor(
  reading: Reading,
  n: number,
  whole: Placed,
  parts: Placed[],
  count: number | undefined,
  beside: Total | undefined,
): Placed[][] {
  const earlier = earlierInParagraph(reading, n, whole)
    .filter((q) => q.depth <= whole.depth && !difference.test(q.lead))
    .slice(-mostParts)
  const named = (list: Placed[]) => list.filter((p) => sharesName(p.title, whole.title))
  const heads = earlier.filter(
    (q, i) => i === 0 || q.segment !== earlier[i - 1]?.segment || apart(reading, earlier[i - 1], q),
  )
  const subtotals = earlier.filter((q) => /小计/.test(q.opening))
  const sums = earlier.filter((q) => totalIn(q.opening) !== undefined || shortTotal.test(q.opening))
  // 合计C级22户、D级6户,总计28户: from the total before it on.
  const since = earlier.slice(
    Math.max(
      0,
      earlier.findLastIndex((q) => totalIn(q.opening) !== undefined),
    ),
  )
  // 合计计划120处,完成106处: the second one counts what is called so in every item.
  if (beside) return [named(earlier), sameTurn(earlier, whole), heads].filter((list) => list.length > 1)
  if (count) {
    const called = named(earlier)
    const others = [earlier.slice(-count), heads, subtotals, sums].filter((list) => list.length === count)
    return called.length === count ? [called, ...others] : others
  }
  const shorter = parts.slice(0, -2).map((_, i) => parts.slice(i + 1))
  return [parts, named(parts), ...shorter, heads, named(earlier), subtotals, sums, since, earlier].filter(
    (list) => list.length > 1,
  )
}

/** 男生24人、女生21人,计45人: the names of the parts leave nothing out. */
function dividesBriefly(parts: Placed[], whole: Placed): boolean {
  return shortTotal.test(whole.opening) && /complete|halves/.test(partition(parts).kind)
}

/** Three parts or more that make it to the last digit. */
function plain(parts: Placed[], whole: Placed): boolean {
  return parts.length > 2 && compare(sumExact(parts), whole.exact) === 0
}

/** Those called exactly like the whole: 完成, 支出, 空. */
function sameTurn(quantities: Placed[], whole: Placed): Placed[] {
  return whole.label ? quantities.filter((q) => q.label === whole.label || q.label.endsWith(whole.label.slice(-2))) : []
}

function apart(reading: Reading, a: Placed | undefined, b: Placed): boolean {
  return a !== undefined && /[。;|]/.test(reading.text.slice(a.end, b.start))
}

function brokenTotal(
  reading: Reading,
  sentence: Sentence,
  n: number,
  total: Total,
  complete: boolean,
): Judgement | undefined {
  const { pattern, whole, word, parts, count, picks } = total
  const from = (parts[0] ?? picks[0]?.[0] ?? whole).start
  const lead = reading.text.slice(Math.max(0, from - 30), from)
  // 上年同期:道路58起、工矿16起。两类合计本年69起: parts of another year.
  if (/本年|今年/.test(whole.lead) && /上年|去年|同期/.test(lead)) return undefined
  const text = reading.text.slice(sentence.start, whole.start)
  // 收入加上级补助25.3亿元、结余1.4亿元,总计40.3亿元: what is added first has no figure here. 前三项: not those before it.
  if (
    /(?:收入|支出|资金|余额)加上?[\u4e00-\u9fff]{2,12}$/.test(lead) ||
    /[前后][两二三四五六七八]项[^,;。]*$/.test(text)
  )
    return undefined
  const named = namedParts(reading, n, text, whole)
  if (named) return named.length ? misfit(reading, pattern, named, whole, 'error') : undefined
  // 每年付息364万元,20年付息合计7280万元: a product, not a sum.
  const before = sentence.quantities[sentence.quantities.indexOf(whole) - 1]
  if (before?.dimension === 'time' && before.value > 5 && before.clause === whole.clause) return undefined
  const [first] = picks
  const called = count && first?.every((part) => sharesName(part.title, whole.title))
  const agreed = count && first && (called || picks.every((list) => list.every((part, i) => part === first[i])))
  const inRow = agreed && adjacent(sentence, first, whole)
  if (agreed && (inRow || called)) return misfit(reading, pattern, first, whole, inRow ? 'error' : 'doubt')
  if (!count && word && parts.length > 1 && word[1] !== '累计' && word[1] !== '全部') {
    if (mixed(parts) && !complete) {
      // …脱贫户、监测户;…脱贫户、监测户;监测户合计: the total is of those that are called so.
      const named = parts.filter((p) => p.title && whole.title.includes(p.title.slice(-3)))
      if (named.length > 1) return misfit(reading, pattern, named, whole, 'doubt')
    } else if (verbOnly.test(word[2] ?? '') && adjacent(sentence, parts, whole)) {
      const { kind } = partition(parts)
      const sure = kind === 'complete' || kind === 'rest' || kind === 'apart' || complete || word[1] !== '共'
      return misfit(reading, pattern, parts, whole, sure ? 'error' : 'doubt')
    }
  }
  if (dividesBriefly(parts, whole) && adjacent(sentence, parts, whole))
    return misfit(reading, pattern, parts, whole, 'doubt')
  const weak = !word || (word[1] === '累计' && !verbOnly.test(word[2] ?? ''))
  const slipped = picks.find(
    (list) => list.length > 1 && slipsIn(list, whole).length > 0 && (!weak || likely(sentence, list, whole)),
  )
  return slipped && misfit(reading, pattern, slipped, whole, 'doubt')
}

/** 教育、卫生、农林水三项支出合计: the parts by their names; none where not all are found, undefined where none are named. */
function namedParts(reading: Reading, n: number, text: string, whole: Placed): Placed[] | undefined {
  const clause =
    text
      .slice(-60)
      .split(/[,;。:]/)
      .at(-1) ?? ''
  const names = /^(.{2,40}?)等?[两二三四五六七八九十\d][项类个种部]/.exec(clause)?.[1]?.split(/[、和及与]/) ?? []
  if (names.length < 2 || names.some((name) => name.length < 2)) return undefined
  const known = earlierInParagraph(reading, n, whole)
  const parts = names.flatMap((name) => known.findLast((q) => q.title.includes(name)) ?? [])
  return new Set(parts).size === names.length ? parts : []
}

/** Without 合计, parts are only taken for those of a whole when their names say so. */
function likely(sentence: Sentence, parts: Placed[], whole: Placed): boolean {
  const { kind } = partition(parts)
  const listed = parts.length > 2 && adjacent(sentence, parts, whole)
  return weighty(whole) && (listed || kind !== 'unlike' || parts.every((p) => sharesName(p.title, whole.title)))
}

/** Quantities of the same kind before a total, back to the total before it. */
function partsBefore({ quantities }: Sentence, whole: Placed): Placed[] {
  const parts: Placed[] = []
  for (let i = quantities.indexOf(whole) - 1; i >= 0 && parts.length < mostParts; i--) {
    const part = quantities[i]
    if (!part || part.depth !== whole.depth || part.dimension !== whole.dimension) continue
    if (!summable(part) || !part.bounds.high || difference.test(part.lead)) continue
    // Totals side by side are of the same list; one further back closes another list.
    if (totalIn(part.opening)) {
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
    (q) => q.start > first.start && q.start < whole.start && !parts.includes(q) && summable(q),
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
