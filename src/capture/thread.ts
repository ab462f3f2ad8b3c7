/** What is done to a foreign table in a thread of its own. */
import { type Problem, problem, Refusal } from '#problem.ts'
import { inThread } from '#thread.ts'
import { workerFile } from '#worker-file.ts'
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

const allowed = { megabytes: 512, seconds: 15 }

/** Refuses what the thread refuses, what takes it longer than 15 s or more than 512 MB, and what no parser understands. */
export async function inFileThread<T extends Task>(task: T): Promise<Answers[T['do']]> {
  checkSize(task.bytes, task.name)
  const worker = workerFile('file-worker')
  try {
    return await inThread(worker, task, { allowed, exhausted: exhausted(task.name) })
  } catch (error) {
    if (error instanceof Refusal) throw error
    return damaged(task.name)
  }
}

/** A table that takes more time or memory than it may. */
export function exhausted(name: string): Problem {
  return problem('import.too_large', '表格太大，读不下来。', {
    at: { file: name },
    remedy: '请删去空白行和图片，或分成几个文件（每个不超过 5 万行）导入。',
  })
}
