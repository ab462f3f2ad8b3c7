/**
 * 核数: proofreads a written report. Pure and synchronous; knows nothing of ledgers (`ledgers.ts`) or files (`document.ts`).
 *
 * text → quantities (`quantities.ts`) → sentences (`reading.ts`) → relations (`relations/`) and spelling → findings.
 */
import type { Finding, Judgement, Relation } from './findings.ts'
import { type Glued, gluedNumbers } from './glued.ts'
import type { Grid } from './grid.ts'
import { type UsualRange, usualRanges } from './parameters.ts'
import type { ExactQuantity, Quantity } from './quantities.ts'
import { type Placed, type Reading, read } from './reading.ts'
import { averages } from './relations/average.ts'
import { balances } from './relations/balance.ts'
import { startsOf, termsOf } from './relations/claims.ts'
import { growths } from './relations/growth.ts'
import { listedCounts } from './relations/listed.ts'
import { listsOfParts } from './relations/lists.ts'
import { evenPrices, statedPrices } from './relations/price.ts'
import { remainders } from './relations/remainder.ts'
import { referredTo, restatedPairs, restatedTotals, toldAgain } from './relations/restated.ts'
import { plainRuns } from './relations/runs.ts'
import { shares } from './relations/share.ts'
import { cellsToCompare, gridsOf, tableFigures } from './relations/tables.ts'
import { totals } from './relations/totals.ts'
import { householdsAndPeople, usualQuotients } from './relations/usual.ts'
import { doubledScale, spellings } from './spelling.ts'
import type { Table } from './table.ts'

export type { Finding, NamedNumber, Relation, Severity, Term } from './findings.ts'
export { kindNames } from './findings.ts'
export type { Quantity } from './quantities.ts'

export interface ProofreadOptions {
  /** The year that the report is about: for 29 February and dated parameters. */
  year?: number
  /** Replaces the usual ranges that ship with the software. */
  usual?: UsualRange[]
  /** The tables of the text; without them their cells are read as lines like any other. */
  tables?: readonly Table[]
  /** What of the file could not be read: 公式, 页眉页脚. */
  unread?: readonly string[]
}

export interface Proofreading {
  quantities: Quantity[]
  /** Cells of tables that are figures of the whole place, with the names and units that their tables give them. */
  cells: Quantity[]
  /** Relations that hold too: they are what lets a leader sign. */
  relations: Relation[]
  /** In the order of the text. */
  findings: Finding[]
}

/** Beyond this a text is not a report, and a list of findings helps nobody. */
const mostFindings = 2000
const mostRelations = 20_000

/** Positions are UTF-16 offsets into `text`. Never throws; work and memory grow linearly with the text. */
export function proofread(text: string, options: ProofreadOptions = {}): Proofreading {
  const reading = read(text, options.tables)
  const glued = gluedNumbers(reading)
  const grids = gridsOf(reading, options.tables ?? [])
  const judgements = judge(reading, glued, grids, options)
  const relations = judgements.flatMap((j) => (j.relation ? [j.relation] : [])).sort((a, b) => a.start - b.start)
  const findings = [
    ...spellings(reading, options.year),
    ...glued.map((g) => g.finding),
    ...judgements.flatMap((j) => (j.finding ? [j.finding] : [])),
  ].sort((a, b) => a.start - b.start || a.end - b.end)
  const { unread = [] } = options
  if (unread.length) findings.push(limit(text, `文件里还有${unread.join('、')}，没有读，其中如果有数，请另行核对。`))
  const cut = reading.cut || findings.length > mostFindings || relations.length > mostRelations
  return {
    quantities: quantitiesOf(reading),
    cells: grids.flatMap((grid) => cellsToCompare(grid, options.year)).map((figure) => bare(figure, undefined)),
    relations: relations.slice(0, mostRelations),
    findings: cut ? [...findings.slice(0, mostFindings), tooMuch(text)] : findings,
  }
}

/** What every rule concludes, each with its pattern: for counting how patterns do (`bench/proofread/calibrate.ts`). */
export function judgementsOf(text: string, options: ProofreadOptions = {}): Judgement[] {
  const reading = read(text, options.tables)
  return judge(reading, gluedNumbers(reading), gridsOf(reading, options.tables ?? []), options)
}

function judge(reading: Reading, glued: Glued[], grids: Grid[], options: ProofreadOptions): Judgement[] {
  const doubled = reading.quantities.filter((q) => doubledScale.test(q.quote))
  const misread = new Set([...glued.map((g) => g.quantity), ...doubled].map((q) => q.start))
  const lists = listsOfParts(reading)
  const sums = [...lists, ...totals(reading, lists), ...growths(reading), ...balances(reading), ...remainders(reading)]
  return withoutRepeats([
    ...sums,
    ...plainRuns(reading, sums),
    ...shares(reading),
    ...averages(reading),
    ...statedPrices(reading),
    ...evenPrices(reading),
    ...usualQuotients(reading, options.usual ?? usualRanges, options.year),
    ...householdsAndPeople(reading),
    ...restatedPairs(reading),
    ...restatedTotals(reading),
    ...referredTo(reading),
    ...toldAgain(reading),
    ...listedCounts(reading),
    ...tableFigures(reading, grids),
  ]).filter(({ relation }) => !relation || !termsOf(relation).some((start) => misread.has(start)))
}

/** Two rules may find the same claim; the first one stands, and one that holds goes before one that does not. */
function withoutRepeats(judgements: Judgement[]): Judgement[] {
  const seen = new Set<string>()
  const sorted = [...judgements].sort((a, b) => Number(b.relation?.holds ?? 0) - Number(a.relation?.holds ?? 0))
  return sorted.filter(({ relation }) => {
    if (!relation) return true
    // 540人次,多72人次,612人次: a difference read backwards is a sum.
    const kind = relation.kind === 'difference' ? 'part-whole' : relation.kind
    const key = `${kind} ${termsOf(relation).join()}`
    if (seen.has(key)) return false
    seen.add(key)
    // The price that follows from an average says nothing new.
    if (relation.kind === 'average') {
      seen.add(`unit-price ${startsOf(relation.parts).join()}`)
      seen.add(`unit-price ${termsOf(relation).join()}`)
    }
    return true
  })
}

/** As callers see them; a figure without words of its own (7户|19人) counts what the one before it in its item counts. */
function quantitiesOf(reading: Reading): Quantity[] {
  const placed = new Map(reading.sentences.flatMap((s) => s.quantities.map((q) => [q.start, q] as const)))
  return reading.quantities.map((quantity) => bare(quantity, placed.get(quantity.start)))
}

function bare(quantity: ExactQuantity, placed: Placed | undefined): Quantity {
  const { start, end, quote, value, low, high, unit, dimension, approx } = quantity
  const noun = quantity.noun || placed?.title || ''
  const scope = quantity.scope.length ? quantity.scope : (placed?.inherited ?? [])
  return { start, end, quote, value, low, high, unit, dimension, noun, scope, ...(approx ? { approx } : {}) }
}

const tooMuch = (text: string) => limit(text, '文中的数或疑点太多，后面的没有列出。请分成几份文件再核对。')

function limit(text: string, message: string): Finding {
  return { kind: 'limit', severity: 'note', quote: '', start: text.length, end: text.length, message, numbers: [] }
}
