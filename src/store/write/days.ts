/** Days that only the books can judge: against those of the row that a link leads to, and against today. */

import { doubt, judgeToday } from '#capture/judge.ts'
import type { Doubt, LedgerDefinition } from '#define/ledger.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, problem } from '#problem.ts'
import { dayOfMoment } from '#store/moment.ts'
import type { Standing } from './plan.ts'
import { type Prepared, placed, placeOf, type Stored } from './prepare.ts'
import { type Sight, standingBy } from './sight.ts'

/** A day of the row's own, or of the row that its link leads to: `since`, `person.born_on`. */
interface Path {
  link?: string
  field: string
}

function pathOf(name: string): Path {
  const [first = '', second] = name.split('.')
  return second === undefined ? { field: first } : { link: first, field: second }
}

/** Nobody joins a household before being born, nor is anybody born tomorrow; some of it is only doubtful. What a correction leaves alone is not asked again. */
export async function dayFaults(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
): Promise<Problem[]> {
  const today = dayOfMoment(sight.tx.store.clock())
  return [
    ...rows.flatMap((row) =>
      placed(
        judgeToday(ledger, row.values, today, (field) => changed(row, field)),
        ledger,
        row.n,
      ),
    ),
    ...(await againstLinked(sight, prepared, ledger, rows)),
    ...(await againstLinking(sight, prepared, ledger, rows)),
  ]
}

/** Whether the row is given something else there than it had; a field left empty is not. */
export const changed = ({ values, before }: Pick<Standing, 'values' | 'before'>, field: string): boolean =>
  values[field] != null && values[field] !== before?.values[field]

/** The rows' days against those of the rows that they point to. */
async function againstLinked(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
): Promise<Problem[]> {
  const faults: Problem[] = []
  for (const [earlier, later, severity] of ledger.inOrder ?? []) {
    const paths = [pathOf(earlier), pathOf(later)] as const
    const link = paths.find((path) => path.link !== undefined)?.link
    const to = link === undefined ? undefined : ledger.fields[link]?.to?.[0]?.ledger
    if (link === undefined || !to) continue
    const asked = rows.filter(
      (row) =>
        row.values[link] != null &&
        [link, ...paths.flatMap((p) => (p.link ? [] : p.field))].some((f) => changed(row, f)),
    )
    const targets = await valuesById(sight, prepared, to, [...new Set(asked.map(({ values }) => String(values[link])))])
    for (const { n, values } of asked) {
      const target = targets.get(String(values[link]))
      const [first, last] = paths.map((path) => (path.link ? target : values)?.[path.field] ?? null)
      if (isBefore(last!, first!))
        faults.push(
          weighed(severity, outOfOrder(ledger, n, paths[1].link ?? paths[1].field, ledger, paths, [first!, last!])),
        )
    }
  }
  return faults
}

/** What was corrected against the days of the rows that point here. */
async function againstLinking(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
): Promise<Problem[]> {
  const faults: Problem[] = []
  for (const other of sight.tx.store.catalog.ledgers.values()) {
    for (const [earlier, later, severity] of other.inOrder ?? []) {
      const paths = [pathOf(earlier), pathOf(later)] as const
      const here = paths.find(({ link }) => link !== undefined && other.fields[link]?.to?.[0]?.ledger.id === ledger.id)
      if (!here?.link) continue
      const asked = new Map(rows.flatMap((row) => (row.before && changed(row, here.field) ? [[row.id, row]] : [])))
      if (asked.size === 0) continue
      const touched = prepared.byLedger.get(other.id)
      const own = new Set([...(touched?.corrections ?? []), ...(touched?.voids ?? [])].map(({ id }) => id))
      const pointing = await standingBy(sight, other, here.link, [...asked.keys()])
      for (const row of pointing.filter(({ id }) => !own.has(id))) {
        const target = asked.get(String(row[here.link]))!
        const [first, last] = paths.map((path) => (path.link ? target.values : row)[path.field] ?? null)
        if (isBefore(last!, first!))
          faults.push(weighed(severity, outOfOrder(ledger, target.n, here.field, other, paths, [first!, last!])))
      }
    }
  }
  return faults
}

export const weighed = (severity: Doubt | undefined, found: Problem): Problem => (severity ? doubt(found) : found)

const isBefore = (last: Value, first: Value): boolean => last !== null && first !== null && String(last) < String(first)

function outOfOrder(
  at: LedgerDefinition,
  n: number,
  field: string,
  ledger: LedgerDefinition,
  paths: readonly [Path, Path],
  [first, last]: readonly [Value, Value],
): Problem {
  const [earlier, later] = paths.map(({ link, field: name }) => {
    const to = link === undefined ? undefined : ledger.fields[link]
    return to ? `${to.label}的${to.to?.[0]?.ledger.fields[name]?.label ?? name}` : (ledger.fields[name]?.label ?? name)
  })
  return problem('act.days_out_of_order', `${later}（${last}）早于${earlier}（${first}）。`, {
    at: placeOf(at, n, field),
    remedy: '请对照原始材料改正其中一个日期。',
  })
}

/** Rows as they will stand: those of the books, with what this act says of them. */
export async function valuesById(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  ids: readonly string[],
): Promise<Map<string, Stored>> {
  const found = new Map<string, Stored>()
  const wanted = new Set(ids)
  for (const { id, _area, _from, ...values } of await standingBy(sight, ledger, 'id', ids)) found.set(id, values)
  const changes = prepared.byLedger.get(ledger.id)
  for (const { id, given } of [...(changes?.sets ?? []), ...(changes?.corrections ?? [])]) {
    if (wanted.has(id)) found.set(id, { ...found.get(id), ...given })
  }
  return found
}
