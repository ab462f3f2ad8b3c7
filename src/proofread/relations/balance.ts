/** What stays after something is taken off: 电费收入9.03万元,扣掉运维费6780元,净收益8.352万元; 纳入41户,退出29户,两相抵减,净增12户. */
import { minus, overlap, subtractBounds } from '#proofread/exact.ts'
import { inUnit, type Judgement, shown } from '#proofread/findings.ts'
import type { ExactQuantity } from '#proofread/quantities.ts'
import type { Placed, Reading } from '#proofread/reading.ts'
import { broken, type Claim, earlierInParagraph, holding } from './claims.ts'
import { differenceRange, oneSlipAway } from './slips.ts'

const netWord = /净|盈余|可分配|纯收益|纯利/
const takenWord = /投入|扣|减去|刨去|除去|支出|开支|成本|退出|注销|死亡|减少|离职|调出|迁出|转出/
const against = /相抵|抵减|扣除/
const nearest = 5

export function balances(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) =>
    sentence.quantities.flatMap((net) => {
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
