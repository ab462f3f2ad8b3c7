/** The text of a WordprocessingML document, with where in the XML each stretch of it stands. */
import { refuse } from '#problem.ts'
import { attribute, resolveEntities, type Tag, tokens } from '#xml.ts'
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
  /** Prefix of the document's own elements, usually `w:`. */
  prefix: string
  /** Namespace of that prefix. */
  namespace: string
}

const deepest = 400
const longestText = 8_000_000

/** Elements whose text is not on the page: deleted, moved away, an older copy for older programs, phonetic hints. */
const hidden = ['del', 'moveFrom', 'rt']

interface Building {
  text: string[]
  pieces: { piece: Piece; length: number }[]
  cell: OpenCell | undefined
  /** Paragraphs of text boxes anchored in this one: they follow it. */
  inside: Building[]
}

/** Reads document.xml: paragraphs in order, one line each; cells of a table row are paragraphs of their own. */
export function readWord(xml: string): WordText {
  const [, prefix = '', namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'] = rootOf(xml)
  const finished: Building[] = []
  const open: Building[] = []
  const path: string[] = []
  let hiddenAt = -1
  const runs: Run[] = []
  let text: { tag: Tag; run: Run } | undefined
  let propertiesFrom = -1
  const trail = noTables()
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
      if (name === 'p') open.push({ text: [], pieces: [], cell: cellOf(trail), inside: [] })
      else if (name === 'r') runs.push({ start: token.start, end: 0, properties: '', first: -1, last: -1 })
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
    if (token.kind !== 'close' && placing.has(name) && isCurrent(path, token.kind, prefix))
      tableProperty(trail, name, attribute(xml.slice(token.start, token.end), `${prefix}val`))
    if (token.kind === 'empty' && run && paragraph && hiddenAt < 0) {
      const mark = name === 'tab' ? '\t' : name === 'br' || name === 'cr' ? '\n' : name === 'noBreakHyphen' ? '-' : ''
      if (mark && path.at(-1) === `${prefix}r`)
        add(paragraph, mark, 'break', token, token.end, token.end, token.end, run)
    }
    if (token.kind === 'close') {
      if (path.pop() !== token.name) damaged()
      if (path.length < hiddenAt) hiddenAt = -1
      leaveTable(trail, name)
      if (name === 'p') close(open, finished)
      else if (name === 'r' && run) {
        run.end = token.end
        runs.pop()
      } else if (name === 'rPr' && run && propertiesFrom >= 0 && path.at(-1) === `${prefix}r`) {
        run.properties = xml.slice(propertiesFrom, token.end)
        propertiesFrom = -1
      } else if (name === 't' && text && paragraph) {
        const raw = xml.slice(text.tag.end, token.start)
        if (raw) add(paragraph, resolveEntities(raw), 'text', text.tag, text.tag.end, token.start, token.end, text.run)
        text = undefined
      }
    }
  }
  if (path.length) damaged()
  return { ...join(finished), tables: tablesOf(trail), prefix, namespace }
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
    if (!token.name.endsWith('document') || !namespace) break
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

function join(finished: Building[]): { text: string; paragraphs: Paragraph[]; pieces: Piece[] } {
  const lines: string[] = []
  const paragraphs: Paragraph[] = []
  const pieces: Piece[] = []
  let at = 0
  for (const paragraph of finished) {
    const start = at
    for (const { piece, length } of paragraph.pieces) {
      pieces.push({ ...piece, start: at, end: at + length })
      at += length
    }
    lines.push(paragraph.text.join(''))
    paragraphs.push({ start, end: at, cell: paragraph.cell !== undefined })
    if (paragraph.cell) addToCell(paragraph.cell, start, at)
    at += 1
    if (at > longestText) refuse('proofread.too_long', '文件太长，无法一次核对。', { remedy: '请分成几份再试。' })
  }
  return { text: lines.join('\n'), paragraphs, pieces }
}
