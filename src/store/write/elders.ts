/** Parents are older than their children: what two rows of one holder say of each other, against the days that they lead to. */

import { doubt } from '#capture/judge.ts'
import { heldBetween } from '#define/dating.ts'
import type { Elders, LedgerDefinition } from '#define/ledger.ts'
import { addMonths } from '#kinds/day.ts'
import { type Problem, problem } from '#problem.ts'
import { acrossVillages } from '#store/store.ts'
import { changed, valuesById } from './days.ts'
import type { Standing } from './plan.ts'
import { type Prepared, placeOf, type Stored } from './prepare.ts'
import { type Sight, standingBy } from './sight.ts'

/**
 * Of rows that one holder has on one day: an elder not born before the younger is refused, one born too few years before is doubtful. So
 * is the former where the head came later than who is said to be somebody of the head: that may have been said of the head before. What
 * a correction leaves alone is not asked again.
 */
export async function elderFaults(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  voided: readonly { id: string }[],
): Promise<Problem[]> {
  return [...(await ofRows(sight, prepared, ledger, rows, voided)), ...(await ofDays(sight, prepared, ledger, rows))]
}

/** Rows of the ledger itself, new or corrected. */
async function ofRows(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
  voided: readonly { id: string }[],
): Promise<Problem[]> {
  const { elders } = ledger
  if (!elders) return []
  const [link] = linkOf(elders)
  const fields = [elders.of, elders.says, link, ...heldBetween(ledger)!]
  const asked = rows.filter(
    (row) =>
      row.before === undefined ||
      fields.some((name) => (row.values[name] ?? null) !== (row.before!.values[name] ?? null)),
  )
  const own = new Set([...rows, ...voided].map(({ id }) => id))
  const households = await ofHolders(
    sight,
    ledger,
    elders,
    asked.map(({ values }) => values[elders.of]),
  )
  const all = [...rows.map(({ id, values }) => ({ id, values })), ...households.filter(({ id }) => !own.has(id))]
  const at = new Map(asked.map(({ id, n }) => [id, placeOf(ledger, n, link)]))
  return between(sight, prepared, ledger, all, (row) => at.get(row.id))
}

/** Days that are corrected, against the rows of other ledgers that lead to them. */
async function ofDays(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
): Promise<Problem[]> {
  const faults: Problem[] = []
  for (const other of sight.tx.store.catalog.ledgers.values()) {
    const { elders } = other
    if (!elders) continue
    const [link, day] = linkOf(elders)
    if (other.fields[link]?.to?.[0]?.ledger.id !== ledger.id) continue
    const asked = new Map(rows.flatMap((row) => (row.before && changed(row, day) ? [[row.id, row.n]] : [])))
    if (asked.size === 0) continue
    const touched = prepared.byLedger.get(other.id)
    const said = new Map(touched?.corrections.map(({ id, given }) => [id, given]))
    const gone = new Set(touched?.voids.map(({ id }) => id))
    const pointing = await acrossVillages(sight.tx, sight.township, () =>
      standingBy(sight, other, link, [...asked.keys()]),
    )
    const households = await ofHolders(
      sight,
      other,
      elders,
      pointing.map((row) => row[elders.of]),
    )
    const all = households
      .filter(({ id }) => !gone.has(id))
      .map(({ id, values }) => ({ id, values: { ...values, ...said.get(id) } }))
    faults.push(
      ...(await between(sight, prepared, other, all, ({ values }) => {
        const n = asked.get(String(values[link]))
        return n === undefined ? undefined : placeOf(ledger, n, day)
      })),
    )
  }
  return faults
}

interface Row {
  id: string
  values: Stored
}

async function ofHolders(
  sight: Sight,
  ledger: LedgerDefinition,
  { of }: Elders,
  holders: readonly unknown[],
): Promise<Row[]> {
  const wanted = [...new Set(holders.flatMap((id) => (id == null ? [] : String(id))))]
  const found = await acrossVillages(sight.tx, sight.township, () => standingBy(sight, ledger, of, wanted))
  return found.map(({ id, _area, _was, _from, ...values }) => ({ id, values }))
}

/** Each pair of rows of which one is asked about, told where that one stands. */
async function between(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Row[],
  place: (row: Row) => Problem['at'],
): Promise<Problem[]> {
  const elders = ledger.elders!
  const [link, day] = linkOf(elders)
  const to = ledger.fields[link]!.to![0]!.ledger
  const families = new Map<string, Row[]>()
  for (const row of rows) {
    if (row.values[elders.of] == null || row.values[link] == null) continue
    const family = families.get(String(row.values[elders.of]))
    if (family) family.push(row)
    else families.set(String(row.values[elders.of]), [row])
  }
  const concerned = [...families.values()].filter((family) => family.length > 1 && family.some(place))
  const people = concerned.flatMap((family) => family.map(({ values }) => String(values[link])))
  const days = await acrossVillages(sight.tx, sight.township, () =>
    valuesById(sight, prepared, to, [...new Set(people)]),
  )
  const [began, ended] = heldBetween(ledger)!
  const first = ({ values }: Row) => String(values[began] ?? '')
  const last = ({ values }: Row) => String(values[ended] ?? '9999-12-31')
  const head = ledger.joins?.head?.[1]
  const faults: Problem[] = []
  for (const family of concerned) {
    // Of two heads, themselves doubtful, it may be said of either.
    const heads = family.filter(({ values }) => values[elders.says] === head)
    for (const [olds, youngs, years, severity] of elders.pairs) {
      for (const elder of family.filter(({ values }) => olds.includes(String(values[elders.says])))) {
        for (const younger of family.filter(({ values }) => youngs.includes(String(values[elders.says])))) {
          const asked = place(younger) ? younger : elder
          const at = place(asked)
          const [old, young] = [elder, younger].map(({ values }) => days.get(String(values[link]))?.[day])
          if (!at || old == null || young == null || first(elder) > last(younger) || first(younger) > last(elder))
            continue
          const enough = addMonths(String(old), 12 * years)
          if (enough <= String(young)) continue
          const found = told(ledger, to.fields[day]!.label, {
            elder,
            younger,
            years,
            asked,
            day: String(asked === elder ? old : young),
            born: String(old) < String(young),
          })
          const [headed, other] = elder.values[elders.says] === head ? [elder, younger] : [younger, elder]
          const before = headed.values[elders.says] === head && (heads.length > 1 || first(headed) > first(other))
          const doubtful = severity !== undefined || before || String(old) < String(young)
          const same = faults.some((one) => one.at?.n === at.n && one.message === found.message)
          if (!same) faults.push({ ...(doubtful ? doubt(found) : found), at })
        }
      }
    }
  }
  return faults
}

function told(
  { elders, fields }: LedgerDefinition,
  label: string,
  {
    elder,
    younger,
    years,
    asked,
    day,
    born,
  }: { elder: Row; younger: Row; years: number; asked: Row; day: string; born: boolean },
): Problem {
  const { of, says } = elders!
  const [old, young] = [elder, younger].map(({ values }) => `“${values[says]}”`)
  const how = born ? `比${young}的只早不到 ${years} 年` : `不比${young}的早`
  return problem(
    'act.elder_younger',
    `同一${fields[of]!.to![0]!.ledger.row}里，${old}的${label}${how}（${asked === elder ? old : young}是 ${day}）。`,
    {
      remedy: `请核对两人的${label}和“${fields[says]!.label}”。`,
    },
  )
}

/** `person.born_on` → the link and the day of what it leads to. */
function linkOf({ day }: Elders): [link: string, day: string] {
  const [link = '', field = ''] = day.split('.')
  return [link, field]
}
