/**
 * The thread PGlite lives in, so that a long statement never stops the program's event loop.
 * Messages are answered one by one in the order they came.
 */
import fs from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { Failure } from './database-error.ts'
import type { Start, Task, WorkerError } from './pglite-messages.ts'
import { readerOf } from './values.ts'

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

/** PGlite's own start parameters but for -F, which turns fsync off; fdatasync does nothing in WebAssembly, fsync does. */
const durableParameters = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'wal_sync_method=fsync'].flatMap((set) => [
    '-c',
    set,
  ]),
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

function message(type: string, body: string): Buffer {
  const content = Buffer.from(body)
  const head = Buffer.alloc(5)
  head.write(type, 'latin1')
  head.writeInt32BE(content.length + 4, 1)
  return Buffer.concat([head, content])
}

/** PGlite's own readers turn dates into Date: each is replaced by ours, or by none. */
function answerReaders(pg: PGlite): Record<string, (text: string) => unknown> {
  return Object.fromEntries(Object.keys(pg.parsers).map((oid) => [oid, readerOf(Number(oid))]))
}

/** Parameters come as the text to bind. */
const asBound = new Proxy({}, { get: () => (value: unknown) => value })

async function perform(pg: PGlite, task: Task): Promise<unknown> {
  switch (task.kind) {
    case 'run': {
      const options = { parsers: answerReaders(pg), serializers: asBound }
      const result =
        task.parameters.length === 0
          ? (await pg.exec(task.text, options)).at(-1)
          : await pg.query<Record<string, unknown>>(task.text, [...task.parameters], options)
      return { rows: result?.rows ?? [], command: result?.command ?? '', count: result?.rowCount ?? 0 }
    }
    case 'copy': {
      // The wire's own COPY, because COPY from a file is for superusers and the caller may have set a lesser role.
      const wire = [message('Q', `${task.statement}\0`), message('d', task.text), message('c', '')]
      const { messages } = await pg.execProtocol(Buffer.concat(wire))
      const done = messages.find((answer) => answer.name === 'commandComplete') as { text: string } | undefined
      return Number(done?.text.split(' ')[1])
    }
    case 'fsyncs':
      return fsyncs
    case 'dump':
      return new Uint8Array(await (await pg.dumpDataDir('gzip')).arrayBuffer())
    case 'close':
      await pg.close()
      return undefined
  }
}

/** Errors cross threads as plain fields: a class would arrive as a bare Error without its SQLSTATE. */
function describe(error: unknown): WorkerError {
  const { name, message, code, constraint, table, column, detail } = error as Error &
    Partial<Failure> & { code?: string }
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
    return { kind: 'database', failure: { sqlstate: code, message, constraint, table, column, detail } }
  }
  return { kind: name === 'RangeError' ? 'range' : 'stopped', message: `${message ?? error}`, lastWords }
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
      port.postMessage({ id, ok: await perform(await opened, task) })
    } catch (error) {
      port.postMessage({ id, error: describe(error) })
    }
  })
})
