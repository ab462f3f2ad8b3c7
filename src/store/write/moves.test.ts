import { expect, test } from 'vitest'
import { importFile } from '#store/import.ts'
import { history } from '#store/read/rows.ts'
import { scoped } from '#store/store.ts'
import { verify } from '#store/verify.ts'
import { correct, moving, office } from '../../../test/support/books.ts'
import { township, villages } from '../../../test/support/made-up-township.ts'
import { ownBooks } from '../../../test/support/own-books.ts'
import { type Act, record } from './acts.ts'
import { type Moved, withMoves } from './moves.ts'
import { homesById, openSight } from './sight.ts'

const books = await ownBooks()
const { store, newId } = books
const [A, B] = villages

const placed = (household: string): Act => ({
  id: newId(),
  township,
  kind: 'correct',
  reason: '试',
  changes: [correct('household', household, { area: B })],
})
const recordAs = async (act: Act, moved?: Moved) => record(store, office, await withMoves(store, office, act, moved))
const last = (ledger: string, id: string) => scoped(store, office, async (tx) => (await history(tx, ledger, id)).at(-1))
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
const asks = { problems: [{ code: 'act.moved_or_slip', at: { ledger: 'household', n: 1, field: 'area' } }] }

test('another place is not taken in without a word of whether they moved or were never there', async () => {
  const { household } = await books.family(A, '甲')
  const act = placed(household)
  await expect(recordAs(act)).rejects.toMatchObject(asks)
  expect(await home('household', household)).toMatchObject({ area: A })
  await recordAs(act, 'slip')
  expect(await home('household', household)).toMatchObject({ area: B, was: null })
})

test('a move said with its day keeps where they lived before, and sent twice is one', async () => {
  const { household, person } = await books.family(A, '乙')
  const act = placed(household)
  const first = await recordAs(act, { on: '2025-03-01' })
  expect(await home('household', household)).toMatchObject({ area: B, was: `2025-02-28 ${A}` })
  expect(await home('person', person)).toMatchObject({ area: B, was: `2025-02-28 ${A}` })
  expect(await recordAs(act, { on: '2025-03-01' })).toEqual({ ...first, repeated: true })
  expect((await verify(store, office)).problems).toEqual([])
})

test('who records the move in the same act has said it; a place that stays as it was needs no word', async () => {
  const { household } = await books.family(A, '丙')
  const more = { kind: 'correct', reason: '试', slip: undefined } as const
  await books.write(moving(books, household, A, B, '2025-01-01'), more)
  await books.write([correct('household', household, { area: B, head_name: '丙二' })], more)
  expect(await home('household', household)).toMatchObject({ area: B, was: `2024-12-31 ${A}` })
})

test('an import brings such rows back with the question, and takes them with an answer', async () => {
  const [one, two] = [await books.family(A, '丁'), await books.family(A, '戊')]
  const numbers = await Promise.all(
    [one, two].map(async ({ household }) => (await last('household', household))!.values.number),
  )
  const file = {
    ledger: 'household',
    township,
    name: '农户.csv',
    bytes: new TextEncoder().encode(`户编号,户主姓名,所在地\n${numbers[0]},丁,${B}\n${numbers[1]},戊二,${A}\n`),
    changes: 'take' as const,
  }
  const asked = await importFile(store, office, file)
  expect(asked.bad).toMatchObject([{ row: 2, problems: [{ code: 'act.moved_or_slip', at: { line: 2, column: 3 } }] }])
  expect(await last('household', two.household)).toMatchObject({ values: { head_name: '戊二' } })
  expect(await home('household', one.household)).toMatchObject({ area: A })
  const rehearsed = await importFile(store, office, { ...file, moved: { on: '2025-05-01' }, dryRun: true })
  expect(rehearsed).toMatchObject({ bad: [], changed: [{ row: 2 }] })
  expect(await home('household', one.household)).toMatchObject({ area: A })
  await importFile(store, office, { ...file, moved: { on: '2025-05-01' } })
  expect(await home('household', one.household)).toMatchObject({ area: B, was: `2025-04-30 ${A}` })
})

test('what the books have against a move comes back at the row that moves', async () => {
  const [one, two] = [await books.family(A, '己'), await books.family(A, '庚')]
  const numbers = await Promise.all(
    [one, two].map(async ({ household }) => (await last('household', household))!.values.number),
  )
  await books.write(moving(books, two.household, A, B, '2025-05-01'), { kind: 'correct', reason: '试' })
  // Back again on the very day: the day of a move is taken.
  const answer = await importFile(store, office, {
    ledger: 'household',
    township,
    name: '农户.csv',
    bytes: new TextEncoder().encode(`户编号,户主姓名,所在地\n${numbers[0]},己,${B}\n${numbers[1]},庚,${A}\n`),
    changes: 'take',
    moved: { on: '2025-05-01' },
  })
  expect(answer.bad).toMatchObject([{ row: 3, problems: [{ code: expect.stringMatching(/^act/) }] }])
  expect(await home('household', one.household)).toMatchObject({ area: B })
})
