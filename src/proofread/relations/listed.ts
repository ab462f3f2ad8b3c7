/** A count behind its list: 甲村、乙村、丙村3个行政村; “问题、措施、责任、时限”四项清单. */
import type { Judgement } from '#proofread/findings.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { broken, type Claim, holding } from './claims.ts'

/** Lists whose length the text states right behind them. A list that ends in 等 is open and says nothing. */
export function listedCounts(reading: Reading): Judgement[] {
  return reading.sentences.flatMap((sentence) =>
    sentence.quantities.flatMap((count) => {
      const judged = listBefore(reading, sentence, count)
      return judged ? [judged] : []
    }),
  )
}

const longestList = 240

function listBefore(reading: Reading, sentence: Sentence, count: Placed): Judgement | undefined {
  if (!/^[个项家所处类条]$/.test(count.unit) || count.value < 2 || count.value > 30 || count.approx || count.per)
    return undefined
  const text = reading.text.slice(Math.max(sentence.start, count.start - longestList), count.start)
  const quoted = /[“"']([^”"']{3,80})[”"']$/.exec(text)?.[1]
  const list = quoted ?? text.slice(Math.max(...[',', ';', ':', '('].map((mark) => text.lastIndexOf(mark))) + 1)
  const items = itemsOf(list)
  if (items.length < 3 || /等$|\d/.test(list)) return undefined
  // 上沙坝、下沙坝、坪上、岩脚4个村民小组: unlike names count when they are as many as is said.
  if (!quoted && !alike(items) && (items.length !== count.value || items.slice(1).some((i) => i.length > 8)))
    return undefined
  const start = count.start - list.length - (quoted ? 2 : 0)
  const claim: Claim = {
    pattern: 'listed-count',
    kind: 'listed',
    parts: [],
    whole: count,
    computed: count.bounds,
    arithmetic: `列出${items.length}项，文中${count.quote}`,
    span: { start, end: count.end },
  }
  if (items.length === count.value) return holding(reading, claim)
  // Names of places are counted one by one; anything else may be grouped.
  if (!/[村组乡镇]$/.test(list) || quoted) return undefined
  return broken(reading, claim, 'doubt', `${claim.arithmetic}。如果没有列全，请加“等”字；否则请核对。`, [
    { says: '列出', value: items.length, unit: count.unit },
    { says: '文中', value: count.value, unit: count.unit },
  ])
}

/** Items by 、, the last two perhaps by 和; 和 inside a name (和平村) parts nothing. */
function itemsOf(list: string): string[] {
  const items = list.split('、').filter((item) => item.trim())
  const last = items.at(-1) ?? ''
  const pair = /^(.+[^涉普波])(?:以及|和|及|与)(.+)$/.exec(last)
  const split = pair ? [...items.slice(0, -1), pair[1] ?? '', pair[2] ?? ''] : items
  return pair && (alike(split) || !alike(items)) ? split : items
}

/** The items end alike (…村、…村), so that none of them is two. */
function alike(items: string[]): boolean {
  const last = items[0]?.trim().at(-1)
  return items.every((item) => item.trim().at(-1) === last)
}
