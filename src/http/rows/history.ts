/** How a row came to be, newest first. */

import type { ActSummary, Version } from '#store/read/rows.ts'
import { type Reader, shown } from '#store/read/show.ts'
import { hidesWho } from '#store/sees.ts'
import type { RowDetail } from './answers.ts'
import { ledgerOf, type Names } from './show-row.ts'

export function historyOf(reader: Reader, versions: readonly Version[], names: Names): RowDetail['history'] {
  const entries = versions.flatMap((version, i) => {
    const ledger = ledgerOf(reader.store, version.ledger)
    const before = versions[i - 1]
    const texts = shown(reader, ledger, version.values, names)
    const old = before ? shown(reader, ledger, before.values, names) : {}
    const changed = Object.keys(ledger.fields).filter(
      (field) => (before?.values[field] ?? null) !== (version.values[field] ?? null),
    )
    const { voidedBy } = version
    // A reason says freely whom it is about.
    const told = (act: ActSummary): ActSummary => (hidesWho(ledger, reader.actor) ? { ...act, reason: null } : act)
    const entry = {
      ...told(version.act),
      did: before && !before.voidedBy ? ('correct' as const) : ('record' as const),
      changes: before
        ? changed.map((field) => ({
            label: ledger.fields[field]!.label,
            before: old[field] ?? null,
            after: texts[field] ?? null,
          }))
        : [],
    }
    return [entry, ...(voidedBy ? [{ ...told(voidedBy), did: 'void' as const, changes: [] }] : [])]
  })
  return entries.reverse()
}
