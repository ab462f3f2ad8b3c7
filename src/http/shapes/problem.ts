import { z } from 'zod'

/** RFC 9457 problem details. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    remedy: z.string().optional(),
    reference: z.string().optional().meta({ description: '意料之外的错的记录编号，报给管理员' }),
    problems: z.array(
      z.object({ code: z.string(), where: z.string().optional(), message: z.string(), remedy: z.string().optional() }),
    ),
  })
  .meta({ id: 'Problem' })

export type ProblemShape = z.infer<typeof problem>
