import { afterAll, beforeAll, expect, it } from 'vitest'
import { amount, asked, yuan } from '#define/expression.ts'
import { type Indicator, indicator } from '#define/indicator.ts'
import { fact, from, its, type Measure } from '#define/measure.ts'
import { yearPeriod } from '#define/period.ts'
import { type Random, seeded } from '#demo/random.ts'
import { type Actor, system } from '#store/actor.ts'
import type { Engine, SqlValue } from '#store/engine.ts'
import { type Store, scoped } from '#store/store.ts'
import { type Books, correct, moving, office, openBooks, set, villager, voided } from '../../test/support/books.ts'
import { testEngine } from '../../test/support/engine.ts'
import { aid, household, label, membership, person, township, villages } from '../../test/support/made-up-township.ts'
import type { Asking } from './figure.ts'
import { type FiguresByArea, figures } from './figures.ts'

const ask = (id: string, of: Measure): Indicator => indicator(id, { says: id, definition: id, of })
const [A, B] = villages
/** Further villages with one household each: a figure by village is as many figures. */
const more = Array.from({ length: 58 }, (_, n) => `${township}${String(n + 3).padStart(3, '0')}`)
/** Labels are counted word by word, so that one wrong row shows. */
const words = Array.from({ length: 60 }, (_, n) => n + 1)
const heads = fact(household, 'heads', '人口', from(membership).at(asked.day).count())
const labelled = fact(household, 'labelled', '有标签', from(label).where(label.word.isNot('1')).at(asked.day).any())
const paid = fact(person, 'paid', '领取', from(aid).during().sum(aid.amount))
const asking = [
  // By way of links, memberships and facts: what is touched lies further off.
  ask('men', from(aid).where(aid.person.sex.is('男')).during().count()),
  ask(
    'landless',
    from(household)
      .where(household.land.below(amount(3, '亩')))
      .at(asked.day)
      .count(),
  ),
  ask('land', from(household).at(asked.day).sum(household.land)),
  ask(
    'crowded',
    from(household)
      .where(heads.atLeast(amount(1, '人')), labelled)
      .at(asked.day)
      .count(),
  ),
  ask('labelled people', from(aid).where(labelled).during().sum(aid.amount)),
  ask(
    'well paid',
    from(membership)
      .where(its(membership.person, paid).above(yuan(500)))
      .at(asked.day)
      .count(),
  ),
  ask('largest', from(aid).where(aid.person.sex.isNot('女')).during().max(aid.amount)),
  ask(
    'women labelled',
    from(membership).where(membership.person.sex.is('女'), its(membership.household, labelled)).at(asked.day).count(),
  ),
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
              if (/^(WITH f0|SELECT "?t\d)/.test(text)) sent.push(text)
              return connection.query<R>(text, parameters)
            },
          }),
        options,
      ),
  }
  books = await openBooks(watched)
  const clerk = system('测试', [township])
  for (const code of more) {
    await books.write([set('area', books.newId(), { code, name: `地${code}`, valid_from: '2020-01-01' })], {
      actor: clerk,
    })
  }
  const indicators = new Map(asking.map(({ indicator: one }) => [one.id, one]))
  const facts = new Map([heads, labelled, paid].map(({ fact: one }) => [one.id, one]))
  store = { ...books.store, catalog: { ...books.store.catalog, indicators, facts } }
})
afterAll(() => engine?.close())

type Question = { actor: Actor } & Asking & { by?: 12 }

const asks = ({ actor, ...rest }: Question, of: Store = store) => figures(of, actor, ids, rest)
/** Without what was remembered: a store that nobody has asked yet. */
const afresh = (question: Question) => asks(question, { ...store })
const countsIn = (answer: FiguresByArea) =>
  [answer, ...(answer.areas ?? [])].reduce((n, one) => n + one.figures.length, 0)

/** Everybody asks everything of two years, as of now and of moments. */
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

interface Home {
  household: string
  person: string
  membership: string
}

