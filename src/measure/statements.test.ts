import type { RawBuilder } from 'kysely'
import { describe, expect, it } from 'vitest'
import { compiled } from '#store/sql.ts'
import { lintStatement } from '#store/tables/lint.ts'
import { seeded } from '../../demo/random.ts'
import { randomAggregate, randomExpression } from '../../test/parity/expressions.ts'
import { facts, catalog as sample } from '../../test/parity/ledgers.ts'
import { catalog } from '../../test/support/demo.ts'
import { Compiler } from './compile.ts'
import { figureStatement, leavesOf, traceStatement } from './statements.ts'

const text = (fragment: RawBuilder<unknown>): string => compiled(fragment).text
const asker = { from: '2025-01-01', day: '2025-12-31' }
const scope = ['990101201', '990101202']

/** Faults of one statement, each with the statement, so that a failing test shows what to look at. */
const faults = (what: string, fragment: RawBuilder<unknown>): string[] => {
  const sql = text(fragment)
  const found = lintStatement(sql)
  if (!/t0\.township = ANY\(/.test(sql) && !/township = ANY\(/.test(sql)) found.push('S11: no township in scope')
  return found.map((fault) => `${what}: ${fault}\n${sql}`)
}

describe('compiled statements can run where townships are spread over machines', () => {
  it('every indicator of the township, by township and by village, and the rows behind it', () => {
    const found: string[] = []
    for (const indicator of catalog.indicators.values()) {
      for (const leaf of leavesOf(indicator.node, asker)) {
        const { ledger } = leaf.node.query
        found.push(...faults(indicator.id, figureStatement(catalog, scope, ledger, [leaf], { area: '990101201' }, 12)))
        found.push(...faults(indicator.id, figureStatement(catalog, scope, ledger, [leaf], { moment: 5 })))
        found.push(
          ...faults(
            indicator.id,
            traceStatement(catalog, scope, leaf, {}, { after: { leaf: 0, township: 'x', id: 'y' }, limit: 50 }),
          ),
        )
      }
    }
    expect(found.slice(0, 3)).toEqual([])
  })

  it('facts in facts, memberships and random questions', () => {
    const random = seeded(5)
    const found: string[] = []
    for (const declared of facts) {
      const { id, about } = declared.fact
      found.push(
        ...faults(
          id,
          new Compiler(sample, { townships: scope }).onRows(
            about,
            [{ node: 'fact', id, ledger: '', steps: [] }],
            asker,
          ),
        ),
      )
    }
    for (let i = 0; i < 300; i++) {
      const ledger = random.pick([...sample.ledgers.keys()])
      found.push(
        ...faults(
          'random',
          new Compiler(sample, { townships: scope }).onRows(
            ledger,
            [randomExpression(sample, random, ledger, { is: 'bool' }, 4)],
            asker,
          ),
        ),
      )
      const node = randomAggregate(sample, random, ledger, 3)
      if (node)
        found.push(
          ...faults('random', traceStatement(sample, scope, { node, asker, part: '' }, {}, { after: null, limit: 5 })),
        )
    }
    expect(found.slice(0, 3)).toEqual([])
  })

  it('binds what people typed and never writes it into the text', () => {
    const hostile = "x' OR 1=1 --"
    const leaf = leavesOf(catalog.indicators.get('microloan.households')!.node, asker)[0]!
    expect(text(figureStatement(catalog, [hostile], 'microloan', [leaf], { area: hostile }))).not.toContain('OR 1=1')
  })
})
