/** Runs one command and tells how it went. Exit code 0: all well; 1: refused or not all well; 2: a fault of the program. */
import { randomUUID } from 'node:crypto'
import { Refusal, refuse, sentence } from '#problem.ts'
import { readArguments } from './arguments.ts'
import { commands, type Surroundings } from './commands.ts'

export async function run(argv: readonly string[], around: Omit<Surroundings, 'tell'>): Promise<number> {
  const json = argv.includes('--json')
  try {
    const args = readArguments(argv)
    const command =
      commands[args.command] ??
      refuse('command.unknown', `没有“${args.command}”这个命令。`, { remedy: '运行 shouwang help 看全部命令。' })
    const outcome = await command(args, { ...around, tell: (line) => process.stderr.write(`${line}\n`) })
    process.stdout.write(json ? `${JSON.stringify(outcome.json)}\n` : outcome.lines.map((line) => `${line}\n`).join(''))
    return outcome.failed ? 1 : 0
  } catch (error) {
    if (error instanceof Refusal) {
      if (json) process.stdout.write(`${JSON.stringify({ problems: error.problems })}\n`)
      else process.stderr.write(`${error.problems.map(sentence).join('\n')}\n`)
      return 1
    }
    const reference = randomUUID().slice(0, 8)
    process.stderr.write(`程序出了意料之外的错（编号 ${reference}），数据没有写一半。请把下面的内容发给维护人员：\n`)
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    if (json)
      process.stdout.write(
        `${JSON.stringify({ problems: [{ code: 'internal', message: '程序内部错误', reference }] })}\n`,
      )
    return 2
  }
}
