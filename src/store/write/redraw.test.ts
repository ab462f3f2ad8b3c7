import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { areaNames, placeName } from '#store/read/office-words.ts'
import { scoped } from '#store/store.ts'
import { standing, table } from '#store/tables/rows-sql.ts'
import { verify } from '#store/verify.ts'
import { moving, office, set, villager } from '../../../test/support/books.ts'
import { township } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'
import { type Redrawing, redraw } from './redraw.ts'
import { homesById, openSight } from './sight.ts'

const books = await ownBooks()
const { store, newId, write } = books
const on = '2025-07-01'

/** A village with groups of its own, each with a household. */
async function village(code: string, name: string, groups: readonly string[]) {
  const codes = groups.map((_, i) => `${code}0${i + 1}`)
  const area = (one: string, called: string) =>
    set('area', newId(), { code: one, name: called, valid_from: '1990-01-01' })
  await write([area(code, name), ...codes.map((one, i) => area(one, groups[i]!))])
  const families = []
  for (const one of codes) families.push(await books.family(one, name))
  return { code, codes, families }
}

const drawn = (given: Partial<Redrawing> & Pick<Redrawing, 'from' | 'into'>, actor = office) =>
  redraw(store, actor, { id: newId(), township, on, reason: '县政府批复', ...given })
const home = async (ledger: string, id: string) =>
  scoped(store, office, async (tx) =>
    (
      await homesById(
        openSight(tx, township, async () => {}),
        ledger,
        [id],
      )
    ).get(id),
  )
const nameOn = (code: string, day: string) =>
  scoped(store, office, async (tx) => placeName(await areaNames(tx, { day }), code))
const acts = () => scoped(store, office, async (tx) => (await tx.run<{ seq: number }>(sql`SELECT seq FROM head`))[0])
const lastDay = (code: string) =>
  scoped(store, office, async (tx) =>
    tx.run<{ name: string; valid_to: string | null }>(
      sql`SELECT name, valid_to FROM ${table('area')} WHERE code = ${code} AND ${standing()} ORDER BY valid_from`,
    ),
  )

test('two villages become one in one act: groups are numbered on, households have their new place from the day, names stay as they were before it', async () => {
  const stays = await village(`${township}101`, '大坝村', ['一组', '二组'])
  const goes = await village(`${township}102`, '西沟村', ['一组', '后山组'])
  const before = (await acts())!
  const done = await drawn({ from: [goes.code], into: stays.code, name: '坝沟村' })
  expect((await acts())!).toEqual({ seq: before.seq + 1 })
  expect(done).toMatchObject({
    replaced: [
      { from: goes.code, into: stays.code, name: '坝沟村' },
      { from: goes.codes[0], into: `${stays.code}03`, name: '西沟村一组' },
      { from: goes.codes[1], into: `${stays.code}04`, name: '后山组' },
    ],
    moved: [{ ledger: 'household', rows: 2 }],
    left: [],
  })
  const [family] = goes.families
  const moved = { area: `${stays.code}03`, was: `2025-06-30 ${goes.codes[0]}` }
  expect(await home('household', family!.household)).toEqual(moved)
  expect(await home('person', family!.person)).toEqual(moved)
  expect(await home('household', stays.families[0]!.household)).toEqual({ area: stays.codes[0], was: null })
  expect(await nameOn(stays.code, '2025-06-30')).toBe('大坝村')
  expect(await nameOn(stays.code, on)).toBe('坝沟村')
  expect(await nameOn(goes.codes[0]!, '2024-12-31')).toBe('西沟村一组')
  expect(await lastDay(goes.code)).toEqual([{ name: '西沟村', valid_to: '2025-06-30' }])
  // What belongs to the village takes nothing new.
  const late = set('household', newId(), { number: 'L1', head_name: '晚', area: goes.codes[0]! })
  await expect(write([late])).rejects.toMatchObject({ problems: [{ code: 'area.closed' }] })
  expect((await verify(store, office)).problems).toEqual([])
})

test('a village is split: some of its groups make a new one from the day on, the others stay', async () => {
  const whole = await village(`${township}103`, '长岭村', ['一组', '二组', '三组'])
  const into = `${township}104`
  await expect(drawn({ from: [whole.codes[2]!], into })).rejects.toMatchObject({
    problems: [{ code: 'area.name_missing' }],
  })
  await drawn({ from: whole.codes.slice(1), into, name: '岭下村' })
  expect(await home('household', whole.families[1]!.household)).toEqual({
    area: `${into}01`,
    was: `2025-06-30 ${whole.codes[1]}`,
  })
  expect(await home('household', whole.families[0]!.household)).toEqual({ area: whole.codes[0], was: null })
  expect(await lastDay(whole.code)).toEqual([{ name: '长岭村', valid_to: null }])
  expect(await nameOn(`${into}02`, on)).toBe('岭下村三组')
})

