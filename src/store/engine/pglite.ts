import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { problem, Refusal } from '#problem.ts'
import type { Engine } from '#store/engine.ts'
import { programVersion, workerFile } from '#worker-file.ts'
import { lend } from './beside.ts'
import { connectionLost, diskFull } from './database-error.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { lineFor } from './line.ts'
import type { Reply, Start, Stopped, Task } from './pglite-messages.ts'
import { emptyCluster, pgliteFolder, unpack } from './template.ts'
import { inTransaction, refuseNesting } from './transaction.ts'
import { sessionOn, type Wire } from './wire.ts'

export interface PgliteEngine extends Engine {
  /** How often the files were forced to the disk since opening; every commit of a change forces at least once. */
  fsyncs(): Promise<number>
}

const CLOSE_MS = 20_000

/** The number of the thread's first message, which nobody asked for. */
const OPENED = 0

/**
 * Opens the database in `folder` (made when missing), or one in memory for 'memory', which is gone on close.
 * One connection: transactions wait for each other, those of long questions behind the others.
 * Throws the Refusal `store.folder_in_use` while another process has the folder.
 */
export async function openPglite(folder: string): Promise<PgliteEngine> {
  if (folder === 'memory') return engineOn(await startThread({ template: await emptyCluster() }))
  await makeFolder(folder)
  let thread: Thread | undefined
  const lock = await lockFolder(folder, () => thread?.stop(connectionLost()))
  try {
    thread = await startThread({ folder: await cluster(folder) })
    const engine = await engineOn(thread, lock)
    await checkDurable(engine, folder)
    return engine
  } catch (error) {
    await abandon(thread, lock)
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw diskFull()
    throw error
  }
}

async function abandon(thread: Thread | undefined, lock: FolderLock): Promise<void> {
  await thread?.stop(connectionLost())
  await lock.release()
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw diskFull()
    throw new Refusal(
      problem('store.folder_unusable', `不能在这里存放数据（${code}）。`, {
        at: { file: resolve(folder) },
        remedy: '请换一个文件夹，或请管理员给运行守望的用户写这个文件夹的权限。',
      }),
    )
  }
}

/** The cluster's folder inside `folder`, unpacked on first use. Call with the lock held. */
async function cluster(folder: string): Promise<string> {
  const path = join(folder, 'pgdata')
  if (!existsSync(path)) {
    await unpack(await emptyCluster(), path)
    return path
  }
  // After a power cut this file may be left empty, and PostgreSQL then refuses to start.
  const pidFile = join(path, 'postmaster.pid')
  const found = await stat(pidFile).catch(() => undefined)
  if (found?.size === 0) await rm(pidFile)
  return path
}

/** PGlite's fsync hangs on the inside of a pinned version: an office must not run a day without it unnoticed. */
async function checkDurable(engine: PgliteEngine, folder: string): Promise<void> {
  const before = await engine.fsyncs()
  await engine.transaction((connection) => connection.query("SELECT pg_logical_emit_message(true, 'shouwang', '')"))
  if ((await engine.fsyncs()) === before)
    throw new Error(`commits in ${folder} do not reach the disk: fsync is not called`)
}

let compiled: Promise<WebAssembly.Module> | undefined

/** Compiled once per process and handed to every thread. */
function wasm(): Promise<WebAssembly.Module> {
  compiled ??= readFile(join(pgliteFolder, 'pglite.wasm')).then((file) => WebAssembly.compile(new Uint8Array(file)))
  return compiled
}

interface Thread {
  ask(task: Task): Promise<unknown>
  /** Ends the thread at once; what was asked and everything asked later fails with `reason`. */
  stop(reason: Refusal): Promise<void>
}

async function startThread(start: { folder?: string; template?: Uint8Array<ArrayBuffer> }): Promise<Thread> {
  const data: Start = { folder: start.folder, template: start.template, wasm: await wasm() }
  const worker = new Worker(workerFile('pglite-worker'), { workerData: data, stderr: false })
  const waiting = new Map<number, { done(value: unknown): void; fail(error: unknown): void }>()
  let over: Refusal | undefined
  let last = OPENED

  const end = (reason: Refusal) => {
    over ??= reason
    for (const { fail } of waiting.values()) fail(over)
    waiting.clear()
  }
  const stop = async (reason: Refusal) => {
    end(reason)
    await worker.terminate()
  }
  worker.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (!('error' in reply)) {
      asked?.done(reply.ok)
      return
    }
    asked?.fail(reply.id === OPENED ? unopened(reply.error) : gaveUp(reply.error))
    // PostgreSQL that has given up inside its thread answers nothing sensible any more.
    void stop(connectionLost())
  })
  worker.on('error', () => end(connectionLost()))
  worker.on('exit', () => end(connectionLost()))

  const expect = (id: number) =>
    new Promise<unknown>((done, fail) => {
      waiting.set(id, { done, fail })
    })
  await expect(OPENED)
  return {
    stop,
    ask(task) {
      if (over) return Promise.reject(over)
      const id = ++last
      const answer = expect(id)
      worker.postMessage({ id, task }, task.kind === 'wire' ? [task.bytes.buffer] : [])
      return answer
    },
  }
}

/** A folder PostgreSQL cannot start from: damaged, from another version, or not allowed to be read. */
function unopened({ message, lastWords }: Stopped): Refusal {
  if (/No space left|ENOSPC/.test(lastWords + message)) return diskFull()
  return new Refusal(
    problem('store.unopened', `数据库没有打开：${lastWords || message}`, {
      remedy:
        '数据还在原处，请不要改动数据文件夹；请管理员先整个复制一份，再把上面这句话交给维护人员，或从最近的备份恢复。',
    }),
  )
}

function gaveUp({ message, lastWords }: Stopped): Refusal {
  const refusal = /No space left|ENOSPC/.test(lastWords + message) ? diskFull() : connectionLost()
  refusal.cause = new Error(lastWords || message)
  return refusal
}

/** With a lock, other programs that find the folder held may work through this one. */
async function engineOn(thread: Thread, lock?: FolderLock): Promise<PgliteEngine> {
  const wire: Wire = async (bytes) => (await thread.ask({ kind: 'wire', bytes })) as Uint8Array
  const session = sessionOn(wire)
  const { rows } = await session.run('SHOW server_version_num', [])
  const line = lineFor({ atOnce: 1, long: 1 })
  let closing: Promise<void> | undefined
  const version = Number(rows[0]!.server_version_num)

  const turn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing) throw connectionLost()
    return line.turn(work)
  }
  const lender = lock && (await lend(lock.owner, programVersion(), { version, wire, turn }))

  const close = async () => {
    await line.idle()
    await lender?.close()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS)
    })
    await Promise.race([thread.ask({ kind: 'close' }).catch(() => undefined), late])
    clearTimeout(timer)
    await thread.stop(connectionLost())
    await lock?.release()
  }

  return {
    kind: 'pglite',
    version,
    async transaction(work, options = {}) {
      refuseNesting()
      return turn(() => inTransaction(session, work, options))
    },
    async fsyncs() {
      return (await thread.ask({ kind: 'fsyncs' })) as number
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}
