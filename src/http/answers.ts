/** The shapes that leave the server: what is not declared here is not sent. The web pages read the same types. */
import { z } from 'zod'

const figureId = z.string().meta({ description: '指标编号' })

export const flag = z.object({
  code: z.enum(['implausible', 'unclassified', 'values_missing', 'cannot_say']),
  message: z.string(),
})

export const figure = z
  .object({
    id: figureId,
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

const period = z.object({ from: z.string(), day: z.string(), said: z.string() })

const run = z.union([z.object({ text: z.string(), figure: z.string().optional() }), z.object({ lead: z.string() })])

const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), runs: z.array(run) }),
  z.object({ kind: z.literal('block'), block: z.string(), text: z.string(), hint: z.string() }),
])

export const reportDocument = z
  .object({
    title: z.string(),
    parts: z.array(part),
    flags: z.array(z.object({ figure: z.string(), says: z.string(), flags: z.array(flag) })),
  })
  .meta({ id: 'ReportDocument' })

export const place = z.object({ code: z.string(), name: z.string() }).meta({ id: 'Place' })

export const me = z
  .object({
    name: z.string(),
    role: z.string(),
    /** The places the reader works for. */
    areas: z.array(place),
    /** What a page may be narrowed to: villages, or townships where there are several. */
    choices: z.array(place),
    /** Where pages begin who works for several townships; null: everything in sight. */
    home: z.string().nullable(),
    report: z.object({ id: z.string(), title: z.string() }),
    year: z.number().int(),
    may: z.array(z.string()).meta({ description: '可以做的事' }),
  })
  .meta({ id: 'Me' })

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

export const figureTable = z
  .object({
    period,
    moments,
    lines: z.array(
      z.object({ id: z.string(), title: z.string(), figures: z.array(z.string()).meta({ description: '指标编号' }) }),
    ),
    figures: z.array(figure),
    /** Present when asked by village. */
    villages: z.array(z.object({ place, said: z.record(z.string(), z.string()) })).optional(),
  })
  .meta({ id: 'FigureTable' })

export const figureDetail = z
  .object({
    figure,
    line: z.object({ id: z.string(), title: z.string() }),
    area: place.nullable(),
    period,
    moments,
    yearEarlier: figure,
    villages: z.array(z.object({ place, value: z.number().nullable(), said: z.string() })),
  })
  .meta({ id: 'FigureDetail' })

export const subject = z.object({ ledger: z.string(), id: z.string(), name: z.string() }).meta({ id: 'Subject' })

const column = z.object({ name: z.string(), label: z.string(), number: z.boolean() })

export const ledgerColumns = z.object({ id: z.string(), title: z.string(), columns: z.array(column) })

const listedRow = z.object({
  id: z.string(),
  ledger: z.string(),
  area: place,
  subject: subject.nullable(),
  values: z.record(z.string(), z.string()),
})

