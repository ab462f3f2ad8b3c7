/** One act's rows: staged, checked against the books, stamped with their area, written, and put into the search index. */
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem } from '#problem.ts'
import type { SqlValue } from './engine.ts'
import type { Moment } from './moment.ts'
import { OPEN } from './moment.ts'
import { namingFields, tokensOf } from './names.ts'
import {
  type LedgerChanges,
  type Prepared,
  type PreparedRow,
  periodFaults,
  placeOf,
  type Stored,
  throwIfAny,
} from './prepare.ts'
import { type Moves, restamp } from './restamp.ts'
import { blindColumn, columnsOf, keyColumn, linksOf, quoted, rowTable, stageTable } from './schema.ts'
import {
  closeCorrected,
  type Fault,
  insertStaged,
  overlapColumns,
  recordingOrder,
  scopeChecks,
  townshipChecks,
} from './statements.ts'
import { acrossVillages, type Scoped } from './store.ts'

export interface Head {
  township: string
  seq: number
  at: Moment
  digest: string
}

/** What one transaction still has to write or clear once its acts are in. */
export interface Writing {
  tx: Scoped
  /** Ledger → acts that left rows in its staging table. */
  staged: Map<string, string[]>
  lookups: LookupRow[]
}

interface LookupRow {
  township: string
  token: string
  ledger: string
  id: string
  area: string
}

/** A row that is to stand, with the area and values it had if it is a correction. */
interface Standing {
  n: number
  id: string
  values: Stored
  before?: { area: string; values: Stored }
}

const VALUES_ROWS = 200

/** Rows into a table without row security: few as VALUES, many by COPY. */
async function put(
  tx: Scoped,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length > VALUES_ROWS) {
    await tx.connection.copyIn(table, columns, rows)
    return
  }
  await putValues(tx, table, columns, rows)
}

export async function putValues(
  tx: Scoped,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return
  let parameter = 0
  const tuples = rows.map((row) => `(${row.map(() => `$${++parameter}`).join(', ')})`)
  await tx.connection.query(
    `INSERT INTO ${table} (${columns.map(quoted).join(', ')}) VALUES ${tuples.join(', ')}`,
    rows.flat() as SqlValue[],
  )
}

async function stageRows(
  writing: Writing,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
): Promise<void> {
  noteStaged(writing, ledger.id, prepared.act.id)
  const fields = columnsOf(ledger).map((c) => c.name)
  await put(
    writing.tx,
    stageTable(ledger.id),
    ['township', 'act', 'n', 'id', '_area', ...fields],
    rows.map(({ n, id, values, before }) => [
      prepared.act.township,
      prepared.act.id,
      n,
      id,
      before?.area ?? null,
      ...fields.map((name) => values[name] ?? null),
    ]),
  )
}

export const startWriting = (tx: Scoped): Writing => ({ tx, staged: new Map(), lookups: [] })

/** Stages the new rows of an act. */
export async function stage(writing: Writing, prepared: Prepared): Promise<void> {
  for (const { ledger, sets } of prepared.byLedger.values()) {
    if (sets.length > 0) await stageRows(writing, prepared, ledger, sets.map(asStanding))
  }
}

const asStanding = ({ n, id, given }: PreparedRow): Standing => ({ n, id, values: given })

/** Writes an act whose new rows are staged, at the head's seq and moment. The head must be locked. Throws a Refusal. */
export async function write(writing: Writing, prepared: Prepared, head: Head): Promise<void> {
  const { tx } = writing
  const order = recordingOrder(tx.store.catalog).filter((id) => prepared.byLedger.has(id))
  const pending = new Set(order)
  const own = new Set(prepared.act.changes.map((change) => change.id))
  for (const id of order) {
    await writeLedger(writing, prepared, prepared.byLedger.get(id)!, head, pending, own)
    pending.delete(id)
  }
  throwIfAny(await stillLinked(tx, head.township, [...prepared.byLedger.values()]))
}

