/** Where the rows of an act are at home: by their own fields, where their links lead, by membership, and by the moves before. */
import type { Catalog } from '#define/catalog.ts'
import { datedBy, heldBetween } from '#define/dating.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { afterMoves, during, type Home, oneAfterAnother } from '#store/home.ts'
import { acrossVillages } from '#store/store.ts'
import type { LedgerPlan } from './plan.ts'
import { homesById, membershipsOf, movesOf, type Sight, standingBy } from './sight.ts'

/** A row whose home is sought. `before`: it stands already, in whatever form. */
export interface Sought {
  id: string
  values: Record<string, Value>
  before?: unknown
}

/**
 * Home of each row by its own fields: its area field, or where its links lead, tried in order; or by its memberships. undefined when
 * none of them says. `earlier`: what the same act does to ledgers before this one.
 */
export async function homesOf(
  sight: Sight,
  ledger: LedgerDefinition,
  rows: readonly Sought[],
  earlier: readonly LedgerPlan[],
): Promise<(Home | undefined)[]> {
  if (ledger.area.length === 0) return byMemberships(sight, ledger, rows, earlier)
  const homes = await byFields(sight, ledger, rows)
  const left = await movesBefore(sight, ledger, rows, earlier)
  return homes.map((home, i) => home && (left.get(rows[i]!.id) ? afterMoves(home.area, left.get(rows[i]!.id)!) : home))
}

async function byFields(
  sight: Sight,
  ledger: LedgerDefinition,
  rows: readonly Sought[],
): Promise<(Home | undefined)[]> {
  const homes: (Home | undefined)[] = rows.map(() => undefined)
  for (const field of ledger.area) {
    const open = rows.flatMap((row, i) => (homes[i] === undefined && row.values[field] != null ? [i] : []))
    const valueAt = (i: number) => String(rows[i]!.values[field])
    const targets = ledger.fields[field]?.to
    if (!targets) {
      for (const i of open) homes[i] = { area: valueAt(i), was: null }
      continue
    }
    for (const target of targets) {
      const asked = open.filter((i) => homes[i] === undefined)
      const found = await homesById(sight, target.ledger.id, asked.map(valueAt))
      const moved = asked.filter((i) => found.get(valueAt(i))?.was != null)
      const spans = await spansOf(
        sight,
        ledger,
        moved.map((i) => rows[i]!),
      )
      for (const i of asked) homes[i] = found.get(valueAt(i)) ?? undefined
      moved.forEach((i, n) => {
        homes[i] = during(homes[i]!, ...spans[n]!)
      })
    }
  }
  return homes
}

/** First and last day of each row; null: not known, or still. */
export async function spansOf(
  sight: Sight,
  ledger: LedgerDefinition,
  rows: readonly Pick<Sought, 'values'>[],
): Promise<[first: string | null, last: string | null][]> {
  const day = (values: Record<string, Value> | undefined, field: string) => (values?.[field] as string | null) ?? null
  const held = heldBetween(ledger)
  if (held) return rows.map(({ values }) => [day(values, held[0]), day(values, held[1])])
  const dated = datedBy(ledger)
  if (!dated) return rows.map(() => [null, null])
  const [step] = dated.steps
  if (!step || !('link' in step)) {
    return rows.map(({ values }) => [day(values, dated.field), day(values, dated.field)])
  }
  const owner = sight.tx.store.catalog.ledgers.get(step.to)!
  const ids = [...new Set(rows.flatMap(({ values }) => values[step.link] ?? []))]
  const owners = new Map((await standingBy(sight, owner, 'id', ids)).map((row) => [row.id, row]))
  return rows.map(({ values }) => {
    const own = day(owners.get(String(values[step.link])), dated.field)
    return [own, own]
  })
}

