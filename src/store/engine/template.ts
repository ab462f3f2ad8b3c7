/**
 * The packed empty database. PostgreSQL takes seconds to make one; unpacking it takes a fraction, and a folder
 * unpacked aside and then renamed is either whole or not there.
 */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { packageRoot } from '#worker-file.ts'

const require = createRequire(import.meta.url)

/** The folder of PGlite's own files, such as pglite.wasm. */
export const pgliteFolder = dirname(require.resolve('@electric-sql/pglite'))

const { version } = require(join(pgliteFolder, '..', 'package.json')) as { version: string }

/** Named by PGlite's version, because a cluster belongs to the program that made it; scripts/build.mjs writes it. */
const templateFile = join(packageRoot(), 'dist', `bare-database-${version}.tar.gz`)

let tar: Promise<Uint8Array<ArrayBuffer>> | undefined

/** The empty cluster as a tar, read once per process. `npm run build` packs it. */
export function emptyCluster(): Promise<Uint8Array<ArrayBuffer>> {
  tar ??= readFile(templateFile).then(async (packed) => new Uint8Array(await promisify(gunzip)(packed)))
  tar.catch(() => {
    tar = undefined
  })
  return tar
}

interface Entry {
  name: string
  folder: boolean
  content: Uint8Array
}

/** The entries of a ustar archive with short names, which is what PGlite writes. */
function* entriesOf(tar: Uint8Array): Generator<Entry> {
  const text = (from: number, length: number) => {
    const field = Buffer.from(tar.buffer, tar.byteOffset + from, length).toString('latin1')
    return field.slice(0, field.indexOf('\0') >= 0 ? field.indexOf('\0') : length)
  }
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8)
    yield {
      name: text(at, 100),
      folder: text(at + 156, 1) === '5',
      content: tar.subarray(at + 512, at + 512 + size),
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+').catch(() => open(path, 'r'))
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await sync(path)
}

/** Unpacks the cluster into `folder`, which must not exist, and does not return before all of it is on the disk. */
export async function unpack(tar: Uint8Array, folder: string): Promise<void> {
  const half = `${folder}.unfinished`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true, mode: 0o700 })
  const folders = [half]
  const files: Entry[] = []
  for (const entry of entriesOf(tar)) {
    if (entry.folder) {
      const path = join(half, entry.name)
      await mkdir(path, { recursive: true, mode: 0o700 })
      folders.push(path)
    } else files.push(entry)
  }
  const writers = Array.from({ length: 8 }, async () => {
    for (let file = files.pop(); file; file = files.pop()) {
      const path = join(half, file.name)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const handle = await open(path, 'wx', 0o600)
      try {
        await handle.writeFile(file.content)
        await handle.sync()
      } finally {
        await handle.close()
      }
    }
  })
  await Promise.all(writers)
  for (const path of folders) await syncFolder(path)
  await rename(half, folder)
  await syncFolder(dirname(folder))
}
