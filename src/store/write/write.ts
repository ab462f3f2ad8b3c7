/** Brings a planned act into the books: closes versions, writes new ones, keeps the search index, lets areas follow. */
import { sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Problem, problem } from '#problem.ts'
import { sameHome } from '#store/home.ts'
import { acrossVillages, covers } from '#store/store.ts'
import { type ColumnPlan, columnsOf, linksOf } from '#store/tables/schema.ts'
import { inTheClear, namingFields, tokensOf } from '#store/tables/tokens.ts'
import { BEGUN, PLACED } from '#store/tables/touch.ts'
import type { LedgerPlan, Standing } from './plan.ts'
import { placeOf, throwIfAny } from './prepare.ts'
import { restamp, type Shift } from './restamp.ts'
import { type Sight, standingBy } from './sight.ts'
import { closeRows, flushAll, type Head, insertRows, noteTouched, putRows, touch, type Writing } from './versions.ts'

/** Writes what was planned at the head's seq and moment; the head is locked. */
export async function writePlan(writing: Writing, head: Head, plans: readonly LedgerPlan[]): Promise<void> {
  const { tx } = writing.sight
  const own = new Set(plans.flatMap(({ rows, voided }) => [...rows, ...voided].map((row) => row.id)))
  for (const { ledger, rows, voided } of plans) {
    const corrected = rows.filter((row) => row.before)
    const closed = [...corrected, ...voided].map((row) => row.id)
    if (rows.length > corrected.length || voided.length > 0) touch(writing, head, ledger, [BEGUN])
    for (const row of corrected) touch(writing, head, ledger, touchedBy(row, ledger))
    await closeRows(writing, head, ledger, closed)
    await insertRows(writing, head, ledger, rows)
    if (namingFields(ledger).length > 0) await index(writing, ledger, rows, closed)
  }
  const { joins, moves } = tx.store.catalog
  const movedOnDays = new Set<string>()
  for (const { ledger, rows, voided } of plans) {
    const written = [...rows, ...voided, ...rows.flatMap((row) => row.before ?? [])]
    const about = (link: string) => [...new Set(written.flatMap(({ values }) => values[link] ?? []))].map(String)
    const asked = new Map<string, string[]>()
    for (const join of joins.filter((one) => one.ledger === ledger.id)) asked.set(join.fromLedger, about(join.from))
    for (const { of, ofLedgers } of moves.filter((one) => one.ledger === ledger.id)) {
      for (const id of about(of)) movedOnDays.add(id)
      for (const to of ofLedgers) asked.set(to, about(of))
    }
    const changed = new Map<string, Shift>()
    for (const { id, before, area, was } of rows) {
      const after = { area, was }
      if (before && !sameHome(before, after)) changed.set(id, { before, after, dated: movedOnDays.has(id) })
    }
    if (changed.size + asked.size > 0) await restamp(writing, head, ledger.id, changed, asked, own)
  }
  if (!plans.some(({ voided }) => voided.length > 0)) return
  // Written in the actor's own scope, before links are looked for in all villages.
  await flushAll(writing)
  throwIfAny(await stillLinked(writing.sight, plans))
}

/** What a correction touches: the columns that hold another value than before, and the row's place. */
function* touchedBy({ area, was, values, before }: Standing, ledger: LedgerDefinition): Iterable<string> {
  if (!before) return
  if (!sameHome(before, { area, was })) yield PLACED
  for (const { name } of columnsOf(ledger)) {
    if ((before.values[name] ?? null) !== (values[name] ?? null)) yield name
  }
}

/** Nothing that stands may point to a row that was voided. */
async function stillLinked(sight: Sight, plans: readonly LedgerPlan[]): Promise<Problem[]> {
  const { tx, township } = sight
  const faults: Problem[] = []
  for (const { ledger, voided } of plans) {
    if (voided.length === 0) continue
    const ids = voided.map((row) => row.id)
    for (const other of tx.store.catalog.ledgers.values()) {
      for (const { field } of linksOf(other).filter(({ to }) => to.includes(ledger.id))) {
        const rows = await acrossVillages(tx, township, () => standingBy(sight, other, field, ids))
        for (const { n, id } of voided) {
          const linked = rows.filter((row) => row[field] === id)
          if (linked.length === 0) continue
          const hidden = linked.some((row) => !covers(tx.actor, row._area))
          faults.push(
            problem('act.still_linked', `“${other.title}”里还有 ${linked.length} 行指向它，不能作废。`, {
              at: placeOf(ledger, n),
              remedy: hidden ? '那些行有的不在您负责的范围，请交乡镇管理员处理。' : '请先作废或更正那些行。',
            }),
          )
        }
      }
    }
  }
  return faults
}

async function index(
  writing: Writing,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  closed: readonly string[],
): Promise<void> {
  const { tx, township } = writing.sight
  if (closed.length > 0) {
    const gone = new Set(closed)
    writing.lookups = writing.lookups.filter((lookup) => !gone.has(lookup.id))
    await tx.change(sql`DELETE FROM lookup WHERE township = ${township} AND id = ANY(${closed}::uuid[])`)
  }
  for (const { id, area, values } of rows) {
    for (const token of tokensOf(ledger, inTheClear(tx.store.keys, ledger, values), tx.cipherOf(township).blind)) {
      writing.lookups.push({ token, ledger: ledger.id, id, area })
    }
    if (writing.lookups.length >= WAITING_LOOKUPS) await writeLookups(writing)
  }
}

/** So many search words wait for one another, at most. */
const WAITING_LOOKUPS = 20_000

const lookupColumns: readonly ColumnPlan[] = [
  { name: 'township', type: 'text' },
  { name: 'token', type: 'text' },
  { name: 'ledger', type: 'text' },
  { name: 'id', type: 'uuid' },
  { name: 'area', type: 'text' },
]

/** Brings collected search words into the index. */
export async function writeLookups(writing: Writing): Promise<void> {
  const { tx, township } = writing.sight
  const rows = writing.lookups
  writing.lookups = []
  await putRows(tx, 'lookup', lookupColumns, rows, (l) => [township, l.token, l.ledger, l.id, l.area])
}

/** Ends a transaction's writing: waiting rows and search words in. */
export async function finish(writing: Writing): Promise<void> {
  await flushAll(writing)
  await writeLookups(writing)
  await noteTouched(writing)
}
