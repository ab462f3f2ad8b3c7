import { z } from 'zod'
import { receipt } from '#http/shapes/act.ts'
import { toldProblem } from '#http/shapes/problem.ts'

/** A row of the file that was sent. */
const line = z.object({
  sheet: z.string().meta({ description: '工作表；.csv 为空' }),
  row: z.number().int().meta({ description: '第几行，从 1 起' }),
})

const written = z.array(z.string()).meta({ description: '各个问题的格子里写的；不在一格里的为空' })
const returnedRow = line.extend({ problems: z.array(toldProblem), written })

const cell = z.object({ field: z.string(), label: z.string(), before: z.string(), after: z.string() })

export const imported = z
  .object({
    ledgers: z
      .array(
        z.object({
          ledger: z.string(),
          title: z.string(),
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
    bad: z.array(returnedRow).meta({ description: '退回的行和原因' }),
    doubts: z.array(returnedRow).meta({ description: '已经记下、但存疑的行' }),
    counts: z
      .object({
        changed: z.number().int(),
        restored: z.number().int(),
        bad: z.number().int(),
        doubts: z.number().int(),
      })
      .meta({ description: '一共几行；要得少的（most），上面没有列全' }),
    notes: z.array(z.string()).meta({ description: '没有读的、看不见却读了的，等等' }),
    receipt: receipt.nullable().meta({ description: '只检查，或没有要记的，为空' }),
    returned: z
      .object({ name: z.string(), content: z.base64() })
      .nullable()
      .meta({ description: '只有退回的行的 .xlsx，改好后可以直接再导入' }),
  })
  .meta({ id: 'Imported' })

export const layouts = z
  .object({
    ledger: z
      .object({ id: z.string(), title: z.string() })
      .meta({ description: '读作哪一本；户和人一张表的，是三本的名称' }),
    likely: z.object({ id: z.string(), title: z.string() }).nullable().meta({ description: '看表头更像的另一本台账' }),
    fault: toldProblem.nullable().meta({ description: '整份表不能这样导入的原因' }),
    fields: z.array(z.object({ label: z.string(), required: z.boolean() })).meta({ description: '可以指定的栏目' }),
    heads: z
      .record(z.string(), z.record(z.string(), z.string()))
      .meta({ description: '这次按谁说的读：原样交给导入；没有给的，用同样表头上次改过的' }),
    kept: z.boolean().meta({ description: '用了上次改过的' }),
    tables: z.array(
      z.object({
        layout: z.string().meta({ description: '表头的摘要；表头相同就相同' }),
        places: z.array(z.object({ sheet: z.string(), header: z.number().int(), rows: z.number().int() })),
        columns: z.array(
          z.object({
            at: z.number().int().meta({ description: '第几列，从 0 起' }),
            head: z.string(),
            group: z.string().optional().meta({ description: '上一层表头' }),
            field: z.string().optional().meta({ description: '读作哪一栏；没有就是不读' }),
            samples: z.array(z.string()),
          }),
        ),
        missing: z.array(z.string()).meta({ description: '缺少的必填栏目' }),
        fault: z.string().optional().meta({ description: '别的还不能读的原因' }),
      }),
    ),
  })
  .meta({ id: 'Layouts' })

export const importList = z
  .object({
    imports: z.array(
      z.object({
        seq: z.number().int().meta({ description: '第几号' }),
        at: z.number().meta({ description: '时刻（微秒）' }),
        by: z.string(),
        file: z.string(),
        rows: z.number().int().meta({ description: '这本台账里还照它记的样子的行数' }),
      }),
    ),
  })
  .meta({ id: 'ImportList' })

export const takenBack = z
  .object({
    receipt,
    ledgers: z.array(
      z.object({ ledger: z.string(), title: z.string(), voided: z.number().int(), corrected: z.number().int() }),
    ),
    gone: z.number().int().meta({ description: '早已作废、没有再动的行数' }),
  })
  .meta({ id: 'TakenBack' })

export const progress = z
  .object({
    step: z.enum(['read', 'match', 'record']).nullable().meta({ description: '没有在办为空' }),
    rows: z.number().int(),
  })
  .meta({ id: 'ImportProgress' })

export type ImportedShape = z.infer<typeof imported>
export type ImportListShape = z.infer<typeof importList>
export type TakenBackShape = z.infer<typeof takenBack>
export type LayoutsShape = z.infer<typeof layouts>
