/** The thread that touches foreign files. Whatever a file does to it, the program lives on. */
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../problem.ts'
import { markCopy } from './mark.ts'
import { parseTable } from './parse.ts'
import { type Answers, exhausted, type Failure, type Task } from './thread.ts'

async function work(task: Task): Promise<Answers[keyof Answers] | Failure> {
  try {
    if (task.do === 'mark') return { copy: await markCopy(task.bytes, task.name, task.marks) }
    return { table: await parseTable(task.bytes, task.name) }
  } catch (error) {
    if (error instanceof Refusal) return { problems: error.problems }
    // hucre's words for a table whose corner cells span more than 20 million cells.
    return { problems: / cells\), over the /.test(String(error)) ? [exhausted(task.name)] : [] }
  }
}

parentPort?.postMessage(await work(workerData as Task))
