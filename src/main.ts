/** The composition root: the township's declarations, the made-up year and the platform meet here and nowhere else. */
import { generateMany } from '#demo/generate.ts'
import { recordAll } from '#store/write/acts.ts'
import { township } from '#township/index.ts'
import { run } from './cli/run.ts'
import { serveOffice } from './http/start.ts'
import { system } from './store/actor.ts'
import { openTownship } from './store/store.ts'

// `shouwang rows … | head -1` closes the pipe before all is written; nobody is left to read the rest.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

process.exitCode = await run(
  process.argv.slice(2),
  {
    content: township,
    ...(process.env.DATABASE_URL && { database: process.env.DATABASE_URL }),
    async demo(store, { scale, seed, tell }) {
      const townships: string[] = []
      for (const { acts, summary } of generateMany({ scale, ...(seed !== undefined && { seed }) })) {
        const actor = system('示范数据', [summary.township])
        await openTownship(store, actor, summary.township)
        const total = Object.values(summary.changes).reduce((a, b) => a + b, 0)
        await recordAll(
          store,
          actor,
          telling(acts, total, (percent) => tell(`${summary.townshipName}：${percent}%（共 ${total} 行）`)),
        )
        townships.push(summary.township)
      }
      return { townships }
    },
    serve: serveOffice,
  },
  { out: process.stdout, err: process.stderr },
)

/** Passes acts on and tells each further tenth of the rows. */
function* telling<A extends { changes: readonly unknown[] }>(
  acts: Iterable<A>,
  total: number,
  tell: (percent: number) => void,
): Iterable<A> {
  let done = 0
  let told = 0
  for (const act of acts) {
    yield act
    done += act.changes.length
    const percent = Math.floor((done / total) * 10) * 10
    if (percent > told) {
      told = percent
      tell(percent)
    }
  }
}
