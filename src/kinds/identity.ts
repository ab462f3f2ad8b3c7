import { bornOf, idNumberKind, numberIn, sexOf } from './id-number.ts'
import { fitsAsRead, type Kind, tidy, unreadable } from './kind.ts'

/** What a number can be of, told by how it is built. */
const papers = ['身份证', '港澳台居民居住证', '外国人永久居留身份证', '护照'] as const
export type Paper = (typeof papers)[number]

const wordBefore = new RegExp(`^(${papers.join('|')}|居住证|永久居留身份证)(号码?)?[:：]?`)
const citizen = /^\d{17}[\dX]$/
/** Of the card given out until 2023: the country, four digits for the place, the birthday without its century, order and check digit. */
const oldResident = /^[A-Z]{3}\d{4}(\d{2})(\d{2})(\d{2})\d{2}$/
/** Countries write theirs as they like: a letter first, and mostly digits. */
const passport = /^(?=[A-Z](?:[A-Z]*\d){5})[A-Z][A-Z\d]{5,11}$/
/** A foreigner's permanent card of 2023: 9, the province that gave it, and the country in digits. Provinces run from 11 to 82. */
const newResident = /^9[1-8]\d/
const province = (number: string) => number.slice(1, 3) >= '11' && number.slice(1, 3) <= '82'

/** Of which papers a stored number is. */
export function paperOf(number: string): Paper {
  if (oldResident.test(number)) return '外国人永久居留身份证'
  if (!citizen.test(number)) return '护照'
  if (/^8[123]0000/.test(number)) return '港澳台居民居住证'
  return newResident.test(number) && province(number) ? '外国人永久居留身份证' : '身份证'
}

/** Whether a word may be the last four of a number. */
export const isTail = (word: string): boolean => /^\d{3}[\dx]$/i.test(word)

/** Whether one of the words may be a number, or the last four of one: it is matched with numbers that are not shown. */
export const mayBeNumber = (words: string): boolean =>
  tidy(words)
    .toLowerCase()
    .split(/\s+/)
    .some((word) => isTail(word) || 'value' in identityKind.parse(word))

const bare = (number: string): string => number.replace(/^护照/, '')

/**
 * The number by which somebody is known, of whichever papers: ID card, residence permit of Hong Kong, Macao and Taiwan, a foreigner's
 * permanent residence card old and new, passport. Kept as the bare number; a passport of digits alone keeps the word before it, because
 * nothing else would tell it from a mistyped ID number.
 */
export const identityKind: Kind = {
  ...idNumberKind,
  name: 'identity',
  title: '证件号码',
  parse(input) {
    if (typeof input === 'number') return idNumberKind.parse(input)
    const text = numberIn(input)
    const word = wordBefore.exec(text)?.[1]
    const number = text.replace(wordBefore, '')
    if (word === '护照' && /^\d{6,12}$/.test(number)) return { value: `护照${number}` }
    if (/^\d/.test(number)) return idNumberKind.parse(number)
    const old = oldResident.exec(number)
    if (old && (Number(old[2]) < 1 || Number(old[2]) > 12 || Number(old[3]) < 1 || Number(old[3]) > 31)) {
      return unreadable('id_number.birthday', `“${number}”里的出生日期不存在。`, '请对照证件重填。')
    }
    if (old || passport.test(number)) return { value: number }
    return unreadable(
      'identity.malformed',
      `“${text}”不像证件号码。`,
      '身份证、居住证是 18 位；永久居留身份证是 18 位，旧证是三个字母加 12 位数字；护照以字母开头，只有数字的请写成“护照123456789”。',
    )
  },
  fits: (value) => fitsAsRead(value, identityKind.parse),
  show(value) {
    const number = String(value)
    const paper = paperOf(number)
    return paper === '身份证' ? number : `${paper} ${bare(number)}`
  },
  resembles: (text) => idNumberKind.resembles!(text) || wordBefore.test(text) || passport.test(text.toUpperCase()),
  tells: (value) => (citizen.test(value) ? { born: bornOf(value), sex: sexOf(value) } : {}),
  mask(shown) {
    const [number, paper] = shown.split(' ').reverse() as [string, string?]
    const masked = citizen.test(number) ? idNumberKind.mask!(number) : `${number[0]}${'*'.repeat(number.length - 1)}`
    return paper ? `${paper} ${masked}` : masked
  },
  schema: { type: 'string', pattern: '^(\\d{17}[\\dX]|[A-Z]{3}\\d{12}|[A-Z][A-Z\\d]{5,11}|护照\\d{6,12})$' },
  sheet: { ...idNumberKind.sheet, width: 24, hint: '身份证 18 位，列格式为文本' },
}
