/** A foreign table through the front door: read, judged row by row, matched with the books, and recorded as one act. */

import { createHash } from 'node:crypto'
import { type Chosen, chosenFor, membershipsIn, rosterFault } from '#capture/choose.ts'
import { importActId } from '#capture/ids.ts'
import { type Corrections, corrected } from '#capture/layout.ts'
import { marked } from '#capture/marked.ts'
import { readTable } from '#capture/read.ts'
import { type Lookup, resolveNames, unresolved } from '#capture/resolve.ts'
import { type HeadTold, headedBy, lineBack, type Roster, readRoster } from '#capture/roster.ts'
import { type Table, textOf } from '#capture/table.ts'
import {
  type BadRow,
  type Block,
  badRow,
  type Fill,
  type GoodRow,
  inOrder,
  otherLine,
  type Placed,
  type Reading,
  readRows,
  withoutRepeats,
} from '#capture/validate.ts'
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { namer } from '#define/namer.ts'
import { identityKind } from '#kinds/index.ts'
import { type Problem, problem, Refusal } from '#problem.ts'
import { lookupIn } from '#store/read/lookup.ts'
import { namesOf, shown } from '#store/read/show.ts'
import { noteAudit } from '#store/shelf/audit.ts'
import { type Act, type Change, type Receipt, record, rehearse } from '#store/write/acts.ts'
import { type Match, matchRows } from '#store/write/match.ts'
import { type Moved, movedOnce, withMoves } from '#store/write/moves.ts'
import { movesOf } from '#store/write/sight.ts'
import { type TakenBack, takeBack } from '#store/write/take-back.ts'
import type { Actor } from './actor.ts'
import { covers, inTownship, rehearsed, type Scoped, type Store, scoped } from './store.ts'

/** A row of the file that the books have with other values. Sensitive ones are masked. */
export interface ChangedRow extends Line {
  id: string
  cells: { field: string; label: string; before: string; after: string }[]
}

export interface Imported {
  /** The same counts for each ledger; a row that comes back counts where something is wrong. */
  ledgers: { ledger: string; added: number; known: number; changed: number; restored: number; bad: number }[]
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
  /** What the file has where each problem is; '' where it is no one cell's. */
  written: string[]
}

/** How far a long import is: rows at hand, and what is done with them. */
export type Progress = (step: 'read' | 'match' | 'record', rows: number) => void

/** Good row and what it is to the books. */
type Matched = { row: GoodRow } & Exclude<Match, { is: 'refused' }>
type Taken = Exclude<Matched, { is: 'same' }>

/**
 * Imports a file into one ledger of one township, or a roster into the three that it is of. Good rows go in together, bad ones come back marked; the same file again changes
 * nothing. Rows that the books have with other values are corrected where `changes` is 'take', and only told of otherwise.
 * A dry run does all this and takes it back. Books that nobody has opened are opened with the first row that goes in.
 * Throws a Refusal where the file as a whole cannot be read.
 */
