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

const plainKind = { county: '县', township: '乡', village: '村', group: '组' } as const

/** What a place of a name is, as in 全乡, 全镇, 全村: by how its name ends, or else by its level. */
export function placeKind(name: string, level: Level): string {
  return /(街道|社区|乡|镇|村|组)(办事处)?$/.exec(name)?.[1] ?? plainKind[level]
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

const numerals = '零一二三四五六七八九'

/** 三, 十二, 3 → 3, 12, 3. */
function ordinal(written: string): number | undefined {
  if (/^\d{1,2}$/.test(written)) return Number(written)
  const m = /^([一二两三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(written)
  if (!m || written === '' || (m[1] && m[3] && !m[2])) return undefined
  const digit = (one: string | undefined) => (one === undefined ? 0 : numerals.indexOf(one.replace('两', '二')))
  return m[2] ? (m[1] ? digit(m[1]) : 1) * 10 + digit(m[3]) : digit(m[1] ?? m[3])
}

/** A name of a place in the one way in which all who write it are compared: 云台村第三村民小组, 云台村3组, 云台三组. */
export function placeKey(name: string): string {
  const plain = tidy(name).replace(/\s/g, '')
  const m = /^(.*?)第?(\d{1,2}|[一二两三四五六七八九十]{1,3})(村民)?(小)?组$/.exec(plain)
  const number = m ? ordinal(m[2]!) : undefined
  const village = (number === undefined ? plain : m![1]!).replace(/(村民委员会|村委会|村)$/, '')
  return number === undefined ? village : `${village}/${number}`
}

/** A village and its group out of two columns: 云台村 and 三组, 3 or 第三组. A code needs no village, nor does a group that names its own. */
function joined(village: string, group: string): string {
  const [outer, inner] = [village, group].map((text) => tidy(text).replace(/\s/g, ''))
  if (!outer || !inner) return outer || inner || ''
  if (/^\d{6,}$/.test(inner) || inner.startsWith(outer)) return inner
  if (/^\d{6,}$/.test(outer))
    return /^\d{12}$/.test(outer) && ordinal(inner.replace(/^第|组$/g, '')) === undefined ? outer : `${outer}${inner}`
  return `${outer}${ordinal(inner) === undefined ? inner : `${inner}组`}`
}

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
  parts: {
    outer: ['村', '村名', '村名称', '行政村', '所在村', '所属村', '村委会', '村居', '村(居)', '村(社区)', '社区'],
    inner: [
      '组',
      '组名',
      '组别',
      '小组',
      '村民组',
      '村民小组',
      '所在组',
      '所属组',
      '所在村民组',
      '所属村民组',
      '所在村民小组',
    ],
    join: joined,
  },
  schema: { type: 'string', pattern: `^\\d{${digits.county},${digits.group}}$` },
  sheet: { width: 17, format: 'text', hint: '村 12 位或村民组 14 位代码，也可填村名' },
}
