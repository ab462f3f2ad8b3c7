/** Which rows of the books the rows of a file are, and what the file says differently of them. */
import { sql } from 'kysely'
import { rowIds } from '#capture/ids.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem } from '#problem.ts'
import type { Moment } from '#store/moment.ts'
import { acrossVillages, covers, type Scoped } from '#store/store.ts'
import { fieldColumns, standing, table } from '#store/tables/rows-sql.ts'
import { columnsOf, keyColumn } from '#store/tables/schema.ts'
import { keyOf } from './plan.ts'
import { type Stored, storedForm } from './prepare.ts'

type Values = Readonly<Record<string, Value>>

/** Sealed values stay sealed in `before` and `after`; `set` has them in the clear. `at`: when the version matched began or ended. */
export type Match =
  | { is: 'new'; id: string; set: Values }
  | { is: 'same'; id: string; kept: string[] }
  | { is: 'changed'; id: string; kept: string[]; at: Moment; set: Values; before: Stored; after: Stored }
  | { is: 'restored'; id: string; at: Moment; set: Values }
  | { is: 'refused'; problem: Problem }

interface Version {
  id: string
  area: string
  from: Moment
  to: Moment
  stands: boolean
  values: Stored
}

/** One row of the file, in the clear and as it would be stored. */
interface Sought {
  given: Values
  stored: Stored
  /** Fields that the file says nothing of: what they are filled with counts only in a row that is new. */
  filled: readonly string[]
}

/**
 * A row is the one that stands under the same unique fields, in whichever village; where a row without a number is known by other fields, the
 * one alike in those; then the row that the same line made before, if that still says or once said the same; then a voided row under the same
 * unique fields; otherwise it is new. What the file leaves blank says nothing: `kept` are such fields that are filled in the books.
 */
export async function matchRows(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  rows: readonly Values[],
  filled: (row: number) => readonly string[] = () => [],
): Promise<Match[]> {
  const sought = rows.map(
    (given, i): Sought => ({ given, stored: storedForm(ledger, given, tx.cipherOf(township)), filled: filled(i) }),
  )
  return acrossVillages(tx, township, async () => {
    await goingOn(tx, township, ledger, sought)
    const found: (Match | undefined)[] = await byKey(tx, township, ledger, sought)
    await byLikeness(tx, township, ledger, sought, found)
    for (let again = 0; found.includes(undefined); again++) {
      const open = [...sought.keys()].filter((i) => found[i] === undefined)
      const ids = rowIds(tx.store.keys.secret, township, ledger, rows, again)
      const made = await versionsById(
        tx,
        township,
        ledger,
        open.map((i) => ids[i]!),
      )
      const gone = again === 0 ? await voidedByKey(tx, township, ledger, open, sought) : new Map<number, Version>()
      for (const i of open) {
        const match = byOrigin(tx, ledger, sought[i]!, made.get(ids[i]!) ?? [])
        // A voided row is taken before a new one is made, so it is asked for only where the line made nothing that it could be.
        if (match) found[i] = match
        else if (gone.has(i)) found[i] = restored(tx, ledger, sought[i]!, gone.get(i)!)
        else if (!made.has(ids[i]!)) found[i] = { is: 'new', id: ids[i]!, set: rows[i]! }
      }
    }
    return found as Match[]
  })
}

/** A first day given for all rows alike is no news of a state that goes on: the row is the one that says the same, since its own day. */
async function goingOn(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  sought: readonly Sought[],
): Promise<void> {
  if (ledger.mode !== 'state' || !Array.isArray(ledger.dated)) return
  const [began, ended] = ledger.dated as [string, string]
  const dayless = sought.filter(({ filled }) => filled.includes(began))
  for (const set of ledger.unique) {
    const others = [...new Set([...set, ...ledger.of])].filter((field) => field !== began)
    if (!set.includes(began) || dayless.length === 0) continue
    const versions = await versionsBy(tx, township, ledger, others, dayless, sql`${standing()}`)
    const going = new Map(
      versions.flatMap((version) =>
        version.values[ended] == null ? [[keyOf(ledger, others, version.values), version]] : [],
      ),
    )
    for (const { stored } of dayless) {
      const key = keyOf(ledger, others, stored)
      const version = key === undefined ? undefined : going.get(key)
      if (version) stored[began] = version.values[began]!
    }
  }
}

async function byKey(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  sought: readonly Sought[],
): Promise<(Match | undefined)[]> {
  const holders = sought.map(() => new Map<string, { version: Version; set: readonly string[] }>())
  for (const set of ledger.unique) {
    const standingRows = await versionsBy(tx, township, ledger, set, sought, sql`${standing()}`)
    const standingUnder = new Map(standingRows.map((version) => [keyOf(ledger, set, version.values), version]))
    sought.forEach(({ stored }, i) => {
      const key = keyOf(ledger, set, stored)
      const version = key === undefined ? undefined : standingUnder.get(key)
      if (version) holders[i]!.set(version.id, { version, set })
    })
  }
  return sought.map((row, i) => {
    const [one, other] = holders[i]!.values()
    if (!one) return undefined
    if (other) return { is: 'refused', problem: twoRows(ledger, one.set, other.set) }
    return standingMatch(tx, ledger, row, one.version, one.set)
  })
}

