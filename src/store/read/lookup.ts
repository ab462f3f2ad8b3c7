/** Rows found by the names that people write in files and search boxes: 户编号, 身份证号码, 姓名. */
import { sql } from 'kysely'
import { joinKey, type Lookup, nameKey } from '#capture/resolve.ts'
import { heldBetween } from '#define/dating.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { placeKey } from '#kinds/area.ts'
import type { Scoped } from '#store/store.ts'
import { inSight, standing, table } from '#store/tables/rows-sql.ts'
import { keyColumn } from '#store/tables/schema.ts'
import { areaNames, placeName } from './office-words.ts'
import { titleOf } from './show.ts'

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
            if ('value' in reading) for (const blind of tx.blinds(String(reading.value))) written.set(blind, name)
          }
        }
        if (written.size === 0) continue
        const rows = await tx.run<{ id: string; name: string }>(sql`
          SELECT id, ${sql.ref(keyColumn(definition, field))} AS name FROM ${table(ledger)}
          WHERE ${inSight(tx)} AND ${sql.ref(keyColumn(definition, field))} = ANY (${[...written.keys()]}::text[]) AND ${standing()}`)
        for (const { id, name } of rows) note(written.get(name)!, id)
      }
      await byNameAndDay(tx, definition, names, found, note)
      for (const join of tx.store.catalog.joins) {
        if (join.toLedger === ledger) await throughMembers(tx, join, names, found, note)
      }
      return found
    },
    async joined(membership, asked) {
      const { from, to } = membership.joins!
      const holder = membership.fields[from]!.to![0]!.ledger
      const found = new Map<string, string>()
      const names = [...new Set(asked.map(({ name }) => name))]
      const homes = [...new Set(asked.map((one) => one.to))]
      for (const field of holder.namedBy.filter((by) => !holder.fields[by]?.kind.sealed)) {
        const rows = await tx.run<{ id: string; name: string; to: string }>(sql`
          SELECT DISTINCT h.id, h.${sql.ref(field)} AS name, m.${sql.ref(to)} AS "to"
          FROM ${table(membership.id)} m JOIN ${table(holder.id)} h ON h.township = m.township AND h.id = m.${sql.ref(from)}
          WHERE ${inSight(tx, 'm')} AND ${standing('m')} AND ${standing('h')}
            AND h.${sql.ref(field)} = ANY (${names}::text[]) AND m.${sql.ref(to)} = ANY (${homes}::uuid[])`)
        for (const row of rows) {
          const key = joinKey(row)
          found.set(key, found.has(key) && found.get(key) !== row.id ? 'many' : row.id)
        }
      }
      return found
    },
    async otherwise(ledger, asked) {
      const definition = tx.store.catalog.ledgers.get(ledger)!
      const own = [...new Set([definition.shownAs, ...definition.namedBy])].filter((by) => {
        const { kind } = definition.fields[by]!
        return kind.reads === 'text' && !kind.sealed
      })
      const shows = own.includes(definition.shownAs)
      const found = new Map<string, string>()
      if (!shows) return found
      const rows = await tx.run<{ id: string } & Record<string, string | null>>(sql`
        SELECT id, ${sql.join(own.map((by) => sql.ref(by)))} FROM ${table(ledger)}
        WHERE ${inSight(tx)} AND ${standing()} AND id = ANY (${[...new Set(asked.map(({ to }) => to))]}::uuid[])`)
      const called = new Map(rows.map(({ id, ...row }) => [id, row]))
      for (const one of asked) {
        const row = called.get(one.to)
        const names = own.flatMap((by) => row?.[by] ?? [])
        if (!row || names.length === 0 || names.some((name) => nameKey(name) === nameKey(one.name))) continue
        found.set(joinKey(one), titleOf(tx, definition, row))
      }
      // A household may be called after any who belong to it: that is no slip of its number.
      for (const join of tx.store.catalog.joins) {
        if (join.toLedger !== ledger || found.size === 0) continue
        const others = asked.filter((one) => found.has(joinKey(one)))
        const members = await this.joined!(tx.store.catalog.ledgers.get(join.ledger)!, others)
        for (const key of members.keys()) found.delete(key)
      }
      return found
    },
    async areas(asked) {
      const codes = new Map<string, string>()
      const wanted = new Set(asked)
      const names = await areaNames(tx)
      /** Written in another way: 云台村3组 for 云台村三组. */
      const alike = new Map<string, string>()
      const note = (found: Map<string, string>, name: string, code: string) =>
        found.set(name, found.has(name) && found.get(name) !== code ? 'many' : code)
      for (const [code, own] of names) {
        if (wanted.has(code)) codes.set(code, code)
        for (const name of new Set([own, placeName(names, code)!])) {
          if (wanted.has(name)) note(codes, name, code)
          note(alike, placeKey(name), code)
        }
      }
      for (const name of wanted) {
        const code = codes.get(name) ?? alike.get(placeKey(name))
        if (code !== undefined) codes.set(name, code)
      }
      return codes
    },
  }
}

