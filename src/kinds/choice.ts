import { fitsText, type Kind, tidy, unfit, unreadable } from './kind.ts'

/** One of a closed list of words, which are stored as they are read. `said`: other words for them, as people write them. */
export function choiceKind<C extends string>(choices: readonly C[], said: Readonly<Record<string, C>> = {}): Kind {
  const plain = (word: string) => tidy(word).replace(/\s+/g, '')
  const words = new Map(
    [...Object.entries(said), ...choices.map((one) => [one, one] as const)].map(([word, one]) => [plain(word), one]),
  )
  return {
    name: 'choice',
    title: '选项',
    example: choices[0],
    column: 'text',
    reads: 'text',
    input: 'words',
    made: { choices, said },
    parse(input) {
      const text = plain(String(input))
      const found = words.get(text)
      return found !== undefined
        ? { value: found }
        : unreadable('choice.unknown', `“${text}”不在可选项里。`, `请从这些里选一个：${choices.join('、')}。`)
    },
    fits: (value) =>
      fitsText(value, (text) => (choices.some((one) => one === text) ? undefined : unfit(`“${text}”不在可选项里。`))),
    show: String,
    answersNone: true,
    standsAlone: () => true,
    schema: { type: 'string', enum: [...choices] },
    sheet: { width: 14, format: 'text', hint: '从下拉列表里选', choices },
    choices,
  }
}
