import { type Kind, tidy, unfit, unreadable } from './kind.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A row of another ledger, by its id. People and files name it in words; `capture` finds the id. */
export const linkKind: Kind = {
  name: 'link',
  title: '指向',
  column: 'uuid',
  reads: 'link',
  input: 'row',
  parse(input) {
    const id = tidy(input).toLowerCase()
    return uuid.test(id)
      ? { value: id }
      : unreadable('link.malformed', `“${id}”不是系统里的编号。`, '请从列表里选，或填户编号、身份证号。')
  },
  fits: (value) => (typeof value === 'string' && uuid.test(value) ? undefined : unfit(`“${value}”不是系统里的编号。`)),
  show: String,
  named: () => true,
  schema: { type: 'string', format: 'uuid' },
  sheet: { width: 20, format: 'text', hint: '户编号、身份证号或名称' },
}