export async function importFile(
  store: Store,
  sender: Actor,
  given: {
    /** None: the one that the file's columns are of. */
    ledger?: string
    township: string
    bytes: Uint8Array
    /** What `bytes` hold, where they are no file but were typed here: nothing comes back as a file. */
    table?: Table
    name: string
    changes?: 'take' | 'leave'
    /** One value for all rows that are not in the books, of columns that the file has not. */
    fill?: Fill
    /** Of rows that the file puts in another place: when they moved there, or that they never were where the books say. */
    moved?: Moved
    /** What somebody said of the file's columns. */
    heads?: Corrections
    /** Nothing goes in where a row comes back. */
    wholly?: boolean
    dryRun?: boolean
    /** Told before each step. */
    progress?: Progress
  },
): Promise<Imported> {
  const { township, progress = () => {} } = given
  const actor = inTownship(sender, township)
  const sent = given.table ?? (await readTable(given.bytes, given.name))
  const { sheet, table, chosen } = readAs(store, sent, given)
  const fault = 'ledger' in chosen ? rosterFault(store.catalog, chosen.ledger, table, given.fill) : undefined
  if (fault) throw new Refusal(fault)
  const read =
    'roster' in chosen
      ? rosterRead(chosen.roster, table, given.fill)
      : ledgerRead(store.catalog, chosen.ledger, sheet, table, given.fill)
  progress('read', read.rows)
  const { parts, spoils, remarks } = await looking(store, actor, township, (tx) =>
    read.match(tx, township, (rows) => progress('match', rows)),
  )
  await noted(store, actor, given, parts, read)
  const refused = new Map<GoodRow, BadRow>()
  const refuseRow = ({ blocks }: Part, row: GoodRow, problems: readonly Problem[]) => {
    refused.set(row, badRow(blocks, row, problems))
  }
  for (const part of parts) {
    for (const [row, match] of part.matches) if (match.is === 'refused') refuseRow(part, row, [match.problem])
  }
  let receipt: Receipt | undefined
  let rounds: Round[]
  let doubtful: ReadonlyMap<Told, Problem[]> = new Map()
  const returnsRows = () => read.bad.length > 0 || refused.size > 0 || rounds.some(({ kept }) => kept.bad.length > 0)
  // The books know more than the file: rows they refuse come back marked, and the rest goes in. A row that only repeats a refused one
  // repeats nothing.
  for (;;) {
    rounds = parts.map((part) => {
      const good = part.good.filter((row) => !refused.has(row))
      const kept = withoutRepeats(part.ledger, { blocks: part.blocks, good, bad: [], notes: [] })
      const rows = kept.good.map((row) => ({ row, ...part.matches.get(row)! }) as Matched)
      const taking = rows.filter((row) => row.is !== 'same' && (row.is !== 'changed' || given.changes === 'take'))
      return { part, kept, taking: taking as Taken[] }
    })
    const spoilt = spoils(refused, rounds)
    if (spoilt.size > 0) {
      for (const [row, back] of spoilt) refused.set(row, back)
      continue
    }
    const all = rounds.flatMap(({ taking }) => taking)
    if (all.length === 0) break
    progress('record', all.length)
    const said = rounds.flatMap(({ part, taking }) =>
      taking.length > 0 ? [`${part.ledger.id}/${taking.map(standOf).join()}`] : [],
    )
    const rowsOnly: Act = {
      id: importActId(township, said.join(';'), given.bytes),
      township,
      kind: 'import',
      source: given.name,
      ...(all.some((row) => row.is === 'changed') && { reason: `按“${given.name}”更正` }),
      changes: rounds.flatMap(({ part, taking }) => taking.map((row) => changeOf(part.ledger, row))),
    }
    const moved = all.some((row) => row.is === 'changed') ? given.moved : undefined
    const act = await withMoves(store, actor, rowsOnly, moved)
    try {
      if (!given.dryRun && !(given.wholly && returnsRows())) receipt = await record(store, actor, act)
      const doubts = receipt ? (receipt.doubts ?? []) : await rehearse(store, actor, act)
      doubtful = rowFaults(doubts, act, rounds) ?? doubtful
      break
    } catch (error) {
      const faults = error instanceof Refusal ? rowFaults(error.problems, act, rounds) : undefined
      if (!faults) throw error
      for (const [{ part, row }, problems] of faults) refuseRow(part, row, problems)
    }
  }
  const bad = inOrder(oneEach([...read.bad, ...rounds.flatMap(({ kept }) => kept.bad), ...refused.values()]))
  const lineOf = ({ block, row }: Placed): Line => ({ sheet: read.blocks[block]!.sheet, row })
  const counted = rounds.map(({ part, kept, taking }) => {
    const standing = new Set(kept.good)
    return {
      part,
      added: taking.filter((row) => row.is === 'new').length,
      known: kept.good.filter((row) => part.matches.get(row)!.is === 'same').length,
      changed: part.changed.flatMap(([row, change]) => (standing.has(row) ? change : [])),
      restored: taking.flatMap(({ is, id, row }) => (is === 'restored' ? { ...lineOf(row), id } : [])),
      blank: kept.good.flatMap((row) => {
        const match = part.matches.get(row)!
        return 'kept' in match ? match.kept.filter((field) => part.blocks[row.block]!.columns.has(field)) : []
      }).length,
    }
  })
  const sheets = new Map(sent.sheets.map((sheet) => [sheet.name, sheet]))
  const returnedOf = ({ problems, ...row }: BadRow): Returned => {
    const line = lineOf(row)
    const cells = sheets.get(line.sheet)?.rows[line.row - 1] ?? []
    const written = problems.map(({ at }) => (at?.column === undefined ? '' : textOf(cells[at.column - 1])))
    return { ...line, problems, written }
  }
  const blank = counted.reduce((sum, one) => sum + one.blank, 0)
  // What is in the books has to be told, whatever becomes of the copy.
  const copy =
    bad.length === 0 || given.table
      ? undefined
      : await marked(read.sheet, sent, given.name, { blocks: read.blocks, bad }, namer(store.catalog)).catch(
          () => undefined,
        )
  return {
    ledgers: counted.map(({ part, added, known, changed, restored }) => ({
      ledger: part.ledger.id,
      added,
      known,
      changed: changed.length,
      restored: restored.length,
      bad: bad.filter(({ problems }) => parts.length === 1 || problems.some(({ at }) => at?.ledger === part.ledger.id))
        .length,
    })),
    added: counted.reduce((sum, { added }) => sum + added, 0),
    known: counted.reduce((sum, { known }) => sum + known, 0),
    changed: counted.flatMap(({ changed }) => changed),
    restored: counted.flatMap(({ restored }) => restored),
    bad: bad.map(returnedOf),
    doubts: [...doubtful].map(([{ part, row }, problems]) => returnedOf(badRow(part.blocks, row, problems))),
    notes: [
      ...read.notes,
      ...rounds.flatMap(({ kept }) => kept.notes),
      ...remarks(rounds),
      ...rounds.flatMap(({ part, taking }) => unmovedSaid(part, taking, store)),
      ...(bad.length > 0 && !copy && !given.table ? ['退回的行没能写成文件，原因见下。'] : []),
      ...(blank > 0 ? [`有 ${blank} 格在文件里空着、在账上有内容，没有动；要清空请用“更正”。`] : []),
    ],
    ...(receipt && { receipt }),
    ...(copy && { marked: copy }),
  }
}

