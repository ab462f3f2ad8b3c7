import { z } from 'zod'
import { figure, moments, period } from '#http/shapes/figure.ts'
import { place } from '#http/shapes/place.ts'
import { ledgerColumns, listedRow } from '#http/shapes/row.ts'

const line = z.object({ id: z.string(), title: z.string() })

export const figureTable = z
  .object({
    period,
    moments,
    lines: z.array(line.extend({ figures: z.array(z.string()).meta({ description: '指标编号' }) })),
    figures: z.array(figure),
    villages: z
      .array(z.object({ place, said: z.record(z.string(), z.string()) }))
      .optional()
      .meta({ description: '写了 by=village 时才有' }),
  })
  .meta({ id: 'FigureTable' })

export const figureDetail = z
  .object({
    figure,
    line,
    area: place.nullable(),
    period,
    moments,
    yearEarlier: figure,
    villages: z.array(z.object({ place, value: z.number().nullable(), said: z.string() })),
    examples: z
      .object({
        head: z.array(z.string()),
        lines: z.array(
          z.object({ cells: z.array(z.string()), asked: z.string().optional(), figure: z.string().optional() }),
        ),
      })
      .nullable()
      .meta({ description: '几行台账、问哪一天、应当是多少；没有举例的为 null' }),
  })
  .meta({ id: 'FigureDetail' })

export const rowsPage = z
  .object({
    ledgers: z.array(ledgerColumns),
    rows: z.array(listedRow.extend({ part: z.string(), contributes: z.number() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'RowsPage' })

export type RowsPage = z.infer<typeof rowsPage>
