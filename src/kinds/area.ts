/** Area codes: digits only, each level a prefix of the next. How long each is, is said here and nowhere else. */
import { fitsAsRead, type Kind, tidy, unreadable } from './kind.ts'

export const digits = { county: 6, township: 9, village: 12, group: 14 } as const

export type Level = keyof typeof digits

const levels = Object.keys(digits) as Level[]

export const levelTitles = { county: '县', township: '乡镇', village: '村', group: '村民组' } as const satisfies Record<
  Level,
  string
>

/** Undefined: not as long as a code of any level. */
export function levelOf(code: string): Level | undefined {
  return levels.find((level) => code.length === digits[level])
}

/** What the level of a code is called; '' where it has none. */
export function levelSaid(code: string): (typeof levelTitles)[Level] | '' {
  const level = levelOf(code)
  return level ? levelTitles[level] : ''
}

/** Whether a code goes down to a level, or further. */
export function reaches(code: string, level: Level): boolean {
  return code.length >= digits[level]
}

export const countyOf = (code: string): string => code.slice(0, digits.county)
export const townshipOf = (code: string): string => code.slice(0, digits.township)
export const villageOf = (code: string): string => code.slice(0, digits.village)

/** Whether a place is the scope itself or lies in it. */
export function covers(code: string, scope: string): boolean {
  return code.startsWith(scope)
}

/** Codes of the levels from one to another: `^\d{9}(\d{3}(\d{2})?)?$`. */
export function areaPattern(from: Level, to: Level = 'group'): RegExp {
  const wanted = levels.slice(levels.indexOf(from), levels.indexOf(to) + 1)
  const deeper = wanted.reduceRight((rest, level, i) => {
    const above = i === 0 ? 0 : digits[wanted[i - 1]!]
    const own = `\\d{${digits[level] - above}}${rest}`
    return i === 0 ? own : `(${own})?`
  }, '')
  return new RegExp(`^${deeper}$`)
}

const anyArea = areaPattern('county')

export const areaKind: Kind = {
  name: 'area',
  title: '地区',
  example: '990101201201',
  column: 'text',
  reads: 'text',
  input: 'place',
  place: true,
  parse(input) {
    const code = tidy(input)
    return anyArea.test(code)
      ? { value: code }
      : unreadable('area.malformed', `“${code}”不是行政区划代码。`, '乡镇填 9 位，村填 12 位，村民组填 14 位数字。')
  },
  fits: (value) => fitsAsRead(value, areaKind.parse),
  show: String,
  named: (text) => !/^\d+$/.test(text),
  searched: (value, pieces) => pieces(value),
  endings: [
    '所在村',
    '所在村组',
    '所在村民组',
    '村民组',
    '所属村民组',
    '所属村',
    '所属村组',
    '村组',
    '区划代码',
    '行政区划',
    '行政区划代码',
    '所在地',
    '所在地区',
  ],
  schema: { type: 'string', pattern: `^\\d{${digits.county},${digits.group}}$` },
  sheet: { width: 17, format: 'text', hint: '村 12 位或村民组 14 位代码，也可填村名' },
}
