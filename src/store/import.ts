/** A foreign table through the front door: read, judged row by row, matched with the books, and recorded as one act. */
import { importActId } from '#capture/ids.ts'
import { marked } from '#capture/marked.ts'
import { readTable } from '#capture/read.ts'
import { resolveNames } from '#capture/resolve.ts'
import { badRow, type GoodRow, type Reading, readRows } from '#capture/validate.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { namer } from '#define/namer.ts'
import { type Problem, Refusal, refuse } from '#problem.ts'
import { lookupIn } from '#store/read/lookup.ts'
import { namesOf, shown } from '#store/read/show.ts'
import { type Change, type Receipt, record } from '#store/write/acts.ts'
import { type Match, matchRows } from '#store/write/match.ts'
import type { Actor } from './actor.ts'
import { type Scoped, type Store, scoped } from './store.ts'

/** A row of the file that the books have with other values. Sensitive ones are masked. */
export interface ChangedRow {
  /** Line of the file, from 1. */
  row: number
  id: string
  cells: { field: string; label: string; before: string; after: string }[]
}

export interface Imported {
  /** Rows that were not in the books. */
  added: number
  /** Rows that stand in the books just as the file has them. */
  known: number
  /** Rows that stand in the books with other values: recorded as corrections only where `changes` was 'take'. */
  changed: ChangedRow[]
  /** Rows that had been voided and stand again. */
  restored: { row: number; id: string }[]
  /** Rows that could not be taken. */
  bad: Reading['bad']
  notes: string[]
  /** None on a dry run, or where nothing was to be recorded. */
  receipt?: Receipt
  /** The sender's own file with the reasons beside the bad rows, where there are any. */
  marked?: { bytes: Uint8Array; name: string }
}

/** Good row and what it is to the books. */
type Matched = { row: GoodRow } & Exclude<Match, { is: 'refused' }>
type Taken = Exclude<Matched, { is: 'same' }>

/**
 * Imports a file into one ledger of one township. Good rows go in together, bad ones come back marked; the same file again changes
 * nothing. Rows that the books have with other values are corrected where `changes` is 'take', and only told of otherwise.
 * Throws a Refusal where the file as a whole cannot be read.
 */
export async function importFile(
  store: Store,
  actor: Actor,
  given: {
    ledger: string
    township: string
    bytes: Uint8Array
    name: string
    changes?: 'take' | 'leave'
    dryRun?: boolean
  },
): Promise<Imported> {
  const ledger =
    store.catalog.ledgers.get(given.ledger) ??
    refuse('ledger.unknown', `没有编号为“${given.ledger}”的台账。`, {
      remedy: '请核对台账的编号。',
    })
  const read = readRows(ledger, await readTable(given.bytes, given.name))
  const { reading, rows, unfit, changed } = await scoped(
    store,
    actor,
    async (tx) => {
      const reading = await resolveNames(ledger, read, lookupIn(tx))
      const matches = await matchRows(
        tx,
        given.township,
        ledger,
        reading.good.map((row) => row.values),
      )
      const rows: Matched[] = []
      const unfit: Reading['bad'] = []
      reading.good.forEach((row, i) => {
        const match = matches[i]!
        if (match.is === 'refused') unfit.push(badRow(reading, row.row, [match.problem]))
        else rows.push({ row, ...match })
      })
      return { reading, rows, unfit, changed: await changedRows(tx, ledger, rows) }
    },
    { readOnly: true, snapshot: true },
  )
  let taking = rows.filter((row) => row.is !== 'same' && (row.is !== 'changed' || given.changes === 'take')) as Taken[]
  let receipt: Receipt | undefined
  // The books know more than the file: rows they refuse come back marked, and the rest goes in.
  while (taking.length > 0 && !given.dryRun) {
    try {
      receipt = await record(store, actor, {
        id: importActId(given.township, `${ledger.id}/${taking.map(standOf).join()}`, given.bytes),
        township: given.township,
        kind: 'import',
        source: given.name,
        ...(taking.some((row) => row.is === 'changed') && { reason: `按“${given.name}”更正` }),
        changes: taking.map((row) => changeOf(ledger, row)),
      })
      break
    } catch (error) {
      const faults = error instanceof Refusal ? rowFaults(error, ledger.id, taking.length) : undefined
      if (!faults) throw error
      for (const [n, problems] of faults) unfit.push(badRow(reading, taking[n - 1]!.row.row, problems))
      taking = taking.filter((_, i) => !faults.has(i + 1))
    }
  }
  const bad = [...reading.bad, ...unfit].sort((a, b) => a.row - b.row)
  const refused = new Set(bad.map(({ row }) => row))
  const kept = rows.flatMap((row) => ('kept' in row ? row.kept.filter((field) => reading.columns.has(field)) : []))
  const copy =
    bad.length === 0
      ? undefined
      : await marked(given.bytes, given.name, { ...reading, bad }, namer(store.catalog)).catch((error) => {
          // What is in the books has to be told, whatever becomes of the copy.
          if (error instanceof Refusal) return undefined
          throw error
        })
  return {
    added: taking.filter((row) => row.is === 'new').length,
    known: rows.filter((row) => row.is === 'same').length,
    changed: changed.filter(({ row }) => !refused.has(row)),
    restored: taking.flatMap(({ is, id, row }) => (is === 'restored' ? { row: row.row, id } : [])),
    bad,
    notes: [
      ...reading.notes,
      ...(bad.length > 0 && !copy ? ['有问题的行没能标进原来的文件，原因见下。'] : []),
      ...(kept.length > 0 ? [`有 ${kept.length} 格在文件里空着、在账上有内容，没有动；要清空请用“更正”。`] : []),
    ],
    ...(receipt && { receipt }),
    ...(copy && { marked: copy }),
  }
}

function changeOf(ledger: LedgerDefinition, { is, id, set }: Taken): Change {
  const values = { ...set }
  return is === 'changed' ? { ledger: ledger.id, id, correct: values } : { ledger: ledger.id, id, set: values }
}

/** Names a row and the version that was matched: what was corrected back, or voided again, may be imported again. */
const standOf = (row: Taken): string => (row.is === 'new' ? row.id : `${row.id}@${row.at}`)

/** What the file says differently, as a person reads it. */
async function changedRows(tx: Scoped, ledger: LedgerDefinition, rows: readonly Matched[]): Promise<ChangedRow[]> {
  const changed = rows.filter((row) => row.is === 'changed')
  const names = await namesOf(
    tx,
    ledger,
    changed.flatMap(({ before, after }) => [before, after]),
  )
  return changed.map(({ row, id, set, before, after }) => {
    const [was, becomes] = [before, after].map((values) => shown(tx.store, ledger, values, names))
    const cells = Object.keys(set).map((field) => ({
      field,
      label: ledger.fields[field]!.label,
      before: was![field] ?? '',
      after: becomes![field] ?? '',
    }))
    return { row: row.row, id, cells }
  })
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
