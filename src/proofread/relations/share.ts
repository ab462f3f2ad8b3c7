/** Shares of a whole: 其中女性320人,占40%; 占农户总数7141户的25.7%; 分别占65.8%、23.9%和10.2%. */
import { addBounds, divideBounds, over, plus, times, toText, whole } from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import type { Pattern } from '#proofread/patterns.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { isPastLevel } from './changes.ts'
import { type Claim, earlier, isAmount, previousOf, sharesName } from './claims.ts'
import { growthWord, rateStated, rowOfRates } from './coverage.ts'
import { anyFits, fits, judged, quotient, type Scope, type Stated, usable } from './quotients.ts'
import { carriesShare, isTotal, nameKey, registerOf } from './register.ts'
import { inBracket, shareBehind, shareWord } from './sums.ts'

/** Every percentage that is said to be a share or a rate. */
export function shares(reading: Reading): Judgement[] {
  const register = registerOf(reading)
  const stated = new Map<number, Stated[]>()
  for (const [n, sentence] of reading.sentences.entries()) {
    const next = reading.sentences[n + 1]
    const scope: Scope = {
      sentence,
      previous: previousOf(reading, n),
      next: next?.paragraph === sentence.paragraph ? next : undefined,
      register,
    }
    const here = sentence.quantities.flatMap((claimed, index) => statedOf(reading, scope, claimed, index))
    const list = stated.get(sentence.paragraph)
    if (list) list.push(...here)
    else stated.set(sentence.paragraph, here)
  }
  return [...stated.values()].flatMap((list) => siblings(list).flatMap((one) => judged(reading, one) ?? []))
}

function statedOf(reading: Reading, scope: Scope, claimed: Placed, index: number): Stated[] {
  const { sentence } = scope
  if (claimed.dimension !== 'share' || growthWord.test(claimed.lead)) return []
  const total = totalBefore(reading, sentence, index)
  if (total) return [shareOfTotal(sentence, claimed, total)]
  const row = rowBehind(sentence, index)
  if (row) return /占|比[重例]/.test(claimed.lead) ? rowOfShares(scope, row, index) : rowOfRates(scope, row, index)
  const before = sentence.quantities[index - 1]
  const said = shareWord.test(claimed.lead) || (before !== undefined && inBracket(before, claimed))
  const one = said ? share(reading, scope, claimed, index) : rateStated(scope, claimed, index)
  return one ? [one] : []
}

/** 占农户总数7141户的25.7%, 完成计划4000吨的96.5%: the whole stands right before the share. */
function totalBefore(reading: Reading, sentence: Sentence, index: number): Placed | undefined {
  const claimed = sentence.quantities[index]
  const total = sentence.quantities[index - 1]
  // 占一审立案(20134件)的61.9%
  if (claimed && total && isAmount(total) && total.depth === claimed.depth + 1) {
    const named = /占[^,;。()]{2,16}\($/.test(
      reading.text.slice(Math.max(sentence.start, total.start - 20), total.start),
    )
    if (named && /^\)的(?:约|近)?$/.test(reading.text.slice(total.end, claimed.start))) return total
  }
  if (
    !claimed ||
    !total ||
    !isAmount(total) ||
    !/(?:占|完成|达到|相当于|[为是][^,;。]{0,6}(?:计划|任务|目标|总))[^,;。]*$/.test(total.lead)
  )
    return undefined
  return ofTotal.test(reading.text.slice(total.end, claimed.start)) ? total : undefined
}

const ofTotal = /^[^,;。、]{0,6}的(?:约|近)?$/

function shareOfTotal({ quantities }: Sentence, claimed: Placed, total: Placed): Stated {
  const pattern = /占/.test(total.lead) || total.depth > claimed.depth ? 'share-of-figure' : 'rate-of-figure'
  const parts = earlier(quantities, quantities.indexOf(total), total, 3)
  const claims = parts.flatMap((part) => quotient(pattern, part, total, claimed) ?? [])
  return { claimed, claims, severity: 'error', few: true }
}

const totalWord = /共|总|合计|合起来|加起来|相加/

