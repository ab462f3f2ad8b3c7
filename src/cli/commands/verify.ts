import { officeCommand } from '#cli/office.ts'
import { asData, asLine } from '#cli/told.ts'
import { verifyIssued } from '#reports/issue.ts'
import { verify } from '#store/verify.ts'

export const verifyBooks = officeCommand('verify', {
  says: '核对全部账目和已签发的报告',
  async run({ store, actor }) {
    const books = await verify(store, actor)
    const problems = [...books.problems, ...(await verifyIssued(store, actor))]
    const { townships, acts, versions } = books
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