/**
 * Whoever has no number, in the file or in the books, is whoever stands under the same name and birthday: so a number given later, or a
 * word corrected, makes nobody twice. Puts into `found` what it finds for rows that nothing was found for; who of several is meant
 * nobody guesses, unless one says all the same.
 */
async function byLikeness(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  sought: readonly Sought[],
  found: (Match | undefined)[],
): Promise<void> {
  const set = ledger.knownBy
  if (!set) return
  const taken = new Set(found.flatMap((match) => (match && 'id' in match ? match.id : [])))
  const open = new Map<string, number[]>()
  sought.forEach(({ stored }, i) => {
    const key = found[i] === undefined ? keyOf(ledger, set, stored) : undefined
    if (key !== undefined) open.set(key, [...(open.get(key) ?? []), i])
  })
  const rows = [...open.values()].flat().map((i) => sought[i]!)
  const standingRows = await versionsBy(tx, township, ledger, set, rows, sql`${standing()}`)
  const alike = new Map<string | undefined, Version[]>()
  for (const version of standingRows) {
    if (taken.has(version.id) || !covers(tx.actor, version.area)) continue
    const key = keyOf(ledger, set, version.values)
    alike.set(key, [...(alike.get(key) ?? []), version])
  }
  for (const [key, lines] of open) {
    let left = alike.get(key) ?? []
    const take = (i: number, version: Version) => {
      found[i] = standingMatch(tx, ledger, sought[i]!, version, set)
      left = left.filter((one) => one !== version)
    }
    for (const i of lines) {
      const same = left.find(({ values }) => differing(ledger, sought[i]!, values).length === 0)
      if (same) take(i, same)
    }
    const others = lines.filter((i) => found[i] === undefined)
    for (const i of others) {
      const could = left.filter(({ values }) => sharesKey(ledger, sought[i]!.stored, values))
      if (could.length === 1 && others.length === 1) take(i, could[0]!)
      else if (could.length > 0) found[i] = { is: 'refused', problem: severalAlike(ledger, set, could.length) }
    }
  }
}

function byOrigin(tx: Scoped, ledger: LedgerDefinition, row: Sought, versions: readonly Version[]): Match | undefined {
  const last = versions.at(-1)
  // Under the key that it was made for, a row may stand no longer: its number was corrected, and another may bear it now.
  const was = versions.some(({ values }) => differing(ledger, row, values).length === 0)
  if (!last || !(was || (!last.stands && sharesKey(ledger, row.stored, last.values)))) return undefined
  return last.stands
    ? standingMatch(tx, ledger, row, last, Object.keys(ledger.fields))
    : restored(tx, ledger, row, last)
}

function standingMatch(
  tx: Scoped,
  ledger: LedgerDefinition,
  sought: Sought,
  { id, area, from, values }: Version,
  set: readonly string[],
): Match {
  if (!covers(tx.actor, area)) return { is: 'refused', problem: elsewhere(ledger, set) }
  const { given, stored } = sought
  const differs = differing(ledger, sought, values)
  const kept = Object.keys(ledger.fields).filter((name) => stored[name] == null && values[name] != null)
  if (differs.length === 0) return { is: 'same', id, kept }
  const only = (from: Values) => Object.fromEntries(differs.map((name) => [name, from[name] ?? null]))
  return { is: 'changed', id, kept, at: from, set: only(given), before: only(values), after: only(stored) }
}

/** Comes back as it was last, with what the file says of it: also what the file leaves blank, so only to whom its village is in sight. */
function restored(
  tx: Scoped,
  ledger: LedgerDefinition,
  { given, filled }: Sought,
  { id, area, to, values }: Version,
): Match {
  if (!covers(tx.actor, area)) return { is: 'refused', problem: elsewhere(ledger, ledger.unique[0] ?? []) }
  const { keys } = tx.store
  const set = Object.entries(ledger.fields).map(([name, { kind }]) => {
    const before = values[name] ?? null
    const clear = kind.sealed && before !== null ? keys.open(String(before), `${ledger.id}.${name}`) : before
    return [name, filled.includes(name) ? (clear ?? given[name]) : (given[name] ?? clear)]
  })
  return { is: 'restored', id, at: to, set: Object.fromEntries(set) }
}

