/** Runs one command and tells how it went. Exit code 0: all well; 1: refused or not all well; 2: a fault of the program. */
import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { gather } from '#define/catalog.ts'
import { Refusal, refuse } from '#problem.ts'
import { diskFull } from '#store/engine/database-error.ts'
import { givenTo, readLine } from './arguments.ts'
import { type Command, command, type Outcome, type Surroundings, synopsis } from './command.ts'
import { commands } from './commands/index.ts'
import { isFull } from './files.ts'
import { asData, asLine } from './told.ts'
import { usage, usageOf } from './usage.ts'

/** Where the answer and the complaints go. */
export interface Streams {
  out: { write(text: string): unknown }
  err: { write(text: string): unknown }
}

const help = command('help', {
  says: '全部命令，或一个命令怎么写',
  more: { says: '命令' },
  async run({ more }) {
    const asked = more.map(named)
    if (asked.length > 0) return helpOf(asked)
    return { json: { commands: all.map((c) => c.name) }, lines: usage(all) }
  },
})

/** In the order in which help and the manual list them. */
export const all: readonly Command[] = [...commands, help]

function named(name: string): Command {
  return (
    all.find((c) => c.name === name) ??
    refuse('command.unknown', `没有“${name}”这个命令。`, { remedy: '运行 shouwang help 看全部命令。' })
  )
}

function helpOf(asked: readonly Command[]): Outcome {
  const json = asked.map((c) => ({ command: c.name, written: synopsis(c), says: c.says }))
  return { json, lines: asked.flatMap((c, i) => (i === 0 ? usageOf(c) : ['', ...usageOf(c)])) }
}

export async function run(
  argv: readonly string[],
  around: Omit<Surroundings, 'tell'>,
  { out, err }: Streams,
): Promise<number> {
  const line = readLine(argv, all)
  const answer = async (): Promise<Outcome> => {
    const one = named(line.name ?? 'help')
    if (line.help && one !== help) return helpOf([one])
    return one.run(givenTo(one, line), { ...around, tell: (said) => err.write(`${said}\n`) })
  }
  try {
    const { json, lines, failed } = await answer()
    out.write(line.json ? `${JSON.stringify(json)}\n` : lines.map((said) => `${said}\n`).join(''))
    return failed ? 1 : 0
  } catch (thrown) {
    // No room even for the lock of the data folder.
    const error = isFull(thrown) ? diskFull() : thrown
    if (error instanceof Refusal) {
      const catalog = gather(around.content)
      if (line.json) out.write(`${JSON.stringify({ problems: error.problems.map((p) => asData(p, catalog)) })}\n`)
      else err.write(`${error.problems.map((p) => asLine(p, catalog)).join('\n')}\n`)
      return 1
    }
    const reference = randomUUID().slice(0, 8)
    err.write(`程序出了意料之外的错（编号 ${reference}），数据没有写一半。请把下面的内容发给维护人员：\n`)
    // With every cause behind it.
    err.write(`${inspect(error)}\n`)
    if (line.json)
      out.write(`${JSON.stringify({ problems: [{ code: 'unexpected', message: '程序内部错误', reference }] })}\n`)
    return 2
  }
}
