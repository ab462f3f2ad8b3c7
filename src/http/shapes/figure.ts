/** A figure, and the period and moment it is true for. */
import { z } from 'zod'
import { flagCodes } from '#measure/figure.ts'

export const flag = z.object({ code: z.enum(flagCodes), message: z.string() })

export const figure = z
  .object({
    id: z.string().meta({ description: '指标编号' }),
    says: z.string(),
    definition: z.string().meta({ description: '口径：编写的' }),
    counted: z.string().meta({ description: '口径：按算法直接读出的' }),
    value: z.number().nullable(),
    unit: z.string(),
    said: z.string().meta({ description: '写在句子里的样子，如 6.56万元' }),
    rows: z.number().int(),
    missing: z.number().int(),
    flags: z.array(flag),
  })
  .meta({ id: 'Figure' })

export const moments = z.record(z.string(), z.number()).meta({ description: '乡镇代码 → 账本时刻（微秒）' })

export const period = z.object({ from: z.string(), day: z.string(), said: z.string() })
