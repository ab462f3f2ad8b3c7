/** One sheet of households and who belongs to them (花名册): a membership and the two ledgers that it joins, read together. Pure. */
import type { Field } from '#define/field.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Problem, problem } from '#problem.ts'
import { judge, judgeTogether } from './judge.ts'
import type { Table } from './table.ts'
import {
  type BadRow,
  type Block,
  badRow,
  type Fill,
  type GoodRow,
  otherLine,
  type Placed,
  readLines,
} from './validate.ts'

export interface Roster {
  membership: LedgerDefinition
  /** Whose rows belong, and to what. */
  holder: LedgerDefinition
  home: LedgerDefinition
  /** The field by which a line says to which home it belongs. */
  key: string
  /** Of the sheet: whose home it is, told by the number of its head. undefined: nobody has a number, or homes have no head. */
  head?: string
  /** Homes are not told by their key but by their heads. */
  byHead?: true
  /** All three as one: its fields are called `ledger.field`. */
  sheet: LedgerDefinition
}

/** A line of the sheet as rows of two ledgers; to whom the membership leads is put into it once both are known. */
export interface RosterLine extends Placed {
  home: string
  /** Beside the number of its head, how it is called. */
  called?: string
  holder: GoodRow
  member: GoodRow
}

export interface RosterRead {
  /** The tables with the columns of all three, of the sheet as a whole; and of each ledger its own. */
  blocks: readonly Block[]
  of: Record<'home' | 'holder' | 'membership', readonly Block[]>
  /** What a home is called in the sheet → its row, made of all lines that say something of it; undefined: the sheet only names it. */
  homes: ReadonlyMap<string, GoodRow | undefined>
  /** Homes that cannot be taken → the line that comes back for it. */
  spoilt: ReadonlyMap<string, Placed>
  /** Homes of which the sheet does not say all that a new one needs: the books may know them, and then their name is enough. */
  lacking: ReadonlyMap<string, { first: Placed; faults: Problem[] }>
  /** Of homes whose head is not in the sheet, the lines that tell the head's number. */
  heads: Map<string, readonly HeadTold[]>
  lines: RosterLine[]
  bad: BadRow[]
  notes: string[]
}

export interface HeadTold {
  number: string
  line: Placed
}

/** The sheet in which rows of a membership are written together with whom and what they join; undefined where a home has no single name. */
export function rosterOf(membership: LedgerDefinition): Roster | undefined {
  const { joins } = membership
  const [holder, home] = [joins?.from, joins?.to].map((link) => membership.fields[link ?? '']?.to?.[0]?.ledger)
  const [key, ...others] = home?.unique[0] ?? []
  if (!joins || !holder || !home || key === undefined || others.length > 0) return undefined
  const [links, names] = [membership.fields[joins.from]!, membership.fields[joins.to]!]
  const alike = (field: Field, link: Field): Field => ({
    ...field,
    also: [...(field.also ?? []), link.label, ...(link.also ?? [])],
  })
  const fields: Record<string, Field> = {}
  for (const [name, field] of Object.entries(home.fields)) {
    const written = name === key ? alike(field, names) : field
    // Who is the head says how the home is called.
    const told = joins.head && name === home.shownAs
    fields[`${home.id}.${name}`] = told ? { ...written, optional: true } : written
  }
  for (const [name, field] of Object.entries(holder.fields)) {
    const whose = [holder.row, links.label, ...(links.also ?? [])]
    const called = [field.label, ...(field.also ?? [])].flatMap((head) => whose.map((word) => word + head))
    const written = name === holder.shownAs ? alike(field, links) : field
    fields[`${holder.id}.${name}`] = { ...written, also: [...(written.also ?? []), ...called] }
  }
  for (const [name, field] of Object.entries(membership.fields)) {
    if (name !== joins.from && name !== joins.to) fields[`${membership.id}.${name}`] = field
  }
  const papers = holder.namedBy.flatMap((by) => (holder.fields[by]?.kind.sealed ? holder.fields[by] : []))[0]
  const says = joins.head?.[1]
  const head = papers && says ? `${membership.id}.${joins.to}` : undefined
  if (head) {
    const { help: _, ...number } = papers!
    const also = number.also?.map((name) => says + name)
    fields[head] = { ...number, label: says + number.label, ...(also && { also }), optional: true }
  }
  const sheet: LedgerDefinition = {
    id: membership.id,
    mode: 'state',
    title: [home, holder, membership].map(({ title }) => title).join('、'),
    row: membership.row,
    purpose: membership.purpose,
    fields,
    of: [],
    area: [],
    unique: [],
    complete: false,
    namedBy: [],
    shownAs: `${holder.id}.${holder.shownAs}`,
    joins: { from: `${holder.id}.${holder.shownAs}`, to: `${home.id}.${key}` },
    ...(holder.identity && {
      identity: {
        number: `${holder.id}.${holder.identity.number}`,
        born: `${holder.id}.${holder.identity.born}`,
        sex: `${holder.id}.${holder.identity.sex}`,
      },
    }),
  }
  return { membership, holder, home, key, sheet, ...(head && { head }) }
}

