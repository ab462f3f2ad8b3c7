/** The little of the zip format that office files need: the list of entries, their contents, and writing them back. */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  /** Bytes as the central directory declares them. */
  size: number
  packed: number
  method: number
  encrypted: boolean
  /** Where the entry begins (its local header), and where its packed bytes do. */
  start: number
  data: number
}

const endMark = 0x06054b50
const centralMark = 0x02014b50
const localMark = 0x04034b50

/**
 * Entries in the order of the central directory, or undefined when this is not a whole zip file. Nothing is unpacked. Files that need
 * the 64-bit extension count as not whole: they are far beyond what is read here.
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== centralMark) return undefined
    const nameLength = view.getUint16(at + 28, true)
    const start = view.getUint32(at + 42, true)
    if (at + 46 + nameLength > end || start + 30 > end || view.getUint32(start, true) !== localMark) return undefined
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      start,
      data: start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The end record stands in the last 64 kB. */
function endOf(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  return undefined
}

/** Contents of an entry; undefined when it is damaged or holds more than it declares. */
export function unpack(bytes: Uint8Array, entry: ZipEntry): Uint8Array | undefined {
  const packed = bytes.subarray(entry.data, entry.data + entry.packed)
  if (entry.method === 0) return packed.length === entry.size ? packed : undefined
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) })
    return content.length === entry.size ? content : undefined
  } catch {
    return undefined
  }
}

/** A zip file of these contents. */
export function packZip(files: readonly { name: string; content: Uint8Array }[]): Uint8Array {
  const chunks: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content } of files) {
    const nameBytes = Buffer.from(name)
    const packed = deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const mark = Buffer.alloc(4)
    mark.writeUInt32LE(localMark, 0)
    chunks.push(mark, common, nameBytes, packed)
    const head = Buffer.alloc(6)
    head.writeUInt32LE(centralMark, 0)
    head.writeUInt16LE(20, 4)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(head, common, tail, nameBytes)
    offset += 30 + nameBytes.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(endMark, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...chunks, directory, end]))
}
