/** The text of a WordprocessingML document, with where in the XML each stretch of it stands. */
import { refuse } from '#problem.ts'
import { attribute, resolveEntities, type Tag, tokens } from '#xml.ts'
import type { Span } from './plain.ts'
import type { Table } from './table.ts'
import {
  addToCell,
  cellOf,
  enterTable,
  leaveTable,
  noTables,
  type OpenCell,
  placing,
  tableProperty,
  tablesOf,
} from './word-tables.ts'

/** A stretch of text from one element of a run. */
export interface Piece {
  /** Offsets in the document's text. */
  start: number
  end: number
  /** Text can be cut anywhere; a tab or line break stands for one character and cannot. */
  kind: 'text' | 'break'
  /** The whole element in the XML, and its content. */
  tagStart: number
  contentStart: number
  contentEnd: number
  tagEnd: number
  run: Run
}

/** A run: text of one look. */
export interface Run {
  start: number
  /** Behind its end tag. */
  end: number
  /** Its properties as written, to be copied when the run is cut. */
  properties: string
  /** Offsets in the XML of its first and last content element. */
  first: number
  last: number
  /** Formatted as hidden, so that no reader of the page sees it. */
  hidden: boolean
}

export interface Paragraph {
  start: number
  end: number
  /** In a table cell. */
  cell: boolean
}

export interface WordText {
  text: string
  paragraphs: Paragraph[]
  /** In the order in which they begin; a table inside a cell is a table of its own. */
  tables: Table[]
  pieces: Piece[]
  /** The footnotes or endnotes of a part that holds such, by number. */
  notes: (Span & { id: string })[]
  /** Where the text refers to notes. */
  references: { kind: NoteKind; id: string; run: Run }[]
  unread: Set<Unread>
  /** Prefix of the document's own elements, usually `w:`. */
  prefix: string
  /** Namespace of that prefix. */
  namespace: string
}

export const noteKinds = ['footnote', 'endnote'] as const
export type NoteKind = (typeof noteKinds)[number]

/** What is on the page or in the file and is not read. */
export type Unread = '公式' | '图表' | '插入的文件' | '隐藏的文字' | '页眉页脚'

const deepest = 400
const longestText = 8_000_000

/** Elements whose text is not on the page: deleted, moved away, an older copy for older programs, phonetic hints. */
const hidden = ['del', 'moveFrom', 'rt']

interface Building {
  text: string[]
  pieces: { piece: Piece; length: number }[]
  cell: OpenCell | undefined
  /** Its style hides its text. */
  hidden: boolean
  /** Its mark is deleted or hidden: the next paragraph of the same cell goes on with it. */
  goesOn: boolean
  note: string | undefined
  /** Paragraphs of text boxes anchored in this one: they follow it. */
  inside: Building[]
}

/**
 * Reads document.xml, footnotes.xml and the like: paragraphs in order, one line each; cells of a table row are paragraphs of
 * their own. `hiding` are the styles whose text is hidden.
 */
