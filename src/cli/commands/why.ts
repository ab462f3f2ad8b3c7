import { day } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { explainedLines } from '#measure/explain.ts'
import { dayToJudge } from '#notice/judge.ts'
import { why } from '#notice/why.ts'

const verdictSaid = { yes: '成立', no: '不成立', unknown: '说不出' } as const

export const askWhy = officeCommand('why', {
  says: '一条规则对一行为什么成立、不成立或说不出：每个值是哪一行的，每条线依据哪份文件，缺什么',
  words: ['规则', '编号'],
  flags: { day: day('按哪一天问，不写就是今天，账停在以前的就是账停下的那一天') },
  async run({ store, actor }, { words: [id, subject], flags }) {
    const found = await why(store, actor, id, subject, flags.day ?? (await dayToJudge(store, actor)))
    const { rule, says, basis, subject: row, day: on, verdict, reason, tree, missing } = found
    return {
      json: { rule, subject: row, day: on, verdict: verdict ?? null, ...(reason && { reason }), tree, missing },
      lines: [
        `${says}（${rule}），问 ${row.title}，按 ${on}：${verdict ? verdictSaid[verdict] : '不问它'}`,
        `依据：${basis}`,
        ...(reason ? [`说明：${reason}`] : []),
        ...missing.map((one) => `缺：${one}`),
        ...explainedLines(tree),
      ],
    }
  },
})
