/** A whole import taken back: what it recorded is voided and what it corrected is put back, as one act. */
import { sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem, Refusal, refuse } from '#problem.ts'
import type { Act, Change, Receipt } from '#store/act.ts'
import type { Actor } from '#store/actor.ts'
import { titleOf } from '#store/read/show.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { fieldColumns, inSight, standing, table } from '#store/tables/rows-sql.ts'
import { keyColumn } from '#store/tables/schema.ts'
import { record, rehearse } from './acts.ts'
import { placeOfIts } from './moves.ts'

export interface TakenBack {
  /** The file that had been imported. */
  file: string
  ledgers: { ledger: string; voided: number; corrected: number }[]
  /** Rows that had been voided one by one already. */
  gone: number
  doubts: readonly Problem[]
  /** None on a dry run. */
  receipt?: Receipt
}

/**
 * Takes back the import that is the township's act `seq`. Throws a Refusal where that act is none, where nothing of it is left, and where
 * a later act built upon it: a row was corrected since, or something else points to it.
 */
export async function takeBack(
  store: Store,
  actor: Actor,
  given: { id: string; township: string; seq: number; reason: string; source: string; dryRun?: boolean },
): Promise<TakenBack> {
  const { id, township, seq, reason, source, dryRun } = given
  const plan = await scoped(store, actor, (tx) => planned(tx, township, seq, id), { readOnly: true, snapshot: true })
  const { changes, receipt: before, slip, ...told } = plan
  if (before) return { ...told, doubts: [], receipt: before }
  const kind = changes.some((change) => 'correct' in change) ? 'correct' : 'void'
  const act: Act = { id, township, kind, reason, source, changes, ...(slip && { slip }) }
  try {
    if (dryRun) return { ...told, doubts: await rehearse(store, actor, act) }
    const receipt = await record(store, actor, act, {
      also: (tx, { seq: own }) => untouched(tx, township, act, seq, own),
    })
    return { ...told, doubts: receipt.doubts ?? [], receipt }
  } catch (error) {
    throw builtUpon(store, error)
  }
}

type Planned = Omit<TakenBack, 'doubts'> & { changes: Change[]; slip?: true }

async function planned(tx: Scoped, township: string, seq: number, id: string): Promise<Planned> {
  const [known] = await tx.run<Omit<Receipt, 'repeated' | 'doubts'>>(
    sql`SELECT township, seq, at, digest FROM act WHERE township = ${township} AND id = ${id}`,
  )
  const [act] = await tx.run<{ kind: string; file: string }>(
    sql`SELECT kind, COALESCE(source, '') AS file FROM act WHERE township = ${township} AND seq = ${seq}`,
  )
  if (act?.kind !== 'import') {
    refuse('act.not_import', `第 ${seq} 号不是一次导入。`, { remedy: '请核对是哪一次导入；别的请逐行更正或作废。' })
  }
  const { file } = act
  if (known) return { file, ledgers: [], gone: 0, changes: [], receipt: { ...known, repeated: true } }
  const { catalog } = tx.store
  const changes: Change[] = []
  const ledgers: TakenBack['ledgers'] = []
  const later: { ledger: LedgerDefinition; ids: string[] }[] = []
  let gone = 0
  let moved = false
  for (const ledger of await writtenBy(tx, township, seq)) {
    if (ledger.places) {
      refuse('act.not_import', `“${ledger.title}”的导入不能整次撤回：户和别的都记在这些地方。`, {
        remedy: '录错的村、组，请逐行更正或作废。',
      })
    }
    moved ||= catalog.moves.some((one) => one.ledger === ledger.id)
    const count = { ledger: ledger.id, voided: 0, corrected: 0 }
    const touched: string[] = []
    for (const [id, { now, own, before }] of await versionsOf(tx, township, ledger, seq)) {
      const fields = before && Object.keys(ledger.fields).filter((field) => differ(ledger, field, before, own))
      // It came to another place with what it belongs to, and goes back with it.
      if (fields?.length === 0) continue
      if (!now) gone++
      else if (now._opened !== seq) touched.push(id)
      else if (fields) {
        count.corrected++
        const back = fields.map((field) => [field, clear(tx, ledger, field, before![field] ?? null)] as const)
        changes.push({ ledger: ledger.id, id, correct: Object.fromEntries(back) })
      } else {
        count.voided++
        changes.push({ ledger: ledger.id, id, void: true })
      }
    }
    if (touched.length > 0) later.push({ ledger, ids: touched })
    if (count.voided + count.corrected > 0) ledgers.push(count)
  }
  if (later.length > 0) throw await changedSince(tx, township, later)
  if (changes.length === 0) {
    refuse('act.nothing', `第 ${seq} 号导入的内容都已经不在账上，没有可以撤回的。`, { remedy: '请核对是哪一次导入。' })
  }
  // Whoever was said to have moved goes back by the move that is voided along; who was not had been put right, and is put back.
  const placed = changes.some(
    (one) => 'correct' in one && Object.hasOwn(one.correct, placeOfIts(catalog.ledgers.get(one.ledger)!) ?? ''),
  )
  return { file, ledgers, gone, changes, ...(placed && !moved && { slip: true }) }
}

type Version = { id: string; _opened: number; _closed: number | null } & Record<string, Value>

