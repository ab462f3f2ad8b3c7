/** 核数: a written report is read, set beside the ledgers, decided about, and given back with comments. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { asked, townshipAsked } from '#http/asking.ts'
import { type Around, fileRoute, route } from '#http/route.ts'
import { refuse } from '#problem.ts'
import type { Document } from '#proofread/document.ts'
import type { LedgerComparison, LedgerFigure } from '#proofread/ledgers.ts'
import { type Finding, kindNames, type Proofreading } from '#proofread/proofread.ts'
import { proofreadInThread, type Source } from '#proofread/thread.ts'
import { besideLedgers, differenceFound, inText } from '#proofread/township.ts'
import type { Actor } from '#store/actor.ts'
import { decide, decisionsOn } from '#store/shelf/decisions.ts'
import { type Store, scoped } from '#store/store.ts'
import * as answers from './answers.ts'

/** Bytes of the largest file. */
const LARGEST = 10 * 1024 * 1024
/** Characters that fit into JSON as it is taken in. */
const LONGEST_PASTED = 80_000

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const about = asked.omit({ asOf: true }).partial({ year: true })
const ofFile = about.extend({ name: z.string().min(1).max(200).meta({ description: '文件名，带扩展名' }) })
const file = z.custom<Uint8Array>((body) => body instanceof Uint8Array, '没有收到文件')

type About = z.infer<typeof about>
type Asked = Pick<Around, 'store' | 'settings' | 'signal'>

