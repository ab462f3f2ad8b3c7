import { z } from 'zod'
import { codes } from '#problem.codes.ts'

const code = z.enum(codes).meta({ id: 'ProblemCode' })

/** Where a fault lies, for programs; `where` says it to people. */
const at = z
  .object({
    ledger: z.string(),
    n: z.number().int().meta({ description: '本次提交里这本台账的第几行，从 1 起' }),
    row: z.string(),
    field: z.string(),
    file: z.string(),
    sheet: z.string(),
    line: z.number().int().meta({ description: '表格里的第几行，从 1 起' }),
    column: z.number().int().meta({ description: '表格里的第几列，从 1 起' }),
    input: z.string().meta({ description: '请求里的哪一项' }),
    fact: z.string(),
    indicator: z.string(),
    parameter: z.string(),
    report: z.string(),
    issued: z.string(),
    township: z.string(),
    server: z.string(),
  })
  .partial()
  .meta({ id: 'ProblemAt' })

/** One problem, with its place for programs and in words. */
export const toldProblem = z.object({
  code,
  at: at.optional(),
  where: z.string().optional(),
  message: z.string(),
  remedy: z.string().optional(),
  doubt: z.literal(true).optional().meta({ description: '只是存疑：告诉一声，照样可以记' }),
  retryAfter: z.number().int().optional().meta({ description: '多少秒以后可以原样再试' }),
})

/** RFC 9457 problem details. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.union([code, z.literal('unexpected')]),
    remedy: z.string().optional(),
    reference: z.string().optional().meta({ description: '意料之外的错的记录编号，报给管理员' }),
    problems: z.array(toldProblem),
  })
  .meta({ id: 'Problem' })

export type ProblemShape = z.infer<typeof problem>