/** Ledgers of which the act opened a version. */
async function writtenBy(tx: Scoped, township: string, seq: number): Promise<LedgerDefinition[]> {
  const ledgers = [...tx.store.catalog.ledgers.values()]
  const parts = ledgers.map(
    ({ id }) => sql`SELECT ${id}::text AS ledger WHERE EXISTS (
      SELECT 1 FROM ${table(id)} WHERE ${inSight(tx)} AND township = ${township} AND _opened = ${seq})`,
  )
  const found = await tx.run<{ ledger: string }>(sql`${sql.join(parts, sql` UNION ALL `)}`)
  const written = new Set(found.map(({ ledger }) => ledger))
  return ledgers.filter(({ id }) => written.has(id))
}

/** Of each row of which the act opened a version: that one, the one that it ended, and the one that stands. */
async function versionsOf(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  seq: number,
): Promise<Map<string, { own: Version; before?: Version; now?: Version }>> {
  const rows = await tx.run<Version>(sql`
    SELECT id, _opened, _closed, ${fieldColumns(ledger)} FROM ${table(ledger.id)}
    WHERE ${inSight(tx)} AND township = ${township} AND (_opened = ${seq} OR _closed = ${seq} OR ${standing()})
      AND id IN (SELECT id FROM ${table(ledger.id)} WHERE ${inSight(tx)} AND township = ${township} AND _opened = ${seq})
    ORDER BY _from`)
  const found = new Map<string, { own?: Version; before?: Version; now?: Version }>()
  for (const row of rows) {
    const one = found.get(row.id) ?? {}
    found.set(row.id, one)
    if (row._opened === seq) one.own = row
    else if (row._closed === seq) one.before = row
    if (row._closed === null) one.now = row
  }
  return found as Map<string, { own: Version; before?: Version; now?: Version }>
}

/** An ID number is sealed anew each time: whether it is another one, its blind index tells. */
function differ(ledger: LedgerDefinition, field: string, one: Version, other: Version): boolean {
  const column = keyColumn(ledger, field)
  return (one[column] ?? null) !== (other[column] ?? null)
}

/** A sealed value is sealed anew. */
function clear({ store }: Scoped, ledger: LedgerDefinition, field: string, value: Value): Value {
  const sealed = ledger.fields[field]?.kind.sealed && typeof value === 'string'
  return sealed ? store.keys.open(value, `${ledger.id}.${field}`) : value
}

async function changedSince(
  tx: Scoped,
  township: string,
  later: readonly { ledger: LedgerDefinition; ids: readonly string[] }[],
): Promise<Refusal> {
  const said: string[] = []
  for (const { ledger, ids } of later) {
    const rows = await tx.run<Version>(sql`
      SELECT id, _opened, _closed, ${fieldColumns(ledger)} FROM ${table(ledger.id)}
      WHERE ${inSight(tx)} AND township = ${township} AND id = ANY(${ids.slice(0, named)}::uuid[]) AND ${standing()} ORDER BY id`)
    const names = rows.map((row) => titleOf(tx, ledger, row)).filter((title) => title !== ledger.title)
    const more = ids.length > rows.length ? '等' : ''
    said.push(`“${ledger.title}”${ids.length} 行${names.length > 0 ? `（${names.join('、')}${more}）` : ''}`)
  }
  return new Refusal(
    problem('act.built_upon', `导入以后又有改动：${said.join('，')}。整次撤回会连后来的一起抹掉。`, {
      remedy: '请逐行更正，或作废录错的行。',
    }),
  )
}

/** So many rows are named. */
const named = 3

/** While this was worked out, nobody changed what it voids or puts back. */
async function untouched(tx: Scoped, township: string, { changes }: Act, seq: number, own: number): Promise<void> {
  for (const name of new Set(changes.map(({ ledger }) => ledger))) {
    const ids = changes.flatMap((change) => (change.ledger === name ? change.id : []))
    const rows = await tx.run<{ id: string }>(sql`
      SELECT id FROM ${table(name)} WHERE ${inSight(tx)} AND township = ${township} AND id = ANY(${ids}::uuid[])
        AND _closed = ${own} AND _opened <> ${seq} AND _opened <> ${own} LIMIT 1`)
    if (rows.length > 0) {
      refuse('act.built_upon', '刚才有人改了其中的行，没有撤回。', { remedy: '请再看一次，再决定要不要撤回。' })
    }
  }
}

/** All that points to its rows, as one sentence. */
function builtUpon({ catalog }: Store, error: unknown): unknown {
  if (!(error instanceof Refusal) || !error.problems.every(({ code }) => code === 'act.still_linked')) return error
  const rows = new Map<string, Set<number | undefined>>()
  for (const { at } of error.problems) {
    const title = catalog.ledgers.get(at?.ledger ?? '')?.title ?? ''
    rows.set(title, (rows.get(title) ?? new Set()).add(at?.n))
  }
  const said = [...rows].map(([title, some]) => `“${title}”${some.size} 行`).join('，')
  return new Refusal(
    problem('act.built_upon', `导入以后又有记录用到了它：${said}。${error.problems[0].message}`, {
      remedy: '请先作废后来的那些行，再撤回；或只逐行作废没有用到的。',
    }),
  )
}
