import { momentText } from '#cli/moments.ts'
import { officeCommand } from '#cli/office.ts'
import { actOf } from '#cli/rows.ts'
import { type Difference, diffIssued } from '#reports/issue.ts'

const SHOWN = 10

export const diff = officeCommand('diff', {
  says: '一份报告签发以后哪些数变了、哪一行变的',
  words: ['已签发报告的编号'],
  async run({ store, actor }, { words: [id] }) {
    const { issued, differences } = await diffIssued(store, actor, id)
    return {
      json: {
        id: issued.id,
        moment: momentText(issued.moment),
        changed: differences.map(({ figure, now, rows }) => ({
          figure: figure.id,
          says: figure.says,
          before: { value: figure.value, said: figure.said, rows: figure.rows },
          now: { value: now.value, said: now.said, rows: now.rows },
          rows: rows.map(({ changes, ...row }) => ({ ...row, acts: changes.map(actOf) })),
        })),
      },
      lines: differences.length ? differences.flatMap(lines) : ['签发以来没有数变化。'],
    }
  },
})

const lines = ({ figure, now, rows }: Difference): string[] => [
  `${figure.says}：签发时 ${figure.said}，现在 ${now.said}`,
  ...rows
    .slice(0, SHOWN)
    .map(
      (r) =>
        `    ${r.row} ${r.before ?? '无'} → ${r.now ?? '无'}　${r.changes.map((c) => `第${c.seq}号 ${c.by} ${c.reason ?? c.kind}`).join('；') || '所关联的行有变化'}`,
    ),
  ...(rows.length > SHOWN ? [`    ……共 ${rows.length} 行`] : []),
]
