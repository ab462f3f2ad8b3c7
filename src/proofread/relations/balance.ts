/** What stays after something is taken off: 电费收入9.03万元,扣掉运维费6780元,净收益8.352万元; 纳入41户,退出29户,两相抵减,净增12户. */
import { absolute, addBounds, minus, overlap, plus, subtractBounds } from '#proofread/exact.ts'
import { inUnit, type Judgement, shown } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { broken, type Claim, earlierInParagraph, holding } from './claims.ts'
import { differenceRange, oneSlipAway, slipTo } from './slips.ts'

const netWord = /净|盈余|可分配|纯收益|纯利/
const takenWord = /投入|扣|减去|刨去|除去|支出|开支|成本|退出|注销|死亡|减少|离职|调出|迁出|转出/
const against = /相抵|抵减|扣除/
const nearest = 5

export function balances(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) =>
    sentence.quantities.flatMap((net) => {
      const natural = naturalGrowth(reading, sentence, net)
      if (natural) return [natural]
      const account = accounted(reading, n, net)
      if (account) return [account]
      const clauses = reading.text.slice(Math.max(sentence.start, net.start - 30), net.start)
      if (
        !netWord.test(net.opening) ||
        /[比较]/.test(net.lead) ||
        !net.bounds.high ||
        (net.per && !/均/.test(net.lead))
      )
        return []
      const before = earlierInParagraph(reading, n, net).slice(-nearest)
      return judged(reading, before, net, against.test(clauses)) ?? []
    }),
  )
}

/** 出生率6.12‰,死亡率8.47‰,自然增长率-2.35‰: printed with its sign or without. */
function naturalGrowth(reading: Reading, sentence: Sentence, net: Placed): Judgement | undefined {
  if (net.dimension !== 'share' || !/自然(?:增长|变动)率/.test(net.lead)) return undefined
  const rate = (word: RegExp) =>
    sentence.quantities.findLast((q) => q.start < net.start && q.dimension === 'share' && word.test(q.lead))
  const [born, died] = [rate(/出生率/), rate(/死亡率/)]
  const signed = born && died ? claimOf(born, died, net) : undefined
  if (!born || !died || !signed) return undefined
  const left = minus(born.exact, died.exact)
  const { low, high } = signed.computed
  const claim = left.n < 0n && high ? { ...signed, computed: { low: absolute(high), high: absolute(low) } } : signed
  const said =
    net.exact.n < 0n && net.bounds.high
      ? { low: absolute(net.bounds.high), high: absolute(net.bounds.low) }
      : net.bounds
  if (overlap(claim.computed, said)) return holding(reading, claim)
  const message = `${claim.arithmetic}，文中写${net.quote}。请核对。`
  return broken(reading, claim, 'doubt', message, [
    { says: '出生率减死亡率', value: inUnit(left, net), unit: net.unit },
    { says: '文中', value: net.value, unit: net.unit },
  ])
}

const openingWord = /期初|年初|月初|季初|上年(?:末)?(?:结转|结余|滚存|户籍)|结转上年|上年末|去年末|原有/
const inWord = /收入|转入|迁入|调入|出生|新增|发展|纳入|入库|购入|受理|收案|新收|增加|补助|上解收入/
const outWord = /支出|转出|迁出|调出|死亡|去世|退出|注销|减少|出库|领用|审结|办结|结案|停保|上解支出|支付/
const closingWord = /结余|结转|结存|余额|库存|未结|存量|滚存|净[增减]|现有|尚余/
/** Amounts before a closing figure that may be of its account. */
const mostEntries = 7