/** Takes a whole import back, as `takeBack` does, and notes in the audit who did. */
export async function takeImportBack(
  store: Store,
  actor: Actor,
  given: Parameters<typeof takeBack>[2],
): Promise<TakenBack> {
  const done = await takeBack(store, actor, given)
  if (!done.receipt || done.receipt.repeated) return done
  const { township, seq, reason } = given
  const did = done.ledgers.map(
    ({ ledger, voided, corrected }) =>
      `${store.catalog.ledgers.get(ledger)!.title}作废 ${voided} 行、改回 ${corrected} 行`,
  )
  const detail = [`撤回第 ${seq} 号导入“${done.file}”`, ...did, `原因：${reason}`].join('；')
  await scoped(store, actor, (tx) => noteAudit(tx, { township, event: 'import', detail }))
  return done
}

/** A table under the heads that somebody said it has, and whose it is. */
export function readAs(
  { catalog }: Pick<Store, 'catalog'>,
  sent: Table,
  {
    ledger,
    fill,
    heads = {},
  }: { ledger?: string | undefined; fill?: Fill | undefined; heads?: Corrections | undefined },
): { sheet: LedgerDefinition; table: Table; chosen: Chosen } {
  const chosen = chosenFor(catalog, sent, ledger, fill)
  const sheet = 'roster' in chosen ? chosen.roster.sheet : sheetOf(catalog, chosen.ledger)
  return { sheet, table: corrected(sheet, sent, heads), chosen }
}

/** The columns of a ledger's sheet: its own, and what only checks them. */
const sheetOf = ({ ledgers }: Catalog, ledger: LedgerDefinition): LedgerDefinition =>
  headedBy(ledger, membershipsIn(ledgers))?.sheet ?? ledger

