/** A ledger as a list: filtered, in an order, page by page, and added up. What is hidden from who asks neither filters nor sorts. */
import { type RawBuilder, sql } from 'kysely'
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Kind, Value } from '#kinds/index.ts'
import { adds } from '#kinds/unit.ts'
import { refuse } from '#problem.ts'
import type { Moment } from '#store/moment.ts'
import { hidesWho, isSmall, offers } from '#store/sees.ts'
import type { Scoped } from '#store/store.ts'
import { inSight, standing, table } from '#store/tables/rows-sql.ts'
import { columnsOf, dayOf } from '#store/tables/schema.ts'
import { type Row, rowsById } from './rows.ts'
import { fitting } from './search.ts'

/** One field of the rows: one of some values, within bounds (both included), a text that contains another, or left empty. */
export type Condition = { field: string } & (
  | { any: readonly string[] }
  | { from?: string | undefined; until?: string | undefined }
  | { has: string }
  | { empty: boolean }
)

export interface Asked {
  area?: string | undefined
  /** Words that name the row, or whom it is about. */
  words?: string | undefined
  where?: readonly Condition[] | undefined
}

/** The values in which the last row of a page stands in the order: nothing where that field of it is empty. */
export interface After {
  value: Value
  id: string
}

export interface Order {
  /** Absent: by their ids, always the same order and no other; those of imported rows are made from what they say. */
  field?: string | undefined
  descending: boolean
}

/** How a ledger is read unless somebody asks otherwise: the newest day first, or else in no order that means anything. */
export const usualOrder = (ledger: LedgerDefinition): Order => {
  const field = dayOf(ledger)
  return { descending: true, ...(field !== undefined && { field }) }
}

