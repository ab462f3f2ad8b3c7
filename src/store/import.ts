/** A foreign table through the front door: read, judged row by row, matched with the books, and recorded as one act. */
import { importActId } from '#capture/ids.ts'
import { marked } from '#capture/marked.ts'
import { readTable } from '#capture/read.ts'
import { resolveNames } from '#capture/resolve.ts'
import {
  type BadRow,
  type Block,
  badRow,
  type GoodRow,
  inOrder,
  type Reading,
  readRows,
  withoutRepeats,
} from '#capture/validate.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { namer } from '#define/namer.ts'
import { type Problem, Refusal, refuse } from '#problem.ts'
import { lookupIn } from '#store/read/lookup.ts'
import { namesOf, shown } from '#store/read/show.ts'
import { type Act, type Change, type Receipt, record, rehearse } from '#store/write/acts.ts'
import { type Match, matchRows } from '#store/write/match.ts'
import type { Actor } from './actor.ts'
import { covers, rehearsed, type Scoped, type Store, scoped } from './store.ts'

/** A row of the file that the books have with other values. Sensitive ones are masked. */
export interface ChangedRow extends Line {
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
  restored: (Line & { id: string })[]
  /** Rows that could not be taken. */
  bad: Returned[]
  /** What is doubtful in rows that were taken all the same. */
  doubts: Returned[]
  notes: string[]
  /** None on a dry run, or where nothing was to be recorded. */
  receipt?: Receipt
  /** The refused rows as a workbook, with the reasons beside them, where there are any. */
  marked?: { bytes: Uint8Array; name: string }
}

/** A row of the file: the sheet by its name, '' for a .csv, and the line in it, from 1. */
interface Line {
  sheet: string
  row: number
}

export interface Returned extends Line {
  /** Each with its line, and its column where one cell is wrong. */
  problems: Problem[]
}

/** How far a long import is: rows at hand, and what is done with them. */
export type Progress = (step: 'read' | 'match' | 'record', rows: number) => void

/** Good row and what it is to the books. */
type Matched = { row: GoodRow } & Exclude<Match, { is: 'refused' }>
type Taken = Exclude<Matched, { is: 'same' }>

/**
 * Imports a file into one ledger of one township. Good rows go in together, bad ones come back marked; the same file again changes
 * nothing. Rows that the books have with other values are corrected where `changes` is 'take', and only told of otherwise.
 * A dry run does all this and takes it back. Books that nobody has opened are opened with the first row that goes in.
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
    /** Told before each step. */
    progress?: Progress
  },
): Promise<Imported> {
  const { township, progress = () => {} } = given
  const ledger =
    store.catalog.ledgers.get(given.ledger) ??
    refuse('ledger.unknown', `没有编号为“${given.ledger}”的台账。`, {
      remedy: '请核对台账的编号。',
    })
  const table = await readTable(given.bytes, given.name)
  const read = readRows(ledger, table)
  progress('read', read.good.length + read.bad.length)
  const { reading, matches, changed } = await looking(store, actor, township, async (tx) => {
    const reading = await resolveNames(ledger, read, lookupIn(tx))
    progress('match', reading.good.length)
    const found = await matchRows(
      tx,
      township,
      ledger,
      reading.good.map((row) => row.values),
    )
    const matches = new Map(reading.good.map((row, i) => [row, found[i]!]))
    return { reading, matches, changed: await changedRows(tx, ledger, reading.blocks, matches) }
  })
  const refused = new Map<GoodRow, BadRow>()
  const refuseRow = (row: GoodRow, problems: readonly Problem[]) => {
    refused.set(row, badRow(reading.blocks, row, problems))
  }
  for (const [row, match] of matches) if (match.is === 'refused') refuseRow(row, [match.problem])
  let receipt: Receipt | undefined
  let kept: Reading
  let taking: Taken[]
  let doubtful: readonly Problem[] = []
  // The books know more than the file: rows they refuse come back marked, and the rest goes in. A row that only repeats a refused one
  // repeats nothing.
  for (;;) {
    kept = withoutRepeats(ledger, { ...reading, good: reading.good.filter((row) => !refused.has(row)) })
    const rows = kept.good.map((row) => ({ row, ...matches.get(row)! }) as Matched)
    taking = rows.filter((row) => row.is !== 'same' && (row.is !== 'changed' || given.changes === 'take')) as Taken[]
    if (taking.length === 0) break
    progress('record', taking.length)
    const act: Act = {
      id: importActId(township, `${ledger.id}/${taking.map(standOf).join()}`, given.bytes),
      township,
      kind: 'import',
      source: given.name,
      ...(taking.some((row) => row.is === 'changed') && { reason: `按“${given.name}”更正` }),
      changes: taking.map((row) => changeOf(ledger, row)),
    }
    try {
      if (given.dryRun) doubtful = await rehearse(store, actor, act)
      else receipt = await record(store, actor, act)
      doubtful = receipt?.doubts ?? doubtful
      break
    } catch (error) {
      const faults = error instanceof Refusal ? rowFaults(error.problems, ledger.id, taking.length) : undefined
      if (!faults) throw error
      for (const [n, problems] of faults) refuseRow(taking[n - 1]!.row, problems)
    }
  }
  const bad = inOrder([...kept.bad, ...refused.values()])
  const line = ({ block, row }: { block: number; row: number }): Line => ({ sheet: reading.blocks[block]!.sheet, row })
  const standing = new Set(kept.good)
  const blank = kept.good.flatMap((row) => {
    const match = matches.get(row)!
    return 'kept' in match ? match.kept.filter((field) => reading.blocks[row.block]!.columns.has(field)) : []
  })
  // What is in the books has to be told, whatever becomes of the copy.
  const copy =
    bad.length === 0
      ? undefined
      : await marked(ledger, table, given.name, { ...reading, bad }, namer(store.catalog)).catch(() => undefined)
  return {
    added: taking.filter((row) => row.is === 'new').length,
    known: kept.good.filter((row) => matches.get(row)!.is === 'same').length,
    changed: changed.flatMap(([row, change]) => (standing.has(row) ? change : [])),
    restored: taking.flatMap(({ is, id, row }) => (is === 'restored' ? { ...line(row), id } : [])),
    bad: bad.map((row) => ({ ...line(row), problems: row.problems })),
    doubts: [...(rowFaults(doubtful, ledger.id, taking.length) ?? [])].map(([n, problems]) => {
      const { row } = taking[n - 1]!
      return { ...line(row), problems: badRow(reading.blocks, row, problems).problems }
    }),
    notes: [
      ...kept.notes,
      ...(bad.length > 0 && !copy ? ['退回的行没能写成文件，原因见下。'] : []),
      ...(blank.length > 0 ? [`有 ${blank.length} 格在文件里空着、在账上有内容，没有动；要清空请用“更正”。`] : []),
    ],
    ...(receipt && { receipt }),
    ...(copy && { marked: copy }),
  }
}