/** A file as it was read, and how the books are asked for its rows. */
interface ReadFile {
  /** How many rows there are. */
  rows: number
  blocks: readonly Block[]
  bad: readonly BadRow[]
  notes: readonly string[]
  /** Numbers by which rows link to somebody, as written, and those of them that nobody has. */
  linked: Linked
  /** Whose columns the returned copy has. */
  sheet: LedgerDefinition
  match(tx: Scoped, township: string, tell: (rows: number) => void): Promise<Asked>
}

interface Linked {
  all: Set<string>
  missing: Set<string>
}

function noteLinked({ all, missing }: Linked, number: string, known: ReadonlyMap<string, string>): void {
  all.add(number)
  if ((known.get(number) ?? 'none') === 'none') missing.add(number)
}

interface Asked {
  parts: Part[]
  spoils: Spoils
  /** What is to be told of the rows that go in. */
  remarks: (rounds: readonly Round[]) => string[]
}

/** Rows of one ledger, found in the books or not. */
interface Part {
  ledger: LedgerDefinition
  blocks: readonly Block[]
  good: readonly GoodRow[]
  matches: ReadonlyMap<GoodRow, Match>
  changed: readonly [GoodRow, ChangedRow][]
  /** Rows to be restored of which a move was voided, which is not restored with them. */
  unmoved: ReadonlySet<string>
}

interface Round {
  part: Part
  kept: Reading
  taking: Taken[]
}

/** Rows that cannot go in, because what they stand on does not. */
type Spoils = (refused: ReadonlyMap<GoodRow, BadRow>, rounds: readonly Round[]) => Map<GoodRow, BadRow>

async function partOf(
  tx: Scoped,
  township: string,
  ledger: LedgerDefinition,
  { blocks, good }: Pick<Reading, 'blocks' | 'good'>,
): Promise<Part> {
  const found = await matchRows(
    tx,
    township,
    ledger,
    good.map((row) => row.values),
    (i) => good[i]!.filled ?? [],
  )
  const matches = new Map(good.map((row, i) => [row, found[i]!]))
  const restored = found.flatMap((match) => (match.is === 'restored' ? match.id : []))
  return {
    ledger,
    blocks,
    good,
    matches,
    changed: await changedRows(tx, ledger, blocks, matches),
    unmoved: await movedOnce(tx, township, ledger, restored),
  }
}

function ledgerRead(
  { ledgers }: Catalog,
  ledger: LedgerDefinition,
  sheet: LedgerDefinition,
  table: Table,
  fill?: Fill,
): ReadFile {
  const memberships = membershipsIn(ledgers)
  const roster = headedBy(ledger, memberships)
  const { heads, ...read } = headsAside(roster, readRows(sheet, table, { fill, memberships }))
  const bad: BadRow[] = []
  const linked = { all: new Set<string>(), missing: new Set<string>() }
  const isNumber = (field: string, name: string) =>
    ledger.fields[field]?.to?.some(({ ledger: to }) =>
      to.namedBy.some((by) => to.fields[by]?.kind.sealed && to.fields[by].kind.resembles?.(name)),
    ) || 'value' in identityKind.parse(name)
  const numbersIn = (rows: readonly (Placed & { names?: Record<string, string> })[]) =>
    rows.flatMap((row) =>
      Object.entries(row.names ?? {}).flatMap(([field, name]) =>
        isNumber(field, name) ? [[name, `${placeOf(row)}/${field}`] as const] : [],
      ),
    )
  return {
    rows: read.good.length + read.bad.length,
    blocks: read.blocks,
    bad,
    notes: read.notes,
    linked,
    sheet,
    async match(tx, township, tell) {
      for (const [name] of numbersIn([...read.good, ...read.bad])) linked.all.add(name)
      const lookup = lookupIn(tx)
      const resolved = await resolveNames(ledger, read, lookup)
      const reading = roster ? await headsChecked(roster, resolved, heads, lookup, linked) : resolved
      const missing = new Set(
        reading.bad.flatMap(({ block, row, problems }) =>
          problems.flatMap(({ code, at }) => (code === 'act.link_missing' ? `${block}/${row}/${at?.field}` : [])),
        ),
      )
      for (const [name, place] of numbersIn(read.bad)) if (missing.has(place)) linked.missing.add(name)
      for (const [name, place] of numbersIn(read.good)) if (missing.has(place)) linked.missing.add(name)
      bad.push(...reading.bad)
      tell(reading.good.length)
      return { parts: [await partOf(tx, township, ledger, reading)], spoils: () => new Map(), remarks: () => [] }
    },
  }
}

