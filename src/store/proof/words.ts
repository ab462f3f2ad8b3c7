/** Proves the search index: every row that stands is found by its own words, and nothing else is. */
import { type RawBuilder, sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem } from '#problem.ts'
import type { Scoped } from '#store/store.ts'
import { standing, table } from '#store/tables/rows-sql.ts'
import { inTheClear, namingFields, tokensOf } from '#store/tables/tokens.ts'
import { remedy } from './faults.ts'

/** So many rows of a ledger are told one by one; beyond, how many there are. */
const TOLD = 3
/** Between the words of a row; stands in none. */
const PART = '\u001f'

type Standing = { id: string; _area: string } & Record<string, Value>

/** What was found of one ledger's index. */
export interface Words {
  /** How many words were looked at. */
  listed: number
  missing: string[]
  differing: string[]
}

export const noWords = (): Words => ({ listed: 0, missing: [], differing: [] })

export async function proveWords(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  words: Words,
): Promise<void> {
  if (rows.length === 0 || namingFields(ledger).length === 0) return
  const ids = rows.map(({ id }) => id)
  const listed = await tx.run<{ id: string; from: string; to: string; n: number; tokens: string }>(
    sql`SELECT id, min(area) AS "from", max(area) AS "to", count(*) AS n, string_agg(token, ${PART}) AS tokens FROM lookup
        WHERE township = ${township} AND ledger = ${ledger.id} AND id = ANY(${ids}::uuid[]) GROUP BY id`,
  )
  const byId = new Map(listed.map((one) => [one.id, one]))
  for (const row of rows) {
    const should = tokensOf(ledger, inTheClear(tx.store.keys, ledger, row), tx.cipherOf(township).blind)
    const found = byId.get(row.id)
    words.listed += found?.n ?? 0
    if (!found) {
      if (should.length > 0) words.missing.push(row.id)
      continue
    }
    const there = new Set(found.tokens.split(PART))
    const fits = found.n === should.length && should.every((token) => there.has(token))
    if (!fits || found.from !== row._area || found.to !== row._area) words.differing.push(row.id)
  }
}

/** Tells what was found, with what is listed and does not stand. */
export async function tellWords(
  tx: Scoped,
  township: string,
  words: ReadonlyMap<LedgerDefinition, Words>,
  found: Problem[],
): Promise<void> {
  for (const [ledger, { missing, differing }] of words) {
    tell(found, ledger, missing, '在查找索引里没有，按姓名、号码查不到：索引被人直接清空或删过。')
    tell(found, ledger, differing, '的查找索引和它的姓名、号码或所在地区不符，被人直接在数据库里改动过。')
  }
  const listed = [...words.values()].reduce((sum, one) => sum + one.listed, 0)
  const [all] = await tx.run<{ n: number }>(sql`SELECT count(*) AS n FROM lookup WHERE township = ${township}`)
  if (all!.n === listed) return
  const stands = (ledger: LedgerDefinition): RawBuilder<unknown> =>
    sql`(l.ledger = ${ledger.id} AND EXISTS (SELECT FROM ${table(ledger.id)} r
          WHERE r.township = l.township AND r.id = l.id AND ${standing('r')}))`
  const strays = await tx.run<{ ledger: string; id: string }>(
    sql`SELECT DISTINCT l.ledger, l.id FROM lookup l WHERE l.township = ${township}
          AND NOT (${sql.join([...words.keys()].map(stands), sql` OR `)}) ORDER BY 1, 2 LIMIT ${TOLD}`,
  )
  for (const { ledger, id } of strays) {
    found.push(
      problem('verify.search', '查找索引里有它，台账里没有有效的这一行：是有人直接加进数据库的。', {
        at: tx.store.catalog.ledgers.has(ledger) ? { ledger, row: id } : { township },
        remedy,
      }),
    )
  }
}

function tell(found: Problem[], ledger: LedgerDefinition, ids: readonly string[], says: string): void {
  if (ids.length > TOLD) {
    found.push(problem('verify.search', `有 ${ids.length} 行${says}`, { at: { ledger: ledger.id }, remedy }))
    return
  }
  for (const row of ids)
    found.push(problem('verify.search', `这一行${says}`, { at: { ledger: ledger.id, row }, remedy }))
}
