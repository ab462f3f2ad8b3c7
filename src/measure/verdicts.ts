/**
 * Rules judged: of everyone by one SQL statement for each ledger that rules are about, of one row by the same expressions in JS. A
 * verdict is yes, no, or unknown with what is missing.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Catalog } from '#define/catalog.ts'
import type { AggregateNode, Node } from '#define/node.ts'
import type { RuleDefinition } from '#define/rule.ts'
import type { Value } from '#kinds/index.ts'
import { ofNone } from './aggregates.ts'
import { type Asker, shifted } from './asker.ts'
import { Compiler } from './compile.ts'
import type { Here, Kept } from './evaluate.ts'
import { witnessesIn } from './evidence.ts'
import type { Scope } from './scan.ts'
import { wayTo } from './subject.ts'

export type Verdict = 'yes' | 'no' | 'unknown'

/** What a rule comes to on a row; undefined where it is not asked of it. */
export interface Judged {
  verdict: Verdict
  /** In steps of its unit; null where the rule has no weight, does not hold, or nobody knows it. */
  weight: number | null
  /** What the notice says of the row, part by part. */
  slots: readonly Value[]
  /** Where it is unknown: what has no value on the row. */
  missing: readonly Node[]
}

/** What is read of a row without which a rule cannot be judged: where it is unknown, one of these has no value. */
export function gapsOf(catalog: Catalog, rule: RuleDefinition): readonly Node[] {
  const found = new Map<string, Node>()
  /** What it is read from; undefined where it is itself what can have no value. */
  const within = (node: Node): readonly Node[] | undefined => {
    switch (node.node) {
      case 'value':
      case 'asked':
        return []
      case 'op':
        if (node.op === 'surely' || node.op === 'missing') return []
        // What is only said under a condition, or else something other, is missing as a whole.
        return ['else', 'choose', 'only_if'].includes(node.op) ? undefined : node.args
      case 'fact': {
        const fact = catalog.facts.get(node.id)!
        return fact.about === rule.about && node.steps.length === 0 ? [fact.node] : undefined
      }
      case 'aggregate':
        // Whether somebody keeps the ledger is asked for all of them below.
        return ofNone(node, catalog.ledgers.get(node.query.ledger)!.complete) === null ? undefined : []
      default:
        return undefined
    }
  }
  const look = (node: Node): void => {
    const parts = within(node)
    if (parts) parts.forEach(look)
    else found.set(JSON.stringify(node), node)
  }
  look(rule.when)
  return [...witnessesIn(catalog, rule.when), ...found.values()].slice(0, 60)
}

/** What a rule comes to on one row. */
export function judgedHere(catalog: Catalog, rule: RuleDefinition, here: Here): Judged | undefined {
  if (rule.among && here.read(rule.among) !== true) return undefined
  const evident = here.evident()
  const holds = evident.read(rule.when)
  const verdict = holds === true ? 'yes' : holds === false ? 'no' : 'unknown'
  return {
    verdict,
    weight: verdict === 'yes' && rule.weight ? (here.read(rule.weight) as number | null) : null,
    slots: verdict === 'yes' ? slotsOf(rule).map((slot) => here.read(slot)) : [],
    missing: verdict === 'unknown' ? gapsOf(catalog, rule).filter((gap) => evident.read(gap) === null) : [],
  }
}

export const slotsOf = (rule: RuleDefinition): Node[] =>
  rule.notice.filter((part): part is Node => typeof part !== 'string')

/** Of whom a rule holds or is unknown. */
export interface Found extends Omit<Judged, 'verdict'> {
  rule: string
  township: string
  id: string
  area: string
  /** Whose it is, where `holder` was asked for: null where it is nobody's. */
  holder: string | null
  verdict: 'yes' | 'unknown'
}

export interface Tally {
  yes: number
  no: number
  unknown: number
}

/** For each place, how often each rule came to what. */
export type Tallies = Map<string, Map<string, Tally>>

/**
 * All rules about one ledger, asked of all its rows: a line for each row for which one holds or is unknown, and for each place one
 * (without an id) that counts its rows, and those for which each does not hold. `holder`: the ledger of whose row each is to be told.
 */
