import { afterAll, beforeAll, expect, it } from 'vitest'
import { asked } from '#define/expression.ts'
import { type Indicator, indicator } from '#define/indicator.ts'
import { from, type Measure } from '#define/measure.ts'
import { yearPeriod } from '#define/period.ts'
import { type Random, seeded } from '#demo/random.ts'
import type { Actor } from '#store/actor.ts'
import type { Engine, SqlValue } from '#store/engine.ts'
import { type Store, scoped } from '#store/store.ts'
import { type Books, correct, moving, office, openBooks, set, villager, voided } from '../../test/support/books.ts'
import { testEngine } from '../../test/support/engine.ts'
import { aid, household, label, membership, person, township, villages } from '../../test/support/made-up-township.ts'
import type { Asking } from './figure.ts'
import { type FiguresByArea, figures } from './figures.ts'

const ask = (id: string, of: Measure): Indicator => indicator(id, { says: id, definition: id, of })
const [A, B] = villages
/** Labels are counted word by word, so that one wrong row shows. */
const words = Array.from({ length: 20 }, (_, n) => n + 1)
const asking = [
  ask('households', from(household).at(asked.day).count()),
  ask('people', from(person).at(asked.day).count()),
  ask('members', from(membership).at(asked.day).count()),
  ask('ended', from(label).ended().count()),
  ask('helped', from(aid).during().distinct(aid.person)),
  ask('aid', from(aid).during().sum(aid.amount)),
  ask('payments', from(aid).during().count()),
  ...words.map((n) =>
    ask(
      `label.${n}`,
      from(label)
        .where(label.word.is(String(n)))
        .at(asked.day)
        .count(),
    ),
  ),
]
const ids = asking.map(({ indicator: one }) => one.id)

