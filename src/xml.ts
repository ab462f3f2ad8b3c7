/** Reads XML as a stream of tags and text with their positions. No entities but the five of XML, no DOCTYPE. */
import { refuse } from './problem.ts'

export interface Tag {
  kind: 'open' | 'close' | 'empty'
  /** With its prefix, as written. */
  name: string
  start: number
  end: number
}

export interface Text {
  kind: 'text'
  start: number
  end: number
}

function damaged(): never {
  return refuse('file.damaged', '文件内容已损坏，无法读取。', {
    remedy: '请用 WPS 或 Office 打开，另存为新的文件，再上传。',
  })
}

/** The tags and texts of `xml` in order; one pass. Refuses a DOCTYPE, which no office file needs. */
export function* tokens(xml: string): Generator<Tag | Text> {
  let at = 0
  while (at < xml.length) {
    const open = xml.indexOf('<', at)
    if (open < 0) {
      yield { kind: 'text', start: at, end: xml.length }
      return
    }
    if (open > at) yield { kind: 'text', start: at, end: open }
    if (xml.startsWith('<!--', open)) at = after(xml, '-->', open + 4)
    else if (xml.startsWith('<![CDATA[', open)) damaged()
    else if (xml.startsWith('<!', open))
      refuse('file.doctype', '文件中含有不允许的声明，无法读取。', {
        remedy: '请用 WPS 或 Office 打开，另存为新的文件，再上传。',
      })
    else if (xml[open + 1] === '?') at = after(xml, '?>', open + 2)
    else {
      const end = endOfTag(xml, open)
      const close = xml[open + 1] === '/'
      yield {
        kind: close ? 'close' : xml[end - 2] === '/' ? 'empty' : 'open',
        name: nameAt(xml, close ? open + 2 : open + 1, end),
        start: open,
        end,
      }
      at = end
    }
  }
}

/** The same XML. Refuses one whose outermost element is not closed: a part that was cut short would lose its end without a word. */
export function wholeXml(xml: string): string {
  const root = /<([^\s!?/>]+)[^>]*>/.exec(xml.slice(0, 8192))
  if (!root?.[1] || root[0].endsWith('/>')) return xml
  const end = xml.slice(-8192).replace(/<!--[^<>]*-->/g, '')
  return end.trimEnd().endsWith(`</${root[1]}>`) ? xml : damaged()
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from)
  return at < 0 ? damaged() : at + mark.length
}

/** Behind the > of a tag; one inside quotes is part of a value. */
function endOfTag(xml: string, start: number): number {
  let quote = 0
  for (let i = start + 1; i < xml.length; i++) {
    const c = xml.charCodeAt(i)
    if (quote) {
      if (c === quote) quote = 0
    } else if (c === 0x22 || c === 0x27) quote = c
    else if (c === 0x3e) return i + 1
    else if (c === 0x3c) return damaged()
  }
  return damaged()
}

function nameAt(xml: string, start: number, limit: number): string {
  let end = start
  while (end < limit && !' \t\r\n/>'.includes(xml[end] ?? '>')) end++
  return xml.slice(start, end)
}

const patterns = new Map<string, RegExp>()

/** The value of an attribute of a tag as written, entities resolved; undefined when absent. */
export function attribute(tag: string, name: string): string | undefined {
  const pattern = patterns.get(name) ?? new RegExp(`[\\s]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  patterns.set(name, pattern)
  const found = pattern.exec(tag)
  const value = found?.[1] ?? found?.[2]
  return value === undefined ? undefined : resolveEntities(value)
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const entity = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g

export function resolveEntities(raw: string): string {
  return raw.includes('&') ? raw.replace(entity, (_, hex, digits, name) => resolve(hex, digits, name)) : raw
}

function resolve(hex: string | undefined, digits: string | undefined, name: string | undefined): string {
  if (name) return entities[name] ?? ''
  const code = hex ? Number.parseInt(hex, 16) : Number(digits)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
}

/** Where in `raw` the character stands that is number `offset` of its unescaped form. */
export function rawOffset(raw: string, offset: number): number {
  let seen = 0
  let last = 0
  for (const match of raw.matchAll(entity)) {
    const length = resolve(match[1], match[2], match[3]).length
    if (seen + (match.index - last) + length > offset) break
    seen += match.index - last + length
    last = match.index + match[0].length
  }
  return last + (offset - seen)
}

/** Text for between tags or in an attribute; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what XML forbids
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
