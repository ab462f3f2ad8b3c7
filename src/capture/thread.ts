/** What is done to a foreign table in a thread of its own. */
import { inThread } from '#thread.ts'
import { workerFile } from '#worker-file.ts'
import { checkSize, exhausted } from './gate.ts'
import type { ReturnedSheet } from './mark.ts'
import type { Table } from './table.ts'

export type Task = { do: 'read'; bytes: Uint8Array; name: string } | { do: 'mark'; sheets: ReturnedSheet[] }

export interface Answers {
  read: { table: Table }
  mark: { copy: Uint8Array }
}

const allowed = { megabytes: 512, seconds: 15 }

/** Refuses what the thread refuses, and what takes it longer than 15 s or more than 512 MB. */
export async function inFileThread<T extends Task>(task: T): Promise<Answers[T['do']]> {
  if (task.do === 'read') checkSize(task.bytes, task.name)
  const name = task.do === 'read' ? task.name : '退回的文件'
  return inThread(workerFile('file-worker'), task, { allowed, exhausted: exhausted(name) })
}