/** One act of some kind, on what was written before. */
async function act(random: Random, homes: Home[], rows: [string, string][]) {
  const home = random.pick(homes)
  const id = books.newId()
  const word = () => String(random.int(1, words.length))
  const correction = (ledger: string, row: string, values: Record<string, string | number | null>) =>
    books.write([correct(ledger, row, values)], { reason: '试' })
  const kinds: (() => Promise<unknown>)[] = [
    async () => homes.push(await books.family(random.pick(villages), '新')),
    async () => {
      const paid_on = `202${random.int(4, 5)}-0${random.int(1, 9)}-01`
      await books.write([set('aid', id, { person: home.person, paid_on, amount: random.int(1, 12) * 100 })])
      rows.push(['aid', id])
    },
    async () => {
      const until = random.chance(0.5) ? '2024-10-31' : null
      await books.write([set('label', id, { household: home.household, word: word(), since: '2024-03-01', until })])
      rows.push(['label', id])
    },
    // What some of the figures read, and what none of them does.
    () => correction('household', home.household, { land: random.int(1, 6) }),
    () => correction('household', home.household, { head_name: random.pick(['甲', '乙']) }),
    () => correction('person', home.person, { sex: random.pick(['男', '女', null]) }),
    () => correction('membership', home.membership, { until: random.pick(['2024-12-31', '2025-06-30', null]) }),
    async () => {
      if (rows.length === 0) return
      const [ledger, row] = random.pick(rows)
      await correction(ledger, row, ledger === 'aid' ? { amount: random.int(1, 12) * 100 } : { word: word() })
    },
    async () => {
      if (rows.length === 0) return
      const [[ledger, row]] = rows.splice(random.int(0, rows.length - 1), 1) as [[string, string]]
      await books.write([voided(ledger, row)], { reason: '试' })
    },
    async () => {
      const [row] = await scoped(store, office, (tx) =>
        tx.connection.query<{ area: string }>(
          `SELECT _area AS area FROM row_household WHERE id = '${home.household}' AND _to > 9000000000000000`,
        ),
      ).then(({ rows: found }) => found)
      const day = `2025-0${random.int(1, 9)}-15`
      await books.write(moving(books, home.household, row!.area, row!.area === A ? B : A, day), { reason: '试' })
    },
  ]
  await random.pick(kinds)()
}

/** After each act some of the questions are asked; whoever has time asks for longer: `STATES=1000`. */
const STATES = Number(process.env.STATES ?? 28)

it('what is remembered is what would be counted afresh, after any acts, at any moment, for anybody', {
  timeout: 240_000,
}, async () => {
  const random = seeded(7)
  const homes: Home[] = [await books.family(A, '一'), await books.family(B, '二')]
  for (const village of more) homes.push(await books.family(village, '远'))
  const rows: [string, string][] = []
  const moments: number[] = []
  let compared = 0
  for (let i = 0; i < STATES; i++) {
    await act(random, homes, rows).catch((error: unknown) => {
      // A second move on an earlier day is refused, as it should be.
      if (!(error as { problems?: unknown }).problems) throw error
    })
    const { moments: heads } = await asks({ actor: office, period: yearPeriod(2025) })
    moments.push(heads[township]!)
    const all = questions([random.pick(moments), ...moments.slice(0, 1)])
    for (const question of Array.from({ length: 3 }, () => random.pick(all))) {
      const [remembered, fresh] = [await asks(question), await afresh(question)]
      expect(remembered, JSON.stringify(question)).toEqual(fresh)
      compared += countsIn(fresh)
    }
  }
  expect(compared).toBeGreaterThan(100_000)
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

it('a correction of what no figure reads asks nothing again; one of a column asks the figures that read it', async () => {
  const question: Question = { actor: office, period: yearPeriod(2025), by: 12 }
  const { household: whose } = await books.family(A, '五')
  await asks(question)
  sent = []
  await books.write([correct('household', whose, { head_name: '戊' })], { reason: '试' })
  await asks(question)
  expect(sent).toEqual([])
  await books.write([correct('household', whose, { land: 2 })], { reason: '试' })
  expect(await asks(question)).toEqual(await afresh(question))
  // Of the question itself, in the whole and by village; the one asked afresh sends all of them.
  const first = sent.slice(0, 2)
  for (const text of first) expect(text).toMatch(/"land".* FROM "?row_household" t0/)
})

it.each([
  [
    'rows began',
    'aid',
    '+',
    (id: string) => set('aid', books.newId(), { person: id, paid_on: '2025-06-01', amount: 900 }),
  ],
  ['a column was corrected', 'person', 'sex', (id: string) => correct('person', id, { sex: '男' })],
] as const)('if it were not noted that %s, the comparison would see it', async (_, ledger, what, change) => {
  const question: Question = { actor: office, period: yearPeriod(2025), by: 12 }
  const { person: who } = await books.family(A, '四')
  await books.write([set('aid', books.newId(), { person: who, paid_on: '2025-05-01', amount: 100 })])
  await asks(question)
  await books.write([change(who)], { reason: '试' })
  await scoped(store, office, (tx) =>
    tx.connection.query(`UPDATE touched SET seq = 0, at = 0 WHERE ledger = '${ledger}' AND what = '${what}'`),
  )
  expect(await asks(question)).not.toEqual(await afresh(question))
})
