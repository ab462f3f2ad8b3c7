import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { figuresSaid } from '#cli/compare.ts'
import { officeCommand } from '#cli/office.ts'
import { asData, asLine } from '#cli/told.ts'
import { verified } from '#cli/verified.ts'
import { moments } from '#measure/asking.ts'
import { readLabel, restore } from '#store/backup.ts'
import { openEngine } from '#store/engine/open.ts'
import { scoped, settleKeys } from '#store/store.ts'

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
        await settleKeys(engine, store.catalog, store.keys)
        const copy = { ...store, engine }
        const whole = { ...actor, areas: Object.keys(label.heads) }
        // Of each township its own: what the others recorded then, or by another clock, must not be asked for here.
        const ends = await scoped(copy, whole, moments, { readOnly: true })
        const { acts, versions, problems } = await verified(copy, whole, tell)
        const different: string[] = []
        let compared = 0
        for (const [township, moment] of Object.entries(ends)) {
          const one = { ...actor, areas: [township] }
          tell(`正在比对乡镇 ${township} 的全部指标……`)
          // A past moment never changes, whatever was recorded since.
          const then = await figuresSaid(store, one, moment)
          const restored = await figuresSaid(copy, one, moment)
          different.push(...then.filter((said, i) => said !== restored[i]).map((said) => `${township} ${said}`))
          compared += then.length
        }
        return {
          json: {
            acts,
            versions,
            figures: compared,
            different,
            problems: problems.map((p) => asData(p, store.catalog)),
          },
          lines: [
            ...problems.map((p) => asLine(p, store.catalog)),
            ...(different.length ? ['恢复出来的数和现在的账在同一时刻的数对不上：', ...different] : []),
            ...(problems.length + different.length === 0
              ? [`能恢复：${acts} 笔、${versions} 个版本核对无误，${compared} 个数和现在的账在备份时一致。`]
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
