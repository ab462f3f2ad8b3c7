/** Under which words a row is found: pieces of its name, initials in pinyin, its numbers. */
import { pinyin } from 'pinyin-pro'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Kind, Value } from '#kinds/index.ts'

/** The fields whose words find a row; none: the ledger is not searched by name. */
export function namingFields(ledger: LedgerDefinition): string[] {
  if (ledger.namedBy.length === 0) return []
  return [...new Set([...ledger.namedBy, ledger.shownAs])].filter((field) => ledger.fields[field]?.kind.searched)
}

/** The values by which a row is found, numbers opened. */
export function inTheClear(
  keys: { open(sealed: string, place: string): string },
  ledger: LedgerDefinition,
  values: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return Object.fromEntries(
    namingFields(ledger).map((name) => {
      const value = values[name] ?? null
      const sealed = ledger.fields[name]?.kind.sealed && typeof value === 'string'
      return [name, sealed ? keys.open(value, `${ledger.id}.${name}`) : value]
    }),
  )
}

/**
 * The words of a row, given with ID numbers in the clear. Of a sealed value the whole and its last four, each only as `blind` makes it:
 * beside a birthday the last four would be the number.
 */
export function tokensOf(
  ledger: LedgerDefinition,
  values: Record<string, Value>,
  blind: (text: string) => string,
): string[] {
  const tokens = new Set<string>()
  for (const field of namingFields(ledger)) {
    const value = values[field]
    if (typeof value !== 'string' || value === '') continue
    const { kind } = ledger.fields[field]!
    const words = kind.sealed ? sealedWords(kind, value).map(blind) : (kind.searched?.(value, nameTokens) ?? [])
    for (const word of words) tokens.add(word)
  }
  return [...tokens]
}

/** Of a sealed value: what its tokens are the fingerprints of, the whole and its parts. */
export function sealedWords({ searched }: Pick<Kind, 'searched'>, value: string): string[] {
  return searched ? [wholeWord(value), ...searched(value, nameTokens).map(partWord)] : []
}

export const wholeWord = (whole: string): string => `whole\0${whole}`
export const partWord = (part: string): string => `part\0${part}`

function nameTokens(name: string): string[] {
  const text = [...name.toLowerCase()].slice(0, 60).join('')
  if (!/\p{Script=Han}/u.test(text)) return [text]
  return [text, ...bigrams(text), initials(text)]
}

/** Neighbouring pairs of characters; a single character is its own. */
export function bigrams(text: string): string[] {
  const characters = [...text]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`)
}

/** 曾小花 → zxh: the first reading as a surname, the others as they are. */
export function initials(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' }).join('').toLowerCase()
}
