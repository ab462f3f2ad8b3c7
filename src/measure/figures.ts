/** Figures: indicators asked of an area and a period, all in one pass per ledger, and the rows behind each. */
import type { Catalog } from '#define/catalog.ts'
import type { IndicatorDefinition } from '#define/indicator.ts'
import type { AggregateNode } from '#define/node.ts'
import type { Value } from '#kinds/index.ts'
import type { Actor } from '#store/actor.ts'
import { isSmall } from '#store/sees.ts'
import { type Scoped, type Store, withThoseWhoLeft } from '#store/store.ts'
import { aggregates, ofNone } from './aggregates.ts'
import { askerOf } from './asker.ts'
import { indicatorOf, inSnapshot, moments, whereabouts } from './asking.ts'
import type { Answer, Asking, Figure } from './figure.ts'
import { type ByArea, type Memory, remembering } from './memory.ts'
import { once, sameQuestion } from './once.ts'
import { type Counted, type CountedLeaves, keyOf, shape } from './shape.ts'
import { daysAsked, figureStatement, type Leaf, leavesOf, movedStatement } from './statements.ts'
import { readsKept, withheld } from './withheld.ts'

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
  const asker = askerOf(asking.period)
  const leavesBeside = ({ plausible }: IndicatorDefinition) => (plausible ? leavesOf(plausible.of, asker) : [])
  const leaves = distinctLeaves(indicators.flatMap((i) => [...leavesOf(i.node, asker), ...leavesBeside(i)]))
  const readKept = (some: readonly Leaf[]) => some.some((leaf) => readsKept(store.catalog, actor, leaf))
  const kept = new Set(indicators.filter((i) => readKept(leavesOf(i.node, asker))))
  const keptBeside = new Set(indicators.filter((i) => readKept(leavesBeside(i))))
  const answer = (counted: CountedLeaves, area: string | undefined): Figure[] => {
    const small = isSmall(actor, area)
    const told = (i: IndicatorDefinition): Figure => {
      const figure = shape(store.catalog, i, asker, counted)
      if (small && kept.has(i)) return withheld(figure)
      if (!small || !keptBeside.has(i)) return figure
      return { ...figure, flags: figure.flags.filter(({ code }) => code !== 'implausible') }
    }
    const values = new Map(indicators.map((i) => [i.id, told(i)]))
    // What is withheld is told by no whole that names its parts either.
    for (const i of indicators) flagParts(i, values)
    return wanted.map((i) => values.get(i.id)!)
  }
  return inSnapshot(store, actor, asking, async (tx) => {
    const memory = await remembering(tx, asking)
    const heads = await moments(tx)
    const { whole, areas } = await once(store, sameQuestion(actor, ids, asking, heads), () =>
      withThoseWhoLeft(tx, async () => ({
        whole: await count(tx, memory, leaves, asking),
        areas: asking.by ? await count(tx, memory, leaves, asking, asking.by) : undefined,
      })),
    )
    const { moment } = asking
    return {
      period: asking.period,
      ...(asking.area !== undefined && { area: asking.area }),
      moments: moment === undefined ? heads : Object.fromEntries(tx.townships.map((t) => [t, moment])),
      figures: answer(whole.get('') ?? new Map(), asking.area),
      ...(areas && {
        areas: [...areas]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([code, counted]) => ({ code, figures: answer(counted, code) })),
      }),
    }
  })
}

/** A whole is told to be incomplete by its parts, so they are asked with it. */
function withParts(catalog: Catalog, wanted: readonly IndicatorDefinition[]): IndicatorDefinition[] {
  const parts = wanted.flatMap((i) => (i.parts ? [...i.parts.of, i.parts.unclassified] : []))
  return [...new Set([...wanted, ...parts.map((id) => indicatorOf(catalog, id))])]
}

function distinctLeaves(leaves: readonly Leaf[]): Leaf[] {
  return [...new Map(leaves.map((leaf) => [keyOf(leaf), leaf])).values()]
}

