/**
 * The program of test/support/tenant.ts: opens the folder it is given, says so, and then either answers questions or
 * writes without pause, printing each id once its commit is confirmed; 'beside' stops in the middle of a transaction.
 */
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openEngine } from '#store/engine/open.ts'

const [folder, mode] = process.argv.slice(2) as [string, string]
const engine = await openEngine({ data: folder, beside: mode === 'beside' })
await engine.transaction((connection) =>
  connection.query(`
    CREATE TABLE IF NOT EXISTS note (id int PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS part (note int NOT NULL, number int NOT NULL, text text, PRIMARY KEY (note, number))`),
)
// Straight to the file: what a killed process still holds in its buffers was never said.
const say = (text: unknown) => writeSync(1, `${text}\n`)
if (mode !== 'beside') say('open')

if (mode === 'write') {
  const { rows } = await engine.transaction((connection) =>
    connection.query('SELECT coalesce(max(id), 0) AS last FROM note'),
  )
  for (let id = Number(rows[0]!.last) + 1; ; id++) {
    await engine.transaction(async (connection) => {
      await connection.query('INSERT INTO note VALUES ($1)', [id])
      const parts = id % 5 === 0 ? 300 : 3
      await connection.query(
        "INSERT INTO part SELECT $1, number, repeat('字', 50) FROM generate_series(1, $2) AS number",
        [id, parts],
      )
    })
    say(id)
  }
} else if (mode === 'beside') {
  await engine.transaction(async (connection) => {
    await connection.query('INSERT INTO note VALUES (1)')
    say('open')
    await once(process.stdin, 'end')
  })
} else {
  for await (const _ of createInterface(process.stdin)) {
    const { rows } = await engine.transaction((connection) => connection.query('SELECT count(*) AS n FROM note'))
    say(rows[0]!.n)
  }
}
