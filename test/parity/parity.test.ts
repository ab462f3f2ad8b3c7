/** SQL = JS: the two compilers of the measure language give the same answer to everything that can be asked. */
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outer } from '#define/expression.ts'
import { from } from '#define/measure.ts'
import type { AggregateName, AggregateNode, Node, RowOp, TimeVerb, Type } from '#define/node.ts'
import type { RuleDefinition } from '#define/rule.ts'
import { type Random, seeded } from '#demo/random.ts'
import type { Value } from '#kinds/index.ts'
import { type Aggregate, aggregates } from '#measure/aggregates.ts'
import type { Asker } from '#measure/asker.ts'
import { typeOf } from '#measure/check/expression.ts'
import { check } from '#measure/check.ts'
import { Compiler } from '#measure/compile.ts'
import { type Evaluator, evaluator } from '#measure/evaluate.ts'
import { alike } from '#measure/keys.ts'
import { type Op, ops } from '#measure/ops.ts'
import { sliceOf } from '#measure/slice.ts'
import { figureStatement, traceStatement } from '#measure/statements.ts'
import { wayTo } from '#measure/subject.ts'
import { notEnded, type Timing, times } from '#measure/times.ts'
import { judgedHere, keptStatement, readKept, readVerdicts, slotsOf, verdictStatement } from '#measure/verdicts.ts'
import type { Connection, Engine } from '#store/engine.ts'
import { areaOn } from '#store/home.ts'
import { compiled } from '#store/sql.ts'
import { migrate } from '#store/tables/migrate.ts'
import { columnsOf } from '#store/tables/schema.ts'
import { unbound } from '#store/tables/unbound.ts'
import { testEngine } from '../support/engine.ts'
import { booksAt, randomVersions, township, type Version } from './books.ts'
import { randomAggregate, randomExpression, randomKeys, randomQuestion, signatures } from './expressions.ts'
import { catalog, facts, loan } from './ledgers.ts'

const askers: Asker[] = [
  { from: '2025-01-01', day: '2025-12-31' },
  { from: '2024-01-01', day: '2024-02-29' },
  { from: '2024-09-01', day: '2025-08-31' },
]
const moments = [undefined, 1500]
const wantable: Type[] = [
  { is: 'bool' },
  { is: 'bool' },
  { is: 'number', unit: '元' },
  { is: 'number', unit: '人' },
  { is: 'number', unit: '岁' },
  { is: 'day' },
  { is: 'text' },
]

let engine: Engine

beforeAll(async () => {
  engine = await testEngine()
  await migrate(engine, catalog)
})
afterAll(() => engine.close())

/** Rows go in and statements run without a scope: row security is not what is asked here. */
const asOwner = <T>(work: (connection: Connection) => Promise<T>): Promise<T> =>
  engine.transaction((connection) => unbound(connection, () => work(connection)))

async function load(connection: Connection, versions: readonly Version[]): Promise<void> {
  for (const ledger of catalog.ledgers.values()) {
    const columns = columnsOf(ledger).map((c) => c.name)
    await connection.query(`TRUNCATE row_${ledger.id}`)
    const mine = versions.filter((v) => v.ledger === ledger.id)
    await connection.copyIn(
      `row_${ledger.id}`,
      ['township', 'id', '_from', '_to', '_opened', '_area', '_was', ...columns],
      mine.map((v) => [township, v.row.id, v.from, v.to, 1, v.area, v.was, ...columns.map((c) => v.row[c] ?? null)]),
    )
    await connection.query(`ANALYZE row_${ledger.id}`)
  }
}

async function run(connection: Connection, fragment: RawBuilder<unknown>): Promise<Record<string, Value>[]> {
  const { text, parameters } = compiled(fragment)
  return (await connection.query<Record<string, Value>>(text, parameters)).rows
}

interface Tally {
  yes: number
  no: number
  unknown: number
}

const count = (tally: Tally, value: Value): void => {
  if (value === null) tally.unknown++
  else if (value === false || value === 0) tally.no++
  else tally.yes++
}

