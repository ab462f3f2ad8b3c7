/** The same thing said twice: pairs of figures that come back, and totals that come back different. */
import { overlap } from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import type { Pattern } from '#proofread/patterns.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { around, broken, type Claim, earlierInParagraph, holding, isAmount, sharesName } from './claims.ts'
import { oneSlipAway, slipTo } from './slips.ts'
import { weighty } from './sums.ts'

/** Places kept for one pair of values; more of them say nothing new. */
const mostPlaces = 8

/** 1286万元…。上述1268万元贷款: a figure that is referred to is one that stands before. */
export function referredTo(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) =>
    sentence.quantities.flatMap((quantity) => {
      const refers = /(?:上述|前述|^以上|这|该)(?:批|笔|些)?$/.test(quantity.lead)
      if (!isAmount(quantity) || (!refers && (quantity.label + quantity.trail).length < 4)) return []
      const before = earlierInParagraph(reading, n, quantity)
        .filter((q) => q.unit === quantity.unit)
        .reverse()
      if (!refers) return renamed(reading, before, quantity)
      if (before.some((q) => overlap(q.bounds, quantity.bounds))) return []
      const meant = before.find((q) => oneSlipAway([q, quantity], (known) => known, 2))
      return meant ? [unlike(reading, 'referred-to', meant, quantity)] : []
    }),
  )
}

/** 造林任务1450亩,…。为完成1540亩造林任务: one name, and two digits the other way round. */
function renamed(reading: Reading, before: Placed[], quantity: Placed): Judgement[] {
  const named = before.filter((q) => sharesLong(q.title + q.trail, quantity.label + quantity.trail))
  if (named.some((q) => overlap(q.bounds, quantity.bounds))) return []
  // 上涨52个基点,上涨25个基点: two digits are too few.
  const meant = weighty(quantity) ? named.find((q) => slipTo(quantity, q.exact) === 'transposed') : undefined
  return meant ? [unlike(reading, 'referred-to', meant, quantity)] : []
}

/** Four characters in a row that both names have. */
function sharesLong(a: string, b: string): boolean {
  for (let i = 0; i + 4 <= a.length; i++) if (b.includes(a.slice(i, i + 4))) return true
  return false
}

function claimOf(reading: Reading, pattern: Pattern, known: Placed, quantity: Placed): Claim {
  return {
    pattern,
    kind: 'restated',
    parts: [known],
    whole: quantity,
    computed: known.bounds,
    arithmetic: `前文${known.quote}，这里${quantity.quote}`,
    span: around(reading, [quantity]),
  }
}

function unlike(reading: Reading, pattern: Pattern, known: Placed, quantity: Placed): Judgement {
  const claim = claimOf(reading, pattern, known, quantity)
  const message = `同一个数前后不一致：${claim.arithmetic}。如果两处口径或时点不同，请写明；否则请核对。`
  return broken(reading, claim, 'doubt', message, [
    { says: '前文', value: known.value, unit: known.unit },
    { says: '这里', value: quantity.value, unit: quantity.unit },
  ])
}

const again = /^[^,;。:]{0,6}(?:回望|回看|回顾|再看|再次|总体来看|总的来看|总的看|综上|一句话)/
/** Amounts kept of one unit, for what is told again at the end. */
const mostKept = 400

/** 回看这一年,粮食总产2.90万吨: what a closing sentence tells again was told before, under a name like it. */
export function toldAgain(reading: Reading): Judgement[] {
  const byUnit = new Map<string, Placed[]>()
  return reading.sentences.flatMap((sentence) => {
    const closing = again.test(reading.text.slice(sentence.start, sentence.start + 14).trimStart())
    return sentence.quantities.flatMap((quantity) => {
      if (!isAmount(quantity) || !quantity.bounds.high || quantity.quote.replace(/\D/g, '').length < 3) return []
      const known = byUnit.get(quantity.unit) ?? []
      const name = quantity.title
      const alike = closing && name.length > 1 ? known.filter((q) => sharesName(q.title, name, common)) : []
      if (known.length < mostKept) known.push(quantity)
      byUnit.set(quantity.unit, known)
      const same = alike.find((q) => overlap(q.bounds, quantity.bounds))
      if (same) return [holding(reading, claimOf(reading, 'told-again', same, quantity))]
      const slipped = alike.filter((q) => /transposed|digit/.test(slipTo(quantity, q.exact) ?? ''))
      const [meant] = slipped
      return meant && slipped.length === 1 ? [unlike(reading, 'told-again', meant, quantity)] : []
    })
  })
}

