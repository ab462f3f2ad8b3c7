/** Total rows and total columns of a table: 合计, 总计, 小计, above or below, left or right of what they add. */
import { absolute, compare, larger, minus, over, plus, whole, zero } from '#proofread/exact.ts'
import type { Severity } from '#proofread/findings.ts'
import { type Column, type Figure, type Grid, isFigure, type Row, totalNamed } from '#proofread/grid.ts'
import { alike, type Doubt, isTelling, type Sum, slipIn, sumOf } from './table-sums.ts'

/** A sum with what there is to say about it: nothing when it holds. */
export interface JudgedSum {
  sum: Sum
  /** “户数”一列的“合计”. */
  name: string
  severity?: Severity
  doubt?: Doubt
}

/** Sums of rows into total rows. Rows that may be total rows only (全乡) must prove it by adding up. */
export function totalRows(grid: Grid): JudgedSum[] {
  const ranks = new Set(grid.rows.map(rankOf).filter((rank) => rank > 0))
  return [...ranks].flatMap((rank) => {
    const found = ([-1, 1] as const).map((step) => {
      const judged = grid.rows.flatMap((row, at) => {
        const total = rankOf(row) === rank ? totalRow(grid, at, step) : undefined
        return total ? [total] : []
      })
      return { step, judged, fits: judged.reduce((sum, one) => sum + one.fits, 0) }
    })
    const [up, down] = found
    if (!up || !down) return []
    const best = up.fits === down.fits ? (standsFirst(grid, rank) ? down : up) : up.fits > down.fits ? up : down
    return best.judged.flatMap((total) => conclude(grid, total))
  })
}

function rankOf(row: Row | undefined): number {
  return typeof row?.kind === 'object' ? row.kind.total : 0
}

function standsFirst(grid: Grid, rank: number): boolean {
  const first = grid.rows.findIndex((row) => rankOf(row) === rank)
  const plain = grid.rows.findIndex((row) => row.kind === 'plain')
  return first < plain
}

interface TotalRow {
  row: Row
  sums: (Sum & { blanks: boolean })[]
  /** Columns in which two or more figures add up. */
  fits: number
  /** No row is marked as part of another, so that all of them are to be added. */
  firm: boolean
}

/** The total in row `at` against the rows above it (`step` −1) or below, up to the next total of its rank. */
function totalRow(grid: Grid, at: number, step: -1 | 1): TotalRow | undefined {
  const row = grid.rows[at]
  const region = regionOf(grid, at, step)
  if (!row || !region.length) return undefined
  const ways = readingsOf(region, step).map((rows) => ({ rows, sums: columnSums(grid, row, rows) }))
  const counted = ways.map(({ sums }) => sums.filter(confirms).length)
  const best = ways[counted.indexOf(Math.max(...counted))]
  if (!best) return undefined
  const fitting = new Map(
    ways
      .flatMap(({ sums }) =>
        sums.flatMap((sum) => (sum.verdict === 'misfit' ? [] : [[sum.total.column, sum] as const])),
      )
      .reverse(),
  )
  const sums = best.sums.map((sum) => (sum.verdict === 'misfit' ? (fitting.get(sum.total.column) ?? sum) : sum))
  const depths = new Set(region.map((one) => one.depth).filter((depth) => depth > 0))
  const firm = depths.size < 2 && !region.some((one) => one.kind === 'aside')
  return { row, sums, fits: sums.filter(confirms).length, firm }
}

/** Adding up confirms what the rows are only where there is something to add. */
function confirms(sum: Sum): boolean {
  return sum.verdict === 'holds' && sum.parts.filter((part) => part.exact.n !== 0n).length > 1
}

function regionOf(grid: Grid, at: number, step: -1 | 1): Row[] {
  const rank = rankOf(grid.rows[at])
  const region: Row[] = []
  for (let i = at + step; i >= 0 && i < grid.rows.length; i += step) {
    const row = grid.rows[i]
    if (!row || rankOf(row) >= rank) break
    if (row.kind !== 'skip') region.push(row)
  }
  return step < 0 ? region.reverse() : region
}

