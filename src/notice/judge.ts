/** Rules asked of everyone on a day: of whom each holds, of whom nobody can say and why. */
import type { Catalog } from '#define/catalog.ts'
import { type Node, visit } from '#define/node.ts'
import type { RuleDefinition } from '#define/rule.ts'
import { townshipOf } from '#kinds/area.ts'
import type { Value } from '#kinds/index.ts'
import { askerOf } from '#measure/asker.ts'
import { inSnapshot } from '#measure/asking.ts'
import { isWitness } from '#measure/evidence.ts'
import { valueSaid } from '#measure/explain.ts'
import { type Found, readVerdicts, slotsOf, type Tallies, type Tally, verdictStatement } from '#measure/verdicts.ts'
import { refuse } from '#problem.ts'
import { type Actor, system } from '#store/actor.ts'
import { dayOfMoment, type Moment } from '#store/moment.ts'
import { lastRecorded } from '#store/read/acts.ts'
import { areaNames, placeName } from '#store/read/office-words.ts'
import { rowsById } from '#store/read/rows.ts'
import { hidden, namesOf, titleOf } from '#store/read/show.ts'
import { hidesWho, isSmall } from '#store/sees.ts'
import { covers, type Scoped, type Store, scoped } from '#store/store.ts'
import { veil } from './veil.ts'

/** The source of acts that follow verdicts up: they are no sign that somebody kept the books. */
export const byProgram = '预警'

export interface Judging {
  /** The day on which it is asked. */
  day: string
  /** Ids of rules; default: all. */
  rules?: readonly string[]
  moment?: Moment
}

export interface Judgement {
  day: string
  rules: Record<string, Tally>
  /** How many rows each ledger has that they are about: of none at all there is nothing to say, and that is not “all is well”. */
  rows: Record<string, number>
  found: Found[]
}

export function ruleOf(catalog: Catalog, id: string): RuleDefinition {
  return (
    catalog.rules.get(id) ??
    refuse('rule.unknown', `没有编号为“${id}”的规则。`, { remedy: '运行 shouwang rules 看全部规则和编号。' })
  )
}

/**
 * The day that is asked about unless somebody says another: today, or the day on which the books were left, for what nobody recorded since
 * would be taken for what did not happen.
 */
export async function dayToJudge(store: Store, actor: Actor): Promise<string> {
  const left = await scoped(store, actor, (tx) => lastRecorded(tx, byProgram), { readOnly: true })
  const today = store.clock()
  return dayOfMoment(left === undefined ? today : Math.min(left, today))
}

/**
 * Judges everyone in the actor's areas. The rows of the whole township are read, as the program itself does: what a village's household
 * comes to may hang on a row of another village; what is told is of the actor's areas only.
 */
export async function judge(store: Store, actor: Actor, { day, rules: ids, moment }: Judging): Promise<Judgement> {
  const { catalog } = store
  const wanted = ids ? ids.map((id) => ruleOf(catalog, id)) : [...catalog.rules.values()]
  // Among so few even how many it holds for would tell who is in a list that is kept.
  const rules = wanted.filter((rule) => !(isSmall(actor) && keptFrom(catalog, rule, actor)))
  if (ids && rules.length === 0 && wanted[0])
    refuse('rule.kept', `“${wanted[0].says}”要看涉及健康或未成年人的名单，村民组户数少，说出来就能猜到是谁。`)
  return inSnapshot(store, everyone(actor), { ...(moment !== undefined && { moment }) }, (tx) =>
    judgeIn(tx, rules, { day, actor, ...(moment !== undefined && { moment }) }),
  )
}

/** Judges everyone in a transaction that sees whole townships, and tells what is of the actor's areas. */
export async function judgeIn(
  tx: Scoped,
  rules: readonly RuleDefinition[],
  { day, actor, moment }: { day: string; actor: Actor; moment?: Moment },
): Promise<Judgement> {
  const { catalog } = tx.store
  const asker = askerOf({ from: day, day })
  const found: Found[] = []
  const tally: Record<string, Tally> = Object.fromEntries(rules.map(({ id }) => [id, { yes: 0, no: 0, unknown: 0 }]))
  const rows: Record<string, number> = {}
  for (const ledger of new Set(rules.map(({ about }) => about))) {
    const own = rules.filter(({ about }) => about === ledger)
    const scope = { townships: tx.townships, ...(moment !== undefined && { moment }) }
    const statement = verdictStatement(catalog, scope, ledger, own, asker, catalog.notices?.holder)
    const answer = readVerdicts(catalog, own, await tx.run<Record<string, Value>>(statement))
    found.push(...answer.found.filter(({ area }) => covers(actor, area)))
    add(tally, answer.tallies, actor)
    const seen = [...answer.rows].filter(([area]) => covers(actor, area))
    rows[ledger] = seen.reduce((sum, [, n]) => sum + n, 0)
  }
  return { day, rules: tally, rows, found }
}

/** The program itself, with the whole of each of the actor's townships in sight. */
export function everyone(actor: Actor): Actor {
  return system('按规则核对', [...new Set(actor.areas.map((code) => (code.length > 9 ? townshipOf(code) : code)))])
}

function add(tally: Record<string, Tally>, places: Tallies, actor: Actor): void {
  for (const [area, rules] of places) {
    if (!covers(actor, area)) continue
    for (const [id, one] of rules) {
      const sum = tally[id]!
      for (const verdict of ['yes', 'no', 'unknown'] as const) sum[verdict] += one[verdict]
    }
  }
}

