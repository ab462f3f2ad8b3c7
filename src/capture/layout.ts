/** How a foreign table is laid out: which of its columns is which field, as it is seen and as a person puts it right. Pure. */
import { createHash } from 'node:crypto'
import type { LedgerDefinition } from '#define/ledger.ts'
import { stepsPerWord } from '#kinds/unit.ts'
import { fieldCalled, signature, type TableSeen, tablesSeen } from './header.ts'
import { calledSame, headsOf } from './heads.ts'
import { type Cell, placeHead, reasonHead, type Sheet, type Table, textOf, unreadHead } from './table.ts'

/**
 * What a person says of the columns: by the digest of a head row, by the index of a column in it, the label of the field that it is; ''
 * for none. What is not said stays as it is seen.
 */
export type Corrections = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Layout {
  /** Digest of the head row: other files with the same heads have the same. */
  layout: string
  /** Sheets it is on, each with the number of its head row, from 1, and of the rows below it. */
  places: { sheet: string; header: number; rows: number }[]
  columns: LayoutColumn[]
  /** Labels of required fields for which there is no column. */
  missing: string[]
  /** What else keeps it from being read. */
  fault?: string
}

export interface LayoutColumn {
  at: number
  head: string
  /** What stands over several heads, this one among them. */
  group?: string
  /** Label of the field that it is. */
  field?: string
  /** The first few different texts in it. */
  samples: string[]
}

/** Heads stand among the first rows of a sheet. */
const mostAbove = 30
const mostSamples = 3
const sampledRows = 200

/** What a returned copy has beside the columns that were sent does not make it another layout. */
export function layoutOf(row: readonly Cell[]): string {
  const added = row.findIndex((cell) => addedHeads.has(textOf(cell)))
  const own = signature(added < 0 ? row : row.slice(0, added))
  return createHash('sha256').update(own).digest('hex').slice(0, 16)
}

const addedHeads: ReadonlySet<string> = new Set([reasonHead, placeHead])

/** Digests of all rows that may be heads. */
export const layoutsIn = ({ sheets }: Table): string[] => [
  ...new Set(sheets.flatMap(({ rows }) => rows.slice(0, mostAbove).map(layoutOf))),
]

/** The table as it reads with other words over its columns; the given one stays as it is. */
export function corrected(ledger: LedgerDefinition, table: Table, corrections: Corrections): Table {
  if (Object.keys(corrections).length === 0) return table
  const heads = new Map<string, Cell[]>()
  for (const { rows } of table.sheets) {
    for (const row of rows.slice(0, mostAbove)) {
      const said = corrections[layoutOf(row)]
      if (said) heads.set(signature(row), headed(ledger, row, said))
    }
  }
  if (heads.size === 0) return table
  // A head row that is printed again on every page is corrected on every page.
  const first = new Set([...heads.values()].map((row) => row.length))
  const inSheet = (sheet: Sheet): Sheet => ({
    ...sheet,
    rows: sheet.rows.map((row) => (first.has(row.length) ? (heads.get(signature(row)) ?? row) : row)),
  })
  return { ...table, sheets: table.sheets.map(inSheet) }
}

function headed(ledger: LedgerDefinition, row: readonly Cell[], said: Readonly<Record<string, string>>): Cell[] {
  const cells = [...row]
  for (const [at, label] of Object.entries(said)) {
    const [, , remark] = headsOf(textOf(cells[Number(at)]))
    const unit = Object.values(ledger.fields).find((field) => field.label === label)?.kind.unit
    // The unit that a head gives to the numbers below it goes on doing so.
    const kept = unit !== undefined && remark !== undefined && stepsPerWord(unit, remark) !== undefined
    cells[Number(at)] = label === '' ? unreadHead : kept ? `${headsOf(label)[1]}（${remark}）` : label
  }
  return cells
}

/** Labels that a column may be given, in the order of the declaration; required ones are marked. */
export function fieldsOffered(ledger: LedgerDefinition): { label: string; required: boolean }[] {
  const called = calledSame(ledger)
  return Object.entries(ledger.fields).flatMap(([name, { label, optional }]) =>
    fieldCalled(called, label) === name ? [{ label, required: !optional }] : [],
  )
}

/** All tables of a file as it was sent, one for each layout, also those that cannot be read yet. */
export function layoutsSeen(ledger: LedgerDefinition, table: Table, corrections: Corrections): Layout[] {
  const read = corrected(ledger, table, corrections)
  const found = new Map<string, Layout>()
  read.sheets.forEach((sheet, s) => {
    const sent = table.sheets[s]!
    if (sheet.hidden && sheet.rows.length === 0) return
    for (const seen of tablesSeen(ledger, sheet)) {
      const head = sent.rows[seen.row] ?? []
      const layout = layoutOf(head)
      const rows = rowsBelow(sent, seen).filter((row) => row.some((cell) => textOf(cell).trim() !== ''))
      const place = { sheet: sent.name, header: seen.row + 1, rows: rows.length }
      const before = found.get(layout)
      if (before) before.places.push(place)
      else found.set(layout, { layout, places: [place], ...columnsSeen(ledger, sent, seen) })
    }
  })
  return [...found.values()]
}

/** Without the head row where it is printed again. */
function rowsBelow({ rows }: Sheet, { row, end, headers }: TableSeen): Cell[][] {
  const head = rows[row] ?? []
  const again = (cells: readonly Cell[]) =>
    cells.length === head.length && cells.every((cell, at) => textOf(cell) === textOf(head[at]))
  return rows.slice(row + 1, end).filter((cells, i) => !headers.has(row + 1 + i) && !again(cells))
}

function columnsSeen(ledger: LedgerDefinition, sent: Sheet, seen: TableSeen): Omit<Layout, 'layout' | 'places'> {
  const fields = new Map<number, string>()
  for (const [name, { at, or, told, within }] of seen.columns) {
    for (const column of [at, or, told, within])
      if (column !== undefined) fields.set(column, ledger.fields[name]!.label)
  }
  const head = sent.rows[seen.row] ?? []
  const below = rowsBelow(sent, { ...seen, end: Math.min(seen.end, seen.row + 1 + sampledRows) })
  const above = groupsOver(sent, seen.row)
  const columns = head.flatMap((cell, at): LayoutColumn[] => {
    const samples = [...new Set(below.map((row) => textOf(row[at]).trim()))].filter((text) => text !== '')
    const written = textOf(cell).trim()
    if (addedHeads.has(written) || (written === '' && samples.length === 0)) return []
    const group = above[at]
    const field = fields.get(at)
    return [
      {
        at,
        head: written,
        ...(group !== undefined && group !== written && { group }),
        ...(field !== undefined && { field }),
        samples: samples.slice(0, mostSamples).map((text) => text.slice(0, 40)),
      },
    ]
  })
  return { columns, missing: seen.missing, ...(seen.fault !== undefined && { fault: seen.fault }) }
}

/** The line above a head row, where it has heads too: each reaches to the right until the next one. */
function groupsOver({ rows }: Sheet, header: number): (string | undefined)[] {
  const line = rows[header - 1]?.map((cell) => textOf(cell).trim()) ?? []
  if (new Set(line.filter((word) => word !== '')).size < 2) return []
  let last: string | undefined
  return (rows[header] ?? []).map((cell, at) => {
    const own = line[at] ?? ''
    if (own === textOf(cell).trim()) last = undefined
    else if (own !== '') last = own
    return last
  })
}
