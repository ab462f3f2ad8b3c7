/** All figures of the summary for a whole county on PostgreSQL, against the same statements in DuckDB. */
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LedgerDefinition } from '#define/ledger.ts'
import { figures } from '#measure/figures.ts'
import type { Actor } from '#store/actor.ts'
import type { Engine, SqlValue } from '#store/engine.ts'
import { OPEN } from '#store/moment.ts'
import { type Store, scoped } from '#store/store.ts'
import { columnsOf, quoted, rowIndexes, rowTable } from '#store/tables/schema.ts'
import { catalog, demoTownship } from '../test/support/demo.ts'
import { type Duck, openDuck } from './duckdb/open.ts'
import { asOwner, period, server, summaryIds } from './places.ts'
import { elapsed, fastest, said, times } from './timing.ts'

const ROUNDS = 5
export const COUNTY = demoTownship.slice(0, 6)
const leader: Actor = { id: 'leader', name: '县里的人', role: 'leader', areas: [COUNTY] }

/** What an administrator would set on a machine of this size; stated in the README beside the result. */
export const settings = { shared_buffers: '4GB', max_wal_size: '8GB', checkpoint_timeout: '30min' }

export interface Statement {
  text: string
  parameters: readonly SqlValue[]
  rows: Record<string, unknown>[]
}

