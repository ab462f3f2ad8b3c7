/** Whose row is it? The declared way from a row to a subject, never a guess. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Step } from '#define/node.ts'

/** Steps from a row of `from` to the subject ledger `to`, along `of` links and memberships; undefined where a row has no such subject. */
export function wayTo(catalog: Catalog, from: string, to: string, depth = 4): Step[] | undefined {
  if (from === to) return []
  if (depth === 0) return undefined
  const ledger = catalog.ledgers.get(from)
  if (!ledger) return undefined
  for (const name of ledger.of) {
    for (const target of ledger.fields[name]?.to ?? []) {
      const rest = wayTo(catalog, target.ledger.id, to, depth - 1)
      if (rest) return [{ link: name, to: target.ledger.id }, ...rest]
    }
  }
  for (const join of catalog.joins) {
    if (join.fromLedger !== from) continue
    const rest = wayTo(catalog, join.toLedger, to, depth - 1)
    if (rest) return [{ joined: join.ledger, to: join.toLedger }, ...rest]
  }
  return undefined
}

/**
 * Where a row's ends are read: its own, and those of whom it is about or joins, however far along. A walk leads there, an empty day is
 * no end.
 */
export function endings(catalog: Catalog, ledger: LedgerDefinition, depth = 4): { steps: Step[]; field: string }[] {
  const found: { steps: Step[]; field: string }[] = ledger.ends === undefined ? [] : [{ steps: [], field: ledger.ends }]
  if (depth === 0) return found
  const { joins } = ledger
  for (const link of new Set([...ledger.of, ...(joins ? [joins.from, joins.to] : [])])) {
    for (const { ledger: to } of ledger.fields[link]?.to ?? []) {
      for (const { steps, field } of endings(catalog, catalog.ledgers.get(to.id) ?? to, depth - 1))
        found.push({ steps: [{ link, to: to.id }, ...steps], field })
    }
  }
  return found
}
