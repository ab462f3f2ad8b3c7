import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inShort, type Mark, marksOf, segmentsOf, sentenceAround } from './proofread-marks.ts'

const text = '甲村3户8人，乙村4户11人。\n合计7户20人。\n'
const paragraphs = [
  { start: 0, end: 15 },
  { start: 16, end: 24 },
  { start: 25, end: 25 },
]

const mark = fc.record({
  id: fc.uuid(),
  tone: fc.constantFrom<Mark['tone']>('error', 'doubt', 'note', 'fine', 'apart'),
  title: fc.constant('试'),
  spans: fc.array(fc.tuple(fc.nat(text.length), fc.nat(text.length)), { maxLength: 3 }).map((pairs) =>
    pairs
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
      .filter(({ start, end }) => end > start)
      .sort((a, b) => a.start - b.start),
  ),
}) as fc.Arbitrary<Mark>

describe('segments of a marked text', () => {
  test('put together again they are the paragraphs, whatever the marks', () => {
    fc.assert(
      fc.property(fc.array(mark), (marks) => {
        const segments = segmentsOf(text, paragraphs, marks)
        expect(segments.map((own) => own.map((one) => one.text).join(''))).toEqual(
          paragraphs.map(({ start, end }) => text.slice(start, end)),
        )
      }),
    )
  })

  test('every character carries exactly the marks that cover it, the weightiest first', () => {
    fc.assert(
      fc.property(fc.array(mark), (marks) => {
        for (const segment of segmentsOf(text, paragraphs, marks).flat()) {
          for (let at = segment.start; at < segment.end; at++) {
            const covering = marks.filter(({ spans }) => spans.some(({ start, end }) => start <= at && at < end))
            expect(new Set(segment.marks.map((one) => one.id))).toEqual(new Set(covering.map((one) => one.id)))
          }
          if (segment.marks.some((one) => one.tone === 'error')) expect(segment.marks[0]!.tone).toBe('error')
        }
      }),
    )
  })
})

const at = (quote: string) => ({ quote, start: text.indexOf(quote), end: text.indexOf(quote) + quote.length })
const term = (quote: string) => ({ ...at(quote), says: '', value: 1, low: 1, high: 1, unit: '人' })
const relation = {
  ...at('甲村3户8人，乙村4户11人。\n合计7户20人'),
  kind: 'part-whole' as const,
  title: '分项与总数',
  allowance: 0,
  parts: [term('8人'), term('11人')],
  whole: term('20人'),
  arithmetic: '8＋11＝19人，文中20人，相差1人',
}
const finding = {
  ...at('甲村3户8人，乙村4户11人。\n合计7户20人'),
  id: 'part-whole:0-23',
  kind: 'part-whole' as const,
  title: '分项与总数',
  severity: 'error' as const,
  message: '8＋11＝19人',
  numbers: [],
  relation: 0,
}
const comparison = {
  ...at('7户'),
  figure: 'households',
  says: '监测对象户数',
  definition: '按登记',
  period: '2025年',
  said: '6户',
  written: 7,
  recorded: 6,
  unit: '户',
  message: '文中7户，台账6户。',
}
const answer = {
  digest: '',
  text,
  paragraphs: [],
  tables: [],
  quantities: [],
  relations: [{ ...relation, holds: false }],
  findings: [finding],
  ledgers: null,
  decisions: {},
}

describe('marks', () => {
  test('a finding with arithmetic is marked at its figures, and its word stands behind the last of them', () => {
    const [own] = marksOf(answer)
    expect(own!.spans.map(({ start, end }) => text.slice(start, end))).toEqual(['8人', '11人', '20人'])
    const ends = segmentsOf(text, paragraphs, [own!])
      .flat()
      .filter((segment) => segment.ends.length > 0)
    expect(ends.map((segment) => segment.text)).toEqual(['20人'])
  })

  test('the word of a total that stands above what it adds stands behind the total', () => {
    const total = { ...finding, ...at('3户') }
    const above = { ...relation, ...at('3户'), holds: false, parts: [term('8人'), term('20人')], whole: term('3户') }
    const [own] = marksOf({ ...answer, relations: [above], findings: [total] })
    const ends = segmentsOf(text, paragraphs, [own!])
      .flat()
      .filter((segment) => segment.ends.length > 0)
    expect(ends.map((segment) => segment.text)).toEqual(['3户'])
  })

  test('a difference from the ledgers is one mark, a figure as in the ledgers a quiet one', () => {
    const different = { ...comparison, id: 'ledger:1', verdict: 'different' as const }
    const same = { ...comparison, id: 'ledger:2', verdict: 'same' as const }
    const about = { ...finding, ...at('7户'), id: 'ledger:1', severity: 'doubt' as const, relation: null }
    const marks = marksOf({
      ...answer,
      relations: [],
      findings: [about],
      ledgers: { year: 2025, comparisons: [different, same] },
    })
    expect(marks.map(({ id, tone }) => [id, tone])).toEqual([
      ['ledger:1', 'doubt'],
      ['ledger:2', 'fine'],
    ])
    expect(inShort(marks[0]!)).toBe('文中7户，台账“监测对象户数”6户（2025年）。')
  })

  test('a sentence is quoted from its beginning to its end, and no further', () => {
    expect(sentenceAround(text, at('乙村'))).toEqual(['甲村3户8人，', '乙村', '4户11人。'])
    expect(sentenceAround('长'.repeat(100) + '7户' + '长'.repeat(100), { start: 100, end: 102 })).toEqual([
      `……${'长'.repeat(40)}`,
      '7户',
      `${'长'.repeat(40)}……`,
    ])
  })
})
