/** Brings a planned act into the books: closes versions, writes new ones, keeps the search index, lets areas follow. */
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Problem, problem, Refusal } from '#problem.ts'
import type { SqlValue } from './engine.ts'
import { type Moment, OPEN } from './moment.ts'
import { namingFields, tokensOf } from './names.ts'
import { keyOf, type LedgerPlan, type Standing, twice } from './plan.ts'
import { placeOf, type Stored, throwIfAny } from './prepare.ts'
import { restamp } from './restamp.ts'
import { columnsOf, keyColumn, linksOf, quoted, rowTable, stageTable } from './schema.ts'
import { type Sight, standingBy } from './sight.ts'
import { acrossVillages, type Scoped } from './store.ts'

export interface Head {
  township: string
  seq: number
  at: Moment
  digest: string
}

/** What one transaction still has to write or clear once its acts are in. */
export interface Writing {
  sight: Sight
  /** Ledger → batches that left rows in its staging table. */
  staged: Map<string, string[]>
  lookups: LookupRow[]
}

interface LookupRow {
  token: string
  ledger: string
  id: string
  area: string
}

/** So many rows and more go through a staging table by COPY, which a table with row security does not take. */
export const STAGED_ROWS = 200

export const startWriting = (sight: Sight): Writing => ({ sight, staged: new Map(), lookups: [] })

/** Rows as one INSERT of VALUES. Returns how many went in; with `skip`, rows that break a unique index do not. */
export async function putValues(
  tx: Scoped,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
  skip = false,
): Promise<number> {
  if (rows.length === 0) return 0
  let parameter = 0
  const tuples = rows.map((row) => `(${row.map(() => `$${++parameter}`).join(', ')})`)
  const { changed } = await tx.connection.query(
    `INSERT INTO ${table} (${columns.map(quoted).join(', ')}) VALUES ${tuples.join(', ')}${skip ? ' ON CONFLICT DO NOTHING' : ''}`,
    rows.flat() as SqlValue[],
  )
  return changed
}

/** Copies a ledger's rows into its staging table under the name of a batch. */
export async function stageRows(
  writing: Writing,
  batch: string,
  ledger: LedgerDefinition,
  rows: readonly Pick<Standing, 'id' | 'area' | 'values'>[],
): Promise<void> {
  const { tx, township } = writing.sight
  const fields = columnsOf(ledger).map((c) => c.name)
  await tx.connection.copyIn(
    stageTable(ledger.id),
    ['township', 'act', 'n', 'id', '_area', ...fields],
    rows.map(({ id, area, values }, n) => [
      township,
      batch,
      n,
      id,
      area,
      ...fields.map((name) => values[name] ?? null),
    ]),
  )
  const batches = writing.staged.get(ledger.id)
  if (batches) batches.push(batch)
  else writing.staged.set(ledger.id, [batch])
}

/** Writes new versions. Returns how many went in: fewer than given where a unique index refused some. */
export async function insertRows(
  writing: Writing,
  head: Head,
  ledger: LedgerDefinition,
  rows: readonly Pick<Standing, 'id' | 'area' | 'values'>[],
  stagedAs?: string,
): Promise<number> {
  const { tx, township } = writing.sight
  const fields = columnsOf(ledger).map((c) => c.name)
  if (rows.length < STAGED_ROWS) {
    const columns = ['township', 'id', '_from', '_to', '_opened', '_area', ...fields]
    const values = rows.map(({ id, area, values }) => [
      township,
      id,
      head.at,
      OPEN,
      head.seq,
      area,
      ...fields.map((name) => values[name] ?? null),
    ])
    return putValues(tx, rowTable(ledger.id), columns, values, true)
  }
  const batch = stagedAs ?? tx.store.newId()
  if (stagedAs === undefined) await stageRows(writing, batch, ledger, rows)
  const list = fields.map(quoted).join(', ')
  const { changed } = await tx.connection.query(
    `INSERT INTO ${rowTable(ledger.id)} (township, id, _from, _to, _opened, _area, ${list})
     SELECT township, id, $3::bigint, ${OPEN}, $4::bigint, _area, ${list} FROM ${stageTable(ledger.id)}
     WHERE township = $1 AND act = $2 ORDER BY n ON CONFLICT DO NOTHING`,
    [township, batch, head.at, head.seq],
  )
  return changed
}

/** Closes the standing versions of rows. Throws where one is not there: the head's lock makes that a fault of the program. */
export async function closeRows(tx: Scoped, head: Head, ledger: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { changed } = await tx.connection.query(
    `UPDATE ${rowTable(ledger)} SET _to = $3, _closed = $4 WHERE township = $1 AND id = ANY ($2::uuid[]) AND _to = ${OPEN}`,
    [head.township, ids, head.at, head.seq],
  )
  if (changed !== ids.length) throw new Error(`closed ${changed} of ${ids.length} rows of ${ledger}`)
}

/** Writes what was planned at the head's seq and moment; the head is locked. `staged`: ledger → batch staged before. */
export async function writePlan(
  writing: Writing,
  head: Head,
  plans: readonly LedgerPlan[],
  staged: ReadonlyMap<string, string>,
): Promise<void> {
  const { tx } = writing.sight
  const own = new Set(plans.flatMap(({ rows, voided }) => [...rows, ...voided].map((row) => row.id)))
  for (const { ledger, rows, voided } of plans) {
    const corrected = rows.filter((row) => row.before)
    const closed = [...corrected, ...voided].map((row) => row.id)
    await closeRows(tx, head, ledger.id, closed)
    const inserted = await insertRows(writing, head, ledger, rows, staged.get(ledger.id))
    if (inserted !== rows.length) throw await alreadyThere(writing.sight, ledger, rows, own)
    if (namingFields(ledger).length > 0) await index(writing, ledger, rows, closed)
  }
  for (const { ledger, rows, voided } of plans) {
    const changed = rows.filter((row) => row.before && row.before.area !== row.area).map((row) => row.id)
    const asked = new Map<string, string[]>()
    for (const join of tx.store.catalog.joins) {
      if (join.ledger !== ledger.id) continue
      const members = [...rows, ...voided, ...rows.flatMap((row) => row.before ?? [])]
      asked.set(join.fromLedger, [...new Set(members.map(({ values }) => String(values[join.from])))])
    }
    if (changed.length + asked.size > 0) await restamp(writing, head, ledger.id, changed, asked, own)
  }
  throwIfAny(await stillLinked(writing.sight, plans))
}

