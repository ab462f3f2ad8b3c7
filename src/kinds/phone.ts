import { fitsAsRead, type Kind, tidy, unreadable } from './kind.ts'

/** Mainland mobile or landline number. Masked but for the first three and the last two: the middle is told by the town it was sold in. */
export const phoneKind: Kind = {
  name: 'phone',
  title: '电话',
  example: '13800000000',
  column: 'text',
  reads: 'text',
  input: 'line',
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
  mask: (value) => `${value.slice(0, 3)}${'*'.repeat(value.length - 5)}${value.slice(-2)}`,
  endings: ['电话', '联系电话', '电话号码', '联系方式', '手机', '手机号', '手机号码'],
  schema: { type: 'string', pattern: '^(1[3-9]\\d{9}|0\\d{9,11})$' },
  sheet: { width: 14, format: 'text', hint: '11 位手机号' },
}
