/** The thread that touches foreign tables. */
import { answerTask } from '#thread.ts'
import { writeReturned } from './mark.ts'
import { parseTable } from './parse.ts'
import type { Answers, Task } from './thread.ts'

await answerTask(async (task: Task): Promise<Answers[keyof Answers]> => {
  if (task.do === 'mark') return { copy: await writeReturned(task.sheets) }
  return { table: await parseTable(task.bytes, task.name) }
})