/** One for whom a rule holds, as people read it. */
export interface Finding {
  rule: string
  says: string
  level: number
  /** The line of work that repairs it. */
  line: string
  ledger: string
  id: string
  /** What the row is called, and whom it is about. */
  title: string
  subject: string | null
  area: string
  village: string
  reason: string
}

/** What cannot be judged, by what is missing: told once, however many it stands in the way of. */
export interface Gap {
  rule: string
  says: string
  missing: Node[]
  rows: number
}

/** Those for whom rules hold, the highest level and the heaviest first; who may not read who is in a ledger is not told of its rows. */
export async function findings(store: Store, actor: Actor, judgement: Judgement): Promise<Finding[]> {
  const { catalog } = store
  const told = judgement.found.filter(
    ({ rule, verdict }) => verdict === 'yes' && !keptFrom(catalog, ruleOf(catalog, rule), actor),
  )
  const lines = new Map(catalog.lines.flatMap((line) => line.rules.map((id) => [id, line.title] as const)))
  return scoped(
    store,
    actor,
    async (tx) => {
      const places = await areaNames(tx, { day: judgement.day })
      const called = await callAll(tx, told)
      const list = told.map((one) => {
        const rule = ruleOf(catalog, one.rule)
        return {
          // By an amount that is not for the actor, the order alone would tell it.
          weight: rule.weight && veil(catalog, rule.weight, rule.about, actor) ? 0 : (one.weight ?? 0),
          rule: one.rule,
          says: rule.says,
          level: rule.level,
          line: lines.get(rule.id) ?? '',
          ledger: rule.about,
          id: one.id,
          ...(called.get(one.id) ?? { title: catalog.ledgers.get(rule.about)!.title, subject: null }),
          area: one.area,
          village: placeName(places, one.area) ?? one.area,
          reason: noticeSaid(catalog, rule, one.slots, actor),
        }
      })
      list.sort((a, b) => b.level - a.level || b.weight - a.weight || (a.id < b.id ? -1 : 1))
      return list.map(({ weight: _, ...finding }) => finding)
    },
    { readOnly: true },
  )
}

/** What the rows are called, and whom they are about. */
export async function callAll(
  tx: Scoped,
  found: readonly Pick<Found, 'rule' | 'id'>[],
): Promise<Map<string, { title: string; subject: string | null }>> {
  const { catalog } = tx.store
  const byLedger = new Map<string, Set<string>>()
  for (const { rule, id } of found) {
    const { about } = ruleOf(catalog, rule)
    byLedger.set(about, (byLedger.get(about) ?? new Set()).add(id))
  }
  const called = new Map<string, { title: string; subject: string | null }>()
  for (const [id, ids] of byLedger) {
    const ledger = catalog.ledgers.get(id)!
    const rows = await rowsById(tx, id, [...ids])
    const names = await namesOf(
      tx,
      ledger,
      rows.map((row) => row.values),
    )
    for (const row of rows) {
      const about = ledger.of.map((field) => row.values[field]).find((to) => to != null)
      called.set(row.id, {
        title: titleOf(tx, ledger, row.values),
        subject: about == null ? null : (names.get(String(about))?.name ?? null),
      })
    }
  }
  return called
}

const isUnkept = (node: Node): boolean => isWitness(node.node === 'shift' ? node.inner : node)

/** Unknown verdicts by rule and by what is missing, the widest first. Where nobody keeps a ledger, that is why, and nothing else is told. */
export function gaps(store: Store, { found }: Judgement): Gap[] {
  const byCause = new Map<string, Gap>()
  for (const { rule, verdict, missing: all } of found) {
    if (verdict !== 'unknown') continue
    const unkept = all.filter(isUnkept)
    const missing = unkept.length ? unkept : all
    const key = JSON.stringify([rule, missing])
    const known = byCause.get(key)
    if (known) known.rows++
    else byCause.set(key, { rule, says: ruleOf(store.catalog, rule).says, missing: [...missing], rows: 1 })
  }
  return [...byCause.values()].sort((a, b) => b.rows - a.rows)
}

/** Who may not read who is in a ledger is not told for whom a rule holds that reads it. */
export function keptFrom(catalog: Catalog, rule: RuleDefinition, actor: Actor): boolean {
  const { about, among, when, weight } = rule
  const ledgers = new Set([about])
  const look = (node: Node): void =>
    visit(node, (n) => {
      if (n.node === 'aggregate') ledgers.add(n.query.ledger)
      if (n.node === 'field' || n.node === 'fact') for (const { to } of n.steps) ledgers.add(to)
      if (n.node === 'fact') look(catalog.facts.get(n.id)!.node)
    })
  for (const node of [among, when, weight, ...slotsOf(rule)]) if (node) look(node)
  return [...ledgers].some((id) => hidesWho(catalog.ledgers.get(id)!, actor))
}

/** What is said of one for whom a rule holds. What the actor does not read in the clear stays out. */
export function noticeSaid(catalog: Catalog, rule: RuleDefinition, slots: readonly Value[], actor: Actor): string {
  let n = 0
  return rule.notice
    .map((part) => {
      if (typeof part === 'string') return part
      const value = slots[n++] ?? null
      if (veil(catalog, part, rule.about, actor)) return hidden
      return valueSaid(catalog, part, value, rule.about) ?? '（未填）'
    })
    .join('')
}