/** Homes first, then who belongs to them, then that they do. Whoever has no home that stands stays out with the line. */
function rosterRead(roster: Roster, table: Table, fill?: Fill): ReadFile {
  const { home, holder, membership } = roster
  const read = readRoster(roster, table, fill)
  const joins = membership.joins!
  const bad: BadRow[] = [...read.bad]
  const linked: Linked = { all: new Set(), missing: new Set() }
  return {
    rows: read.lines.length + read.bad.length,
    blocks: read.blocks,
    bad,
    notes: read.notes,
    linked,
    sheet: roster.sheet,
    async match(tx, township, tell) {
      tell(read.lines.length)
      const lookup = lookupIn(tx)
      const back = (line: Placed, problems: readonly Problem[]) => lineBack(roster, read.of, line, problems)
      const resolved = async (ledger: LedgerDefinition, blocks: readonly Block[], good: GoodRow[]) => {
        const reading = await resolveNames(ledger, { blocks, good, bad: [], notes: [] }, lookup)
        bad.push(...reading.bad)
        return new Map(reading.good.map((row) => [`${row.block}/${row.row}`, row]))
      }
      const told = [...read.homes].flatMap(([called, row]) => (row && !read.spoilt.has(called) ? row : []))
      const homes = await resolved(home, read.of.home, told)
      const homePart = await partOf(tx, township, home, { blocks: read.of.home, good: [...homes.values()] })
      const known = await lookup.rows(
        home.id,
        [...read.homes].flatMap(([called, row]) => (row ? [] : called)),
      )
      if (roster.byHead) for (const number of read.homes.keys()) noteLinked(linked, number, known)
      /** A home as the sheet calls it: its id, and the line that tells of it; without an id that line has come back. */
      const found = new Map<string, { id?: string; row?: GoodRow }>()
      for (const [called, row] of read.homes) {
        const match = row && homePart.matches.get(homes.get(placeOf(row))!)
        const id = row ? (match && 'id' in match ? match.id : undefined) : known.get(called)
        found.set(called, { ...(id !== undefined && { id }), ...(row && { row: homes.get(placeOf(row)) ?? row }) })
      }
      const at = roster.byHead ? { ledger: membership.id, field: joins.to } : { ledger: home.id, field: roster.key }
      const elsewhere = new Map(
        (await headsElsewhere(roster, read.heads, lookup, linked, (called) => found.get(called)?.id)).map(
          ([line, fault]) => [placeOf(line), fault],
        ),
      )
      /** Homes that the sheet does not tell whole and the books do not know: their first line comes back for it. */
      const unknown = new Map([...read.lacking].filter(([called]) => (known.get(called) ?? 'none') === 'none'))
      for (const { first, faults } of unknown.values()) bad.push(back(first, faults))
      const lines = read.lines.filter((line) => {
        const { id, row } = found.get(line.home)!
        const fault = elsewhere.get(placeOf(line))
        if (fault) {
          bad.push(back(line, [fault]))
          return false
        }
        if (id !== undefined && id !== 'many') return true
        const first = unknown.get(line.home)?.first
        if (first) {
          if (placeOf(first) !== placeOf(line)) bad.push(back(line, [homeReturned(read.blocks, home, first, line, at)]))
        } else if (roster.byHead) bad.push(back(line, [noHeadKnown(roster, at)]))
        else if (!row) bad.push(back(line, [{ ...unresolved(membership, joins.to, line.home, id ?? 'none'), at }]))
        else if (placeOf(row) !== placeOf(line)) bad.push(back(line, [homeReturned(read.blocks, home, row, line, at)]))
        return false
      })
      const holders = await resolved(
        holder,
        read.of.holder,
        lines.map((line) => line.holder),
      )
      const holderPart = await partOf(tx, township, holder, { blocks: read.of.holder, good: [...holders.values()] })
      const members = await resolved(
        membership,
        read.of.membership,
        lines.flatMap((line) => {
          const whose = holders.get(placeOf(line))
          const match = whose && holderPart.matches.get(whose)
          const { id } = found.get(line.home)!
          if (!match || !('id' in match)) return []
          const values = { ...line.member.values, [joins.from]: match.id }
          if (line.called === undefined) return { ...line.member, values: { ...values, [joins.to]: id! } }
          const [names, told] = [{ [joins.to]: line.home }, { [joins.to]: line.called }]
          return { ...line.member, values, names: { ...line.member.names, ...names }, told }
        }),
      )
      const memberPart = await partOf(tx, township, membership, {
        blocks: read.of.membership,
        good: [...members.values()],
      })
      const spoils: Spoils = (refused, rounds) => {
        const out = new Map<GoodRow, BadRow>()
        for (const { part, kept } of rounds) {
          const repeated = new Map(kept.bad.map((one) => [placeOf(one), one]))
          for (const row of part.good) {
            const one = repeated.get(placeOf(row))
            if (one) out.set(row, one)
          }
        }
        const isOut = (row: GoodRow | undefined) => row !== undefined && (refused.has(row) || out.has(row))
        for (const line of lines) {
          const [whose, member] = [holders.get(placeOf(line)), members.get(placeOf(line))]
          const { row } = found.get(line.home)!
          if (!isOut(row) && whose && member && !isOut(whose) && !isOut(member)) continue
          const own = row && placeOf(row) === placeOf(line)
          const problems = isOut(row) && !own ? [homeReturned(read.blocks, home, row!, line, at)] : []
          const fallen = [whose, member].flatMap((one) => (one && !isOut(one) ? one : []))
          fallen.forEach((one, i) => {
            out.set(one, back(line, i === 0 ? problems : []))
          })
        }
        return out
      }
      const remarks: Asked['remarks'] = ([ofHomes, , ofMembers]) => {
        const joined = new Set(ofMembers!.kept.good)
        const peopled = new Set(lines.flatMap((line) => (joined.has(members.get(placeOf(line))!) ? line.home : [])))
        const begun = new Set(ofHomes!.taking.flatMap(({ is, row }) => (is === 'changed' ? [] : row)))
        const alone = [...found].flatMap(([called, { row }]) => (begun.has(row!) && !peopled.has(called) ? called : []))
        const few = (some: readonly string[]) => `${some.slice(0, named).join('、')}${some.length > named ? '等' : ''}`
        const untold = [...read.lacking.keys()].filter((called) => !unknown.has(called))
        const kept =
          untold.length === 0
            ? []
            : [
                `有 ${untold.length} ${home.row}（${few(untold)}）已经在账上，表里没有写全这一${home.row}的情况：只记了${membership.title}，${home.row}的情况没有改。`,
              ]
        if (alone.length === 0) return kept
        const said = few(alone)
        return [
          ...kept,
          `有 ${alone.length} ${home.row}没有${membership.title}（${said}）：写着${membership.title}的行都退回了，改好再导入就补上。`,
        ]
      }
      return { parts: [homePart, holderPart, memberPart], spoils, remarks }
    },
  }
}