/** Which rows may be meant to be added, the likeliest first. */
function readingsOf(region: Row[], step: -1 | 1): Row[][] {
  const plain = region.filter((row) => row.kind === 'plain')
  const inner = region.reduce((most, row) => Math.max(most, rankOf(row)), 0)
  const totals = region.filter((row) => inner > 0 && rankOf(row) === inner)
  const asides = region.some((row) => row.kind === 'aside')
  const least = plain.reduce((least, row) => Math.min(least, row.depth || 9), 9)
  const readings = [
    ...(totals.length ? [withLoose(region, inner, step), totals] : []),
    plain,
    ...(asides ? [region.filter((row) => rankOf(row) === 0), beforeAside(region)] : []),
    plain.some((row) => row.depth > least) ? plain.filter((row) => row.depth === least) : [],
  ]
  return readings.filter((rows) => rows.length > 0)
}

/** Subtotals, and the rows that stand outside of them: behind the last, or before the first where they stand on top. */
function withLoose(region: Row[], rank: number, step: -1 | 1): Row[] {
  const isTotal = (row: Row) => rankOf(row) === rank
  const [first, last] = [region.findIndex(isTotal), region.findLastIndex(isTotal)]
  const onTop = first === 0 || (step > 0 && !region.slice(0, first).some((row) => row.kind === 'plain'))
  return region.filter((row, i) => isTotal(row) || (row.kind === 'plain' && (onTop ? i < first : i > last)))
}

function beforeAside(region: Row[]): Row[] {
  return region
    .slice(
      0,
      region.findIndex((row) => row.kind === 'aside'),
    )
    .filter((row) => row.kind === 'plain')
}

function columnSums(grid: Grid, row: Row, rows: Row[]): TotalRow['sums'] {
  return grid.columns.flatMap((column, at) => {
    const total = row.contents[at]
    if (column.kind !== 'amount' || !isFigure(total) || !addsUpAtAll(total)) return []
    const contents = rows.map((one) => one.contents[at])
    const parts = contents.filter(isFigure)
    if (!parts.length || contents.includes('text') || !alike([...parts, total])) return []
    return [{ ...sumOf('down', parts, total), blanks: parts.length < contents.length }]
  })
}

const neverAdded = ['share', 'points', 'multiple', 'age']

function addsUpAtAll(figure: Figure): boolean {
  return !figure.per && !neverAdded.includes(figure.dimension)
}

function conclude(grid: Grid, total: TotalRow): JudgedSum[] {
  const misfits = total.sums.filter((sum) => sum.verdict === 'misfit')
  const soft = typeof total.row.kind === 'object' && total.row.kind.soft
  if (soft && (total.fits < 2 || misfits.length > total.fits)) return []
  const short = misfits.every((sum) => compare(sum.sum, sum.total.exact) < 0)
  return total.sums.flatMap((sum): JudgedSum[] => {
    const column = grid.columns[sum.total.column]
    const name = `“${nameOf(column, sum.total.column)}”一列的“${total.row.label}”`
    if (sum.verdict === 'holds') return confirms(sum) || sum.parts.length > 1 ? [{ sum, name }] : []
    if (sum.verdict === 'rounding') return [{ sum, name, severity: 'note' }]
    if (sum.total.dimension === 'time' || runningHead.test(column?.head ?? '') || isMean(sum)) return []
    if (changeHead.test(column?.own ?? '')) return []
    const first = sum === misfits[0]
    const said = total.fits
      ? beside(total, sum, misfits.length, soft)
      : total.firm
        ? alone(sum, misfits.length, first && short)
        : undefined
    return said ? [{ sum, name, ...said }] : []
  })
}

/** Sums of numbered rows into the row above them: 一、 is the sum of 1. and 2. Most must add up; then the others are wrong. */
export function groupRows(grid: Grid): JudgedSum[] {
  const groups = grid.rows.flatMap((row, at) => {
    const parts = row.kind === 'plain' ? innerRows(grid, at) : []
    return parts.length > 1 ? [{ row, sums: columnSums(grid, row, parts) }] : []
  })
  const all = groups.flatMap(({ sums }) => sums)
  const fits = all.filter(confirms).length
  const misfits = all.filter((sum) => sum.verdict === 'misfit').length
  const sure = fits > 1 && fits >= misfits * 3
  if (!fits || (!sure && fits < misfits)) return []
  return groups.flatMap(({ row, sums }) =>
    sums.flatMap((sum): JudgedSum[] => {
      const column = grid.columns[sum.total.column]
      const name = `“${nameOf(column, sum.total.column)}”一列的“${row.label}”`
      if (sum.verdict === 'holds') return [{ sum, name }]
      if (sum.verdict === 'rounding') return [{ sum, name, severity: 'note' }]
      const told = isTelling(slipIn(sum), sum)
      if (!sure && !told) return []
      const doubt = sure && told ? undefined : sum.blanks ? 'blank' : 'unlisted'
      return [{ sum, name, ...(doubt ? doubtful(doubt) : { severity: 'error' as const }) }]
    }),
  )
}