interface Place {
  sentence: Sentence
  first: Placed
  second: Placed
  words: string
}

/** Two figures side by side that stand together again elsewhere, about the same thing. */
export function restatedPairs(reading: Reading): Judgement[] {
  const places = new Map<string, Place[]>()
  const byFirst = new Map<string, Place[]>()
  const out: Judgement[] = []
  for (const sentence of reading.sentences) {
    for (const [index, first] of sentence.quantities.entries()) {
      const second = sentence.quantities[index + 1]
      if (!second || !isAmount(first) || !isAmount(second) || second.clause - first.clause > 1) continue
      if (first.dimension === second.dimension || Math.min(first.value, second.value) < 2) continue
      const key = `${first.dimension} ${first.exact.n}/${first.exact.d} ${second.dimension} ${second.exact.n}/${second.exact.d}`
      const words = reading.text.slice(Math.max(sentence.start, first.start - 24), first.start)
      const known = places.get(key) ?? []
      const again = known.find((p) => p.sentence !== sentence && sharesName(p.words, words, common))
      if (again)
        out.push(
          holding(reading, {
            pattern: 'restated-pair',
            kind: 'restated',
            parts: [again.first, again.second, first],
            whole: second,
            computed: second.bounds,
            arithmetic: `两处都是${again.first.quote}、${again.second.quote}`,
            span: around(reading, [first, second]),
          }),
        )
      // 28户5.4万元 and 28户4.5万元 of one thing: the same pair, one of them miswritten.
      const firsts = `${first.dimension} ${first.exact.n}/${first.exact.d} ${second.dimension}`
      const slipped = again ? undefined : nearly(byFirst.get(firsts) ?? [], sentence, second, words)
      if (slipped) out.push(unlike(reading, 'restated-pair', slipped.second, second))
      byFirst.set(firsts, [...(byFirst.get(firsts) ?? []), { sentence, first, second, words }].slice(-mostPlaces))
      if (known.length < mostPlaces) known.push({ sentence, first, second, words })
      places.set(key, known)
    }
  }
  return out
}

function nearly(places: Place[], sentence: Sentence, second: Placed, words: string): Place | undefined {
  return places.find((p) => {
    if (p.sentence === sentence || !sharesName(p.words, words, common) || p.first.value < 3) return false
    const slip = overlap(p.second.bounds, second.bounds) ? undefined : slipTo(second, p.second.exact)
    return slip === 'transposed' || (slip === 'digit' && second.unit === p.second.unit)
  })
}

/** Words that any two sentences of a report share. */
const common = /全年|今年|累计|发放|帮助|申报|其中|完成|金额|资金|全乡|全镇|我乡|我镇|[共为的]/

const everywhere = /全[乡镇村县区]|我[乡镇村县]/

/** A township-wide figure given twice under the same name, with values that cannot both be right. */
export function restatedTotals(reading: Reading): Judgement[] {
  const first = new Map<string, Placed>()
  const out: Judgement[] = []
  for (const sentence of reading.sentences) {
    for (const quantity of sentence.quantities) {
      const name = nameOf(quantity, reading.text.slice(sentence.start, quantity.end + 16))
      if (!name) continue
      const known = first.get(name)
      if (!known) {
        first.set(name, quantity)
        continue
      }
      const same = overlap(known.bounds, quantity.bounds)
      out.push(
        same
          ? holding(reading, claimOf(reading, 'restated-total', known, quantity))
          : unlike(reading, 'restated-total', known, quantity),
      )
    }
  }
  return out
}

/** Scope, name and unit of a township-wide figure; undefined when the words do not pin it down. */
function nameOf(quantity: Placed, before: string): string | undefined {
  if (!isAmount(quantity) || quantity.range || !everywhere.test(quantity.lead)) return undefined
  // Another reckoning: what was planned, changed, or left after something is taken off.
  if (/除去|扣除|剔除|调整|审议|年初|预算安排|其中/.test(before)) return undefined
  if (/去年|上年|同期|新增|增加|减少|其中|月|季度|计划|年初|剩余|又|再/.test(quantity.lead)) return undefined
  const words = quantity.lead
    .replace(/^.*?(全[乡镇村县区]|我[乡镇村县])/, '$1')
    .replace(/今年|目前|现|共|有|累计|总|约|为|达|到|[\s]/g, '')
  const name = `${words}|${/^[\u4e00-\u9fff]+/.exec(quantity.trail)?.[0] ?? ''}`
  return words.length >= 5 || name.length >= 8 ? `${name}|${quantity.dimension}` : undefined
}
