import { z } from 'zod'
import { sensitivities } from '#define/field.ts'
import { modes } from '#define/ledger.ts'
import { actSummary, receipt } from '#http/shapes/act.ts'
import { place } from '#http/shapes/place.ts'
import { toldProblem } from '#http/shapes/problem.ts'
import { ledgerColumns, ledgerTitle, listedRow, shownRow, subject } from '#http/shapes/row.ts'
import { levelTitles } from '#kinds/area.ts'
import { inputs, kindNames } from '#kinds/index.ts'

export const ledgerRows = z
  .object({
    ledger: ledgerColumns.extend({
      columns: z.array(
        ledgerColumns.shape.columns.element.extend({
          offered: z.boolean().meta({ description: '可以按它筛选、排序' }),
          home: z.boolean().meta({ description: '一行属于哪里就看它：与 area 说的是同一个地方' }),
        }),
      ),
    }),
    order: z.string().meta({ description: '按哪一栏排；前面有 - 的从大到小；空为录入的先后' }),
    rows: z.array(listedRow),
    next: z.string().nullable(),
  })
  .meta({ id: 'LedgerRows' })

export const ledgerTotals = z
  .object({
    rows: z.number().int(),
    sums: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        said: z.string().nullable().meta({ description: '带单位的合计；空为没有一行填了' }),
      }),
    ),
  })
  .meta({ id: 'LedgerTotals' })

const historyEntry = actSummary.extend({
  source: z.string().nullable(),
  did: z.enum(['record', 'correct', 'void']).meta({ description: '对这一行做了什么' }),
  changes: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})

export const rowDetail = z
  .object({
    row: shownRow,
    standing: z.boolean().meta({ description: '还在账上；作废的为 false' }),
    told: z.boolean().meta({ description: '别的台账里会有关于它的记录，如一户、一人' }),
    apart: z
      .array(ledgerTitle.extend({ field: z.string(), of: z.string() }))
      .meta({ description: '要在哪本台账里写上它（field 一栏），才归到一户（of）；已经写过的不在里面' }),
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
  ledger: ledgerTitle.extend({
    line: z.string().meta({ description: '条线' }),
    lasts: z.boolean().meta({ description: '一段时间里一直是的（如低保），不是一天的事' }),
  }),
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
    takesIn: z
      .array(z.object({ ledger: z.string(), row: z.string(), by: z.string() }))
      .meta({ description: '归到它的是什么：在哪本台账里新增，叫什么；by 是新增时写它的那一栏（台账.栏）' }),
    offers: z
      .array(
        z.object({
          line: z.string(),
          ledgers: z.array(ledgerTitle.extend({ field: z.string().meta({ description: '新增时写它的那一栏' }) })),
        }),
      )
      .meta({ description: '可以录入关于它的事的台账，按条线' }),
    paid: z
      .object({
        years: z.array(z.object({ year: z.string(), said: z.string(), share: z.number() })),
        from: z.array(z.string()).meta({ description: '数的是哪几本台账里已经发放的' }),
      })
      .nullable()
      .meta({ description: '各年领到的钱，share 是和最多的一年之比；没有领过，或金额不能给问的人看，为空' }),
    kept: z
      .array(ledgerTitle)
      .meta({ description: '不在这里列出的台账：名单本身就是敏感信息；与这一户有没有记录无关' }),
  })
  .meta({ id: 'SubjectPage' })

export const found = z
  .object({
    hits: z.array(
      subject.extend({
        title: z.string(),
        area: place,
        telling: z.string().meta({ description: '最能认出它的几栏，连成一句；遮着的不在里面' }),
      }),
    ),
    more: z.boolean().meta({ description: '还有没列出来的' }),
  })
  .meta({ id: 'Found' })

export const areas = z
  .object({ areas: z.array(place.extend({ level: z.enum(levelTitles).nullable() })) })
  .meta({ id: 'Areas' })