/** Asks the same of every row in both languages; returns what differed. */
async function compareOnRows(
  connection: Connection,
  js: Evaluator,
  rowsOf: (ledger: string) => readonly { id: string }[],
  ledger: string,
  nodes: readonly Node[],
  asker: Asker,
  moment: number | undefined,
  see: (node: Node, value: Value) => void = () => {},
): Promise<string[]> {
  const answers = await run(
    connection,
    new Compiler(catalog, { townships: [township], moment }).onRows(ledger, nodes, asker),
  )
  const bySql = new Map(answers.map((row) => [row.id, row]))
  const differences: string[] = []
  if (answers.length !== rowsOf(ledger).length)
    differences.push(`${ledger}: ${answers.length} rows for ${rowsOf(ledger).length}`)
  for (const row of rowsOf(ledger)) {
    nodes.forEach((node, i) => {
      const mine = js.onRow(node, ledger, row as never, asker)
      const theirs = bySql.get(row.id)?.[`e${i}`] ?? null
      see(node, mine)
      if (mine !== theirs)
        differences.push(
          `${ledger} ${row.id} ${asker.from}/${asker.day}: JS ${mine}, SQL ${theirs}: ${JSON.stringify(node)}`,
        )
    })
  }
  return differences
}

describe('SQL and JS agree', { timeout: 300_000 }, () => {
  it('loads: the fixture declares nothing wrong', () => {
    expect(check(catalog)).toEqual([])
  })

  it('on every declared fact, over random townships, now and at a past moment', async () => {
    const tallies = new Map<string, Tally>()
    for (const seed of [1, 2, 3, 4]) {
      const versions = randomVersions(catalog, seed, 60)
      await asOwner(async (connection) => {
        await load(connection, versions)
        for (const moment of moments) {
          const books = booksAt(catalog, versions, moment ?? 5000)
          const js = evaluator(catalog, books)
          for (const asker of askers) {
            for (const fact of facts) {
              const { id, about } = fact.fact
              const tally = tallies.get(id) ?? { yes: 0, no: 0, unknown: 0 }
              tallies.set(id, tally)
              const node: Node = { node: 'fact', id, ledger: '', steps: [] }
              const differences = await compareOnRows(
                connection,
                js,
                (l) => books.get(l) ?? [],
                about,
                [node],
                asker,
                moment,
                (_, v) => count(tally, v),
              )
              expect(differences).toEqual([])
            }
          }
        }
      })
    }
    // An answer that never occurs proves nothing.
    for (const [id, tally] of tallies) expect(tally.yes, `${id} 从未成立：${JSON.stringify(tally)}`).toBeGreaterThan(0)
  })

  it('on random expressions that use every operation', async () => {
    const tallies = new Map<string, Tally>()
    const differences: string[] = []
    for (const seed of [11, 12, 13]) {
      const versions = randomVersions(catalog, seed, 25)
      const random = seeded(seed * 1000)
      await asOwner(async (connection) => {
        await load(connection, versions)
        const moment = random.pick(moments)
        const books = booksAt(catalog, versions, moment ?? 5000)
        const js = evaluator(catalog, books)
        for (let round = 0; round < 40; round++) {
          const ledger = random.pick([...catalog.ledgers.keys()])
          const nodes = Array.from({ length: 4 }, () =>
            randomExpression(catalog, random, ledger, random.pick(wantable), 4),
          )
          differences.push(
            ...(await compareOnRows(
              connection,
              js,
              (l) => books.get(l) ?? [],
              ledger,
              nodes,
              random.pick(askers),
              moment,
              (node, value) => tallyOps(node, value, tallies),
            )),
          )
        }
      })
    }
    expect(differences.slice(0, 5)).toEqual([])
    for (const name of Object.keys(ops)) {
      const tally = tallies.get(name) ?? { yes: 0, no: 0, unknown: 0 }
      expect(tally.yes + tally.no, `${name} 从未有过确定的答案`).toBeGreaterThan(0)
    }
  })

  it('on every aggregate at every time, asked by every subject', async () => {
    const tallies = new Map<string, Tally>()
    const verbs = new Map<string, Tally>()
    const versions = randomVersions(catalog, 41, 25)
    const books = booksAt(catalog, versions, 5000)
    await asOwner(async (connection) => {
      await load(connection, versions)
      const js = evaluator(catalog, books)
      for (const [subject, nodes] of questionsBySubject(seeded(41))) {
        for (const asker of askers) {
          const differences = await compareOnRows(
            connection,
            js,
            (l) => books.get(l) ?? [],
            subject,
            nodes,
            asker,
            undefined,
            (node, value) => {
              if (node.node !== 'aggregate') return
              count(tallyOf(tallies, node.of), value)
              count(tallyOf(verbs, node.query.time.verb), value)
            },
          )
          expect(differences.slice(0, 5)).toEqual([])
        }
      }
    })
    for (const name of Object.keys(aggregates))
      expect(tallyOf(tallies, name).yes, `${name} 从未数到什么`).toBeGreaterThan(0)
    for (const name of Object.keys(times)) expect(tallyOf(verbs, name).yes, `${name} 从未数到什么`).toBeGreaterThan(0)
  })

  it('on random figures, by village too, and the rows behind each add up to it', async () => {
    let asked = 0
    for (const seed of [21, 22]) {
      const versions = randomVersions(catalog, seed, 40)
      const random = seeded(seed * 1000)
      await asOwner(async (connection) => {
        await load(connection, versions)
        for (const moment of moments) {
          const visible = versions.filter((v) => v.from <= (moment ?? 5000) && (moment ?? 5000) < v.to)
          const homes = new Map(visible.map((v) => [v.row.id, v]))
          const js = evaluator(catalog, booksAt(catalog, versions, moment ?? 5000))
          for (let round = 0; round < 40; round++) {
            const ledger = random.pick([...catalog.ledgers.keys()])
            const node = randomAggregate(catalog, random, ledger, 3)
            if (!node || (node.of !== 'any' && !aggregates[node.of].across)) continue
            const asker = random.pick(askers)
            const leaf = { node, asker, part: '' }
            const [whole] = await run(connection, figureStatement(catalog, [township], ledger, [leaf], { moment }))
            expect(same(node, whole?.c0 ?? null), JSON.stringify(leaf)).toEqual(same(node, js.over(node, asker)))
            const villages = await run(connection, figureStatement(catalog, [township], ledger, [leaf], { moment }, 12))
            for (const village of villages) {
              const place = String(village.area)
              const there = (row: { id: string }, day: Value) =>
                areaOn(homes.get(row.id)!, day as string | null) === place
              const mine = js.over(node, asker, there)
              expect(same(node, village.c0 ?? null), `${place} ${JSON.stringify(leaf)}`).toEqual(same(node, mine))
              const asking = { moment, area: place }
              const [alone] = await run(connection, figureStatement(catalog, [township], ledger, [leaf], asking))
              expect(same(node, alone?.c0 ?? null), `${place} ${JSON.stringify(leaf)}`).toEqual(same(node, mine))
              const page = { after: null, limit: 100000 }
              const behind = await run(connection, traceStatement(catalog, [township], leaf, asking, page))
              expect(behind.map((row) => row._area_on)).toEqual(behind.map(() => place))
              expect(behind.length, JSON.stringify(leaf)).toBe(Number(village.n0))
            }
            if (['count', 'sum'].includes(node.of)) {
              const parts = villages.reduce((n, village) => n + Number(village.c0 ?? 0), 0)
              expect(parts, JSON.stringify(leaf)).toBe(Number(whole?.c0 ?? 0))
            }
            const rows = await run(
              connection,
              traceStatement(catalog, [township], leaf, { moment }, { after: null, limit: 100000 }),
            )
            expect(rows.map((r) => r.id).sort()).toEqual(
              js
                .rowsOf(node, asker)
                .map((r) => r.id)
                .sort(),
            )
            if (['count', 'sum', 'distinct'].includes(node.of)) {
              const total = rows.reduce((n, r) => n + Number(r._adds ?? 0), 0)
              expect(total, JSON.stringify(leaf)).toBe(Number(whole?.c0 ?? 0))
            }
            asked++
          }
        }
      })
    }
    expect(asked).toBeGreaterThan(80)
  })

  it('and would notice a fault planted in any aggregate or time verb', async () => {
    const versions = randomVersions(catalog, 41, 25)
    const books = booksAt(catalog, versions, 5000)
    const questions = questionsBySubject(seeded(41), 2)
    await asOwner(async (connection) => {
      await load(connection, versions)
      const sqlSays = new Map<string, Map<string, Record<string, Value>>>()
      for (const [subject, nodes] of questions) {
        const rows = await run(
          connection,
          new Compiler(catalog, { townships: [township] }).onRows(subject, nodes, askers[0]!),
        )
        sqlSays.set(subject, new Map(rows.map((row) => [String(row.id), row])))
      }
      const differs = (): boolean => {
        const js = evaluator(catalog, books)
        return [...questions].some(([subject, nodes]) =>
          books
            .get(subject)!
            .some((row) =>
              nodes.some(
                (node, i) =>
                  js.onRow(node, subject, row, askers[0]!) !== (sqlSays.get(subject)!.get(row.id)?.[`e${i}`] ?? null),
              ),
            ),
        )
      }
      expect(differs()).toBe(false)
      const planted = <K extends string, E>(table: Readonly<Record<K, E>>, faults: Readonly<Record<K, Partial<E>>>) => {
        for (const [name, fault] of Object.entries(faults) as [K, Partial<E>][]) {
          const entries = table as Record<K, E>
          const honest = entries[name]
          entries[name] = { ...honest, ...fault }
          const caught = differs()
          entries[name] = honest
          expect(caught, `埋下的错误没有被发现：${name}`).toBe(true)
        }
      }
      const honest = notEnded.js
      notEnded.js = () => true
      expect(differs(), '不去掉已经结束的，没有被发现').toBe(true)
      notEnded.js = honest
      planted<AggregateName, Aggregate>(aggregates, {
        count: { js: (rows) => new Set(rows.map((row) => row.id.slice(-1))).size },
        sum: { lacks: undefined },
        distinct: { js: (rows, reads) => new Set(rows.map((row) => reads.value(row))).size },
        any: { js: (rows) => rows.length > 1 },
        some: { js: (rows, reads) => rows.some((row) => reads.value(row) === true) },
        min: { none: 0 },
        max: { js: aggregates.min.js },
        latest: { js: aggregates.earliest.js },
        earliest: { js: (rows, reads) => (rows[0] ? reads.value(rows[0]) : null) },
      })
      planted<TimeVerb, Timing>(times, {
        during: { js: (row, [from, until]) => row.first !== null && row.first >= from! && row.first < until! },
        at: { js: (row, [day]) => row.first !== null && row.first <= day! && (row.last === null || row.last > day!) },
        began: { js: times.ended.js },
        ended: { readOn: 'first' },
        held: { js: (row, [from, until]) => times.began.js(row, [from!, until!]) },
        ever: { js: (row) => row.last === null },
      })
    })
  })

  it('on questions that compare the counted row with the one that asks', async () => {
    const tally = { yes: 0, no: 0, unknown: 0 }
    const some = { yes: 0, no: 0, unknown: 0 }
    for (const seed of [51, 52]) {
      const versions = randomVersions(catalog, seed, 25)
      const random = seeded(seed)
      await asOwner(async (connection) => {
        await load(connection, versions)
        const moment = random.pick(moments)
        const books = booksAt(catalog, versions, moment ?? 5000)
        const js = evaluator(catalog, books)
        for (const [subject, nodes] of comparing(random, 10)) {
          const differences = await compareOnRows(
            connection,
            js,
            (l) => books.get(l) ?? [],
            subject,
            nodes,
            random.pick(askers),
            moment,
            (node, value) => {
              count(tally, value)
              if (node.node === 'aggregate' && node.of === 'some') count(some, value)
            },
          )
          expect(differences.slice(0, 3)).toEqual([])
        }
      })
    }
    for (const one of [tally, some]) expect(Math.min(one.yes, one.no, one.unknown)).toBeGreaterThan(10)
  })

  it('and would notice a fault planted in how two rows are compared, in either language', async () => {
    const versions = randomVersions(catalog, 51, 25)
    const books = booksAt(catalog, versions, 5000)
    const questions = comparing(seeded(53), 12)
    await asOwner(async (connection) => {
      await load(connection, versions)
      const differs = async (): Promise<number> => {
        const js = evaluator(catalog, books)
        let found = 0
        for (const [subject, nodes] of questions)
          found += (
            await compareOnRows(connection, js, (l) => books.get(l) ?? [], subject, nodes, askers[0]!, undefined)
          ).length
        return found
      }
      expect(await differs()).toBe(0)
      const planted = async <T extends object>(says: string, where: T, fault: Partial<T>): Promise<void> => {
        const honest = { ...where }
        Object.assign(where, fault)
        const caught = await differs()
        Object.assign(where, honest)
        expect(caught, `埋下的错误没有被发现：${says}`).toBeGreaterThan(0)
      }
      const table = aggregates as Record<AggregateName, Aggregate>
      await planted('说不出当成没有（JS）', table.some, {
        js: (rows, reads) => rows.some((row) => reads.value(row) === true),
      })
      await planted('说不出当成没有（SQL）', table.some, {
        sql: ({ value }, filter) => sql`(CASE WHEN bool_or(${value}) ${filter} THEN 1 ELSE 0 END)`,
      })
      await planted('空着也算相同', alike, { js: (values) => values.join('\u0000') })
      await planted('只比第一项', alike, { sql: (pairs) => sql`${pairs[0]![0]} = ${pairs[0]![1]}` })
      await planted('没有前提也照说', (ops as Record<RowOp, Op>).only_if, { js: ([, then]) => then ?? null })
      // Two days of the asking row: of two types the database would not even run it.
      const between = from(loan)
        .by(loan.kind)
        .where(loan.lent_on.onOrAfter(outer(loan.lent_on)), loan.due_on.before(outer(loan.due_on)))
      questions.clear()
      questions.set('loan', [between.ever().count().node])
      expect(await differs()).toBe(0)
      await planted('读了来问的一行的另一栏', alike, { column: () => 'o0' })
      // A sum that is only told when it is whole, and nothing else, so that it is this that is caught.
      questions.clear()
      const { node } = from(loan).ever().wholeSum(loan.amount)
      questions.set('household', [node])
      expect(await differs()).toBe(0)
      await planted('有的没填，照样合计', (ops as Record<RowOp, Op>).only_if, { js: ([, then]) => then ?? null })
    })
  })

  it('on verdicts of rules: whether, how much, what is said and what is missing', async () => {
    const tally = { yes: 0, no: 0, unknown: 0 }
    let unasked = 0
    let sliced = 0
    for (const seed of [61, 62, 63]) {
      // In one township nobody keeps one of the ledgers.
      const versions = randomVersions(catalog, seed, 40).filter((v) => seed !== 62 || v.ledger !== 'spell')
      const random = seeded(seed)
      await asOwner(async (connection) => {
        await load(connection, versions)
        const books = booksAt(catalog, versions, 5000)
        const js = evaluator(catalog, books)
        for (const ledger of catalog.ledgers.keys()) {
          const rules = randomRules(random, ledger, 12)
          const asker = random.pick(askers)
          const statement = verdictStatement(catalog, { townships: [township] }, ledger, rules, asker)
          const { found, tallies } = readVerdicts(catalog, rules, await run(connection, statement))
          const told = new Map(found.map((one) => [`${one.rule} ${one.id}`, one]))
          for (const rule of rules) {
            const all = { yes: 0, no: 0, unknown: 0 }
            for (const row of books.get(ledger) ?? []) {
              const mine = judgedHere(catalog, rule, js.at(ledger, row, asker))
              if (random.chance(0.006)) {
                // The rows that the rule can read of it are enough.
                const nodes = [rule.among, rule.when, rule.weight, ...slotsOf(rule)].filter(
                  (node) => node !== undefined,
                )
                const slice = await sliceOf(catalog, nodes, { ledger, id: row.id }, async (of, column, values) =>
                  books.get(of)!.filter((one) => column === undefined || values.includes(one[column] ?? null)),
                )
                const scope = { townships: [township] }
                const [line] = await run(connection, keptStatement(catalog, scope, rule, row.id, asker))
                const kept = readKept(catalog, rule, line, asker)
                const alone = evaluator(catalog, slice!.books, kept).at(ledger, slice!.row, asker)
                expect(judgedHere(catalog, rule, alone), JSON.stringify(rule)).toEqual(mine)
                sliced++
              }
              const theirs = told.get(`${rule.id} ${row.id}`)
              if (!mine) unasked++
              else all[mine.verdict]++
              if (!mine || mine.verdict === 'no') expect(theirs, JSON.stringify(rule)).toBeUndefined()
              else {
                const { verdict, weight, slots, missing } = theirs!
                expect({ verdict, weight, slots, missing }, JSON.stringify(rule)).toEqual(mine)
              }
            }
            for (const key of ['yes', 'no', 'unknown'] as const) {
              const sum = [...tallies.values()].reduce((n, area) => n + (area.get(rule.id)?.[key] ?? 0), 0)
              expect(sum, `${key} ${JSON.stringify(rule)}`).toBe(all[key])
              tally[key] += all[key]
            }
          }
        }
      })
    }
    expect(tally.yes + tally.no + tally.unknown).toBeGreaterThan(10_000)
    expect(Math.min(tally.yes, tally.no, tally.unknown, unasked)).toBeGreaterThan(1000)
    expect(sliced).toBeGreaterThan(50)
  })

  it('and would notice a fault planted in an operation', async () => {
    const faults: [RowOp, Partial<Op>][] = [
      [
        'age',
        {
          js: ([born, on]) =>
            born === null || on === null ? null : Number(String(on).slice(0, 4)) - Number(String(born).slice(0, 4)),
        },
      ],
      ['and', { js: ([a, b]) => (a === null || b === null ? false : a === true && b === true) }],
      ['else', { js: ([a]) => a ?? null }],
      ['plus_months', { js: ([d, n]) => (d === null || n === null ? null : addThirtyDays(String(d), Number(n))) }],
      ['surely', { js: ([a]) => a ?? null }],
      ['later', { js: ([a, b]) => (a == null ? (b ?? null) : b == null || a > b ? a : b) }],
      ['start_of_school_year', { js: ([d]) => (d === null ? null : `${String(d).slice(0, 4)}-09-01`) }],
    ]
    const versions = randomVersions(catalog, 31, 25)
    const books = booksAt(catalog, versions, 5000)
    await asOwner(async (connection) => {
      await load(connection, versions)
      for (const [name, fault] of faults) {
        const honest = ops[name]
        const table = ops as Record<RowOp, Op>
        const random = seeded(77)
        let caught = false
        for (let round = 0; round < 200 && !caught; round++) {
          const ledger = random.pick(['household', 'person', 'loan'])
          const wanted = random.pick(wantable)
          const types = signatures[name](random, wanted, () => '元')
          if (!types) continue
          const args = types.map((t) =>
            randomExpression(catalog, random, ledger, t, t.is === 'number' && t.unit !== '元' ? 0 : 1),
          )
          const node: Node = { node: 'op', op: name, args }
          const answers = await run(
            connection,
            new Compiler(catalog, { townships: [township] }).onRows(ledger, [node], askers[0]!),
          )
          table[name] = { ...honest, ...fault }
          const js = evaluator(catalog, books)
          caught = answers.some((row) => {
            const mine = books.get(ledger)!.find((r) => r.id === row.id)!
            return js.onRow(node, ledger, mine, askers[0]!) !== (row.e0 ?? null)
          })
          table[name] = honest
        }
        expect(caught, `埋下的错误没有被发现：${name}`).toBe(true)
      }
    })
  })
})

