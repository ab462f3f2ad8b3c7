/**
 * Verdicts followed up: what rules come to today against what stands in the books. Only what turned is written, by the program, as one
 * act of each township: signals and findings that came and went, leads opened, joined and closed.
 */
import { levelOfWord, levelSaid, type NoticesDefinition } from '#define/notice.ts'
import type { Level, RuleDefinition } from '#define/rule.ts'
import { villageOf } from '#kinds/area.ts'
import { addDays } from '#kinds/day.ts'
import type { Value } from '#kinds/index.ts'
import { parameterOn } from '#measure/asker.ts'
import { inSnapshot } from '#measure/asking.ts'
import type { Found } from '#measure/verdicts.ts'
import { Refusal, refuse } from '#problem.ts'
import type { Change, Receipt } from '#store/act.ts'
import { type Actor, system } from '#store/actor.ts'
import { dayOfMoment } from '#store/moment.ts'
import { cameBetween, lastDay, lastSeq } from '#store/read/acts.ts'
import { lastDays } from '#store/read/office-words.ts'
import { type Row, rowsById, rowsWhere } from '#store/read/rows.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { record } from '#store/write/acts.ts'
import { byProgram, everyone, type Judgement, judge, judgeIn, noticeSaid, ruleOf } from './judge.ts'
import { readPrint, versionOf } from './prints.ts'

export interface Following {
  day: string
  /** Ids of rules; default: all. What other rules said before stands. */
  rules?: readonly string[]
  /** Works out what would be written, and writes nothing. */
  dryRun?: boolean
}

export interface Followed extends Omit<Judgement, 'found'> {
  found: Found[]
  /** Signals and findings that came, and that went. */
  opened: number
  closed: number
  leads: { opened: number; closed: number }
  /** Those on whom signals stand for whom no lead is open yet. */
  waiting: number
  /** For whom a risk rule holds though nobody can say whose the row is. */
  nobodys: number
}

export function noticesOf(store: Store): NoticesDefinition {
  return (
    store.catalog.notices ??
    refuse('notice.none', '这里没有记预警和线索的台账。', { remedy: '只想看规则对谁成立，请用 findings 和 why。' })
  )
}

/** The program itself in a township's books, under the name by which people find what it wrote. */
export const program = (township: string): Actor => system('系统', [township])

/** Judges everyone in the actor's townships and writes what turned. Throws a Refusal for a day before the last one that was judged. */
export async function follow(store: Store, actor: Actor, { day, rules: ids, dryRun }: Following): Promise<Followed> {
  noticesOf(store)
  const rules = ids ? ids.map((id) => ruleOf(store.catalog, id)) : [...store.catalog.rules.values()]
  const townships = await scoped(store, actor, async (tx) => tx.townships, { readOnly: true })
  // Says that there are no books.
  if (townships.length === 0) await judge(store, actor, { day })
  const sum: Followed = {
    ...{ day, rules: {}, rows: {}, found: [], opened: 0, closed: 0, leads: { opened: 0, closed: 0 } },
    ...{ waiting: 0, nobodys: 0 },
  }
  // Before the work, and once.
  if (!dryRun) await scoped(store, everyone(actor), (tx) => notBackwards(tx, day), { readOnly: true })
  for (const township of townships) {
    const { judgement, plan } = await inTurn(
      () => followOne(store, township, rules, { day, dryRun: dryRun ?? false }),
      true,
    )
    for (const [id, { yes, no, unknown }] of Object.entries(judgement.rules)) {
      const all = sum.rules[id] ?? { yes: 0, no: 0, unknown: 0 }
      sum.rules[id] = { yes: all.yes + yes, no: all.no + no, unknown: all.unknown + unknown }
    }
    for (const [ledger, n] of Object.entries(judgement.rows)) sum.rows[ledger] = (sum.rows[ledger] ?? 0) + n
    sum.found.push(...judgement.found)
    for (const what of ['opened', 'closed', 'waiting', 'nobodys'] as const) sum[what] += plan[what]
    for (const what of ['opened', 'closed'] as const) sum.leads[what] += plan.leads[what]
  }
  return sum
}

