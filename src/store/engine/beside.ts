/**
 * Commands beside a running office: the program that holds the embedded database lends its one session, turn by turn, to other
 * programs of the same user on the same machine. What crosses is what crosses to the database's thread, one frame a message.
 */
import { chmod, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { problem, Refusal } from '#problem.ts'
import type { Engine } from '#store/engine.ts'
import { connectionLost } from './database-error.ts'
import type { Owner } from './folder-lock.ts'
import { inTransaction, refuseNesting } from './transaction.ts'
import { sessionOn, type Wire } from './wire.ts'

/** A guest that holds the session and says nothing for so long has it taken away: an office must not wait for a stopped command. */
const SILENCE_MS = 60_000
const ANSWER_MS = 5_000
/** No statement or answer of ours comes near it. */
const FRAME_BYTES = 256 * 1024 * 1024
/** sun_path holds 108 bytes on Linux and 104 elsewhere. Source: unix(7). */
const SOCKET_PATH_BYTES = 100

/** One frame each way: a letter, then a text or the bytes of the database's own wire. */
type Letter = 'hello' | 'begin' | 'wire' | 'end'
const letters: readonly Letter[] = ['hello', 'begin', 'wire', 'end']

interface Frame {
  letter: Letter
  bytes: Uint8Array<ArrayBuffer>
}

interface Hello {
  token: string
  program: string
}

interface Welcome {
  program: string
  version: number
}

/** Where the holder of `folder` can be reached. In the folder itself, whose owner alone may enter, unless its path is too long. */
export function addressFor(folder: string, token: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\shouwang-${token}`
  const inside = resolve(folder, 'beside')
  return Buffer.byteLength(inside) <= SOCKET_PATH_BYTES ? inside : join(tmpdir(), `shouwang-${token}`)
}

export interface Lender {
  close(): Promise<void>
}

/** `turn` waits for the session and keeps it until its work is done; `wire` leads to it. */
export async function lend(
  { address, token }: Owner,
  program: string,
  { version, wire, turn }: { version: number; wire: Wire; turn(work: () => Promise<void>): Promise<void> },
): Promise<Lender> {
  const guests = new Set<Socket>()
  const server = createServer((socket) => {
    guests.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => guests.delete(socket))
    void host(socket).catch(() => socket.destroy())
  })

  async function host(socket: Socket): Promise<void> {
    const frames = framesOf(socket)
    const first = await frames.next(ANSWER_MS)
    const hello = first?.letter === 'hello' ? heard<Hello>(first) : undefined
    if (hello?.token !== token) return void socket.destroy()
    say<Welcome>(socket, 'hello', { program, version })
    for (;;) {
      const asked = await frames.next()
      if (asked?.letter !== 'begin') return void socket.destroy()
      await turn(async () => {
        if (socket.destroyed) return
        send(socket, 'begin')
        for (;;) {
          const task = await frames.next(SILENCE_MS)
          if (task?.letter === 'end') break
          if (task?.letter === 'wire') send(socket, 'wire', await wire(task.bytes))
          else {
            // Gone, silent or not speaking our language: whatever it had begun is undone before anybody else is served.
            await sessionOn(wire).run('ROLLBACK', [])
            socket.destroy()
            return
          }
        }
        send(socket, 'end')
      })
    }
  }

  if (process.platform !== 'win32') await rm(address, { force: true })
  await new Promise<void>((done, fail) => server.once('error', fail).listen(address, done))
  if (process.platform !== 'win32') await chmod(address, 0o600)
  server.unref()
  return {
    async close() {
      server.close()
      for (const socket of guests) socket.destroy()
      if (process.platform !== 'win32') await rm(address, { force: true })
    },
  }
}

/** The database of the program that holds the folder, or undefined where none answers there. Throws a Refusal to another version. */
export async function openBeside({ address, token }: Owner, program: string): Promise<Engine | undefined> {
  // A lock of a program too old to lend.
  if (!address) return undefined
  const socket = connect(address)
  socket.on('error', () => {})
  const frames = framesOf(socket)
  say<Hello>(socket, 'hello', { token, program })
  const welcome = await frames.next(ANSWER_MS)
  if (!welcome) {
    socket.destroy()
    return undefined
  }
  const { program: theirs, version } = heard<Welcome>(welcome)!
  if (theirs !== program) {
    socket.destroy()
    throw new Refusal(
      problem('store.other_program', `正在运行的守望是 ${theirs} 版，这条命令是 ${program} 版的，不能一起用。`, {
        remedy: '请用正在运行的那一版的命令，或者先停下它，换成同一版再启动。',
      }),
    )
  }
  const ask = async (letter: Letter, bytes?: Uint8Array): Promise<Uint8Array> => {
    if (socket.destroyed) throw connectionLost()
    send(socket, letter, bytes)
    const answer = await frames.next()
    if (!answer) throw connectionLost()
    return answer.bytes
  }
  const session = sessionOn((bytes) => ask('wire', bytes))
  let queue: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | undefined
  return {
    kind: 'pglite',
    version,
    async transaction(work, options = {}) {
      refuseNesting()
      if (closing) throw connectionLost()
      const result = queue.then(async () => {
        await ask('begin')
        try {
          return await inTransaction(session, work, options)
        } finally {
          // Lost on the way: what is lost with it has been said already.
          await ask('end').catch(() => undefined)
        }
      })
      queue = result.catch(() => undefined)
      return result
    },
    close() {
      closing ??= queue.then(() => void socket.end())
      return closing
    },
  }
}

function send(socket: Socket, letter: Letter, bytes: Uint8Array = new Uint8Array()): void {
  if (socket.destroyed) return
  const head = Buffer.alloc(5)
  head.writeUInt32BE(bytes.length + 1)
  head[4] = letters.indexOf(letter)
  socket.write(head)
  socket.write(bytes)
}

const say = <T>(socket: Socket, letter: Letter, what: T) => send(socket, letter, Buffer.from(JSON.stringify(what)))

/** Undefined where it was not said in our language. */
function heard<T>({ bytes }: Frame): T | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as T
  } catch {
    return undefined
  }
}

/** Frames in the order they came. `next` gives undefined once the other side is gone, or has said nothing for `silence` ms. */
function framesOf(socket: Socket): { next(silence?: number): Promise<Frame | undefined> } {
  const arrived: Frame[] = []
  let wake = () => {}
  let chunks: Buffer[] = []
  let held = 0
  socket.on('data', (chunk) => {
    chunks.push(chunk)
    held += chunk.length
    for (;;) {
      if (held < 5) return
      if (chunks[0]!.length < 5) chunks = [Buffer.concat(chunks)]
      const length = chunks[0]!.readUInt32BE()
      const letter = letters[chunks[0]![4]!]
      if (length < 1 || length > FRAME_BYTES || letter === undefined) return void socket.destroy()
      if (held < 4 + length) return
      const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
      // A copy: what is handed on to the thread is no longer here.
      arrived.push({ letter, bytes: Uint8Array.from(all.subarray(5, 4 + length)) })
      chunks = [all.subarray(4 + length)]
      held -= 4 + length
      wake()
    }
  })
  socket.on('close', () => wake())
  return {
    async next(silence) {
      if (arrived.length === 0 && !socket.destroyed) {
        await new Promise<void>((done) => {
          const timer = silence === undefined ? undefined : setTimeout(done, silence)
          wake = () => {
            clearTimeout(timer)
            done()
          }
        })
        wake = () => {}
      }
      return arrived.shift()
    },
  }
}
