/** A report's declaration and its figures become a document: what the preview shows and the Word file prints. */
import type { Paragraph, Piece, ReportDefinition, Say } from '#define/report.ts'
import { type Level, placeKind } from '#kinds/area.ts'
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

/** What a report is about. `kind`: 乡, 镇, 村 … as in 全乡. */
export interface Place {
  township: string
  kind?: string
  year: number
  level?: Level
}

/** What the document is told of the lines of work, to name what it left out. */
export type LinesOfWork = readonly { title: string; indicators: readonly string[] }[]

/**
 * Puts figures and the office's own words into a report. Headings and leads are numbered by position (一、 （一） 一是), whatever number is
 * written in them. Words that stand because a figure is zero carry that figure, so that “无逾期” can be opened too; where such a figure
 * cannot be said, neither side is claimed. Where nothing shows that somebody looked, the words give way to 没有记录, or in a report that
 * leaves out what has no rows to nothing, and the last paragraph names it. A zero over no row says so at the end of its clause. Refuses
 * (`report.figure_missing`) when a figure was not answered.
 */
export function assemble(
  report: ReportDefinition,
  figures: ReadonlyMap<string, Figure>,
  words: ReadonlyMap<string, string>,
  { township, year, level = 'township', kind = placeKind(township, level) }: Place,
  lines: LinesOfWork = [],
): ReportDocument {
  const { leftOut } = report
  const fill = (text: string) =>
    text.replaceAll('{township}', township).replaceAll('{year}', String(year)).replaceAll('{kind}', kind)
  const mentioned = new Map<string, Figure>()
  const notes: [figure: string, Flag][] = []
  /** Claims that gave way; and figures of sentences left out although their ledger is kept. */
  const unknown = new Set<string>()
  const zero = new Set<string>()
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
    if ('at' in piece) return runsOf(piece.at === level ? piece.then : piece.otherwise, because)
    if ('turn' in piece) {
      const turned = take(piece.turn)
      const [way, size] = turning(turned)
      return [{ text: way }, ...(size === '' ? [] : [{ text: size, figure: turned.id, from: turned }])]
    }
    if (!('ifAny' in piece)) {
      const spoken = take(piece.indicator)
      const empty = spoken.value === 0 && nothingRecorded(spoken)
      return [{ text: speak(spoken, piece), figure: spoken.id, from: spoken, ...(empty && { empty }) }]
    }
    const asked = [piece.ifAny].flat().map(take)
    const figure = asked[0]!
    const looked = asked.map((from): Draft => ({ text: '', from }))
    if (asked.some(({ value }) => value !== null && value > 0)) return [...looked, ...runsOf(piece.then, because)]
    if (asked.some(({ value }) => value === null)) return [...looked, { text: noData, figure: figure.id }]
    const said = runsOf(piece.given ? piece.then : piece.otherwise, figure.id)
    const evidence = piece.given ? figure : piece.evidence === undefined ? undefined : take(piece.evidence)
    const lacking = said.some(({ text }) => text !== '') && unlooked(figure, evidence)
    if (!lacking) return [...looked, ...said.map((run): Draft => ({ ...run, claim: true }))]
    const claim = said.map(({ text }) => text).join('')
    const end = stop.exec(claim)?.[0] ?? ''
    const left = `${lacking}报告里没有写“${claim.replace(stop, '')}”`
    if (leftOut) {
      notes.push([figure.id, { code: 'no_record', message: `${left}。` }])
      if (!piece.given) unknown.add(figure.id)
      return [...looked, { text: end }]
    }
    notes.push([figure.id, { code: 'no_record', message: `${left}，写的是没有记录。` }])
    const asks = piece.given ? figure.says : `是否有${figure.says}`
    return [{ text: `（${asks}：没有记录）${end}`, figure: figure.id, ...(piece.given && { named: true }) }]
  }
  /** The sentences to say; undefined: the paragraph has nothing to say here. */
  const saidOf = (says: readonly Say[]): Draft[] | undefined => {
    const sentences = says.map((say) => {
      const drafts = runsOf(say)
      const from = drafts.flatMap(({ from }) => from ?? [])
      return {
        drafts,
        from,
        stands:
          !leftOut || from.length === 0 || drafts.some(({ claim, text }) => claim && text !== '') || from.some(counted),
      }
    })
    for (const { stands, from } of sentences)
      if (!stands) for (const { id, value } of from) if (value === 0) zero.add(id)
    const speaking = sentences.filter(({ from }) => from.length > 0)
    const kept = sentences.filter(({ stands }) => stands).flatMap(({ drafts }) => drafts)
    if (speaking.length > 0 && !speaking.some(({ stands }) => stands)) return undefined
    return speaking.length > 0 || kept.some(({ text }) => text !== '') ? kept : undefined
  }
  const partsOf = (paragraphs: readonly Paragraph[]): Part[] => {
    const parts = paragraphs.flatMap((paragraph): Part[] => {
      if ('block' in paragraph) {
        const { block, hint } = paragraph
        return [{ kind: 'block', block, text: (words.get(block) ?? '').trim(), hint: fill(hint) }]
      }
      const said = saidOf(paragraph.says)
      if (!said) return []
      const lead: Run[] = paragraph.lead ? [{ lead: fill(paragraph.lead) }] : []
      return [{ kind: 'paragraph', runs: [...lead, ...punctuated(said)] }]
    })
    return parts.length === paragraphs.length ? parts : numbered(parts)
  }

  const parts: Part[] = partsOf(report.opening)
  const sections = report.sections.map(({ level, title, paragraphs }) => {
    const own = partsOf(paragraphs)
    return { level, title, own, empty: own.length === 0 && paragraphs.length > 0 }
  })
  let first = 0
  let second = 0
  sections.forEach(({ level, title, own, empty }, i) => {
    const after = sections.slice(i + 1)
    const ends = after.findIndex((next) => next.level <= level)
    const under = ends < 0 ? after : after.slice(0, ends)
    if (own.length === 0 && (empty || under.length > 0) && under.every((one) => one.empty)) return
    if (level === 1) {
      first++
      second = 0
    } else second++
    const number = level === 1 ? `${chineseNumber(first)}、` : `（${chineseNumber(second)}）`
    parts.push({ kind: 'heading', level, text: number + fill(title).replace(writtenNumber, '') }, ...own)
  })
  if (leftOut) {
    const none = [...mentioned.values()].filter((figure) => nothingRecorded(figure) || unknown.has(figure.id))
    const kept = [...mentioned.values()].filter((figure) => zero.has(figure.id) && !none.includes(figure))
    const runs = [[leftOut.unrecorded, none] as const, [leftOut.zero, kept] as const].flatMap(([opens, of]): Run[] =>
      of.length === 0 ? [] : [{ text: fill(opens) }, { text: `${byLine(of, mentioned, lines)}。` }],
    )
    if (runs.length > 0) parts.push({ kind: 'paragraph', runs })
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

/** Whether rows stand behind it, even where it is not said how many. */
const counted = ({ rows, flags }: Figure): boolean => rows > 0 || flags.some(({ code }) => code === 'withheld')

/** 增长4.97%, 下降5.99%, 持平 as way and size. */
function turning({ value, said }: Figure): [way: string, size: string] {
  if (value === null) return ['', noData]
  return value === 0 ? ['持平', ''] : value > 0 ? ['增长', said] : ['下降', said.replace(/^[-−]/, '')]
}

/** 教育（期末疑似辍学）、乡村旅游: a line of which everything that the report speaks of is among them stands by its title alone. */
function byLine(of: readonly Figure[], mentioned: ReadonlyMap<string, Figure>, lines: LinesOfWork): string {
  const among = new Set(of.map(({ id }) => id))
  const said = lines.flatMap(({ title, indicators }) => {
    const spoken = indicators.flatMap((id) => mentioned.get(id) ?? [])
    const missing = spoken.filter(({ id }) => among.has(id))
    if (missing.length === 0) return []
    return missing.length === spoken.length ? title : `${title}（${missing.map(({ says }) => says).join('、')}）`
  })
  return said.join('；')
}

/** 一是 in front of a lead. */
const writtenTurn = /^[一二三四五六七八九十]+是/

/** Leads counted anew where some have been left out; a single one that is left is not counted. */
function numbered(parts: readonly Part[]): Part[] {
  const leads = parts.filter((part) => writtenTurn.test(leadOf(part)))
  return parts.map((part) => {
    const at = leads.indexOf(part)
    if (part.kind !== 'paragraph' || at < 0) return part
    const number = leads.length > 1 ? `${chineseNumber(at + 1)}是` : ''
    const [, ...rest] = part.runs
    return { ...part, runs: [{ lead: leadOf(part).replace(writtenTurn, number) }, ...rest] }
  })
}

function leadOf(part: Part): string {
  const [first] = part.kind === 'paragraph' ? part.runs : []
  return first && 'lead' in first ? first.lead : ''
}

const nothingRecorded = ({ flags }: Figure): boolean => flags.some(({ code }) => code === 'nothing_recorded')

/**
 * A run on its way into a paragraph. `from`: a figure that it says, or that decided what is said. `claim`: it is claimed of a zero, with
 * evidence. `empty`: a zero over no row. `named`: it says 没有记录 in place of a claim.
 */
interface Draft {
  text: string
  figure?: string
  from?: Figure
  claim?: true
  empty?: true
  named?: true
}

/**
 * Says 没有记录 once, where the clause ends in which a zero over no row stands; of two marks that meet keeps the stronger, as around what
 * was left out; and ends with a full stop where it would end with a comma.
 */
function punctuated(drafts: readonly Draft[]): Run[] {
  const runs: { text: string; figure?: string }[] = []
  const put = (run: { text: string; figure?: string }) => {
    const before = runs.at(-1)
    const meets = before ? /^([，；。、]|（[^）]*：没有记录）)/.test(run.text) : /^[，；。、]/.test(run.text)
    if (meets && (!before || /。$/.test(before.text))) {
      const rest = run.text.replace(/^[，；。、]/, '')
      if (rest !== '') runs.push({ ...run, text: rest })
      return
    }
    if (meets) before!.text = before!.text.replace(/[，；、]$/, '')
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
  for (const { text, figure, empty } of drafts) {
    const run = { text, ...(figure !== undefined && { figure }) }
    const at = empty || open === undefined ? -1 : text.search(/[，；。]/)
    if (at < 0) put(run)
    else {
      put({ ...run, text: text.slice(0, at) })
      close()
      put({ ...run, text: text.slice(at) })
    }
    if (empty && figure !== undefined && !named.has(figure)) open ??= figure
  }
  close()
  const last = runs.at(-1)
  if (last) last.text = last.text.replace(/[，；、]$/, '。')
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
