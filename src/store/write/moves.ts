/** Moves: told from slips put right, added to a correction that says on which day, and those that lead nowhere. */

import { sql } from 'kysely'
import { idFrom } from '#capture/ids.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem } from '#problem.ts'
import type { Act, Change } from '#store/act.ts'
import type { Actor } from '#store/actor.ts'
import { afterMoves, sameHome } from '#store/home.ts'
import { acrossVillages, covers, type Scoped, type Store, scoped } from '#store/store.ts'
import { table } from '#store/tables/rows-sql.ts'
import { linksOf } from '#store/tables/schema.ts'
import { changed, valuesById } from './days.ts'
import type { LedgerPlan, Standing } from './plan.ts'
import { type Prepared, placeOf } from './prepare.ts'
import { movesOf, openSight, type Sight, standingBy } from './sight.ts'

/** The last move must have left another place than the one where its subject is, once the act is in. What a correction leaves alone is not asked again. */
export async function moveFaults(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
): Promise<Problem[]> {
  const moves = sight.tx.store.catalog.moves.find((one) => one.ledger === ledger.id)
  if (!moves) return []
  const asked = rows.filter((row) => [moves.of, moves.from, moves.day].some((field) => changed(row, field)))
  if (asked.length === 0) return []
  const whom = [...new Set(asked.map(({ values }) => String(values[moves.of])))]
  const own = new Set(prepared.byLedger.get(ledger.id)?.voids.map(({ id }) => id))
  const written = await acrossVillages(sight.tx, sight.township, () => standingBy(sight, ledger, moves.of, whom))
  const days = [
    ...written.filter(({ id }) => !own.has(id) && !rows.some((row) => row.id === id)),
    ...rows.map(({ values }) => values),
  ].map((values) => ({ of: values[moves.of], day: String(values[moves.day]) }))
  const lastOf = (whom: Value | undefined) =>
    days.reduce((last, { of, day }) => (of === whom && day > last ? day : last), '')
  const faults: Problem[] = []
  for (const id of moves.ofLedgers) {
    const subject = sight.tx.store.catalog.ledgers.get(id)!
    const place = placeOfIts(subject)
    if (place === undefined) continue
    const subjects = await valuesById(sight, prepared, subject, whom)
    const placed = new Set(
      prepared.byLedger.get(id)?.corrections.flatMap((row) => (row.given[place] != null ? row.id : [])),
    )
    for (const { n, values } of asked) {
      const last = prepared.act.slip || !placed.has(String(values[moves.of])) ? undefined : lastOf(values[moves.of])
      if (
        last !== undefined &&
        !asked.some((row) => row.values[moves.of] === values[moves.of] && row.values[moves.day] === last)
      ) {
        const label = ledger.fields[moves.day]!.label
        faults.push(
          problem('act.days_out_of_order', `${label}（${values[moves.day]}）早于账上后来的一次（${last}）。`, {
            at: placeOf(ledger, n, moves.day),
            remedy: `现在的地方是最后一次搬去的：请核对日期，或先更正${last}的那一次。`,
          }),
        )
        continue
      }
      const here = subjects.get(String(values[moves.of]))?.[place]
      const later = days.some(({ of, day }) => of === values[moves.of] && day > String(values[moves.day]))
      if (here == null || later || here !== values[moves.from]) continue
      const labels = [ledger.fields[moves.from]!.label, subject.title, subject.fields[place]!.label]
      faults.push(
        problem('act.moved_nowhere', `${labels[0]}和${labels[1]}的${labels[2]}是同一个地方，看不出搬到了哪里。`, {
          at: placeOf(ledger, n, moves.from),
          remedy: `请先把${labels[1]}的${labels[2]}更正成新的地方，或者在同一次提交里一起改，再记这一行。`,
        }),
      )
    }
  }
  return faults
}

/**
 * A move that is voided alone, or made another's, leaves its subject as if it had always lived where it went, which changes earlier figures:
 * doubtful. Whoever does not see the subject any more says nothing of how it moved.
 */
