/** The thread that touches foreign tables. */
import { Refusal } from '#problem.ts'
import { answerTask } from '#thread.ts'
import { markCopy } from './mark.ts'
import { parseTable } from './parse.ts'
import { type Answers, exhausted, type Task } from './thread.ts'

await answerTask(async (task: Task): Promise<Answers[keyof Answers]> => {
  try {
    if (task.do === 'mark') return { copy: await markCopy(task.bytes, task.name, task.marks) }
    return { table: await parseTable(task.bytes, task.name) }
  } catch (error) {
    // hucre's words for a table whose corner cells span more than 20 million cells.
    if (/ cells\), over the /.test(String(error))) throw new Refusal(exhausted(task.name))
    throw error
  }
})
