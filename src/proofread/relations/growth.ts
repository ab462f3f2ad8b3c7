/** Growth and difference: 4076人,去年3883人,同比增长4.97%; 由12户增加到20户,增加8户. */
import {
  absolute,
  addBounds,
  type Bounds,
  compare,
  divideBounds,
  type Exact,
  minus,
  one,
  over,
  overlap,
  plus,
  point,
  type Rough,
  ratio,
  subtractBounds,
  times,
  toNumber,
  toText,
  whole,
  zero,
} from '#proofread/exact.ts'
import { bareShown, type Judgement, type NamedNumber, shown } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { between, broken, type Claim, cutOff, holding, previousOf, sharesName } from './claims.ts'
import { differenceRange, oneSlipAway, quotientRange } from './slips.ts'

const change =
  /(增长率|增长|增加|增收|增支|提高|上升|提升|上涨|添|超(?:计划|任务)?(?![过额])|多出的?这?|增幅|涨幅|升幅|减幅|跌幅|增速|递增|扩大|多(?![达为是数半于])[\u4e00-\u9fff]?|增|涨|高出?|快|慢|下降|跌|省(?![级委市道内外直])|减少|降低|下滑|回落|降幅|核减率|下浮率|压减|缩减|核减|缩短|压缩|延长|节约|节省|省下|减|降|少(?!于)[投发收卖销绕用]?|低|相差|落差|还差|差)(?:了|约|近|超过|超|\s|(?<=[率幅速])(?:为|达到|达))*$/
const upward =
  /添|超|涨幅|升幅|延长|增长|增加|增收|增支|提高|上升|提升|上涨|添|超(?:计划|任务)?(?![过额])|多出的?这?|增幅|递增|扩大|多|增|涨|高|快/
/** A gap has no direction. */
const gapWord = /差$/
const lastYear =
  /去年|上年|上一年|上学年|同期|年初|上月|上季度?|上周|上一周|上轮|上次|上期|上学期|上半年|闭馆前|同月|首阶段|首批|此前|原有|原来|前年|成立时|预算[数为]|较预算|[比较][^,;。]{0,4}(?:\d{1,2}月份?|20\d\d年)/
const comparison = /净|同比|环比|较|比|相比|由|从|核减|下浮|节约/
/** What stands right before a difference and is what it is measured from: 比30%的下限高出1.7个百分点. */
const reference = /(?:[比较离距]|与)[^,;。]{0,16}$/
/** What a level is said to be now, where nothing says what the figure before it is. */
const nowWord =
  /才|眼下|这学期|实[栽有际施到发]|我们|我[乡镇村县]|审定|核定|现在|如今|目前|今年|达到|升至|升到|增至|涨到|降至|降到|变为/

interface Pair {
  now: ExactQuantity
  before: ExactQuantity
  /** Only taken when it fits, or nearly. */
  remote?: boolean
}

/** One stated change. */
interface Change {
  claimed: Placed
  index: number
  /** Undefined for a gap, which goes either way. */
  up: boolean | undefined
  /** Its place and the size of its group: 分别下降12.1%和15%. */
  turn: number
  group: number
  /** Its word stands before the figure before it. */
  shared?: boolean
}

/** Checks every stated growth and difference whose two figures stand in the same sentence. */
export function growths(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) =>
    changesOf(sentence).flatMap((stated) => judge(reading, sentence, previousOf(reading, n), stated) ?? []),
  )
}

