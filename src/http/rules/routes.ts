/** Rules, whom each holds for, and why. */
import { z } from 'zod'
import type { RuleDefinition } from '#define/rule.ts'
import { places } from '#http/places.ts'
import { route } from '#http/route.ts'
import type { Explained } from '#measure/explain.ts'
import { lackInWords, ruleInWords } from '#measure/words.ts'
import { dayToJudge, findings, gaps, judge, keptFrom, ruleOf } from '#notice/judge.ts'
import { standingByRule } from '#notice/leads.ts'
import { why } from '#notice/why.ts'
import type { Store } from '#store/store.ts'
import * as answers from './answers.ts'

const ofRule = z.strictObject({ id: z.string().max(100) })
const onDay = z.strictObject({
  day: z.iso.date().optional().meta({ description: '按哪一天问；不填为今天，账停在以前的为账停下的那一天' }),
})

/** So many are shown; how many there are is told beside. */
const SHOWN = 500

const shaped = (store: Store, { id, kind, says, basis, level, about }: RuleDefinition) => ({
  id,
  kind,
  says,
  basis,
  level,
  about: { id: about, title: store.catalog.ledgers.get(about)!.title },
})

export const ruleRoutes = [
  route(
    'GET /api/rules',
    'rows',
    { says: '全部规则，按条线排列。', answer: answers.rules },
    async ({ store }, actor) => {
      const standing = await standingByRule(store, actor)
      return {
        lines: store.catalog.lines
          .filter((line) => line.rules.length > 0)
          .map((line) => ({
            id: line.id,
            title: line.title,
            rules: line.rules.map((id) => ({
              ...shaped(store, ruleOf(store.catalog, id)),
              standing: standing.get(id) ?? 0,
            })),
          })),
      }
    },
  ),

  route(
    'GET /api/rules/:id',
    'rows',
    {
      says: '一条规则问每一行：对谁成立、为什么，说不出的缺什么。',
      params: ofRule,
      query: onDay,
      answer: answers.ruled,
    },
    async ({ store, params, query }, actor) => {
      const rule = ruleOf(store.catalog, params.id)
      const day = query.day ?? (await dayToJudge(store, actor))
      const judgement = await judge(store, actor, { day, rules: [rule.id] })
      const list = (await findings(store, actor, judgement)).slice(0, SHOWN)
      const { name } = await places(store, actor, { day })
      return {
        rule: { ...shaped(store, rule), counted: ruleInWords(store.catalog, rule.when) },
        day,
        tally: judgement.rules[rule.id]!,
        rows: judgement.rows[rule.about]!,
        kept: keptFrom(store.catalog, rule, actor),
        findings: list.map(({ ledger, id, title, subject, area, reason }) => ({
          ledger,
          id,
          title,
          subject,
          place: name(area),
          reason,
        })),
        gaps: gaps(store, judgement).map(({ missing, rows }) => ({
          missing: missing.map((node) => lackInWords(store.catalog, node)),
          rows,
        })),
      }
    },
  ),

  route(
    'GET /api/rules/:id/why/:row',
    'rows',
    {
      says: '一条规则对一行为什么成立、不成立或说不出。',
      params: ofRule.extend({ row: z.uuid() }),
      query: onDay,
      answer: answers.why,
    },
    async ({ store, params, query }, actor) => {
      const found = await why(store, actor, params.id, params.row, query.day ?? (await dayToJudge(store, actor)))
      return {
        rule: shaped(store, ruleOf(store.catalog, params.id)),
        subject: found.subject,
        day: found.day,
        verdict: found.verdict ?? null,
        reason: found.reason ?? null,
        missing: found.missing,
        tree: flat(found.tree, 0),
      }
    },
  ),
]

interface Line {
  depth: number
  says: string
  value: string | null
  row: { ledger: string; id: string; title: string } | null
  source: string | null
}

/** A tree as the lines in which it is read. */
function flat({ says, value, row, parameter, parts = [] }: Explained, depth: number): Line[] {
  const line = { depth, says, value, row: row ?? null, source: parameter?.source ?? null }
  return [line, ...parts.flatMap((part) => flat(part, depth + 1))]
}
