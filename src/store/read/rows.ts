/** Reading rows: one as it stands or stood, its history, what is about somebody, and finding by name. */
import { type RawBuilder, sql } from 'kysely'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { refuse } from '#problem.ts'
import { actorName, actorText } from '#store/act.ts'
import type { Actor } from '#store/actor.ts'
import { type Moment, OPEN } from '#store/moment.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { linksOf, rowTable } from '#store/tables/schema.ts'
import { bigrams } from '#store/tables/tokens.ts'
import { areaNames } from './office-words.ts'
import { titleOf } from './show.ts'

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

function rowOf(ledger: string, raw: RawRow): Row {
  const { township, id, _from, _to, _opened, _closed, _area, ...rest } = raw
  const values = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.includes('__')))
  return { ledger, township, id, area: _area, from: _from, to: _to, opened: _opened, closed: _closed, values }
}

const standing = sql.raw(`_to = ${OPEN}`)
const table = (ledger: string) => sql.id(rowTable(ledger))

/** The row as it stands, or as it stood at a moment; undefined when it is not in sight or was not there. */
export async function rowById(tx: Scoped, ledger: string, id: string, moment?: Moment): Promise<Row | undefined> {
  const when = moment === undefined ? standing : sql`_from <= ${moment} AND _to > ${moment}`
  const rows = await tx.run<RawRow>(
    sql`SELECT * FROM ${table(ledger)} WHERE township = ANY (${tx.townships}) AND id = ${id} AND ${when}`,
  )
  return rows[0] && rowOf(ledger, rows[0])
}

/** Standing rows of a ledger by id, in no order that means anything. */
export async function rowsById(tx: Scoped, ledger: string, ids: readonly string[]): Promise<Row[]> {
  if (ids.length === 0) return []
  const rows = await tx.run<RawRow>(
    sql`SELECT * FROM ${table(ledger)} WHERE township = ANY (${tx.townships}) AND id = ANY (${ids}::uuid[]) AND ${standing}
        ORDER BY township, id`,
  )
  return rows.map((row) => rowOf(ledger, row))
}

/** Which ledger a row id belongs to, voided rows included. */
export async function findRow(tx: Scoped, id: string): Promise<string | undefined> {
  const parts = [...tx.store.catalog.ledgers.keys()].map(
    (ledger) =>
      sql`SELECT ${ledger}::text AS ledger FROM ${table(ledger)} WHERE township = ANY (${tx.townships}) AND id = ${id}`,
  )
  const rows = await tx.run<{ ledger: string }>(sql`${sql.join(parts, sql` UNION ALL `)} LIMIT 1`)
  return rows[0]?.ledger
}

export interface ActSummary {
  seq: number
  at: Moment
  /** Name of who acted. */
  by: string
  kind: string
  reason: string | null
  source: string | null
}

export interface Version extends Row {
  act: ActSummary
  /** The act that withdrew the row, on its last version. */
  voidedBy?: ActSummary
}

/** All versions of a row that the actor may see, oldest first, each with the act that opened it. */
export async function history(tx: Scoped, ledger: string, id: string): Promise<Version[]> {
  const rows = await tx.run<RawRow>(
    sql`SELECT * FROM ${table(ledger)} WHERE township = ANY (${tx.townships}) AND id = ${id} ORDER BY township, _from`,
  )
  const township = rows[0]?.township
  if (township === undefined) return []
  const seqs = rows.flatMap((row) => [row._opened, row._closed ?? row._opened])
  const acts = await tx.run<{ actor: string } & Omit<ActSummary, 'by'>>(
    sql`SELECT seq, at, actor, kind, reason, source FROM act
        WHERE township = ${township} AND seq = ANY (${[...new Set(seqs)]}::bigint[]) ORDER BY seq`,
  )
  const bySeq = new Map(acts.map(({ actor, ...act }) => [act.seq, { ...act, by: actorName(actor) }]))
  return rows.map((raw, i) => {
    const row = rowOf(ledger, raw)
    const last = i === rows.length - 1 && row.closed !== null
    return { ...row, act: bySeq.get(row.opened)!, ...(last && { voidedBy: bySeq.get(row.closed!)! }) }
  })
}