function share(reading: Reading, scope: Scope, claimed: Placed, index: number): Stated | undefined {
  if (/(?:合计|共计|一共|合起来|[两三四]者)[^,;。]*占/.test(claimed.lead)) return shareOfSum(scope, claimed, index)
  const { sentence, previous, next, register } = scope
  const { quantities } = sentence
  const part = partOf(reading, sentence, index)
  if (!part) return undefined
  const free = (of: Sentence) => (q: Placed) => !carriesShare(of, q) || shareBehind(of, q) === claimed
  const told = earlier(quantities, quantities.indexOf(part), part)
  const before = told.filter(free(sentence))
  const after = [...quantities.filter((q) => q.start > part.end), ...(next?.quantities ?? [])].filter(
    (q) => q.dimension === part.dimension && isAmount(q) && totalWord.test(q.opening),
  )
  const among = reading.text.lastIndexOf('其中', part.start)
  const marked = among >= sentence.start ? before.filter((q) => q.end <= among) : []
  const there = previous ? earlier(previous.quantities, previous.quantities.length, part).filter(free(previous)) : []
  const wholes = [...before, ...after, ...there]
  const name = wholeNamed(claimed, part)
  const known = [...told, ...after, ...there]
  const called = name ? [...known.filter((w) => calledSo(name, w, part)), ...register.called(name, part)] : []
  // A sibling of the part has a share of its own.
  const alike = name ? wholes.filter((w) => !called.includes(w) && calledLike(name, w)) : []
  const similar = alike.length === 1 ? alike : []
  const likeNamed = name ? known.filter((w) => !called.includes(w) && namedLike(name, w)) : []
  // One whole to choose from, or the one that 其中 points at: nothing else the share could be of.
  const only = marked[0] ?? (wholes.length === 1 ? wholes[0] : undefined)
  const plain = /占(?:比|总数|总量|全部|其中)?的?(?:为|达到|达|约|近)*$/.test(claimed.lead)
  const pointed = only && !name && plain && (only === marked[0] || (isTotal(only) && before.length + after.length > 0))
  const claim = (pattern: Pattern) => (w: Placed) => quotient(pattern, part, w, claimed) ?? []
  // 60岁以上638人,合起来2580人,老年人占24.7%: of one of the parts of the total before it, under another name.
  const others = totalWord.test(part.opening)
    ? told.flatMap((q) => quotient('share-beside', q, part, claimed) ?? [])
    : []
  // What is named with the very word, and stands once, is what it is of, whatever else would fit.
  const exact = new Set(
    called.filter((w) => w !== part && name && nameKey(w.title) === nameKey(name) && !isPastLevel(w)),
  )
  const [bound] = exact
  const behind = /占[^,;。]{2,16}$/.test(claimed.lead) && bound && exact.size === 1 ? claim('share-named')(bound) : []
  if ([behind].flat().length && tellsApart(name))
    return { claimed, claims: [behind].flat(), severity: 'error', few: true }
  const claims = unlike([
    ...called.filter((w) => w !== part).flatMap(claim('share-named')),
    ...similar.flatMap(claim('share-alike')),
    ...(pointed ? [only].flatMap(claim('share-among')) : []),
    ...[...likeNamed, ...alike, ...wholes].flatMap(claim('share-beside')),
    ...others,
    ...register.totals(part).flatMap(claim('share-beside')),
  ])
  // Only what is named with the same word, or bound in the clause, can be said to be wrong.
  const severity = called.length === 1 || pointed ? 'error' : called.length || similar.length ? 'doubt' : undefined
  return {
    claimed,
    claims,
    severity,
    few: wholes.length <= 3,
    loose: !severity && (name !== undefined || !wholes.length),
  }
}

/** 总数, 计划: words that many things are called by. */
const tellsApart = (name: string | undefined) =>
  name !== undefined && !/^(?:产量|面积|产值|收入|支出|金额|投资|资金|人口|计划|任务|)$/.test(nameKey(name))

/** 甲镇4人、乙镇3人,合计占全县人口的47.9%: of a sum that is not printed. */
function shareOfSum({ sentence, register }: Scope, claimed: Placed, index: number): Stated | undefined {
  const before = sentence.quantities.slice(0, index).filter(usable)
  const last = before.at(-1)
  if (!last) return undefined
  const row = before.slice(
    before.findLastIndex((q) => q.dimension !== last.dimension || q.segment !== last.segment) + 1,
  )
  const name = wholeNamed(claimed, last)
  const called = name ? register.called(name, last).filter((w) => !row.includes(w)) : []
  const wholes = [...called, ...row.slice(0, 1), ...register.totals(last)]
  const claims = wholes.flatMap((total) =>
    row.slice(0, -1).flatMap((_, i): Claim[] => {
      const parts = row.slice(i).filter((q) => q !== total)
      const sum = parts.map((q) => q.bounds).reduce(addBounds)
      const computed = divideBounds(sum, total.bounds)
      if (!computed || parts.length < 2) return []
      const value = times(over(parts.map((q) => q.exact).reduce(plus), total.exact), hundred)
      const arithmetic = `（${parts.map((q) => q.quote).join('＋')}）÷${total.quote}＝${toText(value, 2)}%`
      return [
        { pattern: 'share-of-sum', kind: 'share', parts: [...parts, total], whole: claimed, computed, arithmetic },
      ]
    }),
  )
  return { claimed, claims, severity: called.length === 1 ? 'doubt' : undefined, few: true, loose: called.length !== 1 }
}

