import { join } from 'node:path'
import { command } from '#cli/command.ts'
import { figuresSaid } from '#cli/compare.ts'
import { text } from '#cli/flags.ts'
import { localActor, openOffice } from '#cli/office.ts'
import { refuse } from '#problem.ts'
import { openEngine } from '#store/engine/open.ts'
import { bringKeys } from '#store/keys.ts'
import { move } from '#store/move.ts'

export const moveBooks = command('move', {
  says: '搬家：把 `--data` 里的账搬到另一个文件夹或 PostgreSQL，搬前搬后各算一遍全部指标；原来的不动',
  flags: { to: text('新文件夹', '搬到哪个文件夹'), 'to-url': text('postgres://…', '搬到哪个 PostgreSQL') },
  async run({ data, flags: { to: folder, 'to-url': url } }, { content, database }) {
    if ((folder === undefined) === (url === undefined)) {
      refuse('arguments.missing', folder === undefined ? '没有说明搬到哪里。' : '只能搬到一个地方。', {
        at: { input: '--to' },
        remedy: '请写 --to-url postgres://… 或 --to 新文件夹。',
      })
    }
    // What is recorded in an open office while it moves, or afterwards, would stay behind.
    const from = await openOffice(content, { data, url: data === undefined ? database : undefined, alone: true })
    try {
      const actor = await localActor(from.store)
      const to = await openEngine(url === undefined ? { data: folder! } : { url })
      try {
        // Without the keys of the old folder no ID number could be read in the new one.
        if (folder !== undefined) await bringKeys(join(from.folder, 'keys.json'), folder)
        const before = await figuresSaid(from.store, actor)
        const copied = await move(from.store.engine, to, from.store.catalog)
        const after = await figuresSaid({ ...from.store, engine: to }, actor)
        const wrong = before.filter((said, i) => said !== after[i])
        return {
          json: { rows: copied, figures: before.length, different: wrong },
          lines: wrong.length ? ['搬家后有数对不上：', ...wrong] : [`已搬完，${before.length} 个数前后一致。`],
          failed: wrong.length > 0,
        }
      } finally {
        await to.close()
      }
    } finally {
      await from.close()
    }
  },
})