export interface Page<T> {
  items: T[]
  /** Give this to get the next items; undefined at the end. */
  next?: string
}

/**
 * Standing rows of all ledgers that link to a row, and for a household the rows about its people too, ledger by ledger in the
 * order of the declarations. `after`: the `next` of the page before.
 */
export async function rowsAbout(
  tx: Scoped,
  subjectLedger: string,
  subjectId: string,
  page: { after?: string; limit?: number } = {},
): Promise<Page<Row>> {
  const limit = page.limit ?? 100
  const { catalog } = tx.store
  const order = [...catalog.ledgers.keys()]
  const [afterLedger = '', afterId = ''] = (page.after ?? '').split('/')
  const start = order.indexOf(afterLedger)
  const people = await membersOf(tx, subjectLedger, subjectId)
  const found: { ledger: string; id: string }[] = []
  for (const [i, id] of order.entries()) {
    if (i < start) continue
    const condition = pointsTo(catalog.ledgers.get(id)!, [{ ledger: subjectLedger, ids: [subjectId] }, ...people])
    if (!condition) continue
    const past = i === start ? sql` AND id > ${afterId}` : sql``
    const rows = await tx.run<{ id: string }>(
      sql`SELECT id FROM ${table(id)} WHERE township = ANY (${tx.townships}) AND ${standing} AND (${condition})${past}
          ORDER BY id LIMIT ${limit + 1 - found.length}`,
    )
    found.push(...rows.map((row) => ({ ledger: id, id: row.id })))
    if (found.length > limit) break
  }
  const shownNow = found.slice(0, limit)
  const items: Row[] = []
  for (const ledger of new Set(shownNow.map((one) => one.ledger))) {
    const ids = shownNow.filter((one) => one.ledger === ledger).map((one) => one.id)
    items.push(...(await rowsById(tx, ledger, ids)))
  }
  const last = shownNow.at(-1)
  return { items, ...(found.length > limit && last && { next: `${last.ledger}/${last.id}` }) }
}

/** Rows of other ledgers that belong to the subject by membership: the people of a household. */
async function membersOf(tx: Scoped, ledger: string, id: string): Promise<{ ledger: string; ids: string[] }[]> {
  const members: { ledger: string; ids: string[] }[] = []
  for (const join of tx.store.catalog.joins.filter((one) => one.toLedger === ledger)) {
    const rows = await tx.run<{ id: string }>(
      sql`SELECT DISTINCT ${sql.id(join.from)} AS id FROM ${table(join.ledger)}
          WHERE township = ANY (${tx.townships}) AND ${sql.id(join.to)} = ${id} AND ${standing} ORDER BY 1`,
    )
    members.push({ ledger: join.fromLedger, ids: rows.map((row) => row.id) })
  }
  return members
}

function pointsTo(
  ledger: LedgerDefinition,
  subjects: readonly { ledger: string; ids: readonly string[] }[],
): RawBuilder<unknown> | undefined {
  const parts = linksOf(ledger).flatMap(({ field, to }) =>
    subjects
      .filter((subject) => to.includes(subject.ledger) && subject.ids.length > 0)
      .map((subject) => sql`${sql.id(field)} = ANY (${subject.ids}::uuid[])`),
  )
  for (const subject of subjects) {
    if (subject.ledger === ledger.id && subject !== subjects[0] && subject.ids.length > 0) {
      parts.push(sql`id = ANY (${subject.ids}::uuid[])`)
    }
  }
  return parts.length > 0 ? sql.join(parts, sql` OR `) : undefined
}

export interface Found {
  ledger: string
  id: string
  /** The field that shows the row, as people read it. */
  title: string
  area: string
  areaName: string
}

