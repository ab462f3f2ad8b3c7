/** CSV as Chinese offices have it: UTF-8, GB18030 or Excel's “Unicode text”; commas, tabs or semicolons. */
import { refuse } from '#problem.ts'
import { limits } from './table.ts'

/** Whether a text is in UTF-16, by its byte order mark or by the zeros that only one of the two bytes of its signs can have. */
export function isUtf16(bytes: Uint8Array): boolean {
  return utf16Of(bytes) !== undefined
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 64 * 1024)
  const zeros = [0, 0]
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]!++
  })
  const [even = 0, odd = 0] = zeros
  // A few zeros are dust in another text; separators, digits and ends of lines are many.
  if (Math.min(even, odd) > 0 || Math.max(even, odd) < head.length / 20) return undefined
  return even === 0 ? 'utf-16le' : 'utf-16be'
}

/** Decodes what is UTF-16, else UTF-8, else GB18030. Refuses what is none of these. */
export function decodeCsv(bytes: Uint8Array, name: string): string {
  const wide = utf16Of(bytes)
  const encodings = wide ? [wide] : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this one.
    }
  }
  return unknownLetters(name)
}

export function unknownLetters(name: string): never {
  refuse('file.encoding', '认不出文件的文字编码。', {
    at: { file: name },
    remedy: '请在 Excel 或 WPS 里另存为 .xlsx，或“CSV UTF-8”。',
  })
}

/** How the fields of a CSV are parted, and how many most of its lines have. */
interface Layout {
  separator: string
  width: number
}

/** Lines by which the separator is found: a title may stand above the table, and remarks below. */
const lookedAt = 50

/**
 * The separator that parts most lines into most fields of one number. Some programs put a tab behind each field, that Excel may leave
 * its digits alone: it parts nothing. Full-width commas part a table only where nothing else does.
 */
function layoutOf(text: string): Layout {
  const lines = text
    .slice(0, limits.line)
    .split(/\r?\n|\r/, lookedAt)
    .map((line) => line.replace(/"[^"]*"/g, ''))
    .filter((line) => line.trim() !== '')
  const layouts = [',', '\t', ';', '，'].map((separator) => {
    const widths = new Map<number, number>()
    for (const line of lines) {
      const plain = separator === '\t' ? line.replace(/\t(?=[,;]|$)/g, '') : line
      const width = plain.split(separator).length
      widths.set(width, (widths.get(width) ?? 0) + 1)
    }
    const [width, weight] = [...widths]
      .map(([width, often]) => [width, (width - 1) * often] as const)
      .reduce((best, each) => (each[1] > best[1] ? each : best), [1, 0])
    return { separator, width, weight }
  })
  return layouts.reduce((best, each) => (each.weight > best.weight ? each : best))
}

/**
 * Rows of fields; quoted fields may hold separators and line breaks. Excel's `="001"` is 001. Refuses lines over 1 MB, rows of more than
 * 512 fields and tables of more than 200,000 rows, so its cost is bounded; and quotes that cannot be pairs, because they swallow rows.
 */
export function parseCsv(text: string, name: string): string[][] {
  const layout = layoutOf(text)
  const { separator } = layout
  const rows: string[][] = []
  let row: string[] = []
  let lineStart = 0
  let at = 0
  const endRow = () => {
    rows.push(row)
    row = []
    lineStart = at
    if (rows.length > limits.rows) tooMany(name, `超过 ${limits.rows} 行`)
  }
  while (at < text.length) {
    let field: string
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1)
      if (close < 0 || close - lineStart > limits.line) brokenQuote(name, rows.length + 1)
      field = text.slice(at + 1, close).replaceAll('""', '"')
      at = close + 1
      const end = endOfField(text, at, separator)
      const behind = text.slice(at, end)
      if (swallows(field, behind, layout)) brokenQuote(name, rows.length + 1)
      field += behind
      at = end
    } else {
      const end = endOfField(text, at, separator)
      field = text.slice(at, end)
      at = end
    }
    if (at - lineStart > limits.line) tooMany(name, '一行超过 1 MB')
    if (separator !== '\t') field = field.replace(/\t+$/, '')
    row.push(field.replace(/^="([^"]*)"$/, '$1'))
    if (row.length > limits.columns) tooMany(name, `一行超过 ${limits.columns} 栏`)
    const mark = text[at]
    if (mark === separator) {
      at++
      if (at === text.length || text[at] === '\n' || text[at] === '\r') row.push('')
      else continue
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    endRow()
  }
  noRowWider(rows, layout, name)
  return rows
}

/** An amount such as 1,234.50 without quotes is two fields, and pushes those behind it out of their columns. */
function noRowWider(rows: readonly string[][], { width }: Layout, name: string): void {
  const extent = (row: readonly string[]) => row.findLastIndex((field) => field.trim() !== '') + 1
  const head = rows.findIndex((row) => row.length >= width)
  const most = Math.max(width, extent(rows[head] ?? []))
  const wide = rows.findIndex((row, r) => r > head && extent(row) > most)
  if (wide < 0) return
  refuse(
    'import.csv_wide',
    `第 ${wide + 1} 行有 ${extent(rows[wide]!)} 栏，比表头的 ${most} 栏还多，后面的内容对不上栏目。`,
    {
      at: { file: name },
      remedy: '多半是某一格里有逗号（如 1,234.50）。请在 Excel 或 WPS 里打开核对，另存为 .xlsx 再导入。',
    },
  )
}

/** Whether what stands between two quotes is no field but the ends of two rows, and what lies between them. */
function swallows(field: string, behind: string, { separator, width }: Layout): boolean {
  const parts = field.split(separator).length - 1
  if (behind.trim() !== '' && (parts > 0 || /[\r\n]/.test(field))) return true
  return /[\r\n]/.test(field) && parts > 0 && parts >= width - 1
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

function endOfField(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}

/** CSV that Excel opens in Chinese: UTF-8 with a byte order mark. */
export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  const quoted = (field: string) => (/[",;\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
  return new TextEncoder().encode(`\uFEFF${rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`)
}

function tooMany(name: string, what: string): never {
  refuse('import.too_large', `表格太大：${what}。`, { at: { file: name }, remedy: '请分成几个文件导入。' })
}

function brokenQuote(name: string, row: number): never {
  refuse('import.csv_quote', `第 ${row} 行附近的引号没有成对，后面的内容分不清栏目。`, {
    at: { file: name },
    remedy: '请在 Excel 或 WPS 里打开，另存为 .xlsx 再导入。',
  })
}
