/** A count behind its list: 甲村、乙村、丙村3个行政村; and numbers behind 分别, as many as there are names. */
import { toNumber } from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { relate } from './claims.ts'

/** Lists whose length the text states right behind them. A list that ends in 等 is open and says nothing. */
export function listedCounts(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence) =>
    sentence.quantities.flatMap((count) => {
      const judged = listBefore(reading, sentence, count)
      return judged ? [judged] : []
    }),
  )
}

function listBefore(reading: Reading, sentence: Sentence, count: Placed): Judgement | undefined {
  if (
    !/^(?:个|项|家|所|处|类|条)$/.test(count.unit) ||
    count.value < 2 ||
    count.value > 30 ||
    count.approx ||
    count.per
  )
    return undefined
  const from = Math.max(sentence.start, count.start - 240)
  const text = reading.text.slice(from, count.start)
  // The list: items joined by 、 with nothing but the last one in front of the number.
  const quoted = /[“"']([^”"']{3,80})[”"']$/.exec(text)?.[1]
  const list =
    quoted ??
    text.slice(Math.max(text.lastIndexOf(','), text.lastIndexOf(';'), text.lastIndexOf(':'), text.lastIndexOf('(')) + 1)
  const items = list.split(/、|(?<=[\u4e00-\u9fff])(?:和|及|以及|与)(?=[\u4e00-\u9fff])/).filter((item) => item.trim())
  if (items.length < 3 || /等$|\d/.test(list)) return undefined
  if (!quoted && !alike(items)) return undefined
  if (items.length !== toNumber(count.exact)) return undefined
  const start = count.start - list.length - (quoted ? 2 : 0)
  const claim = {
    kind: 'listed' as const,
    parts: [],
    whole: count,
    computed: count.bounds,
    arithmetic: `列出${items.length}项，文中${count.quote}`,
    span: { start, end: count.end },
  }
  return { relation: relate(reading, claim, true) }
}

/** The items end alike (…村、…村), so that none of them is two. */
function alike(items: string[]): boolean {
  const last = items[0]?.trim().at(-1)
  return items.every((item) => item.trim().at(-1) === last)
}
