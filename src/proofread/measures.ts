/** The unit that a table names once for many figures: in a column head, at the head of a row, or above the table. */
import { type Exact, one, times, whole } from './exact.ts'
import { type Unit, unitNamed } from './units.ts'

export interface Measure {
  unit: Unit
  /** What a printed 1 is in `unit`: 10000 for 万元. */
  size: Exact
  /** As written: 万元. */
  shown: string
  /** For each of something (元/亩), so that nobody adds it. */
  per: boolean
}

const sizes: Record<string, bigint> = { 十: 10n, 百: 100n, 千: 1000n, 万: 10_000n, 亿: 100_000_000n }

/** 万元, 户, 元/亩, %; undefined when it is no unit that is known. */
export function measureNamed(word: string): Measure | undefined {
  const [before = '', ...behind] = word.trim().split(/\/|每/)
  let rest = before.replace(/^人民币/, '')
  let size = one
  for (let unit = unitNamed(rest); rest; unit = unitNamed(rest)) {
    if (unit) return { unit, size, shown: before, per: behind.length > 0 }
    const factor = sizes[rest[0] ?? '']
    if (!factor) return undefined
    size = times(size, whole(factor))
    rest = rest.slice(1)
  }
  return undefined
}

const counted: [RegExp, string][] = [
  [/人次数?$/, '人次'],
  [/户次数?$/, '户次'],
  [/户数$/, '户'],
  [/(?:人数|人口|人口数)$/, '人'],
]

/** The unit that the words of a head give: 资金(万元), 单位:户, 面积/亩, 户数. `head` is plain text without spaces. */
export function measureOfHead(head: string): Measure | undefined {
  const inside = /\((?:单位:?)?([^()]{1,8})\)(?:[^()]{0,4})$/.exec(head)?.[1]
  const behind = /(?:单位:|\/)([^()/:]{1,6})$/.exec(head)?.[1]
  const bare = head.replace(/\([^()]*\)/g, '')
  const word = counted.find(([pattern]) => pattern.test(bare))?.[1]
  for (const named of [inside, behind, word]) {
    const measure = named && measureNamed(named)
    if (measure) return measure
  }
  return undefined
}

/** The unit of 单位:万元 above a table or in its first row; undefined when several are named. */
export function measureOfCaption(text: string): Measure | undefined {
  const named = /单\s*位\s*:\s*([^\s,;。)|、]{1,8})(?=$|[\s,;。)|])/.exec(text)?.[1]
  return named === undefined ? undefined : measureNamed(named)
}
