/** A command of the command line as one declaration: what it is called, what follows it, what it does. Help and the manual print it. */
import type { Content } from '#define/catalog.ts'
import type { Store } from '#store/store.ts'
import { type Flags, flagWritten, type ValuesOf } from './flags.ts'

/** What a command came to: an object for `--json`, lines for people, and whether all was well. */
export interface Outcome {
  json: unknown
  lines: string[]
  failed?: boolean
}

/** What the composition root gives: the township's declarations, the made-up year and where the books are. */
export interface Surroundings {
  content: Content
  /** Address of the PostgreSQL that holds the books; none: they are in the data folder. */
  database?: string
  /** Fills empty books with the demonstration township(s), telling how far it is. */
  demo(
    store: Store,
    options: { scale: number; seed?: number; tell: (line: string) => void },
  ): Promise<{ townships: string[] }>
  /** Serves until stopped. */
  serve(store: Store, options: { port: number; host: string; tell: (line: string) => void }): Promise<void>
  tell(line: string): void
}

interface Written<W extends readonly string[], F extends Flags> {
  /** What it does, in one line for the list of commands. */
  says: string
  /** What must follow, in this order, as help calls it: `行编号`. */
  words?: W
  /** The first of them may stay away where what stands there is already the second. */
  beginsWithSecond?(word: string): boolean
  /** What may follow after that, any number of it; `needed`: at least one. */
  more?: { says: string; needed?: true }
  flags?: F
}

/** What was written behind the command, as its declaration reads it. */
export interface Given<W extends readonly string[] = readonly string[], F extends Flags = Flags> {
  words: { [K in keyof W]: string }
  more: string[]
  flags: ValuesOf<F>
  /** The data folder, where one was named. */
  data: string | undefined
}

export interface Command {
  name: string
  says: string
  words: readonly string[]
  beginsWithSecond: ((word: string) => boolean) | undefined
  more: { says: string; needed?: true } | undefined
  flags: Flags
  run(given: Given, around: Surroundings): Promise<Outcome>
}

export type Declared<W extends readonly string[], F extends Flags, Run> = Written<W, F> & { run: Run }

export function command<const W extends readonly string[] = [], F extends Flags = Record<never, never>>(
  name: string,
  {
    says,
    words,
    beginsWithSecond,
    more,
    flags,
    run,
  }: Declared<W, F, (given: Given<W, F>, around: Surroundings) => Promise<Outcome>>,
): Command {
  return { name, says, words: words ?? [], beginsWithSecond, more, flags: flags ?? {}, run: run as Command['run'] }
}

/** `void 行编号 --reason 原因 [--json]`: what is not needed stands in brackets. */
export function synopsis({ name, words, beginsWithSecond, more, flags }: Command): string {
  const [first, ...others] = words
  const named = first !== undefined && beginsWithSecond ? [`[${first}]`, ...others] : words
  const rest = more === undefined ? [] : [more.needed ? `${more.says} …` : `[${more.says} …]`]
  const written = Object.entries(flags).map(([key, flag]) =>
    flag.needed ? flagWritten(key, flag) : `[${flagWritten(key, flag)}]`,
  )
  return [name, ...named, ...rest, ...written].join(' ')
}
