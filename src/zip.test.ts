import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack, unpack, writeZip, type ZipEntry, zipEntries, zipStream } from './zip.ts'

function filesOf(bytes: Uint8Array): ZipEntry[] {
  const entries = zipEntries(bytes)
  if (typeof entries === 'string') throw new Error(`the package is ${entries}`)
  return entries
}

const content = fc.uint8Array({ maxLength: 2000 })
const parts = fc.uniqueArray(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), content), {
  selector: ([name]) => name,
  maxLength: 6,
})

test('what is packed is unpacked as it was, and files that are copied keep every byte', () => {
  fc.assert(
    fc.property(parts, (files) => {
      const bytes = writeZip(files.map(([name, content]) => pack(name, content)))
      const entries = filesOf(bytes)
      expect(entries.map((entry) => [entry.name, [...unpack(entry)]])).toEqual(
        files.map(([name, content]) => [name, [...content]]),
      )
      expect(writeZip(entries)).toEqual(bytes)
    }),
  )
})

test('what is packed piece by piece is unpacked as it was', async () => {
  await fc.assert(
    fc.asyncProperty(parts, fc.integer({ min: 1, max: 700 }), async (files, at) => {
      const halved = files.map(([name, whole]) => ({ name, content: [whole.subarray(0, at), whole.subarray(at)] }))
      const written: Uint8Array[] = []
      for await (const piece of zipStream(halved)) written.push(piece)
      expect(filesOf(Buffer.concat(written)).map((entry) => [entry.name, [...unpack(entry)]])).toEqual(
        files.map(([name, content]) => [name, [...content]]),
      )
    }),
    { numRuns: 30 },
  )
})

test('limits are kept before anything is unpacked, and a changed byte is noticed', () => {
  const [large] = filesOf(writeZip([pack('a', new Uint8Array(2_000_000))]))
  const limits = { entries: 1, size: 10_000_000, ratio: 5000 }
  expect(unpack(large!, limits)).toHaveLength(2_000_000)
  expect(unpack(large!, { ...limits, size: 1_000_000 })).toBe('too_large')
  expect(unpack(large!, { ...limits, ratio: 500 })).toBe('too_large')
  const two = writeZip([pack('a', new Uint8Array(9)), { ...pack('b', new Uint8Array(9)), method: 0 }])
  expect(zipEntries(two, limits)).toBe('too_many')
  expect(filesOf(two).map((entry) => unpack(entry))[1]).toBe('damaged')
  const stored = { ...pack('a', new Uint8Array(9)), method: 0, packed: new Uint8Array(9) }
  expect(unpack(stored)).toEqual(new Uint8Array(9))
  expect(unpack({ ...stored, packed: new Uint8Array(9).fill(1) })).toBe('damaged')
})