/** A household by the number of somebody who belongs to it now; of who belonged to several and left, by none. */
async function throughMembers(
  tx: Scoped,
  join: Scoped['store']['catalog']['joins'][number],
  names: readonly string[],
  found: ReadonlyMap<string, string>,
  note: (name: string, id: string) => void,
): Promise<void> {
  const holder = tx.store.catalog.ledgers.get(join.fromLedger)!
  const [, ended] = heldBetween(tx.store.catalog.ledgers.get(join.ledger)!) ?? []
  for (const field of holder.namedBy) {
    const { kind } = holder.fields[field]!
    const written = new Map<string, string>()
    for (const name of kind.sealed ? names : []) {
      const reading = found.has(name) ? undefined : kind.parse(name)
      if (reading && 'value' in reading) for (const blind of tx.blinds(String(reading.value))) written.set(blind, name)
    }
    if (written.size === 0) continue
    const going = ended === undefined ? sql`TRUE` : sql`m.${sql.ref(ended)} IS NULL`
    const rows = await tx.run<{ id: string; name: string }>(sql`
      SELECT DISTINCT m.${sql.ref(join.to)} AS id, h.${sql.ref(keyColumn(holder, field))} AS name
      FROM ${table(join.ledger)} m JOIN ${table(holder.id)} h ON h.township = m.township AND h.id = m.${sql.ref(join.from)}
      WHERE ${inSight(tx, 'm')} AND ${standing('m')} AND ${standing('h')} AND ${going}
        AND h.${sql.ref(keyColumn(holder, field))} = ANY (${[...written.keys()]}::text[])`)
    for (const { id, name } of rows) note(written.get(name)!, id)
  }
}

/** Who is written by name and day, having no number: 张小宝 2024-05-06, 张小宝（2024年5月6日）. */
async function byNameAndDay(
  tx: Scoped,
  ledger: LedgerDefinition,
  names: readonly string[],
  found: ReadonlyMap<string, string>,
  note: (name: string, id: string) => void,
): Promise<void> {
  const [first, second] = ledger.knownBy ?? []
  const kind = second === undefined ? undefined : ledger.fields[second]?.kind
  if (first === undefined || second === undefined || !kind) return
  const written = names.flatMap((whole) => {
    const parts = found.has(whole) ? null : /^(\D+?)[\s(（,，]*(\d.*?)[)）]?$/.exec(whole)
    const read = parts && kind.parse(parts[2]!)
    return read && 'value' in read ? { whole, name: parts[1]!, told: String(read.value) } : []
  })
  if (written.length === 0) return
  const rows = await tx.run<{ id: string; name: string; told: string }>(sql`
    SELECT id, ${sql.ref(first)} AS name, ${sql.ref(second)} AS told FROM ${table(ledger.id)}
    WHERE ${inSight(tx)} AND ${standing()} AND ${sql.ref(first)} = ANY (${written.map(({ name }) => name)}::text[])`)
  for (const { id, name, told } of rows) {
    for (const one of written) if (one.name === name && one.told === told) note(one.whole, id)
  }
}
