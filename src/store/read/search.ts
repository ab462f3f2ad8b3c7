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
import { bigrams, namingFields, partWord, wholeWord } from '#store/tables/tokens.ts'
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
 * Finds rows by words: a name or part of it, initials in pinyin or how they begin, a number, the last four of an ID number. All words must fit.
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

/**
 * Rows that are named so themselves. Where the first word is a beginning, thousands may be: they are read in the order of the index, in
 * which the first of them stand, and not sorted.
 */
async function bearing(tx: Scoped, words: string, limit: number): Promise<Hit[]> {
  const listed = listedUnder(tx, words)
  if (!listed) return []
  const kept = [...tx.store.catalog.ledgers.values()].filter((one) => hidesWho(one, tx.actor)).map(({ id }) => id)
  const from = sql`FROM lookup l WHERE ${listed.all} AND l.ledger <> ALL (${kept}::text[])`
  if (!listed.begins) {
    return tx.run<Hit>(
      sql`SELECT DISTINCT l.township, l.ledger, l.id ${from} ORDER BY l.township, l.ledger, l.id LIMIT ${limit}`,
    )
  }
  const hits = await tx.run<Hit>(
    sql`SELECT l.ledger, l.id ${from} ORDER BY l.township, l.token COLLATE "C" LIMIT ${limit * BEGIN_ALIKE}`,
  )
  return [...new Map(hits.map((hit) => [`${hit.ledger}/${hit.id}`, hit])).values()].slice(0, limit)
}

/** No row is listed under more words than these that begin alike: a name, its first pair and its initials, by each field that names it. */
const BEGIN_ALIKE = 8

/** Of `lookup l` what is listed under all of the words, and whether the first is a beginning; undefined: there are none. */
function listedUnder(tx: Scoped, words: string): { all: RawBuilder<unknown>; begins: boolean } | undefined {
  const [first, ...others] = wordsOf(words).flatMap((word) => searchTokens(word, tx.blinds))
  if (first === undefined) return undefined
  const also = others.map(
    (one) => sql` AND EXISTS (SELECT 1 FROM lookup o WHERE o.township = l.township AND ${isToken(one, 'o')}
      AND o.ledger = l.ledger AND o.id = l.id)`,
  )
  return { all: sql`${inSight(tx, 'l')} AND ${isToken(first, 'l')}${sql.join(also, sql``)}`, begins: 'from' in first }
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
  const listed = hidesWho(ledger, tx.actor) ? undefined : listedUnder(tx, words)?.all
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

/** What a row has to be listed under: one of the tokens, or one from … to before another, by bytes, `letters` alone. */
type Sought = { tokens: string[] } | { from: string; to: string; letters?: true }

function isToken(sought: Sought, alias: string): RawBuilder<unknown> {
  const token = sql.ref(`${alias}.token`)
  if ('tokens' in sought) return sql`${token} = ANY (${sought.tokens}::text[])`
  const within = sql`${token} COLLATE "C" >= ${sought.from}::text AND ${token} COLLATE "C" < ${sought.to}::text`
  return sought.letters ? sql`(${within} AND ${token} COLLATE "C" ~ '^[a-z]+$')` : sql`(${within})`
}

/**
 * A word of Chinese is looked for by its pairs of characters, one character as what a name begins with, one or two letters as what
 * initials begin with, anything else as a whole; what may be of papers also as such.
 */
function searchTokens(word: string, blinds: (text: string) => string[]): Sought[] {
  if (/\p{Script=Han}/u.test(word)) {
    return [...word].length === 1
      ? [{ from: word, to: `${word}\u{10ffff}` }]
      : bigrams(word).map((pair) => ({ tokens: [pair] }))
  }
  // Household numbers (W0012) and the blind words of ID numbers begin with letters too.
  if (/^[a-z]{1,2}$/.test(word)) return [{ from: word, to: `${word}{`, letters: true }]
  if (isTail(word)) return [{ tokens: [word, ...blinds(partWord(word.toUpperCase()))] }]
  const read = identityKind.parse(word)
  return [{ tokens: 'value' in read ? [word, ...blinds(wholeWord(String(read.value)))] : [word] }]
}
