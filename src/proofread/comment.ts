/** Writes findings into a copy of the .docx as Word comments. Everything that is not a comment stays as it is. */

import { attribute, escapeXml, rawOffset, tokens } from '#xml.ts'
import { pack, writeZip, type ZipEntry } from '#zip.ts'
import { openPackage, type PackageText, readPackage, relationsPath, targetsOf, xmlOf } from './document.ts'
import { type Finding, kindNames, type Severity } from './findings.ts'
import type { Span } from './plain.ts'
import type { Piece, Run, WordText } from './word.ts'

const author = '核数'
const severityNames: Record<Severity, string> = { error: '错误', doubt: '疑问', note: '提示' }
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** Documents of the strict form of the standard know the parts of a package by these. */
const strict = {
  namespace: 'http://purl.oclc.org/ooxml/',
  office: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
}
const contentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml'

/** A place in the text where comment marks go. Ends come before starts at the same place. */
interface Cut {
  offset: number
  markup: string
  opens: boolean
}

/**
 * A copy of the document with one comment for each finding, at its place. The offsets of the findings are those of the
 * text that `readDocument` gave for the same bytes. Throws a `Refusal` where `readDocument` would.
 */
export function comment(bytes: Uint8Array, findings: readonly Finding[]): Uint8Array {
  const opened = openPackage(bytes)
  const { entries, path, xml } = opened
  const read = readPackage(opened)
  const word = read.main
  const comments = existing(entries, path)
  const cuts = new Map<Piece, Cut[]>()
  const around: Around[] = []
  let written = ''
  let id = comments.next
  for (const finding of findings) {
    const range = rangeOf(word, finding)
    const note = range ? undefined : referenceOf(read, finding)
    if (!range && !note) continue
    const p = word.prefix
    const start = `<${p}commentRangeStart ${p}id="${id}"/>`
    const reference = `<${p}r><${p}commentReference ${p}id="${id}"/></${p}r>`
    const end = `<${p}commentRangeEnd ${p}id="${id}"/>${reference}`
    if (range) {
      mark(cuts, range.first, { offset: range.start, opens: true, markup: start })
      mark(cuts, range.last, { offset: range.end, opens: false, markup: end })
    } else if (note) {
      around.push({ position: note.start, opens: true, markup: start })
      around.push({ position: note.end, opens: false, markup: end })
    }
    written += commentXml(comments.prefix, id, finding)
    id++
  }
  if (!written) return writeZip(entries)
  const changed = new Map<string, string>([[path, rewrite(xml, word, cuts, around)]])
  if (comments.xml !== undefined) {
    const end = comments.xml.lastIndexOf(`</${comments.prefix}comments`)
    changed.set(comments.path, comments.xml.slice(0, end) + written + comments.xml.slice(end))
  } else {
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    changed.set(comments.path, `${head}<w:comments xmlns:w="${escapeXml(word.namespace)}">${written}</w:comments>`)
    register(
      entries,
      path,
      comments.path,
      word.namespace.startsWith(strict.namespace) ? strict.office : office,
      changed,
    )
  }
  return writeZip(replaced(entries, changed))
}

function replaced(entries: ZipEntry[], changed: Map<string, string>): ZipEntry[] {
  const encode = (xml: string) => new TextEncoder().encode(xml)
  const kept = entries.map((entry) => {
    const xml = changed.get(entry.name)
    return xml === undefined
      ? entry
      : pack(entry.name, encode(xml.replace(/^\uFEFF/, '').replace(/encoding="[^"]*"/i, 'encoding="UTF-8"')))
  })
  const names = new Set(entries.map((e) => e.name))
  return [...kept, ...[...changed].filter(([name]) => !names.has(name)).map(([name, xml]) => pack(name, encode(xml)))]
}

interface Comments {
  path: string
  /** Undefined when the document has no comments yet. */
  xml: string | undefined
  prefix: string
  /** First free comment number. */
  next: number
}

function existing(entries: ZipEntry[], main: string): Comments {
  const [known] = targetsOf(entries, main, '/comments')
  const path = known ?? `${main.slice(0, main.lastIndexOf('/') + 1)}comments.xml`
  const entry = entries.find((e) => e.name === path)
  if (!entry) return { path, xml: undefined, prefix: 'w:', next: 0 }
  let xml = xmlOf(entry)
  let prefix = 'w:'
  let next = 0
  let empty: { start: number; end: number } | undefined
  for (const token of tokens(xml)) {
    if (token.kind === 'text' || token.kind === 'close') continue
    if (/(?:^|:)comments$/.test(token.name)) {
      prefix = token.name.slice(0, -'comments'.length)
      if (token.kind === 'empty') empty = token
    } else if (/(?:^|:)comment$/.test(token.name))
      next = Math.max(next, Number(attribute(xml.slice(token.start, token.end), `${prefix}id`) ?? 0) + 1)
  }
  if (empty) xml = `${xml.slice(0, empty.end - 2)}></${prefix}comments>${xml.slice(empty.end)}`
  return { path, xml, prefix, next }
}

/** Says in the package that the comments exist: a relationship of the document and a content type. */
function register(entries: ZipEntry[], main: string, path: string, types: string, changed: Map<string, string>): void {
  const name = relationsPath(main)
  const entry = entries.find((e) => e.name === name)
  const relations = entry
    ? xmlOf(entry)
    : '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
  let id = 'proofread'
  while (relations.includes(`"${id}"`)) id += '1'
  const target = path.slice(main.lastIndexOf('/') + 1)
  changed.set(
    name,
    inserted(relations, 'Relationships', `<Relationship Id="${id}" Type="${types}/comments" Target="${target}"/>`),
  )
  const contents = entries.find((e) => e.name === '[Content_Types].xml')
  if (contents) {
    const override = `<Override PartName="/${path}" ContentType="${contentType}"/>`
    changed.set(contents.name, inserted(xmlOf(contents), 'Types', override))
  }
}

/** `xml` with `piece` as the last child of its root. */
function inserted(xml: string, root: string, piece: string): string {
  const end = xml.lastIndexOf(`</${root}`)
  return end < 0 ? xml.replace(/\/>\s*$/, `>${piece}</${root}>`) : xml.slice(0, end) + piece + xml.slice(end)
}

/** Marks around a whole run. */
interface Around extends Omit<Cut, 'offset'> {
  position: number
}

/** Where the text refers to the note in which a finding lies: notes themselves take no comments. */
function referenceOf({ main, parts }: PackageText, { start }: Finding): Run | undefined {
  for (const { kind, notes } of parts) {
    const id = notes.find((note) => note.start <= start && start < note.end)?.id
    const run = main.references.find((one) => one.kind === kind && one.id === id)?.run
    if (run) return run
  }
  return undefined
}

interface Range {
  first: Piece
  start: number
  last: Piece
  end: number
}

/** The pieces that a finding covers; a finding over several paragraphs is marked in its first. */
function rangeOf(word: WordText, finding: Finding): Range | undefined {
  const paragraph = word.paragraphs[firstEndingAfter(word.paragraphs, finding.start)]
  if (!paragraph || paragraph.start > finding.start) return undefined
  const end = Math.min(paragraph.end, finding.end)
  let first: Piece | undefined
  let last: Piece | undefined
  for (let i = firstEndingAfter(word.pieces, finding.start); i < word.pieces.length; i++) {
    const piece = word.pieces[i]
    if (!piece || piece.start >= end) break
    if (piece.kind !== 'text') continue
    first ??= piece
    last = piece
  }
  if (!first || !last) return undefined
  return { first, start: Math.max(first.start, finding.start), last, end: Math.min(last.end, end) }
}

/** Index of the first of the sorted spans that ends after `offset`. */
function firstEndingAfter(spans: readonly Span[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.end ?? 0) > offset) high = middle
    else low = middle + 1
  }
  return low
}