function changesOf(sentence: Sentence): Change[] {
  const changes: Change[] = []
  for (const [index, claimed] of sentence.quantities.entries()) {
    const word = change.exec(claimed.lead)?.[1]
    const last = changes.at(-1)
    if (word) {
      const up = gapWord.test(word) ? undefined : upward.test(word)
      if (claimed.approx !== '超过') changes.push({ claimed, index, up, turn: 0, group: 1 })
    } else if (last?.index === index - 1 && claimed.lead === '' && last.claimed.dimension !== 'share') {
      // 减少2笔1.2万元: one word for two figures.
      changes.push({ ...last, claimed, index, turn: 0, group: 1, shared: true })
    } else if (last?.index === index - 1 && /分别/.test(last.claimed.lead) && /^[和与及、]?$/.test(claimed.lead)) {
      changes.push({ ...last, claimed, index, turn: last.turn + 1, group: 1 })
      for (const member of changes.slice(-(last.turn + 2))) member.group = last.turn + 2
    } else if (last?.index === index - 1 && last.turn > 0 && /^[和与及、]?$/.test(claimed.lead)) {
      changes.push({ ...last, claimed, index, turn: last.turn + 1 })
      for (const member of changes.slice(-(last.turn + 2))) member.group = last.turn + 2
    }
  }
  return changes
}

/** Words of a comparison that name nothing of their own: what is left says what grew. */
const bareWords =
  /同比|环比|分别|相应|净|累计|共|则|减额|出|算下来|折算|总量|总数|数量|两个[村校乡镇]|[比较](?:去年|上年|上月|年初|20\d\d年|上季度)?(?:同期|末|底)?(?:相比)?|与去年(?:同期)?相比|(?:年|季度|月)?(?:约|近)|[一二三两五]年/g

/** 旅游收入增长20% behind two visitor counts speaks of something else; only a bare 增长 speaks of the figures before it. */
function namesOther(claimed: Placed): boolean {
  return claimed.lead.replace(change, '').replace(bareWords, '').trim() !== ''
}

function judge(
  reading: Reading,
  sentence: Sentence,
  previous: Sentence | undefined,
  stated: Change,
): Judgement | undefined {
  const { claimed, up } = stated
  if (/年均|月均|平均/.test(claimed.lead)) return undefined
  const pairs = pairsFor(reading, sentence, previous, stated)
  const claims = pairs.flatMap((pair) => claimOf(pair, claimed, up) ?? [])
  const fitting = claims.find((c) => overlap(c.claim.computed, claimed.bounds) && c.rightWay)
  if (fitting) return pointsNotPercent(reading, fitting, claimed) ?? holding(reading, fitting.claim)
  const followed = differenceOnly(reading, sentence, stated, pairs.length > 0)
  if (followed) return followed
  const guessed = guessedPair(levelsBefore(sentence, previous, stated.index), stated)
  const guess = guessed && claimOf(guessed, claimed, up)
  if (guess?.rightWay && overlap(guess.claim.computed, claimed.bounds)) return holding(reading, guess.claim)
  // 网店由64家增加到83家,…销售额4830万元,同比增长21.5%: the growth is of the level that stands nearest.
  const nearest = sentence.quantities
    .slice(0, stated.index)
    .findLast((q) => comparable(q, claimed) && !change.test(q.lead) && !notLevel.test(q.lead))
  const passed = (c: Computed) =>
    nearest !== undefined && nearest.start > Math.max(c.pair.now.start, c.pair.before.start)
  const [only, ...others] = claims.filter((c) => !c.pair.remote && !passed(c))
  if (only && !others.length && !stated.shared && !(stated.turn === 0 && namesOther(claimed)))
    return certain(reading, only, stated)
  if (claimed.dimension === 'share' && stated.turn === 0 && namesOther(claimed)) return undefined
  const near = [...claims, ...(guess ? [guess] : [])].find((c) => oneSlip(c.pair, stated))
  return near && unsure(reading, near, claimed)
}

/** The figures would fit if one of the three had no slip in it. */
function oneSlip({ now, before }: Pair, { claimed, up }: Change): boolean {
  return oneSlipAway([now, before, claimed], (n, b) => {
    const quotient = claimed.dimension === 'share' ? quotientRange(n, b) : differenceRange(n, b)
    const by = claimed.dimension === 'share' ? 1 : 0
    if (!quotient) return undefined
    const [low, high] = [quotient.low - by, quotient.high - by]
    return up === false || (up === undefined && high < 0) ? { low: -high, high: -low } : { low, high }
  })
}

