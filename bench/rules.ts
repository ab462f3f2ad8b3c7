/**
 * All rules over everyone: one statement a ledger against one a rule, and whether SQL and JS come to the same on damaged books. What is
 * damaged is taken back.
 */
import { heldBetween } from '#define/dating.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import type { RuleDefinition } from '#define/rule.ts'
import { addMonths } from '#kinds/day.ts'
import type { Value } from '#kinds/index.ts'
import { askerOf } from '#measure/asker.ts'
import { evaluator, type Row } from '#measure/evaluate.ts'
import { judgedHere, readVerdicts, verdictStatement } from '#measure/verdicts.ts'
import type { Connection } from '#store/engine.ts'
import { compiled } from '#store/sql.ts'
import { unbound } from '#store/tables/unbound.ts'
import { embedded, type Place, server } from './places.ts'
import { fastest, said, times } from './timing.ts'

/** Days on which everyone is judged: every second month of two years. */
const days = Array.from({ length: 12 }, (_, i) => addMonths('2024-02-29', 2 * i))

export async function rulesBench(): Promise<string[]> {
  const lines = [
    '| 数据库 | 规则 | 一起问 | 一条一条问 | 一起问快 | 弄坏的格子 | 判断 | 成立、不成立、说不出 | SQL 和 JS 不同 | JS 每秒判断 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ]
  for (const open of [embedded, server]) {
    const place = await open()
    try {
      lines.push(await ruledAt(place))
    } finally {
      await place.close()
    }
  }
  return lines
}

class TakenBack extends Error {}

/** A line of the table. */
export async function ruledAt({ store, name }: Place): Promise<string> {
  const { catalog } = store
  const rules = [...catalog.rules.values()]
  let line = ''
  await store.engine
    .transaction((connection) =>
      unbound(connection, async () => {
        await connection.query('SET LOCAL enable_nestloop = off')
        const townships = (await connection.query<{ township: string }>('SELECT township FROM head')).rows.map(
          (row) => row.township,
        )
        const ask = async (some: readonly RuleDefinition[], day: string) => {
          const asker = askerOf({ from: day, day })
          const { text, parameters } = compiled(verdictStatement(catalog, { townships }, some[0]!.about, some, asker))
          return (await connection.query<Record<string, Value>>(text, parameters)).rows
        }
        const byLedger = [...new Set(rules.map((rule) => rule.about))].map((id) => rules.filter((r) => r.about === id))
        const best = await fastest(3, {
          together: () => inTurn(byLedger, (own) => ask(own, '2025-12-31')),
          apart: () => inTurn(rules, (rule) => ask([rule], '2025-12-31')),
        })
        const broken = await inTurn([...catalog.ledgers.values()], (ledger) => damage(connection, ledger))
        const books = new Map<string, Row[]>()
        for (const id of catalog.ledgers.keys())
          books.set(id, (await connection.query<Row>(`SELECT * FROM row_${id} WHERE _to = 9007199254740991`)).rows)
        const tally = { yes: 0, no: 0, unknown: 0 }
        let differ = 0
        let inJs = 0
        for (const day of days) {
          const asker = askerOf({ from: day, day })
          const js = evaluator(catalog, books)
          for (const own of byLedger) {
            const { found } = readVerdicts(catalog, own, await ask(own, day))
            const told = new Map(found.map((one) => [`${one.rule} ${one.id}`, one]))
            const began = performance.now()
            const mine = own.map((rule) =>
              books.get(rule.about)!.map((row) => judgedHere(catalog, rule, js.at(rule.about, row, asker))),
            )
            inJs += performance.now() - began
            for (const [i, rule] of own.entries()) {
              for (const [j, row] of books.get(rule.about)!.entries()) {
                const one = mine[i]![j]
                const theirs = told.get(`${rule.id} ${row.id}`)
                if (one) tally[one.verdict]++
                const alike =
                  !one || one.verdict === 'no'
                    ? theirs === undefined
                    : theirs !== undefined && JSON.stringify(plain(one)) === JSON.stringify(plain(theirs))
                if (!alike) differ++
              }
            }
          }
        }
        const all = tally.yes + tally.no + tally.unknown
        line = `| ${name} | ${rules.length} | ${said(best.together)} | ${said(best.apart)} | ${times(best.apart, best.together)} | ${sum(broken)} | ${all} | ${tally.yes}、${tally.no}、${tally.unknown} | **${differ}** | ${Math.round((all / inJs) * 1000)} |`
        throw new TakenBack()
      }),
    )
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error
    })
  return line
}

const plain = ({
  verdict,
  weight,
  slots,
  missing,
}: {
  verdict: string
  weight: unknown
  slots: unknown
  missing: unknown
}) => [verdict, weight, slots, missing]

/** Empties some cells, moves some days and puts other rows' words into some, where no index forbids it. How many. */
async function damage(connection: Connection, ledger: LedgerDefinition): Promise<number> {
  const kept = new Set([
    ...ledger.unique.flat(),
    ...(ledger.oneAtATime ? [ledger.oneAtATime, ...(heldBetween(ledger) ?? [])] : []),
  ])
  const sets = Object.entries(ledger.fields).flatMap(([name, field]): string[] => {
    if (kept.has(name) || field.kind.sealed || field.kind.place) return []
    const some = `abs(hashtext(id::text || '${name}')) % 50 = 0`
    if (field.kind.choices) {
      const words = field.kind.choices.map((word) => `'${word.replaceAll("'", "''")}'`).join(',')
      return [
        `"${name}" = CASE WHEN ${some} THEN (ARRAY[${words}])[1 + abs(hashtext('${name}' || id::text)) % ${field.kind.choices.length}] ELSE "${name}" END`,
      ]
    }
    if (field.optional) return [`"${name}" = CASE WHEN ${some} THEN NULL ELSE "${name}" END`]
    if (field.kind.column === 'date') return [`"${name}" = CASE WHEN ${some} THEN "${name}" + 400 ELSE "${name}" END`]
    return []
  })
  if (sets.length === 0) return 0
  const { rows } = await connection.query<{ n: number }>(`SELECT count(*)::integer AS n FROM row_${ledger.id}`)
  await connection.query(`UPDATE row_${ledger.id} SET ${sets.join(', ')}`)
  return Math.round((rows[0]!.n * sets.length) / 50)
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (const item of items) done.push(await work(item))
  return done
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