/** What belongs to homes: the sheet of one of their ledger that tells the numbers of their heads besides, which it has no field for. */
export function headedBy(
  home: LedgerDefinition,
  memberships: readonly LedgerDefinition[],
): (Roster & { head: string }) | undefined {
  for (const roster of memberships.map(rosterOf)) {
    if (roster?.home.id !== home.id || roster.head === undefined) continue
    const fields = { ...home.fields, [roster.head]: roster.sheet.fields[roster.head]! }
    return { ...roster, head: roster.head, sheet: { ...home, fields } }
  }
  return undefined
}

/** The same of a sheet that only names its homes, which the books have to know. */
export function ofKnownHomes(roster: Roster): Roster {
  const { sheet, home, holder, membership, key } = roster
  const told = Object.entries(sheet.fields).filter(
    ([name]) => name === `${home.id}.${key}` || !name.startsWith(`${home.id}.`),
  )
  const title = [holder, membership].map(({ title }) => title).join('、')
  return { ...roster, sheet: { ...sheet, title, fields: Object.fromEntries(told) } }
}

const calledIn = (home: LedgerDefinition): string => `${home.id}.${home.shownAs}`

/** The same of a sheet that names its homes, which the books have to know, by the numbers of their heads. */
export function ofKnownHeads(roster: Roster): Roster {
  const { sheet, home, head, key, ...known } = ofKnownHomes(roster)
  const { [`${home.id}.${key}`]: _, ...fields } = sheet.fields
  // How the home is called is held against the number.
  const called = roster.sheet.fields[calledIn(home)]
  const named = {
    ...fields,
    ...(called && { [calledIn(home)]: called }),
    [head!]: { ...fields[head!]!, optional: false },
  }
  const joins = { ...sheet.joins!, to: head! }
  return { ...known, home, head, key, byHead: true, sheet: { ...sheet, fields: named, joins } }
}

/**
 * Reads a roster line by line. What several lines say of one home is put together, and who is its head names it; a line that contradicts
 * an earlier one comes back. A line is taken whole or comes back whole; the home that it speaks of may go in all the same.
 */
