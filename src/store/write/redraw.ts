/** Villages and groups merged or split: from a day on they, and whatever is there, belong elsewhere. One act, which says all of it. */
import { sql } from 'kysely'
import { idFrom } from '#capture/ids.ts'
import { heldBetween } from '#define/dating.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { digits, covers as isWithin, type Level, levelOf, levelTitles, villageOf } from '#kinds/area.ts'
import { addDays } from '#kinds/day.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, refuse } from '#problem.ts'
import type { Act, Change, Receipt } from '#store/act.ts'
import { type Actor, administersAreas } from '#store/actor.ts'
import { covers, type Scoped, type Store, scoped } from '#store/store.ts'
import { fieldColumns, standing, table } from '#store/tables/rows-sql.ts'
import { record, rehearse } from './acts.ts'
import { placeOfIts } from './moves.ts'
import { movesOf, openSight, type Sight, standingBy } from './sight.ts'

export interface Redrawing {
  /** Of the act: asked twice with the same, it is done once. */
  id: string
  township: string
  /** Villages, or villager groups, that end the day before. A village takes its groups along. */
  from: readonly string[]
  /** Where they belong from the day on: a village, or for groups another group as well. */
  into: string
  /** What `into` is called from the day on; needed where it is new. */
  name?: string
  /** First day of it. */
  on: string
  /** Ids of rows: only these go, and what they leave does not end. */
  only?: readonly string[]
  reason: string
  source?: string
  dryRun?: boolean
}

/** How many rows of a ledger. */
interface Some {
  ledger: string
  rows: number
}

export interface Redrawn {
  /** Each code that ended, and the one that took its place. */
  replaced: { from: string; into: string; name: string }[]
  /** Rows that have their new place from the day on. */
  moved: Some[]
  /** Rows that still say an ended place: in ledgers without moves, and what moved there, or away, after the day. To be looked at one by one. */
  left: Some[]
  /** Of a dry run only: what is doubtful. */
  doubts: readonly Problem[]
  /** None on a dry run. */
  receipt?: Receipt
}

/** Throws a Refusal where that cannot be, and for whoever does not administer areas. */
export async function redraw(store: Store, actor: Actor, given: Redrawing): Promise<Redrawn> {
  const { id, township, reason, source } = given
  if (!administersAreas(actor) || !covers(actor, township)) {
    refuse('access.not_permitted', '您的账号不能管理行政区划。', { remedy: '请联系乡镇管理员。' })
  }
  const plan = await scoped(store, actor, (tx) => planned(tx, given), { readOnly: true, snapshot: true })
  if ('receipt' in plan) return { replaced: [], moved: [], left: [], doubts: [], receipt: plan.receipt }
  const { changes, ...told } = plan
  const act: Act = { id, township, kind: 'correct', reason, ...(source !== undefined && { source }), changes }
  if (given.dryRun) return { ...told, doubts: await rehearse(store, actor, act) }
  return { ...told, doubts: [], receipt: await record(store, actor, act) }
}

type Row = { id: string } & Record<string, Value>

