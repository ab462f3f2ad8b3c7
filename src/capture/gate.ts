/** Looks at a foreign file before any parser does: what it really is, and whether it is safe to unpack. */
import { type Code, type Problem, problem, Refusal, refuse } from '#problem.ts'
import { tooLarge, unpack, type ZipEntry, zipEntries } from '#zip.ts'
import { isUtf16 } from './csv.ts'
import { partsOf, workbookPart } from './package.ts'
import { type FileKind, limits } from './table.ts'

const megabyte = 1024 * 1024
const mostRows = 1_048_576
const most = { entries: 2000, size: 200 * megabyte, ratio: 200 }

/** Refuses a file that is empty or too large to be looked at. */
export function checkSize(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) {
    refuse('file.empty', '文件是空的。', {
      at: { file: name },
      remedy: '请确认文件已经保存并关闭，再重新选择。',
    })
  }
  if (bytes.length > limits.bytes) {
    const size = (bytes.length / megabyte).toFixed(1)
    refuse('file.too_large', `文件有 ${size} MB，超过 20 MB。`, {
      at: { file: name },
      remedy: '请删去图片，或分成几个文件导入。',
    })
  }
}

/**
 * What the file is by its content, whatever its name says. Refuses what must not reach a parser: damaged or encrypted files, zip bombs,
 * files inside files, names that lead outside, overlapping entries, document type declarations. Unpacks every part once, so it runs in
 * the worker.
 */
export function gate(bytes: Uint8Array, name: string): FileKind {
  checkSize(bytes, name)
  if (startsWith(bytes, [0x50, 0x4b])) {
    checkZip(bytes, name)
    return 'xlsx'
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    if (holds(bytes, Buffer.from('EncryptedPackage', 'utf16le'))) protectedByPassword(name)
    refuseOtherOldOffice(bytes, name)
    return 'xls'
  }
  if (holds(bytes.subarray(0, 4096), Buffer.from('urn:schemas-microsoft-com:office:spreadsheet'))) {
    notASheet('这是“XML 表格 2003”格式的表格，这里读不了。', name)
  }
  refuseOtherTexts(bytes, name)
  if (looksLikeMarkup(bytes)) {
    refuse('import.web_page', '这个文件的名字像表格，内容却是网页（有些系统导出的“Excel”是这样）。', {
      at: { file: name },
      remedy: '请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入。',
    })
  }
  if (!isUtf16(bytes) && bytes.subarray(0, 64 * 1024).includes(0)) {
    refuse('import.unknown_file', '认不出这个文件的格式。', {
      at: { file: name },
      remedy: '请用 .xlsx、.xls 或 .csv 文件。',
    })
  }
  return 'csv'
}

/** Refuses a file that asks for a password. */
export function protectedByPassword(name: string): never {
  refuse('file.password', '文件有打开密码，读不了。', {
    at: { file: name },
    remedy: '请在 Excel 或 WPS 里去掉密码，保存后再导入。',
  })
}

/** Refuses a file that no parser understands. `cause`: what the parser says. */
export function damaged(name: string, cause?: unknown): never {
  const refusal = new Refusal(
    problem('file.damaged', '文件不完整或已损坏，读不了。', {
      at: { file: name },
      remedy: '请用 Excel 或 WPS 打开，另存为新的 .xlsx 再导入；打不开的，请让对方重新发送。',
    }),
  )
  throw Object.assign(refusal, { cause })
}

/** What a parser of somebody else throws at a file is about the file; what our own code throws is not, and never comes here. */
export function unreadable(name: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Refusal) throw error
    const words = String(error)
    // hucre's words for a table whose corner cells span more than 20 million cells.
    if (/ cells\), over the /.test(words)) throw new Refusal(exhausted(name))
    if (/password|encrypt/i.test(words)) protectedByPassword(name)
    return damaged(name, error)
  }
}

/** Refuses XML that is none as damage of this file; every other error goes its way. */
export function readingXml<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal && error.problems[0].at === undefined) damaged(name, error)
    throw error
  }
}

/** A table that takes more time or memory than it may. */
export function exhausted(name: string): Problem {
  return problem('import.too_large', '表格太大，读不下来。', {
    at: { file: name },
    remedy: '请删去空白行和图片，或分成几个文件（每个不超过 5 万行）导入。',
  })
}

