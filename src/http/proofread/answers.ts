import { z } from 'zod'
import { findingKinds, relationKinds, severities } from '#proofread/findings.ts'
import { verdicts } from '#proofread/ledgers.ts'
import { dimensions } from '#proofread/units.ts'

/** Positions are UTF-16 offsets into the text. */
const offsets = { start: z.number().int(), end: z.number().int() }
const span = { quote: z.string(), ...offsets }

const amount = { value: z.number(), low: z.number(), high: z.number().nullable(), unit: z.string() }

const cell = z.object({
  ...offsets,
  row: z.number().int(),
  column: z.number().int(),
  span: z.number().int().meta({ description: '占几列' }),
  continued: z.boolean().meta({ description: '与上面一格合并，自己没有内容' }),
})

const quantity = z.object({
  ...span,
  ...amount,
  dimension: z
    .union([z.enum(dimensions), z.templateLiteral(['count:', z.string()])])
    .meta({ description: '量的是什么；数出来的东西按量词分开，如 count:座' }),
  noun: z.string(),
  scope: z.array(z.string()),
  approx: z.string().optional(),
})

const term = z.object({ says: z.string(), ...amount, ...span })

const relation = z.object({
  ...span,
  kind: z.enum(relationKinds),
  title: z.string(),
  holds: z.boolean(),
  allowance: z.number(),
  parts: z.array(term),
  whole: term.nullable(),
  arithmetic: z.string(),
})

const finding = z.object({
  ...span,
  id: z.string(),
  kind: z.enum(findingKinds),
  title: z.string(),
  severity: z.enum(severities),
  message: z.string(),
  numbers: z.array(z.object({ says: z.string(), value: z.number(), unit: z.string() })),
  relation: z.number().int().nullable().meta({ description: '在 relations 里的位置' }),
})

const comparison = z.object({
  ...span,
  id: z.string(),
  verdict: z.enum(verdicts),
  figure: z.string().meta({ description: '指标编号' }),
  says: z.string(),
  definition: z.string(),
  period: z.string(),
  said: z.string(),
  written: z.number(),
  recorded: z.number(),
  unit: z.string(),
  message: z.string(),
})

const decision = z.object({
  decision: z.enum(['accept', 'dismiss']),
  reason: z.string(),
  by: z.string(),
  at: z.number(),
  before: z
    .array(
      z.object({
        decision: z.enum(['accept', 'dismiss']).nullable().meta({ description: '空为收回' }),
        reason: z.string(),
        by: z.string(),
        at: z.number(),
      }),
    )
    .meta({ description: '同一处以前怎么定过，早的在前' }),
})

export const decisions = z
  .object({ decisions: z.record(z.string(), decision).meta({ description: '疑点编号 → 处理' }) })
  .meta({ id: 'Decisions' })

export const proofreading = decisions
  .extend({
    digest: z.string().meta({ description: '文字的 SHA-256；处理意见按它记住' }),
    text: z.string(),
    paragraphs: z.array(z.object({ ...offsets, cell: z.boolean() })),
    tables: z
      .array(z.object({ ...offsets, cells: z.array(cell) }))
      .meta({ description: '按在文中开始的先后；单元格里的表另算一张' }),
    quantities: z.array(quantity),
    relations: z.array(relation),
    findings: z.array(finding),
    ledgers: z
      .object({ year: z.number().int(), comparisons: z.array(comparison) })
      .nullable()
      .meta({ description: '没有指明年度时为空' }),
  })
  .meta({ id: 'Proofreading' })

export type Proofreading = z.infer<typeof proofreading>
export type Decisions = z.infer<typeof decisions>['decisions']
