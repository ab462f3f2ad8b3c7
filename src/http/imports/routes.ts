/** A foreign table through the front door, by the same engine as on the command line. */
import { z } from 'zod'
import { permit } from '#access/permit.ts'
import { rosterFault } from '#capture/choose.ts'
import { type Corrections, fieldsOffered, layoutsIn, layoutsSeen } from '#capture/layout.ts'
import { readTable } from '#capture/read.ts'
import { limits, type Table } from '#capture/table.ts'
import { template } from '#capture/template.ts'
import { namer } from '#define/namer.ts'
import { asked, townshipAsked } from '#http/asking.ts'
import { fileRoute, route } from '#http/route.ts'
import { actId, actReason, moved, movedOf, receiptTold } from '#http/shapes/act.ts'
import { told as inWords, Refusal, refuse } from '#problem.ts'
import { type Imported, importFile, readAs, takeImportBack } from '#store/import.ts'
import { importsInto } from '#store/read/imports.ts'
import { hidesWho } from '#store/sees.ts'
import { keepLayouts, keptLayouts } from '#store/shelf/layouts.ts'
import { type Store, scoped } from '#store/store.ts'
import * as answers from './answers.ts'
import { gridLimits, gridOf, refuseNumbers } from './grid.ts'
import { progressOf, told } from './progress.ts'

/** So many imports of a ledger are listed. */
const LISTED = 10

const filled = z.record(z.string().min(1).max(60), z.string().min(1).max(200))

const corrections = z.record(
  z.string().regex(/^[0-9a-f]{16}$/),
  z.record(z.string().regex(/^\d{1,3}$/), z.string().max(120)),
)

const heads = z
  .string()
  .max(20_000)
  .optional()
  .transform((json, context) => {
    try {
      return json === undefined ? undefined : corrections.parse(JSON.parse(json))
    } catch {
      context.addIssue({ code: 'custom', message: '指定栏目的写法不对' })
      return z.NEVER
    }
  })
  .meta({ description: 'JSON：{表头的摘要: {第几列: 栏目}}；栏目为空就是不读。没有写的列照看到的读' })

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
        heads,
        rows: z
          .enum(['good', 'all'])
          .default('good')
          .meta({ description: 'good：只收正确的行；all：全部正确才收，有一行退回就都不记' }),
        moved,
        watch: z.uuid().optional().meta({ description: '由提交方生成；办的时候可以用它问进度' }),
        most: z.coerce
          .number<string | number>()
          .int()
          .min(1)
          .max(5000)
          .optional()
          .meta({ description: '每一类最多列几行；不写就列全' }),
        dryRun: z.enum(['true', 'false']).default('false').meta({ description: 'true：照样做一遍再撤回，账上不变' }),
      }),
      body: z.custom<Uint8Array>((body) => body instanceof Uint8Array, '没有收到文件'),
      upload: limits.bytes,
      answer: answers.imported,
      timeout: 600_000,
    },
    async ({ store, query: { area, dryRun, moved, rows, watch, most, ...query }, body: bytes, signal }, actor) => {
      const township = townshipAsked(actor, area, '表格')
      const done = await told({ watch, account: actor.id, signal }, (progress) =>
        importFile(store, actor, {
          ...query,
          township,
          bytes,
          moved: movedOf(moved),
          wholly: rows === 'all',
          dryRun: dryRun === 'true',
          progress,
        }),
      )
      if (done.receipt && query.ledger !== undefined && Object.keys(query.heads ?? {}).length > 0) {
        await scoped(store, actor, (tx) => keepLayouts(tx, township, query.ledger!, query.heads!))
      }
      return outcomeOf(store, done, most)
    },
  ),

  route(
    'POST /api/grids',
    'record',
    {
      says: '多行一起录入：一张表的格子照填写的字交来，像导入一样逐行核对；好的行一次记账，其余的连同原因说明。',
      body: z.strictObject({
        ledger: z.string().max(60),
        area: asked.shape.area,
        columns: z.array(z.string().max(60)).min(1).max(100).meta({ description: '各列是台账的哪一栏' }),
        rows: z
          .array(z.array(z.string().max(4000)).max(100))
          .min(1, '至少填一行')
          .max(gridLimits.rows),
        wholly: z.boolean().default(false).meta({ description: 'true：全部正确才收，有一行不对就都不记' }),
        watch: z.uuid().optional().meta({ description: '由提交方生成；办的时候可以用它问进度' }),
        dryRun: z.boolean().default(false).meta({ description: 'true：照样做一遍再撤回，账上不变' }),
      }),
      largest: gridLimits.bytes,
      answer: answers.imported,
      timeout: 120_000,
    },
    async ({ store, body: { ledger: id, area, watch, columns, rows, wholly, dryRun }, signal }, actor) => {
      const ledger = store.catalog.ledgers.get(id) ?? noLedger(id)
      const grid = gridOf(ledger, columns, rows)
      if (permit(actor, 'import')) refuseNumbers(ledger, columns, rows)
      const done = await told({ watch, account: actor.id, signal }, (progress) =>
        importFile(store, actor, {
          ...grid,
          ledger: id,
          township: townshipAsked(actor, area, '记录'),
          wholly,
          dryRun,
          progress,
        }),
      )
      return outcomeOf(store, done)
    },
  ),

  route(
    'POST /api/imports/read',
    'import',
    {
      says: '只看一份表的表头：哪几张表、第几行是表头、哪一栏读作哪一栏；账上不变。',
      query: z.strictObject({
        ledger: z.string().max(60).meta({ description: '台账编号' }),
        name: z.string().min(1).max(200).meta({ description: '文件名' }),
        area: asked.shape.area,
        heads,
      }),
      body: z.custom<Uint8Array>((body) => body instanceof Uint8Array, '没有收到文件'),
      upload: limits.bytes,
      answer: answers.layouts,
      timeout: 120_000,
    },
    async ({ store, query: { ledger, name, area, heads }, body }, actor) => {
      const township = townshipAsked(actor, area, '表格')
      const sent = await readTable(body, name)
      const before =
        heads ??
        (await scoped(store, actor, (tx) => keptLayouts(tx, township, ledger, layoutsIn(sent)), {
          readOnly: true,
        }).catch(nothingKept))
      const { sheet, table, chosen } = readAs(store, sent, { ledger, heads: before })
      // What a template of ours says of itself goes before what its columns may be taken for.
      const foreign = sent.stamp !== undefined && sent.stamp.ledger !== ledger
      const tables = foreign ? [] : layoutsSeen(sheet, sent, before)
      const whole = tables.some(({ fault, missing }) => fault === undefined && missing.length === 0)
      const fault = 'ledger' in chosen ? rosterFault(store.catalog, chosen.ledger, table) : undefined
      const likely = whole && !fault ? null : likelyOf(store, sent, ledger)
      return {
        ledger: { id: ledger, title: sheet.title },
        likely,
        fault: fault && !likely ? inWords(fault, namer(store.catalog)) : null,
        fields: fieldsOffered(sheet),
        heads: before,
        kept: heads === undefined && Object.keys(before).length > 0,
        tables,
      }
    },
  ),

  route(
    'GET /api/imports',
    'rows',
    {
      says: '导入到一本台账的各次：哪天、谁、哪份文件，还有几行照它记的样子；最近的在前。',
      query: z.strictObject({ ledger: z.string().max(60), area: asked.shape.area }),
      answer: answers.importList,
    },
    async ({ store, query: { ledger, area } }, actor) => {
      const township = townshipAsked(actor, area, '导入')
      const of = store.catalog.ledgers.get(ledger) ?? noLedger(ledger)
      // That there are rows about somebody is what such a ledger must not tell.
      if (hidesWho(of, actor)) return { imports: [] }
      return {
        imports: await scoped(store, actor, (tx) => importsInto(tx, township, of.id, LISTED), {
          readOnly: true,
          snapshot: true,
        }),
      }
    },
  ),

  route(
    'POST /api/imports/:seq/take-back',
    'import',
    {
      says: '整次撤回一次导入：新增的作废，更正的改回去，一笔办完；后来又用到的退回来说明。',
      params: z.strictObject({ seq: z.coerce.number<string | number>().int().min(1) }),
      body: z.strictObject({ act: actId, reason: actReason, area: asked.shape.area }),
      answer: answers.takenBack,
      timeout: 600_000,
    },
    async ({ store, params: { seq }, body: { act, reason, area } }, actor) => {
      const township = townshipAsked(actor, area, '导入')
      const done = await takeImportBack(store, actor, { id: act, township, seq, reason, source: '网页' })
      return {
        receipt: receiptTold(done.receipt!, namer(store.catalog)),
        ledgers: done.ledgers.map((one) => ({ ...one, title: store.catalog.ledgers.get(one.ledger)!.title })),
        gone: done.gone,
      }
    },
  ),

  route(
    'GET /api/imports/:watch',
    undefined,
    {
      says: '自己交来的一次导入办到哪一步。',
      params: z.strictObject({ watch: z.uuid() }),
      answer: answers.progress,
    },
    async ({ params }, actor) => progressOf(params.watch, actor.id) ?? { step: null, rows: 0 },
  ),

  fileRoute(
    'GET /api/ledgers/:id/template',
    undefined,
    {
      says: '一本台账的导入模板：表头、填写说明和可选项。',
      params: z.strictObject({ id: z.string().max(60) }),
      file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
    async ({ store, params }) => {
      const ledger = store.catalog.ledgers.get(params.id) ?? noLedger(params.id)
      return { bytes: await template(ledger), name: `${ledger.title}导入模板.xlsx` }
    },
  ),
]

