import { day, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import type { Tally } from '#measure/verdicts.ts'
import { lackInWords } from '#measure/words.ts'
import { dayToJudge, gaps, judge } from '#notice/judge.ts'

export const judgeRules = officeCommand('judge', {
  says: '按规则把每一户、每一行核对一遍：成立的、不成立的、说不出的各多少，说不出的缺什么',
  flags: { day: day('按哪一天问，不写就是今天，账停在以前的就是账停下的那一天'), rule: text('规则', '只问这一条') },
  async run({ store, actor }, { flags }) {
    const on = flags.day ?? (await dayToJudge(store, actor))
    const judgement = await judge(store, actor, { day: on, ...(flags.rule !== undefined && { rules: [flags.rule] }) })
    const said = (id: string) => store.catalog.rules.get(id)!.says
    const counts = (id: string, { yes, no, unknown }: Tally): string => {
      const { about } = store.catalog.rules.get(id)!
      if (judgement.rows[about] === 0) return `“${store.catalog.ledgers.get(about)!.title}”里一行也没有，无从判断`
      if (yes + no + unknown === 0) return '没有一行归它管'
      return `成立 ${yes}\t不成立 ${no}\t说不出 ${unknown}`
    }
    const causes = gaps(store, judgement).map(({ rule, missing, rows }) => ({
      rule,
      rows,
      missing: missing.map((node) => lackInWords(store.catalog, node)),
    }))
    return {
      json: { day: on, rules: judgement.rules, rows: judgement.rows, gaps: causes },
      lines: [
        `按 ${on} 问`,
        ...Object.entries(judgement.rules).map(([id, tally]) => `${id}\t${said(id)}\t${counts(id, tally)}`),
        ...causes.map(({ rule, rows, missing }) => `    ${said(rule)}：${rows} 行说不出，缺 ${missing.join('、')}`),
      ],
    }
  },
})