/** Rows of homes without the numbers of their heads, which only check them. */
function headsAside(
  roster: ReturnType<typeof headedBy>,
  read: Reading,
): Reading & { heads: ReadonlyMap<string, HeadTold[]> } {
  const heads = new Map<string, HeadTold[]>()
  if (!roster) return { ...read, heads }
  const good = read.good.map((row) => {
    const { [roster.head]: number, ...values } = row.values
    const called = String(values[roster.key])
    const before = heads.get(called) ?? []
    if (typeof number === 'string') heads.set(called, [...before, { number, line: row }])
    return { ...row, values }
  })
  const column = read.blocks.some(({ columns }) => columns.has(roster.head))
  const note = `“${roster.sheet.fields[roster.head]!.label}”只用来核对是不是这一${roster.home.row}，没有记到账上。`
  return { ...read, good, heads, notes: column ? [...read.notes, note] : read.notes }
}

/** Rows whose head belongs to another home come back. */
async function headsChecked(
  roster: Roster & { head: string },
  { good, bad, ...reading }: Reading,
  heads: ReadonlyMap<string, HeadTold[]>,
  lookup: Lookup,
  linked: Linked,
): Promise<Reading> {
  const known = heads.size > 0 ? await lookup.rows(roster.home.id, [...heads.keys()]) : undefined
  const faults = await headsElsewhere(roster, heads, lookup, linked, (called) => known!.get(called) ?? 'none')
  const out = new Map(
    faults.map(([line, fault]) => {
      const column = reading.blocks[line.block]!.columns.get(roster.head)
      const at = { ledger: roster.home.id, ...(column !== undefined && { column: column + 1 }) }
      return [placeOf(line), badRow(reading.blocks, line, [{ ...fault, at }])]
    }),
  )
  const stay = good.filter((row) => !out.has(placeOf(row)))
  return { ...reading, good: stay, bad: inOrder([...bad, ...out.values()]) }
}

