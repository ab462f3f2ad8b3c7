/** Opens a report that somebody uploads: .docx, .txt or .md, as text with its paragraphs and tables. */
import { refuse } from '#problem.ts'
import { attribute, escapeXml, tokens } from '#xml.ts'
import { unpack, type ZipEntry, zipEntries } from '#zip.ts'
import { plainTables, type Table } from './table.ts'
import { hidingStyles, type NoteKind, noteKinds, type Paragraph, readWord, type Unread, type WordText } from './word.ts'

export interface Document {
  text: string
  /** Offsets into `text`, in order. */
  paragraphs: Paragraph[]
  /** In the order in which they begin. */
  tables: Table[]
  /** What of the file is not in `text`. */
  unread: Unread[]
}

const largestFile = 30 * 1024 * 1024
/** A long report with pictures has a few hundred files; XML seldom grows 50 times. */
const most = { entries: 5000, size: 64 * 1024 * 1024, ratio: 400 }

/**
 * The text of a file by its name and content. Throws a `Refusal` for files that are damaged, protected by a password,
 * too large, or of another kind.
 */
export async function readDocument(bytes: Uint8Array, name: string): Promise<Document> {
  if (bytes.length > largestFile)
    refuse('file.too_large', '文件超过 30 MB，无法核对。', {
      at: { file: name },
      remedy: '请删去图片后另存，或分成几份。',
    })
  if (bytes.length === 0) refuse('file.empty', '文件是空的。', { at: { file: name }, remedy: '请检查后重新上传。' })
  const kind = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    refuse(
      'file.password',
      kind === 'docx' ? '文件设有密码，无法打开。' : '这是旧格式的 Word 或 WPS 文件，无法读取。',
      {
        at: { file: name },
        remedy: kind === 'docx' ? '请取消密码后另存，再上传。' : '请在 Word 或 WPS 中另存为 .docx，再上传。',
      },
    )
  if (startsWith(bytes, [0x50, 0x4b])) {
    const { main, parts, unread } = readPackage(openPackage(bytes))
    const { text, paragraphs, tables } = [main, ...parts].reduce(after)
    return { text, paragraphs, tables, unread: [...unread] }
  }
  if (kind === 'docx')
    refuse('file.damaged', '文件已损坏，或不是真正的 .docx 文件。', {
      at: { file: name },
      remedy: '请在 Word 或 WPS 中打开后另存为 .docx，再上传。',
    })
  if (kind !== 'txt' && kind !== 'md' && kind !== 'markdown')
    refuse('document.kind', '只能核对 .docx、.txt、.md 文件。', {
      at: { file: name },
      remedy: '请另存为其中一种再上传。',
    })
  return plainDocument(decode(bytes, name))
}

/** Text that somebody typed or pasted. */
export function plainDocument(typed: string): Document {
  const text = typed.replace(/\r\n?/g, '\n')
  return { text, paragraphs: linesOf(text), tables: plainTables(text), unread: [] }
}

export interface Package {
  entries: ZipEntry[]
  /** Path of the main document, without a leading slash. */
  path: string
  xml: string
}

/** Opens a .docx down to the XML of its main document. */
export function openPackage(bytes: Uint8Array): Package {
  const entries = filesOf(bytes)
  const path = mainPart(entries)
  const entry = entries.find((e) => e.name === path)
  if (!entry) refuse('document.not_word', '文件不是 Word 文档。', { remedy: '请上传 .docx、.txt 或 .md 文件。' })
  return { entries, path, xml: xmlOf(entry) }
}

export interface PackageText {
  main: WordText
  /** Footnotes and endnotes; their offsets are those in the text of the whole, in which they stand behind the main text. */
  parts: (WordText & { kind: NoteKind })[]
  unread: Set<Unread>
}

/** The main text, the notes, and what is in neither. */
export function readPackage({ entries, path, xml }: Package): PackageText {
  const partsOf = (type: string) =>
    targetsOf(entries, path, type).flatMap((name) => {
      const entry = entries.find((e) => e.name === name)
      return entry ? [xmlOf(entry)] : []
    })
  const hiding = new Set(partsOf('/styles').flatMap((styles) => [...hidingStyles(styles)]))
  const main = readWord(xml, hiding)
  const parts: PackageText['parts'] = []
  let length = main.text.length
  for (const kind of noteKinds)
    for (const part of partsOf(`/${kind}s`).map((notes) => readWord(notes, hiding))) {
      if (!part.text.trim()) continue
      parts.push({ ...moved(part, length + 1), kind })
      length += part.text.length + 1
    }
  const unread = new Set([main, ...parts].flatMap((part) => [...part.unread]))
  const margins = ['/header', '/footer'].flatMap(partsOf).map((part) => readWord(part, hiding).text)
  if (margins.some(saysFigures)) unread.add('页眉页脚')
  return { main, parts, unread }
}

