/** Counts as of an issued moment stay as they are, however many write at the same time. One database connection cannot show it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '#store/engine.ts'
import { scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { tick } from '#store/write/acts.ts'
import { type Books, correct, familyChanges, familyIds, office, openBooks, voided } from '../support/books.ts'
import { serverUrl, testEngine } from '../support/engine.ts'
import { township, villages } from '../support/made-up-township.ts'

const WRITERS = 16
const ISSUED = 60

let engine: Engine
let books: Books
beforeAll(async () => {
  if (!serverUrl) return
  engine = await testEngine()
  books = await openBooks(engine)
})
afterAll(() => engine?.close())

const counted = (moment: number) =>
  scoped(books.store, office, async (tx) => {
    const [row] = await tx.run<{ n: number; names: string }>(
      sql`SELECT count(*) AS n, md5(string_agg(head_name || id::text, ',' ORDER BY id)) AS names FROM row_household
          WHERE township = ${township} AND _from <= ${moment} AND ${moment} < _to`,
    )
    return row!
  })

const name = serverUrl
  ? `${WRITERS} writers: ${ISSUED} counts of ticked moments, asked again later, are all the same`
  : '跳过：嵌入式数据库只有一条连接，没有并发写入；这项在 PostgreSQL 上跑（npm test 找到服务器程序时会自动跑）'

test.skipIf(!serverUrl)(
  name,
  async () => {
    let issuing = true
    let acts = 0
    const writer = async (n: number) => {
      const mine: string[] = []
      while (issuing) {
        const ids = familyIds(books.newId)
        await books.write(familyChanges(ids, villages[n % 2]!, `写手${n}`, ids.household))
        mine.push(ids.household)
        const old = mine[Math.floor(mine.length / 2)]!
        await books.write([correct('household', old, { head_name: `改${acts}` })], { reason: '试' })
        if (acts % 5 === 0) {
          const { household, person, membership } = ids
          await books.write(
            [voided('membership', membership), voided('person', person), voided('household', household)],
            { reason: '试' },
          )
          mine.pop()
        }
        acts++
      }
    }
    const writers = Array.from({ length: WRITERS }, (_, n) => writer(n))
    const issued: { moment: number; seen: unknown }[] = []
    while (issued.length < ISSUED) {
      const moment = await tick(books.store, office, [township])
      issued.push({ moment, seen: await counted(moment) })
    }
    issuing = false
    await Promise.all(writers)
    const again = await Promise.all(issued.map(({ moment }) => counted(moment)))
    expect(again.filter((seen, i) => JSON.stringify(seen) !== JSON.stringify(issued[i]!.seen))).toEqual([])
    // Where nothing was written in between, nothing was tried.
    expect(new Set(issued.map(({ seen }) => JSON.stringify(seen))).size).toBeGreaterThan(ISSUED / 3)
    expect(acts).toBeGreaterThan(WRITERS)
    expect((await verify(books.store, office)).problems).toEqual([])
  },
  120_000,
)
