/** Leads and findings as they stand in the books, told to whoever asks: of their areas only, and of kept rules only how many. */
import type { Catalog } from '#define/catalog.ts'
import { levelOfWord } from '#define/notice.ts'
import type { Level, RuleDefinition } from '#define/rule.ts'
import { slotsOf } from '#measure/verdicts.ts'
import { refuse } from '#problem.ts'
import { type Actor, system } from '#store/actor.ts'
import { areaNames, placeName } from '#store/read/office-words.ts'
import { type Row, rowById, rowsById, rowsWhere } from '#store/read/rows.ts'
import { hidden, titleOf } from '#store/read/show.ts'
import { isSmall } from '#store/sees.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { noticesOf } from './follow.ts'
import { callAll, keptFrom } from './judge.ts'
import { veil } from './veil.ts'

/** One signal of a lead. */
export interface Reason {
  /** The row of the signal. */
  id: string
  rule: string
  says: string
  basis: string
  risk: string
  level: Level
  /** What was said when it came. */
  said: string
  since: string
  /** The row of which the rule holds. */
  subject: { ledger: string; id: string }
  gone: { on: string; by: string } | null
}

export interface Lead {
  /** The row of the lead; null: it waits, for the village has leads enough for today. */
  id: string | null
  holder: { ledger: string; id: string; title: string; called: string }
  area: string
  village: string
  level: Level
  opened: string | null
  due: string | null
  reasons: Reason[]
  /** Signals whose rule reads who is in a kept list. */
  kept: number
  answer: { on: string; by: string; outcome: string; reason: string } | null
  closed: { on: string; by: string } | null
}

export interface Leads {
  leads: Lead[]
  waiting: Lead[]
  /** Leads that only kept rules led to: those who may read the lists see them. */
  kept: number
}

/** Open leads, the most urgent first, and whoever waits for one. */
export async function leads(store: Store, actor: Actor): Promise<Leads> {
  const notices = noticesOf(store)
  return scoped(
    store,
    actor,
    async (tx) => {
      const open = await rowsWhere(tx, notices.lead, 'closed_on', [null])
      const signals = await rowsWhere(tx, notices.signal, 'gone_on', [null])
      const told = await teller(tx, [...open, ...signals])
      const byLead = new Map<string, Row[]>()
      const unled = new Map<string, Row[]>()
      const busy = new Set(open.map(({ values }) => values.holder))
      for (const signal of signals) {
        const { lead, holder } = signal.values
        const [map, key] = lead === null ? [unled, String(holder)] : [byLead, String(lead)]
        map.set(key, [...(map.get(key) ?? []), signal])
      }
      const all = open.map((lead) => told(lead, byLead.get(lead.id) ?? []))
      const queued = [...unled].flatMap(([holder, rows]) => (busy.has(holder) ? [] : told(undefined, rows)))
      const inSight = (lead: Lead) => lead.reasons.length > 0 || lead.kept === 0
      const byUrgency = (a: Lead, b: Lead) =>
        (a.due ?? '').localeCompare(b.due ?? '') || b.level - a.level || a.area.localeCompare(b.area)
      return {
        leads: all.filter(inSight).sort(byUrgency),
        waiting: queued.filter(inSight).sort(byUrgency),
        // Among so few even how many would tell who.
        kept: isSmall(actor) ? 0 : [...all, ...queued].filter((lead) => !inSight(lead)).length,
      }
    },
    { readOnly: true },
  )
}

/** One lead with every signal that led to it, also those that went. Throws a Refusal where it is not in sight. */
export async function leadOf(store: Store, actor: Actor, id: string): Promise<Lead> {
  const notices = noticesOf(store)
  return scoped(
    store,
    actor,
    async (tx) => {
      const lead = /^[0-9a-f-]{36}$/.test(id) ? await rowById(tx, notices.lead, id) : undefined
      if (!lead) return noLead(id)
      const signals = await rowsWhere(tx, notices.signal, 'lead', [id])
      const one = (await teller(tx, [lead, ...signals]))(lead, signals)
      return one.reasons.length > 0 || one.kept === 0 ? one : noLead(id)
    },
    { readOnly: true },
  )
}

const noLead = (id: string) =>
  refuse('notice.unknown', `在您的范围内没有找到编号为“${id}”的线索。`, {
    remedy: '请运行 leads，或在“预警”里看有哪些。',
  })

type Teller = (lead: Row | undefined, signals: readonly Row[]) => Lead

async function teller(tx: Scoped, rows: readonly Row[]): Promise<Teller> {
  const { catalog } = tx.store
  const holders = catalog.ledgers.get(noticesOf(tx.store).holder)!
  const ids = [...new Set(rows.map(({ values }) => String(values.holder)))]
  const named = new Map((await rowsById(tx, holders.id, ids)).map((row) => [row.id, row]))
  const places = await areaNames(tx)
  return (lead, signals) => {
    const [first] = lead ? [lead] : signals
    const holder = String(first!.values.holder)
    const row = named.get(holder)
    const told = signals.map((signal) => reasonOf(catalog, signal, tx.actor))
    const reasons = told.filter((one): one is Reason => one !== 'kept')
    reasons.sort((a, b) => b.level - a.level || (a.rule < b.rule ? -1 : 1))
    const text = (field: string) => (lead?.values[field] == null ? null : String(lead.values[field]))
    const [on, outcome, closedOn] = [text('verified_on'), text('outcome'), text('closed_on')]
    const number = holders.namedBy[0]
    return {
      id: lead?.id ?? null,
      holder: {
        ledger: holders.id,
        id: holder,
        title: row ? titleOf(tx, holders, row.values) : holders.title,
        called: row && number && !holders.fields[number]!.kind.sealed ? String(row.values[number] ?? '') : '',
      },
      area: first!.area,
      village: placeName(places, first!.area) ?? first!.area,
      level: lead
        ? levelOfWord(lead.values.level)
        : (Math.max(...signals.map((s) => levelOfWord(s.values.level))) as Level),
      opened: text('opened_on'),
      due: text('due_on'),
      reasons,
      kept: told.length - reasons.length,
      answer: on && outcome ? { on, outcome, by: text('verified_by') ?? '', reason: text('reason') ?? '' } : null,
      closed: closedOn ? { on: closedOn, by: text('closed_by') ?? '' } : null,
    }
  }
}