/** Something else than the number of the page or a date. */
function saysFigures(text: string): boolean {
  return text
    .replace(/\d+\s*年(?:\s*\d+\s*月)?(?:\s*\d+\s*日)?/g, '')
    .replace(/[第共]\s*\d+\s*页/g, '')
    .split('\n')
    .some((line) => /\d/.test(line) && !/^[\s\d\-—–·./|]*$/.test(line))
}

/** A part behind `by` characters of other text. */
function moved(part: WordText, by: number): WordText {
  const shift = <T extends { start: number; end: number }>(span: T): T => ({
    ...span,
    start: span.start + by,
    end: span.end + by,
  })
  return {
    ...part,
    paragraphs: part.paragraphs.map(shift),
    pieces: part.pieces.map(shift),
    notes: part.notes.map(shift),
    tables: part.tables.map((table) => ({ ...shift(table), cells: table.cells.map(shift) })),
  }
}

function after(text: WordText, part: WordText): WordText {
  const { paragraphs, tables } = part
  return {
    ...text,
    text: `${text.text}\n${part.text}`,
    paragraphs: [...text.paragraphs, ...paragraphs],
    tables: [...text.tables, ...tables],
  }
}

export function relationsPath(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

/** Paths of the parts that the main document at `path` has under relations whose type ends with `type`. */
export function targetsOf(entries: ZipEntry[], path: string, type: string): string[] {
  const relations = entries.find((e) => e.name === relationsPath(path))
  const xml = relations ? xmlOf(relations) : ''
  return [...tokens(xml)].flatMap((token) => {
    if (token.kind === 'text' || !token.name.endsWith('Relationship')) return []
    const tag = xml.slice(token.start, token.end)
    const target = attribute(tag, 'Type')?.endsWith(type) ? attribute(tag, 'Target') : undefined
    if (target === undefined) return []
    return [target.startsWith('/') ? target.slice(1) : path.slice(0, path.lastIndexOf('/') + 1) + target]
  })
}

function filesOf(bytes: Uint8Array): ZipEntry[] {
  const entries = zipEntries(bytes, most)
  if (entries === 'too_many')
    refuse('file.too_many_parts', '文件内的部件太多，不像一份报告。', { remedy: '请另存为新的 .docx 后再试。' })
  if (entries === 'encrypted')
    refuse('file.password', '文件设有密码，无法打开。', { remedy: '请取消密码后另存，再上传。' })
  return typeof entries === 'string' ? damaged() : entries
}

/** The text of an XML file of a package, by its byte order mark or as UTF-8. */
export function xmlOf(entry: ZipEntry): string {
  const bytes = unpack(entry, most)
  if (bytes === 'too_large')
    refuse('file.too_large', '文件展开后过大，无法核对。', { remedy: '请把正文另存为新的 .docx，或分成几份再试。' })
  if (bytes === 'damaged') return damaged()
  const wide = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8'
  const xml = new TextDecoder(wide).decode(bytes)
  return xml.includes('<![CDATA[') ? xml.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, text) => escapeXml(text)) : xml
}

function damaged(): never {
  return refuse('file.damaged', '文件已损坏，无法打开。', {
    remedy: '请在 Word 或 WPS 中打开后另存为 .docx，再上传。',
  })
}

function mainPart(entries: ZipEntry[]): string {
  const relations = entries.find((e) => e.name === '_rels/.rels')
  if (relations) {
    const xml = xmlOf(relations)
    for (const token of tokens(xml)) {
      if (token.kind === 'text' || !token.name.endsWith('Relationship')) continue
      const tag = xml.slice(token.start, token.end)
      if (attribute(tag, 'Type')?.endsWith('/officeDocument'))
        return (attribute(tag, 'Target') ?? '').replace(/^\//, '')
    }
  }
  return 'word/document.xml'
}

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((b, i) => bytes[i] === b)
}

/** UTF-8, UTF-16 by its mark, or GB18030, which older editors in China write. */
function decode(bytes: Uint8Array, name: string): string {
  const byMark = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : undefined
  for (const encoding of byMark ? [byMark] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\u0000')) return text
    } catch {
      // Not this encoding; the next one may fit.
    }
  }
  return refuse('file.encoding', '文件不是文字文件，或编码无法识别。', {
    at: { file: name },
    remedy: '请用记事本另存为 UTF-8 编码的 .txt，再上传。',
  })
}

function linesOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let start = 0
  for (const line of text.split('\n')) {
    paragraphs.push({ start, end: start + line.length, cell: false })
    start += line.length + 1
  }
  return paragraphs
}
