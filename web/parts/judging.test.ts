/** What a page is sent judges as the declaration itself does. */
import { expect, test } from 'vitest'
import { readTyped } from '#capture/typed.ts'
import { gather } from '#define/catalog.ts'
import * as answers from '#http/rows/answers.ts'
import { declaration } from '#http/rows/declaration.ts'
import { system } from '#store/actor.ts'
import { township } from '#township/index.ts'
import { judging } from './judging.ts'

const catalog = gather(township)

/** Something right, and much that is wrong, for whatever kind. */
const typed = [
  '',
  '/',
  '无',
  '2025-03-05',
  '2025-02-30',
  '20.5',
  '-3',
  '99999999999',
  '是',
  '长'.repeat(500),
  '妻子',
  '13800000000',
  '990101201',
  '不在选项里',
  '11010119800101001X',
  '万元',
]

test.each([...catalog.ledgers.values()].map((ledger) => [ledger.title, ledger] as const))('%s', (_, ledger) => {
  const sent = JSON.parse(
    JSON.stringify(answers.declaredLedger.parse(declaration(catalog, ledger, '', system('测试', [])))),
  )
  const here = judging(sent)
  for (const as of ['new', 'changed'] as const) {
    for (const [i] of typed.entries()) {
      const values = Object.fromEntries(
        Object.keys(ledger.fields).map((name, n) => [name, typed[(i + n) % typed.length]!]),
      )
      expect(readTyped(here, values, as)).toEqual(readTyped(ledger, values, as))
    }
  }
  const reversed = Object.fromEntries(Object.keys(ledger.fields).map((name, n) => [name, `20${30 - n}-01-01`]))
  expect(readTyped(here, reversed, 'changed')).toEqual(readTyped(ledger, reversed, 'changed'))
})
