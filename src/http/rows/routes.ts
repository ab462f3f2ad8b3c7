/** Rows, whom they are about, how they came to be, and putting them right. */
import { z } from 'zod'
import { openLedger } from '#access/accounts.ts'
import { matching, matchLimits } from '#access/matching.ts'
import { readTyped, valuesOr } from '#capture/typed.ts'
import type { LedgerDefinition } from '#define/ledger.ts'
import { namer } from '#define/namer.ts'
import { asked, cursorOf, cursorText, townshipAsked } from '#http/asking.ts'
import { inUseOn, naming, places } from '#http/places.ts'
import { fileRoute, route } from '#http/route.ts'
import { actId, actReason, moved, movedOf, nothing, receipt, receiptTold } from '#http/shapes/act.ts'
import { areaPattern, levelSaid, townshipOf, villageOf } from '#kinds/area.ts'
import { mayBeNumber } from '#kinds/identity.ts'
import type { Value } from '#kinds/index.ts'
import { type Problem, Refusal, refuse, told as toldOf } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { dayOfMoment } from '#store/moment.ts'
import { counts } from '#store/read/list.ts'
import { type Asked, listed, type Order, totals, usualOrder } from '#store/read/listed.ts'
import { findRow, history, type Row, rowById } from '#store/read/rows.ts'
import { search } from '#store/read/search.ts'
import { shown } from '#store/read/show.ts'
import { hidesWho, offers } from '#store/sees.ts'
import { reveal } from '#store/shelf/audit.ts'
import { type Scoped, type Store, scoped } from '#store/store.ts'
import { type Act, record } from '#store/write/acts.ts'
import { voiding, withMoves } from '#store/write/moves.ts'
import { redraw } from '#store/write/redraw.ts'
import * as answers from './answers.ts'
import { columnsOf, declaration, homeOf } from './declaration.ts'
import { historyOf } from './history.ts'
import { sheetOf } from './sheet.ts'
import { ledgerOf, namesOfAll, noRow, placeOf, shownFields, shownRow, subjectOf, tellingOf } from './show-row.ts'
import { apartFrom, printed, subjectPage } from './subject.ts'

const ofRow = z.strictObject({ id: z.uuid() })
const ofLedger = z.strictObject({ id: z.string().max(60) })

const areaCode = z.string().regex(areaPattern('township'))

const PAGE = 50

const text = z.string().max(200)

const condition = z.union([
  z.strictObject({ field: z.string().max(60), any: z.array(text).min(1).max(50) }),
  z.strictObject({ field: z.string().max(60), has: text.min(1) }),
  z.strictObject({ field: z.string().max(60), empty: z.boolean() }),
  z.strictObject({ field: z.string().max(60), from: text.optional(), until: text.optional() }),
])

/** What rows of a ledger are asked for. */
const filtered = z.strictObject({
  area: asked.shape.area,
  q: z.string().trim().max(40).optional().meta({ description: '查找：姓名、拼音首字母、编号；关于谁也算' }),
  where: z
    .string()
    .max(4000)
    .optional()
    .transform((json, context) => {
      try {
        return json === undefined ? undefined : z.array(condition).max(20).parse(JSON.parse(json))
      } catch {
        context.addIssue({ code: 'custom', message: '筛选的写法不对' })
        return z.NEVER
      }
    })
    .meta({ description: 'JSON：[{field, any | has | empty | from, until}]，各条都要符合' }),
})

const sortedBy = z.string().max(60).optional().meta({ description: '按哪一栏排；前面写 - 从大到小' })

const doubtsAsked = z
  .enum(['ask', 'keep'])
  .default('keep')
  .meta({ description: 'ask：有存疑的先不记，只告诉；keep：照样记下' })

const asking = ({ doubts }: { doubts: z.output<typeof doubtsAsked> }) =>
  doubts === 'ask' ? { doubts: 'ask' as const } : {}

const reading = { readOnly: true, snapshot: true } as const

