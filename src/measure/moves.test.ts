import { beforeAll, describe, expect, it } from 'vitest'
import { asked } from '#define/expression.ts'
import { type Indicator, indicator } from '#define/indicator.ts'
import { from, type Measure } from '#define/measure.ts'
import { yearPeriod } from '#define/period.ts'
import { type Random, seeded } from '#demo/random.ts'
import type { Value } from '#kinds/index.ts'
import type { Actor } from '#store/actor.ts'
import { rowsOf } from '#store/read/list.ts'
import { rowById } from '#store/read/rows.ts'
import { scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { type Books, correct, moving, office, set, villager, voided } from '../../test/support/books.ts'
import { aid, household, label, membership, person, villages } from '../../test/support/made-up-township.ts'
import { ownBooks } from '../../test/support/own-books.ts'
import { figures } from './figures.ts'
import { rowsBehind } from './trace.ts'

const ask = (id: string, of: Measure): Indicator => indicator(id, { says: id, definition: id, of })
const asking = [
  ask('households', from(household).at(asked.day).count()),
  ask('people', from(person).at(asked.day).count()),
  ask('members', from(membership).at(asked.day).count()),
  ask('labels', from(label).at(asked.day).count()),
  ask('ended', from(label).ended().count()),
  ask('helped', from(aid).during().distinct(aid.person)),
  ask('aid', from(aid).during().sum(aid.amount)),
]
const [A, B] = villages

const books = await ownBooks()
const indicators = new Map(asking.map(({ indicator: one }) => [one.id, one]))
const store = { ...books.store, catalog: { ...books.store.catalog, indicators } }

type Counts = Record<string, number | null>

/** What every figure comes to: in the whole, and in each village, where zeros are left out. */
async function counts(year: number, more: { actor?: Actor; moment?: number; area?: string } = {}) {
  const { actor = office, ...rest } = more
  const ids = asking.map(({ indicator: one }) => one.id)
  const answer = await figures(store, actor, ids, { period: yearPeriod(year), by: 12, ...rest })
  const said = (list: typeof answer.figures): Counts => Object.fromEntries(list.map((f) => [f.id, f.value]))
  const villagesSaid = (answer.areas ?? []).map((area) => [
    area.code,
    Object.fromEntries(Object.entries(said(area.figures)).filter(([, n]) => n !== 0)),
  ])
  return { whole: said(answer.figures), by: Object.fromEntries(villagesSaid) as Record<string, Counts> }
}

describe('a household that moved', () => {
  let ids: Awaited<ReturnType<Books['family']>>
  let moment: number
  const rows = { standing: '', ended: '' }

  beforeAll(async () => {
    ids = await books.family(A, '甲家')
    Object.assign(rows, { standing: books.newId(), ended: books.newId() })
    await books.write([
      set('label', rows.standing, { household: ids.household, word: '在', since: '2024-02-01' }),
      set('label', rows.ended, { household: ids.household, word: '完', since: '2024-02-01', until: '2024-06-30' }),
      set('aid', books.newId(), { person: ids.person, paid_on: '2024-05-01', amount: 100 }),
      set('aid', books.newId(), { person: ids.person, paid_on: '2025-02-28', amount: 1_000 }),
      // Paid after the move, and recorded before anybody wrote the move down.
      set('aid', books.newId(), { person: ids.person, paid_on: '2025-03-01', amount: 20_000 }),
    ])
    const { at } = await books.write(moving(books, ids.household, A, B, '2025-03-01'), { reason: '迁居' })
    moment = at - 1
  })

  const all2024 = { households: 1, people: 1, members: 1, labels: 1, ended: 1, helped: 1, aid: 1 }

  it('is counted where it was on the day asked, with its people, its states and what happened to it', async () => {
    expect((await counts(2024)).by).toMatchObject({ [A]: all2024 })
    expect((await counts(2025)).by).toEqual({
      [A]: { helped: 1, aid: 10 },
      [B]: { households: 1, people: 1, members: 1, labels: 1, helped: 1, aid: 200 },
    })
    expect((await counts(2025, { area: A })).whole).toMatchObject({ households: 0, helped: 1, aid: 10 })
    expect((await counts(2024, { area: B })).whole).toMatchObject({ households: 0, people: 0, labels: 0 })
  })

  it('counts as of a moment as the books knew it then', async () => {
    expect((await counts(2025, { moment })).by).toEqual({
      [A]: { households: 1, people: 1, members: 1, labels: 1, helped: 1, aid: 210 },
    })
  })

  it('opens for the village that it left as a line without contents, and is nowhere else in its sight', async () => {
    const left = { actor: villager(0) }
    expect((await counts(2024, left)).by).toEqual({ [A]: (await counts(2024)).by[A] })
    expect((await counts(2025, left)).whole).toMatchObject({ households: 0, aid: 10 })
    const page = await rowsBehind(store, villager(0), 'households', { period: yearPeriod(2024), area: A })
    expect(page.rows).toMatchObject([
      { id: ids.household, area: A, movedTo: B, subject: { name: '（已迁往别处）' }, values: {} },
    ])
    const seen = await scoped(store, villager(0), async (tx) => [
      await rowById(tx, 'household', ids.household),
      ...(await rowsOf(tx, 'person', {})).items,
    ])
    expect(seen).toEqual([undefined])
    const whole = await rowsBehind(store, office, 'households', { period: yearPeriod(2024), area: A })
    expect(whole.rows).toMatchObject([{ id: ids.household, area: A, values: { head_name: '甲家' } }])
    const now = await rowsBehind(store, villager(1), 'households', { period: yearPeriod(2025) })
    expect(now.rows).toMatchObject([{ id: ids.household, area: B, values: { head_name: '甲家' } }])
  })

  it('keeps its past when its new village corrects it', async () => {
    await books.write([correct('household', ids.household, { head_name: '改名' })], {
      actor: villager(1),
      reason: '改名',
    })
    await books.write([correct('label', rows.standing, { word: '改' })], { actor: villager(1), reason: '改' })
    await books.write([correct('membership', ids.membership, { since: '2024-01-02' })], {
      actor: villager(1),
      reason: '改日期',
    })
    expect((await counts(2024)).by).toMatchObject({ [A]: all2024 })
  })

  it('moved on another day once the day is corrected, and never where the move is voided', async () => {
    const [move] = (await scoped(store, office, (tx) => rowsOf(tx, 'move', {}))).items
    await books.write([correct('move', move!.id, { moved_on: '2025-02-01' })], { reason: '日期录错' })
    expect((await counts(2025)).by[A] ?? {}).toEqual({})
    expect((await counts(2025)).by[B]).toMatchObject({ households: 1, aid: 210 })
    await books.write([voided('move', move!.id), correct('household', ids.household, { area: A })], {
      reason: '没有搬',
    })
    expect((await counts(2025)).by).toEqual({
      [A]: { households: 1, people: 1, members: 1, labels: 1, helped: 1, aid: 210 },
    })
    expect((await counts(2024)).by).toEqual({ [A]: all2024 })
    expect((await verify(store, office)).problems).toEqual([])
  })

  it('was elsewhere all the time where its area is put right without a move', async () => {
    await books.write([correct('household', ids.household, { area: B })], { reason: '录错了村' })
    expect((await counts(2024)).by[B]).toMatchObject({ households: 1, people: 1, labels: 1 })
    // What happened or ended stays where it was recorded.
    expect((await counts(2024)).by[A]).toMatchObject({ aid: 1, ended: 1 })
  })
})

describe('a move written down by itself', () => {
  it('is refused while the household is still said to be where it left, and counts as both at once where the new place is recorded first', async () => {
    const once = await books.family(A, '一次')
    const apart = await books.family(A, '两次')
    for (const { household: home, person: who } of [once, apart])
      await books.write([
        set('label', books.newId(), { household: home, word: '在', since: '2040-01-01' }),
        set('aid', books.newId(), { person: who, paid_on: '2041-06-01', amount: 100 }),
      ])
    await books.write(moving(books, once.household, A, B, '2041-03-01'), { reason: '迁居' })
    const both = { before: await counts(2040), after: await counts(2041) }

    const [place, move] = moving(books, apart.household, A, B, '2041-03-01')
    await expect(books.write([move!])).rejects.toThrow('看不出搬到了哪里')
    await books.write([place!], { reason: '迁居' })
    await books.write([move!])
    const then = { before: await counts(2040), after: await counts(2041) }
    expect(then.before.by[A]).toEqual(both.before.by[A])
    for (const id of ['households', 'people', 'members', 'labels', 'aid'])
      expect([id, then.after.by[B]![id]! - both.after.by[B]![id]!]).toEqual([id, 1])
  })

  it('may leave the place to which its household came back later', async () => {
    const { household: home } = await books.family(A, '回来的')
    await books.write(moving(books, home, A, B, '2042-03-01'), { reason: '迁居' })
    await books.write(moving(books, home, B, A, '2043-03-01'), { reason: '迁回' })
    await books.write([set('move', books.newId(), { household: home, left: A, moved_on: '2042-06-01' })])
    expect((await verify(store, office)).problems).toEqual([])
  })
})

it('somebody who married into another village is counted in each in its time', async () => {
  const [one, other] = [await books.family(A, '娘家'), await books.family(B, '婆家')]
  await books.write([set('aid', books.newId(), { person: one.person, paid_on: '2031-06-01', amount: 500 })])
  const before = await counts(2030)
  await books.write(
    [
      correct('membership', one.membership, { until: '2031-04-30' }),
      set('membership', books.newId(), { person: one.person, household: other.household, since: '2031-05-01' }),
    ],
    { reason: '结婚' },
  )
  expect(await counts(2030)).toEqual(before)
  const { by } = await counts(2031)
  expect([by[A]?.aid, by[B]?.aid]).toEqual([undefined, 5])
  expect(by[A]?.people ?? 0).toBe(Number(before.by[A]?.people) - 1)
})

describe('after any acts', { timeout: 120_000 }, () => {
  const days = ['2024-12-31', '2025-01-01', '2025-06-15', '2025-12-31', '2026-01-01', '2026-07-01']

  /** Where a household was on a day, said afresh from what stands in the books. */
  async function whereabouts(day: string): Promise<Map<string, string>> {
    return scoped(store, office, async (tx) => {
      const moves = (await rowsOf(tx, 'move', { limit: 500 })).items.map((row) => row.values)
      const homes = (await rowsOf(tx, 'household', { limit: 500 })).items
      return new Map(
        homes.map((home) => {
          const later = moves.filter((move) => move.household === home.id && String(move.moved_on) > day)
          const next = later.sort((a, b) => (String(a.moved_on) < String(b.moved_on) ? -1 : 1))[0]
          return [home.id, String(next?.left ?? home.values.area)]
        }),
      )
    })
  }

  const tally = (places: Iterable<string>) => {
    const found: Record<string, number> = {}
    for (const place of places) found[place] = (found[place] ?? 0) + 1
    return found
  }

  async function step(random: Random, homes: string[], people: { person: string; membership: string; home: string }[]) {
    const which = random.int(0, 6)
    const home = random.pick(homes)
    const now = await scoped(store, office, async (tx) => ({
      area: String((await rowById(tx, 'household', home))!.values.area),
      moves: (await rowsOf(tx, 'move', { equal: { household: home } })).items,
    }))
    const last = now.moves.sort((a, b) => (String(a.values.moved_on) < String(b.values.moved_on) ? 1 : -1))[0]
    const other = now.area === A ? B : A
    const more = { reason: '试' }
    if (which <= 2) {
      const day = days.find((one) => one > String(last?.values.moved_on ?? ''))
      if (day) await books.write(moving(books, home, now.area, other, random.chance(0.7) ? day : days.at(-1)!), more)
      return day
    }
    if (which === 3 && last) {
      await books.write(
        [voided('move', last.id), correct('household', home, { area: last.values.left as Value })],
        more,
      )
    } else if (which === 4) {
      await books.write([correct('household', home, { area: other })], more)
    } else if (which === 5) {
      const { person: who } = random.pick(people)
      await books.write([
        set('aid', books.newId(), { person: who, paid_on: random.pick(days), amount: random.int(1, 9) }),
      ])
    } else {
      const one = random.pick(people)
      const since = random.pick(days)
      const began = await scoped(store, office, async (tx) => (await rowById(tx, 'membership', one.membership))!.values)
      if (since <= String(began.since)) return undefined
      const [before, id] = [one.membership, books.newId()]
      const until = days[days.indexOf(since) - 1] ?? '2024-12-30'
      if (until < String(began.since)) return undefined
      await books.write(
        [
          correct('membership', before, { until }),
          set('membership', id, { person: one.person, household: random.pick(homes), since }),
        ],
        more,
      )
      one.membership = id
    }
    return undefined
  }

  it('villages add up to the township, a later move leaves the past alone, and the places are those the moves say', async () => {
    for (const seed of [1, 2]) {
      const random = seeded(seed)
      const families = [await books.family(A, '一'), await books.family(B, '二'), await books.family(A, '三')]
      for (const { household: home } of families)
        await books.write([set('label', books.newId(), { household: home, word: '在', since: '2024-03-01' })])
      const homes = families.map((one) => one.household)
      const people = families.map((one) => ({ person: one.person, membership: one.membership, home: one.household }))
      let before = [await counts(2024), await counts(2025)]
      for (let i = 0; i < 8; i++) {
        const day = await step(random, homes, people)
        const after = [await counts(2024), await counts(2025)]
        for (const [n, year] of [2024, 2025].entries()) {
          if (day !== undefined && day > `${year}-12-31`) expect(after[n], `${seed}/${i} ${year}`).toEqual(before[n])
          for (const id of ['households', 'people', 'members', 'labels', 'ended', 'aid']) {
            const parts = Object.values(after[n]!.by).reduce((sum, own) => sum + Number(own[id] ?? 0), 0)
            expect(parts, `${seed}/${i} ${year} ${id}`).toBeCloseTo(after[n]!.whole[id]!)
          }
          const there = await whereabouts(`${year}-12-31`)
          const counted = Object.fromEntries(
            Object.entries(after[n]!.by).flatMap(([code, own]) => (own.households ? [[code, own.households]] : [])),
          )
          expect(counted, `${seed}/${i} ${year}`).toEqual(tally(there.values()))
        }
        before = after
      }
    }
    expect((await verify(store, office)).problems).toEqual([])
  })
})