export function readWord(xml: string, hiding: ReadonlySet<string> = new Set()): WordText {
  const [, prefix = '', namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'] = rootOf(xml)
  const finished: Building[] = []
  const open: Building[] = []
  const path: string[] = []
  let hiddenAt = -1
  const runs: Run[] = []
  let text: { tag: Tag; run: Run } | undefined
  let propertiesFrom = -1
  const trail = noTables()
  const references: WordText['references'] = []
  const unread = new Set<Unread>()
  let note: string | undefined
  for (const token of tokens(xml)) {
    if (token.kind === 'text') continue
    const name = token.name.startsWith(prefix) ? token.name.slice(prefix.length) : `:${token.name}`
    const run = runs.at(-1)
    const paragraph = open.at(-1)
    if (token.kind === 'open') {
      path.push(token.name)
      if (path.length > deepest) tooDeep()
      if (hiddenAt < 0 && (hidden.includes(name) || token.name.endsWith(':Fallback'))) hiddenAt = path.length
      enterTable(trail, name)
      if (name === 'p')
        open.push({ text: [], pieces: [], cell: cellOf(trail), hidden: false, goesOn: false, note, inside: [] })
      else if (name === 'r') {
        const hidden = paragraph?.hidden ?? false
        runs.push({ start: token.start, end: 0, properties: '', first: -1, last: -1, hidden })
      } else if (isNote(name)) note = attribute(xml.slice(token.start, token.end), `${prefix}id`)
      else if (name === 'rPr' && path.at(-2) === `${prefix}r`) propertiesFrom = token.start
      else if (name === 't' && run && hiddenAt < 0) text = { tag: token, run }
    }
    if (
      run &&
      name !== 'rPr' &&
      name !== 'r' &&
      token.kind !== 'close' &&
      path.at(token.kind === 'open' ? -2 : -1) === `${prefix}r`
    ) {
      if (run.first < 0) run.first = token.start
      run.last = token.start
    }
    if (token.kind !== 'close') {
      const value = (attributeName: string) => attribute(xml.slice(token.start, token.end), attributeName)
      const [owner, properties] = path.slice(0, token.kind === 'open' ? -1 : undefined).slice(-2)
      const off = /^(?:0|false|off)$/
      if (properties === `${prefix}rPr`) {
        const gone = name === 'vanish' && !off.test(value(`${prefix}val`) ?? '')
        if (owner === `${prefix}r` && run) {
          if (name === 'vanish') run.hidden = gone
          else if (name === 'rStyle') run.hidden ||= hiding.has(value(`${prefix}val`) ?? '')
        } else if (owner === `${prefix}pPr` && paragraph && (gone || name === 'del' || name === 'moveFrom'))
          paragraph.goesOn = true
      } else if (name === 'pStyle' && paragraph) paragraph.hidden = hiding.has(value(`${prefix}val`) ?? '')
      if (hiddenAt < 0) {
        const kind = noteKinds.find((one) => name === `${one}Reference`)
        if (kind && run) references.push({ kind, id: value(`${prefix}id`) ?? '', run })
        const what = unreadOf(name, token.name, value)
        if (what) unread.add(what)
      }
    }
    if (token.kind !== 'close' && placing.has(name) && isCurrent(path, token.kind, prefix))
      tableProperty(trail, name, attribute(xml.slice(token.start, token.end), `${prefix}val`))
    if (token.kind === 'empty' && run && !run.hidden && paragraph && hiddenAt < 0) {
      const mark = name === 'tab' ? '\t' : name === 'br' || name === 'cr' ? '\n' : name === 'noBreakHyphen' ? '-' : ''
      if (mark && path.at(-1) === `${prefix}r`)
        add(paragraph, mark, 'break', token, token.end, token.end, token.end, run)
    }
    if (token.kind === 'close') {
      if (path.pop() !== token.name) damaged()
      if (path.length < hiddenAt) hiddenAt = -1
      leaveTable(trail, name)
      if (isNote(name)) note = undefined
      if (name === 'p') close(open, finished)
      else if (name === 'r' && run) {
        run.end = token.end
        runs.pop()
      } else if (name === 'rPr' && run && propertiesFrom >= 0 && path.at(-1) === `${prefix}r`) {
        run.properties = xml.slice(propertiesFrom, token.end)
        propertiesFrom = -1
      } else if (name === 't' && text && paragraph) {
        const raw = xml.slice(text.tag.end, token.start)
        if (text.run.hidden) {
          if (/\d/.test(raw)) unread.add('隐藏的文字')
        } else if (raw)
          add(paragraph, resolveEntities(raw), 'text', text.tag, text.tag.end, token.start, token.end, text.run)
        text = undefined
      }
    }
  }
  if (path.length) damaged()
  return { ...join(finished), tables: tablesOf(trail), references, unread, prefix, namespace }
}

const isNote = (name: string) => noteKinds.some((one) => one === name)

/** `name` without the prefix of the document. */
function unreadOf(
  name: string,
  full: string,
  value: (attributeName: string) => string | undefined,
): Unread | undefined {
  if (name === 'altChunk' || name === 'subDoc') return '插入的文件'
  const other = full.slice(full.indexOf(':') + 1)
  if (other === 'oMath') return '公式'
  if (other === 'OLEObject') return value('ProgID')?.startsWith('Equation') ? '公式' : '插入的文件'
  return other === 'chart' || other === 'relIds' ? '图表' : undefined
}

/** The styles of styles.xml whose text is hidden, also by a style that they are based on. */
export function hidingStyles(xml: string): Set<string> {
  const based = new Map<string, string>()
  const hiding = new Map<string, boolean>()
  let style = ''
  for (const token of tokens(xml)) {
    if (token.kind === 'text' || token.kind === 'close') continue
    const colon = token.name.indexOf(':') + 1
    const value = (name: string) =>
      attribute(xml.slice(token.start, token.end), token.name.slice(0, colon) + name) ?? ''
    const name = token.name.slice(colon)
    if (name === 'style') style = value('styleId')
    else if (name === 'basedOn') based.set(style, value('val'))
    else if (name === 'vanish') hiding.set(style, !/^(?:0|false|off)$/.test(value('val')))
  }
  const isHiding = (id: string | undefined, steps = 20): boolean =>
    id !== undefined && steps > 0 && (hiding.get(id) ?? isHiding(based.get(id), steps - 1))
  return new Set([...hiding.keys(), ...based.keys()].filter((id) => isHiding(id)))
}

/** A property of the cell or row itself, not of what it was before a tracked change. */
function isCurrent(path: string[], kind: Tag['kind'], prefix: string): boolean {
  const [owner, properties] = path.slice(0, kind === 'open' ? -1 : undefined).slice(-2)
  return (
    (owner === `${prefix}tc` && properties === `${prefix}tcPr`) ||
    (owner === `${prefix}tr` && properties === `${prefix}trPr`)
  )
}

function rootOf(xml: string): string[] {
  for (const token of tokens(xml)) {
    if (token.kind === 'text') continue
    const prefix = token.name.includes(':') ? token.name.slice(0, token.name.indexOf(':') + 1) : ''
    const declared = new RegExp(`xmlns${prefix ? `:${prefix.slice(0, -1)}` : ''}\\s*=\\s*["']([^"']*)["']`)
    const namespace = declared.exec(xml.slice(token.start, token.end))?.[1]
    if (!/(?:^|:)(?:document|footnotes|endnotes|hdr|ftr)$/.test(token.name) || !namespace) break
    return ['', prefix, namespace]
  }
  return refuse('document.not_word', '文件不是 Word 文档。', { remedy: '请上传 .docx、.txt 或 .md 文件。' })
}

function damaged(): never {
  return refuse('file.damaged', '文件内容已损坏，无法读取。', {
    remedy: '请在 Word 或 WPS 中打开后另存为 .docx，再上传。',
  })
}

function tooDeep(): never {
  return refuse('document.too_deep', '文件结构过于复杂，无法读取。', { remedy: '请把正文复制到新的文档后再试。' })
}

function add(
  paragraph: Building,
  text: string,
  kind: Piece['kind'],
  tag: Tag,
  contentStart: number,
  contentEnd: number,
  tagEnd: number,
  run: Run,
): void {
  paragraph.text.push(text)
  const piece: Piece = { start: 0, end: 0, kind, tagStart: tag.start, contentStart, contentEnd, tagEnd, run }
  paragraph.pieces.push({ piece, length: text.length })
}

function close(open: Building[], finished: Building[]): void {
  const done = open.pop()
  const outer = open.at(-1)
  if (!done) return
  if (outer) outer.inside.push(done, ...done.inside)
  else finished.push(done, ...done.inside)
}

function join(finished: Building[]): Pick<WordText, 'text' | 'paragraphs' | 'pieces' | 'notes'> {
  const texts: string[] = []
  const paragraphs: Paragraph[] = []
  const pieces: Piece[] = []
  const notes: WordText['notes'] = []
  let at = 0
  let before: Building | undefined
  for (const paragraph of finished) {
    const goesOn = before?.goesOn && before.cell === paragraph.cell && before.inside.length === 0
    if (before && !goesOn) {
      texts.push('\n')
      at += 1
    }
    const start = at
    for (const { piece, length } of paragraph.pieces) {
      pieces.push({ ...piece, start: at, end: at + length })
      at += length
    }
    texts.push(...paragraph.text)
    const open = paragraphs.at(-1)
    if (goesOn && open) open.end = at
    else paragraphs.push({ start, end: at, cell: paragraph.cell !== undefined })
    if (paragraph.cell) addToCell(paragraph.cell, start, at)
    if (paragraph.note !== undefined) {
      const known = notes.at(-1)
      if (known?.id === paragraph.note) known.end = at
      else notes.push({ id: paragraph.note, start, end: at })
    }
    before = paragraph
    if (at > longestText) refuse('proofread.too_long', '文件太长，无法一次核对。', { remedy: '请分成几份再试。' })
  }
  return { text: texts.join(''), paragraphs, pieces, notes }
}
