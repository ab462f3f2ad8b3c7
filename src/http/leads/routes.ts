/** Leads that somebody has to look into, rows that somebody has to repair, and what people answer. */
import { z } from 'zod'
import { namer } from '#define/namer.ts'
import { levelSaid, outcomes } from '#define/notice.ts'
import { type Place, places } from '#http/places.ts'
import { route } from '#http/route.ts'
import { actId, actReason, receipt, receiptTold } from '#http/shapes/act.ts'
import { villageOf } from '#kinds/area.ts'
import { exempt, verifyLead } from '#notice/answer.ts'
import { follow } from '#notice/follow.ts'
import { dayToJudge } from '#notice/judge.ts'
import { type Lead, leadOf, leads, repairs } from '#notice/leads.ts'
import * as answers from './answers.ts'

const ofLead = z.strictObject({ id: z.uuid().toLowerCase() })

const shaped = ({ area, village: _, ...lead }: Lead, name: (code: string) => Place) => ({
  ...lead,
  place: name(area),
  village: name(villageOf(area)),
})

export const leadRoutes = [
  route(
    'GET /api/leads',
    'rows',
    { says: '要人去核实的户，最迟的日子近的在前；还有排队等着开线索的。', answer: answers.leads },
    async ({ store }, actor) => {
      const day = await dayToJudge(store, actor)
      const found = await leads(store, actor)
      const { name } = await places(store, actor, { day })
      return {
        day,
        leads: found.leads.map((lead) => shaped(lead, name)),
        waiting: found.waiting.map((lead) => shaped(lead, name)),
        kept: found.kept,
        levels: ([3, 2, 1] as const).map((level) => ({ level, says: levelSaid[level] })),
      }
    },
  ),

  route(
    'GET /api/leads/:id',
    'rows',
    { says: '一条线索：因为什么开的、最迟哪天核实、答复是什么。', params: ofLead, answer: answers.oneLead },
    async ({ store, params }, actor) => {
      const day = await dayToJudge(store, actor)
      const lead = await leadOf(store, actor, params.id)
      const { name } = await places(store, actor, { day })
      return { day, lead: shaped(lead, name), outcomes: [...outcomes] }
    },
  ),

  route(
    'POST /api/leads/:id/answer',
    'correct',
    {
      says: '答复一条线索：核实结果、情况，哪几个人去的。',
      params: ofLead,
      body: z.strictObject({
        act: actId,
        outcome: z.string().max(20),
        reason: z.string().trim().min(1, '请写核实的情况').max(500),
        by: z.array(z.string().trim().min(1).max(20)).min(2, '核实不少于两人').max(5),
        day: z.iso.date().optional().meta({ description: '哪天核实的；不填为规则问的那一天' }),
      }),
      answer: receipt,
    },
    async ({ store, params, body }, actor) => {
      const { day, ...rest } = body
      const done = await verifyLead(store, actor, { lead: params.id, ...rest, ...(day !== undefined && { day }) })
      return receiptTold(done, namer(store.catalog))
    },
  ),

  route(
    'GET /api/findings',
    'rows',
    { says: '要人去改的数据疑点：哪条线的、最迟哪天改。', answer: answers.findings },
    async ({ store }, actor) => {
      const day = await dayToJudge(store, actor)
      const { findings, kept } = await repairs(store, actor)
      const { name } = await places(store, actor, { day })
      return { day, findings: findings.map(({ area, village: _, ...one }) => ({ ...one, place: name(area) })), kept }
    },
  ),

  route(
    'POST /api/rules/:id/exempt',
    'judge',
    {
      says: '一条规则不再提醒某一行；规则读到的资料变了，或者到期了，就又会提醒。',
      params: z.strictObject({ id: z.string().max(100) }),
      body: z.strictObject({
        act: actId,
        row: z.uuid().toLowerCase(),
        reason: actReason,
        evidence: z.string().trim().max(300).optional(),
        until: z.iso.date().optional(),
      }),
      answer: receipt,
    },
    async ({ store, params, body }, actor) => {
      const { act, row, reason, evidence, until } = body
      const more = { ...(evidence !== undefined && { evidence }), ...(until !== undefined && { until }) }
      const done = await exempt(store, actor, { rule: params.id, subject: row, reason, act, ...more })
      return receiptTold(done, namer(store.catalog))
    },
  ),

  route(
    'POST /api/judge',
    'judge',
    {
      says: '按规则把全乡核对一遍，记下新成立的和不再成立的。',
      body: z.strictObject({}),
      answer: answers.judged,
      timeout: 600_000,
    },
    async ({ store }, actor) => {
      const { rules, day, opened, closed, leads, waiting } = await follow(store, actor, {
        day: await dayToJudge(store, actor),
      })
      const unknown = Object.values(rules).filter((one) => one.unknown > 0).length
      return { day, opened, closed, leads, waiting, unknown }
    },
  ),
]
