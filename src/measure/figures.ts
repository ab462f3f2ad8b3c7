/** Figures: indicators asked of an area and a period, all in one pass per ledger, and the rows behind each. */
import { sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { IndicatorDefinition } from '#define/indicator.ts'
import type { AggregateNode } from '#define/node.ts'
import { reaches } from '#kinds/area.ts'
import type { Value } from '#kinds/index.ts'
import { refuse } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { areaNames } from '#store/read/office-words.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { inSight } from '#store/tables/rows-sql.ts'
import { tick } from '#store/write/acts.ts'
import { aggregates, ofNone } from './aggregates.ts'
import { askerOf } from './asker.ts'
import type { Answer, Asking, Figure, Moment } from './figure.ts'
import { type Counted, type CountedLeaves, keyOf, shape } from './shape.ts'
import { figureStatement, type Leaf, leavesOf } from './statements.ts'

export interface FiguresByArea extends Answer {
  /** Asked `by` village or group: the same figures per area code. */
  areas?: { code: string; figures: Figure[] }[]
}

/** Answers indicators. `by` also breaks them down by area: 12 digits for villages, 14 for groups. */
export async function figures(
  store: Store,
  actor: Actor,
  ids: readonly string[],
  asking: Asking & { by?: 12 | 14 },
): Promise<FiguresByArea> {
  const wanted = ids.map((id) => indicatorOf(store.catalog, id))
  const indicators = withParts(store.catalog, wanted)
  await settle(store, actor, asking.moment)
  await knownArea(store, actor, asking.area)
  return scoped(
    store,
    actor,
    async (tx) => {
      await planForEveryone(tx)
      const asker = askerOf(asking.period)
      const leaves = distinctLeaves(
        indicators.flatMap((i) => [
          ...leavesOf(i.node, asker),
          ...(i.plausible ? leavesOf(i.plausible.of, asker) : []),
        ]),
      )
      const whole = await count(store.catalog, tx, leaves, asking)
      const areas = asking.by ? await count(store.catalog, tx, leaves, asking, asking.by) : undefined
      const answer = (counted: CountedLeaves): Figure[] => {
        const values = new Map(indicators.map((i) => [i.id, shape(store.catalog, i, asker, counted)]))
        for (const i of indicators) flagParts(i, values)
        return wanted.map((i) => values.get(i.id)!)
      }
      return {
        period: asking.period,
        ...(asking.area !== undefined && { area: asking.area }),
        moments:
          asking.moment === undefined
            ? await moments(tx)
            : Object.fromEntries(tx.townships.map((t) => [t, asking.moment!])),
        figures: answer(whole.get('') ?? new Map()),
        ...(areas && {
          areas: [...areas]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([code, counted]) => ({ code, figures: answer(counted) })),
        }),
      }
    },
    { snapshot: true, readOnly: true },
  )
}

/** A whole is told to be incomplete by its parts, so they are asked with it. */
function withParts(catalog: Catalog, wanted: readonly IndicatorDefinition[]): IndicatorDefinition[] {
  const parts = wanted.flatMap((i) => (i.parts ? [...i.parts.of, i.parts.unclassified] : []))
  return [...new Set([...wanted, ...parts.map((id) => indicatorOf(catalog, id))])]
}

/**
 * Questions about everyone join whole ledgers. The planner cannot know how many rows a fact or an area leaves, and where it guesses few
 * it joins row by row: minutes instead of milliseconds. Hashing is never far from best here.
 */
export async function planForEveryone(tx: Scoped): Promise<void> {
  await tx.change(sql`SET LOCAL enable_nestloop = off`)
}

/** A place nobody has registered would count 0, and 0 looks like a figure. */
export async function knownArea(store: Store, actor: Actor, area: string | undefined): Promise<void> {
  if (area === undefined || !reaches(area, 'township')) return
  const names = await scoped(store, actor, (tx) => areaNames(tx), { readOnly: true })
  if (names.size === 0 || names.has(area) || actor.areas.includes(area)) return
  refuse('area.unknown', `区划代码 ${area} 没有登记，或者不在您的范围内。`, {
    remedy: '请核对代码；新设的村、组要先录入行政区划。',
  })
}

