import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Connection, Engine } from '#store/engine.ts'
import { compiled } from '#store/sql.ts'
import { APP_ROLE, columnsOf, quoted, rowTable } from '#store/tables/schema.ts'
import { openBooks } from '../../test/support/books.ts'
import { catalog } from '../../test/support/demo.ts'
import { testEngine } from '../../test/support/engine.ts'
import { askerOf } from './asker.ts'
import { type Put, readsOf } from './reads.ts'
import { figureStatement, type Leaf, leavesOf } from './statements.ts'

let engine: Engine
beforeAll(async () => {
  engine = await testEngine()
  // For its roles.
  await openBooks(engine)
})
afterAll(() => engine?.close())

const asker = askerOf({ from: '2025-01-01', day: '2025-12-31' })
const leaves = [...catalog.indicators.values()].flatMap(({ node }) => leavesOf(node, asker))
const ways: Put[] = [
  { level: undefined, within: false, narrow: false },
  { level: 12, within: true, narrow: true },
]

/** Runs a leaf's statement as somebody who may read nothing of the ledgers but what is given. */
async function askWith(db: Connection, leaf: Leaf, { level, within, narrow }: Put, reads: readonly string[]) {
  const columns = new Map<string, string[]>()
  for (const read of reads) {
    const [ledger, what] = read.split('.') as [string, string]
    if (!columns.has(ledger)) columns.set(ledger, ['township', 'id', '_from', '_to'])
    if (what === '@') columns.get(ledger)!.push('_area', '_was')
    else if (/^\w/.test(what)) columns.get(ledger)!.push(quoted(what))
  }
  await db.query('SAVEPOINT before')
  const grants = [...columns].map(([id, names]) => `GRANT SELECT (${names}) ON ${rowTable(id)} TO ${APP_ROLE}`)
  await db.query(`${grants.join('; ')}; SET LOCAL ROLE ${APP_ROLE}`)
  const asking = { ...(within && { area: '0' }), ...(narrow && { sight: ['0'] }) }
  const { text, parameters } = compiled(figureStatement(catalog, ['1'], leaf.node.query.ledger, [leaf], asking, level))
  await db.query(text, parameters)
  await db.query('ROLLBACK TO before')
}

/** In tables of the township's ledgers that are gone afterwards. */
async function inEmptyTables(work: (db: Connection) => Promise<void>) {
  const end = new Error('the end')
  const done = engine.transaction(async (db) => {
    const tables = [...catalog.ledgers.values()].map((ledger) => {
      const fields = columnsOf(ledger).map(({ name, type }) => `${quoted(name)} ${type}`)
      return `CREATE TABLE ${rowTable(ledger.id)} (township text, id uuid, _from bigint, _to bigint, _area text, _was text, ${fields})`
    })
    await db.query(
      `CREATE SCHEMA bare; GRANT USAGE ON SCHEMA bare TO ${APP_ROLE}; SET LOCAL search_path = bare; ${tables.join('; ')}`,
    )
    await work(db)
    throw end
  })
  await expect(done).rejects.toBe(end)
}

it('no statement of a figure reads a column that is not said to be read: the database lets it read no other', async () => {
  await inEmptyTables(async (db) => {
    let asked = 0
    const seen = new Set<string>()
    for (const put of ways) {
      for (const leaf of leaves) {
        const reads = readsOf(catalog, leaf, put)
        const key = [...reads].sort().join()
        if (seen.has(key)) continue
        seen.add(key)
        await askWith(db, leaf, put, reads)
        asked++
      }
    }
    expect(asked).toBeGreaterThan(100)
  })
})

it('and where one of them is left out, the database refuses', async () => {
  const leaf = leaves.find(({ node }) => node.query.where.length > 0)!
  const [way] = ways
  const reads = readsOf(catalog, leaf, way!)
  const column = reads.find((read) => /\.\w/.test(read))!
  const refused = inEmptyTables((db) =>
    askWith(
      db,
      leaf,
      way!,
      reads.filter((read) => read !== column),
    ),
  )
  await expect(refused).rejects.toThrow(/permission denied/)
})

it('a row that is only linked to is read by its columns; whether there are more such rows, and where, is not asked', () => {
  const leaf = leaves.find(({ node }) => node.query.ledger === 'membership')!
  const reads = readsOf(catalog, leaf, ways[0]!)
  expect(reads).toEqual(expect.arrayContaining(['membership.*', 'membership.+', 'membership.since', 'household.*']))
  for (const other of ['household.+', 'household.@', 'membership.@', 'household.head_name']) {
    expect(reads).not.toContain(other)
  }
  const narrow = readsOf(catalog, leaf, ways[1]!)
  expect(narrow).toEqual(expect.arrayContaining(['household.@', 'membership.@']))
})
