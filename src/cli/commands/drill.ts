import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { figuresSaid } from '#cli/compare.ts'
import { officeCommand } from '#cli/office.ts'
import { asData, asLine } from '#cli/told.ts'
import { verifyIssued } from '#reports/issue.ts'
import { readLabel, restore } from '#store/backup.ts'
import { openEngine } from '#store/engine/open.ts'
import { verify } from '#store/verify.ts'

export const drill = officeCommand('drill', {
  says: '演练恢复：把备份恢复到一个临时的地方，核对账目，再和现在的账比对全部指标，然后删掉',
  words: ['备份文件'],
  async run({ store, actor, tell }, { words: [path] }) {
    const label = await readLabel(path)
    const folder = await mkdtemp(join(tmpdir(), 'shouwang-drill-'))
    try {
      const engine = await openEngine({ data: folder })
      try {
        tell('正在恢复到一个临时的地方……')
        await restore(path, engine, store.catalog)
        const copy = { ...store, engine }
        const whole = { ...actor, areas: Object.keys(label.heads) }
        tell('正在核对……')
        const books = await verify(copy, whole)
        const problems = [...books.problems, ...(await verifyIssued(copy, whole))]
        // A past moment never changes, whatever was recorded since.
        const then = await figuresSaid(store, whole, label.moment)
        const restored = await figuresSaid(copy, whole, label.moment)
        const different = then.filter((said, i) => said !== restored[i])
        return {
          json: {
            acts: books.acts,
            versions: books.versions,
            figures: then.length,
            different,
            problems: problems.map((p) => asData(p, store.catalog)),
          },
          lines: [
            ...problems.map((p) => asLine(p, store.catalog)),
            ...(different.length ? ['恢复出来的数和现在的账在同一时刻的数对不上：', ...different] : []),
            ...(problems.length + different.length === 0
              ? [
                  `能恢复：${books.acts} 笔、${books.versions} 个版本核对无误，${then.length} 个数和现在的账在备份时一致。`,
                ]
              : []),
          ],
          failed: problems.length + different.length > 0,
        }
      } finally {
        await engine.close()
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
})
