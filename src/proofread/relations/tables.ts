/** Figures of tables: total rows and columns, and columns worked out from others. */
import { compare, type Exact, minus, plus } from '#proofread/exact.ts'
import type { Judgement } from '#proofread/findings.ts'
import { type Figure, readGrid } from '#proofread/grid.ts'
import type { Reading } from '#proofread/reading.ts'
import type { Table } from '#proofread/table.ts'
import { type Budget, workedOut } from './table-rates.ts'
import { type Crossing, type Sum, sumBreaks, sumHolds } from './table-sums.ts'
import { type JudgedSum, totalColumns, totalRows } from './table-totals.ts'

/** Trials of what a column may be worked out from, in all tables of one text. */
const mostTrials = 300_000

/** Judges every table; the work grows with the number of cells. */
export function tableFigures(reading: Reading, tables: readonly Table[]): Judgement[] {
  const budget: Budget = { left: mostTrials }
  return tables.flatMap((table) => {
    const grid = readGrid(reading, table)
    if (!grid) return []
    const sums = [...totalRows(grid), ...totalColumns(grid)]
    const crossings = crossingsOf(sums)
    return [...sums.map((one) => judge(reading, one, crossings.get(one.sum))), ...workedOut(reading, grid, budget)]
  })
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
