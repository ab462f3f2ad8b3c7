import { fitsAsRead, fitsText, type Kind, tidy, unfit, unreadable } from './kind.ts'

/** Half-width letters and digits, runs of blanks as one; Chinese punctuation stays as it was written. */
function cleaned(input: string | number | boolean): string {
  return String(input)
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, tidy)
    .replace(/[\u200B-\u200F\u202A-\u202E\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Free text. */
export function textKind(max = 200): Kind {
  const tooLong = (text: string) => `有 ${text.length} 个字，超过 ${max} 个字。`
  return {
    name: 'text',
    column: 'text',
    parse(input) {
      const text = cleaned(input)
      return text.length <= max
        ? { value: text }
        : unreadable('text.too_long', tooLong(text), '请缩短，详细内容可写在备注里。')
    },
    fits: (value) => fitsText(value, (text) => (text.length <= max ? undefined : unfit(tooLong(text)))),
    show: String,
    schema: { type: 'string', maxLength: max },
    sheet: { width: 18, format: 'text', hint: `不超过 ${max} 字` },
  }
}

/** One of a closed list of words, which are stored as they are read. */
export function choiceKind(choices: readonly string[]): Kind {
  return {
    name: 'choice',
    column: 'text',
    parse(input) {
      const text = tidy(input).replace(/\s+/g, '')
      const found = choices.find((choice) => tidy(choice).replace(/\s+/g, '') === text)
      return found !== undefined
        ? { value: found }
        : unreadable('choice.unknown', `“${text}”不在可选项里。`, `请从这些里选一个：${choices.join('、')}。`)
    },
    fits: (value) => fitsText(value, (text) => (choices.includes(text) ? undefined : unfit(`“${text}”不在可选项里。`))),
    show: String,
    schema: { type: 'string', enum: [...choices] },
    sheet: { width: 14, format: 'text', hint: '从下拉列表里选', choices },
    choices,
  }
}

const yes = new Set(['是', '有', '对', '1', 'true', 'Y', 'y', '√'])
const no = new Set(['否', '无', '没有', '不', '0', 'false', 'N', 'n', '×'])

export const yesNoKind: Kind = {
  name: 'yes_no',
  column: 'boolean',
  parse(input) {
    const text = tidy(input)
    if (yes.has(text)) return { value: true }
    if (no.has(text)) return { value: false }
    return unreadable('yes_no.unknown', `“${text}”看不出是“是”还是“否”。`, '请填“是”或“否”。')
  },
  fits: (value) => (typeof value === 'boolean' ? undefined : unfit(`“${value}”不是“是”或“否”。`)),
  show: (value) => (value ? '是' : '否'),
  schema: { type: 'boolean' },
  sheet: { width: 8, format: 'text', hint: '填“是”或“否”', choices: ['是', '否'] },
}

/** Mainland mobile or landline number. Masked in the middle. */
export const phoneKind: Kind = {
  name: 'phone',
  column: 'text',
  parse(input) {
    const digits = tidy(input)
      .replace(/[\s-]/g, '')
      .replace(/^\+?86(?=1\d{10}$)/, '')
    return /^1[3-9]\d{9}$/.test(digits) || /^0\d{9,11}$/.test(digits)
      ? { value: digits }
      : unreadable(
          'phone.malformed',
          `“${digits}”不是 11 位手机号，也不是带区号的座机号。`,
          '请核对后重填；没有电话就留空。',
        )
  },
  fits: (value) => fitsAsRead(value, phoneKind.parse),
  show: String,
  mask: (value) => `${value.slice(0, 3)}****${value.slice(-4)}`,
  schema: { type: 'string', pattern: '^(1[3-9]\\d{9}|0\\d{9,11})$' },
  sheet: { width: 14, format: 'text', hint: '11 位手机号' },
}

/** Area code: digits only, each level a prefix of the next (9 township, 12 village, 14 villager group). */
export const areaKind: Kind = {
  name: 'area',
  column: 'text',
  parse(input) {
    const code = tidy(input)
    return /^\d{6}(\d{3}(\d{3}(\d{2})?)?)?$/.test(code)
      ? { value: code }
      : unreadable('area.malformed', `“${code}”不是行政区划代码。`, '乡镇填 9 位，村填 12 位，村民组填 14 位数字。')
  },
  fits: (value) => fitsAsRead(value, areaKind.parse),
  show: String,
  schema: { type: 'string', pattern: '^\\d{6,14}$' },
  sheet: { width: 17, format: 'text', hint: '村 12 位或村民组 14 位代码，也可填村名' },
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A row of another ledger, by its id. People and files name it in words; `capture` finds the id. */
export const linkKind: Kind = {
  name: 'link',
  column: 'uuid',
  parse(input) {
    const id = tidy(input).toLowerCase()
    return uuid.test(id)
      ? { value: id }
      : unreadable('link.malformed', `“${id}”不是系统里的编号。`, '请从列表里选，或填户编号、身份证号。')
  },
  fits: (value) => (typeof value === 'string' && uuid.test(value) ? undefined : unfit(`“${value}”不是系统里的编号。`)),
  show: String,
  schema: { type: 'string', format: 'uuid' },
  sheet: { width: 20, format: 'text', hint: '户编号、身份证号或名称' },
}