const hundred = whole(100)

function unlike(claims: Claim[]): Claim[] {
  const seen = new Set<string>()
  return claims.filter(({ parts }) => {
    const key = parts.map((p) => p.start).join()
    return !seen.has(key) && seen.add(key)
  })
}

/** A figure of the very name, or of the end of it, if the part is not called so too: 占采集农户的 is of 农户. */
function calledSo(name: string, whole: Placed, part: Placed): boolean {
  const key = nameKey(name)
  return [whole.title, whole.trail].some((called) => {
    const own = nameKey(called)
    if (own.length < 2) return false
    const people = key.startsWith(own) && /^(?:职工|人员|人口|学生|群众)$/.test(key.slice(own.length))
    return own === key || people || (key.endsWith(own) && !part.title.endsWith(own))
  })
}

/** 剔除漏答后有效问卷 for 有效问卷, 入住老人 for 入住人数: no part of its siblings, and begins or ends so. */
function calledLike(name: string, { title, trail }: Placed): boolean {
  const key = nameKey(name)
  if (key.length < 2) return false
  const money = /支出/.test(name) && /收入/.test(title)
  return title.endsWith(key) || trail.startsWith(key) || (title.includes(name.slice(0, 2)) && !money)
}

/** The end of a name says what it is: 预算支出 and 预算收入 are two things. */
function namedLike(name: string, { title, trail }: Placed): boolean {
  return sharesName(name, title + trail) && (sharesName(name.slice(-2), title + trail) || title === '')
}

/** What the share is of, where it is named again: 占采集农户的73%, 外出务工人员中…,占60%. */
function wholeNamed(claimed: Placed, part: Placed): string | undefined {
  const behind = /占([^,;。]{2,16}?)(?:的(?:比重|比例|份额)?|比重|比例|份额)(?:为|达到|达|约|近|是|分别|依次)*$/.exec(
    claimed.lead,
  )?.[1]
  return behind ?? /^([\u4e00-\u9fff]{2,8}?)(?:人员|群众|对象)?(?:中(?![级学心小央药等国共专])|里)/.exec(part.lead)?.[1]
}

/** What a share is of: the amount before it, one that is called so (门票占71.5%), or one right behind it (占75%,也就是66人). */
function partOf(reading: Reading, { quantities }: Sentence, index: number): Placed | undefined {
  const claimed = quantities[index]
  const behind = quantities[index + 1]
  // 其中住房类提取占81.6%: of a part that is not printed.
  if (!claimed || /其中[^,;。]{2,}占/.test(claimed.lead)) return undefined
  if (behind && /^[^,;。]{0,3},?(?:也就是|即|计|合)$/.test(reading.text.slice(claimed.end, behind.start))) return behind
  const before = quantities.filter((q) => usable(q) && q.start < claimed.start && q.depth <= claimed.depth)
  const last = before.at(-1)
  if (!last) return undefined
  const name = /([\u4e00-\u9fff]{2,16}?)(?:仍然?|[就又则约])?占[^,;。、]{0,16}$/.exec(claimed.lead)?.[1]
  // 非常满意361份、满意178份…,满意以上占93.3%: of a sum that is not printed.
  if (name && /以[上下]$/.test(name) && !before.some((q) => /以[上下]/.test(q.title))) return undefined
  // 药占比28.6%: of something that is called so, and not printed.
  const called = /([\u4e00-\u9fff]{1,8})占比/.exec(claimed.lead)?.[1]
  const titled = called && before.findLast((q) => q.title.startsWith(called))
  if (titled) return titled
  if (called && !before.some((q) => q.title.includes(called) || called.includes(q.title.slice(0, 2)))) return undefined
  const named = name && calledMost(name, before)
  if (named && !(totalWord.test(last.opening) && sharesName(name, last.title))) return named
  // …随孙辈居住43人;子女每月打电话不足1次的占27%: of something else.
  if (last.segment !== claimed.segment && /的占[^,;。]*$/.test(claimed.lead)) return undefined
  // 增加值15.3亿元,增长6.4%,占…: what stands between says something of the same figure.
  const aside = /\)[,;]?[^,;。)]*$/.test(reading.text.slice(last.end, claimed.start))
  return aside || claimed.clause - last.clause <= (quantities[index - 1] === last ? 1 : 2) ? last : undefined
}