function unsure(reading: Reading, { claim, value }: Computed, claimed: Placed): Judgement {
  const message = `${claim.arithmetic}，文中写${claimed.quote}。如果说的是别的数，可以不改；否则请核对。`
  return broken(reading, claim, 'doubt', message, numbersOf(value, claimed))
}

function numbersOf(value: Exact, claimed: Placed): NamedNumber[] {
  return [
    { says: '按两个数算出', value: toNumber(value), unit: claimed.unit },
    { says: '文中', value: claimed.value, unit: claimed.unit },
  ]
}

/** The one pair that a change can be of, and it is not: said as surely as the words allow. */
function certain(reading: Reading, only: Computed, stated: Change): Judgement | undefined {
  const { claimed, up } = stated
  const { claim, rightWay, value, pair } = only
  if (!rightWay && overlap(claim.computed, claimed.bounds)) {
    const message = `${claim.arithmetic}，实际是${up ? '减少' : '增加'}，文中写的是${up ? '增加' : '减少'}。请核对。`
    return broken(reading, claim, 'error', message, [])
  }
  const numbers = numbersOf(value, claimed)
  if (claimed.approx || pair.now.approx || pair.before.approx)
    return broken(
      reading,
      claim,
      'doubt',
      `${claim.arithmetic}，与文中${claimed.quote}不符；其中有约数，请核对。`,
      numbers,
    )
  if (rightWay && claimed.dimension === 'share' && cutOff(times(value, claimed.factor), claimed))
    return broken(
      reading,
      claim,
      'note',
      `${claim.arithmetic}，文中${claimed.quote}像是舍去了尾数，四舍五入应进一位。`,
      numbers,
    )
  if (pair.now.unit !== pair.before.unit) return oneSlip(pair, stated) ? unsure(reading, only, claimed) : undefined
  const hint = hintFor(pair, claimed, up)
  return broken(reading, claim, 'error', `${claim.arithmetic}，文中写${claimed.quote}。${hint}请核对。`, numbers)
}

/** 去年…只有83.5%,现在达到96.2%,提高12.7个百分点: two levels in a row, the second said to be of now. */
function guessedPair(before: Placed[], { claimed }: Change): Pair | undefined {
  const levels = before.filter(
    (q) => comparable(q, claimed) && !change.test(q.lead) && q.end > claimed.start - farthest,
  )
  const now = levels.at(-1)
  const then = levels.findLast((q) => q !== now && q.dimension === now?.dimension && !q.per === !now.per)
  // What is still missing of an amount is a part of it; only rates are compared so.
  const gap = gapWord.test(change.exec(claimed.lead)?.[1] ?? '') && /share|points/.test(claimed.dimension)
  const against = /比[^,;。\d]{1,8}[高低多少快慢]/.test(claimed.lead)
  const said = now && (nowWord.test(now.lead) || gap || against)
  return now && then && said ? { now, before: then } : undefined
}

/** 由92%提高到95.5%,提高3.5%: the difference is meant, and its unit is another. */
function pointsNotPercent(reading: Reading, { claim, pair, value }: Computed, claimed: Placed): Judgement | undefined {
  if (pair.now.dimension !== 'share' || claimed.dimension !== 'share') return undefined
  const points = absolute(minus(pair.now.exact, pair.before.exact))
  if (compare(points, claimed.exact) !== 0 || compare(value, over(claimed.exact, claimed.factor)) === 0)
    return undefined
  const message = `两个百分数相减是${bareShown(points, claimed)}个百分点，文中写${claimed.quote}。如果说的不是增幅，单位应是“个百分点”。`
  return broken(reading, claim, 'doubt', message, [])
}