/** What was worked out no longer fits, for somebody else followed verdicts up meanwhile. */
class Overtaken extends Error {}

/** For `record`: throws where somebody followed verdicts up since act `seq`, from which the act was worked out. */
export const unlessOvertaken = (township: string, seq: number) => async (tx: Scoped, receipt: Receipt) => {
  if (receipt.repeated) return
  if (await cameBetween(tx, township, byProgram, { after: seq, before: receipt.seq })) throw new Overtaken()
}

/** Works it out again where somebody was quicker. `refused`: also where a row was voided, or moved, since it was read. */
export async function inTurn<T>(work: () => Promise<T>, refused = false): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 3 || !(error instanceof Overtaken || (refused && error instanceof Refusal))) throw error
    }
  }
}

async function followOne(
  store: Store,
  township: string,
  rules: readonly RuleDefinition[],
  { day, dryRun }: { day: string; dryRun: boolean },
): Promise<{ judgement: Judgement; plan: Plan }> {
  const actor = program(township)
  const { seq, ...done } = await inSnapshot(store, actor, {}, async (tx) => {
    const judgement = await judgeIn(tx, rules, { day, actor })
    const plan = await planFor(tx, township, rules, judgement)
    return { judgement, plan, seq: await lastSeq(tx, township) }
  })
  const { changes } = done.plan
  if (dryRun || changes.length === 0) return done
  const kind = changes.every((change) => 'set' in change) ? 'record' : 'correct'
  const act = {
    id: store.newId(),
    township,
    kind,
    reason: `按规则核对，问 ${day}`,
    source: byProgram,
    changes,
  } as const
  await record(store, actor, act, { also: unlessOvertaken(township, seq) })
  return done
}

interface Plan extends Pick<Followed, 'opened' | 'closed' | 'leads' | 'waiting' | 'nobodys'> {
  changes: Change[]
}

/** A signal as it will stand. */
interface Standing {
  id: string
  holder: string
  lead: string | null
  level: Level
  risk: string
  weight: number
  village: string
  /** It had gone this very day. */
  back?: true
}