/** The rows one level below a numbered row, up to the next of its level; none where rows without a number stand among them. */
function innerRows(grid: Grid, at: number): Row[] {
  const depth = grid.rows[at]?.depth ?? 0
  const inner: Row[] = []
  for (let i = at + 1; depth > 0 && i < grid.rows.length; i++) {
    const row = grid.rows[i]
    if (!row || row.kind === 'skip') continue
    if (row.depth <= depth && (row.depth > 0 || row.kind !== 'plain')) break
    if (row.kind !== 'plain' || !row.depth) return []
    inner.push(row)
  }
  const level = Math.min(...inner.map((row) => row.depth))
  return inner.filter((row) => row.depth === level)
}

/** Changes are often printed without their sign. */
export const changeHead = /^[比较]?.{0,4}(?:增减|增加|减少|净增|相差|差额|变化|增收|减收|增支|减支)/

/** Balances and running totals: the last of them stands in the total row. */
const runningHead = /累计|余额|期[初末]|结余|年[初末底]|最[高低大小]|去重/

type Said = Pick<JudgedSum, 'severity' | 'doubt'>

/** The mean of the rows, under a head that does not say so. */
function isMean({ sum, parts, total }: Sum): boolean {
  return compare(absolute(minus(over(sum, whole(parts.length)), total.exact)), total.step) < 0
}

const doubtful = (doubt: Doubt): Said => ({ severity: 'doubt', doubt })

/** Other columns of the same rows add up, so the rows are all there. */
function beside(total: TotalRow, sum: TotalRow['sums'][number], misfits: number, soft: boolean): Said {
  const slip = slipIn(sum)
  const much = compare(sum.sum, sum.total.exact) > 0
  const largest = sum.parts.reduce((most, part) => larger(most, part.exact), zero)
  if (slip && slip.kind !== 'digit' && !soft) return { severity: 'error' }
  if (much && ['household', 'person'].includes(sum.total.dimension)) return doubtful('overlap')
  if (!much && sum.blanks) return doubtful('blank')
  if (isTelling(slip, sum) && !soft) return { severity: 'error' }
  const loose = soft || misfits > total.fits || compare(sum.total.exact, largest) <= 0
  return loose ? doubtful('other') : { severity: 'error' }
}

/** Nothing else in the table says which rows are meant. */
function alone(sum: TotalRow['sums'][number], misfits: number, says: boolean): Said | undefined {
  const much = compare(sum.sum, sum.total.exact) > 0
  // Twice as much: every row is counted again in that of its group.
  if (compare(sum.sum, plus(sum.total.exact, sum.total.exact)) === 0 || sum.parts.length < 2) return undefined
  const told = isTelling(slipIn(sum), sum)
  if (misfits > 1) return told ? doubtful(much ? 'inner' : 'unlisted') : says ? doubtful('unlisted') : undefined
  if (told && !sum.blanks) return { severity: 'error' }
  return doubtful(much ? 'inner' : sum.blanks ? 'blank' : 'unlisted')
}

export function nameOf(column: Column | undefined, at: number): string {
  const heads = column?.heads ?? []
  return heads.slice(-2).join('·').slice(-20) || `第${at + 1}列`
}

/** Total columns looked at in one table, columns that one of them may add, and rows that show which are meant. */
const mostTotals = 60
const mostAdded = 60
const mostRows = 200

/** Sums of columns into total columns. Most rows must add up; then the others are wrong. */
export function totalColumns(grid: Grid): JudgedSum[] {
  const totals = grid.columns.flatMap((column, at) => (isTotalColumn(column) ? [at] : [])).slice(0, mostTotals)
  return totals.flatMap((at) => {
    const ways = setsFor(grid, at).map((columns) => ({ columns, ...learned(grid, at, columns, mostRows) }))
    const best = ways.reduce<(typeof ways)[number] | undefined>((a, b) => (!a || b.fits > a.fits ? b : a), undefined)
    if (!best?.claimed) return []
    const all = learned(grid, at, best.columns, grid.rows.length)
    return all.claimed ? all.sums.flatMap((sum) => across(grid, sum, all.overlaps)) : []
  })
}

