import { dayKind, inFigures } from './day.ts'
import { fitsAsRead, type Kind, tidy, unreadable } from './kind.ts'

/** A calendar month, 'YYYY-MM'. Reads 2014-08, 2014.8, 2014年8月, 201408, and any day of it, which is what Excel makes of a month. */
export const monthKind: Kind = {
  name: 'month',
  title: '年月',
  example: '2014-08',
  column: 'text',
  reads: 'text',
  input: 'line',
  parse(input) {
    const text = inFigures(tidy(input))
    if (typeof input === 'number' && /^\d{4}\.1$/.test(text)) {
      return unreadable(
        'month.eaten_by_excel',
        `“${text}”可能是 1 月，也可能是末尾的 0 被 Excel 去掉的 10 月。`,
        '请写成 2014-10 或 2014年10月。',
      )
    }
    const m = /^(\d{4})[-./年](\d{1,2})月?$/.exec(text) ?? /^(\d{4})(\d{2})$/.exec(text)
    const reading = dayKind.parse(m ? `${m[1]}-${m[2]}-1` : input)
    return 'value' in reading
      ? { value: String(reading.value).slice(0, 7) }
      : unreadable('month.malformed', `“${text}”不是年月。`, '请写成 2014-08 或 2014年8月。')
  },
  fits: (value) => fitsAsRead(value, monthKind.parse),
  show: (value) => String(value).replace(/^(\d{4})-0?(\d+)$/, '$1年$2月'),
  schema: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' },
  sheet: { width: 12, format: 'text', hint: '如 2014-08', numbers: 'read' },
}