export async function countyBench(scale: number): Promise<string[]> {
  const duck = await openDuck(availableParallelism())
  const place = await server(settings)
  const folder = await mkdtemp(join(tmpdir(), 'shouwang-county-'))
  await chmod(folder, 0o777)
  try {
    const cloning = await elapsed(() => cloneTownships(place.url!, scale))
    const exporting = await elapsed(() => exportTo(duck, place.url!, folder))
    const [counts] = await asOwner(
      place.url!,
      `SELECT (SELECT count(*) FROM row_household WHERE _to = ${OPEN}) AS households,
              ${[...catalog.ledgers.keys()].map((id) => `(SELECT count(*) FROM row_${id})`).join(' + ')} AS rows`,
    )
    const recorded: Statement[] = []
    const store: Store = { ...place.store, engine: recording(place.store.engine, recorded) }
    await figures(store, leader, summaryIds, { period })
    const statements = recorded.map((statement) => ({ statement, duckText: inDuck(statement) }))
    for (const { statement, duckText } of statements) await sameAnswers(duck, statement, duckText)

    const best = await fastest(ROUNDS, {
      ours: () => figures({ ...place.store }, leader, summaryIds, { period }),
      duck: async () => {
        for (const { duckText } of statements) (await duck.runAndReadAll(duckText)).getRowObjectsJson()
      },
    })
    const each: { ledger: string; ours: number; duck: number }[] = []
    for (const { statement, duckText } of statements) {
      const both = await fastest(2, {
        ours: () => replay(place.store, statement),
        duck: () => duck.runAndReadAll(duckText),
      })
      each.push({ ledger: ledgerOf(statement), ...both })
    }
    each.sort((a, b) => b.ours - a.ours)
    // Where DuckDB's plan goes wrong its time says nothing about us, and must not hide the statements where we are slower.
    const fair = each.filter((e) => e.duck <= e.ours)
    const sum = (list: typeof each, of: 'ours' | 'duck') => list.reduce((n, e) => n + e[of], 0)
    return [
      `${scale} 个乡镇，${counts!.households} 户，各账共 ${counts!.rows} 行（含历史）；复制 ${said(cloning)}，导出 ${said(exporting)}。`,
      `${statements.length} 个语句，两边每行每列都相等。`,
      '',
      '| 94 个数 | 守望 + PostgreSQL | 同样的语句在 DuckDB 里 | 比 |',
      '| --- | --- | --- | --- |',
      `| 全县 | ${said(best.ours)} | ${said(best.duck)} | ${times(best.ours, best.duck)} |`,
      `| 只算 DuckDB 更快的 ${fair.length} 个语句，逐句相加 | ${said(sum(fair, 'ours'))} | ${said(sum(fair, 'duck'))} | ${times(sum(fair, 'ours'), sum(fair, 'duck'))} |`,
      '',
      '| 最慢的语句（按台账） | PostgreSQL | DuckDB | 比 |',
      '| --- | --- | --- | --- |',
      ...each.slice(0, 12).map((e) => `| ${e.ledger} | ${said(e.ours)} | ${said(e.duck)} | ${times(e.ours, e.duck)} |`),
    ]
  } finally {
    duck.closeSync()
    await place.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** More townships by copying the demonstration's rows, each with ids and area codes of its own. Only their speed is of interest. */
export async function cloneTownships(url: string, scale: number): Promise<void> {
  const codes = Array.from({ length: scale - 1 }, (_, n) => `('${COUNTY}${202 + n}')`)
  if (codes.length > 0) {
    const more = `CROSS JOIN (VALUES ${codes.join(', ')}) more (_code)`
    const here = `township = '${demoTownship}'`
    await asOwner(
      url,
      `INSERT INTO head SELECT _code, seq, at, digest FROM head ${more} WHERE ${here}`,
      `INSERT INTO books SELECT _code FROM books ${more} WHERE ${here}`,
    )
    for (const ledger of catalog.ledgers.values()) await cloneRows(url, ledger, more, here)
  }
  await asOwner(url, 'VACUUM ANALYZE', 'CHECKPOINT')
}

async function cloneRows(url: string, ledger: LedgerDefinition, more: string, here: string): Promise<void> {
  const row = rowTable(ledger.id)
  const columns = columnsOf(ledger)
  const texts = columns.filter((c) => c.type === 'text')
  const coded = await asOwner(
    url,
    `SELECT ${['TRUE', ...texts.map((c) => `bool_or(left(${quoted(c.name)}, 9) = '${demoTownship}') AS ${quoted(c.name)}`)].join(', ')} FROM ${row}`,
  )
  const moved = (name: string) => `_code || substr(${quoted(name)}, 10)`
  const values = columns.map(({ name, type }) => {
    if (type === 'uuid') return `md5(_code || ${quoted(name)}::text)::uuid`
    if (!coded[0]![name]) return quoted(name)
    return `CASE WHEN left(${quoted(name)}, 9) = '${demoTownship}' THEN ${moved(name)} ELSE ${quoted(name)} END`
  })
  const list = columns.map((c) => quoted(c.name)).join(', ')
  await asOwner(
    url,
    ...rowIndexes(ledger).map(({ name }) => `DROP INDEX ${name}`),
    `INSERT INTO ${row} (township, id, _from, _to, _opened, _closed, _area, ${list})
     SELECT _code, md5(_code || id::text)::uuid, _from, _to, _opened, _closed, ${moved('_area')}, ${values.join(', ')}
     FROM ${row} ${more} WHERE ${here} ORDER BY _code, id`,
    ...rowIndexes(ledger).map((index) => index.sql),
  )
}

/** DuckDB gets the standing versions only: what it has to read is less than what PostgreSQL has. */
async function exportTo(duck: Duck, url: string, folder: string): Promise<void> {
  await duck.run('SET integer_division = true')
  await duck.run("CREATE MACRO to_char(day, form) AS strftime(day, '%m%d')")
  await duck.run('CREATE MACRO make_interval(months := 0) AS to_months(months)')
  for (const ledger of catalog.ledgers.values()) {
    const file = join(folder, `${ledger.id}.csv`)
    const columns = [
      { name: 'township', type: 'text' },
      { name: 'id', type: 'uuid' },
      { name: '_from', type: 'bigint' },
      { name: '_to', type: 'bigint' },
      { name: '_area', type: 'text' },
      ...columnsOf(ledger),
    ]
    const list = columns.map((c) => quoted(c.name)).join(', ')
    const table = rowTable(ledger.id)
    await asOwner(
      url,
      `COPY (SELECT ${list} FROM ${table} WHERE _to = ${OPEN} ORDER BY township, id) TO '${file}' (FORMAT csv, NULL '\\N')`,
    )
    await duck.run(`CREATE TABLE ${table} (${columns.map((c) => `${quoted(c.name)} ${c.type}`).join(', ')})`)
    if ((await stat(file)).size > 0) {
      await duck.run(
        `COPY ${table} FROM '${file}' (FORMAT csv, HEADER false, NULLSTR '\\N', ALLOW_QUOTED_NULLS false, DELIMITER ',', QUOTE '"', ESCAPE '"')`,
      )
    }
    await rm(file)
  }
}

/** The engine, with every question about rows noted down. */
export function recording(engine: Engine, into: Statement[]): Engine {
  return {
    ...engine,
    transaction: (work, options) =>
      engine.transaction(
        (connection) =>
          work({
            ...connection,
            async query<R extends Record<string, unknown>>(text: string, parameters: readonly SqlValue[] = []) {
              const answer = await connection.query<R>(text, parameters)
              if (/\bFROM "?row_/.test(text)) into.push({ text, parameters, rows: answer.rows })
              return answer
            },
          }),
        options,
      ),
  }
}

async function replay(store: Store, { text, parameters }: Statement): Promise<void> {
  await scoped(store, leader, async ({ connection }) => {
    await connection.query('SET LOCAL enable_nestloop = off')
    await connection.query(text, parameters)
  })
}

/** The statement with its parameters written in: all that DuckDB needs to take it. */
function inDuck({ text, parameters }: Statement): string {
  return text.replace(/\$(\d+)/g, (_, n: string) => literal(parameters[Number(n) - 1]!))
}

function literal(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (Array.isArray(value)) return `[${value.map((v) => literal(v)).join(', ')}]`
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

export const ledgerOf = ({ text }: Statement): string => [...text.matchAll(/FROM "?row_(\w+?)"? t\d+/g)].at(-1)![1]!

async function sameAnswers(duck: Duck, statement: Statement, duckText: string): Promise<void> {
  const theirs = (await duck.runAndReadAll(duckText)).getRowObjectsJson()
  const plain = (rows: Record<string, unknown>[]) =>
    rows
      .map((row) =>
        Object.entries(row)
          .map(([k, v]) => `${k}=${v ?? ''}`)
          .join(' '),
      )
      .sort()
  const [ours, other] = [plain(statement.rows), plain(theirs)]
  const at = ours.findIndex((line, i) => line !== other[i])
  if (at >= 0 || ours.length !== other.length) {
    throw new Error(`${ledgerOf(statement)} 的答案不一样：\n守望 ${ours[at]}\nDuckDB ${other[at]}\n${duckText}`)
  }
}
