/** A foreign table through the front door: read, judged row by row, resolved, and recorded as one act. */

import { sql } from 'kysely'
import { importActId, rowIds } from '#capture/ids.ts'
import { marked } from '#capture/marked.ts'
import { readTable } from '#capture/read.ts'
import { resolveNames } from '#capture/resolve.ts'
import { badRow, type Reading, readRows } from '#capture/validate.ts'
import { namer } from '#define/namer.ts'
import { type Problem, Refusal, refuse } from '#problem.ts'
import { lookupIn } from '#store/read/lookup.ts'
import { table } from '#store/tables/rows-sql.ts'
import { type Change, type Receipt, record } from '#store/write/acts.ts'
import type { Actor } from './actor.ts'
import { type Store, scoped } from './store.ts'

export interface Imported {
  /** Rows taken in now, rows that were there already, rows that could not be taken. */
  added: number
  known: number
  bad: Reading['bad']
  notes: string[]
  /** None on a dry run, or where no row was new. */
  receipt?: Receipt
  /** The sender's own file with the reasons beside the bad rows, where there are any. */
  marked?: { bytes: Uint8Array; name: string }
}

/**
 * Imports a file into one ledger of one township. Good rows go in together, bad ones come back marked; the same file again changes
 * nothing. Throws a Refusal where the file as a whole cannot be read.
 */
export async function importFile(
  store: Store,
  actor: Actor,
  given: { ledger: string; township: string; bytes: Uint8Array; name: string; dryRun?: boolean },
): Promise<Imported> {
  const ledger =
    store.catalog.ledgers.get(given.ledger) ??
    refuse('ledger.unknown', `没有编号为“${given.ledger}”的台账。`, {
      remedy: '请核对台账的编号。',
    })
  const read = readRows(ledger, await readTable(given.bytes, given.name))
  const { reading, fresh, known, ids } = await scoped(
    store,
    actor,
    async (tx) => {
      const reading = await resolveNames(ledger, read, lookupIn(tx))
      const ids = rowIds(
        store.keys.secret,
        given.township,
        ledger,
        reading.good.map((row) => row.values),
      )
      const there = await tx.run<{ id: string }>(sql`
        SELECT DISTINCT id FROM ${table(ledger.id)} WHERE township = ${given.township} AND id = ANY (${ids}::uuid[])`)
      const known = new Set(there.map((row) => row.id))
      return {
        reading,
        ids,
        known,
        fresh: reading.good.flatMap((row, i) => (known.has(ids[i]!) ? [] : [{ row, id: ids[i]! }])),
      }
    },
    { readOnly: true, snapshot: true },
  )
  const refused: Reading['bad'] = []
  let taking = fresh
  let receipt: Receipt | undefined
  // The books know more than the file: rows they refuse come back marked, and the rest goes in.
  while (taking.length > 0 && !given.dryRun) {
    const changes: Change[] = taking.map(({ row, id }) => ({ ledger: ledger.id, id, set: row.values }))
    try {
      receipt = await record(store, actor, {
        id: importActId(given.township, `${ledger.id}/${taking.map((t) => t.id).join()}`, given.bytes),
        township: given.township,
        kind: 'import',
        source: given.name,
        changes,
      })
      break
    } catch (error) {
      const faults = error instanceof Refusal ? rowFaults(error, ledger.id, taking.length) : undefined
      if (!faults) throw error
      for (const [n, problems] of faults) refused.push(badRow(reading, taking[n - 1]!.row.row, problems))
      taking = taking.filter((_, i) => !faults.has(i + 1))
    }
  }
  const bad = [...reading.bad, ...refused].sort((a, b) => a.row - b.row)
  return {
    added: given.dryRun ? fresh.length : taking.length,
    known: ids.length - fresh.length,
    bad,
    notes: reading.notes,
    ...(receipt && { receipt }),
    ...(bad.length > 0 &&
      known && { marked: await marked(given.bytes, given.name, { ...reading, bad }, namer(store.catalog)) }),
  }
}

/** Which of the rows sent the books refused, from 1; undefined where a fault is about the whole. */
function rowFaults(refusal: Refusal, ledger: string, count: number): Map<number, Problem[]> | undefined {
  const faults = new Map<number, Problem[]>()
  for (const fault of refusal.problems) {
    const { n = 0 } = fault.at?.ledger === ledger ? fault.at : {}
    if (n < 1 || n > count) return undefined
    faults.set(n, [...(faults.get(n) ?? []), fault])
  }
  return faults
}