async function writeLedger(
  writing: Writing,
  prepared: Prepared,
  changes: LedgerChanges,
  head: Head,
  pending: ReadonlySet<string>,
  own: ReadonlySet<string>,
): Promise<void> {
  const { tx } = writing
  const { ledger } = changes
  const { township } = head
  const { catalog } = tx.store
  const moves: Moves = { changed: new Set(), asked: new Map() }
  const faults: Problem[] = []
  const corrected = await currentRows(tx, township, changes, faults)
  const standing = [...changes.sets.map(asStanding), ...corrected]
  const voided = await closeVoided(tx, changes, head, faults)
  faults.push(...collisions(ledger, standing))
  throwIfAny(faults)

  if (standing.length > 0) {
    if (corrected.length > 0) await stageRows(writing, prepared, ledger, corrected)
    const staged = [township, prepared.act.id]
    const check = async (sql: string) => (await tx.connection.query<Fault & Record<string, unknown>>(sql, staged)).rows
    const found = [
      ...(await check(scopeChecks(catalog, ledger, pending))),
      ...(await acrossVillages(tx, township, () => check(townshipChecks(ledger)))),
    ]
    throwIfAny(found.map((fault) => said(ledger, fault)))
    const stamp = [...staged, head.at, head.seq]
    if (corrected.length > 0) await tx.connection.query(closeCorrected(ledger), stamp)
    const named = namingFields(ledger).length > 0
    const insert = insertStaged(catalog, ledger)
    const { rows } = await tx.connection.query<{ id: string; _area: string }>(
      named || corrected.length > 0 ? `${insert} RETURNING id, _area` : insert,
      stamp,
    )
    const areas = new Map(rows.map((row) => [row.id, row._area]))
    if (named) await index(writing, township, ledger, standing, areas)
    for (const { id, before } of corrected) if (areas.get(id) !== before?.area) moves.changed.add(id)
  }
  for (const join of catalog.joins) {
    if (join.ledger !== ledger.id) continue
    const members = [...standing.map((row) => row.values), ...corrected.map((row) => row.before!.values), ...voided]
    moves.asked.set(join.fromLedger, new Set(members.map((values) => String(values[join.from]))))
  }
  if (moves.changed.size + moves.asked.size === 0) return
  await writeLookups(writing)
  await restamp(tx, head, { ledger: ledger.id, ...moves }, own)
}

function noteStaged(writing: Writing, ledger: string, act: string): void {
  const acts = writing.staged.get(ledger)
  if (acts) acts.push(act)
  else writing.staged.set(ledger, [act])
}

