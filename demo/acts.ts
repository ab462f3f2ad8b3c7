/** Turns what lines of work wrote into acts as an office would have sent them: day by day, in working hours. */
import type { LedgerDefinition } from '#define/ledger.ts'
import { villageOf } from '#kinds/area.ts'
import type { Act, Change } from '#store/act.ts'
import type { Moment } from '#store/moment.ts'
import type { Book, Entry } from './book.ts'
import { opened } from './calendar.ts'
import { seeded } from './random.ts'

export type DatedAct = Act & { at: Moment }

/** A day with fewer changes than this is sent for the whole township together, otherwise by ledger and village. */
const smallDay = 700
const mostChanges = 2000
/** These are written together: somebody lives where the membership in the same act says. */
const together = new Set(['household', 'household_label', 'person', 'membership'])

type Batch = { kind: Act['kind']; reason?: string; entries: Entry[] }

/** Acts in order, `at` strictly increasing. Within a day: first what is ended or put right, then what is new, then what is put right at once. */
export function* actsOf(book: Book, township: string, seed: number): Iterable<DatedAct> {
  const random = seeded(seed ^ 0xac7)
  const rank = ranks(book.entries)
  const days = new Map<string, Entry[]>()
  for (const entry of book.entries) {
    const day = days.get(entry.told)
    if (day) day.push(entry)
    else days.set(entry.told, [entry])
  }
  for (const day of [...days.keys()].sort()) {
    const batches = phases(days.get(day)!, book, rank).flatMap((phase) => batchesOf(phase, book, rank))
    const begins = Date.parse(`${day}T08:30:00+08:00`) * 1000
    const step = Math.floor((8.5 * 3600 * 1_000_000) / batches.length)
    for (const [i, batch] of batches.entries()) {
      yield {
        id: book.newId(day),
        township,
        kind: batch.kind,
        ...(batch.reason && { reason: batch.reason }),
        ...(batch.kind === 'import' && { source: '户籍底册初始导入' }),
        changes: batch.entries.map(changeOf),
        at: begins + i * step + random.int(0, step - 1),
      }
    }
  }
}

function changeOf(entry: Entry): Change {
  const { id } = entry
  const ledger = entry.ledger.id
  if (entry.does === 'record') return { ledger, id, set: entry.values }
  return entry.does === 'correct' ? { ledger, id, correct: entry.values } : { ledger, id, void: true }
}

/** Ledgers so that what a link points to comes first. */
function ranks(entries: readonly Entry[]): Map<string, number> {
  const rank = new Map<string, number>()
  const visit = (ledger: LedgerDefinition, above: readonly string[]): void => {
    if (rank.has(ledger.id) || above.includes(ledger.id)) return
    for (const field of Object.values(ledger.fields)) {
      for (const target of field.to ?? []) visit(target.ledger, [...above, ledger.id])
    }
    rank.set(ledger.id, rank.size)
  }
  for (const ledger of new Set(entries.map((entry) => entry.ledger))) visit(ledger, [])
  return rank
}

/** The day's entries in steps: a row is touched once in each, and is there before anything points to it. */
function phases(entries: readonly Entry[], book: Book, rank: Map<string, number>): Entry[][] {
  const last = new Map<string, number>()
  const steps: Entry[][] = []
  for (const entry of entries) {
    const before = last.get(entry.id)
    const old = entry.does !== 'record' && book.rows.get(entry.id)!.told! < entry.told && !pointsToNew(entry, book)
    const step = before !== undefined ? Math.max(before + 1, 2) : old ? 0 : entry.does === 'record' ? 1 : 2
    last.set(entry.id, step)
    const there = steps[step]
    if (there) there.push(entry)
    else steps[step] = [entry]
  }
  return steps
    .filter((step) => step !== undefined)
    .map((step) => {
      const place = (entry: Entry) =>
        together.has(entry.ledger.id) ? rank.get('household')! : rank.get(entry.ledger.id)!
      return step.sort((a, b) => place(a) - place(b))
    })
}

function pointsToNew(entry: Entry, book: Book): boolean {
  if (entry.does !== 'correct') return false
  return Object.entries(entry.values).some(
    ([name, value]) =>
      entry.ledger.fields[name]?.to && typeof value === 'string' && book.rows.get(value)?.told === entry.told,
  )
}

/** Cuts a step into acts: by what is done and why; when there is much, also by ledger and village. */
function batchesOf(step: readonly Entry[], book: Book, rank: Map<string, number>): Batch[] {
  const large = step.length > smallDay
  const groups = new Map<string, Batch>()
  for (const entry of step) {
    const kind =
      entry.does === 'void'
        ? 'void'
        : entry.does === 'correct'
          ? 'correct'
          : entry.told === opened
            ? 'import'
            : 'record'
    const reason = entry.does === 'record' ? undefined : entry.reason
    const ledger = together.has(entry.ledger.id) ? 'household' : entry.ledger.id
    const village = villageOf(book.rows.get(entry.id)!.area)
    const key = [
      kind === 'void' ? 0 : 1,
      reason ?? '',
      ...(large ? [String(rank.get(ledger)).padStart(4, '0'), village] : []),
    ].join('\t')
    const group = groups.get(key)
    if (group) group.entries.push(entry)
    else groups.set(key, { kind, reason, entries: [entry] })
  }
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, batch]) => batch)
  return joined(inOrder).flatMap((batch) => cut(batch.entries).map((entries) => ({ ...batch, entries })))
}

/** Small neighbours that say the same go together. */
function joined(batches: readonly Batch[]): Batch[] {
  const result: Batch[] = []
  for (const batch of batches) {
    const last = result.at(-1)
    const alike = last && last.kind === batch.kind && last.reason === batch.reason
    if (alike && last.entries.length + batch.entries.length <= smallDay) last.entries.push(...batch.entries)
    else result.push(batch)
  }
  return result
}

/** Pieces of at most 2,000 changes; a membership stays with the person before it. */
function cut(entries: readonly Entry[]): Entry[][] {
  const pieces: Entry[][] = []
  for (let from = 0; from < entries.length; ) {
    let until = Math.min(from + mostChanges, entries.length)
    while (until < entries.length && entries[until]!.ledger.id === 'membership' && until > from + 1) until--
    pieces.push(entries.slice(from, until))
    from = until
  }
  return pieces
}