const nearby = 10
/** Characters before a change in which its levels may stand. */
const farthest = 80
/** A surplus over a target is no figure of last year. */
const notLevel = /(?:超收|超额|短收|净增|新增)$|(?:指标|计划|目标|任务|预算|控制在|限额|红线)[^,;。]*$/
const towards = /[到至为]了?(?:(?:20\d\d年|今年|目前|现在)底?的?)?\s*$/

/** The figures before a change, those of the sentence before included. */
function levelsBefore(sentence: Sentence, previous: Sentence | undefined, index: number): Placed[] {
  return [...(previous?.quantities ?? []), ...sentence.quantities.slice(0, index)].slice(-nearby)
}

function pairsFor(
  reading: Reading,
  sentence: Sentence,
  previous: Sentence | undefined,
  { claimed, index, turn, group }: Change,
): Pair[] {
  const before = sentence.quantities
    .slice(Math.max(0, index - nearby), index)
    .filter((q) => comparable(q, claimed) || q.unit === '分钟' || q.unit === '小时')
  // 由 A 增加到 B
  for (let i = before.length - 1; i > 0; i--) {
    const now = before[i]
    const then = before[i - 1]
    if (!now || !then || now.dimension !== then.dimension || claimed.clause - now.clause > 2) continue
    const gapText = between(reading, then, now)
    if (gapText.length <= 24 && towards.test(gapText) && /(?:由|从|自)[^,;。]{0,24}$/.test(then.lead))
      return [{ now, before: then }]
  }
  // 生猪12680头(11900头),增6.6%: the figure of last year in a bracket behind that of this year.
  const [now, aside] = sentence.quantities.slice(Math.max(0, index - 2), index)
  const bracket =
    now && aside && aside.depth === claimed.depth + 1 && aside.start - now.end === 1 && aside.unit === now.unit
  if (bracket && comparable(now, claimed) && claimed.clause - aside.clause <= 1) return [{ now, before: aside }]
  // 比县里要求的90%低3个百分点: what it is measured from stands right before it.
  const from = before
    .slice(-3)
    .findLast((q) => q.clause === claimed.clause && comparable(q, claimed) && reference.test(q.opening))
  if (from && !change.test(from.lead)) {
    const levels = levelsBefore(sentence, previous, sentence.quantities.indexOf(from)).filter(
      (q) =>
        comparable(q, claimed) &&
        q.dimension === from.dimension &&
        !q.per === !from.per &&
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
    if (nows.length) return nows.map((level) => ({ now: level, before: from }))
  }
  const around = sentence.quantities
    .slice(Math.max(0, index - nearby), index + nearby)
    .filter((q) => comparable(q, claimed) && !change.test(q.lead) && !notLevel.test(q.lead))
  const told = around.filter((q) => q.start < claimed.start)
  const current = around.filter((q) => !isPast(q, told))
  const nows = group > 1 ? groupBefore(current, claimed, turn, group) : current
  const pairs = around.flatMap((then) => {
    if (!isPast(then, told) || then.segment - claimed.segment > 1) return []
    const alike = nows.filter((q) => q.dimension === then.dimension && !q.per === !then.per && q.start < claimed.start)
    const now = alike.findLast((q) => q.end <= then.start) ?? alike.find((q) => q.start >= then.end)
    const far = now && (Math.abs(now.clause - then.clause) > 3 || claimed.clause - now.clause > 3)
    const later = then.start > claimed.start && then.clause - claimed.clause > 2
    if (!now || far || later) return []
    // Of several levels the one before last year's is only meant for sure when it is called alike.
    const chosen = alike.length > 1 && !sharesName(now.title, then.title) && now.clause !== then.clause
    // 418.6亩,其中…305.2亩、…113.4亩;上年502.3亩: of the first figure of its sentence, perhaps.
    const first = alike.find((q) => q !== now && q.start < now.start)
    return [{ now, before: then, remote: chosen }, ...(first ? [{ now: first, before: then, remote: true }] : [])]
  })
  const together = pairs.filter((p) => p.now.segment === claimed.segment && p.before.segment === claimed.segment)
  return together.length ? together : pairs
}

/** The figure that the turn-th member of a 分别 group speaks of. */
function groupBefore(current: Placed[], claimed: Placed, turn: number, group: number): Placed[] {
  const list = current.filter((q) => q.start < claimed.start && q.dimension !== claimed.dimension).slice(-group)
  const mine = list.length === group ? list[turn] : undefined
  return mine ? [mine] : []
}

/** What a level has grown or shrunk by. */
export function isChange(quantity: Placed): boolean {
  return change.test(quantity.lead)
}

/** A level of last year, or a change. */
export function isPastLevel(quantity: Placed): boolean {
  return lastYear.test(quantity.lead) || change.test(quantity.lead)
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

function comparable(quantity: Placed, claimed: Placed): boolean {
  if (claimed.dimension === 'share') return !['time', 'age', 'points', 'multiple'].includes(quantity.dimension)
  if (claimed.dimension === 'points') return quantity.dimension === 'share'
  return quantity.dimension === claimed.dimension
}

/** 4076人,比上年增加193人,增长4.97%: the year before is not printed but follows. */
function differenceOnly(
  reading: Reading,
  sentence: Sentence,
  { claimed, index, up }: Change,
  paired: boolean,
): Judgement | undefined {
  const difference = sentence.quantities[index - 1]
  if (claimed.dimension !== 'share' || up === undefined || !difference || difference.dimension === 'share')
    return undefined
  if (!change.test(difference.lead) || !comparison.test(difference.lead)) return undefined
  if (claimed.clause - difference.clause > 1) return undefined
  const levels = sentence.quantities
    .slice(Math.max(0, index - 1 - nearby), index - 1)
    .filter((q) => q.dimension === difference.dimension && q.depth === claimed.depth && !change.test(q.lead))
    .filter((q) => !lastYear.test(q.lead) && q.bounds.high)
    .reverse()
  const claims = levels.flatMap((now) => followed(now, difference, claimed, up) ?? [])
  const fitting = claims.find(({ claim }) => overlap(claim.computed, claimed.bounds))
  if (fitting) return holding(reading, fitting.claim)
  const [now, ...others] = levels
  if (paired || !now || namesOther(claimed)) return undefined
  const near = difference.clause - now.clause <= 1
  const [only] = claims
  if (!only) return near && !others.length ? largerThanAll(reading, claimed, difference, now) : undefined
  const vague = claimed.approx || difference.approx || levels.some((q) => q.approx)
  if (vague || cutOff(only.value, claimed)) return undefined
  const sure = near && !others.length
  const slipped = claims.find((c) =>
    oneSlipAway([c.now, difference, claimed], (n, d) => quotientRange(d, up ? differenceRange(n, d) : sumRange(n, d))),
  )
  if (!sure && !slipped) return undefined
  const { claim, value } = sure ? only : (slipped ?? only)
  const shareOfNow = divideBounds(difference.bounds, now.bounds)
  const hint = shareOfNow && overlap(shareOfNow, claimed.bounds) ? '文中像是除以了今年的数，增幅应除以上年的数。' : ''
  const second = sure ? '' : '如果增减的不是这个数，可以不改；否则'
  const message = `${claim.arithmetic}，文中写${claimed.quote}。${hint}${second}请核对。`
  return broken(reading, claim, sure ? 'error' : 'doubt', message, numbersOf(times(value, whole(100)), claimed))
}

function sumRange(a: Rough, b: Rough): Rough {
  return { low: a.low + b.low, high: a.high + b.high }
}

/** The growth that follows from a level and its difference; undefined when more was added than there is. */
function followed(now: ExactQuantity, difference: ExactQuantity, claimed: ExactQuantity, up: boolean) {
  const base = up ? minus(now.exact, difference.exact) : plus(now.exact, difference.exact)
  const baseBounds = up ? subtractBounds(now.bounds, difference.bounds) : addBounds(now.bounds, difference.bounds)
  const computed = baseBounds && divideBounds(difference.bounds, baseBounds)
  if (base.n <= 0n || !computed) return undefined
  const value = over(difference.exact, base)
  const claim: Claim = {
    kind: 'growth',
    parts: [difference, now],
    whole: claimed,
    computed,
    arithmetic: `${difference.quote}÷（${now.quote}${up ? '－' : '＋'}${difference.quote}）＝${percent(value)}`,
  }
  return { claim, value, now }
}

/** 现有245元,比上年增加31万元: more was added than there is. */
function largerThanAll(reading: Reading, claimed: Placed, difference: Placed, now: Placed): Judgement | undefined {
  if (difference.approx || now.approx) return undefined
  const arithmetic = `增加的${difference.quote}不小于现有的${now.quote}`
  const claim: Claim = {
    kind: 'growth',
    parts: [difference, now],
    whole: claimed,
    computed: claimed.bounds,
    arithmetic,
  }
  return broken(reading, claim, 'error', `${arithmetic}，请核对这两个数和单位。`, [])
}

interface Computed {
  claim: Claim
  pair: Pair
  /** The change goes the way that the words say. */
  rightWay: boolean
  /** In the unit in which the claim is printed. */
  value: Exact
}

function claimOf(pair: Pair, claimed: ExactQuantity, up: boolean | undefined): Computed | undefined {
  const { now, before } = pair
  const difference = minus(now.exact, before.exact)
  const rightWay = up === undefined || (up ? difference.n >= 0n : difference.n <= 0n)
  if (claimed.dimension === 'share') {
    const quotient = divideBounds(now.bounds, before.bounds)
    if (!quotient?.high || before.exact.n === 0n) return undefined
    const value = absolute(over(difference, before.exact))
    const signed = { low: minus(quotient.low, one), high: minus(quotient.high, one) }
    return {
      claim: {
        kind: 'growth',
        parts: [now, before],
        whole: claimed,
        computed: fold(signed),
        arithmetic: `（${now.quote}－${before.quote}）÷${before.quote}＝${difference.n < 0n ? '-' : ''}${percent(value)}`,
      },
      pair,
      rightWay,
      value: over(value, ratio(1, 100)),
    }
  }
  const computed = subtractBounds(now.bounds, before.bounds)
  if (!computed) return undefined
  return {
    claim: {
      kind: 'difference',
      parts: [now, before],
      whole: claimed,
      computed: fold(computed),
      arithmetic: `${now.quote}－${before.quote}＝${shown(difference, claimed, 4)}`,
    },
    pair,
    rightWay,
    value: over(absolute(difference), claimed.factor),
  }
}

/** Size of a change whose sign is known from the words. */
function fold(bounds: Bounds): Bounds {
  if (!bounds.high || bounds.low.n >= 0n) return bounds
  if (bounds.high.n <= 0n) return { low: absolute(bounds.high), high: absolute(bounds.low) }
  return { low: zero, high: compare(absolute(bounds.low), bounds.high) > 0 ? absolute(bounds.low) : bounds.high }
}

function hintFor(pair: Pair, claimed: Placed, up: boolean | undefined): string {
  if (claimed.dimension !== 'share' || pair.now.exact.n === 0n) return ''
  const wrongBase = absolute(over(minus(pair.now.exact, pair.before.exact), pair.now.exact))
  if (overlap(point(wrongBase), claimed.bounds)) return '文中像是除以了今年的数，增幅应除以上年的数。'
  const quotient = over(pair.now.exact, pair.before.exact)
  if (up && overlap(point(quotient), claimed.bounds)) return '文中像是写成了今年占上年的比例。'
  if (pair.now.dimension === 'share') {
    const points = absolute(minus(pair.now.exact, pair.before.exact))
    if (overlap(point(points), claimed.bounds)) return '两个百分数相减，单位应是“个百分点”。'
  }
  return ''
}

function percent(value: Exact): string {
  return `${toText(times(value, whole(100)), 2)}%`
}
