/** How many there are in a list of the ill is told of a village, and of no part of it, whichever way it is asked. */
import { expect, test } from 'vitest'
import { asked } from '#define/expression.ts'
import { indicator } from '#define/indicator.ts'
import { from } from '#define/measure.ts'
import { yearPeriod } from '#define/period.ts'
import type { Refusal } from '#problem.ts'
import type { Actor } from '#store/actor.ts'
import { counts } from '#store/read/list.ts'
import { listed, totals } from '#store/read/listed.ts'
import { type Scoped, scoped } from '#store/store.ts'
import { office, set } from '../../test/support/books.ts'
import { aid, household, villages } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import { figures } from './figures.ts'
import { rowsBehind } from './trace.ts'

const [A, B] = villages
const group = `${A}01`
const group2 = `${A}02`
const year = yearPeriod(2025)
const books = await ownBooks()
await books.write(
  [group, group2].map((code) =>
    set('area', books.newId(), { code, name: `${code.slice(12)}组`, valid_from: '2020-01-01' }),
  ),
)
for (const place of [group, group, group2, B]) {
  const { person } = await books.family(place, '甲')
  await books.write([set('aid', books.newId(), { person, paid_on: '2025-03-01', amount: 100 })])
}

const helped = from(aid).during().count()
const asking = [
  indicator('helped', { says: '救助', definition: '救助', of: helped }),
  indicator('households', {
    says: '户数',
    definition: '户数',
    of: from(household).at(asked.day).count(),
    plausible: { says: '救助', of: helped, unit: '人次', atLeast: 50, atMost: 90, source: '经验' },
  }),
]
const ill = { ...books.store.catalog.ledgers.get('aid')!, sensitive: 'health' as const }
const store = {
  ...books.store,
  catalog: {
    ...books.store.catalog,
    indicators: new Map(asking.map(({ indicator: one }) => [one.id, one])),
    ledgers: new Map([...books.store.catalog.ledgers, ['aid', ill]]),
  },
}
const seeing = (...areas: string[]): Actor => ({ id: areas.join(), name: '看的人', role: 'village', areas })

async function told(actor: Actor, area?: string, by?: 12 | 14) {
  const answer = await figures(store, actor, ['helped', 'households'], {
    period: year,
    ...(area !== undefined && { area }),
    ...(by && { by }),
  })
  const marks: Record<string, string> = { withheld: '不答', implausible: '要核对' }
  const said = (list: typeof answer.figures) =>
    list.map(({ value, flags }) => [value, ...flags.map(({ code }) => marks[code])].filter((one) => one != null).join())
  return {
    whole: said(answer.figures),
    by: Object.fromEntries((answer.areas ?? []).map((one) => [one.code, said(one.figures)])),
  }
}

test('a village is answered, its groups are not, nor what a range held against the figure would tell of it', async () => {
  expect(await told(office, A, 14)).toEqual({
    whole: ['3', '3,要核对'],
    by: { [group]: ['不答', '2'], [group2]: ['不答', '1'] },
  })
})

test('who works for a group, with or without another village, is not told of it under the name of its village or of everything', async () => {
  expect(await told(seeing(group), undefined, 12)).toEqual({ whole: ['不答', '2'], by: { [A]: ['不答', '2'] } })
  expect(await told(seeing(B, group), undefined, 12)).toEqual({
    whole: ['不答', '3'],
    by: { [A]: ['不答', '2'], [B]: ['1', '1,要核对'] },
  })
})

const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => '答了',
    (error: Refusal) => error.problems[0].code,
  )

test('the rows behind are none of theirs either', async () => {
  const rows = (actor: Actor, area?: string) =>
    refused(rowsBehind(store, actor, 'helped', { period: year, ...(area !== undefined && { area }) }))
  expect(await rows(office, group)).toBe('figure.rows_withheld')
  expect(await rows(seeing(group))).toBe('figure.rows_withheld')
  expect(await rows(seeing(B, group), A)).toBe('figure.rows_withheld')
  expect(await rows(seeing(B, group), B)).toBe('答了')
  expect(await rows(office, A)).toBe('答了')
})

test('nor is the list, its sum, or how many lines it has', async () => {
  const read = <T>(actor: Actor, ask: (tx: Scoped) => Promise<T>) => scoped(store, actor, ask, { readOnly: true })
  for (const actor of [seeing(group), seeing(B, group)]) {
    expect(await refused(read(actor, (tx) => listed(tx, ill, { limit: 50 })))).toBe('list.withheld')
    expect(await refused(read(actor, (tx) => totals(tx, ill, {})))).toBe('list.withheld')
    expect((await read(actor, counts)).get('aid')).toBeUndefined()
  }
  expect((await read(seeing(A), counts)).get('aid')).toBe(3)
  expect((await read(seeing(A), (tx) => totals(tx, ill, {}))).rows).toBe(3)
})
