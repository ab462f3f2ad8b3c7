/** Shares of a whole: 其中女性320人,占40%; 占农户总数7141户的25.7%; 分别占65.8%、23.9%和10.2%. */
import type { Judgement } from '#proofread/findings.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { earlier, isAmount, previousOf, sharesName } from './claims.ts'
import { growthWord, rateStated, rowOfRates } from './coverage.ts'
import { anyFits, fits, judged, quotient, type Scope, type Stated, usable } from './quotients.ts'
import { inBracket, shareBehind, shareWord } from './sums.ts'

/** Every percentage that is said to be a share or a rate. */
export function shares(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) => {
    const next = reading.sentences[n + 1]
    const scope: Scope = {
      sentence,
      previous: previousOf(reading, n),
      next: next?.paragraph === sentence.paragraph ? next : undefined,
    }
    const stated = sentence.quantities.flatMap((claimed, index) => statedOf(reading, scope, claimed, index))
    return siblings(stated).flatMap((one) => judged(reading, one) ?? [])
  })
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
  if (
    !claimed ||
    !total ||
    !isAmount(total) ||
    !/(?:占|完成|达到|相当于|[为是][^,;。]{0,6}(?:计划|任务|目标|总))[^,;。]*$/.test(total.lead)
  )
    return undefined
  return /^[^,;。、]{0,6}的(?:约|近)?$/.test(reading.text.slice(total.end, claimed.start)) ? total : undefined
}

function shareOfTotal({ quantities }: Sentence, claimed: Placed, total: Placed): Stated {
  const kind = /占/.test(total.lead) ? 'share' : 'coverage'
  const parts = earlier(quantities, quantities.indexOf(total), total, 3)
  const claims = parts.flatMap((part) => quotient(kind, part, total, claimed) ?? [])
  return { claimed, claims, severity: 'error', few: true }
}

const totalWord = /共|总|合计|合起来|加起来|相加/

function share(
  reading: Reading,
  { sentence, previous, next }: Scope,
  claimed: Placed,
  index: number,
): Stated | undefined {
  const { quantities } = sentence
  const part = partOf(reading, sentence, index)
  if (!part) return undefined
  const told = earlier(quantities, quantities.indexOf(part), part)
  const before = told.filter((q) => [undefined, claimed].includes(shareBehind(sentence, q)))
  const after = [...quantities.filter((q) => q.start > part.end), ...(next?.quantities ?? [])].filter(
    (q) => q.dimension === part.dimension && isAmount(q) && totalWord.test(q.opening),
  )
  const among = reading.text.lastIndexOf('其中', part.start)
  const marked = among >= sentence.start ? before.filter((q) => q.end <= among) : []
  const there = previous ? earlier(previous.quantities, previous.quantities.length, part) : []
  const wholes = [...before, ...after, ...there]
  // One whole to choose from, or the one that 其中 points at: nothing else the share could be of.
  const only = marked[0] ?? (wholes.length === 1 ? wholes[0] : undefined)
  const plain = /占(?:比|总数|总量|全部|其中)?的?(?:为|达到|达|约|近)*$/.test(claimed.lead)
  const name = wholeNamed(claimed, part)
  const known = [...told, ...after, ...there]
  const called = name
    ? (known.find((w) => w.title.includes(name)) ??
      known.find((w) => w.title.includes(name.slice(0, 2)) && !(/支出/.test(name) && /收入/.test(w.title))) ??
      known.find((w) => namedLike(name, w)))
    : undefined
  const order = [...new Set([called, only, ...wholes])].filter((w) => w !== undefined)
  // 60岁以上638人,合起来2580人,老年人占24.7%: of one of the parts of the total before it, under another name.
  const others = totalWord.test(part.opening) ? told.flatMap((q) => quotient('share', q, part, claimed) ?? []) : []
  const claims = [...order.flatMap((w) => quotient('share', part, w, claimed) ?? []), ...others]
  const pointed = only && (only === marked[0] || /共|总|现有|合计/.test(only.opening))
  const certain = pointed && plain && before.length + after.length > 0
  // 报销比例82.8%: of the one figure before it, most likely.
  const bare = plain || /(?:比例|比重)[^,;。]{0,3}$/.test(claimed.lead)
  const likely = called ?? (bare && !name ? only : undefined)
  const severity = certain ? 'error' : likely && 'doubt'
  // 占一般公共预算支出的78.5%: of a whole that is not printed, unless one of the figures fits.
  return { claimed, claims, severity, few: order.length <= 3, loose: name !== undefined && !called }
}

/** The end of a name says what it is: 预算支出 and 预算收入 are two things. */
function namedLike(name: string, { title, trail }: Placed): boolean {
  return sharesName(name, title + trail) && (sharesName(name.slice(-2), title + trail) || title === '')
}

/** What the share is of, where it is named again: 占采集农户的73%, 外出务工人员中…,占60%. */
function wholeNamed(claimed: Placed, part: Placed): string | undefined {
  const behind = /占([^,;。]{2,16}?)的(?:比重|比例|份额)?(?:为|达到|达|约|近|是)*$/.exec(claimed.lead)?.[1]
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
  const name = /([\u4e00-\u9fff]{2,8}?)(?:仍然?|[就又则约])?占[^,;。、]{0,16}$/.exec(claimed.lead)?.[1]
  // 药占比28.6%: of something that is called so, and not printed.
  const called = /([\u4e00-\u9fff]{1,8})占比/.exec(claimed.lead)?.[1]
  if (called && !before.some((q) => q.title.includes(called) || called.includes(q.title.slice(0, 2)))) return undefined
  const own = name && !totalWord.test(last.opening) && sharesName(name, last.title)
  const named = name && !own && before.findLast((q) => q !== last && sharesName(name, q.title))
  if (named) return named
  // …随孙辈居住43人;子女每月打电话不足1次的占27%: of something else.
  if (last.segment !== claimed.segment && /的占[^,;。]*$/.test(claimed.lead)) return undefined
  // 增加值15.3亿元,增长6.4%,占…: what stands between says something of the same figure.
  const aside = /\)[,;]?[^,;。)]*$/.test(reading.text.slice(last.end, claimed.start))
  return aside || claimed.clause - last.clause <= (quantities[index - 1] === last ? 1 : 2) ? last : undefined
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
    if (!of || anyFits(one)) return one
    const plain = /^[和与及、]?$|占(?:比)?(?:为|达|约)*$/.test(one.claimed.lead)
    const severity = plain ? (most > 1 ? 'error' : 'doubt') : one.severity
    return { ...one, claims: [of], few: true, severity }
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

function rowOfShares({ sentence, previous }: Scope, row: Placed[], index: number): Stated[] {
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
      const alike = wholes.filter((w) => w.dimension === part?.dimension)
      const claims = part ? alike.flatMap((w) => quotient('share', part, w, claimed) ?? []) : []
      return { claimed, claims, severity: undefined, few: true }
    })
  })
  const fitting = (list: Stated[] = []) => list.filter(anyFits).length
  const [near = [], skipping = []] = readings
  const total = fitting(near) === 0 && totalWord.test(before.at(-1)?.opening ?? '')
  return total || fitting(skipping) > fitting(near) ? skipping : near
}
