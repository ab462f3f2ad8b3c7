/** Where a proofread text is marked, as plain data for the page: which stretches belong to which finding. */
import type { Proofreading } from '#http/proofread/answers.ts'

/** `fine`: a relation that holds, or a figure as in the ledgers. `apart`: a figure that cannot be compared. */
export type Tone = 'error' | 'doubt' | 'note' | 'fine' | 'apart'

export type Finding = Proofreading['findings'][number]
export type Relation = Proofreading['relations'][number]
export type Comparison = NonNullable<Proofreading['ledgers']>['comparisons'][number]

export interface Span {
  start: number
  end: number
}

export interface Mark {
  id: string
  tone: Tone
  title: string
  /** In the order of the text; the figures themselves where the arithmetic is known. */
  spans: Span[]
  finding?: Finding
  relation?: Relation
  comparison?: Comparison
}

export const toneWords: Record<Tone, string> = {
  error: '错误',
  doubt: '疑问',
  note: '提示',
  fine: '相符',
  apart: '不能比',
}

/** Marks of one place in this order. */
const order: readonly Tone[] = ['error', 'doubt', 'note', 'fine', 'apart']

/** What a list says of it, in a line or two. */
export function inShort({ comparison, finding, relation }: Mark): string {
  if (comparison) {
    const { quote, says, said, period, verdict } = comparison
    return `文中${quote}，台账“${says}”${said}（${period}）${verdict === 'incomparable' ? '，不能比较' : ''}。`
  }
  return finding?.message ?? relation?.arithmetic ?? ''
}

export const needsLook = (mark: Mark): boolean => mark.finding !== undefined

/** Findings first in the order of the text, then what is right. */
export function marksOf({ findings, relations, ledgers }: Proofreading): Mark[] {
  const comparisons = ledgers?.comparisons ?? []
  const byId = new Map(comparisons.map((one) => [one.id, one]))
  return [
    ...findings.map((finding): Mark => {
      const { id, severity: tone, title } = finding
      const relation = finding.relation === null ? undefined : relations[finding.relation]
      const comparison = byId.get(id)
      return {
        id,
        tone,
        title,
        finding,
        spans: relation ? termsOf(relation) : spansOf([finding]),
        ...(relation && { relation }),
        ...(comparison && { comparison }),
      }
    }),
    ...relations.flatMap((relation, i): Mark[] =>
      relation.holds
        ? [{ id: `relation:${i}`, tone: 'fine', title: relation.title, relation, spans: termsOf(relation) }]
        : [],
    ),
    ...comparisons.flatMap((comparison): Mark[] => {
      if (comparison.verdict === 'different') return []
      const tone = comparison.verdict === 'same' ? 'fine' : 'apart'
      return [{ id: comparison.id, tone, title: '与台账比对', comparison, spans: spansOf([comparison]) }]
    }),
  ]
}

const termsOf = ({ parts, whole }: Relation): Span[] => spansOf(whole ? [...parts, whole] : parts)

const spansOf = (spans: readonly Span[]): Span[] =>
  spans
    .map(({ start, end }) => ({ start, end }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start)

export interface Segment extends Span {
  text: string
  /** What it belongs to, the weightiest and then the shortest first. */
  marks: Mark[]
  /** Findings that begin here: only there a mark is a stop of the Tab key. */
  begins: Mark[]
  /** Findings that end here: their word stands behind it. */
  ends: Mark[]
}

/** The text of each paragraph, or piece of one, cut where marks begin and end. What stands between them is not shown. */
export function segmentsOf(text: string, paragraphs: readonly Span[], marks: readonly Mark[]): Segment[][] {
  const pieces = marks
    .flatMap((mark) => mark.spans.map((span) => ({ ...span, mark })))
    .sort((a, b) => a.start - b.start)
  const begun = new Set<Mark>()
  let first = 0
  return paragraphs.map((paragraph, at) => {
    const next = paragraphs[at + 1]?.start ?? text.length
    while (first < pieces.length && pieces[first]!.end <= paragraph.start) first++
    const here: typeof pieces = []
    for (let i = first; i < pieces.length && pieces[i]!.start < paragraph.end; i++)
      if (pieces[i]!.end > paragraph.start) here.push(pieces[i]!)
    const cuts = new Set([paragraph.start, paragraph.end])
    for (const { start, end } of here) {
      cuts.add(Math.max(start, paragraph.start))
      cuts.add(Math.min(end, paragraph.end))
    }
    const places = [...cuts].sort((a, b) => a - b)
    return places.slice(0, -1).map((start, i) => {
      const end = places[i + 1]!
      const covering = here.filter((piece) => piece.start <= start && piece.end >= end)
      const own = [...new Set(covering.map((piece) => piece.mark))].sort(
        (a, b) => order.indexOf(a.tone) - order.indexOf(b.tone) || lengthOf(a) - lengthOf(b),
      )
      const begins = own.filter((mark) => !begun.has(mark))
      for (const mark of begins) begun.add(mark)
      const upTo = end === paragraph.end ? Math.max(end, next) : end
      return {
        start,
        end,
        text: text.slice(start, end),
        marks: own,
        begins,
        ends: own.filter((mark) => needsLook(mark) && end <= endOf(mark) && endOf(mark) <= upTo),
      }
    })
  })
}

/** Where the finding itself ends: in a table the total may stand above what it adds. */
const endOf = ({ spans, finding }: Mark): number =>
  (spans.find(({ end }) => end === finding?.end) ?? spans[spans.length - 1]!).end

const lengthOf = ({ spans }: Mark): number => spans[spans.length - 1]!.end - spans[0]!.start

/** The sentence around a place, cut where it is long: before, the place itself, behind. */
export function sentenceAround(text: string, { start, end }: Span): [before: string, itself: string, behind: string] {
  const from = Math.max(text.lastIndexOf('。', start - 1), text.lastIndexOf('\n', start - 1)) + 1
  const stops = [text.indexOf('。', end), text.indexOf('\n', end)].filter((at) => at >= 0)
  const to = stops.length > 0 ? Math.min(...stops) + 1 : text.length
  const before = text.slice(Math.max(from, start - 40), start)
  const behind = text.slice(end, Math.min(to, end + 40))
  return [
    `${start - from > 40 ? '……' : ''}${before.trimStart()}`,
    text.slice(start, end),
    `${behind.trimEnd()}${to - end > 40 ? '……' : ''}`,
  ]
}
