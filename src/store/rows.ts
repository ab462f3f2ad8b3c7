/** Reading rows: one by its id, as it stands or as it stood. */
import { sql } from 'kysely'
import type { Value } from '#kinds/index.ts'
import { type Moment, OPEN } from './moment.ts'
import { rowTable } from './schema.ts'
import type { Scoped } from './store.ts'

/** One version of a row. Values in stored form; an ID number is sealed (see `shown` and `reveal`). */
export interface Row {
  ledger: string
  township: string
  id: string
  area: string
  from: Moment
  to: Moment
  /** Numbers of the acts that opened and closed the version. */
  opened: number
  closed: number | null
  values: Record<string, Value>
}

type RawRow = {
  township: string
  id: string
  _from: number
  _to: number
  _opened: number
  _closed: number | null
  _area: string
} & Record<string, Value>

export function rowOf(ledger: string, raw: RawRow): Row {
  const { township, id, _from, _to, _opened, _closed, _area, ...rest } = raw
  const values = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.includes('__')))
  return { ledger, township, id, area: _area, from: _from, to: _to, opened: _opened, closed: _closed, values }
}

/** The row as it stands, or as it stood at a moment; undefined when it is not in sight or was not there. */
export async function rowById(
  tx: Scoped,
  ledger: string,
  id: string,
  moment: Moment = OPEN - 1,
): Promise<Row | undefined> {
  const rows = await tx.run<RawRow>(sql`
    SELECT * FROM ${sql.id(rowTable(ledger))}
    WHERE township = ANY (${tx.townships}) AND id = ${id} AND _from <= ${moment} AND _to > ${moment}`)
  return rows[0] && rowOf(ledger, rows[0])
}