/** Corrected rows with the values they will have. */
async function currentRows(
  tx: Scoped,
  township: string,
  change: LedgerChanges,
  faults: Problem[],
): Promise<Standing[]> {
  const { ledger, corrections } = change
  if (corrections.length === 0) return []
  const fields = columnsOf(ledger).map((c) => c.name)
  const { rows } = await tx.connection.query<{ id: string; _area: string } & Stored>(
    `SELECT id, _area, ${fields.map(quoted).join(', ')} FROM ${rowTable(ledger.id)}
     WHERE township = $1 AND id = ANY ($2::uuid[]) AND _to = ${OPEN}`,
    [township, corrections.map((row) => row.id)],
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return corrections.flatMap(({ n, id, given }) => {
    const before = found.get(id)
    if (!before) {
      faults.push(rowMissing(ledger, n))
      return []
    }
    const old = Object.fromEntries(fields.map((name) => [name, before[name] ?? null]))
    const values = { ...old, ...given }
    faults.push(...periodFaults(ledger, values, n))
    return [{ n, id, values, before: { area: before._area, values: old } }]
  })
}

function rowMissing(ledger: LedgerDefinition, n: number): Problem {
  return problem('act.row_missing', '要改的这一行不在账上，可能已被撤销，或不在您负责的范围。', {
    where: placeOf(ledger, n),
    remedy: '请刷新后再看；需要时请联系乡镇管理员。',
  })
}

/** Closes withdrawn rows. Returns the values they had. */
async function closeVoided(
  tx: Scoped,
  { ledger, voids }: LedgerChanges,
  head: Head,
  faults: Problem[],
): Promise<Stored[]> {
  if (voids.length === 0) return []
  const ids = voids.map((row) => row.id)
  const { rows } = await tx.connection.query<{ id: string } & Stored>(
    `UPDATE ${rowTable(ledger.id)} SET _to = $3, _closed = $4 WHERE township = $1 AND id = ANY ($2::uuid[]) AND _to = ${OPEN}
     RETURNING id, ${columnsOf(ledger)
       .map((c) => quoted(c.name))
       .join(', ')}`,
    [head.township, ids, head.at, head.seq],
  )
  await tx.connection.query('DELETE FROM lookup WHERE township = $1 AND id = ANY ($2::uuid[])', [head.township, ids])
  const closed = new Set(rows.map((row) => row.id))
  for (const { n, id } of voids) if (!closed.has(id)) faults.push(rowMissing(ledger, n))
  return rows
}

/** Rows of one act that share what must be unique, or hold at the same time what is held one at a time. */
function collisions(ledger: LedgerDefinition, rows: readonly Standing[]): Problem[] {
  const faults: Problem[] = []
  for (const set of ledger.unique) {
    const seen = new Map<string, number>()
    for (const { n, values } of rows) {
      const key = set.map((field) => values[keyColumn(ledger, field)] ?? null)
      if (key.includes(null)) continue
      const text = JSON.stringify(key)
      const first = seen.get(text)
      if (first === undefined) seen.set(text, n)
      else faults.push(twice(ledger, n, set, `与第${first}行重复`))
    }
  }
  for (const [holder, began, ended] of overlapColumns(ledger)) {
    const sorted = rows
      .filter(({ values }) => values[holder] != null && values[began] != null)
      .sort((a, b) => compare(a.values[holder], b.values[holder]) || compare(a.values[began], b.values[began]))
    sorted.forEach((row, i) => {
      const last = sorted[i - 1]
      if (last?.values[holder] !== row.values[holder]) return
      const end = last?.values[ended] ?? null
      if (end === null || String(end) >= String(row.values[began])) faults.push(overlapping(ledger, row.n, holder))
    })
  }
  return faults
}

const compare = (a: Value | undefined, b: Value | undefined) =>
  String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0

function twice(ledger: LedgerDefinition, n: number, set: readonly string[], how: string): Problem {
  const labels = set.map((field) => ledger.fields[field]?.label ?? field).join('、')
  return problem('act.not_unique', `${labels}${how}。`, {
    where: placeOf(ledger, n, set[0]),
    remedy: '请核对是不是重复录入；确是同一件事，就不必再录。',
  })
}

function overlapping(ledger: LedgerDefinition, n: number, holder: string): Problem {
  const label = ledger.fields[holder]?.label ?? holder
  return problem('act.overlap', `同一${label}在这段时间里已经有一条${ledger.title}，两条的起止日期重叠。`, {
    where: placeOf(ledger, n, holder),
    remedy: '请先给前一条填上终止日期，再录这一条。',
  })
}

/** A fault that the database found, as a sentence. */
function said(ledger: LedgerDefinition, { n, code, field }: Fault): Problem {
  const where = placeOf(ledger, n, field || undefined)
  switch (code) {
    case 'link':
      return problem('act.link_missing', `“${ledger.fields[field]?.label}”指向的那一行不在账上，或不在您负责的范围。`, {
        where,
        remedy: '请先录入它，或从列表里重新选。',
      })
    case 'area_unknown':
      return problem('act.area_unknown', '这个行政区划代码不在区划表里。', {
        where,
        remedy: '请核对代码，或先在“行政区划与网格”里录入。',
      })
    case 'area_missing':
      return problem('act.area_missing', '看不出这一行属于哪个村。', {
        where,
        remedy: '请填上所在地区，或先补全它所属的户。',
      })
    case 'area_scope':
      return problem('act.out_of_scope', '这一行所在的地区不在您负责的范围。', {
        where,
        remedy: '请核对地区；录人员时请同时录入他在哪一户；确属别处的，请交乡镇管理员录入。',
      })
    case 'exists':
      return problem('act.row_exists', '这个编号的行已经在账上。', {
        where,
        remedy: '要改它请用“更正”，要另录一行请换新编号。',
      })
    case 'unique': {
      const set = ledger.unique.find((fields) => fields[0] === field) ?? [field]
      return twice(ledger, n, set, '在账上已有，重复了')
    }
    case 'overlap':
      return overlapping(ledger, n, field)
  }
}

/** Nothing that stands may point to a row that was withdrawn. */
async function stillLinked(tx: Scoped, township: string, changes: readonly LedgerChanges[]): Promise<Problem[]> {
  const faults: Problem[] = []
  for (const { ledger, voids } of changes) {
    if (voids.length === 0) continue
    const counts = [...tx.store.catalog.ledgers.values()].flatMap((other) =>
      linksOf(other)
        .filter(({ to }) => to.includes(ledger.id))
        .map(
          ({ field }) => `SELECT r.${quoted(field)} AS id, '${other.id}' AS ledger FROM ${rowTable(other.id)} r
            WHERE r.township = $1 AND r.${quoted(field)} = ANY ($2::uuid[]) AND r._to = ${OPEN}`,
        ),
    )
    if (counts.length === 0) continue
    const { rows } = await acrossVillages(tx, township, () =>
      tx.connection.query<{ id: string; ledger: string; count: number }>(
        `SELECT id, ledger, count(*) AS count FROM (${counts.join('\nUNION ALL ')}) linked GROUP BY id, ledger ORDER BY id, ledger`,
        [township, voids.map((row) => row.id)],
      ),
    )
    for (const row of rows) {
      const n = voids.find((one) => one.id === row.id)?.n ?? 1
      const other = tx.store.catalog.ledgers.get(row.ledger)!
      faults.push(
        problem('act.still_linked', `“${other.title}”里还有 ${row.count} 行指向它，不能撤销。`, {
          where: placeOf(ledger, n),
          remedy: '请先撤销或更正那些行。',
        }),
      )
    }
  }
  return faults
}

async function index(
  writing: Writing,
  township: string,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  areas: ReadonlyMap<string, string>,
): Promise<void> {
  const corrected = rows.filter((row) => row.before)
  if (corrected.length > 0) {
    await writeLookups(writing)
    await writing.tx.connection.query('DELETE FROM lookup WHERE township = $1 AND id = ANY ($2::uuid[])', [
      township,
      corrected.map((row) => row.id),
    ])
  }
  for (const { id, values } of rows) {
    const area = areas.get(id)!
    for (const token of tokensOf(ledger, inTheClear(writing.tx, ledger, values))) {
      writing.lookups.push({ township, token, ledger: ledger.id, id, area })
    }
  }
}

function inTheClear(tx: Scoped, ledger: LedgerDefinition, values: Stored): Stored {
  const clear = { ...values }
  for (const name of namingFields(ledger)) {
    const sealed = values[blindColumn(name)] === undefined ? undefined : values[name]
    if (typeof sealed === 'string') clear[name] = tx.store.keys.open(sealed, `${ledger.id}.${name}`)
  }
  return clear
}

/** Brings collected search words into the index. */
export async function writeLookups(writing: Writing): Promise<void> {
  const { tx, lookups } = writing
  const columns = ['township', 'token', 'ledger', 'id', 'area']
  const rows = lookups.map((l) => [l.township, l.token, l.ledger, l.id, l.area])
  writing.lookups = []
  if (rows.length <= VALUES_ROWS) return putValues(tx, 'lookup', columns, rows)
  const batch = tx.store.newId()
  const [first] = rows
  await put(
    tx,
    'stage_lookup',
    ['act', 'n', ...columns],
    rows.map((row, n) => [batch, n, ...row]),
  )
  const mine = [first![0]!, batch]
  await tx.connection.query(
    `INSERT INTO lookup (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM stage_lookup WHERE township = $1 AND act = $2`,
    mine,
  )
  await tx.connection.query('DELETE FROM stage_lookup WHERE township = $1 AND act = $2', mine)
}

/** Ends a transaction's writing: search words in, staging empty. */
export async function finish(writing: Writing, township: string): Promise<void> {
  await writeLookups(writing)
  for (const [ledger, acts] of writing.staged) {
    await writing.tx.connection.query(
      `DELETE FROM ${stageTable(ledger)} WHERE township = $1 AND act = ANY ($2::uuid[])`,
      [township, acts],
    )
  }
}