export function verdictStatement(
  catalog: Catalog,
  scope: Scope,
  ledger: string,
  rules: readonly RuleDefinition[],
  asker: Asker,
  holder?: string,
): RawBuilder<Record<string, Value>> {
  const compiler = new Compiler(catalog, scope)
  const scan = compiler.scan(ledger)
  const read = (node: Node) => compiler.onRow(node, scan, asker)
  const evident = (node: Node) => compiler.onRow(node, scan, { ...asker, evidence: true })
  const root = sql.raw(scan.alias)
  const columns: { name: string; raw: RawBuilder<unknown>; told?: RawBuilder<unknown> }[] = rules.flatMap((rule, i) => {
    const verdict = sql`COALESCE((${evident(rule.when)})::integer, -1)`
    const gaps = gapsOf(catalog, rule).map(
      (gap, bit) => sql`(CASE WHEN ${evident(gap)} IS NULL THEN ${sql.lit(2 ** bit)} ELSE 0 END)`,
    )
    const r = sql.raw(`r${i}`)
    return [
      { name: `r${i}`, raw: rule.among ? sql`(CASE WHEN ${read(rule.among)} THEN ${verdict} END)` : verdict },
      ...(gaps.length
        ? [
            {
              name: `g${i}`,
              raw: sql`(${sql.join(gaps, sql` + `)})`,
              told: sql`CASE WHEN ${r} = -1 THEN ${sql.raw(`g${i}`)} END`,
            },
          ]
        : []),
      ...(rule.weight
        ? [{ name: `w${i}`, raw: read(rule.weight), told: sql`CASE WHEN ${r} = 1 THEN ${sql.raw(`w${i}`)} END` }]
        : []),
      ...slotsOf(rule).map((slot, j) => ({
        name: `s${i}_${j}`,
        raw: read(slot),
        told: sql`CASE WHEN ${r} = 1 THEN ${sql.raw(`s${i}_${j}`)} END`,
      })),
    ]
  })
  const way = holder === undefined ? undefined : wayTo(catalog, ledger, holder)
  if (way) columns.push({ name: 'h', raw: read({ node: 'field', ledger, steps: way, field: 'id' }) })
  const select = sql`${root}.township, ${root}.id, ${root}._area, ${sql.join(columns.map((c) => sql`${c.raw} AS ${sql.raw(c.name)}`))}`
  const all = compiler.statement(scan, select)
  const told = columns.map((c) => sql`${c.told ?? sql.raw(c.name)} AS ${sql.raw(c.name)}`)
  const some = rules.map((_, i) => sql`${sql.raw(`r${i}`)} <> 0`)
  const counts = columns.map((c) =>
    c.name.startsWith('r') ? sql`(count(*) FILTER (WHERE ${sql.raw(c.name)} = 0))::integer` : sql`NULL`,
  )
  return sql`WITH q AS MATERIALIZED (${all})
    SELECT township, id, _area, 0 AS n, ${sql.join(told)} FROM q WHERE ${sql.join(some, sql` OR `)}
    UNION ALL SELECT township, NULL::uuid, _area, count(*)::integer, ${sql.join(counts)} FROM q GROUP BY township, _area`
}

/** Reads the lines of `verdictStatement`; `rows`: how many of the ledger there are in each place, whether or not a rule is asked of them. */
export function readVerdicts(
  catalog: Catalog,
  rules: readonly RuleDefinition[],
  lines: readonly Record<string, Value>[],
): { found: Found[]; tallies: Tallies; rows: Map<string, number> } {
  const gaps = rules.map((rule) => gapsOf(catalog, rule))
  const slots = rules.map(slotsOf)
  const found: Found[] = []
  const tallies: Tallies = new Map()
  const rows = new Map<string, number>()
  const tally = (area: string, rule: string): Tally => {
    const here = tallies.get(area) ?? new Map<string, Tally>()
    tallies.set(area, here)
    const one = here.get(rule) ?? { yes: 0, no: 0, unknown: 0 }
    here.set(rule, one)
    return one
  }
  for (const line of lines) {
    const area = String(line._area)
    if (line.id === null) rows.set(area, (rows.get(area) ?? 0) + Number(line.n))
    rules.forEach((rule, i) => {
      const r = line[`r${i}`] as number | null
      if (line.id === null) {
        tally(area, rule.id).no += Number(r)
        return
      }
      if (r === null || r === 0) return
      const verdict = r === 1 ? 'yes' : 'unknown'
      tally(area, rule.id)[verdict]++
      const bits = Number(line[`g${i}`] ?? 0)
      found.push({
        rule: rule.id,
        township: String(line.township),
        id: String(line.id),
        area,
        holder: line.h == null ? null : String(line.h),
        verdict,
        weight: (line[`w${i}`] ?? null) as number | null,
        slots: verdict === 'yes' ? slots[i]!.map((_, j) => line[`s${i}_${j}`] ?? null) : [],
        missing: verdict === 'unknown' ? gaps[i]!.filter((_, bit) => Math.floor(bits / 2 ** bit) % 2 === 1) : [],
      })
    })
  }
  return { found, tallies, rows }
}

/** Whether somebody keeps the ledgers on which a verdict on one row rests: a column `e0`, `e1` … for each of `witnessesIn`. */
export function keptStatement(
  catalog: Catalog,
  scope: Scope,
  { about, when }: RuleDefinition,
  id: string,
  asker: Asker,
): RawBuilder<Record<string, Value>> {
  const compiler = new Compiler(catalog, scope)
  const scan = compiler.scan(about)
  const columns = witnessesIn(catalog, when).map(
    (node, i) => sql`${compiler.onRow(node, scan, asker)} AS ${sql.raw(`e${i}`)}`,
  )
  const root = sql.raw(scan.alias)
  return compiler.statement(scan, sql.join([sql`${root}.id`, ...columns]), { where: sql`${root}.id = ${id}::uuid` })
}

/** Reads the line of `keptStatement`. */
export function readKept(
  catalog: Catalog,
  { when }: RuleDefinition,
  line: Readonly<Record<string, Value>> | undefined,
  asker: Asker,
): Kept {
  const key = ({ query }: AggregateNode, { from, day }: Asker) => JSON.stringify([query.ledger, query.time, from, day])
  const known = new Set(
    witnessesIn(catalog, when).flatMap((node, i) => {
      if (line?.[`e${i}`] !== true) return []
      const [own, by] = node.node === 'shift' ? [node.inner, shifted(asker, node.months)] : [node, asker]
      return key(own as AggregateNode, by)
    }),
  )
  return (witness, by) => known.has(key(witness, by))
}
