/** Rows shaped for people: labels, words instead of ids, and what links on. */
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Naming } from '#http/places.ts'
import type { ShownRow } from '#http/shapes/row.ts'
import { villageOf } from '#kinds/area.ts'
import { refuse } from '#problem.ts'
import type { Row } from '#store/read/rows.ts'
import { hidden, type Named, namesOf, type Reader, shown, titleOf } from '#store/read/show.ts'
import { hides, hidesWho } from '#store/sees.ts'
import type { Scoped, Store } from '#store/store.ts'

export type Names = ReadonlyMap<string, Named>

export const noRow = (): never =>
  refuse('row.unknown', '没有这一行，或不在您负责的范围。', { remedy: '请从列表里重新打开；需要时请联系乡镇管理员。' })

export function ledgerOf(store: Store, id: string): LedgerDefinition {
  return store.catalog.ledgers.get(id)!
}

/** Names of everything that rows of several ledgers link to. */
export async function namesOfAll(tx: Scoped, rows: readonly Row[]): Promise<Names> {
  const names = new Map<string, Named>()
  for (const id of new Set(rows.map((row) => row.ledger))) {
    const own = rows.filter((row) => row.ledger === id).map((row) => row.values)
    for (const [key, named] of await namesOf(tx, ledgerOf(tx.store, id), own)) names.set(key, named)
  }
  return names
}

export function shownFields(reader: Reader, row: Row, names: Names, name: Naming): ShownRow['fields'] {
  const ledger = ledgerOf(reader.store, row.ledger)
  const texts = shown(reader, ledger, row.values, names)
  const unnamed = hidesWho(ledger, reader.actor)
  return Object.entries(ledger.fields).flatMap(([key, field]) => {
    const text = texts[key]
    if (text === undefined) return []
    const value = String(row.values[key])
    const link = field.to && !unnamed ? names.get(value) : undefined
    const unit = field.kind.unit ?? ''
    return {
      name: key,
      label: field.label,
      kind: field.kind.name,
      text: field.kind.place
        ? name(unnamed ? villageOf(value) : value).name
        : unit && text !== hidden
          ? withUnit(text, unit)
          : text,
      masked: hides(field, reader.actor),
      ...(link && { link }),
      ...(field.kind.place && !unnamed && { code: value }),
    }
  })
}

const withUnit = (text: string, unit: string): string => (text.endsWith(unit) ? text : `${text}${unit}`)

export function shownRow(reader: Reader, row: Row, names: Names, name: Naming): ShownRow {
  const ledger = ledgerOf(reader.store, row.ledger)
  return {
    id: row.id,
    township: row.township,
    ledger: {
      ...{ id: ledger.id, title: ledger.title, row: ledger.row, unnamed: hidesWho(ledger, reader.actor) },
      kept: ledger.keptBy !== undefined,
    },
    title: titleOf(reader, ledger, row.values),
    area: name(placeOf(reader, row)),
    fields: shownFields(reader, row, names, name),
  }
}

/** Where a row belongs, no closer than it may be told whose it is. */
export function placeOf({ store, actor }: Reader, row: Row): string {
  return hidesWho(ledgerOf(store, row.ledger), actor) ? villageOf(row.area) : row.area
}

/** Whom a row is about, where that may be told. */
export function subjectOf({ actor }: Reader, ledger: LedgerDefinition, row: Row, names: Names) {
  if (hidesWho(ledger, actor)) return null
  const id = ledger.of.map((field) => row.values[field]).find((value) => value != null)
  return id === undefined ? null : (names.get(String(id)) ?? null)
}

/** First and last day a row speaks of, as far as its own fields say. */
export function daysOf(ledger: LedgerDefinition, row: Row): { day: string | null; until: string | null } {
  const [first, last] = typeof ledger.dated === 'string' ? [ledger.dated] : (ledger.dated ?? [])
  const read = (field: string | undefined) =>
    (field === undefined ? null : (row.values[field] ?? null)) as string | null
  return { day: read(first), until: read(last) }
}

/** The row in one line: what it says beside whom it is about and when. */
export function oneLine(ledger: LedgerDefinition, fields: ShownRow['fields'], most = 4): string {
  const dated: readonly string[] = typeof ledger.dated === 'string' ? [ledger.dated] : (ledger.dated ?? [])
  const kindOf = (f: ShownRow['fields'][number]) => ledger.fields[f.name]!.kind
  const telling = fields.filter(
    (f) => !ledger.of.includes(f.name) && !dated.includes(f.name) && !kindOf(f).place && !f.masked,
  )
  return telling
    .slice(0, most)
    .map((f) => (kindOf(f).standsAlone?.(f.text) ? f.text : `${f.label}${f.text}`))
    .join('，')
}

/** What somebody is known by beside their name: a few words and days. */
export function tellingOf(ledger: LedgerDefinition, fields: ShownRow['fields'], most = 5): string {
  const said = fields.flatMap((f) => {
    const { choices, reads } = ledger.fields[f.name]!.kind
    if (f.masked) return []
    if (reads === 'day') return `${f.label.replace(/日期$/, '')} ${f.text}`
    return choices ? f.text : []
  })
  return said.slice(0, most).join('，')
}