export const rowsPage = z
  .object({
    ledgers: z.array(ledgerColumns),
    rows: z.array(listedRow.extend({ part: z.string(), contributes: z.number() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'RowsPage' })

export const ledgerRows = z
  .object({ ledger: ledgerColumns, rows: z.array(listedRow), next: z.string().nullable() })
  .meta({ id: 'LedgerRows' })

const shownField = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.string(),
  text: z.string(),
  /** Hidden in part; may be revealed with a reason. */
  masked: z.boolean(),
  link: subject.optional(),
  /** Of an area. */
  code: z.string().optional(),
})

export const shownRow = z
  .object({
    id: z.string(),
    township: z.string(),
    ledger: z.object({ id: z.string(), title: z.string(), row: z.string() }),
    title: z.string(),
    area: place,
    fields: z.array(shownField),
  })
  .meta({ id: 'ShownRow' })

const historyEntry = z.object({
  seq: z.number().int(),
  at: z.number(),
  by: z.string(),
  kind: z.string(),
  reason: z.string().nullable(),
  source: z.string().nullable(),
  /** What this act did to the row. */
  did: z.enum(['record', 'correct', 'void']),
  changes: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})

export const rowDetail = z
  .object({
    row: shownRow,
    standing: z.boolean().meta({ description: '还在账上；作废的为 false' }),
    history: z.array(historyEntry),
  })
  .meta({ id: 'RowDetail' })

export const subjectPage = z
  .object({
    row: shownRow,
    /** Who belongs to it now, or what it belongs to. */
    members: z.array(
      z.object({
        subject,
        relation: z.string(),
        fields: z.array(shownField),
        from: z.string(),
        until: z.string().nullable(),
      }),
    ),
    groups: z.array(
      z.object({
        ledger: z.object({ id: z.string(), title: z.string() }),
        rows: z.array(
          z.object({
            id: z.string(),
            day: z.string().nullable(),
            until: z.string().nullable(),
            who: z.string(),
            text: z.string(),
          }),
        ),
      }),
    ),
    /** More was recorded than is shown. */
    more: z.boolean(),
  })
  .meta({ id: 'SubjectPage' })

export const found = z
  .object({
    hits: z.array(subject.extend({ title: z.string(), area: place })),
  })
  .meta({ id: 'Found' })

export const areas = z.object({ areas: z.array(place.extend({ level: z.string() })) }).meta({ id: 'Areas' })

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
  })
  .meta({ id: 'IssuedLine' })

export const issuedList = z.object({ issued: z.array(issuedLine) }).meta({ id: 'IssuedList' })

export const issuedReport = z
  .object({ issued: issuedLine, period, document: reportDocument, figures: z.array(figure) })
  .meta({ id: 'IssuedReport' })