/** Lines of a home told by its number, whose head belongs to another by the books. */
async function headsElsewhere(
  { membership, home, key }: Roster,
  heads: ReadonlyMap<string, readonly HeadTold[]>,
  lookup: Lookup,
  linked: Linked,
  idOf: (called: string) => string | undefined,
): Promise<[Placed, Problem][]> {
  if (heads.size === 0) return []
  const numbers = new Set([...heads.values()].flatMap((told) => told.map(({ number }) => number)))
  const known = await lookup.rows(home.id, [...numbers])
  for (const number of numbers) noteLinked(linked, number, known)
  return [...heads].flatMap(([called, told]) =>
    told.flatMap(({ number, line }): [Placed, Problem][] => {
      const [id, other] = [idOf(called), known.get(number) ?? 'none']
      if (id === undefined || ['none', 'many', id].includes(other)) return []
      const label = home.fields[key]!.label
      const fault = problem('import.named_otherwise', `这个号码的人在账上属于另一${home.row}，不是“${called}”。`, {
        at: { ledger: membership.id, field: membership.joins!.to },
        remedy: `请核对“${label}”和号码，改正写错的一个；确实换了一${home.row}的，请先在“${membership.title}”里记下。`,
      })
      return [[line, fault]]
    }),
  )
}

function noHeadKnown({ membership, home, key }: Roster, at: Problem['at']): Problem {
  const label = home.fields[key]!.label
  return problem(
    'act.link_missing',
    `账上没有哪一${home.row}的${membership.title}是这个号码，看不出是哪一${home.row}。`,
    {
      at,
      remedy: `请加上“${label}”一栏，同一${home.row}的各行写同一个编号（已经在账上的，写它的编号），再导入。`,
    },
  )
}

function unmovedSaid({ ledger, unmoved }: Part, taking: readonly Taken[], { catalog }: Store): string[] {
  const count = taking.filter(({ is, id }) => is === 'restored' && unmoved.has(id)).length
  const titles = movesOf(catalog, ledger).map((moves) => `“${catalog.ledgers.get(moves.ledger)!.title}”`)
  return count > 0
    ? [`恢复的有 ${count} ${ledger.row}原来搬过，${titles.join('、')}没有跟着恢复：真搬过的，请再记一次。`]
    : []
}

/** So many are named one by one in a note. */
const named = 20

const placeOf = ({ block, row }: Placed): string => `${block}/${row}`

function homeReturned(
  blocks: readonly Block[],
  home: LedgerDefinition,
  first: Placed,
  line: Placed,
  at: Problem['at'],
): Problem {
  const place = otherLine(blocks, first, line)
  return problem('import.home_returned', `这一${home.row}写在${place}，那一行退回了，所以这一行也没有记。`, {
    at,
    remedy: `请先改好${place}，两行一起再导入。`,
  })
}

