import { describe, expect, test } from 'vitest'
import { addDays, addMonths } from '#kinds/day.ts'
import type { Value } from '#kinds/index.ts'
import type { Refusal } from '#problem.ts'
import { importFile } from '#store/import.ts'
import { dayOfMoment } from '#store/moment.ts'
import { history } from '#store/read/rows.ts'
import { scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { correct, idNumberOf, office, set, villager } from '../../../test/support/books.ts'
import { township, villages } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'
import { record } from './acts.ts'

const books = await ownBooks()
const { store, newId, write } = books
const today = dayOfMoment(store.clock())

const messages = (receipt: { doubts?: readonly { message: string }[] }) => receipt.doubts?.map(({ message }) => message)
const lastValues = (ledger: string, id: string) =>
  scoped(store, office, async (tx) => (await history(tx, ledger, id)).at(-1)?.values)

test('a new person of the same name and birthday is told of, unless each has a number; a village is told of its own alone', async () => {
  const born_on = '1971-03-04'
  const { household } = await books.family(villages[0], '同名户')
  const first = newId()
  await write([
    set('person', first, { name: '同名同日', born_on }),
    set('membership', newId(), { person: first, household, since: '2020-01-01' }),
  ])
  const again = async (more: Record<string, Value> = {}, actor = office) => {
    const changes = [set('person', newId(), { name: '同名同日', born_on, ...more })]
    try {
      await record(store, actor, { id: newId(), township, kind: 'record', changes }, { doubts: 'ask' })
    } catch (error) {
      return (error as Refusal).problems.map(({ message }) => message)
    }
    return []
  }
  const told = ['账上（地001）已有一人，姓名、出生日期都相同，可能是同一人。']
  expect(await again()).toEqual(told)
  expect(await again({ id_number: idNumberOf(901) })).toEqual(told)
  expect(await again({ born_on: '1971-03-05' })).toEqual([])
  expect(await again({ name: '不同名' })).toEqual([])
  const second = newId()
  await write([set('person', second, { name: '有号码', born_on, id_number: idNumberOf(902) })])
  expect(await again({ name: '有号码', id_number: idNumberOf(903) })).toEqual([])
  const villageOfAnother = await again({ name: '同名同日' }, villager(1))
  expect(villageOfAnother).not.toEqual(told)
})

test('somebody older than 120 is told of and kept; a death makes the years end', async () => {
  const born = addDays(addMonths(today, -12 * 120), -1)
  const old = newId()
  const receipt = await write([set('person', old, { name: '寿长', born_on: born })])
  expect(receipt.doubts).toEqual([
    {
      code: 'act.too_long',
      at: { ledger: 'person', n: 1, field: 'born_on' },
      message: `从出生日期（${born}）到今天超过 120 年。`,
      remedy: '请核对；没有写错的，可以照样保存。',
      doubt: true,
    },
  ])
  expect(await lastValues('person', old)).toMatchObject({ born_on: born })
  const died = await write([correct('person', old, { died_on: addDays(born, 40_000) })], {
    kind: 'correct',
    reason: '试',
  })
  expect(died).not.toHaveProperty('doubts')
  const at120 = await write([set('person', newId(), { name: '正好', born_on: addDays(born, 1) })])
  expect(at120).not.toHaveProperty('doubts')
})

test('a correction is not told again of a doubt that it leaves alone', async () => {
  const old = newId()
  await write([set('person', old, { name: '寿长', born_on: '1890-01-01' })])
  const renamed = await write([correct('person', old, { name: '长寿' })], { kind: 'correct', reason: '试' })
  expect(renamed).not.toHaveProperty('doubts')
})

test('two heads of one household on one day are doubtful, one after the other are not, nor in two households', async () => {
  const here = await books.family(villages[0], '甲')
  const there = await books.family(villages[1], '乙')
  const [second, third] = [newId(), newId()]
  const as = (person: string, household: string, more: object = {}) =>
    set('membership', newId(), { person, household, since: '2024-01-01', relation: '户主', ...more })
  const correcting = { kind: 'correct', reason: '试' } as const
  await write([set('person', second, { name: '丙' }), set('person', third, { name: '丁' })])
  expect(await write([correct('membership', here.membership, { relation: '户主' })], correcting)).not.toHaveProperty(
    'doubts',
  )
  expect(await write([correct('membership', there.membership, { relation: '户主' })], correcting)).not.toHaveProperty(
    'doubts',
  )
  const both = await write([as(second, here.household)])
  expect(both.doubts).toMatchObject([{ code: 'act.overlap', doubt: true, at: { field: 'relation' } }])
  await write([correct('membership', there.membership, { until: '2024-05-31' })], correcting)
  expect(await write([as(third, there.household, { since: '2024-06-01' })])).not.toHaveProperty('doubts')
  // Without its last day the first goes on.
  const open = await write([correct('membership', there.membership, { until: null })], correcting)
  expect(open.doubts).toMatchObject([{ code: 'act.overlap' }])
})

describe('a parent is older than the child', () => {
  const correcting = { kind: 'correct', reason: '试' } as const
  /** A household with one member, and what is said to joining it. */
  async function joining(born: string | null, more: Record<string, Value> = { relation: '户主', since: '2015-01-01' }) {
    const { household, person, membership } = await books.family(villages[0], '辛')
    await write([correct('person', person, { born_on: born }), correct('membership', membership, more)], correcting)
    const join = (relation: string, day: string | null, since = '2020-01-01') => {
      const id = newId()
      return write([
        set('person', id, { name: '壬', born_on: day }),
        set('membership', newId(), { person: id, household, since, relation }),
      ])
    }
    return { household, person, membership, join }
  }

  test('an older or even-aged child is refused, by the day of the row that is recorded', async () => {
    const { join } = await joining('1990-05-05')
    for (const born of ['1980-01-01', '1990-05-05'])
      await expect(join('之子', born)).rejects.toMatchObject({
        problems: [
          {
            code: 'act.elder_younger',
            at: { ledger: 'membership', n: 1, field: 'person' },
            message: `同一户里，“户主”的出生日期不比“之子”的早（“之子”是 ${born}）。`,
            remedy: '请核对两人的出生日期和“与户主关系”。',
          },
        ],
      })
    expect(await join('其他', '1980-01-01')).not.toHaveProperty('doubts')
    expect(await join('之子', null)).not.toHaveProperty('doubts')
  })

  test('less than twelve years are doubtful, twelve to the day are not', async () => {
    const { join } = await joining('1990-05-05')
    expect((await join('之子', '2002-05-04')).doubts).toMatchObject([
      {
        code: 'act.elder_younger',
        doubt: true,
        message: '同一户里，“户主”的出生日期比“之子”的只早不到 12 年（“之子”是 2002-05-04）。',
      },
    ])
    expect(await join('之子', '2002-05-05')).not.toHaveProperty('doubts')
  })

  test('a married stepparent may be younger: told and kept', async () => {
    const { join } = await joining('1990-05-05', { relation: '配偶' })
    expect((await join('之子', '1985-01-01')).doubts).toMatchObject([{ code: 'act.elder_younger' }])
  })

  test('of a head who came later it may not have been said: told and kept; who left before is not compared', async () => {
    const late = await joining('1990-05-05', { relation: '户主', since: '2022-01-01' })
    expect((await late.join('之子', '1985-01-01', '2015-01-01')).doubts).toMatchObject([{ code: 'act.elder_younger' }])
    const gone = await joining('1990-05-05', { relation: '户主', since: '2010-01-01', until: '2019-12-31' })
    expect(await gone.join('之子', '1985-01-01')).not.toHaveProperty('doubts')
  })

  test('of two heads it may be said of either: told and kept', async () => {
    const { join } = await joining('1950-05-05')
    await join('户主', '1990-05-05', '2015-01-01')
    expect((await join('之子', '1975-01-01')).doubts).toMatchObject([{ code: 'act.elder_younger' }])
  })

  test('a birthday that is corrected is held against the household, and a row that is not touched is not asked again', async () => {
    const { person, membership, join } = await joining('1960-05-05')
    await join('之子', '1985-01-01')
    await expect(write([correct('person', person, { born_on: '1986-05-05' })], correcting)).rejects.toMatchObject({
      problems: [{ code: 'act.elder_younger', at: { ledger: 'person', field: 'born_on' } }],
    })
    const near = await write([correct('person', person, { born_on: '1980-05-05' })], correcting)
    expect(near.doubts).toMatchObject([{ code: 'act.elder_younger', doubt: true }])
    expect(await write([correct('person', person, { name: '癸' })], correcting)).not.toHaveProperty('doubts')
    expect(await write([correct('membership', membership, { until: '2030-12-31' })], correcting)).toHaveProperty(
      'doubts',
    )
  })
})

test('a birth ahead is refused; anything else ahead is doubtful: what happened at once, what begins after a year, the rest after thirty', async () => {
  const { household, person } = await books.family(villages[0], '戊')
  const tomorrow = addDays(today, 1)
  await expect(write([set('person', newId(), { name: '未来', born_on: tomorrow })])).rejects.toMatchObject({
    problems: [{ code: 'act.day_ahead' }],
  })
  const paid = await write([set('aid', newId(), { person, paid_on: tomorrow, amount: 100 })])
  expect(messages(paid)).toEqual([`日期（${tomorrow}）还没有到。`])
  const label = (since: string, until: string | null) =>
    write([set('label', newId(), { household, word: '脱贫户', since, until })])
  const soon = addMonths(today, 12)
  const end = addMonths(today, 360)
  expect(await label(soon, end)).not.toHaveProperty('doubts')
  expect(messages(await label(addDays(soon, 1), null))).toEqual([`起（${addDays(soon, 1)}）在 1 年以后。`])
  expect(messages(await label(today, addDays(end, 1)))).toEqual([`止（${addDays(end, 1)}）在 30 年以后。`])
})

test('who asks to be told first keeps nothing until they are sure', async () => {
  const id = newId()
  const act = {
    id: newId(),
    township,
    kind: 'record' as const,
    changes: [set('person', id, { name: '寿长', born_on: '1890-01-01' })],
  }
  await expect(record(store, office, act, { doubts: 'ask' })).rejects.toMatchObject({
    problems: [{ code: 'act.too_long', doubt: true }],
  })
  expect(await lastValues('person', id)).toBeUndefined()
  expect((await record(store, office, act)).repeated).toBe(false)
  expect((await verify(store, office)).problems).toEqual([])
})

test('an import takes a doubtful row and lists it by its line, beside what it refuses; a dry run says the same', async () => {
  const file = {
    ledger: 'person',
    township,
    name: '人员.csv',
    bytes: new TextEncoder().encode(`姓名,出生日期\n正常,1980-01-01\n百岁,1891-01-01\n未来,${addDays(today, 3)}\n`),
  }
  const told = {
    added: 2,
    doubts: [{ sheet: '', row: 3, problems: [{ code: 'act.too_long', at: { line: 3, column: 2 } }] }],
    bad: [{ row: 4, problems: [{ code: 'act.day_ahead' }] }],
  }
  const rehearsed = await importFile(store, office, { ...file, dryRun: true })
  expect(rehearsed).toMatchObject(told)
  expect(rehearsed).not.toHaveProperty('receipt')
  expect(await importFile(store, office, file)).toMatchObject(told)
  expect(await importFile(store, office, file)).toMatchObject({ added: 0, known: 2, doubts: [] })
})
