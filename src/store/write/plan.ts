/** What an act will do to the rows of the books, worked out and checked before anything is written. */
import { judgeTogether } from '#capture/judge.ts'
import { heldBetween } from '#define/dating.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { covers as isWithin, villageOf } from '#kinds/area.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem, refuse } from '#problem.ts'
import { administersAreas } from '#store/actor.ts'
import type { Home } from '#store/home.ts'
import { dayOfMoment } from '#store/moment.ts'
import { acrossVillages, covers } from '#store/store.ts'
import { keyColumn, linksOf } from '#store/tables/schema.ts'
import { changed, dayFaults, weighed } from './days.ts'
import { elderFaults } from './elders.ts'
import { homesOf, spansOf } from './homes.ts'
import { moveFaults, placeOfIts, undoneMoves, unsaidMoves } from './moves.ts'
import { type LedgerChanges, type Prepared, placed, placeOf, type Stored, throwIfAny } from './prepare.ts'
import { areaCodes, homesById, noteHome, recordingOrder, type Sight, standingBy } from './sight.ts'

/** A row that is to stand, with the home and values it had if it is a correction. */
export interface Standing extends Home {
  n: number
  id: string
  values: Stored
  before?: Home & { values: Stored }
}

export interface LedgerPlan {
  ledger: LedgerDefinition
  rows: Standing[]
  /** Rows that are voided, with the values they had. */
  voided: { n: number; id: string; values: Stored }[]
  /** What is told of them and kept all the same. */
  doubts: Problem[]
}

/** Throws a Refusal with one Problem for each fault of the first ledger that has any. */
export async function planAct(sight: Sight, prepared: Prepared): Promise<LedgerPlan[]> {
  const { catalog } = sight.tx.store
  const plans: LedgerPlan[] = []
  for (const id of recordingOrder(catalog)) {
    const changes = prepared.byLedger.get(id)
    if (changes) plans.push(await planLedger(sight, prepared, changes, plans))
  }
  if (prepared.act.kind === 'correct' && !plans.some(changesAnything)) {
    refuse('act.nothing', '账上已经是这样，没有要更正的内容。', {
      remedy: '请核对要改的是哪一栏；别人已经改好的，不用再更正。',
    })
  }
  return plans
}

/** An ID number is sealed anew each time: whether it is another one, its blind index tells. */
const changesAnything = ({ ledger, rows, voided }: LedgerPlan): boolean =>
  voided.length > 0 ||
  rows.some(
    ({ before, values }) =>
      !before ||
      Object.keys(ledger.fields).some((field) => {
        const column = keyColumn(ledger, field)
        return (before.values[column] ?? null) !== (values[column] ?? null)
      }),
  )

async function planLedger(
  sight: Sight,
  prepared: Prepared,
  changes: LedgerChanges,
  earlier: readonly LedgerPlan[],
): Promise<LedgerPlan> {
  const { ledger } = changes
  const faults: Problem[] = []
  if (ledger.places && !administersAreas(sight.tx.actor)) {
    throwIfAny([
      problem('access.not_permitted', '您的账号不能管理行政区划。', {
        at: placeOf(ledger, 1),
        remedy: '需要时请联系乡镇管理员。',
      }),
    ])
  }
  const { rows, voided } = await withFormerValues(sight, changes, faults)
  faults.push(...collisions(ledger, rows), ...(await linkFaults(sight, prepared, ledger, rows)))
  faults.push(...(await dayFaults(sight, prepared, ledger, rows)), ...(await moveFaults(sight, prepared, ledger, rows)))
  throwIfAny(faults)
  await stampHomes(sight, ledger, rows, earlier)
  faults.push(...(await areaFaults(sight, ledger, rows)), ...(await overlapFaults(sight, ledger, rows, voided)))
  faults.push(...(await elderFaults(sight, prepared, ledger, rows, voided)))
  throwIfAny(faults)
  faults.push(...unsaidMoves(sight, prepared.act, ledger, rows, earlier))
  faults.push(...(await undoneMoves(sight, prepared, { ledger, rows, voided })))
  throwIfAny(faults)
  const doubts = faults.filter((one) => one.doubt)
  for (const row of rows) noteHome(sight, ledger.id, row.id, { area: row.area, was: row.was })
  for (const row of voided) noteHome(sight, ledger.id, row.id, null)
  if (sight.tx.store.catalog.places?.ledger === ledger.id) sight.codes = await areaCodes(sight, { rows, voided })
  return { ledger, rows, voided, doubts }
}

