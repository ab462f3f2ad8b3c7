import { describe, expect, it } from 'vitest'
import type { LabelledQuantity } from './corpus.ts'
import { loadReal, type RealText, relationHolds } from './real.ts'

const texts = [...loadReal('dev'), ...loadReal('unread')]
const unsound = texts.filter(({ slips }) => slips.length > 0)

/** What stands at a figure once every slip of its text is mended. */
const mended =
  ({ slips }: RealText) =>
  (figure: LabelledQuantity) =>
    slips.find((slip) => slip.error.start === figure.start && slip.how !== 'wrong direction')?.truth ?? figure.quote

const told = (text: RealText, relations: RealText['relations'], wrong: (r: RealText['relations'][number]) => boolean) =>
  relations.filter(wrong).map((r) => `${text.id} ${r.kind}: ${r.parts.join()} = ${r.whole}`)

describe('the texts after real documents', () => {
  it('are named apart, and none stands in both parts', () => {
    expect(new Set(texts.map(({ id }) => id)).size).toBe(texts.length)
    expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length)
  })

  it('have only relations that hold, recomputed from the figures as printed', () => {
    expect(texts.flatMap((text) => told(text, text.relations, (r) => !relationHolds(r)))).toEqual([])
  })

  it('have only slips that break something a reader can compare', () => {
    expect(unsound.flatMap(({ id, slips }) => slips.filter((s) => s.breaks.length === 0).map(() => id))).toEqual([])
    const standing = (text: RealText) =>
      text.slips
        .filter((slip) => slip.how !== 'wrong direction')
        .flatMap((slip) => told(text, slip.breaks, (r) => relationHolds(r)))
    expect(unsound.flatMap(standing)).toEqual([])
  })

  it('agree everywhere once the slips are mended', () => {
    const left = (text: RealText) =>
      text.slips.flatMap((slip) => told(text, slip.breaks, (r) => !relationHolds(r, mended(text))))
    expect(unsound.flatMap(left)).toEqual([])
  })

  it('have one slip in a passage and two to five in a document', () => {
    const odd = unsound.filter(({ form, slips }) =>
      form === 'passage' ? slips.length !== 1 : slips.length < 2 || slips.length > 5,
    )
    expect(odd.map(({ id }) => id)).toEqual([])
  })
})