/** 上年结转316.72万元,收入5128.36万元,支出5203.91万元,年末结余241.17万元: what was there, came and went. */
function accounted(reading: Reading, n: number, closing: Placed): Judgement | undefined {
  if (!closingWord.test(closing.opening) || openingWord.test(closing.opening) || !closing.bounds.high || closing.per)
    return undefined
  const before = earlierInParagraph(reading, n, closing)
    .filter((q) => q.depth === closing.depth)
    .slice(-mostEntries)
  const side = (q: Placed) =>
    openingWord.test(q.opening) ? 0 : inWord.test(q.opening) ? 1 : outWord.test(q.opening) ? -1 : undefined
  const entries = before.filter((q) => side(q) !== undefined && !/其中/.test(q.lead))
  const change = /净/.test(closing.opening)
  // What was there before has no part in a change.
  const opened = change ? [] : entries.filter((q) => side(q) === 0).slice(-1)
  const came = entries.filter((q) => side(q) === 1)
  const went = entries.filter((q) => side(q) === -1)
  const into = [...opened, ...came]
  const parts = [...into, ...went]
  if (!came.length || !went.length || (!change && parts.length < 3)) return undefined
  const left = minus(into.map((q) => q.exact).reduce(plus), went.map((q) => q.exact).reduce(plus))
  const value = absolute(left)
  const signed = subtractBounds(
    into.map((q) => q.bounds).reduce(addBounds),
    went.map((q) => q.bounds).reduce(addBounds),
  )
  if (!signed?.high) return undefined
  const negative = left.n < 0n
  const computed = negative ? { low: absolute(signed.high), high: absolute(signed.low) } : signed
  const list = `${into.map((q) => q.quote).join('＋')}${went.map((q) => `－${q.quote}`).join('')}`
  const claim: Claim = {
    pattern: 'account',
    kind: 'difference',
    parts,
    whole: closing,
    computed,
    arithmetic: `${list}＝${shown(left, closing, 4)}`,
  }
  if (overlap(computed, closing.bounds)) return holding(reading, claim)
  const off = minus(value, closing.exact)
  const slipped = [closing, ...parts].some((q) => {
    const positive = q === closing || went.includes(q) ? 1n : -1n
    const meant = plus(q.exact, { n: off.n * positive * (negative && q !== closing ? -1n : 1n), d: off.d })
    return !q.approx && slipTo(q, meant) !== undefined
  })
  if (!slipped) return undefined
  const message = `${claim.arithmetic}，文中写${closing.quote}。如果还有别的增减，请写明；否则请核对。`
  return broken(reading, claim, 'doubt', message, [
    { says: '按收支算出', value: inUnit(value, closing), unit: closing.unit },
    { says: '文中', value: closing.value, unit: closing.unit },
  ])
}

function judged(reading: Reading, before: Placed[], net: Placed, offset: boolean): Judgement | undefined {
  const claims = before.flatMap((taken, i) =>
    before.slice(0, i).flatMap((gross) => (takenWord.test(taken.opening) ? (claimOf(gross, taken, net) ?? []) : [])),
  )
  const fitting = claims.find((claim) => overlap(claim.computed, net.bounds))
  if (fitting) return holding(reading, fitting)
  const likely = claims.reverse()
  const meant = likely.find(explained) ?? (offset ? likely[0] : undefined)
  if (!meant) return undefined
  const [gross, taken] = meant.parts
  if (!gross || !taken || [gross, taken, net].some((q) => q.approx)) return undefined
  const message = `${meant.arithmetic}，文中写${net.quote}。如果还有别的增减，请写明；否则请核对。`
  return broken(reading, meant, 'doubt', message, [
    { says: '按两个数算出', value: inUnit(minus(gross.exact, taken.exact), net), unit: net.unit },
    { says: '文中', value: net.value, unit: net.unit },
  ])
}

function claimOf(gross: ExactQuantity, taken: ExactQuantity, net: ExactQuantity): Claim | undefined {
  const computed = subtractBounds(gross.bounds, taken.bounds)
  if (!computed) return undefined
  const arithmetic = `${gross.quote}－${taken.quote}＝${shown(minus(gross.exact, taken.exact), net, 4)}`
  return { pattern: 'net', kind: 'difference', parts: [gross, taken], whole: net, computed, arithmetic }
}

function explained({ parts: [gross, taken], whole: net }: Claim): boolean {
  if (!gross || !taken || !net) return false
  return oneSlipAway([gross, taken, net], differenceRange)
}
