import { text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { asData, asLine } from '#cli/told.ts'
import { marksSaid, verified } from '#cli/verified.ts'

export const verifyBooks = officeCommand('verify', {
  says: '核对全部账目和已签发的报告',
  flags: { against: text('校验值', '以前核验或签发时的校验值，看账从那以后有没有被改写或截短；几个用逗号隔开') },
  async run({ store, actor, tell }, { flags: { against } }) {
    const given = against?.split(/[,，]/) ?? []
    const { townships, acts, versions, marks, problems } = await verified(store, actor, tell, given)
    return {
      json: {
        ok: problems.length === 0,
        townships,
        acts,
        versions,
        marks,
        problems: problems.map((p) => asData(p, store.catalog)),
      },
      lines: problems.length
        ? problems.map((p) => asLine(p, store.catalog))
        : [
            `账目完好：${townships.length} 个乡镇、${acts} 笔、${versions} 个版本，已签发的报告重算一致。`,
            ...marksSaid({ marks }),
            ...(given.length > 0
              ? ['给出的校验值都还在链上。']
              : ['请把校验值抄在别处，下次核验时用 --against 写上。']),
          ],
      failed: problems.length > 0,
    }
  },
})
