import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  begun,
  blockOf,
  type Cells,
  cellsIn,
  copied,
  filledDown,
  filledWith,
  pasted,
  redone,
  stepped,
  textAt,
  undone,
  within,
} from './cells.ts'

const cell = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('', '"', 'a"b', '"王"', 'x\ty', '一\n二', '990101'))
const block = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  )
const place = fc.record({ row: fc.nat(5), column: fc.nat(5) })

describe('what is copied', () => {
  test('is the same when it is pasted, whatever stands in the cells', () => {
    fc.assert(
      fc.property(block, (cells) => {
        const clean = cells.map((row) => row.map((text) => text.replace(/\r/g, '')))
        const all = { top: 0, left: 0, bottom: clean.length - 1, right: clean[0]!.length - 1 }
        const back = cellsIn(copied(clean, all))
        // A last row that is one empty cell ends like a block without it.
        const last = clean[clean.length - 1]!
        expect(back).toEqual(clean.length > 1 && last.join('') === '' && last.length === 1 ? clean.slice(0, -1) : clean)
      }),
    )
  })

  test('by Excel and WPS is read: lines that end in \\r\\n, a line break within a cell, a quote that is none', () => {
    expect(cellsIn('王小明\t"一组\n二组"\r\n5"\t"没有关\r\n')).toEqual([
      ['王小明', '一组\n二组'],
      ['5"', '"没有关'],
    ])
    expect(cellsIn('一格')).toEqual([['一格']])
    expect(cellsIn('')).toEqual([['']])
    expect(cellsIn('a\t\t\nb')).toEqual([['a', '', ''], ['b']])
  })
})

describe('cells', () => {
  test('that are pasted stand where they were pasted and nothing else changes; rows grow, columns do not', () => {
    fc.assert(
      fc.property(block, place, block, (cells, at, piece) => {
        const after = pasted(cells, at, piece, 6)
        const into = {
          top: at.row,
          left: at.column,
          bottom: at.row + piece.length - 1,
          right: at.column + piece[0]!.length - 1,
        }
        for (let row = 0; row < after.length; row++) {
          for (let column = 0; column < 8; column++) {
            const one = { row, column }
            const wanted =
              within(into, one) && column < 6 ? piece[row - at.row]![column - at.column]! : textAt(cells, one)
            expect(textAt(after, one)).toBe(wanted)
          }
        }
      }),
    )
  })

  test('are filled down from the first row of what is chosen, or with one text', () => {
    const cells = [['1', 'a'], ['2'], []]
    const chosen = blockOf({ row: 2, column: 1 }, { row: 0, column: 0 })
    expect(filledDown(cells, chosen)).toEqual([
      ['1', 'a'],
      ['1', 'a'],
      ['1', 'a'],
    ])
    expect(filledWith(cells, chosen, '')).toEqual([['', ''], ['', ''], []])
    expect(cells).toEqual([['1', 'a'], ['2'], []])
  })

  test('come back as they were by undoing, and again by doing it again', () => {
    const steps = fc.array(fc.tuple(place, block), { maxLength: 6 })
    fc.assert(
      fc.property(block, steps, (first, changes) => {
        const states: Cells[] = [first]
        let kept = begun(first)
        for (const [at, piece] of changes) {
          kept = stepped(kept, pasted(kept.now, at, piece, 6))
          states.push(kept.now)
        }
        for (const state of [...states].reverse()) {
          expect(kept.now).toBe(state)
          kept = undone(kept)
        }
        for (const state of states.slice(1)) {
          kept = redone(kept)
          expect(kept.now).toBe(state)
        }
        expect(redone(kept)).toEqual(kept)
      }),
    )
  })
})