/** The fields of which the file says something else than the books. */
function differing(ledger: LedgerDefinition, { stored, filled }: Sought, values: Stored): string[] {
  return Object.keys(ledger.fields).filter((name) => {
    if (filled.includes(name)) return false
    const column = keyColumn(ledger, name)
    return stored[column] != null && stored[column] !== values[column]
  })
}

function sharesKey(ledger: LedgerDefinition, a: Stored, b: Stored): boolean {
  const keys = ledger.unique.map((set) => [keyOf(ledger, set, a), keyOf(ledger, set, b)])
  const both = keys.filter(([one, other]) => one !== undefined && other !== undefined)
  return both.every(([one, other]) => one === other)
}

async function voidedByKey(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  open: readonly number[],
  sought: readonly Sought[],
): Promise<Map<number, Version>> {
  const found = new Map<number, Version>()
  const asked = open.map((i) => sought[i]!)
  const last = sql`NOT EXISTS (SELECT 1 FROM ${table(ledger.id)} later
    WHERE later.township = r.township AND later.id = r.id AND later._from > r._from) AND NOT ${standing('r')}`
  for (const set of ledger.unique) {
    const voided = await versionsBy(tx, township, ledger, set, asked, last)
    const latest = new Map<string | undefined, Version>()
    for (const version of voided) {
      const key = keyOf(ledger, set, version.values)
      if ((latest.get(key)?.to ?? 0) < version.to) latest.set(key, version)
    }
    for (const i of open) {
      const key = keyOf(ledger, set, sought[i]!.stored)
      const version = key === undefined ? undefined : latest.get(key)
      if (version && !found.has(i)) found.set(i, version)
    }
  }
  return found
}

/** Versions that hold in each of the fields what one of the sought rows holds there: a place alone would bring all that ever was there. */
async function versionsBy(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  set: readonly string[],
  sought: readonly Sought[],
  which: ReturnType<typeof sql>,
): Promise<Version[]> {
  const columns = set.map((field) => keyColumn(ledger, field))
  const whole = sought.filter(({ stored }) => columns.every((column) => stored[column] != null))
  if (whole.length === 0) return []
  const held = columns.map((column) => {
    const values = [...new Set(whole.map(({ stored }) => stored[column]!))]
    const type = columnsOf(ledger).find(({ name }) => name === column)!.type
    return sql`${sql.id(column)} = ANY(${values}::${sql.raw(type)}[])`
  })
  return versionsWhere(tx, township, ledger, sql`${sql.join(held, sql` AND `)} AND ${which}`)
}

async function versionsById(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  ids: readonly string[],
): Promise<Map<string, Version[]>> {
  const found = new Map<string, Version[]>()
  for (const version of await versionsWhere(tx, township, ledger, sql`id = ANY(${ids}::uuid[])`)) {
    const versions = found.get(version.id)
    if (versions) versions.push(version)
    else found.set(version.id, [version])
  }
  return found
}

async function versionsWhere(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  which: ReturnType<typeof sql>,
): Promise<Version[]> {
  type Raw = { id: string; _area: string; _from: Moment; _to: Moment; _stands: boolean } & Stored
  const rows = await tx.run<Raw>(sql`
    SELECT id, _area, _from, _to, ${standing()} AS _stands, ${fieldColumns(ledger)} FROM ${table(ledger.id)} r
    WHERE township = ${township} AND ${which} ORDER BY id, _from`)
  return rows.map(({ id, _area: area, _from: from, _to: to, _stands: stands, ...values }) => ({
    id,
    area,
    from,
    to,
    stands,
    values,
  }))
}

const labels = (ledger: LedgerDefinition, set: readonly string[]) =>
  set.map((field) => ledger.fields[field]?.label ?? field).join('、')

function twoRows(ledger: LedgerDefinition, one: readonly string[], other: readonly string[]): Problem {
  return problem('act.not_unique', `${labels(ledger, one)}是账上的一行，${labels(ledger, other)}是账上的另一行。`, {
    at: { ledger: ledger.id, field: one[0] },
    remedy: '请核对哪一个写错了，改正后再导入。',
  })
}

function severalAlike(ledger: LedgerDefinition, set: readonly string[], count: number): Problem {
  const numbers = labels(ledger, [...new Set(ledger.unique.flat())])
  return problem('import.row_ambiguous', `${labels(ledger, set)}都相同的账上有 ${count} 行，分不清是哪一行。`, {
    at: { ledger: ledger.id, field: set[0] },
    remedy: `请补上${numbers}再导入；没有的，请在网页上打开那一行更正。`,
  })
}

function elsewhere(ledger: LedgerDefinition, set: readonly string[]): Problem {
  return problem('act.not_unique', `${labels(ledger, set) || '这一行'}在账上已有，那一行不在您负责的范围。`, {
    at: { ledger: ledger.id, field: set[0] },
    remedy: '请核对是不是写错；确是同一件事，请交乡镇管理员处理。',
  })
}
