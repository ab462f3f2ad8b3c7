import { fitsText, type Kind, tidy, unfit, unreadable } from './kind.ts'

/** Half-width letters and digits, runs of blanks as one; Chinese punctuation stays as it was written. */
function cleaned(input: string | number | boolean): string {
  return String(input)
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, tidy)
    .replace(/[\u200B-\u200F\u202A-\u202E\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Characters that a line of a form shows whole; more want a paragraph. */
const LINE = 200

/** Free text. */
export function textKind(max = 200): Kind {
  const tooLong = (text: string) => `有 ${text.length} 个字，超过 ${max} 个字。`
  return {
    name: 'text',
    title: '文字',
    column: 'text',
    reads: 'text',
    made: { max },
    input: max > LINE ? 'paragraph' : 'line',
    parse(input) {
      const text = cleaned(input)
      return text.length <= max
        ? { value: text }
        : unreadable('text.too_long', tooLong(text), '请缩短，详细内容可写在备注里。')
    },
    fits: (value) => fitsText(value, (text) => (text.length <= max ? undefined : unfit(tooLong(text)))),
    show: String,
    answersNone: true,
    standsAlone: (shown) => shown.length > 6,
    searched: (value, pieces) => pieces(value),
    schema: { type: 'string', maxLength: max },
    sheet: { width: 18, format: 'text', hint: `不超过 ${max} 字` },
  }
}
