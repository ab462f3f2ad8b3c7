import { z } from 'zod'
import { receipt } from '#http/shapes/act.ts'
import { toldProblem } from '#http/shapes/problem.ts'

/** A row of the file that was sent. */
const line = z.object({
  sheet: z.string().meta({ description: '工作表；.csv 为空' }),
  row: z.number().int().meta({ description: '第几行，从 1 起' }),
})

const cell = z.object({ field: z.string(), label: z.string(), before: z.string(), after: z.string() })

export const imported = z
  .object({
    ledgers: z
      .array(
        z.object({
          ledger: z.string(),
          added: z.number().int(),
          known: z.number().int(),
          changed: z.number().int(),
          restored: z.number().int(),
          bad: z.number().int(),
        }),
      )
      .meta({ description: '每本台账各是多少行；以下各数是它们的合计' }),
    added: z.number().int().meta({ description: '新增的行数' }),
    known: z.number().int().meta({ description: '账上已有、内容相同的行数' }),
    changed: z.array(line.extend({ id: z.string(), cells: z.array(cell) })),
    restored: z.array(line.extend({ id: z.string() })),
    bad: z.array(line.extend({ problems: z.array(toldProblem) })).meta({ description: '退回的行和原因' }),
    doubts: z.array(line.extend({ problems: z.array(toldProblem) })).meta({ description: '已经记下、但存疑的行' }),
    notes: z.array(z.string()).meta({ description: '没有读的、看不见却读了的，等等' }),
    receipt: receipt.nullable().meta({ description: '只检查，或没有要记的，为空' }),
    returned: z
      .object({ name: z.string(), content: z.base64() })
      .nullable()
      .meta({ description: '只有退回的行的 .xlsx，改好后可以直接再导入' }),
  })
  .meta({ id: 'Imported' })

export type ImportedShape = z.infer<typeof imported>