/** Finds rows by words: a name or part of it, initials in pinyin, a number, the last four of an ID number. All words must fit. */
export async function search(tx: Scoped, words: string, limit = 20): Promise<Found[]> {
  const tokens = words.trim().toLowerCase().split(/\s+/).filter(Boolean).flatMap(searchTokens)
  const [first, ...others] = tokens
  if (first === undefined) return []
  const also = others.map(
    (token) => sql` AND EXISTS (SELECT 1 FROM lookup o WHERE o.township = l.township AND o.token = ${token}
      AND o.ledger = l.ledger AND o.id = l.id)`,
  )
  const hits = await tx.run<{ ledger: string; id: string; area: string }>(
    sql`SELECT l.ledger, l.id, l.area FROM lookup l WHERE l.township = ANY (${tx.townships}) AND l.token = ${first}
        ${sql.join(also, sql``)} ORDER BY l.township, l.ledger, l.id LIMIT ${limit}`,
  )
  const names = await areaNames(tx)
  const found: Found[] = []
  for (const ledgerId of new Set(hits.map((hit) => hit.ledger))) {
    const ledger = tx.store.catalog.ledgers.get(ledgerId)!
    const ids = hits.filter((hit) => hit.ledger === ledgerId).map((hit) => hit.id)
    for (const row of await rowsById(tx, ledgerId, ids)) {
      const title = titleOf(tx.store, ledger, row.values)
      found.push({ ledger: ledgerId, id: row.id, title, area: row.area, areaName: areaName(names, row.area) })
    }
  }
  return found
}

/** A word of Chinese is looked for by its pairs of characters, anything else as a whole. */
function searchTokens(word: string): string[] {
  if (!/\p{Script=Han}/u.test(word)) return /^\d{17}[\dx]$/.test(word) ? [word.slice(-4).toUpperCase()] : [word]
  return bigrams(word)
}

function areaName(names: ReadonlyMap<string, string>, code: string): string {
  return (
    [12, 14].flatMap((length) => (code.length >= length ? (names.get(code.slice(0, length)) ?? []) : [])).join('') ||
    (names.get(code) ?? '')
  )
}

/**
 * One field of a row unmasked. Who, which and why goes into the audit trail first, in a transaction of its own:
 * what was read stays noted whatever happens next. Throws a Refusal without a reason or without the row.
 */
export async function reveal(
  store: Store,
  actor: Actor,
  what: { ledger: string; id: string; field: string; reason: string },
): Promise<string> {
  const ledger = store.catalog.ledgers.get(what.ledger)
  const field = ledger?.fields[what.field]
  if (!ledger || !field) throw new Error(`no such field: ${what.ledger}.${what.field}`)
  const reason = what.reason.trim()
  if (!reason) {
    refuse('reveal.reason_missing', '查看完整号码要写明用途。', {
      where: field.label,
      remedy: '请写一句用途，例如“核对低保申请材料”。',
    })
  }
  return scoped(store, actor, async (tx) => {
    const row = await rowById(tx, what.ledger, what.id)
    const value = row?.values[what.field]
    if (!row || value == null) {
      return refuse('reveal.nothing', '这一行没有这个内容，或不在您负责的范围。', {
        where: field.label,
        remedy: '请刷新后再看。',
      })
    }
    await noteAudit(tx, {
      township: row.township,
      event: 'reveal',
      subject: `${what.ledger}/${what.id}/${what.field}`,
      detail: reason,
    })
    return field.kind.show(
      field.kind.name === 'id_number' ? store.keys.open(String(value), `${ledger.id}.${what.field}`) : value,
    )
  })
}

export interface AuditNote {
  /** '' where no township is concerned: a sign-in. */
  township: string
  event: 'reveal' | 'export' | 'sign_in' | 'sign_in_failed' | 'sign_out' | 'account'
  subject?: string
  detail?: string
}

/** Adds to the audit trail, which can only be added to. */
export async function noteAudit(tx: Scoped, { township, event, subject, detail }: AuditNote): Promise<void> {
  const { newId, clock } = tx.store
  await tx.run<object>(
    sql`INSERT INTO audit (township, id, at, actor, event, subject, detail) VALUES (${township}, ${newId()}, ${clock()},
        ${actorText(tx.actor)}, ${event}, ${subject ?? null}, ${detail ?? null})`,
  )
}