/** What became of each row, in words; of each sort at most so many. */
function outcomeOf(store: Store, done: Imported, most?: number): z.input<typeof answers.imported> {
  const { receipt, marked, bad, doubts, changed, restored, ledgers, ...counted } = done
  const called = namer(store.catalog)
  const toldOf = (rows: typeof bad) =>
    rows
      .slice(0, most)
      .map(({ problems, ...line }) => ({ ...line, problems: problems.map((one) => inWords(one, called)) }))
  return {
    ...counted,
    ledgers: ledgers.map((one) => ({ ...one, title: store.catalog.ledgers.get(one.ledger)!.title })),
    changed: changed.slice(0, most),
    restored: restored.slice(0, most),
    counts: { changed: changed.length, restored: restored.length, bad: bad.length, doubts: doubts.length },
    bad: toldOf(bad),
    doubts: toldOf(doubts),
    receipt: receipt ? receiptTold({ ...receipt, doubts: [] }, called) : null,
    returned: marked ? { name: marked.name, content: Buffer.from(marked.bytes).toString('base64') } : null,
  }
}

const noLedger = (id: string): never =>
  refuse('ledger.unknown', `没有编号为“${id}”的台账。`, { remedy: '请从菜单里重新打开。' })

/** Where nobody has opened the books, nothing has been put right in them either. */
function nothingKept(error: unknown): Corrections {
  if (error instanceof Refusal && error.problems[0].code === 'store.no_books') return {}
  throw error
}

/** Another ledger whose table it is by its heads. */
function likelyOf(store: Store, sent: Table, ledger: string): { id: string; title: string } | null {
  try {
    const { chosen, sheet } = readAs(store, sent, {})
    const id = 'roster' in chosen ? chosen.roster.membership.id : chosen.ledger.id
    return id === ledger ? null : { id, title: sheet.title }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
