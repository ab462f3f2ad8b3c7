/** A small, wary reader and writer of zip packages: enough for .docx, and no more than that. */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { refuse } from '#problem.ts'

/** One file of a package, still packed, so that what is not changed is copied byte for byte. */
export interface Entry {
  name: string
  method: number
  flags: number
  crc: number
  /** Unpacked size in bytes. */
  size: number
  packed: Uint8Array
}

const limits = {
  /** Files in a package. A long report with pictures has a few hundred. */
  entries: 5000,
  /** Unpacked bytes of one file. */
  size: 64 * 1024 * 1024,
  /** Times that a large file may grow when unpacked; XML seldom exceeds 50. */
  ratio: 400,
  /** Files below this may grow as they like. */
  small: 1024 * 1024,
}

const endSignature = 0x06054b50
const centralSignature = 0x02014b50
const localSignature = 0x04034b50
const encrypted = 1

function damaged(): never {
  return refuse('document.damaged', '文件已损坏，无法打开。', {
    remedy: '请在 Word 或 WPS 中打开后另存为 .docx，再上传。',
  })
}

/** The files of a package by its central directory. Refuses what is damaged, encrypted or unreasonably large. */
export function readZip(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > limits.entries)
    refuse('document.too_many_files', '文件内的部件太多，不像一份报告。', { remedy: '请另存为新的 .docx 后再试。' })
  const entries: Entry[] = []
  const names = new Set<string>()
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== centralSignature) damaged()
    const flags = view.getUint16(at + 8, true)
    const nameLength = view.getUint16(at + 28, true)
    const packedSize = view.getUint32(at + 20, true)
    const local = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (names.has(name) || local + 30 > bytes.length || view.getUint32(local, true) !== localSignature) damaged()
    names.add(name)
    if (flags & encrypted)
      refuse('document.encrypted', '文件设有密码，无法打开。', { remedy: '请取消密码后另存，再上传。' })
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (start + packedSize > bytes.length) damaged()
    entries.push({
      name,
      flags,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      packed: bytes.subarray(start, start + packedSize),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function endOfDirectory(view: DataView): number {
  const furthest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= furthest; at--)
    if (view.getUint32(at, true) === endSignature && view.getUint32(at + 16, true) <= at) return at
  return damaged()
}

/** The unpacked bytes of one file. */
export function unpack(entry: Entry): Uint8Array {
  const allowed = Math.max(limits.small, entry.packed.length * limits.ratio)
  if (entry.size > limits.size || entry.size > allowed)
    refuse('document.too_large', '文件展开后过大，无法核对。', { remedy: '请把正文另存为新的 .docx，或分成几份再试。' })
  if (entry.method !== 0 && entry.method !== 8) damaged()
  try {
    const bytes =
      entry.method === 0
        ? entry.packed
        : inflateRawSync(entry.packed, { maxOutputLength: Math.max(1, Math.min(limits.size, allowed, entry.size)) })
    if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) damaged()
    return bytes
  } catch {
    return damaged()
  }
}

/** A file to be written, packed. */
export function pack(name: string, bytes: Uint8Array): Entry {
  return { name, method: 8, flags: 0x0800, crc: crc32(bytes), size: bytes.length, packed: deflateRawSync(bytes) }
}

/** A package of these files in this order. */
export function writeZip(entries: Entry[]): Uint8Array {
  const chunks: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const entry of entries) {
    const name = new TextEncoder().encode(entry.name)
    const local = header(localSignature, entry, name, offset)
    directory.push(header(centralSignature, entry, name, offset))
    chunks.push(local, entry.packed)
    offset += local.length + entry.packed.length
  }
  const size = directory.reduce((sum, d) => sum + d.length, 0)
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, endSignature, true)
  end.setUint16(8, entries.length, true)
  end.setUint16(10, entries.length, true)
  end.setUint32(12, size, true)
  end.setUint32(16, offset, true)
  return Buffer.concat([...chunks, ...directory, new Uint8Array(end.buffer)])
}

/** The header of a file in front of its bytes, or its line in the directory; they share all but a few fields. */
function header(signature: number, entry: Entry, name: Uint8Array, offset: number): Uint8Array {
  const central = signature === centralSignature
  const length = central ? 46 : 30
  const out = new Uint8Array(length + name.length)
  const view = new DataView(out.buffer)
  const common = central ? 6 : 4
  view.setUint32(0, signature, true)
  if (central) view.setUint16(4, 20, true)
  view.setUint16(common, 20, true)
  // Sizes stand in the header here, so the flag that announces them behind the data must go.
  view.setUint16(common + 2, entry.flags & ~8, true)
  view.setUint16(common + 4, entry.method, true)
  // 1980-01-01, the first day that zip knows: the same input gives the same bytes.
  view.setUint16(common + 8, 0x21, true)
  view.setUint32(common + 10, entry.crc, true)
  view.setUint32(common + 14, entry.packed.length, true)
  view.setUint32(common + 18, entry.size, true)
  view.setUint16(common + 22, name.length, true)
  if (central) view.setUint32(42, offset, true)
  out.set(name, length)
  return out
}