/** A page of standing rows. Rows whose field is empty come last in either order, and none is left out or told twice. */
export async function listed(
  tx: Scoped,
  ledger: LedgerDefinition,
  asked: Asked & { order?: Order | undefined; after?: After | undefined; limit: number },
): Promise<{ rows: Row[]; next?: After }> {
  const { field, descending } = asked.order ?? usualOrder(ledger)
  const conditions = conditionsOf(tx, ledger, asked)
  const direction = sql.raw(descending ? 'DESC' : 'ASC')
  const past = sql.raw(descending ? '<' : '>')
  const { after, limit } = asked
  type Found = { id: string; value: Value }
  const found: Found[] = []
  const by = field === undefined ? undefined : offered(tx, ledger, field)
  const column = by && sql.id(by.name)
  if (by && after && !stored(by.field.kind, after.value)) {
    refuse('request.page', '“下一页”的位置不对。', { remedy: '请从第一页重新打开。' })
  }
  if (column && field !== undefined && after?.value !== null) {
    const type = sql.raw(columnsOf(ledger).find(({ name }) => name === field)!.type)
    const from = after ? sql` AND (${column}, id) ${past} (${after.value}::${type}, ${after.id}::uuid)` : sql``
    found.push(
      ...(await tx.run<Found>(
        sql`SELECT id, ${column} AS value FROM ${table(ledger.id)} WHERE ${conditions} AND ${column} IS NOT NULL${from}
            ORDER BY ${column} ${direction}, id ${direction} LIMIT ${limit + 1}`,
      )),
    )
  }
  if (found.length <= limit) {
    const from = after && (!column || after.value === null) ? sql` AND id ${past} ${after.id}::uuid` : sql``
    const empty = column ? sql` AND ${column} IS NULL` : sql``
    found.push(
      ...(await tx.run<Found>(
        sql`SELECT id, NULL AS value FROM ${table(ledger.id)} WHERE ${conditions}${empty}${from}
            ORDER BY id ${direction} LIMIT ${limit + 1 - found.length}`,
      )),
    )
  }
  const page = found.slice(0, limit)
  const rows = new Map(
    (
      await rowsById(
        tx,
        ledger.id,
        page.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  )
  const last = page.at(-1)
  return {
    rows: page.flatMap(({ id }) => rows.get(id) ?? []),
    ...(found.length > limit && last && { next: { value: last.value, id: last.id } }),
  }
}

/**
 * Ids of all rows of a list in its order, and the moment at which they stand; of a list longer than `most`, one more than that. Read row
 * by row afterwards, as of that moment, the list is one however long the reading takes.
 */
export async function listedWhole(
  tx: Scoped,
  ledger: LedgerDefinition,
  asked: Asked & { order?: Order | undefined; most: number },
): Promise<{ ids: string[]; moment: Moment }> {
  const { field, descending } = asked.order ?? usualOrder(ledger)
  const conditions = conditionsOf(tx, ledger, asked)
  const direction = sql.raw(descending ? 'DESC' : 'ASC')
  const by = field === undefined ? sql`` : sql`${sql.id(offered(tx, ledger, field).name)} ${direction} NULLS LAST, `
  const [head] = await tx.run<{ at: Moment | null }>(sql`SELECT max(at) AS at FROM head WHERE ${inSight(tx)}`)
  const found = await tx.run<{ id: string }>(
    sql`SELECT id FROM ${table(ledger.id)} WHERE ${conditions} ORDER BY ${by}id ${direction} LIMIT ${asked.most + 1}`,
  )
  return { ids: found.map(({ id }) => id), moment: head?.at ?? 0 }
}

/** Whether a column of the kind can hold the value at all; what was declared of it may have changed since. */
function stored({ column, fits }: Kind, value: Value): boolean {
  if (value === null) return true
  if (column === 'text') return typeof value === 'string'
  return column === 'bigint' ? Number.isSafeInteger(value) : fits(value) === undefined
}

/** How many rows there are under the filter, and what their amounts add up to, in stored steps; null where none is filled in. */
export async function totals(
  tx: Scoped,
  ledger: LedgerDefinition,
  asked: Asked,
): Promise<{ rows: number; sums: { field: string; sum: number | null }[] }> {
  const fields = Object.entries(ledger.fields).flatMap(([name, field]) =>
    field.kind.reads === 'number' && adds(field.kind.unit ?? '') && offers(ledger, name, tx.actor) ? [name] : [],
  )
  const sums = fields.map((name, i) => sql`, sum(${sql.id(name)})::bigint AS ${sql.id(`s${i}`)}`)
  const [found] = await tx.run<{ rows: number } & Record<string, number | null>>(
    sql`SELECT count(*) AS rows${sql.join(sums, sql``)} FROM ${table(ledger.id)} WHERE ${conditionsOf(tx, ledger, asked)}`,
  )
  return { rows: found!.rows, sums: fields.map((field, i) => ({ field, sum: found![`s${i}`] ?? null })) }
}

function conditionsOf(tx: Scoped, ledger: LedgerDefinition, asked: Asked): RawBuilder<unknown> {
  const { area, words, where = [] } = asked
  if (hidesWho(ledger, tx.actor) && isSmall(tx.actor, area)) {
    refuse('list.withheld', '这本台账涉及健康或未成年人，村民组户数少，列出来就能猜到是谁，只列到村。', {
      at: { ledger: ledger.id },
      remedy: '请看全村的；工作需要看名单的，请办公室写明用途后查看。',
    })
  }
  // Of one township alone an index gives its rows in their order.
  const [only, ...others] = tx.townships
  return sql.join(
    [
      others.length === 0 && only !== undefined ? sql`township = ${only}` : inSight(tx),
      standing(),
      ...(area === undefined ? [] : [sql`_area COLLATE "C" ^@ ${area}::text`]),
      ...(words === undefined || words.trim() === '' ? [] : [fitting(tx, ledger, words)]),
      ...where.map((one) => conditionOf(tx, ledger, one)),
    ],
    sql` AND `,
  )
}

function conditionOf(tx: Scoped, ledger: LedgerDefinition, condition: Condition): RawBuilder<unknown> {
  const { name, field } = offered(tx, ledger, condition.field)
  const column = sql.id(name)
  const read = (text: string): Exclude<Value, null> => {
    const reading = field.kind.parse(text)
    if ('problem' in reading) {
      const { code, ...said } = reading.problem
      return refuse(code, said.message, { ...said, at: { ledger: ledger.id, field: name } })
    }
    return reading.value!
  }
  const type = sql.raw(field.kind.column)
  if ('empty' in condition) return condition.empty ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`
  if ('has' in condition) return sql`strpos(${column}::text, ${condition.has}::text) > 0`
  if ('any' in condition) {
    const values = condition.any.map(read)
    if (!field.kind.place) return sql`${column} = ANY (${values}::${type}[])`
    return sql`(${sql.join(
      values.map((code) => sql`${column} COLLATE "C" ^@ ${code}::text`),
      sql` OR `,
    )})`
  }
  const [from, until] = [condition.from, condition.until].map((bound) =>
    bound === undefined ? undefined : read(bound),
  )
  // Texts have the order of the database.
  if (field.kind.column !== 'text' && from !== undefined && until !== undefined && from > until) {
    refuse('list.backwards', `“从 ${condition.from} 到 ${condition.until}”前后反了，没有一行会符合。`, {
      at: { ledger: ledger.id, field: name },
      remedy: '请去掉这一个筛选，把小的、早的写在前面再加。',
    })
  }
  const bounds = [
    ...(from === undefined ? [] : [sql`${column} >= ${from}::${type}`]),
    ...(until === undefined ? [] : [sql`${column} <= ${until}::${type}`]),
  ]
  return bounds.length > 0 ? sql.join(bounds, sql` AND `) : sql`TRUE`
}

/** The field of that name, which who asks reads in the clear. Throws a Refusal. */
function offered(tx: Scoped, ledger: LedgerDefinition, name: string): { name: string; field: Field } {
  const field = ledger.fields[name]
  if (field && offers(ledger, name, tx.actor)) return { name, field }
  return refuse('list.not_offered', '不能按这一栏筛选或排序：这本台账没有它，或它的内容对您遮着。', {
    at: { ledger: ledger.id, ...(Object.hasOwn(ledger.fields, name) && { field: name }) },
    remedy: '请去掉这一个筛选或排序。',
  })
}
