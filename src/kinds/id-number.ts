import { isDay } from './day.ts'
import { fitsAsRead, type Kind, tidy, unreadable } from './kind.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Check character of the first 17 digits, GB 11643-1999 (MOD 11-2). */
export function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return '10X98765432'[sum % 11] ?? ''
}

/** Birthday written inside an ID number. */
export function bornOf(idNumber: string): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
}

/** Sex told by the 17th digit: odd is male. */
export function sexOf(idNumber: string): '男' | '女' {
  return Number(idNumber[16]) % 2 === 1 ? '男' : '女'
}

/** A boy born on the day that is the example of a day: a template filled with examples is a row that may stand. */
const example = '99010120250101123'

/** A number as it is kept, without the blanks, quotes and small letters of how it was written. */
export function numberIn(input: string | number | boolean): string {
  return tidy(input)
    .replace(/\s/g, '')
    .replace(/^'|[="]/g, '')
    .toUpperCase()
}

/** 身份证号, 居民身份证号码, 公民身份号码, 身份证件号码, 证件号 … */
const identityHeads = ['', '居民', '公民'].flatMap((whose) => [
  ...(whose === '' ? ['证件号', '证件号码'] : []),
  ...['身份证', '身份证号', '身份证号码', '身份证件号', '身份证件号码', '身份号码'].map((what) => whose + what),
])

/** 18-character citizen ID number. Never refused for its area code: areas are abolished, people are not. */
export const idNumberKind: Kind = {
  name: 'id_number',
  title: '身份证号码',
  example: example + checkCharacter(example),
  column: 'text',
  reads: 'text',
  input: 'line',
  sealed: true,
  parse(input) {
    const text = numberIn(input)
    // A number of one in eleven holders of an order number such as 120 ends in 000: as a text that checks, it is theirs.
    const rounded = /^\d{15}000$/.test(text) && checkCharacter(text) !== text[17]
    if (typeof input === 'number' || /^\d(\.\d+)?E\+?\d+$/.test(text) || rounded) {
      return unreadable(
        'id_number.eaten_by_excel',
        `“${text}”的末尾几位被 Excel 改成了 0，已经不是原来的号码。`,
        '请把这一列设成“文本”格式，对照户口簿重新填写。',
      )
    }
    if (/^\d{15}$/.test(text)) {
      return unreadable('id_number.old', `“${text}”是 15 位旧号码，2013 年起不再使用。`, '请填写 18 位号码。')
    }
    if (!/^\d{17}[\dX]$/.test(text)) {
      return unreadable(
        'id_number.malformed',
        `“${text}”不是 18 位身份证号码（现有 ${text.length} 位）。`,
        '请对照身份证或户口簿重填。',
      )
    }
    if (!isDay(bornOf(text))) {
      return unreadable('id_number.birthday', `“${text}”里的出生日期不存在。`, '请对照身份证或户口簿重填。')
    }
    if (checkCharacter(text) !== text[17]) {
      return unreadable(
        'id_number.checksum',
        `“${text}”的校验位对不上，至少有一位写错了。`,
        '请对照身份证或户口簿逐位核对。',
      )
    }
    return { value: text }
  },
  fits: (value) => fitsAsRead(value, idNumberKind.parse),
  show: String,
  tells: (value) => ({ born: bornOf(value), sex: sexOf(value) }),
  resembles: (text) => /^\d{15,18}[\dX]?$/i.test(text),
  searched: (value) => [value.slice(-4)],
  // The birthday and the sex stand beside it: with them, each further digit leaves a tenth of the numbers, and the last is told by the rest.
  mask: (value) => `${value.slice(0, 6)}${'*'.repeat(value.length - 6)}`,
  endings: identityHeads,
  schema: { type: 'string', pattern: '^\\d{17}[\\dX]$' },
  sheet: { width: 21, format: 'text', hint: '18 位，列格式为文本', numbers: 'read' },
}
