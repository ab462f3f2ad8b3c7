/**
 * The closed table of aggregates. Each has its words, its type, its JS and its SQL in one entry; the parity test draws its questions from
 * this table.
 */
import { sql } from 'kysely'
import { type AggregateName, type AggregateNode, boolType, numberType, type Type } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import type { Sql } from './ops.ts'

/** How JS reads a counted row. */
export interface Reads<R> {
  value(row: R): Value
  /** The row's first day. */
  day(row: R): Value
}

/** A counted row in SQL. */
export interface CountedRow {
  township: Sql
  id: Sql
  /** The row's first day; NULL where the ledger has none. */
  day: Sql
  value: Sql | undefined
}

export interface Aggregate {
  /** 口径, of the counted rows in Chinese, their counting word, and the value. */
  says(words: { rows: string; row: string; value: string }): string
  /** What its value may be; without this it takes none. */
  takes?: readonly Type['is'][]
  /** It adds up, so a row must own its value: what is read elsewhere would be added again by every row that leads there. */
  owned?: true
  /** It goes by the order of the rows' days, so they must have one. */
  dated?: true
  /** `row` is the counting word of the rows as they are asked for; `rowOf` that of another ledger. */
  type(of: { row: string; value: Type | undefined; rowOf(ledger: string): string }): Type
  /** Null when no row has a value. */
  js<R extends { readonly id: string }>(rows: readonly R[], reads: Reads<R>): Value
  sql(row: CountedRow, filter: Sql): Sql
  /** How a column of `sql` is read where that is not the answer itself; it is NULL where there are no rows. */
  read?(column: Sql): Sql
  /** What it comes to where `js` and `sql` give null. */
  none: 0 | false | null
  /** Rows without a value make it too low, and none at all may mean that nothing was collected. */
  lacks?: true
  /** One number of those that several areas came to. An aggregate without this is asked of one subject, never of an area. */
  across?(values: readonly number[]): number
  /** What one row adds, so that the rows behind a figure add up to it; `amongAll` where that depends on the others. */
  adds: { sql(row: CountedRow): Sql; amongAll?: true }
}

const anything: readonly Type['is'][] = ['number', 'day', 'text', 'bool', 'link']
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const one = { sql: () => sql`1` }
const itsValue = { sql: ({ value }: CountedRow) => sql`${value}` }

function known<R extends { readonly id: string }>(rows: readonly R[], reads: Reads<R>): Exclude<Value, null>[] {
  return rows.map((row) => reads.value(row)).filter((value) => value !== null)
}

const extreme = (
  says: string,
  name: 'min' | 'max',
  better: (a: Exclude<Value, null>, b: Exclude<Value, null>) => boolean,
): Aggregate => ({
  says: ({ rows, value }) => `${rows}里${says}的${value}`,
  takes: ['number', 'day'],
  type: ({ value }) => value!,
  js: (rows, reads) => {
    const values = known(rows, reads)
    return values.length ? values.reduce((a, b) => (better(b, a) ? b : a)) : null
  },
  sql: ({ value }, filter) => sql`${sql.raw(name)}(${value}) ${filter}`,
  none: null,
  across: (values) => Math[name](...values),
  adds: {
    // It is the value of one row: the others are shown and add nothing.
    sql: ({ township, id, value }) => {
      const order = sql`ORDER BY ${value} ${sql.raw(name === 'max' ? 'DESC' : 'ASC')} NULLS LAST, ${township}, ${id}`
      return sql`CASE WHEN row_number() OVER (${order}) = 1 THEN ${value} END`
    },
    amongAll: true,
  },
})