/** New rows as given, corrected ones merged with what stands. Their homes are still to be found. */
async function withFormerValues(
  sight: Sight,
  { ledger, sets, corrections, voids }: LedgerChanges,
  faults: Problem[],
): Promise<Pick<LedgerPlan, 'rows' | 'voided'>> {
  const found = new Map(
    (
      await standingBy(
        sight,
        ledger,
        'id',
        [...corrections, ...voids].map((row) => row.id),
      )
    ).map(({ id, _area: area, _was: was, _from, ...values }) => [id, { area, was, values: values as Stored }]),
  )
  const former = (n: number, id: string) => {
    const before = found.get(id)
    if (!before) {
      faults.push(
        problem('act.row_missing', '要改的这一行不在账上，可能已经作废，或不在您负责的范围。', {
          at: placeOf(ledger, n),
          remedy: '请刷新后再看；需要时请联系乡镇管理员。',
        }),
      )
    }
    return before
  }
  const rows: Standing[] = sets.map(({ n, id, given }) => ({ n, id, area: '', was: null, values: given }))
  for (const { n, id, given } of corrections) {
    const before = former(n, id)
    if (!before) continue
    const values = { ...before.values, ...given }
    faults.push(
      ...placed(
        judgeTogether(ledger, opened(sight, ledger, values, given), (field) => field in given),
        ledger,
        n,
      ),
    )
    rows.push({ n, id, area: '', was: null, values, before })
  }
  const voided = voids.flatMap(({ n, id }) => {
    const before = former(n, id)
    return before ? [{ n, id, values: before.values }] : []
  })
  return { rows, voided }
}

/** What a correction makes of a row, to be judged: with its ID number in clear where the correction touches who it belongs to. */
function opened(sight: Sight, ledger: LedgerDefinition, values: Stored, given: Stored): Stored {
  if (!ledger.identity) return values
  const { number, ...told } = ledger.identity
  const sealed = values[number]
  const touched = [number, ...Object.values(told)].some((field) => field in given)
  const { keys } = sight.tx.store
  return {
    ...values,
    [number]: touched && typeof sealed === 'string' ? keys.open(sealed, `${ledger.id}.${number}`) : null,
  }
}

/** Rows of one act that share what must be unique, or hold at the same time what is held one at a time. */
function collisions(ledger: LedgerDefinition, rows: readonly Standing[]): Problem[] {
  const faults: Problem[] = []
  for (const set of ledger.unique) {
    const seen = new Map<string, number>()
    for (const { n, values } of rows) {
      const key = keyOf(ledger, set, values)
      if (key === undefined) continue
      const first = seen.get(key)
      if (first === undefined) seen.set(key, n)
      else faults.push(twice(ledger, n, set, `与第${first}行重复`))
    }
  }
  return faults
}

/** The values of a unique set as one text; undefined when one is missing, which equals nothing. */
export function keyOf(
  ledger: LedgerDefinition,
  set: readonly string[],
  values: Record<string, Value>,
): string | undefined {
  const key = set.map((field) => values[keyColumn(ledger, field)] ?? null)
  return key.includes(null) ? undefined : JSON.stringify(key)
}

export function twice(ledger: LedgerDefinition, n: number, set: readonly string[], how: string): Problem {
  const labels = set.map((field) => ledger.fields[field]?.label ?? field).join('、')
  return problem('act.not_unique', `${labels}${how}。`, {
    at: placeOf(ledger, n, set[0]),
    remedy: '请核对是不是重复录入；确是同一件事，就不必再录。',
  })
}

/** Links must lead to a standing row in sight, or to one that this act records. What a correction leaves alone is not asked again. */
async function linkFaults(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
): Promise<Problem[]> {
  const faults: Problem[] = []
  for (const { field, to } of linksOf(ledger)) {
    const asked = rows.filter((row) => changed(row, field))
    let missing = asked.filter(({ values }) => !to.some((id) => prepared.newIds.get(id)?.has(String(values[field]))))
    for (const id of to) {
      const known = await homesById(
        sight,
        id,
        missing.map(({ values }) => String(values[field])),
      )
      missing = missing.filter(({ values }) => known.get(String(values[field])) == null)
    }
    for (const { n } of missing) {
      faults.push(
        problem('act.link_missing', '它指向的那一行不在账上，或不在您负责的范围。', {
          at: placeOf(ledger, n, field),
          remedy: '请先录入它，或从列表里重新选。',
        }),
      )
    }
  }
  return faults
}

/** By the row's own fields; where its ledger has none, by membership; a row without a home belongs to the township. */
async function stampHomes(
  sight: Sight,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  earlier: readonly LedgerPlan[],
): Promise<void> {
  const homes = await homesOf(sight, ledger, rows, earlier)
  const nowhere = { area: ledger.area.length > 0 ? '' : sight.township, was: null }
  rows.forEach((row, i) => {
    const { area, was } = homes[i] ?? (ledger.area.length > 0 ? nowhere : (row.before ?? nowhere))
    Object.assign(row, { area, was })
  })
}

