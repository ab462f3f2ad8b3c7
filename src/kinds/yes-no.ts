import { type Kind, tidy, unfit, unreadable } from './kind.ts'

const yes = new Set(['是', '有', '对', '1', 'true', 'Y', 'y', '√'])
const no = new Set(['否', '无', '没有', '不', '0', 'false', 'N', 'n', '×'])

export const yesNoKind: Kind = {
  name: 'yes_no',
  title: '是或否',
  example: '是',
  column: 'boolean',
  reads: 'bool',
  input: 'words',
  parse(input) {
    const text = tidy(input)
    if (yes.has(text)) return { value: true }
    if (no.has(text)) return { value: false }
    return unreadable('yes_no.unknown', `“${text}”看不出是“是”还是“否”。`, '请填“是”或“否”。')
  },
  fits: (value) => (typeof value === 'boolean' ? undefined : unfit(`“${value}”不是“是”或“否”。`)),
  show: (value) => (value ? '是' : '否'),
  answersNone: true,
  beginnings: ['是否'],
  schema: { type: 'boolean' },
  sheet: { width: 8, format: 'text', hint: '填“是”或“否”', choices: ['是', '否'] },
}