function addThirtyDays(day: string, months: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + months * 30 * 86400000).toISOString().slice(0, 10)
}

/** A figure of no rows: SQL has no line for an area without rows. */
function same(node: AggregateNode, value: Value): Value {
  return value ?? aggregates[node.of].none
}

function tallyOps(node: Node, value: Value, tallies: Map<string, Tally>): void {
  if (node.node !== 'op') return
  count(tallyOf(tallies, node.op), value)
  for (const arg of node.args) if (arg.node === 'op') tallyOps(arg, value, tallies)
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const tally = tallies.get(name) ?? { yes: 0, no: 0, unknown: 0 }
  tallies.set(name, tally)
  return tally
}

/** Each aggregate at each time, of every ledger that can be asked so, by every subject its rows belong to. */
function questionsBySubject(random: Random, each = 1): Map<string, Node[]> {
  const questions = new Map<string, Node[]>()
  for (const subject of catalog.ledgers.keys()) {
    for (const ledger of catalog.ledgers.keys()) {
      if (ledger === subject || !wayTo(catalog, ledger, subject)) continue
      for (const of of Object.keys(aggregates) as AggregateName[]) {
        for (const verb of (Object.keys(times) as TimeVerb[]).flatMap((name) => Array<TimeVerb>(each).fill(name))) {
          const node = randomQuestion(catalog, random, ledger, of, verb, 2, { asker: subject })
          if (node) questions.set(subject, [...(questions.get(subject) ?? []), node])
        }
      }
    }
  }
  return questions
}