export async function undoneMoves(
  sight: Sight,
  prepared: Prepared,
  { ledger, rows, voided }: Pick<LedgerPlan, 'ledger' | 'rows' | 'voided'>,
): Promise<Problem[]> {
  const { catalog } = sight.tx.store
  const moves = catalog.moves.find((one) => one.ledger === ledger.id)
  if (!moves) return []
  const rewritten = rows.filter((row) => row.before && [moves.of, moves.from, moves.day].some((f) => changed(row, f)))
  const former = [...voided, ...rewritten.map(({ n, id, before }) => ({ n, id, values: before!.values }))]
  const nOf = new Map(former.map(({ n, values }) => [String(values[moves.of]), n]))
  if (nOf.size === 0) return []
  const whom = [...nOf.keys()]
  const across = (of: LedgerDefinition, column: string) =>
    acrossVillages(sight.tx, sight.township, () => standingBy(sight, of, column, whom))
  const standing = await across(ledger, moves.of)
  const rest = [
    ...standing.filter(({ id }) => !former.some((one) => one.id === id)),
    ...rows.map(({ values }) => values),
  ]
  const found: Problem[] = []
  for (const id of moves.ofLedgers) {
    const subject = catalog.ledgers.get(id)!
    const place = placeOfIts(subject)
    if (place === undefined) continue
    const changes = prepared.byLedger.get(id)
    const said = new Set([
      ...rows.map(({ values }) => values[moves.of]),
      ...(changes?.voids ?? []).map((row) => row.id),
      ...(changes?.corrections ?? []).flatMap((row) => (row.given[place] != null ? row.id : [])),
    ])
    for (const row of await across(subject, 'id')) {
      const at = placeOf(ledger, nOf.get(row.id)!, moves.of)
      const labels = [subject.title, subject.fields[place]!.label, ledger.fields[moves.from]!.label]
      if (!covers(sight.tx.actor, row._area)) {
        found.push(
          problem('access.out_of_scope', `这一行说的${labels[0]}现在不在您负责的范围。`, {
            at,
            remedy: '请交乡镇管理员处理。',
          }),
        )
        continue
      }
      const [was, becomes] = [standing, rest].map((all) =>
        afterMoves(
          String(row[place]),
          all
            .filter((values) => values[moves.of] === row.id)
            .map((values) => ({ from: String(values[moves.from]), day: String(values[moves.day]) })),
        ),
      )
      if (said.has(row.id) || sameHome(was!, becomes!)) continue
      const remedy = `其实没有搬的，请再把${labels[0]}的“${labels[1]}”更正回${labels[2]}，说明是录错；一直就在后来的地方的，不用再改。`
      const message = `没有了这次迁居，${labels[0]}从前的数会改算在后来的地方，好像一直就在那里。`
      found.push({ ...problem('act.move_undone', message, { at, remedy }), doubt: true })
    }
  }
  return found
}

/** The field in which what moves says where it is. */
export const placeOfIts = (ledger: LedgerDefinition): string | undefined =>
  ledger.area.find((field) => ledger.fields[field]?.kind.place)

/** Whoever gives something another place says whether it moved, by a move in the same act, or was never where it was said to be. */
export function unsaidMoves(
  sight: Sight,
  act: Act,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  earlier: readonly LedgerPlan[],
): Problem[] {
  const moves = movesOf(sight.tx.store.catalog, ledger)
  const place = placeOfIts(ledger)
  if (moves.length === 0 || place === undefined || act.slip) return []
  const said = new Set(
    moves.flatMap(({ ledger: id, of }) =>
      earlier
        .filter((plan) => plan.ledger.id === id)
        .flatMap((plan) => [...plan.rows, ...plan.voided].map((row) => row.values[of])),
    ),
  )
  return rows
    .filter(({ id, values, before }) => {
      const was = before?.values[place] ?? null
      return was !== null && values[place] != null && values[place] !== was && !said.has(id)
    })
    .map(({ n }) =>
      problem('act.moved_or_slip', `“${ledger.fields[place]!.label}”改了：是搬到了新地方，还是当初录错了？`, {
        at: placeOf(ledger, n, place),
        remedy: '搬了的，请写明哪天搬的，从前的数不变；录错的，请说明是录错，从前的数跟着改。',
      }),
    )
}

