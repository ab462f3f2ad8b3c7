/**
 * Issuing a report freezes what was asked (its text, its measures with every fact and parameter they use, period and moment) beside what
 * was answered, so that it can be asked again years later and must answer the same.
 */
import { createHash } from 'node:crypto'
import type { Catalog } from '#define/catalog.ts'
import type { IndicatorDefinition } from '#define/indicator.ts'
import type { FactDefinition } from '#define/measure.ts'
import { visit } from '#define/node.ts'
import type { ParameterDefinition } from '#define/parameter.ts'
import type { Period } from '#define/period.ts'
import { indicatorsOf, type ReportDefinition } from '#define/report.ts'
import { townshipOf } from '#kinds/area.ts'
import { keepable } from '#kinds/kind.ts'
import type { Figure, Moment, TracedRow } from '#measure/figure.ts'
import { figures } from '#measure/figures.ts'
import { allRowsBehind } from '#measure/trace.ts'
import { type Problem, problem, refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { type ChangeOfRow, changesSince } from '#store/read/changes.ts'
import {
  type IssuedRow,
  insertIssued,
  insertVoided,
  type ShelvedRow,
  shelvedRow,
  shelvedRows,
  type VoidedRow,
} from '#store/shelf/issued.ts'
import { covers, type Store, scoped } from '#store/store.ts'
import { tick } from '#store/write/acts.ts'
import { answerReport, ownArea, type ReportAsking } from './answer.ts'
import type { ReportDocument } from './assemble.ts'

/** Everything a report's figures are worked out from, as it was declared when the report was issued. */
interface Template {
  report: ReportDefinition
  indicators: IndicatorDefinition[]
  facts: FactDefinition[]
  parameters: ParameterDefinition[]
}

export interface Issued {
  id: string
  township: string
  report: string
  title: string
  year: number
  area: string
  period: Period
  moment: Moment
  by: string
  at: Moment
  document: ReportDocument
  figures: Figure[]
  /** It stands no longer, though everything in it stays as it was. */
  voided: Pick<VoidedRow, 'act' | 'by' | 'at' | 'reason'> | null
  /** How far the books had come with it, for `verify --against`; null: nothing in them speaks of it. */
  mark: string | null
}

/**
 * Issues a report: closes the moment first, then asks, so that nothing written later can change it. Asked twice `as` the same issued
 * report (a UUID made by who asks), the second time issues nothing and gives the first.
 */
export async function issueReport(
  store: Store,
  actor: Actor,
  id: string,
  { as, ...asking }: Omit<ReportAsking, 'moment'> & { as?: string },
): Promise<Issued> {
  const area = asking.area ?? ownArea(actor)
  const township = townshipOf(area)
  const before = as && (await scoped(store, actor, (tx) => shelvedRow(tx, as), { readOnly: true }))
  if (before) return sameIssued(fromRow(before), { report: id, year: asking.year, area })
  const moment = await tick(store, actor, [township])
  const { report, document, answer } = await answerReport(store, actor, id, { ...asking, area, moment })
  const template = freeze(store.catalog, report)
  const issued: Issued = {
    id: as ?? store.newId(),
    township,
    report: report.id,
    title: document.title,
    year: asking.year,
    area,
    period: answer.period,
    moment,
    by: actor.name,
    at: store.clock(),
    document,
    figures: answer.figures,
    voided: null,
    mark: null,
  }
  await scoped(store, actor, (tx) => insertIssued(tx, rowOf(issued, template)))
  return sameIssued(await issuedReport(store, actor, issued.id), issued)
}

/** What is on the shelf under an id, or a refusal where that is something else than was asked. */
function sameIssued(there: Issued, asked: Pick<Issued, 'report' | 'year' | 'area'>): Issued {
  if (there.report === asked.report && there.year === asked.year && there.area === asked.area) return there
  return refuse('act.id_reused', '这个提交编号已经用过，而这次的内容和上次不一样。', {
    remedy: '请刷新页面后重新提交。',
  })
}

/**
 * Voids an issued report, which stays on the shelf as it is. The same `act` again changes nothing; a second voiding, or one by
 * somebody who does not work for all of the report's area, is refused.
 */
export async function voidIssued(
  store: Store,
  actor: Actor,
  id: string,
  { act, reason: given }: { act: string; reason: string },
): Promise<Issued> {
  const reason = given.trim()
  if (reason === '' || !keepable(reason)) {
    refuse('issued.void_reason', '作废已签发的报告，要写明原因。', {
      at: { input: 'reason' },
      remedy: '请写一句原因。',
    })
  }
  const { township } = await issuedReport(store, actor, id, '作废')
  const unsigned = { township, issued: id, act, reason, by: actor.name, at: store.clock() }
  await scoped(store, actor, (tx) => insertVoided(tx, { ...unsigned, digest: digestOfVoided(unsigned) }))
  const now = await issuedReport(store, actor, id)
  if (now.voided && now.voided.act !== act) {
    refuse('issued.voided', `这份报告已经由${now.voided.by}作废：${now.voided.reason}`, { at: { issued: id } })
  }
  return now
}

type Does = '查看' | '导出' | '作废'

/** Those issued for places that the actor works for all of. */
export async function issuedReports(store: Store, actor: Actor): Promise<Issued[]> {
  const all = await scoped(store, actor, async (tx) => (await shelvedRows(tx)).map(fromRow), { readOnly: true })
  return all.filter(({ area }) => covers(actor, area))
}

/** Throws the Refusal `access.out_of_scope` where the report is about more than the actor works for. */
export async function issuedReport(store: Store, actor: Actor, id: string, does: Does = '查看'): Promise<Issued> {
  return fromRow(await frozenRow(store, actor, id, does))
}

async function frozenRow(store: Store, actor: Actor, id: string, does: Does): Promise<ShelvedRow> {
  const row = await scoped(store, actor, (tx) => shelvedRow(tx, id), { readOnly: true })
  if (!row) return refuse('issued.unknown', `没有编号为 ${id} 的已签发报告。`, { remedy: '请从“已签发”列表里选。' })
  if (covers(actor, fromRow(row).area)) return row
  return refuse('access.out_of_scope', `这份报告不只是您负责的地区的，不能由您${does}。`, {
    remedy: '请联系乡镇管理员。',
  })
}

/** An issued report with the rows behind its figures, by its own definitions and at its own moment. */
export async function rowsOfIssued(
  store: Store,
  actor: Actor,
  id: string,
): Promise<{ issued: Issued; rowsThen: (figure: string) => AsyncIterable<TracedRow> }> {
  const row = await frozenRow(store, actor, id, '导出')
  const issued = fromRow(row)
  const frozen = asDeclaredThen(store, row.issued)
  const { period, area, moment } = issued
  return { issued, rowsThen: (figure) => allRowsBehind(frozen, actor, figure, { period, area, moment }) }
}

/** A figure that now comes out differently, with the rows and acts that explain it. */
export interface Difference {
  figure: Figure
  now: Figure
  rows: { row: string; ledger: string; before: number | null; now: number | null; changes: ChangeOfRow[] }[]
}

/** What has changed since a report was issued: its own measures asked now, against what it said. */
export async function diffIssued(
  store: Store,
  actor: Actor,
  id: string,
): Promise<{ issued: Issued; differences: Difference[] }> {
  const row = await frozenRow(store, actor, id, '查看')
  const issued = fromRow(row)
  const frozen = asDeclaredThen(store, row.issued)
  const asking = { period: issued.period, area: issued.area }
  const { figures: now } = await figures(
    frozen,
    actor,
    issued.figures.map((f) => f.id),
    asking,
  )
  const differences: Difference[] = []
  for (const figure of issued.figures) {
    const current = now.find((f) => f.id === figure.id)!
    if (same(figure, current)) continue
    const before = await contributions(frozen, actor, figure.id, { ...asking, moment: issued.moment })
    const after = await contributions(frozen, actor, figure.id, asking)
    const touched = [...new Set([...before.keys(), ...after.keys()])].filter(
      (key) => before.get(key)?.adds !== after.get(key)?.adds,
    )
    const changed = touched.map((key) => (before.get(key) ?? after.get(key))!)
    const changes = await scoped(store, actor, (tx) => changesSince(tx, changed, issued.moment), { readOnly: true })
    differences.push({
      figure,
      now: current,
      rows: touched.map((key) => {
        const { id: rowId, ledger } = (before.get(key) ?? after.get(key))!
        return {
          row: rowId,
          ledger,
          before: before.get(key)?.adds ?? null,
          now: after.get(key)?.adds ?? null,
          changes: changes.get(rowId) ?? [],
        }
      }),
    })
  }
  return { issued, differences }
}

/** Asks every issued report again at its moment; a figure that comes out otherwise, or a digest that does not fit, is a problem. */
export async function verifyIssued(store: Store, actor: Actor): Promise<Problem[]> {
  const found: Problem[] = []
  for (const row of await scoped(store, actor, shelvedRows, { readOnly: true })) {
    try {
      found.push(...(await askedAgain(store, actor, row)))
    } catch (error) {
      // What was altered may not be what is read as a report any more.
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
      const message = `“${row.issued.title}”保存的内容被改动过，已经读不出来。`
      found.push(problem('issued.tampered', message, { at: { issued: row.issued.id } }))
    }
  }
  return found
}

async function askedAgain(store: Store, actor: Actor, row: ShelvedRow): Promise<Problem[]> {
  const found: Problem[] = []
  const issued = fromRow(row)
  const at = { issued: issued.id }
  if (row.issued.digest !== digestOf(row.issued))
    found.push(problem('issued.tampered', `“${issued.title}”保存的内容和签发时的摘要对不上，可能被改动过。`, { at }))
  if (row.voided && row.voided.digest !== digestOfVoided(row.voided))
    found.push(problem('issued.tampered', `“${issued.title}”的作废和作废时的摘要对不上，可能被改动过。`, { at }))
  const frozen = asDeclaredThen(store, row.issued)
  const { period, area, moment } = issued
  const asked = issued.figures.map((f) => f.id)
  const { figures: again } = await figures(frozen, actor, asked, { period, area, moment })
  for (const figure of issued.figures) {
    const now = again.find((f) => f.id === figure.id)
    if (now && same(figure, now)) continue
    const message = `“${issued.title}”里的“${figure.says}”签发时是 ${figure.said}，按同一时刻重算是 ${now?.said ?? '空'}。`
    found.push(problem('issued.moved', message, { at }))
  }
  return found
}

const same = (a: Figure, b: Figure): boolean => a.value === b.value && a.rows === b.rows && a.missing === b.missing

async function contributions(
  store: Store,
  actor: Actor,
  figure: string,
  asking: { period: Period; area: string; moment?: Moment },
): Promise<Map<string, { id: string; ledger: string; adds: number }>> {
  const rows = new Map<string, { id: string; ledger: string; adds: number }>()
  for await (const { part, id, ledger, contributes } of allRowsBehind(store, actor, figure, asking)) {
    rows.set(`${part}/${id}`, { id, ledger, adds: contributes })
  }
  return rows
}

/** The report with every indicator, fact and parameter that its figures lead to. */
function freeze(catalog: Catalog, report: ReportDefinition): Template {
  const indicators = new Map<string, IndicatorDefinition>()
  const facts = new Map<string, FactDefinition>()
  const parameters = new Map<string, ParameterDefinition>()
  const take = (id: string): void => {
    const indicator = catalog.indicators.get(id)
    if (!indicator || indicators.has(id)) return
    indicators.set(id, indicator)
    look(indicator.node)
    if (indicator.plausible) look(indicator.plausible.of)
    if (indicator.parts) [...indicator.parts.of, indicator.parts.unclassified].forEach(take)
  }
  const look = (node: IndicatorDefinition['node']): void =>
    visit(node, (n) => {
      if (n.node === 'parameter') parameters.set(n.id, catalog.parameters.get(n.id)!)
      if (n.node !== 'fact' || facts.has(n.id)) return
      const fact = catalog.facts.get(n.id)!
      facts.set(n.id, fact)
      look(fact.node)
    })
  indicatorsOf(report).forEach(take)
  return {
    report,
    indicators: [...indicators.values()],
    facts: [...facts.values()],
    parameters: [...parameters.values()],
  }
}

/** The same books, read with the declarations of the day of issue. */
function asDeclaredThen(store: Store, row: IssuedRow): Store {
  const { indicators, facts, parameters } = JSON.parse(row.template) as Template
  const byId = <T extends { id: string }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]))
  return {
    ...store,
    catalog: { ...store.catalog, indicators: byId(indicators), facts: byId(facts), parameters: byId(parameters) },
  }
}

