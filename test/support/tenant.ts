import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { packageRoot } from '../../src/worker-file.ts'

/** Another process that has a data folder open. */
export interface Tenant {
  pid: number
  /** Every line it has said after opening; in 'write' mode the ids it was told are committed. */
  lines: string[]
  /** Sends a word and returns its next line. */
  ask(word: 'count'): Promise<string>
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
}

/** For a program that is killed within seconds: it does not live to see the database compiled a second time for speed. */
export const SHORT_LIVED = ['--liftoff-only']

/** Bundled by test/support/build.mjs. */
const program = join(packageRoot(), 'dist', 'test', 'support', 'tenant-program.js')

/** Starts it and waits until the folder is open. Throws with what it said when it could not open it. */
export async function tenant(folder: string, mode: 'hold' | 'write' | 'beside'): Promise<Tenant> {
  const child = spawn(process.execPath, [...SHORT_LIVED, program, folder, mode], { stdio: ['pipe', 'pipe', 'pipe'] })
  const gone = once(child, 'exit')
  let complaints = ''
  child.stderr.on('data', (text) => {
    complaints += text
  })
  const lines: string[] = []
  const reader = createInterface(child.stdout)
  const opened = new Promise<void>((resolve, reject) => {
    reader.once('line', () => resolve())
    child.once('exit', () => reject(new Error(complaints)))
  })
  await opened
  reader.on('line', (line) => lines.push(line))
  return {
    pid: child.pid!,
    lines,
    async ask(word) {
      const answer = once(reader, 'line')
      child.stdin.write(`${word}\n`)
      return (await answer)[0]
    },
    kill: () => kill(child, gone),
  }
}

async function kill(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL')
  await gone
}
