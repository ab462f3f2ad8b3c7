import { z } from 'zod'
import { sensitivities } from '#define/field.ts'
import { modes } from '#define/ledger.ts'
import { actSummary } from '#http/shapes/act.ts'
import { place } from '#http/shapes/place.ts'
import { ledgerColumns, ledgerTitle, listedRow, shownRow, subject } from '#http/shapes/row.ts'
import { levelTitles } from '#kinds/area.ts'
import { inputs, kindNames } from '#kinds/index.ts'

export const ledgerRows = z
  .object({ ledger: ledgerColumns, rows: z.array(listedRow), next: z.string().nullable() })
  .meta({ id: 'LedgerRows' })

const historyEntry = actSummary.extend({
  source: z.string().nullable(),
  did: z.enum(['record', 'correct', 'void']).meta({ description: '对这一行做了什么' }),
  changes: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})

export const rowDetail = z
  .object({
    row: shownRow,
    standing: z.boolean().meta({ description: '还在账上；作废的为 false' }),
    history: z.array(historyEntry),
  })
  .meta({ id: 'RowDetail' })

const member = z.object({
  subject,
  relation: z.string(),
  telling: z.string().meta({ description: '最能说明它的几栏，连成一句' }),
  from: z.string(),
  until: z.string().nullable(),
})

const group = z.object({
  ledger: ledgerTitle,
  rows: z.array(
    z.object({
      id: z.string(),
      day: z.string().nullable(),
      until: z.string().nullable(),
      who: z.string(),
      text: z.string(),
    }),
  ),
})

export const subjectPage = z
  .object({
    row: shownRow,
    members: z.array(member).meta({ description: '现在和从前属于它的，或它属于的' }),
    groups: z.array(group),
    more: z.boolean().meta({ description: '记录太多，没有列全' }),
  })
  .meta({ id: 'SubjectPage' })

export const found = z
  .object({
    hits: z.array(subject.extend({ title: z.string(), area: place })),
    more: z.boolean().meta({ description: '还有没列出来的' }),
  })
  .meta({ id: 'Found' })

export const areas = z
  .object({ areas: z.array(place.extend({ level: z.enum(levelTitles).nullable() })) })
  .meta({ id: 'Areas' })

export const revealed = z.object({ text: z.string() }).meta({ id: 'Revealed' })

const declaredField = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(kindNames),
  input: z.enum(inputs).nullable().meta({ description: '怎么填；没有的不能直接填' }),
  unit: z.string().nullable(),
  choices: z.array(z.string()).nullable(),
  optional: z.boolean(),
  sensitive: z.enum(sensitivities).nullable(),
  hint: z.string(),
  to: z.array(z.string()).meta({ description: '指向的台账' }),
})

export const declaredLedger = z
  .object({
    id: z.string(),
    title: z.string(),
    line: z.string(),
    row: z.string(),
    purpose: z.string(),
    mode: z.enum(modes),
    fields: z.array(declaredField),
  })
  .meta({ id: 'DeclaredLedger' })

export const ledgers = z.object({ ledgers: z.array(declaredLedger) }).meta({ id: 'Ledgers' })

export type RowDetail = z.infer<typeof rowDetail>
export type SubjectPage = z.infer<typeof subjectPage>
export type DeclaredLedger = z.infer<typeof declaredLedger>
