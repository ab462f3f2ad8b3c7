/** The thread that touches foreign reports. */
import { answerTask } from '#thread.ts'
import { comment } from './comment.ts'
import { plainDocument, readDocument } from './document.ts'
import { proofread } from './proofread.ts'
import { type Answers, checkLength, type Task } from './thread.ts'

await answerTask(async (task: Task): Promise<Answers[keyof Answers]> => {
  if (task.do === 'comment') return comment(task.bytes, task.findings)
  const { source, options } = task
  const document = 'text' in source ? plainDocument(source.text) : await readDocument(source.bytes, source.name)
  checkLength(document)
  return { document, ...proofread(document.text, { ...options, tables: document.tables, unread: document.unread }) }
})