async function planFor(
  tx: Scoped,
  township: string,
  rules: readonly RuleDefinition[],
  { day, found }: Judgement,
): Promise<Plan> {
  const { catalog } = tx.store
  const notices = noticesOf(tx.store)
  const [signals, findings, leads, openedToday, exemptions] = [
    await rowsWhere(tx, notices.signal, 'gone_on', [null, day]),
    await rowsWhere(tx, notices.finding, 'gone_on', [null, day]),
    await rowsWhere(tx, notices.lead, 'closed_on', [null, day]),
    await rowsWhere(tx, notices.lead, 'opened_on', [day]),
    await rowsWhere(tx, notices.exemption, 'lapsed_on', [null]),
  ]
  const draft = openDraft(tx)
  const exempt = await exemptOn(tx, draft, exemptions, rules, day)
  const closed = closedPlaces(await lastDays(tx), day)
  const turned = { opened: 0, closed: 0, nobodys: 0 }
  const standing: Standing[] = []
  const asked = new Map(rules.map((rule) => [rule.id, { rule, version: versionOf(catalog, rule, day) }]))
  const verdicts = new Map(found.map((one) => [`${one.rule}/${one.id}`, one]))

  for (const kind of ['risk', 'quality'] as const) {
    const ledger = kind === 'risk' ? notices.signal : notices.finding
    const rows = kind === 'risk' ? signals : findings
    const before = new Map(rows.map((row) => [keyOf(row), row]))
    const gone: Row[] = []
    for (const row of rows) {
      if (row.values.gone_on !== null) continue
      const rule = catalog.rules.get(String(row.values.rule))
      const verdict = verdicts.get(keyOf(row))
      const stays = rule?.kind === kind && (!asked.has(rule.id) || verdict !== undefined) && !exempt.has(keyOf(row))
      if (!stays) gone.push(row)
      else if (kind === 'risk') standing.push(standingOf(tx, row))
    }
    const subjects = await standingSubjects(tx, gone)
    for (const row of gone) {
      const rule = catalog.rules.get(String(row.values.rule))
      const by = (() => {
        if (rule?.kind !== kind) return '规则取消了'
        if (exempt.has(keyOf(row))) return '已经免除'
        if (!subjects.has(String(row.values.subject))) return '那一行作废了'
        return asked.get(rule.id)!.version === row.values.version ? '资料或日期变了' : '规则或参数变了'
      })()
      turned.closed++
      draft.correct(ledger, row.id, { gone_on: day, gone_by: by })
    }
    for (const one of found) {
      const { rule, version } = asked.get(one.rule)!
      const key = `${one.rule}/${one.id}`
      if (rule.kind !== kind || one.verdict !== 'yes' || exempt.has(key)) continue
      const row = before.get(key)
      const nowhere = closed(one.area)
      const holder = nowhere ? null : one.holder
      const place = nowhere ? township : one.area
      if (kind === 'risk' && holder === null) {
        turned.nobodys++
        continue
      }
      const whose: Record<string, Value> =
        kind === 'risk' ? { holder } : holder ? { holder, place: null } : { holder: null, place }
      if (row && row.values.gone_on === null) {
        draft.change(ledger, row, { ...whose, version })
        if (kind === 'risk' && row.values.holder !== holder) {
          draft.correct(ledger, row.id, { lead: null })
          const own = standing.find(({ id }) => id === row.id)!
          Object.assign(own, { holder, lead: null, village: villageOf(one.area) })
        }
        continue
      }
      turned.opened++
      if (row) {
        draft.correct(ledger, row.id, { ...whose, version, gone_on: null, gone_by: null })
        if (kind === 'risk')
          standing.push({ ...standingOf(tx, row), holder: holder!, weight: one.weight ?? 0, back: true })
        continue
      }
      const id = tx.store.newId()
      draft.set(ledger, id, {
        ...whose,
        rule: rule.id,
        about: rule.about,
        subject: one.id,
        level: levelSaid[rule.level],
        said: noticeSaid(catalog, rule, one.slots, program(township)).slice(0, 500),
        version,
        raised_on: day,
        ...(kind === 'risk' ? { risk: rule.risk! } : { due_on: dueFrom(tx, day, rule.level) }),
      })
      if (kind === 'risk')
        standing.push({
          ...{ id, holder: holder!, lead: null, level: rule.level, risk: rule.risk! },
          ...{ weight: one.weight ?? 0, village: villageOf(one.area) },
        })
    }
  }
  const gathered = gather(tx, draft, { day, standing, leads, openedToday })
  return { changes: draft.changes(), ...turned, ...gathered }
}