function randomRules(random: Random, about: string, size: number): RuleDefinition[] {
  const asked = (type: Type, depth: number) => randomExpression(catalog, random, about, type, depth)
  return Array.from({ length: size }, (_, i) => ({
    id: `${about}.${i}`,
    kind: 'quality',
    about,
    says: '甲',
    basis: '经验值',
    level: 1,
    ...(random.chance(0.5) && { among: asked({ is: 'bool' }, 1) }),
    when: asked({ is: 'bool' }, 3),
    ...(random.chance(0.5) && { weight: asked({ is: 'number', unit: '元' }, 1) }),
    notice: ['甲', asked(random.pick(wantable), 1)],
  }))
}

/** So many questions of each ledger's rows about rows that are like them in something: each aggregate in turn. */
function comparing(random: Random, each: number): Map<string, Node[]> {
  const names = Object.keys(aggregates) as AggregateName[]
  const questions = new Map<string, Node[]>()
  let n = 0
  for (const subject of catalog.ledgers.keys()) {
    const nodes: Node[] = []
    for (let tries = 0; nodes.length < each && tries < 100; tries++) {
      const found = randomKeys(catalog, random, subject)
      if (!found) break
      const verb = random.pick(Object.keys(times) as TimeVerb[])
      // Every other one is whether it is so of some: the one that is easiest got wrong.
      const of = random.chance(0.4) ? 'some' : names[n++ % names.length]!
      const node = randomQuestion(catalog, random, found.ledger, of, verb, 2, { asker: subject, keys: found.keys })
      if (node && makesSense(node, subject)) nodes.push(random.chance(0.2) ? onlyWhereKnown(node) : node)
    }
    if (nodes.length) questions.set(subject, nodes)
  }
  return questions
}

const makesSense = (node: Node, subject: string): boolean => {
  try {
    typeOf(catalog, node, subject)
    return true
  } catch {
    return false
  }
}

/** The answer, where there is anything that could have been counted. */
const onlyWhereKnown = (node: AggregateNode): Node => ({
  node: 'op',
  op: 'only_if',
  args: [{ node: 'aggregate', of: 'any', query: { ...node.query, where: [], time: { verb: 'ever' } } }, node],
})