function checkZip(bytes: Uint8Array, name: string): void {
  const unsafe = (code: Code, message: string): never =>
    refuse(code, message, { at: { file: name }, remedy: '请用 Excel 或 WPS 打开，另存为新的 .xlsx 再导入。' })
  const entries = entriesOf(bytes, name, unsafe)
  const names = new Set(entries.map((entry) => entry.name))
  if (entries.some((entry) => /^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(entry.name))) {
    unsafe('import.path', '文件里有指向别处的部件，可能被改动过。')
  }
  if (partsOf(entries).size < entries.length) unsafe('import.twice', '文件里有同名的部件，可能被改动过。')
  if (entries.some((entry) => entry.method !== 0 && entry.method !== 8)) damaged(name)
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (total > most.size || entries.some((entry) => tooLarge(entry, most))) {
    const size = Math.round(total / megabyte)
    refuse('file.zip_bomb', `文件只有 ${kilobytes(bytes)}，展开后却有 ${size} MB，不能打开。`, {
      at: { file: name },
      remedy: '多半是表格下方有大量空白行带着格式：请把有内容的行复制到新表，保存后再导入。',
    })
  }
  const main = readingXml(name, () => workbookPart(partsOf(entries)))
  if (main === undefined) otherOffice(names, name)
  for (const entry of entries) {
    if (entry.name.endsWith('/')) continue
    const unpacked = unpack(entry, most)
    const content = typeof unpacked === 'string' ? damaged(name) : unpacked
    if (/\.(zip|rar|7z|gz|xls[xmb]?|doc[xm]?|ppt[xm]?)$/i.test(entry.name) || startsWith(content, [0x50, 0x4b, 3, 4])) {
      refuse('import.nested', '文件里还装着别的文件。', {
        at: { file: name },
        remedy: '请在 Excel 或 WPS 里删去表格中插入的文件（附件），或把有内容的行复制到新表，保存后再导入。',
      })
    }
    if (/\.(xml|rels|vml)$/i.test(entry.name) && declaresType(content)) {
      unsafe('file.doctype', '文件里有表格不该有的声明（DOCTYPE）。')
    }
    const rows = /\.xml$/i.test(entry.name) ? count(content, '<row') : 0
    if (rows > mostRows) unsafe('import.too_large', `一张工作表里有 ${rows} 行，比 Excel 能打开的还多。`)
  }
}

function entriesOf(bytes: Uint8Array, name: string, unsafe: (code: Code, message: string) => never): ZipEntry[] {
  const faults = {
    damaged: () => damaged(name),
    encrypted: () => protectedByPassword(name),
    too_many: () => unsafe('file.too_many_parts', `文件里的部件超过 ${most.entries} 个，正常的表格不会这么多。`),
    repeated: () => unsafe('import.twice', '文件里有同名的部件，可能被改动过。'),
    overlapping: () => unsafe('import.overlap', '文件的内部结构互相重叠，可能被改动过。'),
  }
  const entries = zipEntries(bytes, most)
  return typeof entries === 'string' ? faults[entries]() : entries
}

function kilobytes(bytes: Uint8Array): string {
  return bytes.length < megabyte ? `${Math.ceil(bytes.length / 1024)} KB` : `${(bytes.length / megabyte).toFixed(1)} MB`
}

function otherOffice(names: ReadonlySet<string>, name: string): never {
  const what = names.has('word/document.xml')
    ? '这是 Word 文件，不是表格。'
    : names.has('ppt/presentation.xml')
      ? '这是演示文稿，不是表格。'
      : names.has('xl/workbook.bin')
        ? '这是 .xlsb 格式的表格，这里读不了。'
        : names.has('content.xml')
          ? '这是 .ods 格式的表格，这里读不了。'
          : '这是压缩包，不是表格。'
  notASheet(what, name)
}

/** Word and PowerPoint, too, kept their files in such containers until 2003. A workbook may hold some of theirs. */
function refuseOtherOldOffice(bytes: Uint8Array, name: string): void {
  const named = (stream: string) => holds(bytes, Buffer.from(`${stream}\0`, 'utf16le'))
  if (named('Workbook') || named('Book')) return
  if (named('WordDocument')) notASheet('这是 Word 文件，不是表格。', name)
  if (named('PowerPoint Document')) notASheet('这是演示文稿，不是表格。', name)
}

/** Texts by which other programs hand tables on. As a CSV they would be nonsense, and as a web page misnamed. */
function refuseOtherTexts(bytes: Uint8Array, name: string): void {
  const head = new TextDecoder().decode(bytes.subarray(0, 4096)).trimStart()
  if (/^ID;P/.test(head)) notASheet('这是 .slk 格式的表格，这里读不了。', name)
  if (/^TABLE\r?\n0,1\r?\n/.test(head)) notASheet('这是 .dif 格式的表格，这里读不了。', name)
  if (!/^<\?xml/i.test(head) || /<(!doctype )?html/i.test(head)) return
  if (head.includes('opendocument')) notASheet('这是 .fods 格式的表格，这里读不了。', name)
  notASheet('这是 XML 数据文件，不是表格。', name)
}

function notASheet(what: string, name: string): never {
  refuse('import.not_a_sheet', what, {
    at: { file: name },
    remedy: '请用 Excel 或 WPS 打开表格，另存为 .xlsx 再导入。',
  })
}

/** In UTF-8, and in UTF-16, where every other byte is zero. */
function declaresType(content: Uint8Array): boolean {
  return holds(content, Buffer.from('<!DOCTYPE')) || holds(content, Buffer.from('<!DOCTYPE', 'utf16le'))
}

function count(content: Uint8Array, mark: string): number {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  let found = 0
  for (let at = buffer.indexOf(mark); at >= 0; at = buffer.indexOf(mark, at + 1)) found++
  return found
}

function looksLikeMarkup(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart()
  return /^(<\?xml|<!doctype|<html|<head|<meta|<table|<style)/i.test(head)
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte)
}

function holds(bytes: Uint8Array, mark: Buffer): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark)
}
