/** Rows as people read them: words instead of ids, masked where a field is sensitive. */
import { sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import { villageOf } from '#kinds/area.ts'
import type { Value } from '#kinds/index.ts'
import { dayOfMoment, type Moment } from '#store/moment.ts'
import { hides, hidesWho } from '#store/sees.ts'
import type { Scoped } from '#store/store.ts'
import { asOf, inSight, table } from '#store/tables/rows-sql.ts'
import { areaNames, placeName } from './office-words.ts'

/** What a linked row is called. */
export interface Named {
  ledger: string
  id: string
  name: string
}

/** Names of the rows that the given rows link to, one question per ledger. Rows out of sight have none. */
export async function namesOf(
  tx: Scoped,
  ledger: LedgerDefinition,
  rows: readonly Record<string, Value>[],
  moment?: Moment,
): Promise<Map<string, Named>> {
  const wanted = new Map<string, Set<string>>()
  for (const [field, { to }] of Object.entries(ledger.fields)) {
    for (const target of to ?? []) {
      const ids = wanted.get(target.ledger.id) ?? new Set()
      for (const row of rows) if (row[field] != null) ids.add(String(row[field]))
      wanted.set(target.ledger.id, ids)
    }
  }
  const names = new Map<string, Named>()
  for (const [id, ids] of wanted) {
    if (ids.size === 0) continue
    for (const named of await namesIn(tx, tx.store.catalog.ledgers.get(id)!, [...ids], moment))
      names.set(named.id, named)
  }
  const areas = Object.keys(ledger.fields).filter((name) => ledger.fields[name]?.kind.place)
  if (areas.some((field) => rows.some((row) => row[field] != null))) {
    const places = await areaNames(tx, moment === undefined ? {} : { moment, day: dayOfMoment(moment) })
    for (const code of places.keys()) names.set(code, { ledger: '', id: code, name: placeName(places, code)! })
  }
  return names
}

async function namesIn(
  tx: Scoped,
  ledger: LedgerDefinition,
  ids: readonly string[],
  moment?: Moment,
): Promise<Named[]> {
  const field = ledger.fields[ledger.shownAs]!
  const rows = await tx.run<{ id: string; name: Value }>(sql`
    SELECT id, ${sql.ref(ledger.shownAs)} AS name FROM ${table(ledger.id)}
    WHERE ${inSight(tx)} AND id = ANY (${[...ids]}::uuid[]) AND ${asOf(moment)}`)
  return rows.map(({ id, name }) => ({
    ledger: ledger.id,
    id,
    name: name === null ? ledger.title : field.to ? ledger.title : field.kind.show(name),
  }))
}

/** Who reads, in which books: a scoped transaction is one. */
export type Reader = Pick<Scoped, 'store' | 'actor'>

/** What stands in place of a value that is not for every eye and has no partial form. */
export const hidden = '（已隐去）'

/** A row's fields as text, in order of declaration; what is empty is left out. `full`: nothing is masked, for who may reveal it. */
export function shown(
  { store, actor }: Reader,
  ledger: LedgerDefinition,
  row: Record<string, Value>,
  names: ReadonlyMap<string, Named>,
  full = false,
): Record<string, string> {
  const texts: Record<string, string> = {}
  const unnamed = hidesWho(ledger, actor)
  for (const [name, field] of Object.entries(ledger.fields)) {
    const value = row[name] ?? null
    if (value === null) continue
    if (unnamed && (field.to || name === ledger.shownAs)) texts[name] = hidden
    else if (unnamed && field.kind.place)
      texts[name] = names.get(villageOf(String(value)))?.name ?? villageOf(String(value))
    else if (field.to) texts[name] = names.get(String(value))?.name ?? '（不在可见范围）'
    else if (field.kind.place) texts[name] = names.get(String(value))?.name ?? String(value)
    else {
      const text = field.kind.show(field.kind.sealed ? store.keys.open(String(value), `${ledger.id}.${name}`) : value)
      texts[name] = full ? text : field.kind.mask ? field.kind.mask(text) : hides(field, actor) ? hidden : text
    }
  }
  return texts
}

/** What a row is called where it stands alone; masked where that is sensitive. */
export function titleOf(reader: Reader, ledger: LedgerDefinition, row: Record<string, Value>): string {
  return ledger.fields[ledger.shownAs]?.to
    ? ledger.title
    : (shown(reader, ledger, row, new Map())[ledger.shownAs] ?? ledger.title)
}
