/** Everything about a household, a person or another subject: whom it is joined with, and what the ledgers hold about it. */
import type { Naming } from '#http/places.ts'
import { rowsOf } from '#store/read/list.ts'
import type { Row } from '#store/read/rows.ts'
import type { Reader } from '#store/read/show.ts'
import type { Scoped } from '#store/store.ts'
import type { RowDetail, SubjectPage } from './answers.ts'
import { daysOf, ledgerOf, type Names, oneLine, shownFields, subjectOf, tellingOf } from './show-row.ts'

/** Memberships that lead to or from the row, with whom they join it to: those that last first, in the order in which the relations are declared. */
export function membersOf(
  reader: Reader,
  row: Row,
  about: readonly Row[],
  names: Names,
  name: Naming,
): SubjectPage['members'] {
  return reader.store.catalog.joins.flatMap((join) => {
    const [own, other] =
      join.toLedger === row.ledger ? [join.to, join.from] : join.fromLedger === row.ledger ? [join.from, join.to] : []
    if (own === undefined || other === undefined) return []
    const ledger = ledgerOf(reader.store, join.ledger)
    const byId = new Map(about.map((one) => [one.id, one]))
    return about
      .filter((one) => one.ledger === join.ledger && one.values[own] === row.id)
      .map((one) => {
        const fields = shownFields(reader, one, names, name)
        const relation = fields.find((f) => ledger.fields[f.name]!.kind.choices)
        const order = relation && ledger.fields[relation.name]!.kind.choices!.indexOf(relation.text)
        const { day, until } = daysOf(ledger, one)
        const id = String(one.values[other])
        const them = byId.get(id)
        const target = ledger.fields[other]?.to?.[0]?.ledger.id ?? ''
        const member = {
          subject: names.get(id) ?? { ledger: target, id, name: '（不在可见范围）' },
          relation: relation?.text ?? '',
          telling: them ? tellingOf(ledgerOf(reader.store, them.ledger), shownFields(reader, them, names, name)) : '',
          from: day ?? '',
          until,
        }
        return { member, rank: until === null ? (order ?? Number.MAX_SAFE_INTEGER) : Number.POSITIVE_INFINITY }
      })
      .sort((a, b) => (a.rank === b.rank ? (a.member.from < b.member.from ? -1 : 1) : a.rank - b.rank))
      .map(({ member }) => member)
  })
}

/** Ledgers that join such a row to what it belongs to, and in which it has never stood: nobody has said yet where it belongs. */
export async function apartFrom(tx: Scoped, row: Row): Promise<RowDetail['apart']> {
  const apart: RowDetail['apart'] = []
  for (const { ledger, from, fromLedger, toLedger } of tx.store.catalog.joins) {
    if (fromLedger !== row.ledger) continue
    const { items } = await rowsOf(tx, ledger, { equal: { [from]: row.id }, limit: 1 })
    const { id, title } = ledgerOf(tx.store, ledger)
    if (items.length === 0) apart.push({ id, title, field: from, of: ledgerOf(tx.store, toLedger).row })
  }
  return apart
}

/** Everything else that was recorded, ledger by ledger, newest first. */
export function groupsOf(
  reader: Reader,
  row: Row,
  about: readonly Row[],
  names: Names,
  name: Naming,
): SubjectPage['groups'] {
  const joined = new Set(reader.store.catalog.joins.flatMap((join) => [join.ledger, join.fromLedger, join.toLedger]))
  const ledgers = [...new Set(about.map((one) => one.ledger))].filter((id) => !joined.has(id))
  return ledgers.map((id) => {
    const ledger = ledgerOf(reader.store, id)
    return {
      ledger: { id, title: ledger.title },
      rows: about
        .filter((one) => one.ledger === id)
        .map((one) => {
          const who = subjectOf(reader, ledger, one, names)
          const days = daysOf(ledger, one)
          return {
            id: one.id,
            ...days,
            who: who && who.id !== row.id ? who.name : '',
            text: oneLine(ledger, shownFields(reader, one, names, name)),
          }
        })
        .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1)),
    }
  })
}