let engine: Engine
let books: Books
let store: Store
/** Statements about rows that were sent to the database. */
let sent: string[] = []
beforeAll(async () => {
  engine = await testEngine()
  const watched: Engine = {
    ...engine,
    transaction: (work, options) =>
      engine.transaction(
        (connection) =>
          work({
            ...connection,
            query<R extends Record<string, unknown>>(text: string, parameters: readonly SqlValue[] = []) {
              if (/^SELECT "?t\d/.test(text)) sent.push(text)
              return connection.query<R>(text, parameters)
            },
          }),
        options,
      ),
  }
  books = await openBooks(watched)
  const indicators = new Map(asking.map(({ indicator: one }) => [one.id, one]))
  store = { ...books.store, catalog: { ...books.store.catalog, indicators } }
})
afterAll(() => engine?.close())

type Question = { actor: Actor } & Asking & { by?: 12 }

const asks = ({ actor, ...rest }: Question, of: Store = store) => figures(of, actor, ids, rest)
/** Without what was remembered: a store that nobody has asked yet. */
const afresh = (question: Question) => asks(question, { ...store })
const countsIn = (answer: FiguresByArea) =>
  [answer, ...(answer.areas ?? [])].reduce((n, one) => n + one.figures.length, 0)

const questions = (moments: number[]): Question[] =>
  [
    office,
    { ...office, areas: [township.slice(0, 6)] },
    villager(0),
    villager(1),
    { ...office, areas: [...villages] },
  ].flatMap((actor) =>
    [2024, 2025].flatMap((year): Question[] => {
      const period = yearPeriod(year)
      const inside = actor.areas[0]!.length > 9 ? actor.areas[0]! : A
      return [
        { actor, period, by: 12 },
        { actor, period, area: inside },
        ...moments.map((moment): Question => ({ actor, period, moment, by: 12 })),
      ]
    }),
  )

async function act(
  random: Random,
  homes: { household: string; person: string; area: string }[],
  rows: [string, string][],
) {
  const home = random.pick(homes)
  const more = { reason: '试' }
  const id = books.newId()
  const which = random.int(0, 5)
  if (which === 0) {
    const family = await books.family(random.pick(villages), '新')
    homes.push({ ...family, area: '' })
  } else if (which === 1) {
    const paid = {
      person: home.person,
      paid_on: `202${random.int(4, 5)}-0${random.int(1, 9)}-01`,
      amount: random.int(1, 12) * 100,
    }
    await books.write([set('aid', id, paid)])
    rows.push(['aid', id])
  } else if (which === 2) {
    const until = random.chance(0.5) ? '2024-10-31' : null
    await books.write([
      set('label', id, {
        household: home.household,
        word: String(random.int(1, words.length)),
        since: '2024-03-01',
        until,
      }),
    ])
    rows.push(['label', id])
  } else if (which === 3 && rows.length > 0) {
    const [ledger, row] = random.pick(rows)
    await books.write(
      [
        correct(
          ledger,
          row,
          ledger === 'aid' ? { amount: random.int(1, 12) * 100 } : { word: String(random.int(1, words.length)) },
        ),
      ],
      more,
    )
  } else if (which === 4 && rows.length > 0) {
    const [[ledger, row]] = rows.splice(random.int(0, rows.length - 1), 1) as [[string, string]]
    await books.write([voided(ledger, row)], more)
  } else {
    const [row] = await scoped(store, office, (tx) =>
      tx.connection.query<{ area: string }>(
        `SELECT _area AS area FROM row_household WHERE id = '${home.household}' AND _to > 9000000000000000`,
      ),
    ).then(({ rows: found }) => found)
    await books.write(
      moving(books, home.household, row!.area, row!.area === A ? B : A, `2025-0${random.int(1, 9)}-15`),
      more,
    )
  }
}

it('what is remembered is what would be counted afresh, after any acts, at any moment, for anybody', {
  timeout: 240_000,
}, async () => {
  const random = seeded(7)
  const homes = [
    { ...(await books.family(A, '一')), area: '' },
    { ...(await books.family(B, '二')), area: '' },
  ]
  const rows: [string, string][] = []
  const moments: number[] = []
  let compared = 0
  for (let i = 0; i < 12; i++) {
    await act(random, homes, rows).catch((error: unknown) => {
      // A second move on an earlier day is refused, as it should be.
      if (!(error as { problems?: unknown }).problems) throw error
    })
    const { moments: heads } = await asks({ actor: office, period: yearPeriod(2025) })
    moments.push(heads[township]!)
    for (const question of questions(moments.slice(-1).concat(moments.slice(0, 1)))) {
      const [remembered, fresh] = [await asks(question), await afresh(question)]
      expect(remembered, JSON.stringify(question)).toEqual(fresh)
      compared += countsIn(fresh)
    }
  }
  expect(compared).toBeGreaterThan(10_000)
})

it('asked again, nothing is counted again; after an act, only what reads the ledger that it touched', async () => {
  const question: Question = { actor: office, period: yearPeriod(2025), by: 12 }
  await asks(question)
  sent = []
  await asks(question)
  expect(sent).toEqual([])
  const { person: who } = await books.family(A, '三')
  await asks(question)
  await books.write([set('aid', books.newId(), { person: who, paid_on: '2025-06-01', amount: 700 })])
  sent = []
  const after = await asks(question)
  expect(sent.length).toBeGreaterThan(0)
  for (const text of sent) expect(text).toMatch(/FROM "?row_aid/)
  expect(after).toEqual(await afresh(question))
})

it('a past moment is answered from what is known of the present where nothing was touched in between', async () => {
  const now: Question = { actor: office, period: yearPeriod(2025), by: 12 }
  const { moments } = await asks(now)
  sent = []
  const then = await asks({ ...now, moment: moments[township]! })
  expect(sent).toEqual([])
  expect(then.figures).toEqual((await afresh(now)).figures)
})

it('if it were not noted which act touched a ledger, the comparison would see it', async () => {
  const question: Question = { actor: office, period: yearPeriod(2025), by: 12 }
  const { person: who } = await books.family(A, '四')
  const noted = await scoped(store, office, (tx) =>
    tx.connection.query<{ seq: number; at: number }>("SELECT seq, at FROM touched WHERE ledger = 'aid'"),
  )
  await asks(question)
  await books.write([set('aid', books.newId(), { person: who, paid_on: '2025-06-01', amount: 900 })])
  const { seq, at } = noted.rows[0]!
  await scoped(store, office, (tx) =>
    tx.connection.query(`UPDATE touched SET seq = ${seq}, at = ${at} WHERE ledger = 'aid'`),
  )
  expect(await asks(question)).not.toEqual(await afresh(question))
})
