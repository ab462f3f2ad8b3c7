/** Finding rows by the words people type: a name or part of it, initials, a number. */
import { sql } from 'kysely'
import { villageOf } from '#kinds/area.ts'
import { identityKind } from '#kinds/index.ts'
import type { Scoped } from '#store/store.ts'
import { inSight } from '#store/tables/rows-sql.ts'
import { bigrams, partToken, wholeToken } from '#store/tables/tokens.ts'
import { areaNames, placeName } from './office-words.ts'
import { rowsById } from './rows.ts'
import { titleOf } from './show.ts'

export interface Found {
  ledger: string
  id: string
  /** The field that shows the row, as people read it. */
  title: string
  area: string
  areaName: string
}

/**
 * Finds rows by words: a name or part of it, initials in pinyin, a number, the last four of an ID number. All words must fit.
 * `more`: there are others than these.
 */
export async function search(tx: Scoped, words: string, limit = 20): Promise<{ hits: Found[]; more: boolean }> {
  const { blind } = tx.store.keys
  const tokens = wordsOf(words).flatMap((word) => searchTokens(word, blind))
  const [first, ...others] = tokens
  if (first === undefined) return { hits: [], more: false }
  const also = others.map(
    (
      token,
    ) => sql` AND EXISTS (SELECT 1 FROM lookup o WHERE o.township = l.township AND o.token = ANY (${token}::text[])
      AND o.ledger = l.ledger AND o.id = l.id)`,
  )
  const fitting = await tx.run<{ ledger: string; id: string; area: string }>(
    sql`SELECT DISTINCT l.township, l.ledger, l.id, l.area FROM lookup l WHERE ${inSight(tx, 'l')} AND l.token = ANY (${first}::text[])
        ${sql.join(also, sql``)} ORDER BY l.township, l.ledger, l.id LIMIT ${limit + 1}`,
  )
  const hits = fitting.slice(0, limit)
  const names = await areaNames(tx)
  const found: Found[] = []
  for (const ledgerId of new Set(hits.map((hit) => hit.ledger))) {
    const ledger = tx.store.catalog.ledgers.get(ledgerId)!
    const ids = hits.filter((hit) => hit.ledger === ledgerId).map((hit) => hit.id)
    for (const row of await rowsById(tx, ledgerId, ids)) {
      const title = titleOf(tx, ledger, row.values)
      found.push({
        ledger: ledgerId,
        id: row.id,
        title,
        area: row.area,
        areaName: placeName(names, row.area) ?? names.get(villageOf(row.area)) ?? '',
      })
    }
  }
  return { hits: found, more: fitting.length > limit }
}

const wordsOf = (words: string): string[] => words.trim().toLowerCase().split(/\s+/).filter(Boolean)

/** Whether one of the words may be papers or the last four of them: it is matched with numbers that are not shown. */
export function asksForNumber(words: string): boolean {
  return wordsOf(words).some((word) => isTail(word) || 'value' in identityKind.parse(word))
}

const isTail = (word: string): boolean => /^\d{3}[\dx]$/.test(word)

/** A word of Chinese is looked for by its pairs of characters, anything else as a whole; what may be of papers also as such. */
function searchTokens(word: string, blind: (text: string) => string): string[][] {
  if (/\p{Script=Han}/u.test(word)) return bigrams(word).map((pair) => [pair])
  if (isTail(word)) return [[word, partToken(word.toUpperCase(), blind)]]
  const read = identityKind.parse(word)
  return ['value' in read ? [word, wholeToken(String(read.value), blind)] : [word]]
}