/** A moment asked about must be closed before it is read: later writes then get later stamps. */
export async function settle(store: Store, actor: Actor, moment: Moment | undefined): Promise<void> {
  if (moment === undefined) return
  const heads = await scoped(store, actor, moments, { readOnly: true })
  const behind = Object.entries(heads).filter(([, at]) => at < moment)
  if (behind.length === 0) return
  const ticked = await tick(
    store,
    actor,
    behind.map(([township]) => township),
  )
  if (ticked < moment) refuse('moment.future', '要查的时刻还没有到。', { remedy: '请填现在或以前的时刻。' })
}

export async function moments(tx: Scoped): Promise<Record<string, Moment>> {
  const heads = await tx.run<{ township: string; at: number }>(
    sql`SELECT township, at FROM head WHERE ${inSight(tx)} ORDER BY township`,
  )
  return Object.fromEntries(heads.map((h) => [h.township, h.at]))
}

export function indicatorOf(catalog: Catalog, id: string): IndicatorDefinition {
  return (
    catalog.indicators.get(id) ??
    refuse('figure.unknown', `没有编号为“${id}”的指标。`, { remedy: '请核对指标的编号。' })
  )
}

function distinctLeaves(leaves: readonly Leaf[]): Leaf[] {
  return [...new Map(leaves.map((leaf) => [keyOf(leaf), leaf])).values()]
}

/** Asks all leaves, one statement per ledger; by area code when a level is given, else under ''. */
async function count(
  catalog: Catalog,
  tx: Scoped,
  leaves: readonly Leaf[],
  asking: Asking,
  level?: number,
): Promise<Map<string, CountedLeaves>> {
  const answers = new Map<string, CountedLeaves>()
  for (const [ledger, asked] of groupByLedger(leaves)) {
    const rows = await tx.run<Record<string, Value | Value[]>>(
      figureStatement(catalog, tx.townships, ledger, asked, asking, level),
    )
    const townships = new Map<string, Map<string, Counted[]>>()
    for (const row of rows) {
      const code = String(row.area ?? '')
      const perLeaf = getOr(townships, code, () => new Map<string, Counted[]>())
      asked.forEach((leaf, i) => {
        const list = getOr(perLeaf, keyOf(leaf), () => [])
        list.push({
          value: row[`c${i}`] as number | null,
          rows: Number(row[`n${i}`] ?? 0),
          missing: Number(row[`m${i}`] ?? 0),
        })
      })
    }
    for (const [code, perLeaf] of townships) {
      const counted = getOr(answers, code, () => new Map())
      for (const leaf of asked) counted.set(keyOf(leaf), roll(leaf.node, perLeaf.get(keyOf(leaf)) ?? []))
    }
  }
  return answers
}

function groupByLedger(leaves: readonly Leaf[]): Map<string, Leaf[]> {
  const groups = new Map<string, Leaf[]>()
  for (const leaf of leaves) getOr(groups, leaf.node.query.ledger, () => []).push(leaf)
  return groups
}

/** Townships share no row and no household, so what was counted in each adds up. */
function roll(node: AggregateNode, parts: readonly Counted[]): Counted {
  const values = parts.flatMap((p) => (p.value === null ? [] : [p.value]))
  return {
    value: values.length ? aggregates[node.of].across!(values) : (ofNone(node) as number | null),
    rows: parts.reduce((n, p) => n + p.rows, 0),
    missing: parts.reduce((n, p) => n + p.missing, 0),
  }
}

/** A whole whose named parts do not make it up says so, and how much is in none. */
function flagParts(indicator: IndicatorDefinition, values: ReadonlyMap<string, Figure>): void {
  const figure = values.get(indicator.id)
  const rest = indicator.parts && values.get(indicator.parts.unclassified)
  if (!figure || !rest?.value) return
  const parts = indicator.parts!.of.map((id) => values.get(id)).filter((f) => f !== undefined)
  const sum = parts.reduce((n, p) => n + (p.value ?? 0), 0)
  figure.flags.push({
    code: 'unclassified',
    message: `${parts.map((p) => `${p.says}${p.said}`).join('、')}，合计 ${sum}${figure.unit}，与总数 ${figure.said}相差 ${rest.said}：${rest.says}。`,
  })
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  if (!map.has(key)) map.set(key, make())
  return map.get(key)!
}