/** Each row once, with all that is wrong with it. */
function oneEach(rows: readonly BadRow[]): BadRow[] {
  const found = new Map<string, BadRow>()
  for (const row of rows) {
    const before = found.get(placeOf(row))
    if (!before) found.set(placeOf(row), row)
    else found.set(placeOf(row), { ...before, problems: [...before.problems, ...row.problems] })
  }
  return [...found.values()]
}

/**
 * Notes in the audit, before anything is told, who imports which file, or only tries to: a file of ID numbers tells which of them are on the
 * books. Where nobody has opened the books there is nothing to be told.
 */
async function noted(
  store: Store,
  actor: Actor,
  given: { township: string; bytes: Uint8Array; name: string; fill?: Fill; dryRun?: boolean },
  parts: readonly Part[],
  { bad, linked }: ReadFile,
): Promise<void> {
  const { township, bytes, name, fill = new Map(), dryRun } = given
  const said = parts.map(({ ledger, matches }) => {
    const of = (...is: Match['is'][]) => [...matches.values()].filter((match) => is.includes(match.is)).length
    return `${ledger.title}新 ${of('new')} 行、已有 ${of('same', 'changed')} 行、作废过 ${of('restored')} 行、退回 ${of('refused')} 行`
  })
  const numbers = { known: new Set<unknown>(), all: new Set<unknown>() }
  for (const { ledger, matches } of parts) {
    const sealed = Object.keys(ledger.fields).filter((field) => ledger.fields[field]!.kind.sealed)
    for (const [{ values }, { is }] of matches) {
      for (const number of sealed.flatMap((field) => values[field] ?? [])) {
        numbers.all.add(number)
        if (is !== 'new') numbers.known.add(number)
      }
    }
  }
  // It is told whose number it is.
  const misnamed = bad.filter(({ problems }) => problems.some(({ code }) => code === 'import.named_otherwise')).length
  for (const number of linked.all) {
    numbers.all.add(number)
    if (!linked.missing.has(number)) numbers.known.add(number)
  }
  const [known, all] = [numbers.known.size, numbers.all.size]
  const detail = [
    `${dryRun ? '试导入' : '导入'}“${name}”`,
    ...said,
    ...[...fill].map(([head, value]) => `“${head}”统一填“${value}”`),
    `没读成 ${bad.length} 行`,
    ...(misnamed > 0 ? [`号码和姓名对不上 ${misnamed} 行`] : []),
    `证件号码账上已有 ${known} 个，没有 ${all - known} 个`,
  ].join('；')
  const subject = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  await scoped(store, actor, async (tx) => {
    if (tx.townships.includes(township)) await noteAudit(tx, { township, event: 'import', subject, detail })
  }).catch((error) => {
    if (!(error instanceof Refusal && error.problems[0].code === 'store.no_books')) throw error
  })
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
  return is === 'changed' ? { ledger: ledger.id, id, correct: set } : { ledger: ledger.id, id, set }
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

/** A row that was sent. */
interface Told {
  part: Part
  row: GoodRow
}

/** What the books have against which of the rows sent, and against their moves; undefined where a fault is about the whole. */
function rowFaults(
  problems: readonly Problem[],
  { changes }: Act,
  rounds: readonly Round[],
): Map<Told, Problem[]> | undefined {
  const sent = new Map(rounds.flatMap(({ part, taking }) => taking.map(({ id, row }) => [id, { part, row }] as const)))
  const faults = new Map<Told, Problem[]>()
  for (const fault of problems) {
    const { ledger, n = 0 } = fault.at ?? {}
    const change = n > 0 ? changes.filter((one) => one.ledger === ledger)[n - 1] : undefined
    // A move that was added for a row is that row's.
    const about = change && 'set' in change ? Object.values(change.set).map((value) => sent.get(String(value))) : []
    const of = change && (sent.get(change.id) ?? about.find((one) => one !== undefined))
    if (!of) return undefined
    faults.set(of, [...(faults.get(of) ?? []), fault])
  }
  return faults
}
