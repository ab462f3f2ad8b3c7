/**
 * The thread PGlite lives in, so that a long statement never stops the program's event loop.
 * Messages are answered one by one in the order they came.
 */
import fs from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { Start, Stopped, Task } from './pglite-messages.ts'
import { joined } from './wire.ts'

const port = parentPort!
const start = workerData as Start

let fsyncs = 0
/** The message being answered; 0 while opening. */
let answering = 0
/** PostgreSQL's last words before it stops by itself say why, such as a full disk. */
let lastWords = ''

interface NodeStream {
  nfd?: number
  node: unknown
}

interface NodeFilesystem {
  stream_ops: { fsync?: (stream: NodeStream) => number }
  realPath(node: unknown): string
  convertNodeCode(error: unknown): number
}

/** PGlite's folder filesystem with the one operation it lacks: fsync, without which a power cut loses commits. */
class DurableFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const { emscriptenOpts } = await super.init(pg, options)
    const withFsync = (module: object) => {
      const nodefs = (module as { NODEFS: NodeFilesystem }).NODEFS
      nodefs.stream_ops.fsync = (stream) => {
        try {
          if (stream.nfd === undefined) syncFolder(nodefs.realPath(stream.node))
          else fs.fsyncSync(stream.nfd)
        } catch (error) {
          return nodefs.convertNodeCode(error)
        }
        fsyncs++
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), withFsync] } }
  }
}

/** Windows cannot open a folder to sync it, and needs not. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = fs.openSync(path, 'r')
  try {
    fs.fsyncSync(folder)
  } finally {
    fs.closeSync(folder)
  }
}

/**
 * PGlite's own start parameters but for -F, which turns fsync off; fdatasync does nothing in WebAssembly, fsync does. On closing, the log
 * of changes that are in the tables is thrown away instead of kept for reuse: it would be larger than the tables after a long import.
 */
const durableParameters = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...[
    'fsync=on',
    'synchronous_commit=on',
    'full_page_writes=on',
    'wal_sync_method=fsync',
    'min_wal_size=32MB',
    'max_wal_size=64MB',
  ].flatMap((set) => ['-c', set]),
]

/** PGlite goes round for ever after a panic, such as a log that cannot be written: this thread ends instead. */
function stop(line: string): void {
  port.postMessage({ id: answering, error: describe(new Error(line)) })
  process.exit(1)
}

async function open(): Promise<PGlite> {
  const options: PGliteOptions = {
    pgliteWasmModule: start.wasm,
    onStderr: (line) => {
      if (/FATAL|PANIC/.test(line)) lastWords = line
      if (/PANIC/.test(line)) stop(line)
      return false
    },
  }
  if (start.folder !== undefined) {
    return PGlite.create({ ...options, fs: new DurableFS(start.folder), startParams: durableParameters })
  }
  return PGlite.create({ ...options, loadDataDir: start.template && new Blob([start.template]) })
}

/** The answer as it comes: PGlite's own ways of asking would also read it. */
async function overWire(pg: PGlite, question: Uint8Array): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  // A piece is a part of PGlite's memory that it will write over.
  await pg.execProtocolRawStream(question, { onRawData: (piece) => void pieces.push(piece.slice()) })
  return pieces.length === 1 ? pieces[0]! : joined(pieces)
}

/** Nobody makes a second database in here: without the two that it would be copied from, a folder has 400 files instead of 1,000. */
async function dropTemplates(pg: PGlite): Promise<void> {
  await pg.exec('UPDATE pg_database SET datistemplate = false')
  for (const name of ['template0', 'template1']) await pg.exec(`DROP DATABASE ${name}`)
}

async function perform(pg: PGlite, task: Task): Promise<unknown> {
  switch (task.kind) {
    case 'wire':
      return overWire(pg, task.bytes)
    case 'fsyncs':
      return fsyncs
    case 'dump':
      await dropTemplates(pg)
      return new Uint8Array(await (await pg.dumpDataDir('gzip')).arrayBuffer())
    case 'close':
      await pg.close()
      return undefined
  }
}

function describe(error: unknown): Stopped {
  return { message: `${(error as Error).message ?? error}`, lastWords }
}

const opened = open()
opened.then(
  () => port.postMessage({ id: 0, ok: undefined }),
  (error) => port.postMessage({ id: 0, error: describe(error) }),
)

let queue: Promise<unknown> = opened.catch(() => undefined)
port.on('message', ({ id, task }: { id: number; task: Task }) => {
  queue = queue.then(async () => {
    answering = id
    try {
      const ok = await perform(await opened, task)
      port.postMessage({ id, ok }, ok instanceof Uint8Array ? [ok.buffer as ArrayBuffer] : [])
    } catch (error) {
      port.postMessage({ id, error: describe(error) })
    }
  })
})
