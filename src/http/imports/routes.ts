/** A foreign table through the front door, by the same engine as on the command line. */
import { z } from 'zod'
import { limits } from '#capture/table.ts'
import { namer } from '#define/namer.ts'
import { asked, townshipAsked } from '#http/asking.ts'
import { route } from '#http/route.ts'
import { moved, movedOf, receiptTold } from '#http/shapes/act.ts'
import { told } from '#problem.ts'
import { importFile } from '#store/import.ts'
import * as answers from './answers.ts'

const filled = z.record(z.string().min(1).max(60), z.string().min(1).max(200))

export const importRoutes = [
  route(
    'POST /api/imports',
    'import',
    {
      says: '把一个 .xlsx、.xls 或 .csv（不超过 20 MB）导入一本台账：好的行一次记账，其余的连同原因退回。',
      query: z.strictObject({
        ledger: z
          .string()
          .max(60)
          .optional()
          .meta({ description: '台账编号；不写就照表头认，户和人写在一张表里的记进三本' }),
        name: z.string().min(1).max(200).meta({ description: '文件名，记作这一笔的来源' }),
        area: asked.shape.area,
        changes: z
          .enum(['take', 'leave'])
          .optional()
          .meta({ description: '账上已有、内容不同的行：take 按文件更正，leave 不改；不写为只列出来' }),
        fill: z
          .string()
          .max(4000)
          .optional()
          .transform((json, context) => {
            try {
              return json === undefined ? undefined : new Map(Object.entries(filled.parse(JSON.parse(json))))
            } catch {
              context.addIssue({ code: 'custom', message: '统一填写的写法不对' })
              return z.NEVER
            }
          })
          .meta({ description: '表里没有的栏目，账上没有的行统一填的值，写成 JSON：{"建档日期":"2025-03-01"}' }),
        moved,
        dryRun: z.enum(['true', 'false']).default('false').meta({ description: 'true：照样做一遍再撤回，账上不变' }),
      }),
      body: z.custom<Uint8Array>((body) => body instanceof Uint8Array, '没有收到文件'),
      upload: limits.bytes,
      answer: answers.imported,
      timeout: 120_000,
    },
    async ({ store, query: { area, dryRun, moved, ...query }, body: bytes }, actor) => {
      const township = townshipAsked(actor, area, '表格')
      const { receipt, marked, bad, doubts, ...counted } = await importFile(store, actor, {
        ...query,
        township,
        bytes,
        moved: movedOf(moved),
        dryRun: dryRun === 'true',
      })
      const called = namer(store.catalog)
      const toldOf = (rows: typeof bad) =>
        rows.map(({ problems, ...line }) => ({ ...line, problems: problems.map((one) => told(one, called)) }))
      return {
        ...counted,
        bad: toldOf(bad),
        doubts: toldOf(doubts),
        receipt: receipt ? receiptTold({ ...receipt, doubts: [] }, called) : null,
        returned: marked ? { name: marked.name, content: Buffer.from(marked.bytes).toString('base64') } : null,
      }
    },
  ),
]
