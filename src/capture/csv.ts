/** CSV as Chinese offices have it: UTF-8, GB18030 or Excel's “Unicode text”; commas, tabs or semicolons. */
import { refuse } from '#problem.ts'
import { limits } from './table.ts'

/** Decodes by byte order mark, else UTF-8, else GB18030. Refuses what is none of these. */
export function decodeCsv(bytes: Uint8Array, name: string): string {
  const [first, second] = bytes
  const encodings =
    first === 0xff && second === 0xfe
      ? ['utf-16le']
      : first === 0xfe && second === 0xff
        ? ['utf-16be']
        : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this one.
    }
  }
  refuse('file.encoding', '认不出文件的文字编码。', {
    at: { file: name },
    remedy: '请在 Excel 或 WPS 里另存为 .xlsx，或“CSV UTF-8”。',
  })
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1)
  const count = (mark: string) => line.split(mark).length
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

/**
 * Rows of fields; quoted fields may hold separators and line breaks. Excel's `="001"` is 001. Refuses lines over 1 MB, rows of more than
 * 512 fields and tables of more than 200,000 rows, so its cost is bounded.
 */
export function parseCsv(text: string, name: string): string[][] {
  const separator = separatorOf(text)
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
      const rest = endOfField(text, at, separator)
      field += text.slice(at, rest)
      at = rest
    } else {
      const end = endOfField(text, at, separator)
      field = text.slice(at, end)
      at = end
    }
    if (at - lineStart > limits.line) tooMany(name, '一行超过 1 MB')
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
  return rows
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
