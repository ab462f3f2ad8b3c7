/** Rows found by the names that people write in files and search boxes: 户编号, 身份证号码, 姓名. */
import { sql } from 'kysely'
import type { Lookup } from '#capture/resolve.ts'
import type { Scoped } from '#store/store.ts'
import { inSight, standing, table } from '#store/tables/rows-sql.ts'
import { keyColumn } from '#store/tables/schema.ts'
import { areaNames } from './office-words.ts'

/** Names within what the actor sees. A name borne by several rows is 'many': nobody guesses who is meant. */
export function lookupIn(tx: Scoped): Lookup {
  return {
    async rows(ledger, names) {
      const definition = tx.store.catalog.ledgers.get(ledger)!
      const found = new Map<string, string>()
      const uuids = names.filter((name) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name))
      const note = (name: string, id: string) =>
        found.set(name, found.has(name) && found.get(name) !== id ? 'many' : id)
      if (uuids.length > 0) {
        const rows = await tx.run<{ id: string }>(sql`
          SELECT id FROM ${table(ledger)} WHERE ${inSight(tx)} AND id = ANY (${uuids}::uuid[]) AND ${standing()}`)
        for (const { id } of rows) note(id, id)
      }
      for (const field of definition.namedBy) {
        const written = new Map<string, string>()
        for (const name of names) {
          if (found.has(name)) continue
          const { kind } = definition.fields[field]!
          if (!kind.sealed) written.set(name, name)
          else {
            const reading = kind.parse(name)
            if ('value' in reading) written.set(tx.store.keys.blind(String(reading.value)), name)
          }
        }
        if (written.size === 0) continue
        const rows = await tx.run<{ id: string; name: string }>(sql`
          SELECT id, ${sql.ref(keyColumn(definition, field))} AS name FROM ${table(ledger)}
          WHERE ${inSight(tx)} AND ${sql.ref(keyColumn(definition, field))} = ANY (${[...written.keys()]}::text[]) AND ${standing()}`)
        for (const { id, name } of rows) note(written.get(name)!, id)
      }
      return found
    },
    async areas(names) {
      const codes = new Map<string, string>()
      const wanted = new Set(names)
      for (const [code, name] of await areaNames(tx)) {
        if (wanted.has(code)) codes.set(code, code)
        if (wanted.has(name)) codes.set(name, codes.has(name) && codes.get(name) !== code ? 'many' : code)
      }
      return codes
    },
  }
}
