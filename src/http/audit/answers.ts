import { z } from 'zod'
import { verbNames } from '#access/permit.ts'
import { roles } from '#store/actor.ts'
import { auditEvents } from '#store/shelf/audit.ts'

export const trail = z
  .object({
    entries: z.array(
      z.object({
        id: z.string(),
        at: z.number().meta({ description: '时刻（微秒）' }),
        kind: z.enum(auditEvents),
        by: z.string(),
        about: z.string().nullable().meta({ description: '关于什么：台账、栏、报告、账号、网址' }),
        detail: z.string().nullable().meta({ description: '用途、范围等，当时怎么写的' }),
        row: z.string().nullable().meta({ description: '关于哪一行' }),
        issued: z.string().nullable().meta({ description: '关于哪一份签发的报告' }),
      }),
    ),
    next: z.string().nullable().meta({ description: '下一页；空为没有了' }),
    kinds: z.array(z.object({ id: z.enum(auditEvents), says: z.string() })),
    people: z.array(z.object({ id: z.string(), name: z.string() })).meta({ description: '可以只看谁的' }),
  })
  .meta({ id: 'AuditTrail' })

const reading = z.enum(['clear', 'reason', 'never'])

export const matrix = z
  .object({
    roles: z.array(z.object({ id: z.enum(roles), says: z.string() })),
    verbs: z.array(z.object({ id: z.enum(verbNames), says: z.string(), may: z.array(z.enum(roles)) })),
    readings: z.array(z.object({ id: reading, says: z.string() })),
    sensitive: z
      .array(z.object({ id: z.string(), says: z.string(), reads: z.record(z.string(), reading) }))
      .meta({ description: '一种敏感的栏，各角色怎么看' }),
    ledgers: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          parts: z.array(
            z.object({
              sensitive: z.string(),
              fields: z.array(z.string()),
              reads: z.record(z.string(), reading),
              differs: z.boolean().meta({ description: '和这一种敏感的栏一般的看法不同' }),
            }),
          ),
        }),
      )
      .meta({ description: '有敏感内容的台账' }),
  })
  .meta({ id: 'AccessMatrix' })