function isTotalColumn({ kind, heads }: Column): boolean {
  return kind === 'amount' && heads.some(isTotalHead)
}

export function isTotalHead(head: string): boolean {
  return totalNamed(head.replace(/\(.*\)$/, '')) !== undefined || /^(?:合计|总计|共计|小计)|^总.{1,5}$/.test(head)
}

function learned(grid: Grid, at: number, columns: number[], most: number) {
  const sums = grid.rows.slice(0, most).flatMap((row) => {
    const total = row.contents[at]
    const contents = columns.map((column) => row.contents[column])
    const parts = contents.filter(isFigure)
    if (row.kind === 'skip' || !isFigure(total) || !addsUpAtAll(total) || !parts.length) return []
    if (contents.includes('text') || !alike([...parts, total])) return []
    return [{ ...sumOf('across', parts, total), blanks: parts.length < contents.length }]
  })
  const fits = sums.filter((sum) => sum.verdict !== 'misfit' && sum.total.exact.n !== 0n).length
  const misfits = sums.filter((sum) => sum.verdict === 'misfit')
  // 总户数 may be the sum of what stands beside it; 合计 is meant to be.
  const meant = grid.columns[at]?.heads.some((head) => !/^总/.test(head) && isTotalHead(head))
  const needed = meant || !misfits.length ? { fits: 2, share: 60 } : { fits: 3, share: 75 }
  const claimed = fits >= needed.fits && fits * 100 >= (fits + misfits.length) * needed.share
  const overlaps = misfits.length > 1 && misfits.every((sum) => compare(sum.sum, sum.total.exact) > 0)
  return { sums, fits, claimed, overlaps }
}

/** Which columns a total column may add, the likeliest first. */
function setsFor(grid: Grid, at: number): number[][] {
  const { columns } = grid
  const own = columns[at]
  if (!own) return []
  const amounts = columns.flatMap((column, i) => (column.kind === 'amount' && i !== at ? [i] : []))
  const isTotal = (i: number) => isTotalHead(columns[i]?.own ?? '')
  const inner = (i: number) => columns[i]?.heads.some((head) => head.startsWith('其中')) ?? false
  const group = own.path.length > 1 ? amounts.filter((i) => columns[i]?.path[0] === own.path[0]) : []
  const parallel = isTotalHead(own.own) ? [] : amounts.filter((i) => columns[i]?.own === own.own)
  const right = run(amounts, isTotal, at, 1)
  const left = run(amounts, isTotal, at, -1)
  const totals = amounts.filter(isTotal)
  const sets = [
    parallel,
    group.filter((i) => !isTotal(i)),
    right,
    left,
    right.filter((i) => !inner(i)),
    right.filter(inner),
    totals.filter((i) => i > at),
    totals.filter((i) => i < at),
    amounts.filter((i) => !isTotal(i)),
  ]
  return sets.filter((set) => set.length > 1 && set.length <= mostAdded)
}

/** The amounts beside a column up to the next total column. */
function run(amounts: number[], isTotal: (column: number) => boolean, at: number, step: 1 | -1): number[] {
  const beside = step > 0 ? amounts.filter((i) => i > at) : amounts.filter((i) => i < at).reverse()
  const stop = beside.findIndex(isTotal)
  const found = stop < 0 ? beside : beside.slice(0, stop)
  return step > 0 ? found : found.reverse()
}

/** `overlaps`: in every row that does not come out, the parts are more than the total. */
function across(grid: Grid, sum: TotalRow['sums'][number], overlaps: boolean): JudgedSum[] {
  const row = grid.rows[sum.total.row]
  const name = `“${row?.label ?? ''}”一行的“${nameOf(grid.columns[sum.total.column], sum.total.column)}”`
  if (sum.verdict === 'holds') return [{ sum, name }]
  if (sum.verdict === 'rounding') return [{ sum, name, severity: 'note' }]
  const missing = sum.blanks && compare(sum.sum, sum.total.exact) < 0
  const doubt = isTelling(slipIn(sum), sum) ? undefined : overlaps ? 'overlap' : missing ? 'blank' : undefined
  return [{ sum, name, ...(doubt ? doubtful(doubt) : { severity: 'error' as const }) }]
}
