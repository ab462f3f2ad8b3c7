/** What is printed from the declarations of the commands: the list of all, the page of one, the manual's table (only there with its backticks). */
import { type Command, synopsis } from './command.ts'
import { common, type Flags, flagWritten } from './flags.ts'

export function usage(commands: readonly Command[]): string[] {
  return [
    '守望：一次录入，人人不漏，数数有据',
    '',
    ...columns(commands.map((c) => [c.name, plain(c.says)])),
    '',
    '运行 shouwang 命令 --help 看一个命令怎么写，如 shouwang void --help。',
    '每个命令都可以加 --json。数据在 --data 文件夹里，或由环境变量 DATABASE_URL 指定的 PostgreSQL 里。',
  ]
}

export function usageOf(command: Command): string[] {
  const flags: Flags = { ...command.flags, ...common }
  return [
    `shouwang ${synopsis(command)}`,
    '',
    `${plain(command.says)}。`,
    '',
    ...columns(
      Object.entries(flags).map(([name, flag]) => [
        flagWritten(name, flag),
        `${flag.says}${flag.needed ? '（必须写）' : ''}`,
      ]),
    ),
  ]
}

function commandTable(commands: readonly Command[]): string[] {
  return [
    '| 命令 | 做什么 |',
    '|---|---|',
    ...commands.map((c) => `| \`${synopsis(c).replaceAll('|', '\\|')}\` | ${c.says} |`),
  ]
}

const plain = (markdown: string): string => markdown.replaceAll('`', '')

function columns(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const wide = Math.max(...rows.map(([left]) => width(left)))
  return rows.map(([left, right]) => `  ${left}${' '.repeat(wide - width(left) + 2)}${right}`)
}

/** A Chinese character takes two columns of a terminal. */
const width = (text: string): number => [...text].reduce((n, c) => n + (c > '\u2e80' ? 2 : 1), 0)

const [begin, end] = ['<!-- 命令：由 npm run gen 写 -->', '<!-- 命令完 -->']

/** A page with the table put between its marks. Throws where it has none. */
export function withCommandTable(page: string, commands: readonly Command[]): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`no place for the table of commands: ${begin} … ${end}`)
  return `${page.slice(0, from + begin.length)}\n\n${commandTable(commands).join('\n')}\n\n${page.slice(to)}`
}