export const issuedDiff = z
  .object({
    issued: issuedLine,
    differences: z.array(
      z.object({
        figure,
        now: figure,
        /** How many rows account for it; the first hundred are given. */
        touched: z.number().int(),
        rows: z.array(
          z.object({
            row: z.string(),
            ledger: z.object({ id: z.string(), title: z.string() }),
            before: z.number().nullable(),
            now: z.number().nullable(),
            changes: z.array(
              z.object({
                seq: z.number().int(),
                at: z.number(),
                by: z.string(),
                kind: z.string(),
                reason: z.string().nullable(),
              }),
            ),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'IssuedDiff' })

export const receipt = z
  .object({ township: z.string(), seq: z.number().int(), at: z.number(), repeated: z.boolean() })
  .meta({ id: 'Receipt' })

export const revealed = z.object({ text: z.string() }).meta({ id: 'Revealed' })

export const declaredLedger = z
  .object({
    id: z.string(),
    title: z.string(),
    line: z.string(),
    row: z.string(),
    purpose: z.string(),
    mode: z.enum(['entity', 'event', 'state']),
    fields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        kind: z.string(),
        unit: z.string().nullable(),
        choices: z.array(z.string()).nullable(),
        optional: z.boolean(),
        sensitive: z.string().nullable(),
        hint: z.string(),
        to: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'DeclaredLedger' })

export const ledgers = z.object({ ledgers: z.array(declaredLedger) }).meta({ id: 'Ledgers' })

export const nothing = z.object({}).meta({ id: 'Nothing' })

const term = z.object({
  says: z.string(),
  value: z.number(),
  low: z.number(),
  high: z.number().nullable(),
  unit: z.string(),
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
})

const offsets = { start: z.number().int(), end: z.number().int() }
const span = { quote: z.string(), ...offsets }

const reportDecision = z.object({
  decision: z.enum(['accept', 'dismiss']),
  reason: z.string(),
  by: z.string(),
  at: z.number(),
})

export const decisions = z
  .object({ decisions: z.record(z.string(), reportDecision).meta({ description: '疑点编号 → 处理' }) })
  .meta({ id: 'Decisions' })

export const proofreading = decisions
  .extend({
    digest: z.string().meta({ description: '文字的 SHA-256；处理意见按它记住' }),
    text: z.string(),
    paragraphs: z.array(z.object({ ...offsets, cell: z.boolean() })),
    tables: z
      .array(
        z.object({
          ...offsets,
          cells: z.array(
            z.object({
              ...offsets,
              row: z.number().int(),
              column: z.number().int(),
              span: z.number().int().meta({ description: '占几列' }),
              continued: z.boolean().meta({ description: '与上面一格合并，自己没有内容' }),
            }),
          ),
        }),
      )
      .meta({ description: '按在文中开始的先后；单元格里的表另算一张' }),
    quantities: z.array(
      z.object({
        ...span,
        value: z.number(),
        low: z.number(),
        high: z.number().nullable(),
        unit: z.string(),
        dimension: z.string(),
        noun: z.string(),
        scope: z.array(z.string()),
        approx: z.string().optional(),
      }),
    ),
    relations: z.array(
      z.object({
        ...span,
        kind: z.string(),
        title: z.string(),
        holds: z.boolean(),
        allowance: z.number(),
        parts: z.array(term),
        whole: term.nullable(),
        arithmetic: z.string(),
      }),
    ),
    findings: z.array(
      z.object({
        ...span,
        id: z.string(),
        kind: z.string(),
        title: z.string(),
        severity: z.enum(['error', 'doubt', 'note']),
        message: z.string(),
        numbers: z.array(z.object({ says: z.string(), value: z.number(), unit: z.string() })),
        relation: z.number().int().nullable().meta({ description: '在 relations 里的位置' }),
      }),
    ),
    ledgers: z
      .object({
        year: z.number().int(),
        comparisons: z.array(
          z.object({
            ...span,
            id: z.string(),
            verdict: z.enum(['same', 'different', 'incomparable']),
            figure: z.string().meta({ description: '指标编号' }),
            says: z.string(),
            definition: z.string(),
            period: z.string(),
            said: z.string(),
            written: z.number(),
            recorded: z.number(),
            unit: z.string(),
            message: z.string(),
          }),
        ),
      })
      .nullable()
      .meta({ description: '没有指明年度时为空' }),
  })
  .meta({ id: 'Proofreading' })

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    remedy: z.string().optional(),
    /** Reference number of an unexpected failure, to be told to whoever looks after the system. */
    reference: z.string().optional(),
    problems: z.array(
      z.object({ code: z.string(), where: z.string().optional(), message: z.string(), remedy: z.string().optional() }),
    ),
  })
  .meta({ id: 'Problem' })

export type Me = z.infer<typeof me>
export type FigureShape = z.infer<typeof figure>
export type ReportAnswerShape = z.infer<typeof reportAnswer>
export type DocumentShape = z.infer<typeof reportDocument>
export type FigureTable = z.infer<typeof figureTable>
export type FigureDetail = z.infer<typeof figureDetail>
export type RowsPageShape = z.infer<typeof rowsPage>
export type LedgerColumns = z.infer<typeof ledgerColumns>
export type ShownRow = z.infer<typeof shownRow>
export type RowDetail = z.infer<typeof rowDetail>
export type SubjectPage = z.infer<typeof subjectPage>
export type Areas = z.infer<typeof areas>
export type Found = z.infer<typeof found>
export type IssuedLine = z.infer<typeof issuedLine>
export type IssuedList = z.infer<typeof issuedList>
export type IssuedReportShape = z.infer<typeof issuedReport>
export type IssuedDiff = z.infer<typeof issuedDiff>
export type Ledgers = z.infer<typeof ledgers>
export type DeclaredLedger = z.infer<typeof declaredLedger>
export type ReceiptShape = z.infer<typeof receipt>
export type ProofreadingShape = z.infer<typeof proofreading>
export type DecisionsShape = z.infer<typeof decisions>
export type ProblemShape = z.infer<typeof problem>
