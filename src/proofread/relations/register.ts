/** What a document counts, by name: the wholes that stand in another sentence or paragraph, the figures that come back. */
import { compare } from '#proofread/exact.ts'
import type { Placed, Reading, Sentence } from '#proofread/reading.ts'
import { change } from './changes.ts'
import { isAmount } from './claims.ts'

/** Figures of one name kept, and totals of one dimension looked at. */
const mostAlike = 8
const mostTotals = 6

export interface Register {
  /** Amounts before a position that are called so, nearest first. */
  called(name: string, like: Placed): Placed[]
  /** Totals before a position that may be wholes of a figure, nearest first. */
  totals(like: Placed): Placed[]
}

const scopeOf =
  /^(?:截至|截止|其中|目前|现有?|已|共有?|总共|一共|合计|累计|全年|今年|本年|去年|上年|年末|年底|月末|期末|20\d\d年[初末底]?|\d{1,2}月[份底末]?|[初末底]|全[国省市州县区乡镇村][共]?|我[国省市州县区乡镇村院]|各类|实现|完成|达到?|有|为|中国共产党|的)+/
const measureOf = /(?:总人数|总户数|总数|总量|总额|额|总计|人数|户数|数量|数|共有?|有|约|为|达到?|是|完成|实现)+$/

/** A name without scope, time and measure: 全县党员总数 and 年末党员 are both 党员. */
export function nameKey(name: string): string {
  const bare = name.replace(/\([^()]*\)/g, '').replace(scopeOf, '')
  const key = bare.replace(measureOf, '')
  return key.length > 1 ? key : bare
}

const wholeWord = /共|总|合计|全[国省市州县区乡镇村]|常住人口|户籍人口|我[省市州县区乡镇村院]|^(?:现有|年末)/

/** A figure that says of itself that it is all of something. */
export function isTotal({ opening, title }: Placed): boolean {
  return wholeWord.test(opening) || /总[数量额]|总人口/.test(title)
}

export function registerOf(reading: Reading): Register {
  const byName = new Map<string, Placed[]>()
  const totals = new Map<string, Placed[]>()
  for (const sentence of reading.sentences)
    for (const quantity of sentence.quantities) {
      if (!isAmount(quantity) || !quantity.bounds.high) continue
      const key = nameKey(quantity.title)
      if (key.length > 1) add(byName, key, quantity)
      if (isTotal(quantity) && !carriesShare(sentence, quantity) && !change.test(quantity.lead))
        add(totals, quantity.dimension, quantity)
    }
  return {
    called: (name, like) => {
      const key = nameKey(name)
      if (key.length < 2) return []
      const same = before(byName.get(key), like, mostAlike)
      // 党员总数 of 党员: a total may be called by the end of its name.
      const ended = before(totals.get(like.dimension), like, mostTotals).filter((q) => {
        const other = nameKey(q.title)
        return other !== key && other.endsWith(key) && /总/.test(q.title)
      })
      return [...same, ...ended].filter((q) => q.dimension === like.dimension)
    },
    totals: (like) => {
      const list = totals.get(like.dimension)
      const behind = list?.slice(...placesBehind(list, like)).filter((q) => q.start - like.end < nearBehind) ?? []
      return [...before(list, like, mostTotals), ...behind].filter((q) => compare(q.exact, like.exact) > 0)
    },
  }
}

function add(map: Map<string, Placed[]>, key: string, quantity: Placed): void {
  const list = map.get(key)
  if (list) list.push(quantity)
  else map.set(key, [quantity])
}

function before(list: Placed[] | undefined, like: Placed, most: number): Placed[] {
  if (!list) return []
  const place = placeOf(list, like)
  return list.slice(Math.max(0, place - most), place).reverse()
}

/** Characters behind a part in which its whole may be told: …占52.76%。总人口386214人。 */
const nearBehind = 200

function placesBehind(list: Placed[], like: Placed): [number, number] {
  const place = placeOf(list, like)
  const next = list[place] === like ? place + 1 : place
  return [next, next + 2]
}

/** How many of a list, which is in the order of the text, stand before a figure. */
function placeOf(list: Placed[], like: Placed): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.start ?? 0) < like.start) low = middle + 1
    else high = middle
  }
  return low
}

/** A part that has a share of its own is nobody's whole. */
export function carriesShare({ quantities }: Sentence, quantity: Placed): boolean {
  const next = quantities[quantities.indexOf(quantity) + 1]
  return next?.dimension === 'share' && /占[^,;。、]{0,16}$|(?:占比|比重|比例)[为达到是约]*$/.test(next.lead)
}
