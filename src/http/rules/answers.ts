import { z } from 'zod'
import { place } from '#http/shapes/place.ts'

const rule = z.object({
  id: z.string(),
  kind: z.enum(['risk', 'quality']),
  says: z.string(),
  basis: z.string(),
  level: z.number().int().meta({ description: '3 今天看，2 本周看，1 下一轮看' }),
  about: z.object({ id: z.string(), title: z.string() }),
})

export const rules = z
  .object({
    lines: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        rules: z.array(
          rule.extend({ standing: z.number().int().meta({ description: '上次核对时成立、现在还没有了结的' }) }),
        ),
      }),
    ),
  })
  .meta({ id: 'Rules' })

const named = z.object({ ledger: z.string(), id: z.string(), title: z.string() })

export const ruled = z
  .object({
    rule: rule.extend({ counted: z.string().meta({ description: '由声明印成的中文' }) }),
    day: z.string(),
    tally: z.object({ yes: z.number().int(), no: z.number().int(), unknown: z.number().int() }),
    rows: z.number().int().meta({ description: '那本台账一共有几行；一行也没有，就无从判断' }),
    kept: z.boolean().meta({ description: '是谁不对提问的人公开，只有个数' }),
    findings: z
      .array(named.extend({ subject: z.string().nullable(), place, reason: z.string() }))
      .meta({ description: '最多 500 条，重的在前' }),
    gaps: z.array(z.object({ missing: z.array(z.string()), rows: z.number().int() })),
  })
  .meta({ id: 'Ruled' })

export const why = z
  .object({
    rule: rule,
    subject: named,
    day: z.string(),
    verdict: z.enum(['yes', 'no', 'unknown']).nullable().meta({ description: 'null：这条规则不问它' }),
    reason: z.string().nullable(),
    missing: z.array(z.string()),
    tree: z
      .array(
        z.object({
          depth: z.number().int(),
          says: z.string(),
          value: z.string().nullable().meta({ description: 'null：说不出；空：没有值可说' }),
          row: named.nullable(),
          source: z.string().nullable().meta({ description: '参数依据的文件' }),
        }),
      )
      .meta({ description: '从上到下，depth 深一层的是上面那一行的来历' }),
  })
  .meta({ id: 'Why' })
