/** Numbers that lost the unit between them: 86214人 for 86户214人, where the items beside it say 户 and 人. */
import type { Finding } from './findings.ts'
import type { Placed, Reading, Sentence } from './reading.ts'

export interface Glued {
  finding: Finding
  quantity: Placed
}

interface Pair {
  households: Placed
  people: Placed
}

const mostSplits = 8

/** Finds people counts that only make sense as households and people written together. */
export function gluedNumbers(reading: Reading): Glued[] {
  return reading.sentences.flatMap((sentence) => inSentence(reading, sentence))
}

function inSentence(reading: Reading, sentence: Sentence): Glued[] {
  const pairs = pairsOf(sentence)
  if (!pairs.length) return []
  const largest = Math.max(...pairs.map((p) => p.people.value))
  return sentence.quantities.flatMap((quantity) => {
    if (quantity.unit !== '人' || quantity.dimension !== 'person' || quantity.approx || quantity.per) return []
    if (pairs.some((p) => p.people === quantity) || quantity.value <= largest * 3) return []
    const size = pairs.map((p) => p.people.value / Math.max(1, p.households.value))
    const splits = splitsOf(
      reading,
      quantity,
      Math.max(1, Math.min(...size) * 0.5),
      Math.max(6, Math.max(...size) * 1.5),
    )
    if (!splits.length) return []
    return [{ quantity, finding: say(reading, quantity, splits, pairs) }]
  })
}

function pairsOf(sentence: Sentence): Pair[] {
  const pairs: Pair[] = []
  for (const [index, households] of sentence.quantities.entries()) {
    const people = sentence.quantities[index + 1]
    if (people && households.dimension === 'household' && people.unit === '人' && people.start - households.end <= 1)
      pairs.push({ households, people })
  }
  return pairs
}

interface Split {
  households: number
  people: number
}

/** Ways to cut the digits into households and people whose ratio is that of a family. */
function splitsOf(reading: Reading, quantity: Placed, low: number, high: number): Split[] {
  const written = reading.text.slice(quantity.start, quantity.end).replace(/[人\s]/g, '')
  const comma = written.indexOf(',')
  if (!/^\d+(?:,\d+)?$/.test(written)) return []
  const digits = written.replace(',', '')
  const cuts = comma > 0 ? [comma] : Array.from({ length: Math.min(digits.length - 1, mostSplits) }, (_, i) => i + 1)
  return cuts
    .filter((cut) => digits[cut] !== '0' && cut < digits.length)
    .map((cut) => ({ households: Number(digits.slice(0, cut)), people: Number(digits.slice(cut)) }))
    .filter(({ households, people }) => households > 0 && people >= households * low && people <= households * high)
}

function say(reading: Reading, quantity: Placed, splits: Split[], pairs: Pair[]): Finding {
  const fitting = splits.find((split) => addsUp(split, pairs))
  const split = fitting ?? splits[0] ?? { households: 0, people: 0 }
  const suggestion = `${split.households}户${split.people}人`
  const { start, end, quote } = quantity
  const message = fitting
    ? `“${quote}”少写了“户”，应为${suggestion}：与同一句的总数相符。`
    : `“${quote}”像是少写了“户”，可能是${suggestion}。如果确实是${quote}，可以不改。`
  return {
    kind: 'glued',
    severity: fitting ? 'error' : 'doubt',
    quote: reading.original.slice(start, end),
    start,
    end,
    message,
    numbers: [
      { says: '户数', value: split.households, unit: '户' },
      { says: '人数', value: split.people, unit: '人' },
    ],
  }
}

/** The first pair is the sum of the others and the split, or the split the sum of the pairs. */
function addsUp(split: Split, pairs: Pair[]): boolean {
  const households = pairs.map((p) => p.households.value)
  const people = pairs.map((p) => p.people.value)
  const total = (list: number[]) => list.reduce((a, b) => a + b, 0)
  const asPart =
    pairs.length > 1 &&
    total(households.slice(1)) + split.households === households[0] &&
    total(people.slice(1)) + split.people === people[0]
  return asPart || (pairs.length > 1 && total(households) === split.households && total(people) === split.people)
}