export const proofreadRoutes = [
  route(
    'POST /api/proofread',
    'figures',
    {
      says: '核对一段文字：其中的数、数与数的关系、疑点；写明年度时与台账比对。',
      body: about.extend({ text: z.string().trim().min(1, '没有要核对的文字').max(LONGEST_PASTED) }),
      answer: answers.proofreading,
      timeout: 60_000,
    },
    async ({ body: { text, ...asking }, ...call }, actor) =>
      shapeOf(call.store, actor, asking, await check(call, actor, { text }, asking)),
  ),

  route(
    'POST /api/proofread/file',
    'figures',
    {
      says: '核对一个 .docx、.txt 或 .md 文件，不超过 10 MB；文件不会留在系统里。',
      query: ofFile,
      body: file,
      upload: LARGEST,
      answer: answers.proofreading,
      timeout: 60_000,
    },
    async ({ query: { name, ...asking }, body: bytes, ...call }, actor) =>
      shapeOf(call.store, actor, asking, await check(call, actor, { bytes, name }, asking)),
  ),

  route(
    'PUT /api/proofread/:digest',
    'decide',
    {
      says: '对一处疑点作处理：accept 要改，dismiss 不用改（要写原因），open 收回；按文字记住。',
      params: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
      body: z
        .strictObject({
          finding: z.string().regex(/^[\w.:#+-]{1,200}$/),
          decision: z.enum(['accept', 'dismiss', 'open']),
          reason: z.string().trim().max(200).default(''),
          area: asked.shape.area,
        })
        .refine(({ decision, reason }) => decision !== 'dismiss' || reason !== '', {
          path: ['reason'],
          message: '请写明为什么不用改',
        }),
      answer: answers.decisions,
    },
    async ({ store, params, body: { finding, decision, reason, area } }, actor) => {
      const township = townshipAsked(actor, area, '报告')
      const decided = decision === 'open' ? null : { decision, reason }
      return {
        decisions: await scoped(store, actor, (tx) => decide(tx, township, params.digest, finding, decided)),
      }
    },
  ),

  fileRoute(
    'POST /api/proofread/copy',
    'figures',
    {
      says: '把同一个 .docx 发来，取回带批注的副本；已定为“不用改”的疑点不写进去。',
      query: ofFile,
      body: file,
      upload: LARGEST,
      file: WORD,
      // Read and written in two turns.
      timeout: 120_000,
    },
    async ({ query: { name, ...asking }, body: bytes, ...call }, actor) => {
      if (!/\.docx$/i.test(name)) {
        refuse('proofread.not_word', '只有 .docx 文件能写入批注。', {
          at: { file: name },
          remedy: '请在 Word 或 WPS 中另存为 .docx，再核对一次。',
        })
      }
      const checked = await check(call, actor, { bytes, name }, asking)
      const decisions = await decisionsOf(call.store, actor, checked.digest, asking)
      const findings = checked.findings.filter(({ id }) => decisions[id]?.decision !== 'dismiss')
      const copy = await proofreadInThread({ do: 'comment', bytes, findings }, limitsOf(call))
      return { bytes: copy, name: `${name.replace(/\.docx$/i, '')}（核数批注）.docx` }
    },
  ),
]

interface Checked extends Omit<Proofreading, 'findings' | 'cells'> {
  document: Document
  digest: string
  /** With the differences from the ledgers, in the order of the text. */
  findings: (Finding & { id: string })[]
  comparisons: (LedgerComparison & { id: string; of: LedgerFigure })[] | undefined
}

async function check(call: Asked, actor: Actor, source: Source, { year, area }: About): Promise<Checked> {
  const options = year === undefined ? {} : { year }
  const task = { do: 'proofread', source, options } as const
  const { document, ...read } = await proofreadInThread(task, limitsOf(call))
  const { text } = document
  const beside = year === undefined ? undefined : await besideLedgers(call.store, actor, text, read, year, area)
  const comparisons = beside && named(beside.comparisons, beside.figures)
  const different = (comparisons ?? []).filter((one) => one.verdict === 'different')
  return {
    document,
    digest: createHash('sha256').update(text).digest('hex'),
    quantities: read.quantities,
    relations: beside?.relations ?? read.relations,
    findings: [
      ...numbered(beside?.findings ?? read.findings),
      ...different.map((one) => ({ ...differenceFound(one), id: one.id })),
    ].sort(inText),
    comparisons,
  }
}

const limitsOf = ({ settings, signal }: Asked) => ({ allowed: settings.proofreading, signal })

/** Ids that come out the same whenever the same text is read. */
function numbered<One extends Pick<Finding, 'kind' | 'start' | 'end'>>(
  found: readonly One[],
): (One & { id: string })[] {
  const seen = new Map<string, number>()
  return found.map((one) => {
    const id = `${one.kind}:${one.start}-${one.end}`
    const n = (seen.get(id) ?? 0) + 1
    seen.set(id, n)
    return { ...one, id: n === 1 ? id : `${id}#${n}` }
  })
}

/** A difference that was decided about is a new one once the ledgers say something else: their value stands in its id. */
function named(
  comparisons: readonly LedgerComparison[],
  figures: ReadonlyMap<string, LedgerFigure>,
): Checked['comparisons'] {
  return comparisons.map((one) => ({
    ...one,
    id: `ledger:${one.figure}:${one.start}:${one.recorded}`,
    of: figures.get(one.figure)!,
  }))
}

async function shapeOf(
  store: Store,
  actor: Actor,
  asking: About,
  { document, digest, quantities, relations, findings, comparisons }: Checked,
) {
  // Two sums may end in one cell of a table: of its row and of its column.
  const broken = relations.map((one, at) => ({ ...one, at })).filter((one) => !one.holds)
  const failed = new Map(numbered(broken).map(({ id, at }) => [id, at]))
  return {
    digest,
    text: document.text,
    paragraphs: document.paragraphs,
    tables: document.tables,
    quantities,
    relations: relations.map((one) => ({ ...one, title: kindNames[one.kind] })),
    findings: findings.map((one) => ({ ...one, title: kindNames[one.kind], relation: failed.get(one.id) ?? null })),
    ledgers:
      asking.year === undefined || !comparisons
        ? null
        : {
            year: asking.year,
            comparisons: comparisons.map(({ of: { says, definition, period, said }, ...one }) => ({
              ...one,
              says,
              definition,
              period,
              said,
            })),
          },
    decisions: await decisionsOf(store, actor, digest, asking),
  }
}

function decisionsOf(store: Store, actor: Actor, digest: string, { area }: About) {
  const township = townshipAsked(actor, area, '报告')
  return scoped(store, actor, (tx) => decisionsOn(tx, township, digest), { readOnly: true })
}
