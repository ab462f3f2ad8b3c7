/** Runs a task on what strangers send in a thread that can be killed: whatever a file does to it, the program lives on. */
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { type Problem, Refusal } from './problem.ts'

/** What one task may take. */
export interface Allowed {
  seconds: number
  megabytes: number
}

export interface ThreadOptions {
  allowed: Allowed
  /** What is said of a task that takes more. */
  exhausted: Problem
  /** Kills the thread when it aborts. */
  signal?: AbortSignal
}

type Message<A> = { answer: A } | { problems: [Problem, ...Problem[]]; cause?: unknown }

/**
 * What the built worker answers to the task; both plain data. Throws what the thread refuses, `exhausted` when it takes more than it may,
 * the reason of the signal, and otherwise an error with that on which the thread broke as its cause. When this ends, so has the thread.
 */
export async function inThread<A>(worker: URL, task: unknown, options: ThreadOptions): Promise<A> {
  const { allowed, exhausted, signal } = options
  signal?.throwIfAborted()
  const thread = new Worker(worker, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: allowed.megabytes },
    stderr: true,
  })
  const watching = new AbortController()
  let timer: NodeJS.Timeout | undefined
  try {
    const message = await new Promise<Message<A>>((resolve, reject) => {
      const stop = () => resolve({ problems: [exhausted] })
      timer = setTimeout(stop, allowed.seconds * 1000)
      signal?.addEventListener('abort', () => reject(signal.reason), { signal: watching.signal })
      thread.once('message', resolve)
      thread.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? stop()
          : reject(new Error('a thread broke on its task', { cause: error })),
      )
      thread.once('exit', () => reject(new Error('the thread ended without an answer')))
    })
    if ('problems' in message) throw Object.assign(new Refusal(...message.problems), { cause: message.cause })
    return message.answer
  } finally {
    clearTimeout(timer)
    watching.abort()
    await thread.terminate()
  }
}

/** The whole of a worker: does the task it was started with, and answers it or refuses it. */
export async function answerTask<T>(work: (task: T) => Promise<unknown>): Promise<void> {
  const message = await work(workerData as T).then(
    (answer) => ({ answer }),
    (error) => {
      if (error instanceof Refusal)
        return { problems: error.problems, ...(error.cause instanceof Error && { cause: error.cause }) }
      throw error
    },
  )
  parentPort?.postMessage(message)
}
