/** The examples that lines of work give of their figures come out as they say. */
import { describe, expect, it, test } from 'vitest'
import { gather } from '#define/catalog.ts'
import { workOut } from '#measure/examples.ts'
import { township } from '#township/index.ts'

const catalog = gather(township)

describe.each(
  [...catalog.examples.values()].map((one) => [catalog.indicators.get(one.of)?.says ?? one.of, one] as const),
)('%s', (_, examples) => {
  it.each(workOut(catalog, examples))('line $line, asked $asked, is $expected', ({ expected, said }) => {
    expect(said).toBe(expected)
  })
})

test('every line of work whose figures turn on a day, a threshold or a state gives at least one example', () => {
  const turns = (node: unknown): boolean =>
    typeof node === 'object' &&
    node !== null &&
    (('verb' in node && node.verb !== 'ever' && node.verb !== 'during') ||
      ('op' in node && (node.op === 'below' || node.op === 'age')) ||
      Object.values(node).some(turns))
  const without = catalog.lines.filter(
    (line) =>
      line.indicators.some((id) => turns(catalog.indicators.get(id)!.node)) &&
      !line.indicators.some((id) => catalog.examples.has(id)),
  )
  expect(without.map((line) => line.title)).toEqual([])
})

test('a table whose cell cannot be read, or whose column does not exist, is refused by name', () => {
  const overdue = catalog.examples.get('microloan.overdue')!
  const [first] = overdue.lines
  expect(() => workOut(catalog, { ...overdue, head: ['还款人', ...overdue.head.slice(1)] })).toThrow('还款人')
  expect(() =>
    workOut(catalog, { ...overdue, lines: [{ ...first!, cells: ['2025-13-01', ...first!.cells.slice(1)] }] }),
  ).toThrow('合同到期日')
})