function rowOf(issued: Issued, template: Template): IssuedRow {
  const { id, township, report, title, year, period, moment, by, at, area, document, figures: said } = issued
  const row = {
    id,
    township,
    report,
    title,
    year,
    period_from: period.from,
    period_day: period.day,
    moment,
    seq: 0,
    template: JSON.stringify(template),
    figures: JSON.stringify({ area, document, figures: said }),
    digest: '',
    by,
    at,
  }
  return { ...row, digest: digestOf(row) }
}

function digestOf(row: IssuedRow): string {
  const { id, township, report, title, year, period_from, period_day, moment, template, figures: said, by, at } = row
  const text = JSON.stringify([
    id,
    township,
    report,
    title,
    year,
    period_from,
    period_day,
    moment,
    template,
    said,
    by,
    at,
  ])
  return createHash('sha256').update(text).digest('hex')
}

function digestOfVoided({ township, issued, act, reason, by, at }: Omit<VoidedRow, 'digest'>): string {
  return createHash('sha256')
    .update(JSON.stringify([township, issued, act, reason, by, at]))
    .digest('hex')
}

function fromRow({ issued, voided, mark }: ShelvedRow): Issued {
  const { id, township, report, title, year, period_from, period_day, moment, by, at } = issued
  const kept = JSON.parse(issued.figures) as Pick<Issued, 'area' | 'document' | 'figures'>
  return {
    id,
    township,
    report,
    title,
    year,
    period: { from: period_from, day: period_day },
    moment,
    by,
    at,
    ...kept,
    voided: voided ?? null,
    mark,
  }
}
