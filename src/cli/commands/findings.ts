import { choice, day, text } from '#cli/flags.ts'
import { officeCommand } from '#cli/office.ts'
import { dayToJudge, findings, judge } from '#notice/judge.ts'
import { followedUp } from '#notice/leads.ts'

export const listFindings = officeCommand('findings', {
  says: '规则成立的每一行：哪条规则、谁家、哪个村、为什么；急的在前',
  flags: {
    day: day('按哪一天问，不写就是今天，账停在以前的就是账停下的那一天'),
    rule: text('规则', '只看这一条'),
    kind: choice('quality', '只看哪一种', { quality: '数据矛盾', risk: '风险' }),
  },
  async run({ store, actor }, { flags }) {
    const on = flags.day ?? (await dayToJudge(store, actor))
    const all = flags.rule === undefined ? [...store.catalog.rules.values()] : undefined
    const ids = all?.filter((rule) => flags.kind === undefined || rule.kind === flags.kind).map(({ id }) => id)
    const judgement = await judge(store, actor, { day: on, rules: ids ?? [flags.rule!] })
    const list = await findings(store, actor, judgement)
    const known = await followedUp(store, actor)
    return {
      json: {
        day: on,
        findings: list.map(({ rule, says, level, line, ledger, id, title, subject, area, village, reason }) => ({
          id: known.get(`${rule}/${id}`)?.id ?? `${rule}/${id}`,
          rule,
          says,
          line,
          subject: { ledger, id, title, of: subject },
          area,
          village,
          level,
          since: known.get(`${rule}/${id}`)?.since ?? null,
          due: known.get(`${rule}/${id}`)?.due ?? null,
          reasons: [reason],
        })),
      },
      lines: [
        ...list.map(
          (one) =>
            `${one.level} 级\t${one.village}\t${one.subject ?? one.title}\t${one.says}\t${one.reason}\t${one.rule} ${one.id}`,
        ),
        `按 ${on} 问，共 ${list.length} 条`,
      ],
    }
  },
})
