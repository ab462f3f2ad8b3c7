import { day, on as given, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import type { Tally } from '#measure/verdicts.ts'
import { lackInWords } from '#measure/words.ts'
import { follow } from '#notice/follow.ts'
import { dayToJudge, gaps } from '#notice/judge.ts'

export const judgeRules = officeCommand('judge', {
  says: '按规则把每一户、每一行核对一遍：成立的、不成立的、说不出的各多少，说不出的缺什么；新成立的记成预警和数据疑点，开出线索，不再成立的注明原因了结',
  flags: {
    day: day('按哪一天问，不写就是今天，账停在以前的就是账停下的那一天'),
    rule: text('规则', '只问这一条'),
    'dry-run': given('只看，什么也不记'),
  },
  async run({ store, actor }, { flags }) {
    const on = flags.day ?? (await dayToJudge(store, actor))
    const judgement = await follow(store, actor, {
      day: on,
      ...(flags.rule !== undefined && { rules: [flags.rule] }),
      dryRun: flags['dry-run'],
    })
    const { opened, closed, leads, waiting, nobodys } = judgement
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
      json: { day: on, rules: judgement.rules, rows: judgement.rows, gaps: causes, opened, closed, leads, waiting },
      lines: [
        `按 ${on} 问`,
        ...Object.entries(judgement.rules).map(([id, tally]) => `${id}\t${said(id)}\t${counts(id, tally)}`),
        ...causes.map(({ rule, rows, missing }) => `    ${said(rule)}：${rows} 行说不出，缺 ${missing.join('、')}`),
        `${flags['dry-run'] ? '会记下（没有记）' : '已记下'}：新成立 ${opened} 条，不再成立 ${closed} 条；开出线索 ${leads.opened} 条，了结 ${leads.closed} 条，排队 ${waiting} 户`,
        ...(nobodys > 0 ? [`${nobodys} 行说不出是哪一户，没有开线索，请先补全它属于谁`] : []),
      ],
    }
  },
})