async function planned(
  tx: Scoped,
  given: Redrawing,
): Promise<(Omit<Redrawn, 'receipt' | 'doubts'> & { changes: Change[] }) | { receipt: Receipt }> {
  const { township, into, on, only } = given
  const [known] = await tx.run<Omit<Receipt, 'repeated' | 'doubts'>>(
    sql`SELECT township, seq, at, digest FROM act WHERE township = ${township} AND id = ${given.id}`,
  )
  if (known) return { receipt: { ...known, repeated: true } }
  const { catalog } = tx.store
  const { places } = catalog
  if (!places?.held) throw new Error('the ledger of areas has no days')
  const ledger = catalog.ledgers.get(places.ledger)!
  const all = await tx.run<Row>(
    sql`SELECT id, ${fieldColumns(ledger)} FROM ${table(ledger.id)} WHERE township = ${township} AND ${standing()}`,
  )
  const [began, ended] = places.held
  const codeOf = (row: Row) => String(row[places.code])
  const open = new Map(
    all
      .filter((row) => String(row[began]) <= on && (row[ended] == null || String(row[ended]) >= on))
      .map((row) => [codeOf(row), row]),
  )
  checkGiven(given, open, all.map(codeOf))
  const eve = addDays(on, -1)
  const changes: Change[] = []
  const end = (row: Row) => changes.push({ ledger: ledger.id, id: row.id, correct: { [ended]: eve } })
  const begin = (code: string, name: string, like: Row) => {
    const { id: _, ...values } = like
    const set = { ...values, [places.code]: code, [places.name]: name, [began]: on, [ended]: null }
    changes.push({ ledger: ledger.id, id: idFrom(['area', given.id, code]), set })
  }
  const there = open.get(into)
  const called = given.name ?? String(there?.[places.name])
  if (!there) begin(into, called, [...open.values()].find((row) => levelOf(codeOf(row)) === levelOf(into))!)
  else if (called !== there[places.name] && there[began] === on) {
    changes.push({ ledger: ledger.id, id: there.id, correct: { [places.name]: called } })
  } else if (called !== there[places.name]) {
    end(there)
    begin(into, called, there)
  }
  const replaced = only
    ? given.from.map((from) => ({ from, into, name: called }))
    : renumbered(given, all, open, places, called)
  if (!only) {
    for (const { from, into: code, name } of replaced) {
      end(open.get(from)!)
      if (code !== into) begin(code, name, open.get(from)!)
    }
  }
  const ends = new Set(changes.flatMap(({ id }) => all.flatMap((row) => (row.id === id ? codeOf(row) : []))))
  const later = all.find((row) => String(row[began]) > on && ends.has(codeOf(row)))
  if (later) {
    refuse(
      'area.cannot_join',
      `${codeOf(later)} 从 ${later[began]} 起在区划表里另有一行，不能从 ${on} 起停用或改名。`,
      {
        remedy: '请核对日期，或先处理那一行。',
      },
    )
  }
  return { replaced: only ? [] : replaced, changes, ...(await moveAll(tx, given, replaced, changes)) }
}

function checkGiven(
  { from, into, name, only }: Redrawing,
  open: ReadonlyMap<string, Row>,
  codes: readonly string[],
): void {
  const said = (code: string) => levelTitles[levelOf(code)!]
  for (const code of from) {
    if (!open.has(code)) {
      refuse('area.not_listed', `行政区划代码 ${code} 在那一天没有在用。`, { remedy: '请核对代码和日期。' })
    }
    if (!within(levelOf(code), ['village', 'group']) || isWithin(into, code)) {
      refuse('area.cannot_join', `${code} 不能并入 ${into}。`, { remedy: '并入的要是另一个村，或另一个村民组。' })
    }
  }
  const levels: Level[] = from.some((code) => levelOf(code) === 'village') ? ['village'] : ['village', 'group']
  if (!within(levelOf(into), levels) || (levelOf(into) === 'group' && !open.has(villageOf(into)))) {
    refuse(
      'area.cannot_join',
      `并入的地方 ${into} 不对：${levels.map((level) => levelTitles[level]).join('或')}才行。`,
      {
        remedy: `请填 ${levels.map((level) => `${digits[level]} 位${levelTitles[level]}代码`).join('或 ')}。`,
      },
    )
  }
  if (only && from.length !== 1)
    refuse('area.cannot_join', '只迁走一部分的，原来的地方只能写一个。', { remedy: '请一处一处来。' })
  if (open.has(into)) return
  if (codes.includes(into)) {
    refuse('area.code_used', `代码 ${into} 从前用过，已经停用。`, { remedy: '新设的地方请用没有用过的代码。' })
  }
  if (!name?.trim()) {
    refuse('area.name_missing', `${into} 是新的${said(into)}，还没有名称。`, { remedy: '请写明它叫什么。' })
  }
}

const within = (level: Level | undefined, levels: readonly Level[]) => level !== undefined && levels.includes(level)

