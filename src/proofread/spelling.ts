/** How figures are written: points, doubled units, quotes and brackets, dates that do not exist. */
import type { WrittenDate } from './dates.ts'
import type { Finding, Severity } from './findings.ts'
import { isDigit } from './numerals.ts'
import type { ExactQuantity } from './quantities.ts'
import type { Reading } from './reading.ts'
import { unitAt } from './units.ts'

/** 28.6万万元: its value is no figure to reckon with. */
export const doubledScale = /万万|(?<![十百千万])亿亿/

export function spellings(reading: Reading, year: number | undefined): Finding[] {
  return [...numbers(reading), ...marks(reading), ...calendar(reading, year)]
}

function found(
  reading: Reading,
  kind: Finding['kind'],
  severity: Severity,
  start: number,
  end: number,
  message: string,
): Finding {
  return { kind, severity, quote: reading.original.slice(start, end), start, end, message, numbers: [] }
}

/** Units that are never the first syllable of what they count, so that twice is once too often. */
const doubled = new Set([
  '元',
  '亩',
  '公里',
  '公斤',
  '吨',
  '平方米',
  '立方米',
  '人次',
  '户次',
  '%',
  '公顷',
  '千瓦',
  '斤',
])

function numbers(reading: Reading): Finding[] {
  const { text } = reading
  const out: Finding[] = []
  for (const q of reading.quantities) {
    if (q.misprint)
      out.push(
        found(
          reading,
          'punctuation',
          'error',
          q.start,
          q.end,
          `“${q.quote}”中的句号应为小数点：${q.quote.replace('。', '.')}。`,
        ),
      )
    if (doubledScale.test(q.quote))
      out.push(
        found(
          reading,
          'unit',
          'error',
          q.start,
          q.end,
          `“${q.quote}”中“${/万万/.test(q.quote) ? '万' : '亿'}”写了两遍。`,
        ),
      )
    // 100元元旦慰问金 and 20亩亩均收益 are right.
    const next = unitAt(text, q.end)?.word === q.unit && !'均产'.includes(text[q.end + q.unit.length] ?? ' ')
    const again = next ? q.unit : ''
    const percent = q.dimension === 'share' && /^百分之/.test(q.quote)
    if (!percent && again && doubled.has(q.unit))
      out.push(
        found(
          reading,
          'unit',
          'error',
          q.start,
          q.end + again.length,
          `“${q.quote}${again}”中单位“${again}”写了两遍。`,
        ),
      )
    if (q.shown.startsWith('万') && text.startsWith(q.shown, q.end) && q.shown.length > 1)
      out.push(
        found(
          reading,
          'unit',
          'error',
          q.start,
          q.end + q.shown.length,
          `“${q.quote}${q.shown}”中单位“${q.shown}”写了两遍。`,
        ),
      )
    if (percent && text[q.end] === '%')
      out.push(found(reading, 'unit', 'error', q.start, q.end + 1, `“${q.quote}%”中“百分之”和“%”重复，只写一个。`))
    if (q.dimension === 'share' && text.startsWith('个百分点', q.end))
      out.push(
        found(reading, 'unit', 'error', q.start, q.end + 4, `“${q.quote}个百分点”中“%”和“个百分点”重复，只写一个。`),
      )
    const slip = separatorBefore(reading, q)
    if (slip) out.push(slip)
  }
  return [...out, ...points(reading)]
}

/** 7、7万元 and 7,7万元: a mark where the point belongs, or two figures of which one lacks its unit. */
function separatorBefore(reading: Reading, q: ExactQuantity): Finding | undefined {
  const { text } = reading
  const mark = text[q.start - 1]
  if (!mark || !',、'.includes(mark) || !isDigit(text[q.start - 2]) || q.range) return undefined
  if (q.dimension !== 'money' && q.dimension !== 'share' && q.dimension !== 'area') return undefined
  let start = q.start - 1
  while (isDigit(text[start - 1]) && q.start - start < 8) start--
  const digits = /^\d+/.exec(text.slice(q.start, q.end))?.[0].length ?? 0
  if (/[\d.%第A-Za-z年月]/.test(text[start - 1] ?? '') || digits > 2 || q.start - start > 6) return undefined
  const written = reading.original.slice(start, q.end)
  const repaired = `${text.slice(start, q.start - 1)}.${text.slice(q.start, q.end)}`
  const message = `“${written}”中的“${reading.original[q.start - 1]}”像是小数点之误（${repaired}）；如果是两个数，请给前一个数写上单位。`
  return found(reading, 'punctuation', 'doubt', start, q.end, message)
}

/** 80..02万元 and 1.2.3万元. */
function points(reading: Reading): Finding[] {
  const out: Finding[] = []
  for (const match of reading.text.matchAll(
    /(?<![\d.A-Za-z])\d{1,9}(?:\.{2,3}|(?:\.\d{1,4})\.)\d{1,4}(?=[万亿%元亩吨])/g,
  )) {
    const end = match.index + match[0].length
    out.push(found(reading, 'punctuation', 'error', match.index, end, `“${match[0]}”中小数点多了，请核对。`))
  }
  return out
}

const closers: Record<string, string> = { '“': '”', '‘': '’', '(': ')', '《': '》', '【': '】', '「': '」', '〔': '〕' }
/** What a mark is called: shown among other quotes, the mark itself is hard to see. */
const markNames: Record<string, string> = {
  '“': '左引号',
  '”': '右引号',
  '‘': '左单引号',
  '’': '右单引号',
  '(': '左括号',
  ')': '右括号',
  '《': '左书名号',
  '》': '右书名号',
}

