/** Reading, proofreading and commenting in a thread of its own: a large or hostile text makes nobody else wait. */
import { type Problem, problem, refuse } from '#problem.ts'
import { type Allowed, inThread } from '#thread.ts'
import { takingTurns } from '#turns.ts'
import { workerFile } from '#worker-file.ts'
import type { Document } from './document.ts'
import type { Finding, Proofreading, ProofreadOptions } from './proofread.ts'

export type Source = { text: string } | { bytes: Uint8Array; name: string }

export type Task =
  | { do: 'proofread'; source: Source; options: ProofreadOptions }
  | { do: 'comment'; bytes: Uint8Array; findings: readonly Finding[] }

export interface Answers {
  proofread: Proofreading & { document: Document }
  comment: Uint8Array
}

/** Above this an answer is more than a server should hand on, and more than a page can show. */
const longest = { characters: 500_000, paragraphs: 100_000, cells: 100_000 }

/** What one text may take. Half a million characters full of figures take 5 s and 200 MB on a small machine. */
export const perText: Allowed = { seconds: 20, megabytes: 512 }

const inTurn = takingTurns({
  atOnce: 2,
  waiting: 10,
  seconds: 30,
  busy: problem('proofread.busy', '正在核对的文件太多，暂时排不上。', {
    remedy: '请过一两分钟再试。',
    retryAfter: 60,
  }),
})

/**
 * Does the task when its turn comes. Throws the refusals of `readDocument`, and one where the text is too long, takes more than is
 * allowed, or too many others wait; kills the thread and throws the signal's reason when that aborts.
 */
export function proofreadInThread<T extends Task>(
  task: T,
  { allowed, signal }: { allowed: Allowed; signal: AbortSignal },
): Promise<Answers[T['do']]> {
  const options = { allowed, exhausted: exhausted(allowed), signal }
  return inTurn(() => inThread(workerFile('proofread-worker'), task, options), signal)
}

function exhausted({ seconds, megabytes }: Allowed): Problem {
  const most = `${seconds} 秒或 ${megabytes} MB 内存`
  return problem('proofread.exhausted', `这份文字太大或太复杂，${most}不够用，已经停下。`, {
    remedy: '请分成几份，分别核对；Word 文件可以先只保留正文，另存后再试。',
  })
}

/** Refuses a text that is too long to be proofread at once. */
export function checkLength({ text, paragraphs, tables }: Document): void {
  const cells = tables.reduce((sum, table) => sum + table.cells.length, 0)
  for (const [count, most, what] of [
    [text.length, longest.characters, '个字'],
    [paragraphs.length, longest.paragraphs, '段'],
    [cells, longest.cells, '个单元格'],
  ] as const)
    if (count > most)
      refuse('proofread.too_long', `这份文件有 ${count} ${what}，一次最多核对 ${most} ${what}。`, {
        remedy: '请分成几份再核对。',
      })
}