export function readRoster(roster: Roster, table: Table, fill?: Fill): RosterRead {
  const { membership, holder, home, key, sheet, head, byHead } = roster
  const loose = new Set(Object.keys(home.fields).flatMap((name) => (name === key ? [] : `${home.id}.${name}`)))
  const { blocks, lines: read, notes, fills } = readLines(sheet, table, { loose, fill })
  const of = {
    home: blocks.map((block) => partOf(block, home)),
    holder: blocks.map((block) => partOf(block, holder)),
    membership: blocks.map((block) => partOf(block, membership)),
  }
  const names = {
    home: ownNames(sheet, home),
    holder: ownNames(sheet, holder),
    membership: ownNames(sheet, membership, head),
  }
  const homes = new Map<string, Home>()
  const lines: RosterLine[] = []
  const bad = new Map<string, { line: Placed; problems: Problem[] }>()
  const back = (line: Placed, problems: readonly Problem[]) => {
    const place = `${line.block}/${line.row}`
    const before = bad.get(place)
    if (before) before.problems.push(...problems)
    else bad.set(place, { line, problems: [...problems] })
  }
  for (const { problems, ...line } of read) {
    const calledSo = byHead ? line.values[calledIn(home)] : undefined
    if (byHead) delete line.values[calledIn(home)]
    const [ours, whose, member] = [rowOf(line, names.home), rowOf(line, names.holder), rowOf(line, names.membership)]
    const faults = problems.map((one) => inLedger(one))
    const told = (one: Problem) => faults.some(({ at }) => at?.ledger === one.at?.ledger && at?.field === one.at?.field)
    faults.push(
      ...[...judgeTogether(holder, whose.values), ...judgeTogether(membership, member.values)].filter(
        (one) => !told(one),
      ),
    )
    const number = head === undefined ? undefined : line.values[head]
    const called = byHead ? number : ours.values[key]
    if (typeof called === 'string') {
      const known = homes.get(called) ?? {
        first: line,
        says: false,
        heads: [],
        row: { ...ours, values: { [key]: called }, names: {} },
      }
      homes.set(called, known)
      faults.push(...putTogether(home, key, known, ours, blocks))
      if (isHead(roster, member)) known.head ??= whose
      if (!byHead && typeof number === 'string') known.heads.push({ number, line })
      const told = typeof calledSo === 'string' && { called: calledSo }
      if (faults.length === 0)
        lines.push({ block: line.block, row: line.row, home: called, ...told, holder: whose, member })
    }
    if (faults.length > 0) back(line, faults)
  }
  const spoilt = new Map<string, Placed>()
  const lacking = new Map<string, { first: Placed; faults: Problem[] }>()
  const heads: RosterRead['heads'] = new Map()
  for (const [called, home] of homes) {
    for (const [line, fault] of headsDiffer(roster, home, blocks)) back(line, [fault])
    if (!home.head && home.heads.length > 0) heads.set(called, home.heads)
  }
  for (const [called, { first, says, row, head }] of homes) {
    if (!says) continue
    const { values, names } = row
    const filled = [...of.home[first.block]!.filled.keys()].filter((name) => !(name in values || name in names))
    for (const name of filled) {
      const given = fills.get(`${home.id}.${name}`)!
      if ('name' in given) names[name] = given.name
      else values[name] = given.value
    }
    if (filled.length > 0) row.filled = filled
    const name = head?.values[holder.shownAs]
    if (typeof name === 'string' && values[home.shownAs] === undefined) values[home.shownAs] = name
    for (const name of Object.keys(home.fields)) if (!(name in values || name in names)) values[name] = null
    const told = bad.get(`${first.block}/${first.row}`)?.problems ?? []
    const faults = judge(home, values, 'new').filter(({ at }) => !(at?.field !== undefined && at.field in names))
    if (faults.length === 0) continue
    const untold = faults.filter((one) => !told.some(({ at }) => at?.ledger === home.id && at.field === one.at?.field))
    if (untold.length === faults.length && faults.every(({ code }) => code === 'act.field_missing')) {
      lacking.set(called, { first, faults })
      continue
    }
    spoilt.set(called, first)
    back(first, untold)
  }
  return {
    blocks,
    of,
    homes: new Map(
      [...homes].map(([called, { says, row }]) => [called, says && !lacking.has(called) ? row : undefined]),
    ),
    spoilt,
    lacking,
    heads,
    lines: lines.filter(({ block, row }) => !bad.has(`${block}/${row}`)),
    bad: [...bad.values()].map(({ line, problems }) => lineBack(roster, of, line, problems)),
    notes,
  }
}

interface Home {
  /** The first line that says something of it, or names it. */
  first: Placed
  /** Whether any line says more of it than its name. */
  says: boolean
  row: GoodRow
  /** Who is its head, where the sheet says so. */
  head?: GoodRow
  heads: HeadTold[]
}

/** Adds what a line says of a home; faults where an earlier line says otherwise. */
function putTogether(
  ledger: LedgerDefinition,
  key: string,
  known: Home,
  line: GoodRow,
  blocks: readonly Block[],
): Problem[] {
  const faults: Problem[] = []
  for (const from of ['values', 'names'] as const) {
    const { row } = known
    for (const [name, said] of Object.entries(line[from])) {
      if (name === key || said === null) continue
      if (!known.says) {
        known.says = true
        known.first = { block: line.block, row: line.row }
        known.row = { ...row, ...known.first }
      }
      const before = known.row.values[name] ?? known.row.names[name]
      if (before === undefined) known.row[from][name] = said as string
      else if (before !== said) {
        faults.push(
          problem('import.lines_differ', `和${otherLine(blocks, known.first, line)}起的同一${ledger.row}写的不一样。`, {
            at: { ledger: ledger.id, field: name },
            remedy: `请核对“${ledger.fields[key]?.label}”，改成一样的，或只在一行里写。`,
          }),
        )
      }
    }
  }
  return faults
}