function reasonOf(catalog: Catalog, { id, values }: Row, actor: Actor): Reason | 'kept' {
  const rule = catalog.rules.get(String(values.rule))
  // What a rule was that is no more, nobody can tell: it is kept as the strictest.
  if (!rule || keptFrom(catalog, rule, actor)) return 'kept'
  return {
    id,
    rule: rule.id,
    says: rule.says,
    basis: rule.basis,
    risk: String(values.risk),
    level: levelOfWord(values.level),
    said: saidTo(catalog, rule, String(values.said), actor),
    since: String(values.raised_on),
    subject: { ledger: String(values.about), id: String(values.subject) },
    gone: values.gone_on == null ? null : { on: String(values.gone_on), by: String(values.gone_by) },
  }
}

/** The words were written with the program's eyes: who sees less of what they read is told that something is hidden. */
function saidTo(catalog: Catalog, rule: RuleDefinition, said: string, actor: Actor): string {
  const eyes = system('', actor.areas)
  const less = slotsOf(rule).some(
    (slot) => veil(catalog, slot, rule.about, actor) && !veil(catalog, slot, rule.about, eyes),
  )
  return less ? `${rule.says}${hidden}` : said
}

/** A row that cannot be right, as it stands in the books. */
export interface Repair {
  id: string
  rule: string
  says: string
  basis: string
  level: Level
  /** The line of work that repairs it. */
  line: string
  subject: { ledger: string; id: string; title: string; of: string | null }
  area: string
  village: string
  said: string
  since: string
  due: string
}

/** Findings that stand, those due first. `kept`: how many are of rules that read who is in a kept list. */
export async function repairs(store: Store, actor: Actor): Promise<{ findings: Repair[]; kept: number }> {
  const { catalog } = store
  const notices = noticesOf(store)
  const lines = new Map(catalog.lines.flatMap((line) => line.rules.map((id) => [id, line.title] as const)))
  return scoped(
    store,
    actor,
    async (tx) => {
      const rows = await rowsWhere(tx, notices.finding, 'gone_on', [null])
      const told = rows.flatMap((row) => {
        const rule = catalog.rules.get(String(row.values.rule))
        return rule && !keptFrom(catalog, rule, actor) ? [{ row, rule }] : []
      })
      const called = await callAll(
        tx,
        told.map(({ row: { values }, rule }) => ({ rule: rule.id, id: String(values.subject) })),
      )
      const places = await areaNames(tx)
      const findings = told.map(({ row: { id, area, values }, rule }): Repair => {
        const { title, subject } = called.get(String(values.subject)) ?? { title: '', subject: null }
        return {
          ...{ id, rule: rule.id, says: rule.says, basis: rule.basis, level: rule.level },
          line: lines.get(rule.id) ?? '',
          subject: { ledger: rule.about, id: String(values.subject), title, of: subject },
          ...{ area, village: placeName(places, area) ?? area },
          said: saidTo(catalog, rule, String(values.said), actor),
          ...{ since: String(values.raised_on), due: String(values.due_on) },
        }
      })
      findings.sort((a, b) => a.due.localeCompare(b.due) || b.level - a.level || a.area.localeCompare(b.area))
      return { findings, kept: isSmall(actor) ? 0 : rows.length - told.length }
    },
    { readOnly: true },
  )
}

/** How many signals and findings of each rule stand; none where that would tell who. */
export async function standingByRule(store: Store, actor: Actor): Promise<Map<string, number>> {
  const { catalog } = store
  const { notices } = catalog
  const counts = new Map<string, number>()
  if (!notices) return counts
  await scoped(
    store,
    actor,
    async (tx) => {
      for (const ledger of [notices.signal, notices.finding]) {
        for (const { values } of await rowsWhere(tx, ledger, 'gone_on', [null])) {
          const rule = catalog.rules.get(String(values.rule))
          if (rule && !(isSmall(actor) && keptFrom(catalog, rule, actor)))
            counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1)
        }
      }
    },
    { readOnly: true },
  )
  return counts
}

/** What of findings stands in the books: since when and until when to be repaired, as `rule/subject`. */
export async function followedUp(
  store: Store,
  actor: Actor,
): Promise<Map<string, { id: string; since: string; due: string }>> {
  const { notices } = store.catalog
  if (!notices || isSmall(actor)) return new Map()
  return scoped(
    store,
    actor,
    async (tx) => {
      const rows = await rowsWhere(tx, notices.finding, 'gone_on', [null])
      return new Map(
        rows.map(({ id, values }) => [
          `${values.rule}/${values.subject}`,
          { id, since: String(values.raised_on), due: String(values.due_on) },
        ]),
      )
    },
    { readOnly: true },
  )
}
