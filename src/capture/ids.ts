/** Ids that the same file always gives again, so that importing it twice changes nothing. */
import { createHash, createHmac } from 'node:crypto'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'

/**
 * Ids of imported rows from what makes them unique: the first declared set of unique fields that a row fills, else all its values and
 * how many equal rows stand before it. Keyed with the office's secret, because ID numbers are few enough to be guessed from a plain
 * digest. `rows` are resolved values.
 * `again` gives other ids for rows of which the first ones have become another's: a household whose number was corrected left it free.
 */
export function rowIds(
  secret: Uint8Array,
  township: string,
  ledger: LedgerDefinition,
  rows: readonly Readonly<Record<string, Value>>[],
  again = 0,
): string[] {
  const equal = new Map<string, number>()
  return rows.map((values) => {
    const set = ledger.unique.find((fields) => fields.every((field) => (values[field] ?? null) !== null))
    const key = JSON.stringify(
      set ? [set, set.map((field) => values[field])] : Object.keys(ledger.fields).map((field) => values[field] ?? null),
    )
    const before = equal.get(key) ?? 0
    equal.set(key, before + 1)
    const text = JSON.stringify(['row', township, ledger.id, key, set ? 0 : before, ...(again > 0 ? [again] : [])])
    return uuidOf(createHmac('sha256', secret).update(text).digest())
  })
}

/** Id of the act that imports these bytes into a ledger. */
export function importActId(township: string, ledger: string, bytes: Uint8Array): string {
  return idFrom(['import', township, ledger, createHash('sha256').update(bytes).digest('hex')])
}

/** An id that the same parts always give. */
export function idFrom(parts: readonly string[]): string {
  return uuidOf(createHash('sha256').update(JSON.stringify(parts)).digest())
}

/** The first 122 bits of a digest as a UUID of version 8, the one for ids of one's own making. */
function uuidOf(digest: Uint8Array): string {
  const bytes = digest.slice(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
