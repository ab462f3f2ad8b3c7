/** The little of the zip format that office files need: a wary look inside, copying as it stands, and writing. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib'

/** One file of a package, still packed, so that what is not changed is copied byte for byte. */
export interface ZipEntry {
  name: string
  method: number
  flags: number
  crc: number
  /** Unpacked size in bytes, as declared. */
  size: number
  packed: Uint8Array
}

export interface ZipLimits {
  /** Files in a package. */
  entries: number
  /** Unpacked bytes of one file. */
  size: number
  /** Times that a file may grow when it is unpacked; what stays below 1 MB may grow as it likes. */
  ratio: number
}

export type ZipFault = 'damaged' | 'too_many' | 'encrypted' | 'repeated' | 'overlapping'

const endMark = 0x06054b50
const centralMark = 0x02014b50
const localMark = 0x04034b50
const sizesMark = 0x08074b50
const encrypted = 1
/** Sizes and checksum stand behind the data. */
const sizesBehind = 8
const small = 1024 * 1024
/** A name may begin with what elsewhere is a byte order mark. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * The files of a package in the order of its central directory, or what is wrong with it. Nothing is unpacked. A package that needs the
 * 64-bit extension counts as damaged: it is far beyond what is read here.
 */
export function zipEntries(bytes: Uint8Array, limits?: ZipLimits): ZipEntry[] | ZipFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) return 'damaged'
  const count = view.getUint16(end + 10, true)
  if (limits && count > limits.entries) return 'too_many'
  const entries: ZipEntry[] = []
  const places: { start: number; end: number }[] = []
  for (let i = 0, at = view.getUint32(end + 16, true); i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== centralMark) return 'damaged'
    const nameLength = view.getUint16(at + 28, true)
    const start = view.getUint32(at + 42, true)
    if (at + 46 + nameLength > end || start + 30 > end || view.getUint32(start, true) !== localMark) return 'damaged'
    const data = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
    const place = { start, end: data + view.getUint32(at + 20, true) }
    if (place.end > bytes.length) return 'damaged'
    places.push(place)
    entries.push({
      name: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      packed: bytes.subarray(data, place.end),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  if (entries.some(({ flags }) => flags & encrypted)) return 'encrypted'
  if (new Set(entries.map(({ name }) => name)).size < count) return 'repeated'
  places.sort((a, b) => a.start - b.start)
  return places.some(({ end }, i) => end > (places[i + 1]?.start ?? end)) ? 'overlapping' : entries
}

/** The end record stands in the last 64 kB. */
function endOf(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  return undefined
}

/** Whether a file declares to be larger than it may, or grows more than it may. */
export function tooLarge({ size, packed }: ZipEntry, limits: ZipLimits): boolean {
  return size > limits.size || size > Math.max(small, packed.length * limits.ratio)
}

/** The contents of a file; `damaged` too when they are not what the package declares. No more than that is unpacked. */
export function unpack(entry: ZipEntry, limits?: ZipLimits): Uint8Array | 'damaged' | 'too_large' {
  const { method, packed, size, crc } = entry
  if (limits && tooLarge(entry, limits)) return 'too_large'
  if (method !== 0 && method !== 8) return 'damaged'
  // Some writers leave out even the two bytes that say that nothing follows.
  if (size === 0 && packed.length === 0) return packed
  try {
    const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
    return content.length === size && crc32(content) === crc ? content : 'damaged'
  } catch {
    return 'damaged'
  }
}

/** A file to be written. */
export function pack(name: string, content: Uint8Array): ZipEntry {
  return {
    name,
    method: 8,
    flags: 0x0800,
    crc: crc32(content),
    size: content.length,
    packed: deflateRawSync(content),
  }
}

/** A package of these files in this order. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const files: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const entry of entries) {
    const known = told(entry)
    const local = headerOf(known)
    directory.push(headerOf(known, offset))
    files.push(local, entry.packed)
    offset += local.length + entry.packed.length
  }
  return new Uint8Array(Buffer.concat([...files, directoryOf(directory, offset)]))
}

/**
 * A package that is written while the contents of its files are made: nothing of them is kept, so their sizes stand behind them. Under
 * 4 GB in all.
 */
export async function* zipStream(
  files: Iterable<{ name: string; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }>,
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, content } of files) {
    const line: Line = { name, method: 8, flags: 0x0800 | sizesBehind, crc: 0, size: 0, length: 0 }
    const start = offset
    const local = headerOf(line)
    yield local
    const deflate = createDeflateRaw()
    const measured = async function* () {
      for await (const chunk of content) {
        line.crc = crc32(chunk, line.crc)
        line.size += chunk.length
        yield chunk
      }
    }
    // What goes wrong comes out of the reading end, too.
    pipeline(Readable.from(measured()), deflate).catch(() => undefined)
    for await (const chunk of deflate) {
      line.length += chunk.length
      yield chunk
    }
    const sizes = Buffer.alloc(16)
    sizes.writeUInt32LE(sizesMark, 0)
    sizes.writeUInt32LE(line.crc, 4)
    sizes.writeUInt32LE(line.length, 8)
    sizes.writeUInt32LE(line.size, 12)
    yield sizes
    directory.push(headerOf(line, start))
    offset += local.length + line.length + sizes.length
  }
  yield directoryOf(directory, offset)
}

/** What a package tells of a file. */
type Line = Omit<ZipEntry, 'packed'> & {
  /** Packed size in bytes. */
  length: number
}

/** Sizes stand in the header here, so the flag that announces them behind the data must go. */
const told = ({ packed, ...entry }: ZipEntry): Line => ({
  ...entry,
  flags: entry.flags & ~sizesBehind,
  length: packed.length,
})

/** Lines of the directory, which begins at `offset`, and the end of a package. */
function directoryOf(directory: readonly Uint8Array[], offset: number): Uint8Array {
  const lines = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(endMark, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(lines.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([lines, end])
}

/** The header in front of a file, or, where its offset is given, its line in the directory. They share all but a few fields. */
function headerOf(entry: Line, offset?: number): Uint8Array {
  const name = Buffer.from(entry.name)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(entry.flags, 2)
  common.writeUInt16LE(entry.method, 4)
  // 1980-01-01, the first day that zip knows: the same input gives the same bytes.
  common.writeUInt16LE(0x21, 8)
  common.writeUInt32LE(entry.crc, 10)
  common.writeUInt32LE(entry.length, 14)
  common.writeUInt32LE(entry.size, 18)
  common.writeUInt16LE(name.length, 22)
  const mark = Buffer.alloc(offset === undefined ? 4 : 6)
  mark.writeUInt32LE(offset === undefined ? localMark : centralMark, 0)
  if (offset === undefined) return Buffer.concat([mark, common, name])
  mark.writeUInt16LE(20, 4)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(offset, 10)
  return Buffer.concat([mark, common, tail, name])
}