/** One lead for each holder with signals that nobody has answered yet: joined where one is open, else opened within the budget. */
function gather(
  tx: Scoped,
  draft: Draft,
  {
    day,
    standing,
    leads,
    openedToday,
  }: { day: string; standing: readonly Standing[]; leads: readonly Row[]; openedToday: readonly Row[] },
): Pick<Plan, 'leads' | 'waiting'> {
  const notices = noticesOf(tx.store)
  const open = new Map<string, Row>()
  const closedNow = new Map(leads.filter(({ values }) => values.closed_on !== null).map((lead) => [lead.id, lead]))
  for (const lead of leads) if (lead.values.closed_on === null) open.set(String(lead.values.holder), lead)
  const count = { opened: 0, closed: 0 }
  // What went and came back on one day was never closed.
  for (const signal of standing) {
    if (!signal.back || signal.lead === null || open.get(signal.holder)?.id === signal.lead) continue
    const before = closedNow.get(signal.lead)
    if (before?.values.outcome == null && before?.values.holder === signal.holder && !open.has(signal.holder)) {
      draft.correct(notices.lead, before.id, { closed_on: null, closed_by: null })
      open.set(signal.holder, before)
      count.opened++
    } else {
      // Whatever was answered before, it calls again.
      draft.correct(notices.signal, signal.id, { lead: null })
      signal.lead = null
    }
  }
  const byHolder = new Map<string, Standing[]>()
  for (const signal of standing) byHolder.set(signal.holder, [...(byHolder.get(signal.holder) ?? []), signal])
  const budget =
    parameterOn(tx.store.catalog.parameters.get(notices.budget)!, day, undefined) ?? Number.POSITIVE_INFINITY
  const spent = new Map<string, number>()
  for (const { area, values } of openedToday) {
    if (levelOfWord(values.level) < 3) spent.set(villageOf(area), (spent.get(villageOf(area)) ?? 0) + 1)
  }
  const waiting: { holder: string; signals: Standing[]; level: Level }[] = []
  for (const [holder, all] of byHolder) {
    const lead = open.get(holder)
    const unanswered = all.filter((signal) => signal.lead === null)
    if (unanswered.length === 0) continue
    const level = highest(unanswered)
    if (!lead) {
      waiting.push({ holder, signals: unanswered, level })
      continue
    }
    join(draft, notices, unanswered, lead.id)
    if (level > levelOfWord(lead.values.level)) {
      const due = [dueFrom(tx, day, level), String(lead.values.due_on)].sort()[0]!
      draft.correct(notices.lead, lead.id, { level: levelSaid[level], due_on: due })
    }
  }
  waiting.sort((a, b) => scoreOf(b) - scoreOf(a) || weightOf(b) - weightOf(a) || (a.holder < b.holder ? -1 : 1))
  let left = 0
  for (const { holder, signals, level } of waiting) {
    const { village } = signals[0]!
    if (level < 3) {
      if ((spent.get(village) ?? 0) >= budget) {
        left++
        continue
      }
      spent.set(village, (spent.get(village) ?? 0) + 1)
    }
    const id = tx.store.newId()
    draft.set(notices.lead, id, { holder, level: levelSaid[level], opened_on: day, due_on: dueFrom(tx, day, level) })
    join(draft, notices, signals, id)
    count.opened++
  }
  // Of all signals that stand, also those that were not asked about now.
  const led = new Set(standing.map(({ lead }) => lead))
  for (const lead of open.values()) {
    if (led.has(lead.id)) continue
    draft.correct(notices.lead, lead.id, { closed_on: day, closed_by: '预警消失，没有核实' })
    count.closed++
  }
  return { leads: count, waiting: left }
}

function join(draft: Draft, notices: NoticesDefinition, signals: readonly Standing[], lead: string): void {
  for (const signal of signals) {
    signal.lead = lead
    draft.correct(notices.signal, signal.id, { lead })
  }
}

const highest = (signals: readonly Standing[]): Level => Math.max(...signals.map(({ level }) => level)) as Level

/** Different kinds of risk weigh more than several signs of one. */
function scoreOf({ signals }: { signals: readonly Standing[] }): number {
  const byRisk = new Map<string, number>()
  for (const { risk, level } of signals) byRisk.set(risk, Math.max(byRisk.get(risk) ?? 0, level))
  return [...byRisk.values()].reduce((sum, level) => sum + 4 ** level, 0)
}

const weightOf = ({ signals }: { signals: readonly Standing[] }): number =>
  Math.max(...signals.map(({ weight }) => weight))

const keyOf = ({ values }: Row): string => `${values.rule}/${values.subject}`

const standingOf = ({ store }: Scoped, { id, area, values }: Row): Standing => ({
  id,
  holder: String(values.holder),
  lead: (values.lead as string | null) ?? null,
  level: store.catalog.rules.get(String(values.rule))?.level ?? levelOfWord(values.level),
  risk: String(values.risk),
  weight: 0,
  village: villageOf(area),
})

export function dueFrom({ store }: Pick<Scoped, 'store'>, day: string, level: Level): string {
  const days = parameterOn(store.catalog.parameters.get(noticesOf(store).due)!, day, levelSaid[level])
  // Where nobody has ruled, it is due at once.
  return addDays(day, days ?? 0)
}