function nameOf(mark = ''): string {
  return markNames[mark] ?? `“${mark}”`
}

const openers = new Map(Object.entries(closers).map(([open, close]) => [close, open]))
/** Unclosed marks followed at a time; a text that opens more is not prose. */
const deepest = 50

/** Quotes and brackets without partner, paragraph by paragraph; lines that were broken by hand count as one paragraph. */
function marks(reading: Reading): Finding[] {
  const { text, original } = reading
  const out: Finding[] = []
  let open: number[] = []
  // Marks that a line break has torn from their partners, as pasted pages do: the partner behind it says nothing either.
  const torn: number[] = []
  const unclosed = (until: number) => {
    for (const at of open) {
      // A quotation of several paragraphs opens each of them and closes only the last.
      const next = /^\s{0,8}(.)/.exec(text.slice(until, until + 10))?.[1]
      if (text[at] === '“' && next === '“') continue
      if (text[until] === '\n' && partnerBehind(text, at, until)) {
        torn.push(at)
        continue
      }
      const end = Math.min(at + 12, until)
      out.push(
        found(
          reading,
          'quotes',
          'doubt',
          at,
          end,
          `这里的${nameOf(text[at])}后面没有配对的${nameOf(closers[text[at] ?? ''])}。如果引文在下一段结束，可以不改。`,
        ),
      )
    }
    open = []
  }
  let lineStart = 0
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    if (c === '\n') {
      const last = text[i - 1] ?? '\n'
      if (open.length && (i - lineStart < 15 || /[。!?;:”)\n]/.test(last) || text[i + 1] === '\n')) unclosed(i)
      lineStart = i + 1
    } else if (c in closers) {
      if (open.length < deepest) open.push(i)
    } else if (openers.has(c)) {
      const partner = open.findLastIndex((at) => closers[text[at] ?? ''] === c)
      if (partner >= 0) {
        for (const at of open.slice(partner + 1))
          if (text[at] !== '‘')
            out.push(
              found(
                reading,
                'quotes',
                'doubt',
                at,
                Math.min(at + 12, i),
                `这里的${nameOf(text[at])}后面没有配对的${nameOf(closers[text[at] ?? ''])}。`,
              ),
            )
        open = open.slice(0, partner)
      } else if (torn.some((at) => closers[text[at] ?? ''] === c)) {
        torn.splice(
          torn.findLastIndex((at) => closers[text[at] ?? ''] === c),
          1,
        )
      } else if (
        !isListMark(text, i) &&
        !(c === '’' && /[A-Za-z]/.test(text[i - 1] ?? '')) &&
        !straightBefore(text, i, lineStart)
      ) {
        const start = Math.max(lineStart, i - 10)
        const from =
          start + Math.max(...[',', '。', '、', ';', '”', ')'].map((m) => text.slice(start, i).lastIndexOf(m) + 1))
        out.push(
          found(
            reading,
            'quotes',
            'error',
            from,
            i + 1,
            `「${original.slice(from, i + 1)}」里的${nameOf(c)}前面没有配对的${nameOf(openers.get(c))}。`,
          ),
        )
      }
    }
  }
  unclosed(text.length)
  return out
}

/** Characters over a line break in which a mark still finds its partner. */
const farthestPartner = 40

function partnerBehind(text: string, at: number, until: number): boolean {
  const open = text[at] ?? ''
  const behind = text.slice(until, until + farthestPartner)
  const close = behind.indexOf(closers[open] ?? '')
  const again = behind.indexOf(open)
  return close >= 0 && (again < 0 || close < again)
}

/** 1) and 二) at the start of a line or item. */
function isListMark(text: string, at: number): boolean {
  return (
    text[at] === ')' &&
    /(?:^|[\s。;:,、!?])(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Zivx]{1,3})$/.test(
      text.slice(Math.max(0, at - 5), at),
    )
  )
}

/** "四个不摘” mixes a straight quote with a curly one: untidy, but paired. */
function straightBefore(text: string, at: number, lineStart: number): boolean {
  if (text[at] !== '”' && text[at] !== '’') return false
  const line = text.slice(Math.max(lineStart, at - 60), at)
  return (line.split(text[at] === '”' ? '"' : "'").length - 1) % 2 === 1
}

function calendar(reading: Reading, year: number | undefined): Finding[] {
  return reading.dates.flatMap((date) => {
    const message = impossible(date, year)
    return message ? [found(reading, 'calendar', 'error', date.start, date.end, message)] : []
  })
}

const dayNames = '一二三四五六日'

function impossible(date: WrittenDate, assumed: number | undefined): string | undefined {
  const { month, day, weekday } = date
  if (month !== undefined && (month < 1 || month > 12)) return `没有${month}月，请核对日期。`
  if (month === undefined || day === undefined) return undefined
  const year = date.year ?? assumed
  // Without a year, 29 February may exist.
  const days = new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate()
  if (day < 1 || day > days)
    return `${year && month === 2 ? `${year}年` : ''}${month}月只有${days}天，没有${day}日，请核对日期。`
  if (!date.year || !weekday) return undefined
  const actual = new Date(Date.UTC(date.year, month - 1, day)).getUTCDay() || 7
  if (actual !== weekday)
    return `${date.year}年${month}月${day}日是星期${dayNames[actual - 1]}，不是星期${dayNames[weekday - 1]}，请核对。`
  return undefined
}
