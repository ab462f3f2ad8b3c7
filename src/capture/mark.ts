/** Writes the workbook of refused rows. */
import { type CellStyle, type CellValue, writeXlsx } from 'hucre/xlsx'

export interface ReturnedCell {
  value: string | number | boolean | null
  /** `value` is a day that is to be a date of Excel. */
  day?: true
  look?: 'head' | 'wrong' | 'reason'
}

export interface ReturnedSheet {
  name: string
  lines: ReturnedCell[][]
  /** Cells merged over several lines, by index. */
  merges: { column: number; first: number; last: number }[]
}

const text = { numFmt: '@' } as const
const looks: Record<NonNullable<ReturnedCell['look']>, CellStyle> = {
  head: { ...text, font: { bold: true } },
  wrong: { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC5C2' } } },
  reason: { ...text, font: { color: { rgb: 'C00000' } } },
}

/** Text cells are text to Excel too: it leaves their zeros alone. */
export function writeReturned(sheets: readonly ReturnedSheet[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, lines, merges }) => ({
      name,
      rows: lines.map((line) =>
        line.map(({ value, day }): CellValue => (day ? new Date(`${value}T00:00:00Z`) : value)),
      ),
      cells: new Map(
        lines.flatMap((line, r) =>
          line.flatMap(({ value, day, look }, c) => {
            const format = day ? { numFmt: 'yyyy-mm-dd' } : typeof value === 'number' ? {} : text
            const style = { ...format, ...(look && looks[look]) }
            return value === null && !look ? [] : [[`${r},${c}`, { style }] as const]
          }),
        ),
      ),
      columns: widths(lines).map((width) => ({ width })),
      merges: merges.map(({ column, first, last }) => ({
        startRow: first,
        startCol: column,
        endRow: last,
        endCol: column,
      })),
    })),
  })
}

/** Of each column by what most of it needs; lines of one cell run over. */
function widths(lines: readonly (readonly ReturnedCell[])[]): number[] {
  const most: number[] = []
  for (const line of lines.slice(0, 200)) {
    if (line.filter(({ value }) => value !== null).length < 2) continue
    line.forEach(({ value, look }, c) => {
      const length = Array.from(String(value ?? '')).reduce((sum, letter) => sum + (letter > '\u00FF' ? 2 : 1), 2)
      most[c] = Math.max(most[c] ?? 8, Math.min(look === 'reason' ? 60 : 30, length))
    })
  }
  return Array.from(most, (width) => width ?? 8)
}