const someRows = z.object({ ledger: z.string(), rows: z.number().int() })

export const redrawn = z
  .object({
    replaced: z.array(z.object({ from: z.string(), into: z.string(), name: z.string() })),
    moved: z.array(someRows).meta({ description: '从那天起算在新地方的' }),
    left: z.array(someRows).meta({ description: '还写着旧地方、没有动的：要逐行看' }),
    doubts: z.array(toldProblem).meta({ description: '试办时存疑的' }),
    receipt: receipt.nullable().meta({ description: '试办为空' }),
  })
  .meta({ id: 'Redrawn' })

export const revealed = z.object({ text: z.string() }).meta({ id: 'Revealed' })

const declaredField = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(kindNames),
  input: z.enum(inputs).nullable().meta({ description: '怎么填；没有的不能直接填' }),
  unit: z.string().nullable(),
  choices: z.array(z.string()).nullable(),
  made: z
    .object({
      max: z.number(),
      choices: z.array(z.string()),
      said: z.record(z.string(), z.union([z.string(), z.array(z.string()).readonly()])),
      unit: z.string(),
      atLeast: z.number(),
      atMost: z.number(),
    })
    .partial()
    .meta({ description: '这一种值的限制：字数、可选项和别的写法、单位、上下限' }),
  optional: z.boolean(),
  moves: z.boolean().meta({ description: '改了要说是换了地方，还是当初录错' }),
  sensitive: z.enum(sensitivities).nullable(),
  masked: z.boolean().meta({ description: '对问的人遮着：填的时候看得到，保存以后就遮盖' }),
  hint: z.string().meta({ description: '怎么写，一个例子' }),
  help: z.string().nullable().meta({ description: '这一栏该填什么' }),
  to: z.array(ledgerTitle).meta({ description: '指向的台账' }),
})

export const declaredLedger = z
  .object({
    id: z.string(),
    title: z.string(),
    line: z.string(),
    row: z.string(),
    purpose: z.string(),
    kept: z.boolean().meta({ description: '由程序自己记，不能手工录入、更正、作废' }),
    mode: z.enum(modes),
    dated: z
      .union([z.string(), z.tuple([z.string(), z.string()])])
      .nullable()
      .meta({ description: '按哪一栏的日期算；情况从哪一栏到哪一栏' }),
    inOrder: z.array(z.tuple([z.string(), z.string()])).meta({ description: '前一个日期不能晚于后一个' }),
    when: z
      .array(
        z.object({
          field: z.string(),
          says: z.array(z.string()),
          shown: z.array(z.string()),
          required: z.array(z.string()),
        }),
      )
      .meta({ description: 'field 填的是 says 之一时：shown 各栏只在这时填，required 各栏必须填' }),
    identity: z
      .object({ number: z.string(), born: z.string(), sex: z.string() })
      .nullable()
      .meta({ description: '证件号码，和要与它相符的出生日期、性别' }),
    joined: z.array(ledgerTitle.extend({ field: z.string(), to: z.string(), of: z.string() })).meta({
      description:
        '这样的一行由哪本台账归到别处，如人归到户：field 是写它的那一栏，to 是写归到哪里的那一栏，of 是归到的叫什么',
    }),
    fields: z.array(declaredField),
  })
  .meta({ id: 'DeclaredLedger' })

export const books = z
  .object({
    lines: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        ledgers: z.array(
          ledgerTitle.extend({
            row: z.string(),
            purpose: z.string(),
            rows: z.number().int().nullable().meta({ description: '看得到的行数；连有几行也不能说的为 null' }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Books' })

export const ledgers = z.object({ ledgers: z.array(declaredLedger) }).meta({ id: 'Ledgers' })

export type RowDetail = z.infer<typeof rowDetail>
export type SubjectPage = z.infer<typeof subjectPage>
export type DeclaredLedger = z.infer<typeof declaredLedger>