/** On which day whatever the act gives another place moved there, or that nobody moved. */
export type Moved = { on: string } | 'slip'

/** The act, with the moves that follow from what was said of it. The same act and the same word give the same. */
export async function withMoves(store: Store, actor: Actor, act: Act, moved: Moved | undefined): Promise<Act> {
  if (moved === undefined) return act
  if (moved === 'slip') return { ...act, slip: true }
  const added = await scoped(store, actor, (tx) => movesIn(tx, act, moved.on), { readOnly: true, snapshot: true })
  return { ...act, changes: [...act.changes, ...added] }
}

/**
 * What voids a row, and along with it the moves of it that are in sight, for what was never there went nowhere, and what the program keeps
 * about it.
 */
export async function voiding(
  store: Store,
  actor: Actor,
  { ledger, township, id }: { ledger: string; township: string; id: string },
): Promise<Change[]> {
  const told = store.catalog.moves.filter(({ ofLedgers }) => ofLedgers.includes(ledger))
  const along = await scoped(
    store,
    actor,
    async (tx) => {
      const sight = openSight(tx, township, async () => {})
      const found: Change[] = []
      for (const moves of told) {
        const rows = await standingBy(sight, store.catalog.ledgers.get(moves.ledger)!, moves.of, [id])
        found.push(...rows.map((move): Change => ({ ledger: moves.ledger, id: move.id, void: true })))
      }
      for (const kept of store.catalog.ledgers.values()) {
        if (!kept.keptBy || kept.id === ledger) continue
        for (const { field } of linksOf(kept).filter(({ to }) => to.includes(ledger))) {
          const rows = await standingBy(sight, kept, field, [id])
          found.push(...rows.map((row): Change => ({ ledger: kept.id, id: row.id, void: true })))
        }
      }
      return found
    },
    { readOnly: true, snapshot: true },
  )
  return [{ ledger, id, void: true }, ...along]
}

/** Which of some rows had ever moved, by moves that stand or were voided. */
export async function movedOnce(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const whom = new Set<string>()
  for (const moves of ids.length > 0 ? movesOf(tx.store.catalog, ledger) : []) {
    const of = sql.id(moves.of)
    const rows = await tx.run<{ whom: string }>(
      sql`SELECT DISTINCT ${of} AS whom FROM ${table(moves.ledger)}
          WHERE township = ${township} AND ${of} = ANY(${ids}::uuid[])`,
    )
    for (const row of rows) whom.add(row.whom)
  }
  return whom
}

async function movesIn(tx: Scoped, act: Act, day: string): Promise<Change[]> {
  const { catalog } = tx.store
  const sight = openSight(tx, act.township, async () => {})
  const added: Change[] = []
  for (const moves of catalog.moves) {
    for (const id of moves.ofLedgers) {
      const ledger = catalog.ledgers.get(id)!
      const place = placeOfIts(ledger)
      const placed = act.changes.flatMap((one) =>
        one.ledger === id && 'correct' in one && place !== undefined && one.correct[place] != null
          ? [{ id: one.id, to: one.correct[place], move: idFrom(['move', act.id, one.id]) }]
          : [],
      )
      const standing = await standingBy(
        sight,
        ledger,
        'id',
        placed.map((one) => one.id),
      )
      const before = new Map(standing.map((row) => [row.id, row[place!]]))
      // Sent again, what moved is there already; its move says from where.
      const made = await standingBy(
        sight,
        catalog.ledgers.get(moves.ledger)!,
        'id',
        placed.map((one) => one.move),
      )
      const left = new Map(made.map((row) => [row.id, row[moves.from]]))
      for (const { id: whom, to, move } of placed) {
        const from = left.get(move) ?? before.get(whom)
        if (from == null || from === to) continue
        added.push({ ledger: moves.ledger, id: move, set: { [moves.of]: whom, [moves.from]: from, [moves.day]: day } })
      }
    }
  }
  return added
}