test('a group is split by naming who goes; it goes on without them', async () => {
  const { code, codes, families } = await village(`${township}105`, '石门村', ['一组'])
  const other = await books.family(codes[0]!, '留下的')
  const into = `${code}02`
  const done = await drawn({ from: codes, into, name: '二组', only: [families[0]!.household] })
  expect(done).toMatchObject({ replaced: [], moved: [{ ledger: 'household', rows: 1 }] })
  expect(await home('household', families[0]!.household)).toEqual({ area: into, was: `2025-06-30 ${codes[0]}` })
  expect(await home('household', other.household)).toEqual({ area: codes[0], was: null })
  expect(await lastDay(codes[0]!)).toEqual([{ name: '一组', valid_to: null }])
  const gone = drawn({ from: codes, into: `${code}03`, name: '三组', only: [families[0]!.household] })
  await expect(gone).rejects.toMatchObject({ problems: [{ code: 'row.unknown' }] })
})

test('who moved in or away after the day is left to be looked at, and so is the move', async () => {
  const [goes, stays] = [
    await village(`${township}111`, '下河村', ['一组', '二组']),
    await village(`${township}112`, '上河村', ['一组']),
  ]
  const [came, went] = [stays.families[0]!.household, goes.families[0]!.household]
  await write(moving(books, came, stays.codes[0]!, goes.codes[1]!, '2025-09-01'), { kind: 'correct', reason: '试' })
  await write(moving(books, went, goes.codes[0]!, stays.codes[0]!, '2025-09-01'), { kind: 'correct', reason: '试' })
  const done = await drawn({ from: [goes.code], into: stays.code })
  expect(done).toMatchObject({
    moved: [{ ledger: 'household', rows: 1 }],
    left: [
      { ledger: 'household', rows: 1 },
      { ledger: 'move', rows: 1 },
    ],
  })
  expect(await home('household', came)).toEqual({ area: goes.codes[1], was: `2025-08-31 ${stays.codes[0]}` })
  expect(await home('household', went)).toEqual({ area: stays.codes[0], was: `2025-08-31 ${goes.codes[0]}` })
})

test('a place that has another row in the register after the day is not ended before it', async () => {
  const { code, codes } = await village(`${township}113`, '老街村', ['一组', '二组'])
  await drawn({ from: [codes[1]!], into: codes[0]!, name: '新一组', on: '2025-09-01' })
  const other = await village(`${township}114`, '桥头村', ['一组'])
  for (const given of [
    { from: [code], into: other.code },
    { from: other.codes, into: codes[0]!, name: '大组' },
  ]) {
    await expect(drawn(given)).rejects.toMatchObject({
      problems: [{ code: 'area.cannot_join', message: expect.stringContaining('2025-09-01') }],
    })
  }
})

test('sent twice it is done once, and tried out it leaves nothing', async () => {
  const { codes, families } = await village(`${township}106`, '双河村', ['一组', '二组'])
  const given = { id: newId(), from: [codes[1]!], into: codes[0]! }
  const tried = await drawn({ ...given, dryRun: true })
  expect(tried).toMatchObject({ moved: [{ rows: 1 }] })
  expect(tried).not.toHaveProperty('receipt')
  expect(await home('household', families[1]!.household)).toEqual({ area: codes[1], was: null })
  const first = await drawn(given)
  expect(first.receipt).toMatchObject({ repeated: false })
  expect((await drawn(given)).receipt).toMatchObject({ repeated: true, seq: first.receipt!.seq })
  expect(await home('household', families[1]!.household)).toEqual({ area: codes[0], was: `2025-06-30 ${codes[1]}` })
})

test('a village cannot do it, nor record a place of its own', async () => {
  const mine = villager(0)
  const [code] = mine.areas as [string]
  const refused = { problems: [{ code: 'access.not_permitted' }] }
  await expect(drawn({ from: [code], into: `${township}002` }, mine)).rejects.toMatchObject(refused)
  const group = set('area', newId(), { code: `${code}09`, name: '九组', valid_from: '2025-01-01' })
  await expect(write([group], { actor: mine })).rejects.toMatchObject(refused)
})

test('what cannot be is refused in words: a place that is not in use, itself, a used code', async () => {
  const { code, codes, families } = await village(`${township}107`, '红岩村', ['一组', '二组', '三组'])
  const codeOf = (work: Promise<unknown>) => work.catch((error) => error.problems[0].code)
  expect(await codeOf(drawn({ from: [`${township}199`], into: code }))).toBe('area.not_listed')
  expect(await codeOf(drawn({ from: [code], into: codes[0]! }))).toBe('area.cannot_join')
  expect(await codeOf(drawn({ from: [code], into: code }))).toBe('area.cannot_join')
  expect(await codeOf(drawn({ from: codes, into: `${township}102`, name: '西沟村' }))).toBe('area.code_used')
  const some = { from: codes.slice(1), into: codes[0]!, only: [families[1]!.household] }
  expect(await codeOf(drawn(some))).toBe('area.cannot_join')
})