async function areaFaults(sight: Sight, ledger: LedgerDefinition, rows: readonly Standing[]): Promise<Problem[]> {
  const { places } = sight.tx.store.catalog
  const own = placeOfIts(ledger)
  const codes = places && places.ledger !== ledger.id ? await areaCodes(sight) : undefined
  const begun = ledger.moves ? [] : await spansOf(sight, ledger, rows)
  return rows.flatMap((row, i) => {
    const { n, area, values, before } = row
    if (area === '') {
      return problem('act.area_missing', '看不出这一行属于哪个村。', {
        at: placeOf(ledger, n),
        remedy: '请填上所在地区，或先补全它所属的户。',
      })
    }
    // A move leads out of a place that may be closed; anything else comes into one.
    const day = begun[i] && (begun[i][0] ?? dayOfMoment(sight.tx.store.clock()))
    const closed = [area, villageOf(area)].map((place) => codes?.get(place)).find((last) => last != null)
    if (day && closed && day > closed && area !== before?.area) {
      return problem('area.closed', `这一行所在的地区已经撤并，${closed} 是它的最后一天，不能再记到它名下。`, {
        at: placeOf(ledger, n, own),
        remedy: '请改填撤并以后的村或村民组；日期在撤并以前的，照常可以记。',
      })
    }
    if (own !== undefined && changed(row, own) && codes && !codes.has(String(values[own]))) {
      return problem('area.not_listed', `行政区划代码 ${values[own]} 不在区划表里。`, {
        at: placeOf(ledger, n, own),
        remedy: '请核对代码，或先在区划表里录入。',
      })
    }
    if (!isWithin(area, sight.township) || !covers(sight.tx.actor, area)) {
      return problem('access.out_of_scope', '这一行所在的地区不在您负责的范围。', {
        at: placeOf(ledger, n),
        remedy:
          ledger.area.length === 0
            ? '请同时录入他在您村里的哪一户；确属别处的，请交乡镇管理员录入。'
            : '请核对地区；确属别处的，请交乡镇管理员录入。',
      })
    }
    return []
  })
}

/** States of which each holder has one at a time must not overlap another, in whichever village it stands. */
async function overlapFaults(
  sight: Sight,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  voided: readonly { id: string }[],
): Promise<Problem[]> {
  if (!heldBetween(ledger) || rows.length === 0) return []
  const { oneAtATime, onlyOne = [] } = ledger
  const faults = oneAtATime === undefined ? [] : await overlaps(sight, ledger, rows, voided, { of: oneAtATime })
  for (const { severity, ...only } of onlyOne) {
    faults.push(...(await overlaps(sight, ledger, rows, voided, only)).map((one) => weighed(severity, one)))
  }
  return faults
}

/** What of one holder can be there once on any day: all its rows of the ledger, or those that say `where`. */
interface Once {
  of: string
  where?: readonly [field: string, says: string]
}

async function overlaps(
  sight: Sight,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  voided: readonly { id: string }[],
  { of: holder, where }: Once,
): Promise<Problem[]> {
  const [began, ended] = heldBetween(ledger)!
  const meant = (values: Stored) => where === undefined || values[where[0]] === where[1]
  const own = new Set([...rows, ...voided].map((row) => row.id))
  // What a correction leaves alone is not asked again.
  const asked = rows.filter(
    (row) => meant(row.values) && [holder, began, ended, ...(where ? [where[0]] : [])].some((f) => differs(row, f)),
  )
  const holders = [...new Set(asked.flatMap(({ values }) => values[holder] ?? []))]
  const others = await acrossVillages(sight.tx, sight.township, () => standingBy(sight, ledger, holder, holders))
  const all = [
    ...rows,
    ...others.filter((row) => !own.has(row.id)).map((values) => ({ n: 0, values: values as Stored })),
  ]
  const byHolder = new Map<string, { n: number; first: string; last: string }[]>()
  for (const { n, values } of all) {
    if (values[holder] == null || values[began] == null || !meant(values)) continue
    const span = { n, first: String(values[began]), last: String(values[ended] ?? '9999-12-31') }
    const spans = byHolder.get(String(values[holder]))
    if (spans) spans.push(span)
    else byHolder.set(String(values[holder]), [span])
  }
  const faults: Problem[] = []
  for (const id of holders) {
    const spans = byHolder.get(String(id)) ?? []
    spans.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.n - b.n))
    let reach = spans[0]!
    for (const span of spans.slice(1)) {
      if (span.first <= reach.last && (span.n || reach.n))
        faults.push(overlapping(ledger, span.n || reach.n, { of: holder, where }))
      if (span.last > reach.last) reach = span
    }
  }
  return faults
}

/** Also where a field is emptied: without its last day a row goes on. */
const differs = ({ values, before }: Standing, field: string): boolean =>
  before === undefined || (values[field] ?? null) !== (before.values[field] ?? null)

function overlapping(ledger: LedgerDefinition, n: number, { of: holder, where }: Once): Problem {
  const label = ledger.fields[holder]?.label ?? holder
  const [, ended] = heldBetween(ledger)!
  const what = where ? `“${where[1]}”` : `“${ledger.title}”`
  return problem('act.overlap', `同一${label}在这段时间里已经有一条${what}，两条的起止日期重叠。`, {
    at: placeOf(ledger, n, where?.[0] ?? holder),
    remedy: `请先给前一条填上“${ledger.fields[ended]?.label ?? '结束日期'}”，再录这一条。`,
  })
}