/** What each leaf came to, by area code when a level is given, else under ''. Only what is not remembered is asked, one statement per ledger. */
async function count(
  tx: Scoped,
  memory: Memory,
  leaves: readonly Leaf[],
  asking: Asking,
  level?: number,
): Promise<Map<string, CountedLeaves>> {
  const remembered = new Map(leaves.map((leaf) => [leaf, memory.of(leaf, level)]))
  const known = new Map([...remembered].map(([leaf, { recall }]) => [leaf, recalled(tx, recall)]))
  const unknown = (leaf: Leaf) => tx.townships.filter((township) => !known.get(leaf)!.has(township))
  const open = groupByLedger(leaves.filter((leaf) => unknown(leaf).length > 0))
  const moved = await movedAmong(tx, [...open.keys()])
  for (const [ledger, asked] of open) {
    const townships = [...new Set(asked.flatMap(unknown))]
    const answers = await ask(tx, townships, { ledger, moved: moved.has(ledger) }, asked, asking, level)
    for (const leaf of asked) {
      for (const township of townships) {
        const answer = answers.get(township)?.get(leaf) ?? new Map()
        known.get(leaf)!.set(township, answer)
        remembered.get(leaf)!.keep(township, answer)
      }
    }
  }
  const counted = new Map<string, CountedLeaves>()
  for (const [leaf, answers] of known) {
    const key = keyOf(leaf)
    const parts = new Map<string, Counted[]>()
    for (const township of tx.townships) {
      for (const [code, part] of answers.get(township)!) getOr(parts, code, () => []).push(part)
    }
    for (const [code, some] of parts) getOr(counted, code, () => new Map()).set(key, roll(leaf.node, some))
  }
  return counted
}

/** Township → what is remembered of a leaf there. */
function recalled(tx: Scoped, recall: (township: string) => ByArea | undefined): Map<string, ByArea> {
  const answers = new Map<string, ByArea>()
  for (const township of tx.townships) {
    const answer = recall(township)
    if (answer) answers.set(township, answer)
  }
  return answers
}

/** Asks some leaves of one ledger of some townships, in one statement. */
async function ask(
  tx: Scoped,
  townships: readonly string[],
  { ledger, moved }: { ledger: string; moved: boolean },
  leaves: readonly Leaf[],
  asking: Asking,
  level?: number,
): Promise<Map<string, Map<Leaf, Map<string, Counted>>>> {
  const rows = await tx.run<Record<string, Value | Value[]>>(
    figureStatement(tx.store.catalog, townships, ledger, leaves, whereabouts(tx, asking), level, !moved),
  )
  const days = daysAsked(leaves)
  const answers = new Map<string, Map<Leaf, Map<string, Counted>>>()
  for (const row of rows) {
    const perLeaf = getOr(answers, String(row.township), () => new Map<Leaf, Map<string, Counted>>())
    leaves.forEach((leaf, i) => {
      const counted = {
        value: row[`c${i}`] as number | null,
        rows: Number(row[`n${i}`] ?? 0),
        missing: Number(row[`m${i}`] ?? 0),
        recorded: Number(row[`r${days.indexOf(leaf.asker.day)}`]),
      }
      // A row that moved brings every place where it ever was; on the days asked it may have been in none of them.
      if (moved && level && counted.rows + counted.recorded === 0) return
      getOr(perLeaf, leaf, () => new Map<string, Counted>()).set(String(row.area ?? ''), counted)
    })
  }
  return answers
}

/** The ledgers of which rows ever moved. Of the others it need not be asked where each row was on which day. */
async function movedAmong(tx: Scoped, ledgers: readonly string[]): Promise<ReadonlySet<string>> {
  if (ledgers.length === 0) return new Set()
  const [answer] = await tx.run<Record<string, boolean>>(movedStatement(tx.townships, ledgers))
  return new Set(ledgers.filter((id) => answer![id]))
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
    recorded: parts.reduce((n, p) => n + p.recorded, 0),
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
