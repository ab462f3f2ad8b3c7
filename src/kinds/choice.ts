import { fitsText, type Kind, tidy, unfit, unreadable } from './kind.ts'

/**
 * One of a closed list of words, which are stored as they are read. `said`: other words for them, as people write them; a word that may
 * mean several of them is asked about.
 */
export function choiceKind<C extends string>(
  choices: readonly C[],
  said: Readonly<Record<string, C | readonly C[]>> = {},
): Kind {
  const plain = (word: string) => tidy(word).replace(/\s+/g, '')
  const words = new Map(
    [...Object.entries<C | readonly C[]>(said), ...choices.map((one) => [one, one] as const)].map(
      ([word, one]) => [plain(word), one] as const,
    ),
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
      if (typeof found === 'object') {
        return unreadable('choice.unknown', `“${text}”可能是${found.join('，也可能是')}。`, '请写明是哪一个。')
      }
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
