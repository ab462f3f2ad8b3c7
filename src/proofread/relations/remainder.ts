/** A whole in what is done and what is left: 受理428件,已办结415件,还有13件在办理; 应到1348人,实到1329人,没来的19人. */
import { compare } from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import type { Placed, Reading } from '#proofread/reading.ts'
import { isPastLevel } from './changes.ts'
import { earlierInParagraph, holding, isAmount } from './claims.ts'
import { partition } from './partition.ts'
import { addsUp, misfit, slipsIn, sumClaim } from './sums.ts'

const doneWord =
  /已|完成|办结|解决|整改|立改|销号|化解|通过|核实|属实|当场|现场|完工|竣工|实到|实际|到位|支出|支付|开支|付掉|花去/
const restWord = /剩余|剩下|其余|余下/
const leftWord =
  /剩余|剩下|其余|余下|尚有|尚余|还有|还剩|还差|还欠|尚未|另有|另外|另$|余$|未|没|不属实|正在|待|限期|在建|转办|交办|缺口|尚欠|死亡|尚缺|[尾拖]欠|还欠|结余|结存|余额|节余|退回|空置/

/** Amounts before what is left among which done and whole are looked for. */
const farthest = 7
/** Characters from whole to rest within one statement. */
const near = 120

export function remainders(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence, n) =>
    sentence.quantities.flatMap((left) => {
      const word = leftWord.exec(left.opening)?.[0]
      if (!word || left.depth > 0 || left.per || !left.bounds.high || isPastLevel(left)) return []
      const before = earlierInParagraph(reading, n, left)
        .filter((q) => q.depth === 0)
        .slice(-farthest)
      const behind = sentence.quantities.filter(
        (q) => q.start > left.start && q.dimension === left.dimension && isAmount(q),
      )
      return judged(reading, before, left, behind.slice(0, 2), restWord.test(word)) ?? []
    }),
  )
}

function judged(
  reading: Reading,
  before: Placed[],
  left: Placed,
  behind: Placed[],
  rest: boolean,
): Judgement | undefined {
  const pairs = before
    .map((done, i) => ({ done, wholes: before.slice(0, i).reverse() }))
    .filter(({ done }) => left.start - done.end < 60)
    .reverse()
  for (const { done, wholes } of pairs) {
    // 入库1160吨,占需求量1450吨的80%,剩余290吨: the whole may stand between what is done and what is left, or behind both.
    const due = behind.filter((q) => /应|共|总|任务|计划/.test(q.opening))
    const between = before.filter((q) => q.start > done.end)
    const whole = [...wholes, ...between, ...due].find((w) => addsUp([done, left], w))
    if (whole) return holding(reading, sumClaim('rest', [done, left], whole))
  }
  const last = pairs.find(({ done }) => doneWord.test(done.opening) && !leftWord.test(done.opening)) ?? pairs[0]
  if (!last || threeways(before, [left, ...behind])) return undefined
  const parts = [last.done, left]
  if (last.wholes[0] && compare(last.done.exact, last.wholes[0].exact) > 0 && /占/.test(last.done.opening))
    return undefined
  const slipped = [...last.wholes, ...behind.filter((q) => /应|共|总|任务|计划/.test(q.opening))].find(
    (w) => slipsIn(parts, w).length > 0,
  )
  // What is kept over years is no rest of this year's, and more is never spent than there was.
  const kept = /累计|滚存|年末|期末/.test(left.opening) || left.approx !== undefined
  const whole = slipped ?? last.wholes[0]
  if (whole && !slipped && (kept || (/结余|结转|结存/.test(left.opening) && compare(last.done.exact, whole.exact) > 0)))
    return undefined
  if (!whole || /其中/.test(reading.text.slice(whole.end, left.start))) return undefined
  const together =
    whole.segment === left.segment &&
    left.start - whole.start < near &&
    !/。/.test(reading.text.slice(whole.end, left.start))
  const halves = /complete|halves/.test(partition(parts).kind)
  const said = halves || (doneWord.test(last.done.opening) && !leftWord.test(last.done.opening))
  if (said && together && compare(last.done.exact, left.exact) !== 0)
    return misfit(reading, 'rest', parts, whole, rest ? 'error' : 'doubt')
  return slipped || (rest && together) ? misfit(reading, 'rest', parts, whole, 'doubt') : undefined
}

/** What is left is one of three parts or more: 已建成19所,在建4所,未开工1所. */
function threeways(before: Placed[], left: Placed[]): boolean {
  const ends = left.map((_, i) => left.slice(0, i + 1))
  return before.some((whole, i) => {
    const done = before.slice(i + 1)
    return done.some((_, k) =>
      ends.some((end) => done.length - k + end.length > 2 && addsUp([...done.slice(k), ...end], whole)),
    )
  })
}