/** The standing rows of a ledger and those of the act, by whom they are about; in whichever village they stand. */
async function aboutWhom(
  sight: Sight,
  ledgerId: string,
  link: string,
  ids: readonly string[],
  earlier: readonly LedgerPlan[],
): Promise<Map<string, { id: string; values: Record<string, Value> }[]>> {
  const ledger = sight.tx.store.catalog.ledgers.get(ledgerId)!
  const plan = earlier.find((one) => one.ledger.id === ledgerId)
  const touched = new Set(plan && [...plan.rows, ...plan.voided].map((row) => row.id))
  const written = ids.length
    ? await acrossVillages(sight.tx, sight.township, () => standingBy(sight, ledger, link, ids))
    : []
  const all = [
    ...written.filter((row) => !touched.has(row.id)).map(({ id, ...values }) => ({ id, values })),
    ...(plan?.rows ?? []),
  ]
  const by = new Map<string, { id: string; values: Record<string, Value> }[]>()
  for (const { id, values } of all) {
    const whom = String(values[link])
    const list = by.get(whom)
    if (list) list.push({ id, values })
    else by.set(whom, [{ id, values }])
  }
  return by
}

const standingIds = (rows: readonly Sought[]) => rows.filter((row) => row.before !== undefined).map((row) => row.id)

/** Which areas rows left, and when. */
async function movesBefore(
  sight: Sight,
  ledger: LedgerDefinition,
  rows: readonly Sought[],
  earlier: readonly LedgerPlan[],
): Promise<Map<string, { from: string; day: string }[]>> {
  const left = new Map<string, { from: string; day: string }[]>()
  for (const moves of movesOf(sight.tx.store.catalog, ledger)) {
    const about = await aboutWhom(sight, moves.ledger, moves.of, standingIds(rows), earlier)
    for (const { id } of rows) {
      const own = about.get(id)?.map(({ values }) => ({
        from: String(values[moves.from]),
        day: String(values[moves.day]),
      }))
      if (own) left.set(id, [...(left.get(id) ?? []), ...own])
    }
  }
  return left
}

/** Through the homes of all they belonged to, one after another, memberships of the same act included. */
async function byMemberships(
  sight: Sight,
  ledger: LedgerDefinition,
  rows: readonly Sought[],
  earlier: readonly LedgerPlan[],
): Promise<(Home | undefined)[]> {
  const { catalog } = sight.tx.store
  const homes: (Home | undefined)[] = rows.map(() => undefined)
  for (const join of membershipsOf(catalog, ledger)) {
    const began = beganOf(catalog, join.ledger)
    const about = await aboutWhom(sight, join.ledger, join.from, standingIds(rows), earlier)
    const spells = rows.map(({ id }) =>
      (about.get(id) ?? [])
        .map((spell) => ({ id: spell.id, since: String(spell.values[began]), to: String(spell.values[join.to]) }))
        .sort((a, b) => (a.since < b.since || (a.since === b.since && a.id < b.id) ? -1 : 1)),
    )
    const lived = await homesAcross(sight, join.toLedger, [...new Set(spells.flat().map((spell) => spell.to))])
    spells.forEach((own, i) => {
      const known = own.flatMap(({ since, to }) => {
        const home = lived.get(to)
        return home ? [{ since, home }] : []
      })
      if (known.length > 0) homes[i] ??= oneAfterAnother(known)
    })
  }
  return homes
}

const beganOf = (catalog: Catalog, membership: string): string => heldBetween(catalog.ledgers.get(membership)!)![0]

/** Homes of rows of whichever village. What is out of the actor's sight stays so. */
async function homesAcross(sight: Sight, ledger: string, ids: readonly string[]): Promise<Map<string, Home | null>> {
  const seen = await homesById(sight, ledger, ids)
  const hidden = ids.filter((id) => seen.get(id) == null)
  if (hidden.length === 0) return seen
  const rows = await acrossVillages(sight.tx, sight.township, () =>
    standingBy(sight, sight.tx.store.catalog.ledgers.get(ledger)!, 'id', hidden),
  )
  return new Map([...seen, ...rows.map(({ id, _area: area, _was: was }) => [id, { area, was }] as const)])
}