/** Which rows a unique index refused, in sentences. */
async function alreadyThere(
  sight: Sight,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  own: ReadonlySet<string>,
): Promise<Refusal> {
  const faults: Problem[] = []
  await acrossVillages(sight.tx, sight.township, async () => {
    const stamped = await sight.tx.connection.query<{ id: string }>(
      `SELECT id FROM ${rowTable(ledger.id)} WHERE township = $1 AND id = ANY ($2::uuid[]) AND _to = ${OPEN} AND _opened <= (
         SELECT seq FROM head WHERE township = $1)`,
      [sight.township, rows.map((row) => row.id)],
    )
    const known = new Set(stamped.rows.map((row) => row.id))
    for (const { n } of rows.filter((row) => known.has(row.id))) {
      faults.push(
        problem('act.row_exists', '这个编号的行已经在账上。', {
          where: placeOf(ledger, n),
          remedy: '要改它请用“更正”，要另录一行请换新编号。',
        }),
      )
    }
    for (const set of ledger.unique) {
      const lead = keyColumn(ledger, set[0]!)
      const values = [...new Set(rows.flatMap((row) => row.values[lead] ?? []))]
      const others = (await standingBy(sight, ledger, lead, values)).filter((row) => !own.has(row.id))
      const taken = new Set(others.map((row) => keyOf(ledger, set, row)))
      for (const { n, values } of rows) {
        const key = keyOf(ledger, set, values)
        if (key !== undefined && taken.has(key)) faults.push(twice(ledger, n, set, '在账上已有，重复了'))
      }
    }
  })
  const [first, ...others] = faults
  if (!first) throw new Error(`a unique index of ${ledger.id} refused rows for no known reason`)
  return new Refusal(first, ...others)
}

/** Nothing that stands may point to a row that was withdrawn. */
async function stillLinked(sight: Sight, plans: readonly LedgerPlan[]): Promise<Problem[]> {
  const { tx, township } = sight
  const faults: Problem[] = []
  for (const { ledger, voided } of plans) {
    if (voided.length === 0) continue
    const ids = voided.map((row) => row.id)
    for (const other of tx.store.catalog.ledgers.values()) {
      for (const { field } of linksOf(other).filter(({ to }) => to.includes(ledger.id))) {
        const rows = await acrossVillages(tx, township, () => standingBy(sight, other, field, ids))
        for (const { n, id } of voided) {
          const count = rows.filter((row) => row[field] === id).length
          if (count === 0) continue
          faults.push(
            problem('act.still_linked', `“${other.title}”里还有 ${count} 行指向它，不能撤销。`, {
              where: placeOf(ledger, n),
              remedy: '请先撤销或更正那些行。',
            }),
          )
        }
      }
    }
  }
  return faults
}

async function index(
  writing: Writing,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  closed: readonly string[],
): Promise<void> {
  const { tx, township } = writing.sight
  if (closed.length > 0) {
    await writeLookups(writing)
    await tx.connection.query('DELETE FROM lookup WHERE township = $1 AND id = ANY ($2::uuid[])', [township, closed])
  }
  for (const { id, area, values } of rows) {
    for (const token of tokensOf(ledger, inTheClear(tx, ledger, values))) {
      writing.lookups.push({ token, ledger: ledger.id, id, area })
    }
  }
}

function inTheClear(tx: Scoped, ledger: LedgerDefinition, values: Stored): Stored {
  const clear = { ...values }
  for (const name of namingFields(ledger)) {
    const sealed = ledger.fields[name]?.kind.name === 'id_number' ? values[name] : null
    if (typeof sealed === 'string') clear[name] = tx.store.keys.open(sealed, `${ledger.id}.${name}`)
  }
  return clear
}

/** Brings collected search words into the index. */
export async function writeLookups(writing: Writing): Promise<void> {
  const { tx, township } = writing.sight
  const columns = ['township', 'token', 'ledger', 'id', 'area']
  const rows = writing.lookups.map((l) => [township, l.token, l.ledger, l.id, l.area])
  writing.lookups = []
  if (rows.length < STAGED_ROWS) {
    await putValues(tx, 'lookup', columns, rows)
    return
  }
  const batch = tx.store.newId()
  await tx.connection.copyIn(
    'stage_lookup',
    ['act', 'n', ...columns],
    rows.map((row, n) => [batch, n, ...row]),
  )
  await tx.connection.query(
    `INSERT INTO lookup (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM stage_lookup
     WHERE township = $1 AND act = $2 ORDER BY n`,
    [township, batch],
  )
  await tx.connection.query('DELETE FROM stage_lookup WHERE township = $1 AND act = $2', [township, batch])
}

/** Ends a transaction's writing: search words in, staging empty. */
export async function finish(writing: Writing): Promise<void> {
  const { tx, township } = writing.sight
  await writeLookups(writing)
  for (const [ledger, batches] of writing.staged) {
    await tx.connection.query(`DELETE FROM ${stageTable(ledger)} WHERE township = $1 AND act = ANY ($2::uuid[])`, [
      township,
      batches,
    ])
  }
}