export const rowRoutes = [
  route(
    'GET /api/rows/:id',
    'rows',
    { says: '一行台账和它的来历：谁在何时为何录入、更正、作废。', params: ofRow, answer: answers.rowDetail },
    async ({ store, params }, actor) =>
      scoped(
        store,
        actor,
        async (tx) => {
          const versions = await history(tx, await ledgerOfRow(tx, params.id), params.id)
          const last = versions.at(-1) ?? noRow()
          const names = await namesOfAll(tx, versions)
          const name = await naming(tx)
          return {
            row: shownRow(tx, last, names, name),
            standing: last.voidedBy === undefined,
            told: [...store.catalog.ledgers.values()].some((one) =>
              one.of.some((field) => one.fields[field]?.to?.some(({ ledger }) => ledger.id === last.ledger)),
            ),
            apart: last.voidedBy === undefined ? await apartFrom(tx, last) : [],
            history: historyOf(tx, versions, names),
          }
        },
        reading,
      ),
  ),

  route(
    'GET /api/subjects/:ledger/:id',
    'rows',
    {
      says: '一户、一人或别的对象：基本情况、成员，以及各台账里关于它的全部记录。',
      params: z.strictObject({ ledger: z.string().max(60), id: z.uuid() }),
      answer: answers.subjectPage,
    },
    async ({ store, params }, actor) =>
      scoped(store, actor, (tx) => subjectPage(tx, declared(store, params.ledger), params.id), reading),
  ),

  fileRoute(
    'GET /api/subjects/:ledger/:id/file',
    'rows',
    {
      says: '一户一档、一人一档的 Word 文件，遮盖的和页面上一样；谁打印了谁的，记入审计。',
      params: z.strictObject({ ledger: z.string().max(60), id: z.uuid() }),
      file: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    },
    async ({ store, params }, actor) => printed(store, actor, declared(store, params.ledger), params.id),
  ),

  route(
    'GET /api/search',
    'rows',
    {
      says: `按姓名（或其中两个字）、拼音首字母、户编号、证件号码后四位查找；按证件号码查每个账号${matchLimits}。`,
      query: z.strictObject({
        q: z.string().trim().max(40),
        ledgers: z
          .string()
          .max(400)
          .optional()
          .meta({ description: '只在这些台账里找，逗号隔开；没有自己名称的，按它关于谁来找；不写字就列出最近的' }),
      }),
      answer: answers.found,
    },
    async ({ store, query }, actor) => {
      const within = query.ledgers?.split(',').map((id) => declared(store, id).id)
      if (query.q === '' && within === undefined) return { hits: [], more: false }
      if (mayBeNumber(query.q)) await matching(store, actor, '按证件号码查找')
      return scoped(
        store,
        actor,
        async (tx) => {
          const name = await naming(tx)
          const { hits, more } = await search(tx, query.q, undefined, within)
          const names = await namesOfAll(
            tx,
            hits.map((hit) => hit.row),
          )
          return {
            more,
            hits: hits.map((hit) => {
              const ledger = ledgerOf(store, hit.ledger)
              return {
                ledger: hit.ledger,
                id: hit.id,
                name: hit.title,
                title: ledger.title,
                area: name(hit.area),
                telling: tellingOf(ledger, shownFields(tx, hit.row, names, name)),
              }
            }),
          }
        },
        reading,
      )
    },
  ),

  route(
    'GET /api/books',
    'rows',
    { says: '各条线的台账，和其中看得到的行数。', answer: answers.books },
    async ({ store }, actor) => {
      const rows = await scoped(store, actor, counts, reading)
      return {
        lines: store.catalog.lines.map(({ id, title, ledgers }) => ({
          id,
          title,
          ledgers: ledgers.map((one) => {
            const { title, row, purpose } = ledgerOf(store, one)
            return { id: one, title, row, purpose, rows: rows.get(one) ?? null }
          }),
        })),
      }
    },
  ),

  route(
    'GET /api/areas',
    'rows',
    {
      says: '看得到的乡镇、村和村民组；已经撤并的不列，除非问的是它还在的那一天。',
      query: z.strictObject({ since: z.iso.date().optional().meta({ description: '从哪天起还在用的；不写为今天' }) }),
      answer: answers.areas,
    },
    async ({ store, query }, actor) => {
      const { all, name } = await places(store, actor)
      const inUse = all.filter(inUseOn(query.since ?? dayOfMoment(store.clock())))
      return { areas: inUse.map((place) => ({ ...name(place.code), level: levelSaid(place.code) || null })) }
    },
  ),

  route(
    'POST /api/acts',
    'record',
    {
      says: '录入新的行，整笔记上或整笔退回；各栏是填写的文字，关联写那一行的编号。',
      body: z.strictObject({
        act: actId,
        area: asked.shape.area,
        rows: z
          .array(
            z.strictObject({
              ledger: z.string().max(60),
              id: z.uuid().toLowerCase().meta({ description: '新的一行的编号，由提交方生成' }),
              values: z.record(z.string().max(60), z.string().max(4000)),
            }),
          )
          .min(1, '至少填一行')
          .max(200),
        doubts: doubtsAsked,
      }),
      answer: receipt,
    },
    async ({ store, body }, actor) => {
      const township = townshipAsked(actor, body.area, '记录')
      const changes = body.rows.map(({ ledger, id, values }) => ({
        ledger,
        id,
        set: typed(declared(store, ledger), values),
      }))
      try {
        const act: Act = { id: body.act, township, kind: 'record', source: '网页', changes }
        const done = await record(store, actor, act, asking(body))
        return receiptTold(done, namer(store.catalog))
      } catch (error) {
        // Being told that somebody else has the number already is a match too.
        if (error instanceof Refusal && error.problems.some((one) => tellsOfNumber(store, one))) {
          await matching(store, actor, '录入时证件号码已有人用')
        }
        throw error
      }
    },
  ),

  route(
    'POST /api/areas/redraw',
    'areas',
    {
      says: '并村、拆村、并组、拆组：从哪天起归到哪里，户和别的能迁的都跟着，一次办完；以前的数仍算在原来的地方。',
      body: z.strictObject({
        act: actId,
        reason: actReason,
        from: z.array(areaCode).min(1).max(100).meta({ description: '从那天起不再用的村或村民组；村带着它的各组' }),
        into: areaCode.meta({ description: '归到哪里；可以是新的代码' }),
        name: z
          .string()
          .trim()
          .min(1)
          .max(60)
          .optional()
          .meta({ description: '归到的地方从那天起的名称；新的代码必须写' }),
        on: z.iso.date().meta({ description: '从哪天起' }),
        only: z
          .array(z.uuid())
          .min(1)
          .max(5000)
          .optional()
          .meta({ description: '只迁走这几行（如几户）；原来的地方留着' }),
        dryRun: z.boolean().default(false),
      }),
      answer: answers.redrawn,
      timeout: 120_000,
    },
    async ({ store, body: { act, ...given } }, actor) => {
      const { receipt: done, ...told } = await redraw(store, actor, {
        ...given,
        id: act,
        township: townshipOf(given.into),
        source: '网页',
      })
      const called = namer(store.catalog)
      return {
        ...told,
        doubts: told.doubts.map((one) => toldOf(one, called)),
        receipt: done ? receiptTold(done, called) : null,
      }
    },
  ),

  route(
    'POST /api/rows/:id/correct',
    'correct',
    {
      says: '更正一行里的几栏；旧的版本留着，所有用到它的数随即改变。',
      params: ofRow,
      body: z.strictObject({
        act: actId,
        reason: actReason,
        values: z.record(z.string().max(60), z.string().max(4000)),
        moved,
        seen: z
          .number()
          .int()
          .optional()
          .meta({ description: '打开时看到的最后一笔的号；以后别人改过同一栏的，当作存疑来问' }),
        doubts: doubtsAsked,
      }),
      answer: receipt,
    },
    async ({ store, params, body }, actor) => {
      const row = await standingRow(store, actor, params.id)
      const ledger = ledgerOf(store, row.ledger)
      const correct = corrected(ledger, body.values)
      // Being told that somebody else has the number already is a match too.
      if (Object.keys(correct).some((field) => ledger.fields[field]?.kind.sealed)) {
        await matching(store, actor, `更正证件号码 ${row.ledger}/${row.id}`)
      }
      const act: Act = {
        id: body.act,
        township: row.township,
        kind: 'correct',
        reason: body.reason,
        source: '网页',
        changes: [{ ledger: row.ledger, id: row.id, correct }],
      }
      const said = await withMoves(store, actor, act, movedOf(body.moved))
      const seen = body.seen === undefined ? {} : { seen: body.seen }
      const done = await record(store, actor, said, { ...asking(body), ...seen })
      return receiptTold(done, namer(store.catalog))
    },
  ),

  route(
    'POST /api/rows/:id/void',
    'void',
    {
      says: '作废一行；它留在历史里，但不再计入任何数。记着它迁居的行一起作废。',
      params: ofRow,
      body: z.strictObject({ act: actId, reason: actReason, doubts: doubtsAsked }),
      answer: receipt,
    },
    async ({ store, params, body }, actor) => {
      const row = await standingRow(store, actor, params.id)
      const act: Act = {
        id: body.act,
        township: row.township,
        kind: 'void',
        reason: body.reason,
        source: '网页',
        changes: await voiding(store, actor, row),
      }
      const done = await record(store, actor, act, asking(body))
      return receiptTold(done, namer(store.catalog))
    },
  ),

  route(
    'POST /api/reveal',
    'reveal',
    {
      says: '看一栏被遮盖的内容；要写用途，并记入审计。',
      body: z.strictObject({ row: z.uuid(), field: z.string().max(60), reason: actReason }),
      answer: answers.revealed,
    },
    async ({ store, body }, actor) => {
      const ledger = await scoped(store, actor, (tx) => ledgerOfRow(tx, body.row), reading)
      if (!Object.hasOwn(ledgerOf(store, ledger).fields, body.field)) {
        refuse('act.field_unknown', `这一行没有“${body.field}”这一栏。`, {
          at: { ledger, row: body.row, field: body.field },
          remedy: '请刷新页面后再试。',
        })
      }
      return { text: await reveal(store, actor, { ledger, id: body.row, field: body.field, reason: body.reason }) }
    },
  ),

  route(
    'POST /api/ledgers/:id/open',
    'reveal',
    {
      says: '写明用途，看一本健康台账里是谁；记入审计，到退出登录为止。',
      params: ofLedger,
      body: z.strictObject({ reason: actReason }),
      answer: nothing,
    },
    async ({ store, params, body, here }, actor) => {
      await openLedger(store, actor, here.session, declared(store, params.id), body.reason)
      return {}
    },
  ),

  route(
    'GET /api/ledgers',
    undefined,
    { says: '全部台账的声明：各栏的名称、填法和可选项。', answer: answers.ledgers },
    async ({ store: { catalog } }, actor) => ({
      ledgers: catalog.lines.flatMap((line) =>
        line.ledgers.map((id) => declaration(catalog, catalog.ledgers.get(id)!, line.title, actor)),
      ),
    }),
  ),

  route(
    'GET /api/ledgers/:id',
    undefined,
    { says: '一本台账的声明：各栏的名称、填法和可选项。', params: ofLedger, answer: answers.declaredLedger },
    async ({ store, params }, actor) => {
      const ledger = declared(store, params.id)
      const line = store.catalog.lines.find(({ ledgers }) => ledgers.includes(ledger.id))
      return declaration(store.catalog, ledger, line?.title ?? '', actor)
    },
  ),

  route(
    'GET /api/ledgers/:id/rows',
    'rows',
    {
      says: '一本台账里的行，每页 50 行：可以筛选、查找、换次序。',
      params: ofLedger,
      query: filtered.extend({
        sort: sortedBy,
        after: z.string().max(2000).optional().meta({ description: '上一页给的 next' }),
      }),
      answer: answers.ledgerRows,
    },
    async ({ store, params, query }, actor) => {
      const ledger = declared(store, params.id)
      await countMatching(store, actor, query)
      return scoped(
        store,
        actor,
        async (tx) => {
          const order = orderOf(ledger, query.sort)
          const after = cursorOf(pageEnd, query.after) ?? undefined
          const page = await listed(tx, ledger, { ...askedOf(ledger, query, actor), order, after, limit: PAGE })
          const names = await namesOfAll(tx, page.rows)
          const name = await naming(tx)
          const { columns, ...title } = columnsOf(ledger, actor)
          return {
            ledger: {
              ...title,
              columns: columns.map((one) => ({
                ...one,
                offered: offers(ledger, one.name, actor),
                home: one.name === homeOf(ledger),
              })),
            },
            order: `${order.descending ? '-' : ''}${order.field ?? ''}`,
            rows: page.rows.map((row) => ({
              id: row.id,
              ledger: row.ledger,
              area: name(placeOf(tx, row)),
              subject: subjectOf(tx, ledger, row, names),
              values: shown(tx, ledger, row.values, names),
            })),
            next: cursorText(page.next ?? null),
          }
        },
        reading,
      )
    },
  ),

  route(
    'GET /api/ledgers/:id/totals',
    'rows',
    {
      says: '一本台账在同样的筛选下有几行、各个数加起来是多少。',
      params: ofLedger,
      query: filtered,
      answer: answers.ledgerTotals,
    },
    async ({ store, params, query }, actor) => {
      const ledger = declared(store, params.id)
      await countMatching(store, actor, query)
      const { rows, sums } = await scoped(
        store,
        actor,
        (tx) => totals(tx, ledger, askedOf(ledger, query, actor)),
        reading,
      )
      return {
        rows,
        sums: sums.map(({ field, sum }) => {
          const { label, kind } = ledger.fields[field]!
          return { name: field, label, said: sum === null ? null : `${kind.show(sum)}${kind.unit ?? ''}` }
        }),
      }
    },
  ),

  fileRoute(
    'POST /api/ledgers/:id/sheet',
    'export',
    {
      says: '一本台账在同样的筛选、次序下的 Excel 表，可以打印、签字、上报；要写用途，并记入审计。',
      params: ofLedger,
      body: filtered.extend({
        sort: sortedBy,
        columns: z.array(z.string().max(60)).min(1).max(200).optional().meta({ description: '哪些栏目；不写为全部' }),
        reason: z.string().trim().min(1, '请写明用途').max(200),
        full: z.boolean().default(false).meta({ description: '证件号码等不遮盖：只有可以查看完整号码的账号' }),
      }),
      file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      timeout: 600_000,
    },
    async ({ store, params, body }, actor) => {
      const ledger = declared(store, params.id)
      await countMatching(store, actor, body)
      const { sort, columns, reason, full } = body
      const order = orderOf(ledger, sort)
      return sheetOf(store, actor, ledger, { ...askedOf(ledger, body, actor), order, columns, reason, full })
    },
  ),
]

