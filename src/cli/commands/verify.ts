import { officeCommand } from '#cli/office.ts'
import { asData, asLine } from '#cli/told.ts'
import { verified } from '#cli/verified.ts'

export const verifyBooks = officeCommand('verify', {
  says: '核对全部账目和已签发的报告',
  async run({ store, actor, tell }) {
    const { townships, acts, versions, problems } = await verified(store, actor, tell)
    return {
      json: {
        ok: problems.length === 0,
        townships,
        acts,
        versions,
        problems: problems.map((p) => asData(p, store.catalog)),
      },
      lines: problems.length
        ? problems.map((p) => asLine(p, store.catalog))
        : [`账目完好：${townships.length} 个乡镇、${acts} 笔、${versions} 个版本，已签发的报告重算一致。`],
      failed: problems.length > 0,
    }
  },
})
