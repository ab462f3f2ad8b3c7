/** Reports: sections of text with slots for figures. Nobody types a figure into a report. */
import type { Level } from '#kinds/area.ts'
import type { AreaCode, Text } from './expression.ts'
import type { Indicator } from './indicator.ts'
import type { AnyLedger } from './ledger.ts'

/** How a figure speaks in a sentence. */
export interface Slot {
  indicator: string
  /**
   * `exact` as it is; `余`/`多` rounded down to `to` with the word behind (360余人, 300多万株); `约` rounded to the nearest with the word
   * before.
   */
  manner: 'exact' | '余' | '多' | '约'
  /** Step of rounding, in the printed unit. */
  to?: number
  /** Print without the unit, where the sentence says it. */
  bare?: boolean
}

/** A piece of a sentence: words, a figure, or words that depend on figures or on the level of the place that reports. */
export type Piece = string | Slot | Choice | ByLevel | Turn

export interface Say {
  pieces: readonly Piece[]
}

type Sayable = Indicator | Slot | Say | Choice | ByLevel | Turn

const slot = (of: Sayable): Piece[] => {
  if ('pieces' in of) return [...of.pieces]
  if ('ifAny' in of || 'at' in of || 'turn' in of) return [of]
  return ['manner' in of ? of : { indicator: of.indicator.id, manner: 'exact' }]
}

interface Choice {
  ifAny: string | readonly string[]
  then: Say
  otherwise: Say
  /** The figure that shows that somebody looked. */
  evidence?: string
  /** What it says above zero stands on those rows: at zero the report says 没有记录 instead. */
  given?: true
}

interface ByLevel {
  at: Level
  then: Say
  otherwise: Say
}

interface Turn {
  turn: string
}

const nothing: Say = { pieces: [] }

/** A sentence: `` say`全年确定监测对象${monitored.households}${monitored.people}。` `` */
export function say(words: TemplateStringsArray, ...slots: readonly Sayable[]): Say {
  const pieces = words.flatMap((word, i): Piece[] => {
    const next = slots[i]
    return [...(word ? [word] : []), ...(next ? slot(next) : [])]
  })
  return { pieces }
}

/** Rounds down to `to` printed units and says 余 or 多: `about(seedlings, '多', 100)` → 300多万株. */
export function over(of: Indicator, word: '余' | '多', to = 1): Slot {
  return { indicator: of.indicator.id, manner: word, to }
}

/** 约, rounded to the nearest `to` printed units. */
export function roughly(of: Indicator, to = 1): Slot {
  return { indicator: of.indicator.id, manner: '约', to }
}

/** The number alone, where the sentence carries the unit. */
export function bare(of: Indicator): Slot {
  return { indicator: of.indicator.id, manner: 'exact', bare: true }
}

/** What only makes sense in the report of a place of this level, and what one of another level says instead. */
export function atLevel(level: Level, then: Say, otherwise: Say = nothing): ByLevel {
  return { at: level, then, otherwise }
}

/** A growth in words: 增长4.97%, 下降5.99%, 持平. */
export function turn(of: Indicator): Turn {
  return { turn: of.indicator.id }
}

/**
 * Says one thing when the figure, or one of several, is above zero and another when it is not. No rows is not a good result: what is said of a zero needs
 * evidence that somebody looked, at least one row of the figure's own ledger up to the end of the period, and where the looking is
 * recorded elsewhere or has to be of this period, `evidence` above zero too. Without it the report says 没有记录 and flags it.
 */
export function ifAny(
  of: Indicator | readonly Indicator[],
  then: Say,
  otherwise: Say = nothing,
  evidence?: Indicator,
): Choice {
  const figures = 'indicator' in of ? of.indicator.id : of.map(({ indicator }) => indicator.id)
  return { ifAny: figures, then, otherwise, ...(evidence && { evidence: evidence.indicator.id }) }
}

/** What is claimed rests on the figure's rows: `` given(gridWorkers, say`网格员常态化履职`) ``. At zero the report says 没有记录 and flags it. */
export function given(of: Indicator, then: Say): Choice {
  return { ifAny: of.indicator.id, then, otherwise: nothing, given: true }
}

export interface Section {
  /** Outline level: 1 is 一、, 2 is (一). */
  level: 1 | 2
  title: string
  paragraphs: readonly Paragraph[]
}

/** A paragraph: a run-in lead (一是建立机制。, numbered by position) and sentences, or a block that the office writes itself. */
export type Paragraph = { lead?: string; says: readonly Say[] } | { block: string; hint: string }

export interface ReportDefinition {
  id: string
  /** `{township}`, `{year}` and `{kind}` (乡, 镇, 村, 组: what the place is) are filled in, as in every sentence. */
  title: string
  opening: readonly Paragraph[]
  sections: readonly Section[]
  /** The ledger in which the office keeps its own words. */
  words: string
  /**
   * Sentences whose figures all stand on no row are left out, as is what then stands alone: the prose of their paragraph, its heading.
   * The report names once, at its end and by line of work, what it left out so: with these words before what no ledger has a row of, and
   * before what was zero in the period. Without this every sentence is said, and says 没有记录 itself.
   */
  leftOut?: { unrecorded: string; zero: string }
}

/** What the ledger of a report's own words has, by kind: whose report, which, of which year, which block, and the words. */
export const wordsFields = { area: 'place', report: 'text', year: 'text', block: 'text', body: 'text' } as const

type WordsLedger = AnyLedger & {
  [K in keyof typeof wordsFields]: (typeof wordsFields)[K] extends 'place' ? AreaCode : Text
}

export function report(
  id: string,
  given: Omit<ReportDefinition, 'id' | 'words'> & { words: WordsLedger },
): ReportDefinition {
  return { id, ...given, words: given.words.ledger.id }
}

/** The figures a report speaks of, in order of first mention. */
export function indicatorsOf(report: ReportDefinition): string[] {
  const found = new Set<string>()
  const visit = (say: Say): void => {
    for (const piece of say.pieces) {
      if (typeof piece === 'string') continue
      if ('ifAny' in piece) {
        for (const id of [piece.ifAny].flat()) found.add(id)
        if (piece.evidence !== undefined) found.add(piece.evidence)
        visit(piece.then)
        visit(piece.otherwise)
      } else if ('at' in piece) {
        visit(piece.then)
        visit(piece.otherwise)
      } else found.add('turn' in piece ? piece.turn : piece.indicator)
    }
  }
  for (const paragraph of [...report.opening, ...report.sections.flatMap((s) => s.paragraphs)]) {
    if ('says' in paragraph) paragraph.says.forEach(visit)
  }
  return [...found]
}