/** Verdicts are followed forward only: what stood on an earlier day is known, and asked without writing. */
async function notBackwards(tx: Scoped, day: string): Promise<void> {
  const { store } = tx
  const { signal, finding } = noticesOf(store)
  const days = [
    await lastDay(tx, signal, ['raised_on', 'gone_on']),
    await lastDay(tx, finding, ['raised_on', 'gone_on']),
  ]
  const last = days.map((one) => one ?? '').sort()[1]!
  if (day < last)
    refuse('notice.backwards', `已经按 ${last} 核对过，不能再按更早的 ${day} 记预警。`, {
      remedy: '只想看那天的情况，请加 --dry-run。',
    })
  if (day > dayOfMoment(store.clock()))
    refuse('notice.ahead', `${day} 还没有到，不能按它记预警。`, { remedy: '只想看看，请加 --dry-run。' })
}

/** Whether a place was closed before the day: nothing new is recorded there. */
function closedPlaces(last: ReadonlyMap<string, string>, day: string): (area: string) => boolean {
  return (area) => [area, villageOf(area)].some((place) => (last.get(place) ?? day) < day)
}

/** Which of the rows that signals and findings are about still stand. */
async function standingSubjects(tx: Scoped, rows: readonly Row[]): Promise<Set<string>> {
  const byLedger = new Map<string, string[]>()
  for (const { values } of rows) {
    const ledger = String(values.about)
    byLedger.set(ledger, [...(byLedger.get(ledger) ?? []), String(values.subject)])
  }
  const found = new Set<string>()
  for (const [ledger, ids] of byLedger) {
    if (!tx.store.catalog.ledgers.has(ledger)) continue
    for (const { id } of await rowsById(tx, ledger, ids)) found.add(id)
  }
  return found
}

/** What is exempt on the day, as `rule/subject`. An exemption lapses once what the rule reads of its row is another, or the rule is. */
async function exemptOn(
  tx: Scoped,
  draft: Draft,
  exemptions: readonly Row[],
  rules: readonly RuleDefinition[],
  day: string,
): Promise<Set<string>> {
  const { catalog } = tx.store
  const judged = new Set(rules.map(({ id }) => id))
  const exempt = new Set<string>()
  for (const row of exemptions) {
    const { rule: id, subject, since, until, version, read } = row.values
    const rule = catalog.rules.get(String(id))
    if (!rule || !judged.has(rule.id) || String(since) > day || (until !== null && String(until) < day)) continue
    const lapsed =
      versionOf(catalog, rule, day) !== version
        ? '规则或参数变了'
        : (await readPrint(tx, rule, String(subject))) !== read
          ? '资料变了'
          : undefined
    if (lapsed === undefined) exempt.add(keyOf(row))
    else draft.correct(noticesOf(tx.store).exemption, row.id, { lapsed_on: day, lapsed_by: lapsed })
  }
  return exempt
}

/** What one act will say: each row once. */
interface Draft {
  set(ledger: string, id: string, values: Record<string, Value>): void
  correct(ledger: string, id: string, values: Record<string, Value>): void
  /** Corrects what is another than the row has. */
  change(ledger: string, row: Row, values: Record<string, Value>): void
  changes(): Change[]
}

function openDraft({ store }: Scoped): Draft {
  const news = new Map<string, { ledger: string; values: Record<string, Value> }>()
  const corrections = new Map<string, { ledger: string; values: Record<string, Value> }>()
  const correct: Draft['correct'] = (ledger, id, values) => {
    const fresh = news.get(id)
    if (fresh) Object.assign(fresh.values, values)
    else corrections.set(id, { ledger, values: { ...corrections.get(id)?.values, ...values } })
  }
  const fieldsOf = (ledger: string) => store.catalog.ledgers.get(ledger)!.fields
  return {
    correct,
    set: (ledger, id, values) => news.set(id, { ledger, values }),
    change(ledger, { id, values: before }, values) {
      const others = Object.entries(values).filter(([field, value]) => (before[field] ?? null) !== value)
      if (others.length) correct(ledger, id, Object.fromEntries(others))
    },
    changes: () => [
      ...[...news].map(([id, { ledger, values }]): Change => {
        const fields = fieldsOf(ledger)
        return {
          ledger,
          id,
          set: Object.fromEntries(Object.entries(values).filter(([f, v]) => f in fields && v !== null)),
        }
      }),
      ...[...corrections].map(([id, { ledger, values }]): Change => ({ ledger, id, correct: values })),
    ],
  }
}
