/** Runs one task on a foreign file in a thread that can be killed. */
import { Worker } from 'node:worker_threads'
import { type Problem, problem, Refusal } from '../problem.ts'
import { workerFile } from '../worker-file.ts'
import { checkSize, damaged } from './gate.ts'
import type { Marks } from './mark.ts'
import type { Table } from './table.ts'

export type Task =
  | { do: 'read'; bytes: Uint8Array; name: string }
  | { do: 'mark'; bytes: Uint8Array; name: string; marks: Marks }

export interface Answers {
  read: { table: Table }
  mark: { copy: Uint8Array }
}

/** No problem in it: a parser failed without saying why. */
export interface Failure {
  problems: Problem[]
}

const allowed = { megabytes: 512, seconds: 15 }

/** Refuses what the thread refuses, what takes it longer than 15 s or more than 512 MB, and what no parser understands. */
export async function inThread<T extends Task>(task: T): Promise<Answers[T['do']]> {
  checkSize(task.bytes, task.name)
  const worker = new Worker(workerFile('file-worker'), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: allowed.megabytes },
    stderr: true,
  })
  let timer: NodeJS.Timeout | undefined
  try {
    const answer = await new Promise<Answers[T['do']] | Failure>((resolve) => {
      timer = setTimeout(() => resolve({ problems: [exhausted(task.name)] }), allowed.seconds * 1000)
      worker.once('message', resolve)
      worker.once('error', (error: NodeJS.ErrnoException) =>
        resolve({ problems: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? [exhausted(task.name)] : [] }),
      )
      worker.once('exit', () => resolve({ problems: [] }))
    })
    if (!('problems' in answer)) return answer
    const [first, ...others] = answer.problems
    if (!first) damaged(task.name)
    throw new Refusal(first, ...others)
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/** A table that takes more time or memory than it may. */
export function exhausted(name: string): Problem {
  return problem('import.too_large', '表格太大，读不下来。', {
    where: name,
    remedy: '请删去空白行和图片，或分成几个文件（每个不超过 5 万行）导入。',
  })
}