function isHead({ membership }: Roster, member: GoodRow): boolean {
  const [field, says] = membership.joins?.head ?? []
  return field !== undefined && member.values[field] === says
}

/** The lines that tell another number of the head than the head's own line, or than an earlier one. */
function headsDiffer(
  { membership, holder, home, key, sheet, head }: Roster,
  { head: own, heads }: Home,
  blocks: readonly Block[],
): [Placed, Problem][] {
  const number = holder.namedBy.flatMap((by) => (holder.fields[by]?.kind.sealed ? own?.values[by] : null) ?? [])[0]
  const first = number === undefined ? heads[0]?.number : number
  return heads.flatMap(({ number: told, line }): [Placed, Problem][] => {
    if (told === first) return []
    const other = own && number !== undefined ? own : heads[0]!.line
    const place = otherLine(blocks, other, line)
    const says = `“${sheet.fields[head!]!.label}”和${place}${other === own ? `${membership.joins!.head![1]}的号码` : '写的'}不一样。`
    const remedy = `请对照证件改正一个；不是同一${home.row}的，请改“${home.fields[key]?.label}”。`
    const at = { ledger: membership.id, field: membership.joins!.to }
    return [[line, problem('import.lines_differ', says, { at, remedy })]]
  })
}

/** A line that comes back, with what each of the ledgers has against it. */
export function lineBack(
  { home, holder }: Roster,
  of: RosterRead['of'],
  line: Placed,
  problems: readonly Problem[],
): BadRow {
  const blocks = (one: Problem) =>
    one.at?.ledger === home.id ? of.home : one.at?.ledger === holder.id ? of.holder : of.membership
  return {
    block: line.block,
    row: line.row,
    problems: problems.flatMap((one) => badRow(blocks(one), line, [one]).problems),
  }
}

/** What the sheet as a whole calls `household.area` is a field of a ledger. */
function inLedger(one: Problem): Problem {
  const [ledger, field] = one.at?.field?.split('.') ?? []
  return ledger !== undefined && field !== undefined ? { ...one, at: { ...one.at, ledger, field } } : one
}

function within<T>(entries: Iterable<[string, T]>, { id }: LedgerDefinition): [string, T][] {
  return [...entries].flatMap(([name, value]) =>
    name.startsWith(`${id}.`) ? [[name.slice(id.length + 1), value]] : [],
  )
}

const namesWithin = (names: Iterable<string>, ledger: LedgerDefinition): string[] =>
  within(
    [...names].map((name) => [name, name]),
    ledger,
  ).map(([name]) => name)

const partOf = (block: Block, ledger: LedgerDefinition): Block => ({
  ...block,
  columns: new Map(within(block.columns, ledger)),
  filled: new Map(within(block.filled, ledger)),
})

/** How the sheet calls the fields of a ledger → how the ledger does. */
const ownNames = (sheet: LedgerDefinition, ledger: LedgerDefinition, but?: string): ReadonlyMap<string, string> =>
  new Map(
    namesWithin(
      Object.keys(sheet.fields).filter((name) => name !== but),
      ledger,
    ).map((name) => [`${ledger.id}.${name}`, name]),
  )

/** What a line says of one ledger. Lines are many: nothing is made for what is of another. */
function rowOf({ block, row, values, names, filled = [] }: GoodRow, own: ReadonlyMap<string, string>): GoodRow {
  return {
    block,
    row,
    values: ownOf(values, own),
    names: ownOf(names, own),
    filled: filled.flatMap((n) => own.get(n) ?? []),
  }
}

function ownOf<T>(said: Readonly<Record<string, T>>, own: ReadonlyMap<string, string>): Record<string, T> {
  const found: Record<string, T> = {}
  for (const name in said) {
    const called = own.get(name)
    if (called !== undefined) found[called] = said[name]!
  }
  return found
}