function mark(cuts: Map<Piece, Cut[]>, piece: Piece, cut: Cut): void {
  const list = cuts.get(piece) ?? []
  list.push(cut)
  cuts.set(piece, list)
}

/** The document with the marks in it: runs are cut where a mark falls inside them, keeping their look. */
function rewrite(xml: string, word: WordText, cuts: Map<Piece, Cut[]>, around: Around[]): string {
  const out: string[] = []
  let done = 0
  const copyTo = (at: number) => {
    out.push(xml.slice(done, at))
    done = at
  }
  const insertions = [
    ...[...cuts].flatMap(([piece, list]) =>
      list.map((cut) => ({ cut, at: placeOf(xml, piece, cut), look: piece.run.properties })),
    ),
    ...around.map((cut) => ({ cut, at: { position: cut.position, kind: 'outside' as const }, look: '' })),
  ]
  insertions.sort((a, b) => a.at.position - b.at.position || Number(a.cut.opens) - Number(b.cut.opens))
  for (const { cut, at, look } of insertions) {
    copyTo(at.position)
    const p = word.prefix
    const reopened = `<${p}r>${look}`
    if (at.kind === 'outside') out.push(cut.markup)
    else if (at.kind === 'run') out.push(`</${p}r>`, cut.markup, reopened)
    else out.push(`</${p}t></${p}r>`, cut.markup, reopened, `<${p}t xml:space="preserve">`)
  }
  copyTo(xml.length)
  return keepSpaces(out.join(''), word.prefix, cuts.size > 0)
}

interface Position {
  position: number
  /** Outside the run, between two elements of it, or inside a text element. */
  kind: 'outside' | 'run' | 'text'
}

function placeOf(xml: string, piece: Piece, cut: Cut): Position {
  const { run } = piece
  if (cut.offset === piece.start)
    return piece.tagStart === run.first
      ? { position: run.start, kind: 'outside' }
      : { position: piece.tagStart, kind: 'run' }
  if (cut.offset === piece.end)
    return piece.tagStart === run.last
      ? { position: run.end, kind: 'outside' }
      : { position: piece.tagEnd, kind: 'run' }
  const raw = xml.slice(piece.contentStart, piece.contentEnd)
  return { position: piece.contentStart + rawOffset(raw, cut.offset - piece.start), kind: 'text' }
}

/** A text that was cut at a space would lose it: such elements must say that their spaces count. */
function keepSpaces(xml: string, prefix: string, any: boolean): string {
  if (!any) return xml
  return xml.replaceAll(
    new RegExp(`<${prefix}t>([^<]*[ \\u3000])</${prefix}t></${prefix}r><${prefix}comment`, 'g'),
    (found) => found.replace(`<${prefix}t>`, `<${prefix}t xml:space="preserve">`),
  )
}

function commentXml(prefix: string, id: number, finding: Finding): string {
  const text = `【${severityNames[finding.severity]}·${kindNames[finding.kind]}】${finding.message}`
  const open = `<${prefix}comment ${prefix}id="${id}" ${prefix}author="${author}" ${prefix}initials="${author}">`
  return `${open}<${prefix}p><${prefix}r><${prefix}t xml:space="preserve">${escapeXml(text)}</${prefix}t></${prefix}r></${prefix}p></${prefix}comment>`
}