/** Each place that ends and the one that it becomes: groups get the next numbers of their new village, and its name before theirs where two are called the same. */
function renumbered(
  { from, into }: Redrawing,
  all: readonly Row[],
  open: ReadonlyMap<string, Row>,
  { code, name }: { code: string; name: string },
  called: string,
): Redrawn['replaced'] {
  const ending = [...open.keys()].filter((one) => from.some((of) => isWithin(one, of))).sort()
  if (levelOf(into) === 'group') return ending.map((one) => ({ from: one, into, name: called }))
  const used = all.map((row) => String(row[code])).filter((one) => one !== into && isWithin(one, into))
  const named = (one: string) => String(open.get(one)![name])
  const groups = ending.filter((one) => levelOf(one) === 'group')
  const staying = [...open.keys()].filter((one) => one !== into && isWithin(one, into))
  const names = [...staying, ...groups].map(named)
  let number = Math.max(0, ...used.map((one) => Number(one.slice(digits.village))))
  return ending.map((one) => {
    if (levelOf(one) === 'village') return { from: one, into, name: called }
    number += 1
    if (String(number).length > digits.group - digits.village) {
      refuse('area.cannot_join', `${called}的村民组编号用完了。`, { remedy: '请先合并几个村民组。' })
    }
    const twice = names.filter((other) => other === named(one)).length > 1
    const village = open.get(villageOf(one))
    return {
      from: one,
      into: into + String(number).padStart(digits.group - digits.village, '0'),
      name: twice && village ? `${String(village[name])}${named(one)}` : named(one),
    }
  })
}

/**
 * Adds to `changes` the new place of whatever stands at an old one, with a move on the day, where its ledger has moves. What moved after the
 * day is left: where it was on the day is not where it is.
 */
async function moveAll(
  tx: Scoped,
  { id: act, township, on, only }: Redrawing,
  replaced: Redrawn['replaced'],
  changes: Change[],
): Promise<Pick<Redrawn, 'moved' | 'left'>> {
  const { catalog } = tx.store
  const sight: Sight = openSight(tx, township, async () => {})
  const becomes = new Map(replaced.map(({ from, into }) => [from, into]))
  const moved: Some[] = []
  const left: Some[] = []
  for (const ledger of catalog.ledgers.values()) {
    const place = placeOfIts(ledger)
    if (place === undefined || ledger.places || (ledger.mode === 'event' && !ledger.moves)) continue
    const note = (some: Some[], { length: rows }: readonly unknown[]) =>
      rows > 0 && some.push({ ledger: ledger.id, rows })
    const rows = (await standingBy(sight, ledger, place, [...becomes.keys()])).filter(
      (row) => !isOver(ledger, row, on) && (!only || only.includes(row.id)),
    )
    const [moves] = movesOf(catalog, ledger)
    if (!moves) {
      note(left, rows)
      continue
    }
    const own = catalog.ledgers.get(moves.ledger)!
    const ids = rows.map(({ id }) => id)
    const later = (await standingBy(sight, own, moves.of, ids)).filter((move) => String(move[moves.day]) >= on)
    const movedOn = new Set(later.map((move) => move[moves.of]))
    const going = rows.filter(({ id }) => !movedOn.has(id))
    note(moved, going)
    note(left, rows.slice(going.length))
    for (const row of going) {
      const from = row[place]!
      changes.push({ ledger: ledger.id, id: row.id, correct: { [place]: becomes.get(String(from))! } })
      const set = { [moves.of]: row.id, [moves.from]: from, [moves.day]: on }
      changes.push({ ledger: moves.ledger, id: idFrom(['move', act, row.id]), set })
    }
  }
  if (only && moved.reduce((sum, { rows }) => sum + rows, 0) < only.length) {
    refuse('row.unknown', '要迁走的里面，有的不在原来的地方。', { remedy: '请核对它们现在的所在地。' })
  }
  return { moved, left }
}

/** What had ended by the day stays where it was. */
function isOver(ledger: LedgerDefinition, row: Readonly<Record<string, Value>>, on: string): boolean {
  if (ledger.moves) return String(row[ledger.dated as string]) <= on
  const last = heldBetween(ledger)?.[1] ?? ledger.ends
  const day = last === undefined ? null : row[last]
  return day != null && String(day) < on
}
