/** A text cut into sentences, with its quantities in their places: what the rules look at. */
import type { WrittenDate } from './dates.ts'
import { isDigit } from './numerals.ts'
import { plain, type Span } from './plain.ts'
import { type ExactQuantity, findQuantities } from './quantities.ts'
import type { Table } from './table.ts'

export interface Sentence extends Span {
  /** Number of its paragraph, from 0; each cell of a table counts as one. */
  paragraph: number
  quantities: Placed[]
}

/** A quantity with its place in the sentence. */
export interface Placed extends ExactQuantity {
  /** Brackets open around it. */
  depth: number
  /** Number of the part between semicolons, from 0. */
  segment: number
  /** Number of the comma clause in the sentence, from 0. */
  clause: number
  /** Number of the list item (commas and 、) in the sentence, from 0. */
  item: number
  /** What its item is called: its own label, or that of the figure before it in the same item (7户|19人). */
  title: string
  /** Its own lead, or that of the figure before it in the same item. */
  opening: string
  /** Scope words of the figure before it in the same item. */
  inherited: string[]
}

export interface Reading {
  original: string
  /** Same length as the original. */
  text: string
  sentences: Sentence[]
  quantities: ExactQuantity[]
  dates: WrittenDate[]
  cut: boolean
}

/** Sentences are cut here even without a full stop, so that work for each stays bounded. */
const longestSentence = 2000
const mostQuantities = 120

export function read(original: string, tables: readonly Table[] = []): Reading {
  const text = plain(original)
  const found = findQuantities(text, original)
  return { original, text, sentences: sentencesOf(text, found.quantities, edgesOf(tables)), ...found }
}

/** Where cells begin and end: no sentence goes on from one cell into the next. */
function edgesOf(tables: readonly Table[]): number[] {
  return tables.flatMap((table) => table.cells.flatMap((cell) => [cell.start, cell.end])).sort((a, b) => a - b)
}

function sentencesOf(text: string, quantities: ExactQuantity[], edges: number[]): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  let paragraph = 0
  let next = 0
  let edge = 0
  const close = (end: number) => {
    const inside: ExactQuantity[] = []
    while (next < quantities.length && (quantities[next]?.start ?? 0) < end) {
      const quantity = quantities[next++]
      if (quantity && inside.length < mostQuantities) inside.push(quantity)
    }
    if (inside.length || text.slice(start, end).trim())
      sentences.push({ start, end, paragraph, quantities: place(text, start, end, inside) })
    start = end
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    for (; (edges[edge] ?? text.length) <= i; edge++) {
      close(i)
      paragraph++
    }
    if (c === '\n') {
      close(i)
      start = i + 1
      paragraph++
    } else if ((c === '。' && !(isDigit(text[i - 1]) && isDigit(text[i + 1]))) || c === '!' || c === '?') close(i + 1)
    else if (i - start >= longestSentence && (c === ',' || c === ';' || i - start >= longestSentence * 2)) close(i + 1)
  }
  close(text.length)
  return sentences
}

/** 32.5万元和8万元 are two items. */
const joined = /^(?:和|及|与|以及)/

function place(text: string, start: number, end: number, quantities: ExactQuantity[]): Placed[] {
  const placed: Placed[] = []
  let depth = 0
  let segment = 0
  let clause = 0
  let item = 0
  let at = start
  for (const quantity of quantities) {
    for (; at < quantity.start && at < end; at++) {
      const c = text[at]
      if (c === '(') depth++
      else if (c === ')') depth = Math.max(0, depth - 1)
      else if (c === ';' || c === '|') {
        segment++
        clause++
        item++
      } else if (c === ',' || c === ':') {
        clause++
        item++
      } else if (c === '、') item++
    }
    const before = placed.at(-1)
    if (before && joined.test(text.slice(before.end, Math.min(quantity.start, before.end + 2)))) item++
    at = Math.max(at, quantity.end)
    // 去年救助1189人次、178.2万元: a bare figure behind 、 goes on with what the one before it says.
    const close = before?.item === item || (before?.clause === clause && !quantity.lead)
    const mate = close && before?.depth === depth ? before : undefined
    const title = quantity.label || mate?.title || ''
    placed.push({
      ...quantity,
      depth,
      segment,
      clause,
      item,
      title,
      opening: quantity.lead || mate?.opening || '',
      inherited: mate ? (mate.scope.length ? mate.scope : mate.inherited) : [],
    })
  }
  return placed
}
