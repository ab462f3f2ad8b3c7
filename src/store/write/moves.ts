/** A move that leads nowhere: recorded while what moved is still said to be where it left. */
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Problem, problem } from '#problem.ts'
import { acrossVillages } from '#store/store.ts'
import { changed, valuesById } from './days.ts'
import type { Standing } from './plan.ts'
import { type Prepared, placeOf } from './prepare.ts'
import { type Sight, standingBy } from './sight.ts'

/** The last move must have left another place than the one where its subject is, once the act is in. What a correction leaves alone is not asked again. */
export async function moveFaults(
  sight: Sight,
  prepared: Prepared,
  ledger: LedgerDefinition,
  rows: readonly Standing[],
): Promise<Problem[]> {
  const moves = sight.tx.store.catalog.moves.find((one) => one.ledger === ledger.id)
  if (!moves) return []
  const asked = rows.filter((row) => [moves.of, moves.from, moves.day].some((field) => changed(row, field)))
  if (asked.length === 0) return []
  const whom = [...new Set(asked.map(({ values }) => String(values[moves.of])))]
  const own = new Set(prepared.byLedger.get(ledger.id)?.voids.map(({ id }) => id))
  const written = await acrossVillages(sight.tx, sight.township, () => standingBy(sight, ledger, moves.of, whom))
  const days = [
    ...written.filter(({ id }) => !own.has(id) && !rows.some((row) => row.id === id)),
    ...rows.map(({ values }) => values),
  ].map((values) => ({ of: values[moves.of], day: String(values[moves.day]) }))
  const faults: Problem[] = []
  for (const id of moves.ofLedgers) {
    const subject = sight.tx.store.catalog.ledgers.get(id)!
    const place = subject.area.find((field) => !subject.fields[field]?.to)
    if (place === undefined) continue
    const subjects = await valuesById(sight, prepared, subject, whom)
    for (const { n, values } of asked) {
      const here = subjects.get(String(values[moves.of]))?.[place]
      const later = days.some(({ of, day }) => of === values[moves.of] && day > String(values[moves.day]))
      if (here == null || later || here !== values[moves.from]) continue
      const labels = [ledger.fields[moves.from]!.label, subject.title, subject.fields[place]!.label]
      faults.push(
        problem('act.moved_nowhere', `${labels[0]}和${labels[1]}的${labels[2]}是同一个地方，看不出搬到了哪里。`, {
          at: placeOf(ledger, n, moves.from),
          remedy: `请先把${labels[1]}的${labels[2]}更正成新的地方，或者在同一次提交里一起改，再记这一行。`,
        }),
      )
    }
  }
  return faults
}