const pageEnd = z.strictObject({ value: z.union([z.string(), z.number(), z.boolean(), z.null()]), id: z.uuid() })

const orderOf = (ledger: LedgerDefinition, sort: string | undefined): Order => {
  if (sort === undefined) return usualOrder(ledger)
  const field = sort.replace(/^-/, '')
  return { descending: sort.startsWith('-'), ...(field !== '' && { field }) }
}

function askedOf(ledger: LedgerDefinition, { area, q, where }: z.infer<typeof filtered>, actor: Actor): Asked {
  // Asked group by group, it would be told where among few households somebody is.
  return { area: area !== undefined && hidesWho(ledger, actor) ? villageOf(area) : area, words: q, where }
}

/** Whoever finds rows by a number finds out whose it is, whichever way the answer comes. */
async function countMatching(store: Store, actor: Actor, { q }: { q?: string | undefined }): Promise<void> {
  if (q !== undefined && mayBeNumber(q)) await matching(store, actor, '按证件号码查找')
}

async function ledgerOfRow(tx: Scoped, id: string): Promise<string> {
  return (await findRow(tx, id)) ?? noRow()
}

async function standingRow(store: Store, actor: Parameters<typeof scoped>[1], id: string): Promise<Row> {
  const row = await scoped(store, actor, async (tx) => rowById(tx, await ledgerOfRow(tx, id), id), reading)
  return row ?? refuse('act.row_missing', '这一行已经作废。', { remedy: '请刷新页面；确实要恢复，请重新录入一行。' })
}

function declared(store: Store, id: string): LedgerDefinition {
  return (
    store.catalog.ledgers.get(id) ??
    refuse('ledger.unknown', `没有编号为“${id}”的台账。`, { remedy: '请从菜单里重新打开。' })
  )
}

/** What was typed into the fields of a new row. */
const typed = (ledger: LedgerDefinition, values: Record<string, string>): Record<string, Value> =>
  valuesOr(readTyped(ledger, values, 'new'))

const tellsOfNumber = ({ catalog }: Store, { code, at }: Problem): boolean =>
  code === 'act.not_unique' && catalog.ledgers.get(at?.ledger ?? '')?.fields[at?.field ?? '']?.kind.sealed === true

/** What was typed into fields of a row that stands. */
function corrected(ledger: LedgerDefinition, typed: Record<string, string>): Record<string, Value> {
  if (Object.keys(typed).length === 0) refuse('act.nothing', '没有要更正的内容。', { remedy: '请改动至少一栏再保存。' })
  return valuesOr(readTyped(ledger, typed, 'changed'))
}
