import { z } from 'zod'
import { actSummary } from '#http/shapes/act.ts'
import { figure, flag, moments, period } from '#http/shapes/figure.ts'
import { place } from '#http/shapes/place.ts'
import { ledgerTitle } from '#http/shapes/row.ts'

const run = z.union([z.object({ text: z.string(), figure: z.string().optional() }), z.object({ lead: z.string() })])

const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), runs: z.array(run) }),
  z.object({ kind: z.literal('block'), block: z.string(), text: z.string(), hint: z.string() }),
])

const reportDocument = z
  .object({
    title: z.string(),
    parts: z.array(part),
    flags: z.array(z.object({ figure: z.string(), says: z.string(), flags: z.array(flag) })),
  })
  .meta({ id: 'ReportDocument' })

export const reportAnswer = z
  .object({
    report: z.string(),
    year: z.number().int(),
    area: place,
    period,
    moments,
    document: reportDocument,
    figures: z.array(figure),
  })
  .meta({ id: 'ReportAnswer' })

export const issuedLine = z
  .object({
    id: z.string(),
    title: z.string(),
    report: z.string(),
    year: z.number().int(),
    area: place,
    moment: z.number(),
    by: z.string(),
    at: z.number(),
    voided: z
      .object({ by: z.string(), at: z.number(), reason: z.string() })
      .nullable()
      .meta({ description: '作废：谁、何时、为何；没有作废是 null' }),
  })
  .meta({ id: 'IssuedLine' })

export const issuedList = z.object({ issued: z.array(issuedLine) }).meta({ id: 'IssuedList' })

export const issuedReport = z
  .object({ issued: issuedLine, period, document: reportDocument, figures: z.array(figure) })
  .meta({ id: 'IssuedReport' })

const movedRow = z.object({
  row: z.string(),
  ledger: ledgerTitle,
  before: z.number().nullable(),
  now: z.number().nullable(),
  changes: z.array(actSummary),
})

export const issuedDiff = z
  .object({
    issued: issuedLine,
    differences: z.array(
      z.object({
        figure,
        now: figure,
        touched: z.number().int().meta({ description: '由多少行引起；rows 里只给前 100 行' }),
        rows: z.array(movedRow),
      }),
    ),
  })
  .meta({ id: 'IssuedDiff' })

export type ReportDocument = z.infer<typeof reportDocument>