/** The value on the row whose day comes first; of one day the id decides, and rows without a day come last. */
const foremost = (says: string, order: 1 | -1): Aggregate => ({
  says: ({ rows, value }) => `${rows}里${says}一次的${value}`,
  takes: anything,
  dated: true,
  type: ({ value }) => value!,
  js: (rows, reads) => {
    const before = (a: { day: Value; id: string }, b: { day: Value; id: string }): boolean => {
      if (a.day === b.day) return order * (a.id < b.id ? -1 : 1) < 0
      if (a.day === null || b.day === null) return b.day === null
      return order * (a.day < b.day ? -1 : 1) < 0
    }
    let best: { row: (typeof rows)[number]; day: Value; id: string } | undefined
    for (const row of rows) {
      const candidate = { row, day: reads.day(row), id: row.id }
      if (!best || before(candidate, best)) best = candidate
    }
    return best ? reads.value(best.row) : null
  },
  sql: ({ value, day, id }, filter) => {
    const direction = sql.raw(order === 1 ? 'ASC' : 'DESC')
    return sql`(array_agg(${value} ORDER BY ${day} ${direction} NULLS LAST, ${id} ${direction}) ${filter})[1]`
  },
  none: null,
  adds: itsValue,
})

export const aggregates: Readonly<Record<AggregateName, Aggregate>> = {
  count: {
    says: ({ rows, row }) => `${rows}的${row}数`,
    type: ({ row }) => numberType(row),
    js: (rows) => rows.length,
    sql: (_, filter) => sql`count(*) ${filter}`,
    none: 0,
    across: total,
    adds: one,
  },
  sum: {
    says: ({ rows, value }) => `${rows}的${value}合计`,
    takes: ['number'],
    owned: true,
    type: ({ value }) => value!,
    js: (rows, reads) => {
      const values = known(rows, reads) as number[]
      return values.length ? total(values) : null
    },
    sql: ({ value }, filter) => sql`(sum(${value}) ${filter})::bigint`,
    none: 0,
    lacks: true,
    across: total,
    adds: itsValue,
  },
  distinct: {
    says: ({ rows, value }) => `${rows}里不同的${value}个数`,
    takes: anything,
    type: ({ value, rowOf }) => {
      const words = value?.is === 'link' ? new Set(value.ledgers.map(rowOf)) : new Set<string>()
      const [word = '个'] = words
      return numberType(words.size === 1 ? word : '个')
    },
    js: (rows, reads) => new Set(known(rows, reads)).size,
    sql: ({ value }, filter) => sql`count(DISTINCT ${value}) ${filter}`,
    none: 0,
    across: total,
    adds: {
      // Each different thing counts once: its first row adds one, its further rows are shown and add nothing.
      sql: ({ township, id, value }) => {
        const first = sql`row_number() OVER (PARTITION BY ${township}, ${value} ORDER BY ${id})`
        return sql`CASE WHEN ${value} IS NOT NULL AND ${first} = 1 THEN 1 ELSE 0 END`
      },
      amongAll: true,
    },
  },
  any: {
    says: ({ rows }) => `有${rows}`,
    type: () => boolType,
    js: (rows) => rows.length > 0,
    sql: (_, filter) => sql`bool_or(TRUE) ${filter}`,
    none: false,
    adds: one,
  },
  some: {
    says: ({ rows, value }) => `${rows}里有${value}的`,
    takes: ['bool'],
    type: () => boolType,
    js: (rows, reads) => {
      const answers = rows.map((row) => reads.value(row))
      return answers.includes(true) ? true : answers.includes(null) ? null : false
    },
    // NULL alone could not tell “nobody knows” from “no rows”.
    sql: ({ value }, filter) =>
      sql`(CASE WHEN bool_or(${value}) ${filter} THEN 1 WHEN bool_or(${value} IS NULL) ${filter} THEN -1 ELSE 0 END)`,
    read: (column) => sql`(CASE COALESCE(${column}, 0) WHEN 1 THEN TRUE WHEN 0 THEN FALSE END)`,
    none: null,
    adds: one,
  },
  min: extreme('最小', 'min', (a, b) => a < b),
  max: extreme('最大', 'max', (a, b) => a > b),
  latest: foremost('最近', -1),
  earliest: foremost('最早', 1),
}

/** What an aggregate comes to where no row has a value: zero, or missing where that means that nothing was collected. */
export function ofNone({ of, orMissing }: AggregateNode, complete = false): Value {
  const { none, lacks } = aggregates[of]
  return lacks && (orMissing || complete) ? null : none
}
