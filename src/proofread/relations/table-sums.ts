/** Sums in tables, whichever way they run: whether the figures add up, and the claim that says so. */
import {
  absolute,
  type Bounds,
  compare,
  type Exact,
  larger,
  minus,
  over,
  overlap,
  plus,
  ratio,
  whole,
  zero,
} from '#proofread/exact.ts'
import { bareShown, inUnit, type Judgement, type Severity, shown } from '#proofread/findings.ts'
import type { Figure } from '#proofread/grid.ts'
import type { Reading } from '#proofread/reading.ts'
import { addable } from '#proofread/units.ts'
import { broken, type Claim, holding } from './claims.ts'
import { type SlipKind, slipNames, slipTo } from './slips.ts'

export interface Sum {
  /** `down`: rows into a total row. `across`: columns into a total column. */
  way: 'down' | 'across'
  parts: Figure[]
  total: Figure
  sum: Exact
  computed: Bounds
  /** `rounding`: whole numbers of a measured unit, no further apart than rounding allows. */
  verdict: 'holds' | 'rounding' | 'misfit'
}

/** The sum of any number of exact values; those with the same denominator are added without reducing each time. */
function total(values: Exact[]): Exact {
  const tops = new Map<bigint, bigint>()
  for (const { n, d } of values) tops.set(d, (tops.get(d) ?? 0n) + n)
  return [...tops].reduce((sum, [d, n]) => plus(sum, ratio(n, d)), zero)
}

export function sumOf(way: Sum['way'], parts: Figure[], stated: Figure): Sum {
  const sum = total(parts.map((part) => part.exact))
  const computed = {
    low: total(parts.map((part) => part.bounds.low)),
    high: total(parts.map((part) => part.bounds.high ?? part.exact)),
  }
  const figure = asRounded(stated)
  const exact = compare(sum, stated.exact) === 0
  const decimals = [...parts, stated].some((one) => /[.万亿]/.test(one.quote))
  const verdict = exact ? 'holds' : !overlap(computed, figure.bounds) ? 'misfit' : decimals ? 'holds' : 'rounding'
  return { way, parts, total: figure, sum, computed, verdict }
}

/** A total printed with fewer places than what it adds may be rounded to them. */
function asRounded(figure: Figure): Figure {
  const half = over(figure.step, whole(2))
  const { low, high } = figure.bounds
  if (compare(low, figure.exact) === 0 || !high) return figure
  const wide = {
    low: minus(figure.exact, larger(half, minus(figure.exact, low))),
    high: plus(figure.exact, larger(half, minus(high, figure.exact))),
  }
  return { ...figure, bounds: wide, low: inUnit(wide.low, figure), high: inUnit(wide.high, figure) }
}

/** Whether all may be added: one dimension, or no known unit. */
export function alike(figures: readonly Figure[]): boolean {
  const first = figures.find((figure) => figure.dimension !== 'number')
  return (
    !first || figures.every((figure) => figure.dimension === 'number' || addable(first.dimension, figure.dimension))
  )
}

/** More figures than this are not looked through for a slip of the hand. */
const mostLookedAt = 60

interface Slip {
  figure: Figure
  kind: SlipKind
  meant: Exact
}

/** The slip that would explain a misfit: the only one, or one that is no mere digit. */
export function slipIn({ parts, total: stated, sum }: Sum): Slip | undefined {
  if (parts.length > mostLookedAt) return undefined
  const off = minus(stated.exact, sum)
  const slips = [stated, ...parts].flatMap((figure) => {
    const meant = figure === stated ? sum : plus(figure.exact, off)
    const kind = slipTo(figure, meant)
    return kind ? [{ figure, kind, meant }] : []
  })
  return slips.length === 1 ? slips[0] : slips.find((slip) => slip.kind !== 'digit')
}

/** A slip that chance hardly makes: of a few units only, a changed digit explains nearly any misfit. */
export function isTelling(slip: Slip | undefined, { sum, total: stated }: Sum): boolean {
  const off = over(absolute(minus(stated.exact, sum)), stated.step)
  return slip !== undefined && (slip.kind !== 'digit' || compare(off, whole(10)) >= 0)
}

/** Why a sum may be right although it does not come out. */
export type Doubt = 'unlisted' | 'blank' | 'overlap' | 'other' | 'inner'

const doubts: Record<Doubt, string> = {
  unlisted: '如果有的行没有列出，请写明；否则请核对。',
  blank: '有的格没有填数，如果不是零，请补上；否则请核对。',
  overlap: '如果同一户、同一人在几处都有，请写明合计已去重；否则请核对。',
  other: '如果这一格不是相加得出（如平均数、另有口径），请写明；否则请核对。',
  inner: '如果有的行是别的行的其中数，请在行名前写“其中”；否则请核对。',
}

/** A cell in which a misfit of its row and one of its column meet, both by as much. */
export interface Crossing {
  figure: Figure
  meant: Exact
}

const mostShown = 5

export function sumClaim(sum: Sum): Claim {
  const { parts, total: stated } = sum
  const say = (part: Figure) => {
    const text = bareShown(part.exact, stated, 4)
    return text.startsWith('-') ? `(${text})` : text
  }
  const list =
    parts.length <= mostShown + 1
      ? parts.map(say).join('＋')
      : `${parts.slice(0, 3).map(say).join('＋')}＋…＋${parts.slice(-1).map(say).join('')}（共${parts.length}个数）`
  const off = minus(sum.sum, stated.exact)
  const end = off.n ? `，表中${shown(stated.exact, stated, 4)}，相差${shown(absolute(off), stated, 4)}` : '，相符'
  return {
    pattern: 'table-sum',
    kind: 'part-whole',
    parts,
    whole: stated,
    computed: sum.computed,
    arithmetic: `${list}＝${shown(sum.sum, stated, 4)}${end}`,
    span: { start: stated.start, end: stated.end },
  }
}

export function sumHolds(reading: Reading, sum: Sum): Judgement {
  return holding(reading, sumClaim(sum))
}

/** A sum that does not come out. `name` is what the table calls the total: “户数”一列的“合计”. */
export function sumBreaks(
  reading: Reading,
  sum: Sum,
  name: string,
  severity: Severity,
  doubt: Doubt | undefined,
  crossing: Crossing | undefined,
): Judgement {
  const claim = sumClaim(sum)
  const advice =
    severity === 'note'
      ? '在四舍五入之内；如果各数都是整数，请核对。'
      : doubt
        ? doubts[doubt]
        : '请核对相加的各数和合计。'
  const message = `${name}：${claim.arithmetic}。${severity === 'note' ? '' : hintOf(sum, crossing)}${advice}`
  const value = (exact: Exact) => ({ value: inUnit(exact, sum.total), unit: sum.total.unit })
  return broken(reading, claim, severity, message, [
    { says: sum.way === 'down' ? '各行相加' : '各栏相加', ...value(sum.sum) },
    { says: '表中', ...value(sum.total.exact) },
    { says: '相差', ...value(minus(sum.sum, sum.total.exact)) },
  ])
}

function hintOf(sum: Sum, crossing: Crossing | undefined): string {
  if (crossing) {
    const { figure, meant } = crossing
    return `横竖两个方向都差同样多，“${figure.label}”的${figure.quote}像是写错，应为${shown(meant, figure, 4)}。`
  }
  const slip = slipIn(sum)
  return slip
    ? `“${slip.figure.label}”的${slip.figure.quote}像是${slipNames[slip.kind]}，应为${shown(slip.meant, slip.figure, 4)}。`
    : ''
}
