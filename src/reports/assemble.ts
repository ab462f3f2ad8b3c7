/** A report's declaration and its figures become a document: what the preview shows and the Word file prints. */
import type { Paragraph, Piece, ReportDefinition, Say } from '#define/report.ts'
import type { Figure, Flag } from '#measure/figure.ts'
import { refuse } from '#problem.ts'
import { noData, speak } from './speak.ts'

/** A stretch of a paragraph. With `figure` it opens to that figure's rows. */
export type Run = { text: string; figure?: string } | { lead: string }

export type Part =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; runs: Run[] }
  /** What the office writes itself; empty text: not written yet. */
  | { kind: 'block'; block: string; text: string; hint: string }

export interface ReportDocument {
  title: string
  parts: Part[]
  /** Figures of the report that carry warnings, in order of first mention. */
  flags: { figure: string; says: string; flags: Flag[] }[]
}

/**
 * Puts figures and the office's own words into a report. Headings are numbered by position (一、 （一）), whatever number is written in
 * their title. Words that stand because a figure is zero carry that figure, so that “无逾期” can be opened too; where such a figure
 * cannot be said, neither side is claimed, and where nothing shows that somebody looked, the words give way to 没有记录. A zero over no
 * row says so at the end of its clause. Refuses (`report.figure_missing`) when a figure was not answered.
 */
export function assemble(
  report: ReportDefinition,
  figures: ReadonlyMap<string, Figure>,
  words: ReadonlyMap<string, string>,
  names: { township: string; year: number },
): ReportDocument {
  const fill = (text: string) => text.replaceAll('{township}', names.township).replaceAll('{year}', String(names.year))
  const mentioned = new Map<string, Figure>()
  const notes: [figure: string, Flag][] = []
  const take = (id: string): Figure => {
    const figure = figures.get(id)
    if (!figure) {
      refuse('report.figure_missing', `报告“${fill(report.title)}”要用指标 ${id}，但这次没有算它。`, {
        remedy: '请检查报告声明里的指标是否都已列入条线。',
      })
    }
    mentioned.set(id, figure)
    return figure
  }
  const runsOf = (say: Say, because?: string): Draft[] => say.pieces.flatMap((piece) => runsOfPiece(piece, because))
  const runsOfPiece = (piece: Piece, because?: string): Draft[] => {
    if (typeof piece === 'string') return [{ text: fill(piece), ...(because !== undefined && { figure: because }) }]
    if (!('ifAny' in piece)) {
      const spoken = take(piece.indicator)
      const empty = spoken.value === 0 && nothingRecorded(spoken)
      return [{ text: speak(spoken, piece), figure: spoken.id, ...(empty && { empty }) }]
    }
    const figure = take(piece.ifAny)
    if (figure.value === null) return [{ text: noData, figure: figure.id }]
    if (figure.value > 0) return runsOf(piece.then, because)
    const said = runsOf(piece.given ? piece.then : piece.otherwise, figure.id)
    const evidence = piece.given ? figure : piece.evidence === undefined ? undefined : take(piece.evidence)
    const lacking = said.length > 0 && unlooked(figure, evidence)
    if (!lacking) return said
    const claim = said.map((run) => ('text' in run ? run.text : '')).join('')
    notes.push([
      figure.id,
      { code: 'no_record', message: `${lacking}报告里没有写“${claim.replace(stop, '')}”，写的是没有记录。` },
    ])
    const asks = piece.given ? figure.says : `是否有${figure.says}`
    const end = stop.exec(claim)?.[0] ?? ''
    return [{ text: `（${asks}：没有记录）${end}`, figure: figure.id, ...(piece.given && { named: true }) }]
  }
  const partOf = (paragraph: Paragraph): Part => {
    if ('block' in paragraph) {
      const { block, hint } = paragraph
      return { kind: 'block', block, text: (words.get(block) ?? '').trim(), hint: fill(hint) }
    }
    const lead: Run[] = paragraph.lead ? [{ lead: fill(paragraph.lead) }] : []
    return { kind: 'paragraph', runs: [...lead, ...punctuated(paragraph.says.flatMap((say) => runsOf(say)))] }
  }

  const parts: Part[] = report.opening.map(partOf)
  let first = 0
  let second = 0
  for (const section of report.sections) {
    if (section.level === 1) {
      first++
      second = 0
    } else second++
    const number = section.level === 1 ? `${chineseNumber(first)}、` : `（${chineseNumber(second)}）`
    parts.push({ kind: 'heading', level: section.level, text: number + fill(section.title).replace(writtenNumber, '') })
    parts.push(...section.paragraphs.map(partOf))
  }
  return {
    title: fill(report.title),
    parts,
    flags: [...mentioned.values()]
      .map(({ id, says, flags }) => ({
        figure: id,
        says,
        flags: [...flags, ...notes.flatMap(([figure, note]) => (figure === id ? [note] : []))],
      }))
      .filter(({ flags }) => flags.length > 0),
  }
}

const nothingRecorded = ({ flags }: Figure): boolean => flags.some(({ code }) => code === 'nothing_recorded')

/** A run on its way into a paragraph. `empty`: a zero over no row. `named`: it says 没有记录 in place of a claim. */
interface Draft {
  text: string
  figure?: string
  empty?: true
  named?: true
}

/** Says 没有记录 once, where the clause ends in which a zero over no row stands; and of two marks that meet keeps the later, as around what a claim gave way to. */
function punctuated(drafts: readonly Draft[]): Run[] {
  const runs: { text: string; figure?: string }[] = []
  const put = (run: { text: string; figure?: string }) => {
    const before = runs.at(-1)
    if (before && /^([，；。]|（[^）]*：没有记录）)/.test(run.text)) before.text = before.text.replace(/[，；、]$/, '')
    if (before?.text === '') runs.pop()
    if (run.text !== '') runs.push({ ...run })
  }
  // What a claim gave way to names the figure, and says it for its zero too.
  const named = new Set(drafts.flatMap(({ figure, named: by }) => (by ? figure : [])))
  let open: string | undefined
  const close = () => {
    if (open !== undefined) put({ text: '（没有记录）', figure: open })
    open = undefined
  }
  for (const { empty, named: _, ...run } of drafts) {
    const at = empty || open === undefined ? -1 : run.text.search(/[，；。]/)
    if (at < 0) put(run)
    else {
      put({ ...run, text: run.text.slice(0, at) })
      close()
      put({ ...run, text: run.text.slice(at) })
    }
    if (empty && !named.has(run.figure)) open ??= run.figure
  }
  close()
  return runs
}

/** What ends a sentence or a part of it. */
const stop = /[，；。]$/

/** Why nothing can be said of a figure that is zero; undefined when somebody looked. */
function unlooked(zero: Figure, evidence: Figure | undefined): string | undefined {
  if (nothingRecorded(zero)) return '台账里没有记录，'
  if (evidence && !evidence.value) return `“${evidence.says}”是 ${evidence.said}，`
  return undefined
}

/** 一、 or (一) or （一） in front of a title. */
const writtenNumber = /^\s*(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])\s*/

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 → 一, 12 → 十二, 20 → 二十; up to 99. */
export function chineseNumber(n: number): string {
  const tens = Math.floor(n / 10)
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[n % 10]}`
}
