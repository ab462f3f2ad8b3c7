/** Text made plain for reading, one character for one, so that every position still points into the original. */

/** Full-width letters, digits and punctuation become ASCII; odd spaces become spaces; everything else stays. */
export function plain(text: string): string {
  // Built by one replace: only runs of such characters are touched, so 5 MB stay cheap.
  return text.replace(/[\uFF01-\uFF5E\u3000\u00A0\u2002-\u200A\t]+/g, (run) => {
    let out = ''
    for (const c of run) {
      const code = c.charCodeAt(0)
      out += code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : c === '\t' ? c : ' '
    }
    return out
  })
}

export interface Span {
  start: number
  end: number
}

/** Names given to policies and campaigns are short; a longer quotation is somebody's speech, and its figures count. */
const longestName = 40
const longestTitle = 60

/**
 * Spans whose numbers are part of a name: “1+1+X”, “五清一改”, 《…2025年…》, 〔2023〕. Sorted, not overlapping. A mark that is
 * not closed nearby closes nothing.
 */
export function nameSpans(text: string): Span[] {
  const spans: Span[] = []
  const closing: Record<string, string> = { '“': '”', '‘': '’', '《': '》', '〔': '〕', '「': '」', '"': '"' }
  for (let i = 0; i < text.length; i++) {
    const close = closing[text[i] ?? '']
    if (!close) continue
    const limit = i + (close === '》' ? longestTitle : longestName)
    for (let j = i + 1; j < text.length && j <= limit; j++) {
      const c = text[j]
      if (c === close) {
        spans.push({ start: i, end: j + 1 })
        i = j
        break
      }
      if (c === '\n' || c === '。' || c === text[i]) break
    }
  }
  return spans
}
