import { parseArgs } from 'node:util'
import { type Period, yearPeriod } from '#define/period.ts'
import { refuse } from '#problem.ts'

const flags = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  year: { type: 'string' },
  'as-of': { type: 'string' },
  area: { type: 'string' },
  by: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  scale: { type: 'string' },
  seed: { type: 'string' },
  reason: { type: 'string' },
  out: { type: 'string' },
  annex: { type: 'string' },
  to: { type: 'string' },
  'to-url': { type: 'string' },
  role: { type: 'string' },
  name: { type: 'string' },
  'dry-run': { type: 'boolean' },
  empty: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

export interface Arguments {
  command: string
  words: string[]
  flags: { [K in keyof typeof flags]?: (typeof flags)[K]['type'] extends 'boolean' ? boolean : string }
}

export function readArguments(argv: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: flags, allowPositionals: true })
    const [command = 'help', ...words] = positionals
    return { command: values.help ? 'help' : command, words, flags: values as Arguments['flags'] }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return refuse('arguments.unknown', `看不懂这个参数：${/'([^']+)'/.exec(message)?.[1] ?? message}。`, {
      remedy: '运行 shouwang help 看用法。',
    })
  }
}

export function periodFrom({ flags: { year } }: Arguments): Period {
  return yearPeriod(yearFrom(year))
}

export function yearFrom(year: string | undefined): number {
  if (year === undefined || !/^(19|20|21)\d{2}$/.test(year)) {
    refuse('arguments.year', year === undefined ? '没有说明年度。' : `“${year}”不是年度。`, {
      where: '--year',
      remedy: '请写成 --year 2025。',
    })
  }
  return Number(year)
}

/** The nth word, or a refusal that names what is missing. */
export function word({ words, command }: Arguments, n: number, what: string): string {
  return (
    words[n] ?? refuse('arguments.missing', `${command} 后面要写${what}。`, { remedy: '运行 shouwang help 看用法。' })
  )
}

export function wholeNumber(
  text: string | undefined,
  fallback: number,
  where: string,
  range: readonly [number, number],
): number {
  if (text === undefined) return fallback
  const n = Number(text)
  if (!Number.isInteger(n) || n < range[0] || n > range[1]) {
    refuse('arguments.number', `“${text}”要填 ${range[0]} 到 ${range[1]} 之间的整数。`, { where })
  }
  return n
}
