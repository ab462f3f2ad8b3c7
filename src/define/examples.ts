/** Examples of an indicator as a table: a few rows, the day asked, the figure that must come out. Tests, handbook and 口径 show the same table. */
import type { Indicator } from './indicator.ts'
import type { AnyLedger } from './ledger.ts'

export interface ExamplesDefinition {
  /** Id of the indicator. */
  of: string
  /** The ledgers whose rows the table tells of; the first one's columns are named without it. */
  ledgers: readonly string[]
  /** `栏` of the first ledger, or `台账.栏`. */
  head: readonly string[]
  /** A line without `asked` only adds its rows to the lines below, down to the next one that asks. */
  lines: readonly { cells: readonly string[]; asked?: string; figure?: string }[]
}

/**
 * Cells stand between bars; `—` is an empty cell; the last two columns are 问 (a day, or a year) and 答 (as the figure is printed).
 * Links that have no column lead to the row of the same line; a link's cell is any name, and the same name is the same row.
 */
export function examples(of: Indicator, ledgers: readonly AnyLedger[], table: string): ExamplesDefinition {
  const [head, ...lines] = table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const { id } = of.indicator
  if (head?.at(-2) !== '问' || head.at(-1) !== '答') throw new Error(`指标 ${id} 的例子：最后两栏要是“问”和“答”。`)
  return {
    of: id,
    ledgers: ledgers.map((one) => one.ledger.id),
    head: head.slice(0, -2),
    lines: lines.map((cells, i) => {
      if (cells.length !== head.length)
        throw new Error(`指标 ${id} 的例子第 ${i + 1} 行有 ${cells.length} 格，应有 ${head.length} 格。`)
      const [asked, figure] = cells.slice(-2)
      return { cells: cells.slice(0, -2), ...(asked && { asked }), ...(figure && { figure }) }
    }),
  }
}
