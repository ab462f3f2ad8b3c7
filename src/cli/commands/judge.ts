import { day, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { inWords } from '#measure/words.ts'
import { dayToJudge, gaps, judge } from '#notice/judge.ts'

export const judgeRules = officeCommand('judge', {
  says: '按规则把每一户、每一行核对一遍：成立的、不成立的、说不出的各多少，说不出的缺什么',
  flags: { day: day('按哪一天问，不写就是今天，账停在以前的就是账停下的那一天'), rule: text('规则', '只问这一条') },
  async run({ store, actor }, { flags }) {
    const on = flags.day ?? (await dayToJudge(store, actor))
    const judgement = await judge(store, actor, { day: on, ...(flags.rule !== undefined && { rules: [flags.rule] }) })
    const said = (id: string) => store.catalog.rules.get(id)!.says
    const causes = gaps(store, judgement).map(({ rule, missing, rows }) => ({
      rule,
      rows,
      missing: missing.map((node) => inWords(store.catalog, node)),
    }))
    return {
      json: { day: on, rules: judgement.rules, gaps: causes },
      lines: [
        `按 ${on} 问`,
        ...Object.entries(judgement.rules).map(
          ([id, { yes, no, unknown }]) => `${id}\t${said(id)}\t成立 ${yes}\t不成立 ${no}\t说不出 ${unknown}`,
        ),
        ...causes.map(({ rule, rows, missing }) => `    ${said(rule)}：${rows} 行说不出，缺 ${missing.join('、')}`),
      ],
    }
  },
})
