/** What was done in the books, and what comes back for doing it. */
import { z } from 'zod'
import { actKinds } from '#store/act.ts'

/** An act as the history of a row tells it. */
export const actSummary = z.object({
  seq: z.number().int(),
  at: z.number().meta({ description: '时刻（微秒）' }),
  by: z.string(),
  kind: z.enum(actKinds),
  reason: z.string().nullable(),
})

export const receipt = z
  .object({ township: z.string(), seq: z.number().int(), at: z.number(), repeated: z.boolean() })
  .meta({ id: 'Receipt' })

export const nothing = z.object({}).meta({ id: 'Nothing' })
