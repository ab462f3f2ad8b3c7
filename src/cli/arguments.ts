/** What was written on the command line, read by the declaration of the command that it names. */
import { parseArgs } from 'node:util'
import { refuse } from '#problem.ts'
import { type Command, type Given, synopsis } from './command.ts'
import { common, type Flags, flagWritten, readFlags } from './flags.ts'

export interface Line {
  /** As written; undefined where nothing is. */
  name: string | undefined
  words: string[]
  /** Name of the flag → what stands behind it; undefined where nothing does. */
  flags: Map<string, string | undefined>
  /** Names of flags that were written twice. */
  twice: string[]
  help: boolean
  json: boolean
}

/** Splits words from flags. Which flags have something behind them is known from all commands, for the command may stand behind them. */
export function readLine(argv: readonly string[], commands: readonly Command[]): Line {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {}
  const between = new Map<string, string>()
  for (const flags of [common, ...commands.map((c) => c.flags)]) {
    for (const [name, flag] of Object.entries<Flags[string]>(flags)) {
      if (flag.between !== undefined) between.set(name, flag.between)
      options[name] = { type: flag.value === undefined ? 'boolean' : 'string', ...(name === 'help' && { short: 'h' }) }
    }
  }
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true })
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const flags = new Map<string, string | undefined>()
  const twice: string[] = []
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const [before, put] = [flags.get(token.name), between.get(token.name)]
    if (flags.has(token.name) && put === undefined) twice.push(token.name)
    // `--reason --json`: the second is a flag of its own, and nothing stands behind the first.
    const swallowed = !token.inlineValue && token.value?.startsWith('--')
    const given = swallowed ? undefined : token.value
    flags.set(token.name, put && before && given ? before + put + given : given)
  }
  const [name, ...others] = words
  return { name, words: others, flags, twice, help: flags.has('help'), json: argv.includes('--json') }
}

/** What the command gets, or a refusal that says what is wrong and what the command takes. */
export function givenTo(command: Command, line: Line): Given {
  const takes = { remedy: `请写成 shouwang ${synopsis(command)}` }
  const known: Flags = { ...command.flags, ...common }
  for (const [name, value] of line.flags) {
    const flag = Object.hasOwn(known, name) ? known[name] : undefined
    if (!flag) {
      const own = Object.entries(command.flags).map(([key, one]) => flagWritten(key, one))
      refuse('arguments.unknown', `${command.name} 看不懂这个参数：--${name}。`, {
        remedy: own.length > 0 ? `可以写 ${own.join('、')}。` : '这个命令除了 --data 和 --json 不带别的参数。',
      })
    }
    if (flag.value !== undefined && (value === undefined || value === '')) {
      refuse('arguments.value', `--${name} 后面是空的。`, takes)
    }
    if (flag.value === undefined && value !== undefined) {
      refuse('arguments.value', `--${name} 后面不用写别的。`, takes)
    }
  }
  if (line.twice.length > 0) refuse('arguments.twice', `--${line.twice[0]} 写了两次。`, { remedy: '请只写一次。' })
  const { words, more, name, beginsWithSecond } = command
  if (line.words.length === 1 && words.length > 1 && beginsWithSecond?.(line.words[0]!)) line.words.unshift('')
  const missing = line.words.length < words.length ? words.slice(line.words.length) : []
  if (missing.length === 0 && more?.needed && line.words.length === words.length) missing.push(more.says)
  if (missing.length > 0) refuse('arguments.missing', `${name} 后面要写${missing.join('、')}。`, takes)
  const rest = line.words.slice(words.length)
  if (more === undefined && rest.length > 0) {
    refuse('arguments.extra', `${name} 后面多写了“${rest.join(' ')}”。`, takes)
  }
  return {
    words: line.words.slice(0, words.length),
    more: rest,
    flags: readFlags(command.flags, line.flags, name),
    data: line.flags.get('data'),
  }
}
