import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openPglite } from '#store/engine/pglite.ts'
import { tenant } from '../support/tenant.ts'

const KILLS = 20
/** A slow machine need not kill as often, but this often it must. */
const LEAST = 5
const TIME_MS = 50_000

/** A killed process shows that commits reach the operating system; that they reach the disk is the fsync count's to show. */
test.skipIf(process.env.SHOUWANG_TEST_PG)(
  'killed in mid-commit twenty times over, the database loses no confirmed commit and keeps no half of one',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shouwang-kill-'))
    const end = Date.now() + TIME_MS
    let confirmed = 0
    let kills = 0
    try {
      while (kills < LEAST || (kills < KILLS && Date.now() < end)) {
        const writer = await tenant(folder, 'write')
        // Every other one has confirmed something; the others may be killed before.
        if (kills % 2 === 0) await expect.poll(() => writer.lines.length, { timeout: 60_000 }).toBeGreaterThan(0)
        await wait(50 + Math.random() * 600)
        await writer.kill()
        kills++
        const last = Number(writer.lines.at(-1) ?? confirmed)
        // The next writer goes on after what it found: an id it repeats was lost.
        if (writer.lines.length > 0) expect(Number(writer.lines[0])).toBeGreaterThan(confirmed)
        confirmed = last
      }
      const engine = await openPglite(folder)
      const { rows } = await engine.transaction(async (connection) => {
        await connection.query('SET LOCAL enable_indexscan = off')
        return connection.query(`
          SELECT
            (SELECT count(*) FROM note) AS notes,
            (SELECT max(id) FROM note) AS last,
            (SELECT count(*) FROM note WHERE (SELECT count(*) FROM part WHERE note = id) <> CASE WHEN id % 5 = 0 THEN 300 ELSE 3 END) AS torn,
            (SELECT count(*) FROM part WHERE note NOT IN (SELECT id FROM note)) AS orphans`)
      })
      const byIndex = await engine.transaction(async (connection) => {
        await connection.query('SET LOCAL enable_seqscan = off')
        return connection.query('SELECT count(*) AS notes FROM note WHERE id > 0')
      })
      await engine.close()
      const found = rows[0] as { notes: number; last: number; torn: number; orphans: number }
      expect(confirmed).toBeGreaterThan(0)
      expect(found.last).toBeGreaterThanOrEqual(confirmed)
      expect(found).toMatchObject({ notes: found.last, torn: 0, orphans: 0 })
      expect(byIndex.rows).toEqual([{ notes: found.notes }])
      expect(kills).toBeGreaterThanOrEqual(LEAST)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
  600_000,
)
