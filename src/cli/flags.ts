/** What may stand behind a flag: how help writes it, and how its text becomes a value. */
import { dayKind } from '#kinds/index.ts'
import { problem, Refusal, refuse } from '#problem.ts'
import type { Moment } from '#store/moment.ts'
import { momentFrom } from './moments.ts'

export interface Flag<T = unknown> {
  /** What help writes after the flag; undefined for a switch, after which nothing stands. */
  value?: string
  says: string
  needed?: true
  /** May be written several times: what its texts are put together with. */
  between?: string
  /** Of a flag that is not written. */
  otherwise?: T
  /** Throws a Refusal where the text will not do; `name` is the flag as it was written. */
  read(text: string, name: string): T
}

export type Flags = Readonly<Record<string, Flag>>

export type ValuesOf<F extends Flags> = { [K in keyof F]: F[K] extends Flag<infer T> ? T : never }

/** The command does not run without it. */
export function required<T>(flag: Flag<T>): Flag<Exclude<T, undefined>> {
  return { ...(flag as Flag<Exclude<T, undefined>>), needed: true }
}

export const on = (says: string): Flag<boolean> => ({ says, otherwise: false, read: () => true })

export const text = (value: string, says: string): Flag<string | undefined> => ({ value, says, read: (given) => given })

export function number(value: string, says: string, from: number, to: number): Flag<number | undefined> {
  return {
    value,
    says,
    read(given, flag) {
      if (/^\d{1,15}$/.test(given) && Number(given) >= from && Number(given) <= to) return Number(given)
      return refuse('arguments.number', `“${given}”要填 ${from} 到 ${to} 之间的整数。`, { at: { input: flag } })
    },
  }
}

/** One of a few words, each with what it means. */
export function choice<const C extends Readonly<Record<string, string>>>(
  value: string,
  says: string,
  among: C,
): Flag<keyof C | undefined> {
  const told = Object.entries(among)
    .map(([word, meaning]) => `${word}（${meaning}）`)
    .join('、')
  return {
    value,
    says: `${says}：${told}`,
    read(given, flag) {
      if (Object.hasOwn(among, given)) return given
      return refuse('arguments.choice', `不认识“${given}”。`, { at: { input: flag }, remedy: `可以写 ${told}。` })
    },
  }
}

export const year: Flag<number | undefined> = {
  value: '2025',
  says: '哪一年',
  read(given, flag) {
    if (/^(19|20|21)\d{2}$/.test(given)) return Number(given)
    return refuse('arguments.year', `“${given}”不是年度。`, { at: { input: flag }, remedy: '请写成 --year 2025。' })
  },
}

export const area: Flag<string | undefined> = {
  value: '代码',
  says: '哪个地区：县 6 位、乡镇 9 位、村 12 位、村民组 14 位',
  read(given, flag) {
    if (/^\d{6}(\d{3}(\d{3}(\d{2})?)?)?$/.test(given)) return given
    return refuse('area.malformed', `“${given}”不是区划代码。`, {
      at: { input: flag },
      remedy: '县 6 位、乡镇 9 位、村 12 位、村民组 14 位数字。',
    })
  },
}

export const day = (says: string): Flag<string | undefined> => ({
  value: '2025-03-01',
  says,
  read(given, flag) {
    const reading = dayKind.parse(given)
    if ('value' in reading) return String(reading.value)
    return refuse('arguments.day', reading.problem.message, { at: { input: flag }, remedy: reading.problem.remedy })
  },
})

export const asOf: Flag<Moment | undefined> = {
  value: '时刻',
  says: '过去某一时刻的账，如 2025-12-31 或 2026-01-01T00:00:00+08:00；不写就是现在',
  read: momentFrom,
}

/** Every command takes these. */
export const common = {
  data: text('文件夹', '数据在哪里，不写就是 data'),
  json: on('输出给程序用'),
  help: on('看这个命令怎么写'),
}

/** The text of every flag as its value, a refusal for the first that will not do or is missing. `of`: the command's name. */
export function readFlags<F extends Flags>(
  flags: F,
  given: ReadonlyMap<string, string | undefined>,
  of: string,
): ValuesOf<F> {
  const missing = Object.entries(flags).filter(([name, flag]) => flag.needed && !given.has(name))
  if (missing.length > 0) {
    const told = missing.map(([name, flag]) => `${flagWritten(name, flag)}（${flag.says}）`).join('、')
    throw new Refusal(problem('arguments.missing', `${of} 还要写 ${told}。`))
  }
  const values = Object.entries(flags).map(([name, flag]) => [
    name,
    given.has(name) ? flag.read(given.get(name) ?? '', `--${name}`) : flag.otherwise,
  ])
  return Object.fromEntries(values)
}

/** `--reason 原因` */
export const flagWritten = (name: string, { value }: Flag): string =>
  `--${name}${value === undefined ? '' : ` ${value}`}`
