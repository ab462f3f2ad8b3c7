/** Rows of ledgers, as columns of a list and as fields of a page. */
import { z } from 'zod'
import { kindNames } from '#kinds/index.ts'
import { place } from './place.ts'

export const ledgerTitle = z.object({ id: z.string(), title: z.string() })

export const subject = z.object({ ledger: z.string(), id: z.string(), name: z.string() }).meta({ id: 'Subject' })

const unnamed = z.boolean().meta({ description: '里面是谁没有显示：这个名单本身就是敏感信息' })

export const ledgerColumns = ledgerTitle.extend({
  unnamed,
  columns: z.array(z.object({ name: z.string(), label: z.string(), number: z.boolean() })),
})

export const listedRow = z.object({
  id: z.string(),
  ledger: z.string(),
  area: place,
  subject: subject.nullable(),
  values: z.record(z.string(), z.string()),
})

export const shownField = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(kindNames),
  text: z.string(),
  masked: z.boolean().meta({ description: '已遮盖；写明用途后可以查看' }),
  link: subject.optional(),
  code: z.string().optional().meta({ description: '地区的区划代码' }),
})

export const shownRow = z
  .object({
    id: z.string(),
    township: z.string(),
    ledger: ledgerTitle.extend({
      row: z.string(),
      unnamed,
      kept: z.boolean().meta({ description: '由程序自己记，不能手工更正、作废' }),
    }),
    title: z.string(),
    area: place,
    fields: z.array(shownField),
  })
  .meta({ id: 'ShownRow' })

export type LedgerColumns = z.infer<typeof ledgerColumns>
export type ShownRow = z.infer<typeof shownRow>
