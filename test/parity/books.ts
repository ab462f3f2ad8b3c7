/** Random rows for the property tests: nulls, corrections, movers, dangling and crossed links, days placed on thresholds. */
import type { Catalog } from '#define/catalog.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { type Random, seeded } from '#demo/random.ts'
import { addDays } from '#kinds/day.ts'
import type { Value } from '#kinds/index.ts'
import type { Books, Row } from '#measure/evaluate.ts'
import type { Home } from '#store/home.ts'
import { OPEN } from '#store/moment.ts'

export const township = '990101201'
const villages = ['990101201001', '990101201002', '990101201003']

/** Days on which thresholds lie, and the days beside them. */
const edges = [
  '2023-12-31',
  '2024-02-29',
  '2024-03-01',
  '2024-08-31',
  '2024-09-01',
  '2024-12-31',
  '2025-01-01',
  '2025-02-28',
  '2025-06-30',
  '2025-12-31',
]

export const randomDay = (random: Random): string => addDays(random.pick(edges), random.pick([-1, 0, 0, 0, 1]))

/** A version of a row, as the table holds it. */
export interface Version extends Home {
  ledger: string
  from: number
  to: number
  row: Row
}

/** Versions of rows of every ledger; about a quarter of the optional cells are empty. */
export function randomVersions(catalog: Catalog, seed: number, size: number): Version[] {
  const random = seeded(seed)
  const counts: Record<string, number> = {
    household: size,
    person: size * 3,
    company: Math.ceil(size / 10),
    course: Math.ceil(size / 8),
  }
  const ids = new Map<string, string[]>()
  const versions: Version[] = []
  let n = 0
  const newId = (): string =>
    `${(seed % 65536).toString(16).padStart(8, '0')}-0000-7000-8000-${(++n * 7919).toString(16).padStart(12, '0')}`
  const homing = seeded(seed + 7_000_000)
  /** About a quarter moved, once or more, on days of which some are asked about. */
  const was = (): string | null => {
    const days = homing.chance(0.25) ? [...new Set([randomDay(homing), randomDay(homing)])].sort() : []
    return days.map((day) => `${day} ${homing.pick(villages)}`).join(',') || null
  }
  const write = (ledger: LedgerDefinition, row: Row): void => {
    const area = random.pick(villages)
    const fate = random.next()
    const now: Home = { area, was: was() }
    // Some rows were corrected at moment 2000, some were voided then, some appeared only then.
    if (fate < 0.12) {
      versions.push({
        ledger: ledger.id,
        from: 1000,
        to: 2000,
        area,
        was: was(),
        row: { ...row, ...again(ledger, row) },
      })
      versions.push({ ledger: ledger.id, from: 2000, to: OPEN, ...now, row })
    } else if (fate < 0.17) versions.push({ ledger: ledger.id, from: 1000, to: 2000, ...now, row })
    else if (fate < 0.22) versions.push({ ledger: ledger.id, from: 2000, to: OPEN, ...now, row })
    else versions.push({ ledger: ledger.id, from: 1000, to: OPEN, ...now, row })
  }
  const again = (ledger: LedgerDefinition, row: Row): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(ledger.fields)
        .filter(([, f]) => f.optional && !f.to && random.chance(0.5))
        .map(([name]) => [name, cell(ledger, name, row)]),
    )
  const cell = (ledger: LedgerDefinition, name: string, row: Record<string, Value>): Value => {
    const field = ledger.fields[name]!
    if (field.optional && random.chance(0.25)) return null
    if (field.to) {
      const target = random.pick(field.to).ledger.id
      return random.chance(0.03) ? 'ffffffff-0000-7000-8000-000000000000' : random.pick(ids.get(target)!)
    }
    if (field.kind.choices) return random.pick(field.kind.choices)
    if (field.kind.unit) return random.chance(0.2) ? 0 : random.int(0, 12) * 100000
    if (field.kind.name === 'yes_no') return random.chance(0.5)
    if (field.kind.name === 'area') return random.pick(villages)
    if (field.kind.name === 'day') {
      if (name === 'born_on')
        return `${random.int(1940, 2024)}${random.pick(['-02-28', '-02-29', '-03-01', '-08-31', '-12-31']).replace('-02-29', random.chance(0.5) ? '-02-28' : '-03-01')}`
      const began =
        Array.isArray(ledger.dated) && ledger.dated[1] === name ? (row[ledger.dated[0]] as string) : undefined
      return began ? addDays(began, random.pick([0, 1, 30, 365])) : randomDay(random)
    }
    return random.pick(['张', '王', '李'])
  }
  for (const ledger of catalog.ledgers.values()) {
    const mine: string[] = []
    ids.set(ledger.id, mine)
    if (ledger.oneAtATime) {
      for (const holder of ids.get(ledger.fields[ledger.oneAtATime]!.to![0]!.ledger.id)!) {
        let since: string = random.pick(['2010-01-01', '2023-12-31', '2024-02-29'])
        for (let spells = random.int(0, 2); spells > 0; spells--) {
          const until = spells === 1 && random.chance(0.7) ? null : addDays(since, random.pick([0, 60, 366]))
          const id = newId()
          write(ledger, { id, person: holder, household: random.pick(ids.get('household')!), since, until })
          if (until === null) break
          since = addDays(until, random.pick([1, 1, 40]))
        }
      }
      continue
    }
    for (let i = counts[ledger.id] ?? size * 2; i > 0; i--) {
      const row: Record<string, Value> & { id: string } = { id: newId() }
      for (const name of Object.keys(ledger.fields)) row[name] = cell(ledger, name, row)
      mine.push(row.id)
      write(ledger, row)
    }
  }
  return versions
}

/** The rows that stood at a moment. */
export function booksAt(catalog: Catalog, versions: readonly Version[], moment: number): Books {
  const books = new Map<string, Row[]>([...catalog.ledgers.keys()].map((id) => [id, []]))
  for (const v of versions) if (v.from <= moment && moment < v.to) books.get(v.ledger)!.push(v.row)
  return books
}