/** The figure whose name has most in common with a name, the last of several: 刑事检察 is not 公益诉讼检察. */
function calledMost(name: string, figures: Placed[]): Placed | undefined {
  const alike = ({ title }: Placed) => (title === name ? name.length : sharedPairs(name, title))
  const most = Math.max(0, ...figures.map(alike))
  return most ? figures.findLast((q) => alike(q) === most) : undefined
}

function sharedPairs(a: string, b: string): number {
  let shared = 0
  for (let i = 0; i + 1 < a.length; i++) if (b.includes(a.slice(i, i + 2))) shared++
  return shared
}

/** Shares in a row are of one whole: where some fit it, the others are meant to. */
function siblings(stated: Stated[]): Stated[] {
  const shares = stated.filter((s) => s.claims[0]?.kind === 'share')
  const votes = new Map<number, number>()
  for (const { claims, claimed } of shares)
    for (const start of new Set(claims.filter((c) => fits(c, claimed)).map((c) => c.parts[1]?.start ?? 0)))
      votes.set(start, (votes.get(start) ?? 0) + 1)
  const [common, most] = [...votes].sort((a, b) => b[1] - a[1])[0] ?? [0, 0]
  if (!most || shares.length < 2) return stated
  return stated.map((one) => {
    const of = one.claims.find((c) => c.kind === 'share' && c.parts[1]?.start === common)
    if (!of || anyFits(one) || (one.severity === 'error' && one.claims[0]?.pattern === 'share-named')) return one
    const plain = /^[和与及、]?$|占(?:比)?(?:为|达|约)*$/.test(one.claimed.lead)
    const severity = plain ? (most > 1 ? 'error' : 'doubt') : one.severity
    return { ...one, claims: [{ ...of, pattern: 'share-sibling' }], few: true, loose: false, severity }
  })
}

/** 分别占65.8%、23.9%和10.2%: percentages in a row, one for each figure of a row before them. */
function rowBehind({ quantities }: Sentence, index: number): Placed[] | undefined {
  const first = quantities[index]
  if (!first || !/(?:分别|依次|各)[^,;。]{0,8}$/.test(first.lead)) return undefined
  const others = quantities.slice(index + 1)
  const end = others.findIndex((q) => q.dimension !== first.dimension || !/^[和与及、]?$/.test(q.lead))
  const row = [first, ...others.slice(0, end < 0 ? others.length : end)]
  return row.length > 1 ? row : undefined
}

function rowOfShares({ sentence, previous, register }: Scope, row: Placed[], index: number): Stated[] {
  const before = [...(previous?.quantities ?? []), ...sentence.quantities.slice(0, index)].filter(
    (q) => (isAmount(q) || q.per) && q.bounds.high,
  )
  // The whole may stand between the parts and their shares: 一级园1138亩…,总面积4400亩,所占比重依次为….
  const readings = [0, 1].map((skipped) => {
    const list = before.slice(0, before.length - skipped)
    const parts = list.slice(-row.length)
    const wholes = skipped ? before.slice(-1) : list.slice(0, -row.length).reverse()
    return row.map((claimed, i): Stated => {
      const part = parts[i]
      const name = part && row[0] ? wholeNamed(row[0], part) : undefined
      const called = name && part ? register.called(name, part).filter((w) => !parts.includes(w)) : []
      const alike = [...called, ...wholes].filter((w) => w.dimension === part?.dimension)
      const claims = part ? alike.flatMap((w) => quotient('share-row', part, w, claimed) ?? []) : []
      return { claimed, claims, severity: undefined, few: true }
    })
  })
  const fitting = (list: Stated[] = []) => list.filter(anyFits).length
  const [near = [], skipping = []] = readings
  const total = fitting(near) === 0 && totalWord.test(before.at(-1)?.opening ?? '')
  return total || fitting(skipping) > fitting(near) ? skipping : near
}
