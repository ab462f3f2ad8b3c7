/** Reports: to read, to write the office's own words into, to take away, to issue and to compare. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { periodSaid } from '#define/period.ts'
import { asked, momentOf, periodShape, whenOf } from '#http/asking.ts'
import { type Naming, places } from '#http/places.ts'
import { fileRoute, route } from '#http/route.ts'
import { actId, actReason, receipt } from '#http/shapes/act.ts'
import { areaPattern, townshipOf } from '#kinds/area.ts'
import { allRowsBehind } from '#measure/trace.ts'
import { refuse } from '#problem.ts'
import { answerReport, ownArea, reportOf } from '#reports/answer.ts'
import {
  diffIssued,
  type Issued,
  issuedReport,
  issuedReports,
  issueReport,
  rowsOfIssued,
  voidIssued,
} from '#reports/issue.ts'
import { annex } from '#reports/sheet.ts'
import { word } from '#reports/word.ts'
import type { Actor } from '#store/actor.ts'
import { dayOfMoment } from '#store/moment.ts'
import { rowsOf } from '#store/read/list.ts'
import { officeName, type When } from '#store/read/office-words.ts'
import { noteAudit } from '#store/shelf/audit.ts'
import { type Store, scoped } from '#store/store.ts'
import { record } from '#store/write/acts.ts'
import * as answers from './answers.ts'

const ofReport = z.strictObject({ id: z.string().max(60) })
const ofIssued = z.strictObject({ id: z.uuid() })

const DIFFERING_ROWS = 100

const reportAsking = (query: z.infer<typeof asked>) => ({
  year: query.year,
  ...(query.area !== undefined && { area: query.area }),
  ...(query.asOf !== undefined && { moment: momentOf(query.asOf) }),
})

export const reportRoutes = [
  route(
    'GET /api/reports/:id',
    'figures',
    {
      says: '一份报告现在（或某一时刻）的全文，里面的每个数和它们的提示。',
      params: ofReport,
      query: asked,
      answer: answers.reportAnswer,
    },
    async ({ store, params, query }, actor) => {
      const { document, answer, area, year } = await answerReport(store, actor, params.id, reportAsking(query))
      const { name } = await places(store, actor, whenOf(query))
      return {
        report: params.id,
        year,
        area: name(area),
        period: periodShape(answer.period),
        moments: answer.moments,
        document,
        figures: answer.figures,
      }
    },
  ),

  fileRoute(
    'GET /api/reports/:id/word',
    'export',
    {
      says: '报告的 Word 文件，按公文格式排版。',
      params: ofReport,
      query: asked,
      file: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      timeout: 120_000,
    },
    async ({ store, params, query }, actor) => {
      const { document, area } = await answerReport(store, actor, params.id, reportAsking(query))
      const office = await signing(store, actor, area, whenOf(query))
      const bytes = await word(document, { office, date: dayOfMoment(store.clock()) })
      await noteExport(store, actor, area, params.id, `Word，${query.year} 年，${area}`)
      return {
        bytes,
        name: `${document.title}.docx`,
      }
    },
  ),

  fileRoute(
    'GET /api/reports/:id/annex',
    'export',
    {
      says: '报告的数据附表：每个数的口径和它背后的台账行，证件号码等已遮盖。',
      params: ofReport,
      query: asked,
      file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      timeout: 600_000,
    },
    async ({ store, params, query }, actor) => {
      const { document, answer, area } = await answerReport(store, actor, params.id, reportAsking(query))
      const { name } = await places(store, actor, whenOf(query))
      const asking = {
        period: answer.period,
        area,
        ...(query.asOf !== undefined && { moment: momentOf(query.asOf) }),
      }
      const bytes = await annex(
        {
          title: document.title,
          period: periodSaid(answer.period),
          figures: answer.figures,
          ledgers: store.catalog.ledgers,
          areaName: (code) => name(code).name,
        },
        (figure) => allRowsBehind(store, actor, figure, asking),
      )
      await noteExport(store, actor, area, params.id, `附表，${query.year} 年，${area}`)
      return {
        bytes,
        name: `${document.title}附表.xlsx`,
      }
    },
  ),

  route(
    'PUT /api/reports/:id/words/:block',
    'record',
    {
      says: '写报告里由各单位自己写的一段：乡镇写乡镇的，村写村的，记为一次录入或更正。',
      params: ofReport.extend({ block: z.string().max(60) }),
      body: z.strictObject({
        year: z.number().int().min(1990).max(2100),
        area: z.string().regex(areaPattern('township')).optional(),
        text: z.string().max(3000),
      }),
      answer: receipt,
    },
    async ({ store, params, body }, actor) => {
      const report = reportOf(store.catalog, params.id)
      const blocks = [...report.opening, ...report.sections.flatMap((s) => s.paragraphs)]
      if (!blocks.some((p) => 'block' in p && p.block === params.block)) {
        refuse('block.unknown', `报告里没有“${params.block}”这一段。`, { remedy: '请刷新页面后再写。' })
      }
      const area = body.area ?? ownArea(actor)
      const township = townshipOf(area)
      const text = body.text.trim()
      const written = { area, report: report.id, year: String(body.year), block: params.block }
      const { items } = await scoped(store, actor, (tx) => rowsOf(tx, report.words, { equal: written, limit: 1 }), {
        readOnly: true,
      })
      const [there] = items
      // An answer that was lost is asked for again: what is written already stays as it is.
      if (there?.values.body === text) return { township, seq: there.opened, at: there.from, repeated: true }
      const standing = there?.id
      const act = { id: randomUUID(), township, source: '年度总结页面' }
      const correction = { ledger: report.words, id: standing ?? store.newId() }
      if (standing === undefined) {
        if (text === '') refuse('act.nothing', '这一段还没有写，不用清空。')
        const set = { ...written, body: text }
        return record(store, actor, { ...act, kind: 'record', changes: [{ ...correction, set }] })
      }
      return text === ''
        ? record(store, actor, { ...act, kind: 'void', reason: '清空本段', changes: [{ ...correction, void: true }] })
        : record(store, actor, {
            ...act,
            kind: 'correct',
            reason: '修改本段文字',
            changes: [{ ...correction, correct: { body: text } }],
          })
    },
  ),

  route(
    'GET /api/issued',
    'figures',
    { says: '已签发的报告，新的在前；只列自己负责的地区的。', answer: answers.issuedList },
    async ({ store }, actor) => {
      const { name } = await places(store, actor)
      return { issued: (await issuedReports(store, actor)).map((issued) => lineShape(issued, name)) }
    },
  ),

  route(
    'POST /api/issued',
    'issue',
    {
      says: '签发一份报告：把文字、口径、时刻和数一起定下来。',
      body: z.strictObject({
        act: actId.optional(),
        report: z.string().max(60),
        year: z.number().int().min(1990).max(2100),
        area: z.string().regex(areaPattern('township', 'village')).optional(),
      }),
      answer: answers.issuedLine,
      timeout: 120_000,
    },
    async ({ store, body }, actor) => {
      const { act: as, report, ...asking } = body
      const { name } = await places(store, actor)
      return lineShape(await issueReport(store, actor, report, { ...asking, ...(as !== undefined && { as }) }), name)
    },
  ),

  route(
    'GET /api/issued/:id',
    'figures',
    { says: '一份已签发的报告，一字不变。', params: ofIssued, answer: answers.issuedReport },
    async ({ store, params }, actor) => {
      const issued = await issuedReport(store, actor, params.id)
      const { name } = await places(store, actor)
      return {
        issued: lineShape(issued, name),
        period: periodShape(issued.period),
        document: issued.document,
        figures: issued.figures,
      }
    },
  ),

  fileRoute(
    'GET /api/issued/:id/word',
    'export',
    {
      says: '一份已签发的报告的 Word 文件，文字和数是签发时的，落款是签发那天。',
      params: ofIssued,
      file: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      timeout: 120_000,
    },
    async ({ store, params }, actor) => {
      const issued = await issuedReport(store, actor, params.id, '导出')
      const office = await signing(store, actor, issued.area, whenIssued(issued))
      const bytes = await word(issued.document, { office, date: dayOfMoment(issued.at), mark: issued.mark })
      await noteExport(store, actor, issued.area, issued.id, `已签发的 Word，${issued.year} 年，${issued.area}`)
      return { bytes, name: `${issued.title}.docx` }
    },
  ),

  fileRoute(
    'GET /api/issued/:id/annex',
    'export',
    {
      says: '一份已签发的报告的数据附表：签发时的数和口径，和那一刻它们背后的台账行。',
      params: ofIssued,
      file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      timeout: 600_000,
    },
    async ({ store, params }, actor) => {
      const { issued, rowsThen } = await rowsOfIssued(store, actor, params.id)
      const { name } = await places(store, actor, whenIssued(issued))
      const bytes = await annex(
        {
          title: issued.title,
          period: periodSaid(issued.period),
          figures: issued.figures,
          mark: issued.mark,
          ledgers: store.catalog.ledgers,
          areaName: (code) => name(code).name,
        },
        rowsThen,
      )
      await noteExport(store, actor, issued.area, issued.id, `已签发的附表，${issued.year} 年，${issued.area}`)
      return { bytes, name: `${issued.title}附表.xlsx` }
    },
  ),

  route(
    'POST /api/issued/:id/void',
    'issue',
    {
      says: '作废一份已签发的报告；它留在列表里，内容不变，标明谁为何作废。',
      params: ofIssued,
      body: z.strictObject({ act: actId, reason: actReason }),
      answer: answers.issuedLine,
    },
    async ({ store, params, body }, actor) => {
      const { name } = await places(store, actor)
      return lineShape(await voidIssued(store, actor, params.id, body), name)
    },
  ),

  route(
    'GET /api/issued/:id/diff',
    'figures',
    {
      says: '签发以后哪些数变了，由哪些行、谁的哪次录入引起。',
      params: ofIssued,
      answer: answers.issuedDiff,
      timeout: 120_000,
    },
    async ({ store, params }, actor) => {
      const { issued, differences } = await diffIssued(store, actor, params.id)
      const { name } = await places(store, actor)
      return {
        issued: lineShape(issued, name),
        differences: differences.map(({ figure, now, rows }) => ({
          figure,
          now,
          touched: rows.length,
          rows: rows.slice(0, DIFFERING_ROWS).map(({ ledger, ...row }) => ({
            ...row,
            ledger: { id: ledger, title: store.catalog.ledgers.get(ledger)?.title ?? ledger },
          })),
        })),
      }
    },
  ),
]

function lineShape({ id, title, report, year, area, moment, by, at, voided }: Issued, name: Naming) {
  const said = voided && { by: voided.by, at: voided.at, reason: voided.reason }
  return { id, title, report, year, area: name(area), moment, by, at, voided: said }
}

/** Places are called in what was issued as they were called then. */
const whenIssued = ({ period, moment }: Issued): When => ({ day: period.day, moment })

const signing = (store: Store, actor: Actor, area: string, when: When): Promise<string> =>
  scoped(store, actor, (tx) => officeName(tx, area, when), { readOnly: true })

const noteExport = (store: Store, actor: Actor, area: string, report: string, detail: string): Promise<void> =>
  scoped(store, actor, (tx) => noteAudit(tx, { township: townshipOf(area), event: 'export', subject: report, detail }))
