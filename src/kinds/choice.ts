import { fitsText, type Kind, tidy, unfit, unreadable } from './kind.ts'

/** One of a closed list of words, which are stored as they are read. */
export function choiceKind(choices: readonly string[]): Kind {
  return {
    name: 'choice',
    title: '选项',
    example: choices[0],
    column: 'text',
    reads: 'text',
    input: 'words',
    parse(input) {
      const text = tidy(input).replace(/\s+/g, '')
      const found = choices.find((choice) => tidy(choice).replace(/\s+/g, '') === text)
      return found !== undefined
        ? { value: found }
        : unreadable('choice.unknown', `“${text}”不在可选项里。`, `请从这些里选一个：${choices.join('、')}。`)
    },
    fits: (value) => fitsText(value, (text) => (choices.includes(text) ? undefined : unfit(`“${text}”不在可选项里。`))),
    show: String,
    answersNone: true,
    standsAlone: () => true,
    schema: { type: 'string', enum: [...choices] },
    sheet: { width: 14, format: 'text', hint: '从下拉列表里选', choices },
    choices,
  }
}