/** Asks the books as they are; where the township has none yet, books that are opened for the asking and closed after it. */
async function looking<T>(store: Store, actor: Actor, township: string, ask: (tx: Scoped) => Promise<T>): Promise<T> {
  try {
    return await scoped(store, actor, ask, { readOnly: true, snapshot: true })
  } catch (error) {
    const unopened = error instanceof Refusal && error.problems[0].code === 'store.no_books'
    if (!unopened || !covers(actor, township)) throw error
    return rehearsed(store, actor, ask, { opens: township })
  }
}

function changeOf(ledger: LedgerDefinition, { is, id, set }: Taken): Change {
  const values = { ...set }
  return is === 'changed' ? { ledger: ledger.id, id, correct: values } : { ledger: ledger.id, id, set: values }
}

/** Names a row and the version that was matched: what was corrected back, or voided again, may be imported again. */
const standOf = (row: Taken): string => (row.is === 'new' ? row.id : `${row.id}@${row.at}`)

/** What the file says differently, as a person reads it. */
async function changedRows(
  tx: Scoped,
  ledger: LedgerDefinition,
  blocks: readonly Block[],
  matches: ReadonlyMap<GoodRow, Match>,
): Promise<[GoodRow, ChangedRow][]> {
  const changed = [...matches].flatMap(([row, match]) => (match.is === 'changed' ? { row, ...match } : []))
  const names = await namesOf(
    tx,
    ledger,
    changed.flatMap(({ before, after }) => [before, after]),
  )
  return changed.map(({ row, id, set, before, after }) => {
    const [was, becomes] = [before, after].map((values) => shown(tx, ledger, values, names))
    const cells = Object.keys(set).map((field) => ({
      field,
      label: ledger.fields[field]!.label,
      before: was![field] ?? '',
      after: becomes![field] ?? '',
    }))
    return [row, { sheet: blocks[row.block]!.sheet, row: row.row, id, cells }]
  })
}

/** What the books have against which of the rows sent, from 1; undefined where a fault is about the whole. */
function rowFaults(problems: readonly Problem[], ledger: string, count: number): Map<number, Problem[]> | undefined {
  const faults = new Map<number, Problem[]>()
  for (const fault of problems) {
    const { n = 0 } = fault.at?.ledger === ledger ? fault.at : {}
    if (n < 1 || n > count) return undefined
    faults.set(n, [...(faults.get(n) ?? []), fault])
  }
  return faults
}
