/** Figures of tables: total rows and columns, and columns worked out from others. */
import { compare, type Exact, minus, plus } from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import { type Figure, type Grid, isFigure, type Row, readGrid } from '#proofread/grid.ts'
import type { Reading } from '#proofread/reading.ts'
import type { Table } from '#proofread/table.ts'
import { type Budget, workedOut } from './table-rates.ts'
import { type Crossing, type Sum, sumBreaks, sumHolds } from './table-sums.ts'
import { groupRows, isTotalHead, type JudgedSum, totalColumns, totalRows } from './table-totals.ts'

/** Trials of what a column may be worked out from, in all tables of one text. */
const mostTrials = 300_000

export const gridsOf = (reading: Reading, tables: readonly Table[]): Grid[] =>
  tables.flatMap((table) => readGrid(reading, table) ?? [])

/** Judges every table; the work grows with the number of cells. */
export function tableFigures(reading: Reading, grids: readonly Grid[]): Judgement[] {
  const budget: Budget = { left: mostTrials }
  return grids.flatMap((grid) => {
    const sums = [...totalRows(grid), ...groupRows(grid), ...totalColumns(grid)]
    const crossings = crossingsOf(sums)
    return [...sums.map((one) => judge(reading, one, crossings.get(one.sum))), ...workedOut(reading, grid, budget)]
  })
}

/** What a column of figures is called that says nothing but that they are those of this year. */
const plainHead = /^(?:数[量值字]?|数据|本年[度]?|今年|全年|本期|合计|(?:完成|实绩|实际|年末|期末)(?:数|值|情况)?)$/
const yearHead = /^20\d\d(?=年[度末]?$)/

/**
 * The cells that say a figure of the whole place, by its name: those of the highest total row by the head of their column, and
 * those of tables in which each row is an indicator. A row of one village is none.
 */
export function cellsToCompare({ rows, columns }: Grid, year: number | undefined): Figure[] {
  const isThisYear = (head: string) => plainHead.test(head) || yearHead.exec(head)?.[0] === String(year)
  const rank = ({ kind }: Row) => (typeof kind === 'object' ? kind.total : 0)
  const highest = Math.max(0, ...rows.map(rank))
  const named = (row: Row, noun: string) => (figure: Row['contents'][number] | undefined) =>
    isFigure(figure) && figure.dimension !== 'number' && !figure.per ? [{ ...figure, noun, label: row.label }] : []
  return rows.flatMap((row) =>
    columns.flatMap(({ kind, own, heads }, at) => {
      if (kind !== 'amount') return []
      if (isThisYear(own) && row.kind === 'plain') return named(row, row.label)(row.contents[at])
      const whole = highest > 0 && rank(row) === highest
      return whole && !isTotalHead(own) ? named(row, heads.join(''))(row.contents[at]) : []
    }),
  )
}

function judge(reading: Reading, { sum, name, severity, doubt }: JudgedSum, crossing: Crossing | undefined): Judgement {
  if (!severity) return sumHolds(reading, sum)
  if (crossing) return sumBreaks(reading, sum, name, 'error', undefined, crossing)
  return sumBreaks(reading, sum, name, severity, doubt, undefined)
}

/** Where a row and a column that do not come out meet in one cell, and the same value would put both right. */
function crossingsOf(sums: JudgedSum[]): Map<Sum, Crossing> {
  const down = new Map<string, { sum: Sum; meant: Exact }[]>()
  const broken = sums.map((one) => one.sum).filter((sum) => sum.verdict === 'misfit')
  for (const sum of broken.filter((one) => one.way === 'down'))
    for (const [figure, meant] of repairs(sum)) {
      const known = down.get(placeOf(figure)) ?? []
      down.set(placeOf(figure), [...known, { sum, meant }])
    }
  const found = new Map<Sum, Crossing>()
  for (const sum of broken.filter((one) => one.way === 'across'))
    for (const [figure, meant] of repairs(sum)) {
      const other = down.get(placeOf(figure))?.find((one) => compare(one.meant, meant) === 0)
      if (!other) continue
      for (const one of [sum, other.sum]) found.set(one, { figure, meant })
    }
  return found
}

const placeOf = ({ row, column }: Figure) => `${row}:${column}`

/** For each figure of a sum the value that would make it come out. */
function repairs({ parts, total, sum }: Sum): [Figure, Exact][] {
  const off = minus(total.exact, sum)
  return [[total, sum], ...parts.map((part): [Figure, Exact] => [part, plus(part.exact, off)])]
}
