/** Finding rows by the words people type: a name or part of it, initials, a number. */
import { type RawBuilder, sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import { villageOf } from '#kinds/area.ts'
import { identityKind, isTail } from '#kinds/identity.ts'
import { tidy } from '#kinds/kind.ts'
import { hidesWho } from '#store/sees.ts'
import type { Scoped } from '#store/store.ts'
import { inSight, standing, table } from '#store/tables/rows-sql.ts'
import { linksOf } from '#store/tables/schema.ts'
import { bigrams, namingFields, partToken, wholeToken } from '#store/tables/tokens.ts'
import { areaNames, placeName } from './office-words.ts'
import { type Row, rowsById } from './rows.ts'
import { namesOf, titleOf } from './show.ts'

export interface Found {
  ledger: string
  id: string
  /** The field that shows the row, as people read it. */
  title: string
  area: string
  areaName: string
  row: Row
}

/**
 * Finds rows by words: a name or part of it, initials in pinyin, a number, the last four of an ID number. All words must fit.
 * `ledgers`: only in these, and there also by the names of whom a row is about where it has none of its own; without words, the last that
 * were made. `more`: there are others than these.
 */
export async function search(
  tx: Scoped,
  words: string,
  limit = 20,
  ledgers?: readonly string[],
): Promise<{ hits: Found[]; more: boolean }> {
  const fitting =
    ledgers === undefined ? await bearing(tx, words, limit + 1) : await fittingIn(tx, ledgers, words, limit + 1)
  const hits = fitting.slice(0, limit)
  const names = await areaNames(tx)
  const found: Found[] = []
  for (const ledgerId of new Set(hits.map((hit) => hit.ledger))) {
    const ledger = tx.store.catalog.ledgers.get(ledgerId)!
    const ids = hits.filter((hit) => hit.ledger === ledgerId).map((hit) => hit.id)
    const rows = await rowsById(tx, ledgerId, ids)
    const linked = ledger.fields[ledger.shownAs]?.to
      ? await namesOf(
          tx,
          ledger,
          rows.map((row) => row.values),
        )
      : undefined
    for (const row of rows) {
      found.push({
        ledger: ledgerId,
        id: row.id,
        title: linked?.get(String(row.values[ledger.shownAs]))?.name ?? titleOf(tx, ledger, row.values),
        area: row.area,
        areaName: placeName(names, row.area) ?? names.get(villageOf(row.area)) ?? '',
        row,
      })
    }
  }
  return { hits: found, more: fitting.length > limit }
}

type Hit = { ledger: string; id: string }

/** Rows that are named so themselves. */
async function bearing(tx: Scoped, words: string, limit: number): Promise<Hit[]> {
  const listed = listedUnder(tx, words)
  if (!listed) return []
  const kept = [...tx.store.catalog.ledgers.values()].filter((one) => hidesWho(one, tx.actor)).map(({ id }) => id)
  return tx.run<Hit>(
    sql`SELECT DISTINCT l.township, l.ledger, l.id FROM lookup l WHERE ${listed} AND l.ledger <> ALL (${kept}::text[])
        ORDER BY l.township, l.ledger, l.id LIMIT ${limit}`,
  )
}

/** Of `lookup l` what is listed under all of the words; undefined: there are none. */
function listedUnder(tx: Scoped, words: string): RawBuilder<unknown> | undefined {
  const { blind } = tx.store.keys
  const [first, ...others] = wordsOf(words).flatMap((word) => searchTokens(word, blind))
  if (first === undefined) return undefined
  const also = others.map(
    (one) => sql` AND EXISTS (SELECT 1 FROM lookup o WHERE o.township = l.township AND ${isToken(one, 'o')}
      AND o.ledger = l.ledger AND o.id = l.id)`,
  )
  return sql`${inSight(tx, 'l')} AND ${isToken(first, 'l')}${sql.join(also, sql``)}`
}

async function fittingIn(tx: Scoped, ledgers: readonly string[], words: string, limit: number): Promise<Hit[]> {
  const found: Hit[] = []
  for (const id of ledgers) {
    const left = limit - found.length
    if (left <= 0) break
    // Found by a name, a row would tell whose it is.
    if (hidesWho(tx.store.catalog.ledgers.get(id)!, tx.actor)) continue
    const fits = wordsOf(words).length === 0 ? undefined : fitting(tx, tx.store.catalog.ledgers.get(id)!, words)
    const rows = await tx.run<{ id: string }>(
      sql`SELECT id FROM ${table(id)} WHERE ${inSight(tx)} AND ${standing()}${fits ? sql` AND ${fits}` : sql``}
          ORDER BY id DESC LIMIT ${left}`,
    )
    found.push(...rows.map((row) => ({ ledger: id, id: row.id })))
  }
  return found
}

/** Of a ledger's rows those that the words fit: named so themselves, or pointing to what is. However many those are, none is left out. */
export function fitting(tx: Scoped, ledger: LedgerDefinition, words: string): RawBuilder<unknown> {
  const listed = hidesWho(ledger, tx.actor) ? undefined : listedUnder(tx, words)
  if (!listed) return sql`false`
  const named = (ledgers: readonly string[]) =>
    ledgers.filter((id) => namingFields(tx.store.catalog.ledgers.get(id)!).length > 0)
  const parts = [{ field: 'id', to: [ledger.id] }, ...linksOf(ledger)].flatMap(({ field, to }) => {
    const ledgers = named(to)
    if (ledgers.length === 0) return []
    const ids = sql`SELECT l.id FROM lookup l WHERE ${listed} AND l.ledger = ANY (${ledgers}::text[])`
    return field === 'id'
      ? ids
      : sql`SELECT r.id FROM ${table(ledger.id)} r WHERE ${inSight(tx, 'r')} AND r.${sql.id(field)} IN (${ids})`
  })
  return parts.length === 0 ? sql`false` : sql`id IN (${sql.join(parts, sql` UNION ALL `)})`
}

/** Full-width letters, invisible marks and the other dots of a name are read as they are kept. */
const wordsOf = (words: string): string[] =>
  tidy(words)
    .replace(/(?<=\p{Script=Han})[.•‧・⋅∙](?=\p{Script=Han})/gu, '·')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)

/** What a row has to be listed under: one of the tokens, or one that begins so. */
type Sought = { tokens: string[] } | { begins: string }

const isToken = (sought: Sought, alias: string): RawBuilder<unknown> =>
  'tokens' in sought
    ? sql`${sql.ref(`${alias}.token`)} = ANY (${sought.tokens}::text[])`
    : sql`${sql.ref(`${alias}.token`)} COLLATE "C" ^@ ${sought.begins}::text`

/**
 * A word of Chinese is looked for by its pairs of characters, one character as what a name begins with, anything else as a whole; what may
 * be of papers also as such.
 */
function searchTokens(word: string, blind: (text: string) => string): Sought[] {
  if (/\p{Script=Han}/u.test(word)) {
    return [...word].length === 1 ? [{ begins: word }] : bigrams(word).map((pair) => ({ tokens: [pair] }))
  }
  if (isTail(word)) return [{ tokens: [word, partToken(word.toUpperCase(), blind)] }]
  const read = identityKind.parse(word)
  return [{ tokens: 'value' in read ? [word, wholeToken(String(read.value), blind)] : [word] }]
}
